/** Some thousand synthetic records, so that orders are walked as well as records sorted, and threads have work to do. */
import { once } from 'node:events';
import { copyFileSync, renameSync, rmSync } from 'node:fs';
import { get as httpGet, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { Piscina } from 'piscina';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { synthetic, words } from '../../bench/synthetic.ts';
import { createApp } from '../../src/app.ts';
import { collections } from '../../src/schema/index.ts';
import { getParameters } from '../../src/schema/parameters.ts';
import { publish } from '../../src/store/publish.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { FIXTURE, findDatabase } from '../database.ts';
import { emptyFolder } from '../ending.ts';
import { RICH } from './rich.ts';
import { asProblem, type List, type Rec } from './support.ts';

const STATEMENTS = 2200;
const folder = emptyFolder();
/** Every SQL text that was prepared. */
const prepared = new Set<string>();
let store: Store;
/** The same database: questions answered at once, and heavy ones in threads. */
let here: FastifyInstance;
let threaded: FastifyInstance;
let all: Rec[];
const parents = new Map<string, string>();

async function answer(app: FastifyInstance, url: string): Promise<List> {
  const response = await app.inject(url);
  expect(`${url} ${response.statusCode} ${response.statusCode === 200 ? '' : response.body}`).toBe(
    `${url} 200 `,
  );
  return response.json<List>();
}

beforeAll(async () => {
  const file = join(folder, 'large.sqlite');
  publish({ ...synthetic(STATEMENTS), version: '0.0.0', inputHash: '' }, file);
  vi.spyOn(Database.prototype, 'prepare').mockImplementation(function (this: Database.Database, sql: string) {
    if (this.readonly) prepared.add(sql); // builds write
    return original.call(this, sql);
  } as never);
  store = openStore(file);
  const config = { LOG_LEVEL: 'silent' as const, PUBLIC_URL: 'http://here' };
  here = await createApp(store, config, { heavyFrom: Number.POSITIVE_INFINITY });
  threaded = await createApp(store, config, { heavyFrom: 0 });
  const { body } = await here.inject('/statements.ndjson');
  all = body
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Rec);
  for (const { id, parent } of (await answer(here, '/topics?limit=1000')).data)
    if (parent) parents.set(id, (parent as Rec).id);
});
const original = Database.prototype.prepare;

afterAll(async () => {
  vi.restoreAllMocks();
  await Promise.all([here.close(), threaded.close()]);
  store.close();
});

type Test = (record: Rec) => boolean;

/** Conditions, each with a reading of its own: by brute force over the records' JSON. */
function conditions(): { name: string; value: string; holds: Test }[] {
  const topicsOf = (record: Rec) =>
    (record.topics as Rec[]).flatMap(({ id }) => (parents.has(id) ? [id, parents.get(id)] : [id]));
  const speaker = (record: Rec) => new URL((record.speaker as Rec).url).pathname.slice(1);
  const values = (of: (record: Rec) => unknown) => [...new Set(all.map(of))].map(String).sort();
  const spread = (of: string[]) => of.filter((_, index) => index % Math.ceil(of.length / 6) === 0);
  const day = (record: Rec, at: 0 | -1) =>
    record.date === null ? null : String(record.date).replaceAll(/[?~]/g, '').split('/').at(at);
  return [
    ...values(({ kind }) => kind).flatMap((value) => [
      { name: 'kind', value, holds: ({ kind }: Rec) => kind === value },
      { name: 'kind__not', value, holds: ({ kind }: Rec) => kind !== value },
    ]),
    ...spread(values(speaker)).flatMap((value) => [
      { name: 'speaker', value, holds: (record: Rec) => speaker(record) === value },
      { name: 'speaker__not', value, holds: (record: Rec) => speaker(record) !== value },
    ]),
    ...spread([...new Set(all.flatMap(topicsOf))].map(String)).flatMap((value) => [
      { name: 'topic', value, holds: (record: Rec) => topicsOf(record).includes(value) },
      { name: 'topic__not', value, holds: (record: Rec) => !topicsOf(record).includes(value) },
    ]),
    ...[true, false].map((value) => ({
      name: 'holder__isnull',
      value: String(value),
      holds: ({ holder }: Rec) => (holder === null) === value,
    })),
    ...[1, 2, 3].flatMap((value) => [
      { name: 'source_count', value: String(value), holds: (r: Rec) => r.source_count === value },
      { name: 'source_count__gte', value: String(value), holds: (r: Rec) => Number(r.source_count) >= value },
      { name: 'source_count__lt', value: String(value), holds: (r: Rec) => Number(r.source_count) < value },
    ]),
    // Years compare as texts do, whatever follows them.
    ...['1999', '2008', '2016'].flatMap((value) => [
      {
        name: 'date__gte',
        value,
        holds: (r: Rec) => r.date !== null && String(day(r, 0)) >= value && day(r, 0) !== '..',
      },
      {
        name: 'date__lt',
        value,
        holds: (r: Rec) => r.date !== null && String(day(r, -1)) < value && day(r, -1) !== '..',
      },
    ]),
  ];
}

