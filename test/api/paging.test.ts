import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { parametersOf } from './openapi.ts';
import { RICH } from './rich.ts';
import { type Api, asProblem, EVERY, type List, openApi, type Rec, shareApi } from './support.ts';
import { readTable } from './tables.ts';

/** Agreements of few names and dates, so that orders have ties, some open and some undated ones among them. */
const ties = Object.fromEntries(
  Array.from({ length: 40 }, (_, index) => {
    const dates = ['"2031-05"', '"203X"', '"../2030"', '"2029/.."', 'null', '"2031-XX%"'];
    return [
      `agreements/tie-${String(index).padStart(2, '0')}.yaml`,
      `name: ${['Accord', 'accord', 'Ёлка', 'Éclair', 'Zebra'][index % 5]}
kind: accord
status: signed
summary: One of several of a name
date: ${dates[index % 6]}
topics: [ fishing ]
citations:
  - { field: name, source: envoy, start: 201, end: 260, exact: lift its fishing limits }
revised: "2031-06-01"
`,
    ];
  }),
);

let api: Api;
let sorts: Map<string, string[]>;
beforeAll(async () => {
  api = await openApi({ files: { ...RICH, ...ties } });
  const document = await api.openapi();
  sorts = new Map(
    EVERY.map((name) => [
      name,
      parametersOf(document, name).find((parameter) => parameter.name === 'sort')?.schema.enum ?? [],
    ]),
  );
});

/** Every page of a list, from the first to the last. */
async function pages(url: string): Promise<List[]> {
  const found: List[] = [];
  for (let next: string | null = url; next; ) {
    const response = await api.get(next);
    expect(response.statusCode, `${next}: ${response.body}`).toBe(200);
    const list = response.json<List>();
    expect(response.headers.link).toBe(list.links.next ? `<${list.links.next}>; rel="next"` : undefined);
    expect(list.links.next === null).toBe(list.meta.next_cursor === null);
    found.push(list);
    expect(found.length).toBeLessThan(1000);
    next = list.links.next;
  }
  return found;
}

const idsOf = (lists: List[]) => lists.flatMap(({ data }) => data.map(({ id }) => id));

describe('paging', () => {
  it.each(EVERY)('%s: pages of any size make up the whole list, in every order', async (name) => {
    const orders = sorts.get(name) ?? [];
    const { total } = (await api.json(`/${name}`)).meta;
    const bounds = [1, 2, total - 1, total, total + 1, 1000].filter(
      (limit) => limit > 0 && limit <= 1000 && total / limit < 60,
    );
    const limit = fc.oneof(
      fc.constantFrom(...bounds),
      fc.integer({ min: Math.ceil(total / 40), max: Math.min(1000, total + 2) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...orders), limit, async (sort, most) => {
        const whole = await api.ids(`/${name}?sort=${sort}&limit=1000`);
        const lists = await pages(`/${name}?sort=${sort}&limit=${most}`);
        expect(idsOf(lists)).toEqual(whole);
        expect(new Set(whole).size).toBe(total);
        expect(lists).toHaveLength(Math.max(1, Math.ceil(total / most)));
        for (const { meta, data } of lists) {
          expect(meta).toMatchObject({ total, limit: most, count: data.length });
          expect(data.length).toBeLessThanOrEqual(most);
        }
      }),
      { numRuns: 4 },
    );
  });

  it('keeps the filters, the fields and the counts from page to page', async () => {
    const lists = await pages('/statements?kind=demand,offer&q=limits&select=id,kind&facet=kind&limit=1');
    expect(lists.map(({ data }) => data)).toEqual([
      [{ id: 'easing', kind: 'offer' }],
      [{ id: 'lift-limits', kind: 'demand' }],
    ]);
    for (const { facets } of lists)
      expect(facets?.kind?.map(({ value, count }) => [value, count])).toEqual([
        ['demand', 1],
        ['offer', 1],
      ]);
  });

  it('goes on under the suffix that it began with', async () => {
    const [first] = await pages('/statements.json?limit=3');
    expect(new URL(first?.links.next ?? '').pathname).toBe('/statements.json');
  });

  it('has no next page where the last one is full', async () => {
    const { meta, links } = await api.json('/demands?limit=3');
    expect([meta.next_cursor, links.next]).toEqual([null, null]);
    expect((await api.get('/demands?limit=3')).headers.link).toBeUndefined();
  });

  it('counts only, where the limit is 0', async () => {
    const list = await api.json('/demands?limit=0&facet=kind');
    expect(list.data).toEqual([]);
    expect(list.meta).toMatchObject({ total: 3, count: 0, limit: 0, next_cursor: null });
    expect(list.facets?.kind).toHaveLength(3);
    expect((await api.get('/demands?limit=0')).headers.link).toBeUndefined();
  });

  it('may change its page size on the way', async () => {
    const { meta } = await api.json('/agreements?limit=7&sort=-date');
    const rest = await api.ids(`/agreements?limit=1000&sort=-date&cursor=${meta.next_cursor}`);
    const whole = await api.ids('/agreements?limit=1000&sort=-date');
    expect(rest).toEqual(whole.slice(7));
  });
});

