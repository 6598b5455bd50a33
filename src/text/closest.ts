import { distance } from 'fastest-levenshtein';

/** How many letters may differ for one word to be suggested for another of this length. */
const getTolerance = (word: string) => Math.max(1, Math.round(word.length / 3));

/** Longer words are near to nothing: comparing takes time by their length, and none that is known is as long. */
const MAX_COMPARED = 200;

/** The known words nearest to one that is unknown, nearest first; none that differs too much. */
export function findNearest(word: string, known: Iterable<string>, most = 5): string[] {
  if (word.length > MAX_COMPARED) return [];
  const wanted = word.toLowerCase();
  const tolerance = getTolerance(wanted);
  const scored: { candidate: string; score: number }[] = [];
  for (const candidate of known) {
    const contained =
      wanted.length >= 4 &&
      (candidate.includes(wanted) || (candidate.length >= 4 && wanted.includes(candidate)));
    // At least as many letters differ as one has more than the other.
    if (!contained && Math.abs(candidate.length - wanted.length) > tolerance) continue;
    const apart = distance(wanted, candidate.toLowerCase());
    if (contained || apart <= tolerance) scored.push({ candidate, score: apart });
  }
  scored.sort((a, b) => a.score - b.score || (a.candidate < b.candidate ? -1 : 1));
  return scored.slice(0, most).map(({ candidate }) => candidate);
}

const NEGATING = /^(?:un|non_?|not_?|no_?|in|dis|anti_?)/;

/** Whether one word is the other with what turns it round: `stated` and `not_stated`, `named` and `unnamed`. */
const isOpposite = (word: string, other: string): boolean =>
  word !== other && (word.replace(NEGATING, '') === other || other.replace(NEGATING, '') === word);

/** The one nearest word that does not mean the opposite, or undefined. */
export const findClosest = (word: string, known: Iterable<string>): string | undefined =>
  findNearest(word, known).find((candidate) => !isOpposite(word.toLowerCase(), candidate.toLowerCase()));
