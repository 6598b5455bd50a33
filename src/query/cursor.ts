import * as z from 'zod';
import type { Place } from './conditions.ts';

const Content = z.tuple([z.string(), z.string(), z.union([z.string(), z.number()]), z.string()]);

/** Release, query and place, in one opaque word. */
export function writeCursor(release: string, fingerprint: string, [value, id]: Place): string {
  return Buffer.from(JSON.stringify([release, fingerprint, value, id])).toString('base64url');
}

export type CursorReading = { place: Place } | { wrong: 'malformed' | 'query' | 'release' };

/** Reads a cursor back; tells apart one that is none, one of another query, and one of another release. */
export function readCursor(cursor: string, release: string, fingerprint: string): CursorReading {
  let content: z.output<typeof Content>;
  try {
    content = Content.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    return { wrong: 'malformed' };
  }
  if (content[0] !== release) return { wrong: 'release' };
  if (content[1] !== fingerprint) return { wrong: 'query' };
  return { place: [content[2], content[3]] };
}
