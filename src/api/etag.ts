import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** A strong tag (RFC 9110 §8.8.3) of all that the bytes of an answer depend on. */
export const etagOf = (parts: readonly string[]): string =>
  `"${createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 22)}"`;

/**
 * Whether a client has the answer already: by the tags it has, or where it has none by the date (RFC 9110 §13.2.2).
 */
export function isFresh(
  { 'if-none-match': tags, 'if-modified-since': since }: IncomingHttpHeaders,
  etag: string,
  lastModified: string | undefined,
): boolean {
  if (tags !== undefined) return matches(tags, etag);
  if (since === undefined || lastModified === undefined) return false;
  const [theirs, ours] = [Date.parse(since), Date.parse(lastModified)];
  return !Number.isNaN(theirs) && ours <= theirs;
}

/** Whether an If-None-Match header holds the tag, compared weakly (RFC 9110 §13.1.2, §8.8.3.2). */
export function matches(header: string | undefined, etag: string): boolean {
  if (!header) return false;
  if (header === etag || header.trim() === '*') return true;
  return (header.match(/(?:W\/)?"[^"]*"/g) ?? []).some((tag) => tag.replace(/^W\//, '') === etag);
}
