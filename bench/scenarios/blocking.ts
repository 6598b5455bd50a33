/** Whether simple requests stay quick while others stream everything, or ask what is heavy. */
import { setTimeout as wait } from 'node:timers/promises';
import { type Dataset, datasetOf, someIds } from '../dataset.ts';
import type { Figure, Series } from '../figures.ts';
import { Helper } from '../load/helper.ts';
import { atMost, type Contender, figureOf, interleaved, using } from '../measure.ts';
import { type Memory, measurable, memoryOf, peakWhile } from '../memory.ts';
import { startOurs } from '../servers/ours.ts';
import type { Server } from '../servers/server.ts';
import { percentile } from '../statistics.ts';
import { type Bench, largest, type Scenario, type Yield } from './scenario.ts';

const RATE = 200;
/** A 99th percentile needs many requests: so many times the usual seconds. */
const LONGER = 3;
const EXPORTERS = 3;
const TIMES = 5;
const MOST_MEMORY = 200;
const HOT = '/statements?limit=50';
const COLD_PATHS = 50_000;
const HEAVY = 40;
const LARGE_LIMIT = 1000;
const IDLE = 'idle';
const EXPORTS = `${EXPORTERS} exports`;
const HEAVY_QUESTIONS = 'heavy questions';
const BUSY = [EXPORTS, HEAVY_QUESTIONS];
/** After something heavy was ended, in milliseconds. */
const SETTLE = 500;
const KINDS = ['hot', 'cold'] as const;
const SHARES = [
  ['p50', 0.5],
  ['p99', 0.99],
] as const;

/** Searches, facets and large pages, no two alike. */
export function heavyPaths({ values, valuesOf }: Dataset): string[] {
  const word = values.get('word.common');
  const speakers = valuesOf('speaker').slice(0, HEAVY);
  return Array.from({ length: LARGE_LIMIT }, (_, index) => {
    const speaker = speakers[index % speakers.length];
    return [
      `/statements?q=${word}&sort=-date&limit=${(index % LARGE_LIMIT) + 1}`,
      `/statements?facet=topic,about,kind&speaker__not=${speaker}&limit=${index % LARGE_LIMIT}`,
      `/search?q=${word}&limit=${(index % 100) + 1}&collection=statements`,
      `/statements?q=${word}&facet=speaker,topic&speaker__not=${speaker}&limit=${index % LARGE_LIMIT}`,
    ][index % 4] as string;
  });
}

type Latency = Record<(typeof KINDS)[number], number[]>;

/** Paced simple requests, hot and cold in turn; no cold one is asked twice. */
function pacer({ helper, options }: Bench, port: number, ids: readonly string[]) {
  let used = 0;
  const seconds = LONGER * options.seconds;
  return async (): Promise<Latency> => {
    const wanted = Math.ceil((RATE * seconds) / KINDS.length);
    const cold = Array.from({ length: wanted }, () => `/statements/${ids[used++ % ids.length]}`);
    const streams = [[HOT], cold];
    const [hot = [], other = []] = await helper.do({ task: 'paced', port, streams, rate: RATE, seconds });
    return { hot, cold: other };
  };
}

const seriesNames = (state: string): string[] =>
  KINDS.flatMap((kind) => SHARES.map(([share]) => `${kind} ${share}, ${state}`));

const MEMORY = ['memory', 'memory without pages of files'] as const;

/** Latencies of simple requests while something else goes on, and the peak of memory meanwhile. */
function contender(state: string, pid: number, pace: () => Promise<Latency>, other?: () => Other): Contender {
  return {
    series: [
      ...seriesNames(state).map((name) => ({ name, unit: 'ms' as const })),
      ...MEMORY.map((name) => ({ name: `${name}, ${state}`, unit: 'MB' as const })),
    ],
    once: async () => {
      await wait(SETTLE);
      const background = other?.();
      try {
        const { peak, result } = await peakWhile(pid, pace);
        const shares = KINDS.flatMap((kind) => SHARES.map(([, share]) => percentile(result[kind], share)));
        return [...shares, peak.resident, peak.anonymous];
      } finally {
        await background?.end();
      }
    },
  };
}

interface Other {
  end(): Promise<void>;
}

/** Clients that ask in the background, in a process that yields to the one that measures. */
function background(helper: Helper, port: number, paths: string[], clients: number): Other {
  const going = helper.do({ task: 'background', port, paths, clients });
  // Told when they are ended.
  going.catch(() => {});
  return {
    end: async () => {
      await helper.do({ task: 'stop' });
      await going;
    },
  };
}

function latencyFigure(size: number, series: readonly Series[], kind: string, share: string): Figure {
  const name = (state: string) => `${kind} ${share}, ${state}`;
  const kept = [IDLE, ...BUSY].flatMap((state) => series.filter((one) => one.name === name(state)));
  const targets =
    share === 'p99'
      ? BUSY.map((state) => atMost(`${kind} p99 during ${state}`, TIMES, name(state), name(IDLE)))
      : [];
  return figureOf('blocking', `A simple ${kind} request, ${share}`, size, kept, targets, {
    base: name(IDLE),
  });
}

/** One kind of memory against what it may be at most in each round. */
function memoryFigure(size: number, kept: readonly Series[], kind: string, allowed: Series): Figure {
  return figureOf(
    'blocking',
    `Resident ${kind}, the largest of each round`,
    size,
    [...kept, allowed],
    BUSY.map((state) => atMost(`${kind} during ${state}`, 1, `${kind}, ${state}`, allowed.name)),
  );
}

/**
 * All resident memory is held against the idle server of the same round: pages of the database's file come and go as
 * the system likes. What is not of files is held against the server before anything heavy was asked of it.
 */
function memoryFigures(size: number, series: readonly Series[], before: Memory): Figure[] {
  return MEMORY.map((kind, index) => {
    const kept = [IDLE, ...BUSY].flatMap((state) =>
      series.filter(({ name }) => name === `${kind}, ${state}`),
    );
    const idle = kept[0]?.rounds ?? [];
    const allowed: Series = {
      name: `${index ? 'idle at first' : 'idle'} and ${MOST_MEMORY} MB`,
      unit: 'MB',
      rounds: idle.map((now) => (index ? before.anonymous : now) + MOST_MEMORY),
    };
    return memoryFigure(size, kept, kind, allowed);
  });
}

async function measured(bench: Bench, server: Server, clients: Helper): Promise<Yield> {
  const { size, file, synthetic } = largest(bench);
  const paths = heavyPaths(await datasetOf(server, synthetic));
  const { port, pid } = server;
  const pace = pacer(bench, port, someIds(file, COLD_PATHS));
  await pace();
  const before = memoryOf(pid);
  const series = await interleaved(bench.options.rounds, [
    contender(IDLE, pid, pace),
    contender(EXPORTS, pid, pace, () => background(clients, port, ['/statements.csv'], EXPORTERS)),
    contender(HEAVY_QUESTIONS, pid, pace, () => background(clients, port, paths, 1)),
  ]);
  const figures = KINDS.flatMap((kind) => SHARES.map(([share]) => latencyFigure(size, series, kind, share)));
  if (measurable()) figures.push(...memoryFigures(size, series, before));
  return { figures };
}

export const blocking: Scenario = {
  name: 'blocking',
  run: async (bench) => {
    const clients = new Helper('load', true);
    try {
      return await using([() => startOurs({ database: largest(bench).file })], (server: Server) =>
        measured(bench, server, clients),
      );
    } finally {
      await clients.end();
    }
  },
};
