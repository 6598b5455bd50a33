import type { IncomingMessage, ServerResponse } from 'node:http';
import { LRUCache } from 'lru-cache';
import { isFresh } from './etag.ts';

/** A finished answer: the bytes as they go over the wire, with all their headers. */
export interface FinishedAnswer {
  etag: string;
  body: Buffer;
  /** Names and values in turn, as `writeHead` takes them. */
  headers: string[];
  /** The pattern of its route, for whoever counts requests. */
  route: string;
}

/** What was answered out of the cache. */
export interface KeptReply {
  route: string;
  status: 200 | 304;
  bytes: number;
}

/** A finished answer as it is kept: with the headers of its replies, whose last value is the request’s id. */
interface KeptAnswer extends FinishedAnswer {
  wholeHeaders: string[];
  unchangedHeaders: string[];
}

/** Headers that say something of a body, or of what is shown with it: a 304 has none (RFC 9110 §15.4.5). */
export const BODY_HEADERS: ReadonlySet<string> = new Set([
  'content-length',
  'content-type',
  'content-encoding',
  'content-disposition',
  'link',
  'content-security-policy',
  'cross-origin-resource-policy',
  'referrer-policy',
  'x-content-type-options',
]);

/** What an entry takes besides body and key, roughly: objects, headers. */
const OVERHEAD = 1_000;
const BYTES_PER_CHARACTER = 2;

/** All of a request that its answer depends on, as the client spelled it. */
const makeSpellingKey = ({ url, headers }: IncomingMessage): string =>
  `${url}\n${headers.host}\n${headers['x-forwarded-proto'] ?? ''}\n${headers.accept ?? ''}\n${headers['accept-encoding'] ?? ''}`;

/** The bytes in memory of their own: those of zlib and of short strings are cut from larger pieces, and would keep them. */
function copyBytes(body: Buffer): Buffer {
  if (body.buffer.byteLength === body.length) return body;
  const copy = Buffer.allocUnsafeSlow(body.length);
  body.copy(copy);
  return copy;
}

/**
 * Finished answers, bounded in bytes, the least recently used going first. Requests that mean the same share an
 * entry: spellings of a request are kept beside the entries, and point to them.
 */
export class AnswerCache {
  private readonly kept: LRUCache<string, KeptAnswer | string> | null;

  /** @param maxBytes bound on bodies, keys and what holds them, of which one may take an eighth; 0 keeps nothing */
  constructor(maxBytes: number) {
    const computeSize = (value: KeptAnswer | string, key: string) =>
      OVERHEAD +
      BYTES_PER_CHARACTER * key.length +
      (typeof value === 'string' ? BYTES_PER_CHARACTER * value.length : value.body.length);
    const bounds = { maxSize: maxBytes, maxEntrySize: Math.ceil(maxBytes / 8), sizeCalculation: computeSize };
    this.kept = maxBytes > 0 ? new LRUCache(bounds) : null;
  }

  /** Whether anything is kept. */
  get keeps(): boolean {
    return this.kept !== null;
  }

  /** The finished answer under its canonical key; the request's spelling is remembered for it. */
  get(key: string, request: IncomingMessage): FinishedAnswer | undefined {
    const found = this.kept?.get(key);
    if (found) this.kept?.set(makeSpellingKey(request), key);
    return typeof found === 'object' ? found : undefined;
  }

  put(key: string, request: IncomingMessage, finished: FinishedAnswer): void {
    const { headers, body } = finished;
    const unchangedHeaders = headers.filter((_, at) => !BODY_HEADERS.has(headers[at - (at % 2)] ?? ''));
    this.kept?.set(key, {
      ...finished,
      wholeHeaders: [...headers, 'x-request-id', ''],
      unchangedHeaders: [...unchangedHeaders, 'x-request-id', ''],
      body: copyBytes(body),
    });
    this.kept?.set(makeSpellingKey(request), key);
  }

  /** Bytes that are taken. */
  get bytes(): number {
    return this.kept?.calculatedSize ?? 0;
  }

  /** Answers straight away what was asked before in the same spelling; null where it was not. */
  answer(request: IncomingMessage, response: ServerResponse, requestId: string): KeptReply | null {
    if (!this.kept || (request.method !== 'GET' && request.method !== 'HEAD')) return null;
    // How it was spelled grows old: one that is forgotten is found by what it means, and remembered anew.
    const key = this.kept.peek(makeSpellingKey(request));
    const found = typeof key === 'string' ? this.kept.get(key) : undefined;
    return typeof found === 'object' ? writeAnswer(request, response, found, requestId) : null;
  }
}

/** The same list with another last value: what is written before the next request needs no copy. */
function setLast(headers: string[], value: string): string[] {
  headers[headers.length - 1] = value;
  return headers;
}

/** Writes a finished answer, or 304 where the client has it (RFC 9110 §15.4.5). */
function writeAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  { etag, wholeHeaders, unchangedHeaders, body, route }: KeptAnswer,
  requestId: string,
): KeptReply {
  if (isFresh(request.headers, etag)) {
    response.writeHead(304, setLast(unchangedHeaders, requestId)).end();
    return { route, status: 304, bytes: 0 };
  }
  response.writeHead(200, setLast(wholeHeaders, requestId));
  response.end(request.method === 'HEAD' ? undefined : body);
  return { route, status: 200, bytes: request.method === 'HEAD' ? 0 : body.length };
}
