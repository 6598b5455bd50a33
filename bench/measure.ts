/** What a measurement is: values of several rounds, with what they have to reach. */

/** A line of a table. */
export interface Row {
  name: string;
  unit: 'requests/s' | 'ms' | 's' | 'bytes' | 'questions';
  /** One a round. */
  values: number[];
}

/** A bound that the median of the rounds has to keep. */
export interface Target {
  what: string;
  side: 'at least' | 'at most';
  bound: number;
  unit: 'times' | 'ms';
  /** One a round. */
  values: number[];
}

const bound =
  (side: Target['side']) =>
  (what: string, bound: number, values: number[], unit: Target['unit'] = 'times'): Target => ({
    what,
    side,
    bound,
    unit,
    values,
  });
/** A ratio, or a time, that has to be so large. */
export const atLeast = bound('at least');
/** A ratio, or a time, that may be so large. */
export const atMost = bound('at most');

/** What a scenario found. */
export interface Result {
  title: string;
  /** What was asked, and what it is compared with. */
  about: string;
  rows: Row[];
  targets?: Target[];
  /** What else is to be said: the slowest by name, what could not be measured. */
  notes?: string[];
}

/** The value that a share of all do not exceed, by nearest rank. */
export const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? Number.NaN;

/** Middle value, of an even number of them the lower of the two. */
export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** Whether the median keeps the bound. */
export const isReached = ({ side, bound, values }: Target): boolean =>
  side === 'at least' ? median(values) >= bound : median(values) <= bound;

/** The round that was worst. */
export const worst = ({ side, values }: Pick<Target, 'side' | 'values'>): number =>
  side === 'at least' ? Math.min(...values) : Math.max(...values);

/** One row divided by another, round by round: what slows a round slows both. */
export const ratios = (row: Row, base: Row): number[] =>
  row.values.map((value, round) => value / (base.values[round] ?? Number.NaN));

/** Turns before those that count. */
const WARM = 2;

/** Something to measure in each round; several values where it yields several rows. */
export type Contender = readonly [name: string, unit: Row['unit'], once: () => Promise<number>];

/**
 * Measures A, B, C, A, B, C and so on: what drifts falls on all alike. Turns in which code is still being compiled do
 * not count, unless there is one round alone.
 */
export async function interleave(rounds: number, contenders: readonly Contender[]): Promise<Row[]> {
  for (let turn = 0; rounds > 1 && turn < WARM; turn++) for (const [, , once] of contenders) await once();
  const rows = contenders.map(([name, unit]): Row => ({ name, unit, values: [] }));
  for (let round = 0; round < rounds; round++)
    for (const [index, [, , once]] of contenders.entries()) rows[index]?.values.push(await once());
  return rows;
}

/** Percentiles of times of each round, as rows. */
export const timeRows = (name: string, rounds: readonly number[][]): Row[] =>
  [0.5, 0.99, 1].map((share) => ({
    name: `${name}, ${share === 1 ? 'max' : `p${share * 100}`}`,
    unit: 'ms',
    values: rounds.map((times) => percentile(times, share)),
  }));
