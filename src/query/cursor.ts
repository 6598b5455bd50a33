import { hash } from 'node:crypto';
import * as z from 'zod';

const Content = z.tuple([z.string(), z.string(), z.string(), z.string()]);

/** Tells a cursor of ours from one that was made up or altered; no secret, since nothing depends on it but sense. */
const computeChecksum = (content: readonly unknown[]) =>
  hash('sha256', JSON.stringify(content), 'base64url').slice(0, 6);

/** Release, query and the id of the last record shown, in one opaque word. */
export function writeCursor(release: string, fingerprint: string, id: string): string {
  const content = [release, fingerprint, id];
  return Buffer.from(JSON.stringify([...content, computeChecksum(content)])).toString('base64url');
}

/** The id of the last record shown, or what is wrong. */
export type CursorResult =
  | { after: string }
  | { wrong: 'malformed' | 'query' }
  | { wrong: 'release'; release: string };

/** Reads a cursor back; tells apart one that is none, one of another query, and one of another release. */
export function readCursor(cursor: string, release: string, fingerprint: string): CursorResult {
  let content: z.output<typeof Content>;
  // Decoding passes over what is not base64url: what does not come out the same was not ours.
  if (Buffer.from(cursor, 'base64url').toString('base64url') !== cursor) return { wrong: 'malformed' };
  try {
    content = Content.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    return { wrong: 'malformed' };
  }
  if (computeChecksum(content.slice(0, 3)) !== content[3]) return { wrong: 'malformed' };
  if (content[0] !== release) return { wrong: 'release', release: content[0] };
  if (content[1] !== fingerprint) return { wrong: 'query' };
  return { after: content[2] };
}
