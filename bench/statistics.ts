/** Medians, percentiles and ratios: all arithmetic of the benchmark. */

/** Median and bounds over rounds. */
export interface Spread {
  median: number;
  min: number;
  max: number;
  rounds: number;
}

const ascending = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);

/** The smallest value that at least `share` (0 to 1) of the values do not exceed (nearest rank); NaN of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = ascending(values);
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  return sorted[Math.min(rank, sorted.length) - 1] ?? Number.NaN;
}

/** The middle value, or the mean of the two in the middle; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = ascending(values);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

export const spreadOf = (values: readonly number[]): Spread => ({
  median: median(values),
  min: Math.min(...values),
  max: Math.max(...values),
  rounds: values.length,
});

/** Ratios round by round: both sides of each were measured one after the other, so that drift cancels out. */
export function ratios(values: readonly number[], against: readonly number[]): number[] {
  if (values.length !== against.length)
    throw new Error(`${values.length} rounds cannot be held against ${against.length}`);
  return values.map((value, round) => value / (against[round] as number));
}