const SORTS: Record<string, (record: Rec) => string | number> = {
  id: ({ id }) => id,
  title: ({ title }) => String(title),
  source_count: ({ source_count }) => Number(source_count),
};

function sortedBy(records: readonly Rec[], sort: string): string[] {
  const key = SORTS[sort.replace('-', '')] as (record: Rec) => string | number;
  const up = records.toSorted((a, b) => {
    const [x, y] = [key(a), key(b)];
    if (x === y) return a.id < b.id ? -1 : 1;
    return x < y ? -1 : 1;
  });
  return (sort.startsWith('-') ? up.toReversed() : up).map(({ id }) => id);
}

const question = () => {
  const known = conditions();
  return fc.record({
    asked: fc.uniqueArray(fc.constantFrom(...known), { selector: ({ name }) => name, maxLength: 3 }),
    sort: fc.constantFrom(...Object.keys(SORTS).flatMap((name) => [name, `-${name}`])),
  });
};

const written = (asked: readonly { name: string; value: string }[]) =>
  asked.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('&');

describe('lists that records have values in', () => {
  it('count a record once that has several of those asked for', async () => {
    // A topic is had with the one above it.
    const listTopics = ({ topics }: Rec) =>
      (topics as Rec[]).flatMap(({ id }) => [id, ...(parents.has(id) ? [parents.get(id)] : [])]);
    const has = (record: Rec, values: readonly string[]) =>
      listTopics(record).some((topic) => values.includes(String(topic)));
    const asked = all
      .map(({ topics }) => (topics as Rec[]).map(({ id }) => id))
      .reduce((most, ids) => (ids.length > most.length ? ids : most));
    expect(asked.length).toBeGreaterThan(1);
    const found = all.filter((record) => has(record, asked));
    const unaddressed = found.filter(({ addressees }) => !(addressees as Rec[]).length);
    const topics = `/statements?limit=0&topic=${asked}`;
    expect((await answer(here, topics)).meta.total).toBe(found.length);
    expect((await answer(here, `${topics}&addressee__isnull=true`)).meta.total).toBe(unaddressed.length);
    expect((await answer(here, topics.replace('topic=', 'topic__not='))).meta.total).toBe(
      all.length - found.length,
    );
  });

  it.each(
    collections.flatMap((resource) => {
      const parameter = getParameters(resource).find(({ operator, many }) => operator === 'isnull' && many);
      return parameter ? [[resource.name, parameter.name] as const] : [];
    }),
  )('%s by %s are in the order of their ids', async (name, parameter) => {
    const { data } = await answer(here, `/${name}?${parameter}=false&limit=1000&select=id`);
    const ids = data.map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted());
  });
});

