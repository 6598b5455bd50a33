/** What is measured: each scenario is a function from databases to what it found, all listed at the end. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { openStore } from '../src/store/store.ts';
import { ask, askJson, CONNECTIONS, type Flood, flood, pace, type Reply, time } from './load.ts';
import type { Contender, Result, Row } from './measure.ts';
import { atLeast, atMost, interleave, median, percentile, ratios, timeRows } from './measure.ts';
import { combinations, singles, threes, valuesOf } from './questions.ts';
import { Random } from './random.ts';
import { end, here, type Server, serveBare, serveDemarche, serveJoined, start } from './servers.ts';

/** A synthetic database, and what its generator said of itself. */
export interface Database {
  file: string;
  statements: number;
  bytes: number;
  generate_seconds: number;
  publish_seconds: number;
  peak_bytes: number;
}

/** What a scenario is given. */
export interface Bench {
  /** One of each size, the smallest first. */
  databases: [Database, ...Database[]];
  rounds: number;
  /** Time for one measurement of requests/s. */
  seconds: number;
  /** Of the filters alone only one question in so many is asked. */
  every: number;
  /** An empty folder for its files. */
  folder: string;
  log: (line: string) => void;
}

interface Page {
  data: Record<string, unknown>[];
  meta: { total: number };
}

const number = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 0 });
const size = ({ statements }: Database): string => `${number(statements)} statements`;

/** Starts servers one after the other, and ends them whatever happens. */
export async function using<T>(
  starts: readonly (() => Promise<Server>)[],
  use: (...servers: Server[]) => Promise<T>,
) {
  const servers: Server[] = [];
  try {
    for (const begin of starts) servers.push(await begin());
    return await use(...servers);
  } finally {
    await Promise.all(servers.map((server) => server.end()));
  }
}

/** Requests/s as something to measure. */
export const requests = (name: string, asked: Flood): Contender => [name, 'requests/s', () => flood(asked)];

/** Headers that Node's server sends by itself. */
const OWN = new Set(['date', 'connection', 'keep-alive']);

/** An answer of Demarche as files that the bare server answers with. */
function keep(folder: string, { body, headers }: Reply): [string, string] {
  const files: [string, string] = [join(folder, 'bare.body'), join(folder, 'bare.json')];
  const kept = headers.filter((_, at) => !OWN.has((headers[at - (at % 2)] ?? '').toLowerCase()));
  writeFileSync(files[0], body);
  writeFileSync(files[1], JSON.stringify(kept));
  return files;
}

async function hotList(bench: Bench, ours: Server, bytes: number): Promise<Result> {
  const { rounds, seconds, folder } = bench;
  const { port } = ours;
  const whole = (await ask(port, '/statements?limit=50')).body.length;
  const paths = [`/statements?limit=${Math.max(1, Math.round((50 * bytes) / whole))}`];
  const reply = await ask(port, paths[0] as string);
  const etag = reply.headers[reply.headers.findIndex((name) => name.toLowerCase() === 'etag') + 1] ?? '';
  return using([() => serveBare(...keep(folder, reply))], async (bare) => {
    const known = { headers: { 'if-none-match': etag }, status: 304 };
    const rows = await interleave(rounds, [
      requests('Demarche', { server: ours, paths, seconds }),
      requests('Demarche, 304', { server: ours, paths, seconds, ...known }),
      requests('node:http', { server: bare, paths, seconds }),
    ]);
    const [list, unchanged, base] = rows as [Row, Row, Row];
    const kilobytes = `${number(reply.body.length / 1000)} kB`;
    return {
      title: `A list of ${kilobytes} out of the cache`,
      about: `\`${paths[0]}\`, asked again and again over ${CONNECTIONS} connections, against a bare node:http server that answers the same bytes and headers; 304 is the answer where the client says with If-None-Match that it has them.`,
      rows,
      targets: [
        atLeast(`list of ${kilobytes} from the cache ÷ node:http`, 0.9, ratios(list, base)),
        atLeast(`304 for ${kilobytes} ÷ node:http’s 200`, 1.1, ratios(unchanged, base)),
      ],
    };
  });
}

/** A list that was asked for before, against a server that has the same bytes at hand. */
const hot = (bench: Bench): Promise<Result[]> =>
  using([() => serveDemarche(bench.databases[0].file, {})], async (ours) => [
    await hotList(bench, ours, 10_000),
    await hotList(bench, ours, 150_000),
  ]);

const QUESTIONS = 40;

/** Questions that fill a page, with the answers of both servers held against each other. */
async function agreed(ours: Server, joined: Server, file: string): Promise<string[]> {
  const found: string[] = [];
  for (const path of threes(valuesOf(file))) {
    const [one, other] = [await askJson<Page>(ours.port, path), await askJson<Page>(joined.port, path)];
    const same = one.meta.total === other.meta.total && isDeepStrictEqual(one.data, other.data);
    if (!same) throw new Error(`the two servers answer differently at ${path}`);
    if (one.data.length === 50) found.push(path);
    if (found.length === QUESTIONS) break;
  }
  if (!found.length) throw new Error('no three filters find a whole page');
  return found;
}

