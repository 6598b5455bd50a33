/** Lists that have to be computed: against what one would write by hand over the same records. */

import { isDeepStrictEqual } from 'node:util';
import type { Measured } from '../databases.ts';
import { type Dataset, datasetOf, type Listing, list } from '../dataset.ts';
import type { Figure } from '../figures.ts';
import { plain } from '../format.ts';
import { throughput } from '../load/throughput.ts';
import { atLeast, ensure, figureOf, interleaved, single, using } from '../measure.ts';
import { startJoined } from '../servers/made.ts';
import { startCold } from '../servers/ours.ts';
import { relational } from '../servers/relational.ts';
import type { Server } from '../servers/server.ts';
import { OURS } from './hot.ts';
import { type Bench, eachSize, type Scenario } from './scenario.ts';

const TARGET = 2.5;
const WHOLE = 'node:http + better-sqlite3, the same records joined';
const REFERENCES = 'node:http + better-sqlite3, columns and references only';
const NAMES = [OURS, WHOLE, REFERENCES];
const COUNT = 50;
/** How many different questions are asked in rotation, and how many are tried to find them. */
const WANTED = 60;
const TRIED = 1_000;
/** Questions that begin with the same filter. */
const ALIKE = 8;
const VALUES = 15;
/** Every so manieth question is compared record by record. */
const COMPARED_EVERY = 6;

/** An id without its collection: both servers take it so. */
const bare = (value: string): string => value.split('/').at(-1) as string;

/** Combinations of three filters, commonest values first. */
export function questions({ valuesOf }: Dataset): string[] {
  const first = ['speaker', 'source', 'occasion', 'origin', 'party', 'person', 'weapon'].flatMap((name) =>
    valuesOf(name)
      .slice(0, VALUES)
      .map((value, rank) => ({ rank, filter: `${name}=${bare(value)}` })),
  );
  const second = valuesOf('voice').map((value) => `voice=${value}`);
  const third = [
    ...valuesOf('kind').map((value) => `kind=${value}`),
    'report_count__gte=1',
    'source_count__gte=1',
    'origin_count__gte=0',
    'origins_not_stated__gte=0',
    'report_count__gte=2',
    'source_count__gte=2',
  ];
  return first
    .sort((a, b) => a.rank - b.rank)
    .flatMap(({ filter }) => second.flatMap((voice) => third.map((one) => `${filter}&${voice}&${one}`)))
    .map((query) => `/statements?${query}`);
}

interface Question {
  path: string;
  answer: Listing;
}

/** Those that find a whole page, but not too many that differ in little. */
async function fruitful(server: Server, paths: readonly string[]): Promise<Question[]> {
  const found: Question[] = [];
  const alike = new Map<string, number>();
  for (const path of paths.slice(0, TRIED)) {
    const [first = ''] = path.split('&');
    if ((alike.get(first) ?? 0) >= ALIKE) continue;
    const answer = await list(server, path);
    if (answer.data.length < COUNT) continue;
    alike.set(first, (alike.get(first) ?? 0) + 1);
    found.push({ path, answer });
    if (found.length === WANTED) break;
  }
  return found;
}

/** Every field that the hand-written server answers has to be as in ours, and so has the total. */
async function agree(questions: readonly Question[], joined: Server): Promise<void> {
  for (const [index, { path, answer }] of questions.entries()) {
    if (index % COMPARED_EVERY) continue;
    const other = await list(joined, path);
    ensure(other.data.length === answer.data.length, `the two servers answer different records at ${path}`);
    for (const [at, record] of other.data.entries())
      for (const [field, value] of Object.entries(record))
        ensure(
          isDeepStrictEqual(value, answer.data[at]?.[field]),
          `${field} of ${record.id} differs at ${path}`,
        );
    ensure(
      answer.meta.total_relation !== 'eq' || other.meta.total === answer.meta.total,
      `the two servers count differently at ${path}`,
    );
  }
}

/** Up to where ours counts; null where it counts everything. */
const countedTo = (questions: readonly Question[]): number | null =>
  questions.find(({ answer }) => answer.meta.total_relation !== 'eq')?.answer.meta.total ?? null;

async function compared(
  bench: Bench,
  size: number,
  asked: readonly Question[],
  servers: Server[],
): Promise<Figure> {
  const [, whole, references] = servers as [Server, Server, Server];
  for (const joined of [whole, references]) await agree(asked, joined);
  const paths = asked.map(({ path }) => path);
  const contenders = servers.map(({ port }, index) =>
    single(NAMES[index] as string, 'requests/s', () =>
      throughput({ port, paths, seconds: bench.options.seconds }),
    ),
  );
  const series = await interleaved(bench.options.rounds, contenders);
  const lengths = await Promise.all(
    servers.map(async (server) => (await server.get(paths[0] as string)).bytes),
  );
  return figureOf(
    'cold',
    'List of 50 records under three filters, computed',
    size,
    series,
    [atLeast('list under three filters, computed', TARGET, OURS, WHOLE)],
    {
      base: WHOLE,
      notes: [
        `${paths.length} different questions in random order`,
        `the first answer has ${lengths.map(plain).join(', ')} bytes`,
      ],
    },
  );
}

const atSize = (bench: Bench, { size, file, synthetic }: Measured): Promise<Figure> =>
  using([() => startCold(file)], async (ours: Server) => {
    const asked = await fruitful(ours, questions(await datasetOf(ours, synthetic)));
    ensure(asked.length > 1, 'hardly any three filters find a whole page');
    const twin = { file: await relational(file, bench.log), countedTo: countedTo(asked) };
    const extents = ['whole', 'references'] as const;
    return using(
      extents.map((extent) => () => startJoined({ ...twin, extent })),
      (...joined: Server[]) => compared(bench, size, asked, [ours, ...joined]),
    );
  });

export const cold: Scenario = {
  name: 'cold',
  run: async (bench) => ({ figures: await eachSize(bench, (measured) => atSize(bench, measured)) }),
};