describe('many records', () => {
  it('are found, ordered, counted and paged as brute force finds, orders and counts them', async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(question(), fc.constantFrom(7, 50, 999), async ({ asked, sort }, limit) => {
        const ids = sortedBy(
          all.filter((record) => asked.every(({ holds }) => holds(record))),
          sort,
        );
        const url = `/statements?${written(asked)}&sort=${sort}&select=id&limit=${limit}`;
        const page = await answer(here, url);
        expect(`${url} ${page.data.map(({ id }) => id)}`).toBe(`${url} ${ids.slice(0, limit)}`);
        expect(page.meta).toMatchObject({ total: ids.length, total_relation: 'eq' });
        const next = page.links.next && (await answer(here, page.links.next.replace('http://here', '')));
        expect((next ? next.data : []).map(({ id }) => id)).toEqual(ids.slice(limit, 2 * limit));
        found += ids.length;
      }),
      { numRuns: 60 },
    );
    expect(found).toBeGreaterThan(5_000);
  });

  it('are counted by facets as by hand, whatever filters there are', async () => {
    await fc.assert(
      fc.asyncProperty(question(), async ({ asked }) => {
        const others = asked.filter(({ name }) => !name.startsWith('kind'));
        const kept = all.filter((record) => others.every(({ holds }) => holds(record)));
        const counts = Map.groupBy(kept, ({ kind }) => String(kind));
        const { facets } = await answer(here, `/statements?${written(asked)}&facet=kind&limit=0`);
        expect(facets?.kind?.map(({ value, count }) => [value, count])).toEqual(
          [...counts]
            .map(([kind, records]) => [kind, records.length] as const)
            .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)),
        );
      }),
      { numRuns: 20 },
    );
  });

  it('of a facet with many values are its thousand commonest', async () => {
    const { facets } = await answer(here, '/reports?facet=statement&limit=0');
    expect(facets?.statement).toHaveLength(1000);
    const counts = facets?.statement?.map(({ count }) => count) ?? [];
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    expect(counts[0]).toBe(Math.max(...all.map(({ reports }) => (reports as Rec[]).length)));
  });

  it('are all reached by following next, each once, in every order', async () => {
    for (const sort of ['id', '-id', 'date', '-date', 'title', '-origin_count']) {
      const ids: string[] = [];
      for (let url: string | null = `/statements?kind__not=praise&select=id&limit=400&sort=${sort}`; url; ) {
        const page: List = await answer(here, url.replace('http://here', ''));
        ids.push(...page.data.map(({ id }) => id));
        url = page.links.next;
      }
      expect(ids).toHaveLength(all.filter(({ kind }) => kind !== 'praise').length);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });
});