/** First day, or the last of what has no first: what a date sorts by; nothing known sorts last. */
function dayOf(date: unknown): string {
  if (typeof date !== 'string') return 'undated';
  const [from = '', to] = date
    .replaceAll(/[?~%]|-XX/g, '')
    .replaceAll('X', '0')
    .split('/');
  if (from === '..') return `${to}-12-31`.slice(0, 10);
  return `${from}-01-01`.slice(0, 10);
}

const KEYS: Record<string, (record: Rec) => string | number> = {
  id: ({ id }) => id,
  name: ({ name }) => String(name),
  title: ({ title }) => String(title),
  date: ({ date }) => dayOf(date),
  published: ({ published }) => dayOf(published),
  first_stated: ({ first_stated }) => dayOf(first_stated),
  last_affirmed: ({ last_affirmed }) => dayOf(last_affirmed),
  source_count: ({ source_count }) => Number(source_count),
  origin_count: ({ origin_count }) => Number(origin_count),
  position: ({ position }) => String(position),
};

describe('sorting', () => {
  const bytes = (value: string | number, other: string | number) =>
    typeof value === 'number'
      ? value - Number(other)
      : Buffer.compare(Buffer.from(value), Buffer.from(String(other)));

  it.each(EVERY)('%s: by every order, both ways, ties by id', async (name) => {
    const records = await api.all(name);
    const orders = sorts.get(name) ?? [];
    expect(orders).toEqual(expect.arrayContaining(['id', '-id']));
    for (const order of orders) {
      const key = KEYS[order.replace('-', '')];
      if (!key) throw new Error(`The test knows no order ${order} of ${name}`);
      const ascending = [...records].sort((a, b) => bytes(key(a), key(b)) || bytes(a.id, b.id));
      const sorted = order.startsWith('-') ? ascending.reverse() : ascending;
      // What has no date comes last in either direction.
      const ids = [
        ...sorted.filter((record) => key(record) !== 'undated'),
        ...sorted.filter((record) => key(record) === 'undated'),
      ].map(({ id }) => id);
      expect(await api.ids(`/${name}?sort=${order}&limit=1000`), `${name}?sort=${order}`).toEqual(ids);
    }
  });

  it('is by id where nothing is asked', async () => {
    for (const name of EVERY)
      expect(await api.ids(`/${name}?limit=1000`)).toEqual(await api.ids(`/${name}?sort=id&limit=1000`));
  });

  it('by date puts what has none last, both ways', async () => {
    for (const [sort, first] of [
      ['date', '2029/..'],
      ['-date', '2031-05'],
    ]) {
      const dates = (await api.json(`/agreements?sort=${sort}&limit=1000`)).data.map(({ date }) => date);
      const undated = dates.filter((date) => date === null).length;
      expect(undated).toBe(6);
      expect(dates.indexOf(null), sort).toBe(dates.length - undated);
      expect(dates.slice(0, 2), sort).toEqual([first, first]);
      const exported = (await api.get(`/agreements.csv?sort=${sort}&select=date`)).body
        .split('\r\n')
        .slice(1, -1);
      expect(exported.map((line) => line.split(',')[0] || null)).toEqual(dates);
    }
  });

  it('offers the orders that the contract names', () => {
    expect(sorts.get('events')).toEqual(expect.arrayContaining(['date', '-date']));
    expect(sorts.get('statements')).toEqual(expect.arrayContaining(['date', '-date', 'title']));
    expect(sorts.get('demands')).toEqual(expect.arrayContaining(['title', 'source_count', 'origin_count']));
    expect(sorts.get('citations')).toEqual(expect.arrayContaining(['position', '-position']));
  });
});

