/** Filter combinations, computed, against one full scan of the table. */
import { type Combination, filled, GROUPS, listed, singles } from '../combinations.ts';
import type { Measured } from '../databases.ts';
import { type Dataset, datasetOf } from '../dataset.ts';
import type { CombinationFigure, Figure, Series, Target } from '../figures.ts';
import type { Latencies, Scanned } from '../load/tasks.ts';
import { atMost, figureOf, using } from '../measure.ts';
import { startCold } from '../servers/ours.ts';
import type { Server } from '../servers/server.ts';
import { median, percentile } from '../statistics.ts';
import { type Bench, eachSize, judgedByScan, SCAN, type Scenario, yardstick } from './scenario.ts';

/** How often each is asked in a round, and for how long at most, in milliseconds. */
const ASKS = 5;
const BUDGET = 1_000;
const SINGLES_TARGET = 1 / 100;
const [SINGLES] = GROUPS;
const ALL = 'all combinations';
const SLOWEST = 'the slowest combination, its median';

interface Question extends Combination {
  path: string;
}

/** What the dataset has values for. */
function questions(dataset: Dataset): Question[] {
  return [...singles(dataset), ...listed()].flatMap((combination) => {
    const query = filled(combination.query, dataset.values);
    return query === null ? [] : [{ ...combination, path: `/statements?${query}` }];
  });
}

interface Round {
  scanned: Scanned;
  times: Latencies;
}

async function rounds(
  bench: Bench,
  asked: readonly Question[],
  file: string,
  port: number,
): Promise<Round[]> {
  const found: Round[] = [];
  const paths = asked.map(({ path }) => path);
  for (let round = 0; round < bench.options.rounds; round++) {
    found.push({
      scanned: await bench.scanner.do({ task: 'scan', file }),
      times: await bench.helper.do({ task: 'each', port, paths, asks: ASKS, budget: BUDGET }),
    });
  }
  return found;
}

/** Latencies of a group, round by round. */
function seriesOf(
  name: string,
  asked: readonly Question[],
  all: readonly Round[],
  group: string | null,
): Series[] {
  const own = all.map(({ times }) =>
    times.filter((_, index) => group === null || asked[index]?.group === group).flat(),
  );
  const series = (what: string, of: (times: number[]) => number): Series => ({
    name: `${name}, ${what}`,
    unit: 'ms',
    rounds: own.map(of),
  });
  return [
    series('p50', (times) => percentile(times, 0.5)),
    series('p99', (times) => percentile(times, 0.99)),
    series('max', (times) => Math.max(...times)),
  ];
}

/** Both scans, and the smaller one of each round. */
function scanSeries(all: readonly Round[]): Series[] {
  const series = (name: string, of: (scanned: Scanned) => number): Series => ({
    name,
    unit: 'ms',
    rounds: all.map(({ scanned }) => of(scanned)),
  });
  return [
    series('scan that searches the stored JSON', ({ json }) => json),
    series(`scan that compares the column ${all[0]?.scanned.column}`, ({ plain }) => plain),
    series(SCAN, yardstick),
  ];
}

function figure(size: number, asked: readonly Question[], all: readonly Round[], judged: boolean): Figure {
  const groups = GROUPS.filter((group) => asked.some((one) => one.group === group));
  const slowest: Series = {
    name: SLOWEST,
    unit: 'ms',
    rounds: all.map(({ times }) => Math.max(...times.map(median))),
  };
  const targets: Target[] = [
    atMost(`p99 of ${ALL}`, 1, `${ALL}, p99`, SCAN),
    atMost('the slowest combination', 1, SLOWEST, SCAN),
    atMost(`p99 of ${SINGLES}`, SINGLES_TARGET, `${SINGLES}, p99`, SCAN),
  ];
  return figureOf(
    'combinations',
    'Filter combinations, a page of 50 each, computed',
    size,
    [
      ...seriesOf(ALL, asked, all, null),
      slowest,
      ...groups.flatMap((group) => seriesOf(group, asked, all, group)),
      ...scanSeries(all),
    ],
    judged ? targets : [],
    { notes: [`${asked.length} combinations, the list is in bench/combinations.ts`] },
  );
}

/** Each combination over all rounds. */
function details(size: number, asked: readonly Question[], all: readonly Round[]): CombinationFigure[] {
  const scan = median(all.map(({ scanned }) => yardstick(scanned)));
  return asked.map(({ group, path }, index) => {
    const times = all.flatMap((round) => round.times[index] ?? []);
    return {
      size,
      group,
      query: decodeURIComponent(path),
      p50: percentile(times, 0.5),
      p99: percentile(times, 0.99),
      max: Math.max(...times),
      first: all[0]?.times[index]?.[0] ?? Number.NaN,
      scan,
    };
  });
}

const atSize = (bench: Bench, { size, file, synthetic }: Measured) =>
  using([() => startCold(file)], async (server: Server) => {
    const asked = questions(await datasetOf(server, synthetic));
    const all = await rounds(bench, asked, file, server.port);
    return {
      figure: figure(size, asked, all, judgedByScan(bench, size)),
      combinations: details(size, asked, all),
    };
  });

export const combinations: Scenario = {
  name: 'combinations',
  run: async (bench) => {
    const found = await eachSize(bench, (measured) => atSize(bench, measured));
    return {
      figures: found.map((one) => one.figure),
      combinations: found.flatMap((one) => one.combinations),
    };
  },
};