describe('heavy questions in threads', () => {
  const URLS = [
    `/statements?q=${words.common}&sort=-date`,
    `/statements?q=${words.rare}&include=citations,wording`,
    '/statements?facet=kind,topic,speaker&source_count__gte=2&limit=3',
    '/statements?limit=1000&sort=title',
    '/statements.csv?kind=claim&sort=-date',
    '/reports.ndjson?speech=direct&limit=999',
    '/demands.csv?limit=3',
    `/search?q=${words.common}`,
    `/search?q=${words.rare}&collection=statements,reports`,
  ];

  it.each(URLS)('are answered as they are at once: %s', async (url) => {
    const run = vi.spyOn(Piscina.prototype, 'run');
    const one = await here.inject(url);
    expect(run).not.toHaveBeenCalled();
    const other = await threaded.inject(url);
    expect(run).toHaveBeenCalled();
    run.mockRestore();
    expect(one.statusCode).toBe(200);
    expect(one.body.length).toBeGreaterThan(100);
    expect(other.body).toBe(one.body);
    expect(other.headers).toEqual({ ...one.headers, date: other.headers.date });
  });

  it('write no workbook of more records than it holds', async () => {
    const { statusCode, headers, body } = await here.inject('/citations.xlsx');
    expect([statusCode, headers['content-type']]).toEqual([
      400,
      expect.stringMatching(/^application\/problem\+json/),
    ]);
    const [fault] = (
      JSON.parse(body) as { errors: { parameter: string; detail: string; suggestion: string }[] }
    ).errors;
    expect(fault).toMatchObject({ parameter: 'limit', suggestion: 'csv' });
    const [most = 0] = (fault?.detail.match(/\d+/g) ?? []).map(Number);
    expect((await answer(here, '/citations?limit=0')).meta.total).toBeGreaterThan(most);
    const some = await here.inject('/citations.xlsx?limit=2');
    expect([some.statusCode, some.rawPayload.toString('latin1', 0, 2)]).toEqual([200, 'PK']);
  });

  /** The port of the application with threads; it listens from the first time on. */
  async function listen(): Promise<number> {
    if (!threaded.server.listening) await threaded.listen({ port: 0, host: '127.0.0.1' });
    return (threaded.server.address() as AddressInfo).port;
  }

  it('are taken back when their clients go away', async () => {
    const many = 40;
    const port = await listen();
    const run = vi.spyOn(Piscina.prototype, 'run');
    const closed: Promise<unknown>[] = [];
    const arrive = (_: IncomingMessage, answering: ServerResponse) => closed.push(once(answering, 'close'));
    threaded.server.on('request', arrive);
    const asked = Array.from({ length: many }, (_, n) =>
      httpGet({ port, host: '127.0.0.1', path: `/search?q=of&limit=${n + 1}`, agent: false }).on(
        'error',
        () => {},
      ),
    );
    while (closed.length < many) await once(threaded.server, 'request');
    threaded.server.off('request', arrive);
    for (const request of asked) request.destroy();
    await Promise.all(closed);
    // Takes its turn behind whatever is still to be done.
    expect((await threaded.inject('/search?q=of&limit=99')).statusCode).toBe(200);
    expect(run.mock.calls.length).toBeLessThan(many);
    run.mockRestore();
  });

  it('end an export when the client goes away', async () => {
    const run = vi.spyOn(Piscina.prototype, 'run');
    const batches = () => run.mock.calls.filter(([, options]) => options?.name === 'rows').length;
    const port = await listen();
    const gone = new Promise((resolve) => {
      threaded.server.once('request', (_, answering: ServerResponse) => answering.once('close', resolve));
    });
    const request = httpGet({ port, host: '127.0.0.1', path: '/citations.ndjson', agent: false });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    await once(response, 'data');
    request.destroy();
    await gone;
    // Each of these takes its turn behind whatever the export had asked for; it asks for no more.
    for (let n = 0; n < 5; n++) await threaded.inject(`/statements?q=${words.rare}&limit=${n}`);
    const before = batches();
    expect(before).toBeGreaterThan(0);
    for (let n = 5; n < 25; n++) await threaded.inject(`/statements?q=${words.rare}&limit=${n}`);
    expect(batches()).toBe(before);
  });

  it('are refused, and not answered half, where too many wait', async () => {
    const urlOf = (n: number) =>
      `/topics.csv?revised__gte=20${String(n % 100).padStart(2, '0')}&limit=${n + 1}`;
    const asked = Array.from({ length: 400 }, (_, n) => threaded.inject(urlOf(n)));
    const answers = await Promise.all(asked);
    const refused = answers.filter(({ statusCode }) => statusCode === 503);
    expect(refused.length).toBeGreaterThan(0);
    for (const { body, headers } of refused.slice(0, 3)) {
      expect(body).toMatch(/^error,detail,suggestion\r\n.*try again/);
      expect(headers['retry-after']).toMatch(/^\d+$/);
    }
    const whole = answers.filter(({ statusCode }) => statusCode === 200);
    expect(whole.length + refused.length).toBe(400);
    for (const [n, { statusCode, body }] of answers.entries())
      if (statusCode === 200 && n % 10 === 0) expect(body).toBe((await here.inject(urlOf(n))).body);
    expect(whole.length).toBeGreaterThan(0);
  });

  it('never answer from a file that has been replaced, and say so', async () => {
    const file = join(folder, 'replaced.sqlite');
    copyFileSync(findDatabase(), file);
    const old = openStore(file);
    const app = await createApp(old, { LOG_LEVEL: 'silent', PUBLIC_URL: undefined }, { heavyFrom: 0 });
    copyFileSync(findDatabase(FIXTURE, RICH), `${file}.next`);
    renameSync(`${file}.next`, file);
    for (const url of ['/statements?facet=kind', '/search?q=of', '/statements?facet=kind'])
      expect(asProblem(await app.inject(url), 503).detail).toMatch(/no longer.*restart/);
    rmSync(file);
    expect((await app.inject('/statements?facet=voice')).statusCode).toBe(503);
    expect((await app.inject('/statements')).json().meta.total).toBe(old.count('statements'));
    await app.close();
    old.close();
  });

  it('are refused where they would include more records than an answer may hold', async () => {
    const url = '/sources?include=passages,reports,statements&limit=1000';
    for (const app of [here, threaded]) {
      const problem = asProblem(await app.inject(url), 400);
      expect(problem.detail).toMatch(/more than 10000 records.*limit/);
      expect(problem.errors).toMatchObject([{ parameter: 'include', suggestion: 'limit' }]);
      expect((await app.inject(`${url.replace('1000', '2')}`)).statusCode).toBe(200);
    }
  });
});

describe('what is included', () => {
  it('comes in the same order whatever order it is asked in, under the same tag', async () => {
    const [topic] = (await answer(here, '/topics?limit=1')).data;
    const [one, other] = await Promise.all(
      ['demands,statements', 'statements,demands'].map((names) =>
        here.inject(`${topic?.url}?include=${names}`),
      ),
    );
    expect(other?.body).toBe(one?.body);
    expect(other?.headers.etag).toBe(one?.headers.etag);
  });

  it('is refused in CSV, which cannot hold it', async () => {
    for (const [url, accept] of [
      ['/statements.csv?include=demands', '*/*'],
      ['/statements?include=demands', 'text/csv'],
    ] as const)
      expect((await here.inject({ url, headers: { accept } })).body).toMatch(/include.*holds no records/s);
  });

  it('is whole in NDJSON, in as many batches as it takes', async () => {
    const url = '/topics.ndjson?include=statements';
    const { body } = await here.inject(url);
    const lines = body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Rec);
    const topics = (await answer(here, '/topics?limit=1000')).data;
    expect(lines.map(({ id }) => id)).toEqual(topics.map(({ id }) => id));
    for (const { id, statements } of lines) {
      const { meta } = await answer(here, `/statements?topic=${id}&limit=0`);
      expect(statements).toHaveLength(Math.min(1000, meta.total));
    }
    expect((await threaded.inject(url)).body).toBe(body);
  });
});

