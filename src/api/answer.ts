import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { brotliCompress, constants, createBrotliCompress, createGzip, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import type { Release } from '../db.ts';

type Coding = 'br' | 'gzip' | 'identity';
/** Best first; of those that a client accepts, its weights are not asked: fewer bytes are better for both. */
const CODINGS: readonly Coding[] = ['br', 'gzip', 'identity'];
/** The default, 11, costs fifteen milliseconds a body; 4 a tenth of one. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

export const EXPOSED_HEADERS = ['ETag', 'Link', 'Last-Modified', 'Content-Disposition', 'Allow'];

/** What a success answers with; it is computed only where it is sent. */
export interface Answer {
  mediaType: string;
  /** All that the bytes depend on besides release, media type and coding. */
  key: string;
  compute: () => { body: string | AsyncIterable<string>; headers?: Record<string, string> };
}

/** Whether an If-None-Match header holds the tag, compared weakly (RFC 9110 §13.1.2, §8.8.3.2). */
export function matches(header: string | undefined, etag: string): boolean {
  if (!header) return false;
  if (header.trim() === '*') return true;
  return (header.match(/(?:W\/)?"[^"]*"/g) ?? []).some((tag) => tag.replace(/^W\//, '') === etag);
}

function codingFor(request: FastifyRequest): Coding {
  if (!request.headers['accept-encoding']) return 'identity';
  const accepted = new Negotiator(request.raw).encodings([...CODINGS]);
  return CODINGS.find((coding) => accepted.includes(coding)) ?? 'identity';
}

async function compress(body: string, coding: Coding): Promise<Buffer | string> {
  if (coding === 'br') return promisify(brotliCompress)(body, BROTLI);
  if (coding === 'gzip') return promisify(gzip)(body);
  return body;
}

function compressed(stream: Readable, coding: Coding): Readable {
  if (coding === 'identity') return stream;
  const compressor = coding === 'br' ? createBrotliCompress(BROTLI) : createGzip();
  stream.on('error', (error) => compressor.destroy(error));
  compressor.on('close', () => stream.destroy());
  return stream.pipe(compressor);
}

/**
 * Sends a success with its validators: 304 before anything is computed where the client has it already, headers
 * alone for HEAD, compressed as the client likes.
 */
export async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  release: Release,
  answer: Answer,
): Promise<FastifyReply> {
  const coding = codingFor(request);
  const parts = [release.id, release.version, answer.key, answer.mediaType, coding];
  const etag = `"${createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 22)}"`;
  reply
    .header('etag', etag)
    .header('cache-control', 'public, max-age=60, stale-while-revalidate=86400')
    .header('vary', 'Accept, Accept-Encoding')
    .header('last-modified', new Date(`${release.date}T00:00:00Z`).toUTCString());
  if (matches(request.headers['if-none-match'], etag)) return reply.code(304).send();
  const { body, headers } = answer.compute();
  reply.header('content-type', answer.mediaType).headers(headers ?? {});
  if (coding !== 'identity') reply.header('content-encoding', coding);
  if (typeof body === 'string') return reply.send(await compress(body, coding));
  // An export is not computed for HEAD; an empty stream keeps its length unsaid.
  if (request.method === 'HEAD') return reply.send(Readable.from([]));
  return reply.send(compressed(Readable.from(body), coding));
}
