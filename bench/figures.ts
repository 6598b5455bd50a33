/** What a run yields: series measured round by round, what they are held against, and the targets. */
import { ratios, type Spread, spreadOf } from './statistics.ts';

export const UNITS = ['requests/s', 'ms', 'MB/s', 'rows/s', 'MB'] as const;
export type Unit = (typeof UNITS)[number];

/** One thing measured once in every round. */
export interface Series {
  name: string;
  unit: Unit;
  rounds: number[];
}

/** A bound on the ratio of two series of the same figure. */
export interface Target {
  /** What it is about, in a few words. */
  label: string;
  series: string;
  against: string;
  at: 'least' | 'most';
  bound: number;
}

/** Series that are compared: all are given as ratios to the one named `base`. */
export interface Figure {
  scenario: string;
  title: string;
  /** Statements in the database; null where the figure does not depend on it. */
  size: number | null;
  base: string;
  series: Series[];
  targets: Target[];
  notes?: string[];
}

/** A filter combination at one size: latencies of all its requests, in milliseconds. */
export interface CombinationFigure {
  size: number;
  group: string;
  query: string;
  p50: number;
  p99: number;
  max: number;
  /** The very first request. */
  first: number;
  /** The yardstick of its size. */
  scan: number;
}

/** Where, with what and how a run was made. */
export interface Facts {
  date: string;
  versions: Record<string, string>;
  machine: Record<string, string>;
  sizes: number[];
  /** Whether the databases are synthetic; else there is one, of curated data. */
  synthetic: boolean;
  rounds: number;
  seconds: number;
  minutes: number;
  notes: string[];
}

export interface Figures {
  facts: Facts;
  figures: Figure[];
  combinations: CombinationFigure[];
  /** What could not be measured, and why. */
  skipped: { scenario: string; why: string }[];
}

export interface Verdict extends Target {
  figure: Figure;
  ratio: Spread;
  reached: boolean;
}

export function seriesNamed({ title, series }: Figure, name: string): Series {
  const found = series.find((one) => one.name === name);
  if (!found) throw new Error(`${title} has no series ${name}`);
  return found;
}

/** A series as a ratio to another of its figure. */
export const ratioOf = (figure: Figure, series: string, against = figure.base): Spread =>
  spreadOf(ratios(seriesNamed(figure, series).rounds, seriesNamed(figure, against).rounds));

/** Every target of a run, held against what was measured; the median decides. */
export const verdicts = ({ figures }: Pick<Figures, 'figures'>): Verdict[] =>
  figures.flatMap((figure) =>
    figure.targets.map((target) => {
      const ratio = ratioOf(figure, target.series, target.against);
      const reached = target.at === 'least' ? ratio.median >= target.bound : ratio.median <= target.bound;
      return { ...target, figure, ratio, reached };
    }),
  );
