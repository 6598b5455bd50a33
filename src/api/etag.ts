import { hash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** A strong tag (RFC 9110 §8.8.3) of all that the bytes of an answer depend on. */
export const makeEtag = (parts: readonly string[]): string =>
  `"${hash('sha256', parts.join('\n'), 'base64url').slice(0, 22)}"`;

const listTags = (header: string): string[] => header.match(/(?:W\/)?"[^"]*"/g) ?? [];

/**
 * Whether a client has the answer already: its If-None-Match holds the tag, compared weakly (RFC 9110 §13.1.2,
 * §8.8.3.2). By date nothing is told: under one date data may change, and so may what is said of them.
 */
export function isFresh({ 'if-none-match': header }: IncomingHttpHeaders, etag: string): boolean {
  if (!header) return false;
  if (header === etag || header === '*') return true;
  return listTags(header).some((tag) => tag.replace(/^W\//, '') === etag);
}

/** Whether an If-Match holds the tag, compared strongly (RFC 9110 §13.1.1, §8.8.3.2). */
export const isTagged = (header: string, etag: string): boolean =>
  header.trim() === '*' || listTags(header).includes(etag);
