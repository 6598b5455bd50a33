/** What a scenario gets, and what it yields. */
import type { Measured } from '../databases.ts';
import type { CombinationFigure, Figure } from '../figures.ts';
import type { Helper } from '../load/helper.ts';
import type { Scanned } from '../load/tasks.ts';
import { type Contender, single } from '../measure.ts';
import type { Options } from '../options.ts';
import { median } from '../statistics.ts';

export interface Bench {
  options: Options;
  /** Smallest first. */
  databases: [Measured, ...Measured[]];
  /** Asks, on the core of the load. */
  helper: Helper;
  /** Scans, on the core of the server, which waits meanwhile. */
  scanner: Helper;
  log(line: string): void;
}

export interface Yield {
  figures: Figure[];
  combinations?: CombinationFigure[];
  /** Parts that could not be measured, and why. */
  skipped?: string[];
}

export interface Scenario {
  name: string;
  run(bench: Bench): Promise<Yield>;
}

export const smallest = ({ databases }: Bench): Measured => databases[0];
export const largest = ({ databases }: Bench): Measured => databases.at(-1) as Measured;

export const SCAN = 'one full scan';
/** A smaller table is read sooner than any request is answered. */
const WORTH_SCANNING = 100_000;

/** Whether figures of a size are held against the targets that are parts of a scan: those of the largest are. */
export const judgedByScan = (bench: Bench, size: number): boolean =>
  size === largest(bench).size && size >= WORTH_SCANNING;

/** The smaller of the two scans: the one that is harder to beat. */
export const yardstick = ({ json, plain }: Scanned): number => Math.min(json, plain);

/** One full scan of the table, in this round. */
export const scanOf = ({ scanner }: Bench, file: string): Contender =>
  single(SCAN, 'ms', async () => yardstick(await scanner.do({ task: 'scan', file })));

/** Median latency of paths that are asked in turn over one connection. */
export const latencyOf = (
  { helper, options }: Bench,
  name: string,
  port: number,
  paths: string[],
): Contender =>
  single(name, 'ms', async () => {
    const times = await helper.do({ task: 'in-turn', port, paths, seconds: options.seconds });
    return median(times.flat());
  });

/** Runs something for each database. */
export async function eachSize<T>(bench: Bench, make: (measured: Measured) => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  for (const measured of bench.databases) made.push(await make(measured));
  return made;
}