describe('a cursor', () => {
  const cursorOf = async (url: string) => String((await api.json(url)).meta.next_cursor);
  const refused = async (url: string, status: number) => {
    const response = await api.get(url);
    if (url.includes('.csv')) {
      expect(response.statusCode).toBe(status);
      const [{ error, detail } = {}] = readTable(response.body).rows;
      expect(error).toBe('cursor');
      return String(detail);
    }
    const problem = asProblem(response, status);
    expect(problem.errors).toMatchObject([{ parameter: 'cursor', detail: expect.any(String) }]);
    return problem.detail;
  };

  it('is good for its own query only', async () => {
    const cursor = await cursorOf('/statements?kind=demand,offer,claim&sort=title&limit=1');
    for (const query of [
      'kind=demand,offer&sort=title',
      'sort=title',
      'kind=demand,offer,claim',
      'kind=demand,offer,claim&sort=-title',
      'kind=demand,offer,claim&sort=title&q=limits',
      'kind=demand,offer,claim&sort=title&voice=own',
      'kind__not=demand,offer,claim&sort=title',
    ])
      expect(await refused(`/statements?${query}&cursor=${cursor}`, 400), query).toContain('another query');
    await refused(`/demands?sort=title&cursor=${cursor}`, 400);
    // Asked without a word, two collections differ by their names alone.
    const plain = await cursorOf('/demands?limit=1');
    for (const url of ['/statements', '/demand_voices', '/search?q=harbour'])
      expect(await refused(`${url}${url.includes('?') ? '&' : '?'}cursor=${plain}`, 400), url).toContain(
        'another query',
      );
    await refused(`/statements.csv?sort=title&cursor=${cursor}`, 400);
    await refused(`/statements.ndjson?sort=title&cursor=${cursor}`, 400);
  });

  it('is good for the same query in other words', async () => {
    const cursor = await cursorOf('/statements?kind=demand,offer,claim&sort=title&limit=1');
    const rest = await api.ids(`/statements?sort=title&kind=claim&kind=offer,demand&cursor=${cursor}`);
    expect(rest).toEqual((await api.ids('/statements?kind=demand,offer,claim&sort=title')).slice(1));
  });

  it('that is none is refused', async () => {
    const wrap = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    for (const cursor of [
      'x',
      '50',
      'null',
      '%00',
      'a'.repeat(400),
      wrap({}),
      wrap([]),
      wrap(null),
      wrap('x'),
      wrap(['a', 'b', 'c']),
    ])
      expect(await refused(`/statements?cursor=${cursor}`, 400), cursor).toContain('not a cursor');
    const cursor = await cursorOf('/statements?limit=1');
    for (const broken of [cursor.slice(0, -4), cursor.slice(4), `${cursor}AAAA`, cursor.toUpperCase()])
      expect(await refused(`/statements?cursor=${broken}`, 400), broken).toContain('not a cursor');
  });

  it('that was tampered with is refused, wherever', async () => {
    const cursor = await cursorOf('/statements?limit=2');
    const position = fc.integer({ min: 0, max: cursor.length - 1 });
    const letter = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_!~');
    await fc.assert(
      fc.asyncProperty(position, letter, async (at, character) => {
        fc.pre(cursor[at] !== character);
        const tampered = cursor.slice(0, at) + character + cursor.slice(at + 1);
        const response = await api.get(`/statements?limit=2&cursor=${tampered}`);
        expect([400, 410], tampered).toContain(response.statusCode);
        asProblem(response, response.statusCode);
      }),
      { numRuns: 120 },
    );
    await refused(`/statements?limit=2&cursor=${cursor}!`, 400);
  });

  it('of a release that is no longer served is gone', async () => {
    const other = await shareApi();
    const cursor = String((await other.json('/statements?limit=1')).meta.next_cursor);
    expect((await other.json('/statements?limit=1')).meta.release).not.toBe(
      (await api.json('/statements')).meta.release,
    );
    for (const url of ['/statements', '/statements.csv', '/statements.ndjson', '/statements?kind=offer'])
      expect(await refused(`${url}${url.includes('?') ? '&' : '?'}cursor=${cursor}`, 410)).toContain(
        'release',
      );
    expect((await other.get(`/statements?cursor=${cursor}`)).statusCode).toBe(200);
  });

  it('belongs to lists only', async () => {
    const cursor = await cursorOf('/statements?limit=1');
    expect((await api.problem(`/statements/easing?cursor=${cursor}`)).errors).toMatchObject([
      { parameter: 'cursor' },
    ]);
  });
});
