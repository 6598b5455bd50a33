import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { brotliCompress, constants, createBrotliCompress, createGzip, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import type { Release } from '../store/store.ts';
import { type AnswerCache, BODY_HEADERS } from './cache.ts';
import { isFresh, makeEtag } from './etag.ts';
import { getIgnored } from './tracking.ts';

type Coding = 'br' | 'gzip' | 'identity';
/** Best first; of those that a client accepts, its weights are not asked: fewer bytes are better for both. */
const CODINGS: readonly Coding[] = ['br', 'gzip', 'identity'];
/** The default, 11, costs fifteen milliseconds a body; 4 a tenth of one. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

/** Batches of an export that are made before the client has taken those before: memory is theirs times clients. */
const BATCHES_AHEAD = 2;

/** Headers of answers that pages of other origins may read (Access-Control-Expose-Headers). */
export const EXPOSED_HEADERS = [
  'ETag',
  'Link',
  'Last-Modified',
  'Content-Disposition',
  'Content-Range',
  'Accept-Ranges',
  'Allow',
  'Demarche-Release',
  'Demarche-Also-Overlapping',
  'Demarche-Not-Found',
  'Demarche-Ignored',
  'Retry-After',
  'X-Request-Id',
];

/** How long an answer may be used without asking again, in seconds: releases come seldom, and not announced. */
export const CACHE_CONTROL = 'public, max-age=60, stale-while-revalidate=86400';

/** Lets others be answered in between. */
export const pause = () => new Promise<void>((resolve) => setImmediate(resolve));

interface Payload {
  body: string | Uint8Array | AsyncIterable<Uint8Array>;
  headers?: Record<string, string>;
}

/** What a success answers with; it is computed only where it is sent. */
export interface Answer {
  mediaType: string;
  /** All that the bytes depend on besides release, media type, coding and what was passed over. */
  key: string;
  /** Whether it may be another while the same release is served: then it is not kept. */
  mayChange?: boolean;
  compute: () => Payload | Promise<Payload>;
}

function chooseCoding(request: FastifyRequest): Coding {
  if (!request.headers['accept-encoding']) return 'identity';
  const accepted = new Negotiator(request.raw).encodings([...CODINGS]);
  return CODINGS.find((coding) => accepted.includes(coding)) ?? 'identity';
}

async function compress(body: string | Uint8Array, coding: Coding): Promise<Buffer> {
  if (coding === 'br') return promisify(brotliCompress)(body, BROTLI);
  if (coding === 'gzip') return promisify(gzip)(body);
  return typeof body === 'string'
    ? Buffer.from(body)
    : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}

function compressStream(stream: Readable, coding: Coding): Readable {
  if (coding === 'identity') return stream;
  const compressor = coding === 'br' ? createBrotliCompress(BROTLI) : createGzip();
  stream.on('error', (error) => compressor.destroy(error));
  compressor.on('close', () => stream.destroy());
  return stream.pipe(compressor);
}

/** What answering needs besides the answer: what is served, where, and what was answered before. */
export interface AnswerContext {
  release: Release;
  cache: AnswerCache;
  /** The path that the API is reached under, such as `/demarche`; empty at the root of its host. */
  path: string;
}

/**
 * Writes the path that the API is reached under before each `url` of a JSON text, where they are relative to the root.
 * In a text or a key the quotes of `"url":"` would be escaped: nothing but the member itself reads so.
 */
export const prefixUrls = (json: string, path: string): string =>
  path ? json.replaceAll('"url":"/', `"url":"${path}/`) : json;

/**
 * Sends a success with its validators: 304 before anything is computed where the client has it already, finished
 * bytes from the cache where they are there, compressed as the client likes, exports as a stream.
 */
export async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  { release, cache, path }: AnswerContext,
  answer: Answer,
): Promise<FastifyReply> {
  const coding = chooseCoding(request);
  const ignored = getIgnored(request);
  const key = [release.content, release.version, answer.key, answer.mediaType, coding, ...ignored];
  const etag = makeEtag(key);
  reply
    .header('etag', etag)
    .header('cache-control', CACHE_CONTROL)
    .header('vary', 'Accept, Accept-Encoding')
    .header('demarche-release', release.id);
  if (ignored.length) reply.header('demarche-ignored', ignored.join(', '));
  // For HEAD an empty stream: without a body Fastify would say that its length is 0.
  const nothing = request.method === 'HEAD' ? Readable.from([]) : undefined;
  // Looked up first, so that this spelling of the question is known from now on.
  const before = cache.get(key.join('\n'), request.raw);
  if (isFresh(request.headers, etag)) {
    for (const name of BODY_HEADERS) reply.removeHeader(name).raw.removeHeader(name);
    return reply.code(304).send(nothing);
  }
  if (before) return reply.headers(Object.fromEntries(pairHeaders(before.headers))).send(before.body);
  const { body, headers } = await answer.compute();
  reply.header('content-type', answer.mediaType).headers(headers ?? {});
  if (coding !== 'identity') reply.header('content-encoding', coding);
  if (typeof body === 'string' || body instanceof Uint8Array) {
    const bytes = await compress(typeof body === 'string' ? prefixUrls(body, path) : body, coding);
    reply.header('content-length', bytes.length);
    if (cache.keeps && !answer.mayChange)
      cache.put(key.join('\n'), request.raw, {
        etag,
        body: bytes,
        headers: flattenHeaders(reply.getHeaders()),
        route: request.routeOptions.url ?? '',
      });
    return reply.send(bytes);
  }
  if (nothing) return reply.send(nothing); // an export is not computed for HEAD
  return reply.send(compressStream(Readable.from(body, { highWaterMark: BATCHES_AHEAD }), coding));
}

/** Headers as names and values in turn, but for the request's id: each request has its own. */
const flattenHeaders = (headers: Record<string, unknown>): string[] =>
  Object.entries(headers).flatMap(([name, value]) => (name === 'x-request-id' ? [] : [name, String(value)]));

const pairHeaders = (headers: readonly string[]): [string, string][] =>
  headers.flatMap((name, index) => (index % 2 ? [] : [[name, headers[index + 1] ?? ''] as [string, string]]));

/** A file name that says what is in it: collection, query and release. */
function writeFileName(path: string, release: string, suffix: string): string {
  const query = path
    .replaceAll(/[^a-z0-9]+/gi, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 100);
  return [query, release, suffix].filter(Boolean).join('.');
}

/** Headers of an answer that is saved rather than read: what it is called, and which query it answers. */
export const makeFileHeaders = (url: string, { id }: Release, name: string, suffix: string) => ({
  'content-disposition': `inline; filename="${writeFileName(`${name} ${url.split('?')[1] ?? ''}`, id, suffix)}"`,
  link: `<${url}>; rel="canonical"`,
});