async function coldList({ rounds, seconds }: Bench, database: Database): Promise<Result> {
  const { file } = database;
  return using([() => serveDemarche(file), () => serveJoined(file)], async (ours, joined) => {
    const paths = await agreed(ours, joined, file);
    const rows = await interleave(rounds, [
      requests('Demarche, cache off', { server: ours, paths, seconds }),
      requests('joined by hand', { server: joined, paths, seconds }),
    ]);
    const [mine, base] = rows as [Row, Row];
    return {
      title: `A computed list of 50 under three filters, ${size(database)}`,
      about: `${paths.length} different questions in turn, such as \`${paths[0]}\`. The other server (bench/joined.ts) is node:http with better-sqlite3 on the same tables: a prepared statement selects the page with its JOINs, one more for each of their sixteen lists joins the rows of that page, and JSON.stringify writes the same records whole, as was compared for each question before. Both have counted the total of a question when it is asked again.`,
      rows,
      targets: [atLeast(`computed list ÷ joined by hand, ${size(database)}`, 2.5, ratios(mine, base))],
    };
  });
}

/** Lists that are put together anew, against a server written by hand. */
async function cold(bench: Bench): Promise<Result[]> {
  const results: Result[] = [];
  for (const database of bench.databases) results.push(await coldList(bench, database));
  return results;
}

/** Times of a question in each round: the first answer of a new server, and those to the same question after it. */
interface Asked {
  path: string;
  first: number[];
  again: number[][];
}

const AGAIN = 4;
const WARM = ['/', '/statements', '/statements?kind=wish&sort=-date', '/statements?voice=own'];

/** Milliseconds of a full scan, the middle one of three. */
function scan(file: string): number {
  const store = openStore(file);
  const counted = store.sqlite.prepare("SELECT count(*) FROM statements WHERE paraphrase LIKE '%zzzz%'");
  const times = [1, 2, 3].map(() => {
    const began = performance.now();
    counted.get();
    return performance.now() - began;
  });
  store.close();
  return median(times);
}

/** Asks each question some times of a new server in each round, in another order each time; and scans before. */
async function askEach({ rounds }: Bench, file: string, paths: readonly string[]) {
  const asked = paths.map((path): Asked => ({ path, first: [], again: [] }));
  const scans: Row = { name: 'one full scan', unit: 'ms', values: [] };
  const random = new Random(2);
  for (let round = 0; round < rounds; round++) {
    scans.values.push(scan(file));
    await using([() => serveDemarche(file)], async ({ port }) => {
      for (const path of WARM) for (let n = 0; n < 20; n++) await time(port, path);
      for (const { path, first, again } of random.shuffle(asked)) {
        first.push(await time(port, path));
        const times: number[] = [];
        for (let n = 0; n < AGAIN; n++) times.push(await time(port, path));
        again.push(times);
      }
    });
  }
  const first = scans.values.map((_, round) => asked.map((one) => one.first[round] as number));
  const again = scans.values.map((_, round) => asked.flatMap((one) => one.again[round] ?? []));
  return { asked, scans, first, again };
}

/** The questions whose middle answer was slowest. */
const slowest = (asked: readonly Asked[]): string[] =>
  asked
    .map(({ path, first, again }) => ({ path, first: median(first), again: median(again.flat()) }))
    .sort((a, b) => b.again - a.again)
    .slice(0, 3)
    .map(({ path, first, again }) => [path, again.toFixed(2), first.toFixed(2)])
    .map(
      ([path, again, first]) => `Slowest: \`${path}\`, ${again} ms, ${first} ms when first asked (medians).`,
    );

const SINGLE = 5;

/** Each filter alone, in each order. */
async function filters(bench: Bench): Promise<Result[]> {
  const database = bench.databases.at(-1) as Database;
  const paths = singles(valuesOf(database.file)).filter((_, index) => index % bench.every === 0);
  const { asked, first, again } = await askEach(bench, database.file, paths);
  const rows = [...timeRows('first time', first), ...timeRows('again', again)];
  const [middle, , , later] = rows as [Row, Row, Row, Row];
  const over = asked.filter((one) => median(one.again.flat()) > SINGLE).length;
  return [
    {
      title: `Single filters in every order, ${size(database)}, cache off`,
      about: `${asked.length} questions: each filter of statements with a common, a middle and a rare value, in each declared order and direction, a page of 50 each, asked of a new server in each round: once, and then ${AGAIN} times more. Demarche remembers how many records match a question, so that only the first answer counts them.`,
      rows,
      targets: [
        atMost('single filter first asked, median', SINGLE, middle.values, 'ms'),
        atMost('single filter asked again, median', SINGLE, later.values, 'ms'),
      ],
      notes: [`${over} of ${asked.length} have a median of their own above ${SINGLE} ms.`, ...slowest(asked)],
    },
  ];
}