describe('a search that finds very many', () => {
  it('counts all and ranks the first ten thousand', async () => {
    const { meta, data } = await answer(here, '/search?q=of&collection=statements,reports,citations');
    expect(meta).toMatchObject({ ranked: 10_000, count: 20 });
    expect(meta.total).toBeGreaterThan(10_000);
    expect(data).toHaveLength(20);
    const rare = await answer(here, `/search?q=${words.rare}`);
    expect(rare.meta).toMatchObject({ ranked: rare.meta.total });
    const again = await answer(here, `/search?q=${`${words.rare}%20`.repeat(30)}`);
    expect(again.data).toEqual(rare.data);
    const many = Array.from({ length: 21 }, (_, n) => `word${n}`).join('%20');
    expect(asProblem(await here.inject(`/search?q=${many}`), 400).detail).toMatch(/more than 20/);
  });
});

describe('query plans', () => {
  function explain(sql: string) {
    try {
      return store.sqlite.prepare(`EXPLAIN QUERY PLAN ${sql}`);
    } catch (error) {
      throw new Error(`${(error as Error).message}: ${sql}`);
    }
  }

  /** Rows from which on a table is large: as many as are found and sorted may be read, and no query reads more. */
  const LARGE = 2_000;

  it('read no large table whole, and sort only where few records were found', async () => {
    const large = new Set(
      (
        store.sqlite
          .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")
          .all() as {
          name: string;
        }[]
      )
        .map(({ name }) => name)
        .filter(
          // The dictionary does not grow with the data.
          (name) =>
            name !== 'dictionary' &&
            Number(store.sqlite.prepare(`SELECT count(*) FROM "${name}"`).pluck().get()) >= LARGE,
        ),
    );
    prepared.clear();
    const fresh = await createApp(
      openStore(join(folder, 'large.sqlite')),
      { LOG_LEVEL: 'silent', PUBLIC_URL: undefined },
      { heavyFrom: Number.POSITIVE_INFINITY },
    );
    for (const resource of collections)
      for (const { name, operator, type, filter } of getParameters(resource)) {
        // Offsets mean something within one document only: asked of all, they are counted one by one.
        if (resource.name === 'citations' && type.name === 'number') continue;
        // What no citation lacks: asked for, all that they support is gathered.
        if (operator === 'isnull' && filter.path === 'supports') continue;
        const value =
          operator === 'isnull' || type.name === 'boolean'
            ? 'true'
            : store.examples[resource.name]?.filters[name]?.value;
        if (value === null || value === undefined) continue;
        // An index is walked in either direction: of one collection both are asked for.
        for (const sort of ['id', ...Object.keys(resource.sorts)])
          for (const order of resource.name === 'statements' ? [sort, `-${sort}`] : [sort])
            await fresh.inject(
              `/${resource.name}?${name}=${encodeURIComponent(value)}&sort=${order}&limit=1`,
            );
      }
    await fresh.close();
    expect(prepared.size).toBeGreaterThan(200);
    expect(large).toContain('statements');
    // Of a page the JSON is asked for in the order of its ids, and each record’s lists are sorted within it.
    const asked = [...prepared].filter((sql) => !/json_each\(\?\) as wanted/.test(sql));
    const wrong = asked.flatMap((sql) => {
      const holes = Array.from({ length: (sql.match(/\?/g) ?? []).length }, () => 1);
      const steps = explain(sql).all(...holes) as { detail: string }[];
      // What few records are sorted by is written so that no index is taken for it.
      const sortsFew = /order by \+/i.test(sql);
      return steps
        .filter(
          ({ detail }) =>
            (/TEMP B-TREE FOR (LAST TERM OF )?ORDER BY/.test(detail) && !sortsFew) ||
            large.has(/^SCAN (\w+)$/.exec(detail)?.[1] ?? ''),
        )
        .map(({ detail }) => `${detail}: ${sql}`);
    });
    expect(wrong).toEqual([]);
  });
});
