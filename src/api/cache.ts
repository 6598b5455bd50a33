import type { IncomingMessage, ServerResponse } from 'node:http';
import { LRUCache } from 'lru-cache';
import { isFresh } from './etag.ts';

/** A finished answer: the bytes as they go over the wire, with all their headers. */
export interface Finished {
  etag: string;
  body: Buffer;
  /** Names and values in turn, as `writeHead` takes them. */
  headers: string[];
}

/** What an entry takes besides body and key, roughly: objects, headers. */
const OVERHEAD = 1_000;
const BYTES_PER_CHARACTER = 2;

/** All of a request that its answer depends on, as the client spelled it. */
const spelling = ({ url, headers }: IncomingMessage): string =>
  `${url}\n${headers.host}\n${headers.accept ?? ''}\n${headers['accept-encoding'] ?? ''}`;

/** The bytes in memory of their own: those of zlib and of short strings are cut from larger pieces, and would keep them. */
function owned(body: Buffer): Buffer {
  if (body.buffer.byteLength === body.length) return body;
  const own = Buffer.allocUnsafeSlow(body.length);
  body.copy(own);
  return own;
}

/**
 * Finished answers, bounded in bytes, the least recently used going first. Requests that mean the same share an
 * entry: spellings of a request are kept beside the entries, and point to them.
 */
export class AnswerCache {
  private readonly kept: LRUCache<string, Finished | string> | null;

  /** @param maxBytes bound on bodies, keys and what holds them, of which one may take an eighth; 0 keeps nothing */
  constructor(maxBytes: number) {
    const size = (value: Finished | string, key: string) =>
      OVERHEAD +
      BYTES_PER_CHARACTER * key.length +
      (typeof value === 'string' ? BYTES_PER_CHARACTER * value.length : value.body.length);
    const bounds = { maxSize: maxBytes, maxEntrySize: Math.ceil(maxBytes / 8), sizeCalculation: size };
    this.kept = maxBytes > 0 ? new LRUCache(bounds) : null;
  }

  /** The finished answer under its canonical key; the request's spelling is remembered for it. */
  get(key: string, request: IncomingMessage): Finished | undefined {
    const found = this.kept?.get(key);
    if (found) this.kept?.set(spelling(request), key);
    return typeof found === 'object' ? found : undefined;
  }

  put(key: string, request: IncomingMessage, finished: Finished): void {
    this.kept?.set(key, { ...finished, body: owned(finished.body) });
    this.kept?.set(spelling(request), key);
  }

  /** Answers straight away what was asked before in the same spelling; false where it was not. */
  answer(request: IncomingMessage, response: ServerResponse): boolean {
    if (!this.kept || (request.method !== 'GET' && request.method !== 'HEAD')) return false;
    const key = this.kept.get(spelling(request));
    const found = typeof key === 'string' ? this.kept.get(key) : undefined;
    if (typeof found !== 'object') return false;
    write(request, response, found);
    return true;
  }
}

/** Headers that say something of a body: a 304 has none. */
const OF_BODY = new Set([
  'content-length',
  'content-type',
  'content-encoding',
  'content-disposition',
  'link',
]);

/** Writes a finished answer, or 304 where the client has it (RFC 9110 §15.4.5). */
export function write(
  request: IncomingMessage,
  response: ServerResponse,
  { etag, headers, body }: Finished,
): void {
  if (isFresh(request.headers, etag)) {
    const kept = headers.filter((_, index) => !OF_BODY.has(headers[index - (index % 2)] ?? ''));
    response.writeHead(304, kept).end();
    return;
  }
  response.writeHead(200, headers);
  response.end(request.method === 'HEAD' ? undefined : body);
}