/**
 * The published list of combinations. Facets under filters group all records that match, whatever is shown of them:
 * threads count them, and they are listed apart.
 */
async function lists(bench: Bench): Promise<Result[]> {
  const database = bench.databases.at(-1) as Database;
  const paths = combinations(valuesOf(database.file));
  const measure = async (name: string, isFacet: boolean) => {
    const chosen = paths.filter((path) => path.includes('facet=') === isFacet);
    const { asked, scans, first, again } = await askEach(bench, database.file, chosen);
    const all = first.map((times, round) => [...times, ...(again[round] ?? [])]);
    return { rows: [...timeRows(name, all), scans], scans, notes: slowest(asked) };
  };
  const filters = await measure('combinations', false);
  const facets = await measure('facets', true);
  return [
    {
      title: `Combinations of filters, ${size(database)}, cache off`,
      about: `The list in bench/questions.ts, ${paths.length} questions with the facets below: two and three filters, common and rare, disjoint, negations, ranges, nothing stated, many values, words and filters. Each is asked ${1 + AGAIN} times of a new server in each round; the first answer counts too. One full scan is \`SELECT count(*) FROM statements WHERE paraphrase LIKE '%zzzz%'\` over the same file, without HTTP.`,
      rows: filters.rows,
      targets: [
        atMost('p99 of combinations ÷ one full scan', 2, ratios(filters.rows[1] as Row, filters.scans)),
      ],
      notes: filters.notes,
    },
    {
      title: `Facets under filters, ${size(database)}, cache off`,
      about: `Those of the same list, asked in the same way, the threads’ start included.`,
      rows: facets.rows,
      notes: facets.notes,
    },
  ];
}

const RATE = 100;

/** Whether simple requests stay quick while everything is exported and heavy questions are asked. */
async function busy(bench: Bench): Promise<Result[]> {
  const database = bench.databases.at(-1) as Database;
  const values = valuesOf(database.file);
  const speakers = values.get('speaker.many')?.split(',') ?? [];
  return using([() => serveDemarche(database.file)], async ({ port }) => {
    const page = await askJson<Page>(port, '/statements?limit=1000&select=id&sort=-date');
    const paths = page.data.map(({ id }) => `/statements/${id}`);
    const paced = async () => percentile(await pace(port, paths, RATE, 3 * bench.seconds), 0.99);
    const heavy = speakers.map((one) => `/statements?facet=topic,about&speaker__not=${one}&limit=0`);
    const during = async () => {
      const others = [['/statements.csv'], heavy].map((asked) =>
        start([here('background.ts'), String(port), ...asked], { background: true }),
      );
      await sleep(500);
      return paced().finally(() => Promise.all(others.map(end)));
    };
    await time(port, heavy[0] as string); // the threads are there
    const rows = await interleave(bench.rounds, [
      ['p99 idle', 'ms', paced],
      ['p99 during an export and facets', 'ms', during],
    ]);
    const [idle, loaded] = rows as [Row, Row];
    return [
      {
        title: `A simple request while others are heavy, ${size(database)}`,
        about: `\`/statements/{id}\`, ${RATE} a second, cache off, while one client exports \`/statements.csv\` and another asks \`${heavy[0]}\` and the like, one after the other.`,
        rows,
        targets: [atMost('p99 of a simple request, busy ÷ idle', 5, ratios(loaded, idle))],
      },
    ];
  });
}

/** How large the files are, and how long they take to make. */
async function files({ databases }: Bench): Promise<Result[]> {
  const row = (name: string, unit: Row['unit'], value: (database: Database) => number) =>
    databases.map((one): Row => ({ name: `${name}, ${size(one)}`, unit, values: [value(one)] }));
  return [
    {
      title: 'Files',
      about:
        'What a synthetic database takes, made once: all of it for each statement (with its share of sources, citations and so on), the seconds to invent the records and to write the file, and the memory that both took.',
      rows: [
        ...row('bytes of the file a statement', 'bytes', ({ bytes, statements }) => bytes / statements),
        ...row('to invent the records', 's', ({ generate_seconds }) => generate_seconds),
        ...row('to write the file', 's', ({ publish_seconds }) => publish_seconds),
        ...row('most memory', 'bytes', ({ peak_bytes }) => peak_bytes),
      ],
    },
  ];
}

/** Every scenario by its name, in the order of the page; peers are apart, since they are installed when asked for. */
export const scenarios: Readonly<Record<string, (bench: Bench) => Promise<Result[]>>> = {
  hot,
  cold,
  filters,
  combinations: lists,
  busy,
  files,
};
