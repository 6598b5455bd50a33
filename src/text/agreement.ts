/** How far two coders agree: Krippendorff’s α for two coders and nominal codes, with its interval. */
import { drawNumbers } from './random.ts';

/** The codes that two coders gave one passage. */
export type CodePair = readonly [first: string, second: string];

/** The share of passages to which both gave the same code; NaN of none. */
export const countAgreement = (pairs: readonly CodePair[]): number =>
  pairs.filter(([first, second]) => first === second).length / pairs.length;

/** Pairs as numbers of codes: samples are counted thousands of times. */
function numberCodes(pairs: readonly CodePair[]): { numbered: [number, number][]; codes: number } {
  const numbers = new Map([...new Set(pairs.flat())].map((code, number) => [code, number]));
  const numberOf = (code: string) => numbers.get(code) as number;
  return {
    numbered: pairs.map(([first, second]) => [numberOf(first), numberOf(second)]),
    codes: numbers.size,
  };
}

/** α of the passages that are drawn, by their places. */
function computeSample(
  numbered: readonly [number, number][],
  codes: number,
  drawn: readonly number[],
): number {
  const counts = new Array<number>(codes).fill(0);
  let differing = 0;
  for (const at of drawn) {
    const [first, second] = numbered[at] as [number, number];
    counts[first] = (counts[first] as number) + 1;
    counts[second] = (counts[second] as number) + 1;
    if (first !== second) differing++;
  }
  const total = 2 * drawn.length;
  const same = counts.reduce((sum, count) => sum + count * (count - 1), 0);
  return 1 - differing / drawn.length / (1 - same / (total * (total - 1)));
}

/**
 * Krippendorff's α (Content Analysis, 2004, ch. 11) of two coders without gaps: 1 − observed ÷ expected disagreement, where the
 * expected is that of codes drawn from all that were given. NaN where all gave one code, since then nothing could differ.
 */
export function computeAlpha(pairs: readonly CodePair[]): number {
  const { numbered, codes } = numberCodes(pairs);
  return computeSample(numbered, codes, [...pairs.keys()]);
}

const RESAMPLES = 2_000;

/**
 * The 95 % interval of α: of 2,000 samples of as many passages, drawn with replacement from those that were coded, the middle
 * 95 %. Samples in which all have one code tell nothing, and are left out; null where no other is left.
 */
export function estimateInterval(pairs: readonly CodePair[]): [low: number, high: number] | null {
  const { numbered, codes } = numberCodes(pairs);
  const numbers = drawNumbers(1);
  const draw = () => Math.floor(numbers.next().value * pairs.length);
  const found: number[] = [];
  for (let sample = 0; sample < RESAMPLES; sample++) {
    const alpha = computeSample(numbered, codes, Array.from(pairs, draw));
    if (!Number.isNaN(alpha)) found.push(alpha);
  }
  found.sort((a, b) => a - b);
  const at = (share: number) => found[Math.min(found.length - 1, Math.floor(found.length * share))];
  const [low, high] = [at(0.025), at(0.975)];
  return low === undefined || high === undefined ? null : [low, high];
}
