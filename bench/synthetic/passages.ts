import { mix } from './random.ts';

/** Room for a sentence in every document: passages never overlap, and fragments stay far below a quarter of it. */
const ROOM = 190;
const SHORTEST = 120;
const JITTER = 20;

export interface Passage {
  start: number;
  end: number;
}

/** The range of a document's n-th sentence; known from its number alone, so that nothing has to be laid out first. */
export function passageOf(document: number, n: number, offset: number): Passage {
  const chance = mix(document, n, 77);
  const start = offset + n * ROOM + (chance % JITTER);
  return { start, end: start + SHORTEST + ((chance >>> 8) % (ROOM - SHORTEST - JITTER)) };
}

/** The end of an article of so many sentences. */
export const articleEnd = (sentences: number, offset: number): number => offset + sentences * ROOM;

/** A fragment in a passage of a source. */
export interface Evidence extends Passage {
  source: string;
  exact: string;
}

/** The same where the object around it names the source. */
export const unsourced = ({ start, end, exact }: Evidence) => ({ start, end, exact });

/** One of a record's own citations: evidence for a field, or for a member of it. */
export const citing = (field: string, value: string | null, evidence: Evidence) => ({
  field,
  value,
  source: evidence.source,
  start: evidence.start,
  end: evidence.end,
  exact: evidence.exact,
});

/** File name and checksum of a document that does not exist. */
export function fileOf(seed: number): { file: string; sha256: string } {
  let sha256 = '';
  for (let i = 0; i < 8; i++) sha256 += mix(seed, i, 5).toString(16).padStart(8, '0');
  return { file: `${sha256.slice(0, 12)}.txt`, sha256 };
}
