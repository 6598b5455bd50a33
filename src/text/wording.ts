import { diffArrays } from 'diff';

/** What may become of the words of one text in another. */
export const CHANGES = ['kept', 'left_out', 'put_in', 'replaced'] as const;

interface Change {
  change: (typeof CHANGES)[number];
  from: string | null;
  to: string | null;
}

/** A word as it is compared: case, quotation marks and the punctuation around it make no difference. */
const stripWord = (word: string) =>
  word
    .normalize('NFC')
    .replace(/[‘’]/g, "'")
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
    .toLowerCase();

const plainWords = new Map<string, string>();

/** As `stripWord`, remembered: every word of a fragment is compared with every other. */
function normalizeWord(word: string): string {
  const known = plainWords.get(word) ?? stripWord(word);
  plainWords.set(word, known);
  return known;
}

const splitWords = (text: string) => text.split(/\s+/).filter(Boolean);

/** The differences between two fragments, word by word; what stands for something else counts as replaced. */
export function compareWords(from: string, to: string): Change[] {
  const [before, after] = [splitWords(from), splitWords(to)];
  const changes: Change[] = [];
  let [read, written] = [0, 0];
  // What is kept may be spelled differently on both sides: each side shows its own words.
  for (const { count, added, removed } of diffArrays(before, after, {
    comparator: (a, b) => normalizeWord(a) === normalizeWord(b),
  })) {
    const old = added ? null : before.slice(read, read + count).join(' ');
    const fresh = removed ? null : after.slice(written, written + count).join(' ');
    if (!added) read += count;
    if (!removed) written += count;
    const last = changes.at(-1);
    if (added && last?.change === 'left_out')
      changes.splice(-1, 1, { change: 'replaced', from: last.from, to: fresh });
    else changes.push({ change: added ? 'put_in' : removed ? 'left_out' : 'kept', from: old, to: fresh });
  }
  return changes;
}

/** Whether two fragments cannot both be the same words: neither is a piece of the other. */
export function differ(one: string, other: string): boolean {
  const [a, b] = [one, other].map(
    (text) => ` ${splitWords(text).map(normalizeWord).filter(Boolean).join(' ')} `,
  ) as [string, string];
  return !a.includes(b) && !b.includes(a);
}
