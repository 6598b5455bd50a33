/** How far two coders agree: Krippendorff’s α for two coders and nominal codes, with its interval. */
import { drawNumbers } from './random.ts';

/** The codes that two coders gave one passage. */
export type CodePair = readonly [first: string, second: string];

/** The share of passages to which both gave the same code; NaN of none. */
export const countAgreement = (pairs: readonly CodePair[]): number =>
  pairs.filter(([first, second]) => first === second).length / pairs.length;

/**
 * Krippendorff's α (Content Analysis, 2004, ch. 11) of two coders without gaps: 1 − observed ÷ expected disagreement, where the
 * expected is that of codes drawn from all that were given. 1 where they never differ; NaN where all gave one code, since then
 * nothing could differ.
 */
export function computeAlpha(pairs: readonly CodePair[]): number {
  const counts = new Map<string, number>();
  for (const code of pairs.flat()) counts.set(code, (counts.get(code) ?? 0) + 1);
  const total = 2 * pairs.length;
  const same = [...counts.values()].reduce((sum, count) => sum + count * (count - 1), 0);
  const expected = 1 - same / (total * (total - 1));
  return 1 - (1 - countAgreement(pairs)) / expected;
}

const RESAMPLES = 2_000;

/**
 * The 95 % interval of α: of 2,000 samples of as many passages, drawn with replacement from those that were coded, the middle
 * 95 %. Samples in which all have one code tell nothing, and are left out; null where no other is left.
 */
export function estimateInterval(pairs: readonly CodePair[]): [low: number, high: number] | null {
  const numbers = drawNumbers(1);
  const found: number[] = [];
  for (let sample = 0; sample < RESAMPLES; sample++) {
    const alpha = computeAlpha(
      pairs.map(() => pairs[Math.floor(numbers.next().value * pairs.length)] as CodePair),
    );
    if (!Number.isNaN(alpha)) found.push(alpha);
  }
  found.sort((a, b) => a - b);
  const at = (share: number) => found[Math.min(found.length - 1, Math.floor(found.length * share))];
  const [low, high] = [at(0.025), at(0.975)];
  return low === undefined || high === undefined ? null : [low, high];
}
