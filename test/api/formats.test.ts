import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Api, asProblem, COLLECTIONS, type List, openApi, type Rec } from './support.ts';

/** More records than an export reads at a time, some of them with all that CSV has to quote. */
const MANY = 1105;
const NAMES = [
  'Plain',
  'Comma, Inc.',
  'The "Quoted"',
  '"',
  "Apostrophe's",
  '=1+1',
  'Семён Ёлкин',
  'a | b',
  'Tab-less; semicolon',
  '🐉 dragon',
];
const nameOf = (index: number) => `${NAMES[index % NAMES.length]} ${index}`;
const many = Object.fromEntries(
  Array.from({ length: MANY }, (_, index) => [
    `parties/zz-${String(index).padStart(4, '0')}.yaml`,
    `name: ${JSON.stringify(nameOf(index))}
kind: group
description: ${index % 3 ? JSON.stringify(`A group, number ${index}`) : 'null'}
citations:
  - { field: name, source: envoy, start: 201, end: 260, exact: asked the Lakes League }
revised: "2031-06-01"
`,
  ]),
);

let api: Api;
let large: Api;
beforeAll(async () => {
  api = await openApi();
  large = await openApi({ files: many });
});

type Row = Record<string, string>;

/** Reads CSV back, strictly: CRLF after every line, as many cells in each. */
function rows(text: string): { header: string[]; rows: Row[] } {
  expect(text.endsWith('\r\n')).toBe(true);
  const lines: string[][] = parse(text, { record_delimiter: '\r\n', relax_quotes: false, trim: false });
  const [header = [], ...others] = lines;
  expect(new Set(header).size).toBe(header.length);
  return {
    header,
    rows: others.map((cells) => Object.fromEntries(header.map((name, at) => [name, cells[at] ?? '']))),
  };
}

const csv = async (url: string, from = api) => {
  const response = await from.get(url);
  expect(response.statusCode, response.body).toBe(200);
  return rows(response.body);
};

const ndjson = (body: string): Rec[] => {
  expect(body === '' || body.endsWith('\n')).toBe(true);
  return body
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Rec);
};

const isReference = (value: unknown): value is Rec =>
  typeof value === 'object' && value !== null && 'url' in value && 'id' in value && 'name' in value;

describe('CSV', () => {
  it('is a header and a row a record', async () => {
    const columns = 'url,title,id,party,addressees,condition,regions,sources,report_count,not_stated,revised';
    const response = await api.get(`/demands.csv?party=arland&select=${columns}`);
    expect(response.headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
    expect(response.headers['content-disposition']).toBe('inline; filename="demands.csv"');
    expect(response.body).toBe(
      [
        'id,url,title,party_id,party_name,addressees_id,addressees_name,condition,regions_id,regions_name,sources_id,sources_name,report_count,not_stated,revised',
        'lift-fishing-limits,/demands/lift-fishing-limits,End of fishing limits,arland,Arland,lakes-league,Lakes League,,,,envoy|third,Envoy report|Third report,2,condition,2031-06-01',
        'return-harbour,/demands/return-harbour,Return of the harbour of Port Vell,arland,Arland,bordavia,Bordavia,before any peace is signed,port-vell,Port Vell,envoy|harbour,Envoy report|Harbour report,2,,2031-06-01',
        '',
      ].join('\r\n'),
    );
  });

  it.each(COLLECTIONS)('%s: says what the JSON says', async (name) => {
    const records = await api.all(name);
    const table = await csv(`/${name}.csv`);
    expect(table.rows.map(({ id }) => id)).toEqual(records.map(({ id }) => id));
    let compared = 0;
    for (const [at, record] of records.entries())
      for (const [field, value] of Object.entries(record)) {
        const row = table.rows[at] ?? {};
        const where = `${name} ${record.id} ${field}`;
        const list = Array.isArray(value) ? value : [value];
        if (field === 'not_stated') continue;
        if (list.length && list.every(isReference) && `${field}_id` in row) {
          expect(row[`${field}_id`], where).toBe(list.map(({ id }) => id).join('|'));
          expect(row[`${field}_name`], where).toBe(list.map((reference) => reference.name).join('|'));
        } else if (field in row && list.every((item) => typeof item !== 'object' || item === null)) {
          expect(row[field], where).toBe(list.map((item) => (item === null ? '' : String(item))).join('|'));
        } else continue;
        compared++;
      }
    expect(compared).toBeGreaterThan(records.length * 3);
    // Nothing that has a value of its own is left without a column.
    for (const record of records)
      for (const [field, value] of Object.entries(record))
        if (value !== null && typeof value !== 'object') expect(table.header, field).toContain(field);
        else if (isReference(value))
          expect(table.header).toEqual(expect.arrayContaining([`${field}_id`, `${field}_name`]));
  });

  it.each(COLLECTIONS)('%s: says which fields are not stated', async (name) => {
    const table = await csv(`/${name}.csv`);
    const fields = (await api.all(name)).map(({ not_stated }) =>
      (not_stated as { field: string }[]).map(({ field }) => field).join('|'),
    );
    expect(table.rows.map(({ not_stated }) => not_stated)).toEqual(fields);
  });

  it('names members that are objects by what tells them apart', async () => {
    const [statement] = (await csv('/statements.csv?id=fairy-tale')).rows;
    expect(statement).toMatchObject({
      speaker_id: 'tomas-quint',
      speaker_name: 'Tomás Quint',
      responds_to_id: 'return-harbour',
      about_id: 'mila-orlov',
      date: '2031-05~',
    });
    const [event] = (await csv('/events.csv?id=interview')).rows;
    expect(event).toMatchObject({
      dates: '2031-05-02|2031',
      participants_id: 'mila-orlov|arland',
      participants_name: 'Mila Orlov|Arland',
    });
    const { header } = await csv('/statements.csv');
    expect(header.filter((name) => name.startsWith('reports'))).toEqual([]);
  });

  it('writes truth as true, null as nothing, and text as it is', async () => {
    const people = (await csv('/people.csv')).rows;
    expect(people.map(({ unnamed }) => unnamed)).toEqual(['true', 'false', 'false', 'false']);
    expect(people.map(({ party_id }) => party_id)).toEqual(['lakes-league', 'arland', '', 'bordavia']);
    expect(people[2]?.name).toBe('Семён Ёлкин');
    const regions = (await csv('/regions.csv?id=port-vell')).rows;
    expect(regions[0]).toMatchObject({ coordinates_lat: '12.5', coordinates_lon: '-3.25' });
  });

  it('quotes what has to be quoted and no more', async () => {
    const text = (await large.get('/parties.csv?id=zz-0000,zz-0001,zz-0002,zz-0005&select=id,name')).body;
    expect(text).toBe(
      'id,name\r\nzz-0000,Plain 0\r\nzz-0001,"Comma, Inc. 1"\r\nzz-0002,"The ""Quoted"" 2"\r\nzz-0005,=1+1 5\r\n',
    );
  });

  it('keeps every text through a strict reader', async () => {
    const records = (await large.json('/parties?limit=1000')).data;
    const table = await csv('/parties.csv?limit=1000', large);
    expect(table.rows.map(({ name }) => name)).toEqual(records.map(({ name }) => name));
    expect(table.rows.map(({ description }) => description)).toEqual(
      records.map(({ description }) => description ?? ''),
    );
    expect(table.rows[12]).toMatchObject({ id: 'zz-0008', name: 'Tab-less; semicolon 8' });
  });

  it('begins with a byte order mark where Excel is meant', async () => {
    const with_ = (await api.get('/people.csv?bom=true')).rawPayload;
    const without = (await api.get('/people.csv')).rawPayload;
    expect(with_.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(with_.subarray(3)).toEqual(without);
    expect((await api.get('/people.csv?bom=false')).rawPayload).toEqual(without);
    expect(without.subarray(0, 3).toString()).toBe('id,');
  });

  it('leaves the columns of the fields asked for', async () => {
    expect((await api.get('/demands.csv?select=party,id&limit=1')).body).toBe(
      'id,party_id,party_name\r\nlift-fishing-limits,arland,Arland\r\n',
    );
  });

  it('is never a table without a column', async () => {
    // Lists of objects have no column: to ask for nothing else is either refused, or answered with the ids.
    for (const url of ['/statements.csv?select=reports', '/demands.csv?select=responses']) {
      const response = await api.get(url);
      if (response.statusCode === 400) asProblem(response, 400);
      else expect(rows(response.body).header, url).toContain('id');
    }
  });

  it('has its header even without a row', async () => {
    const empty = await api.get('/demands.csv?party=bordavia&select=id,kind');
    expect([empty.statusCode, empty.body]).toEqual([200, 'id,kind\r\n']);
    expect((await api.get('/demands.csv?limit=0&select=id')).body).toBe('id\r\n');
  });
});

describe('NDJSON', () => {
  it.each(COLLECTIONS)('%s: a line is a record as JSON has it', async (name) => {
    const response = await api.get(`/${name}.ndjson`);
    expect(response.headers['content-type']).toMatch(/^application\/x-ndjson/);
    expect(ndjson(response.body)).toEqual(await api.all(name));
  });

  it('takes select and include', async () => {
    const list = await api.json('/demands?select=id,kind&include=citations');
    expect(ndjson((await api.get('/demands.ndjson?select=id,kind&include=citations')).body)).toEqual(
      list.data,
    );
  });

  it('is empty where nothing is found', async () => {
    const empty = await api.get('/demands.ndjson?party=bordavia');
    expect([empty.statusCode, empty.body]).toEqual([200, '']);
  });
});

describe('the whole result', () => {
  const ids = async (url: string) =>
    url.includes('.csv')
      ? (await csv(url, large)).rows.map(({ id }) => id)
      : ndjson((await large.get(url)).body).map(({ id }) => id);

  it.each(['csv', 'ndjson'])('%s: comes without limit, whatever its length', async (suffix) => {
    const all = Array.from({ length: MANY }, (_, index) => `zz-${String(index).padStart(4, '0')}`);
    expect(await ids(`/parties.${suffix}?kind=group`)).toEqual(all);
    expect(await ids(`/parties.${suffix}?kind=group&sort=-id`)).toEqual([...all].reverse());
    expect(await ids(`/parties.${suffix}?kind=group&id__not=zz-0500,zz-0999`)).toHaveLength(MANY - 2);
    expect(new Set(await ids(`/parties.${suffix}?sort=name`)).size).toBe(MANY + 4);
  });

  it.each(['csv', 'ndjson'])('%s: up to the limit where one is given', async (suffix) => {
    for (const limit of [1, 499, 500, 501, 1000])
      expect(await ids(`/parties.${suffix}?limit=${limit}`)).toEqual(
        (await large.ids('/parties?limit=1000')).slice(0, limit),
      );
  });

  it.each(['csv', 'ndjson'])('%s: from a cursor on, with a limit or without', async (suffix) => {
    const { meta } = await large.json('/parties?sort=-name&limit=100');
    const whole = await ids(`/parties.${suffix}?sort=-name`);
    expect(await ids(`/parties.${suffix}?sort=-name&cursor=${meta.next_cursor}`)).toEqual(whole.slice(100));
    expect(await ids(`/parties.${suffix}?sort=-name&cursor=${meta.next_cursor}&limit=7`)).toEqual(
      whole.slice(100, 107),
    );
  });

  it('is as long as JSON pages together', async () => {
    const found: unknown[] = [];
    for (let next: string | null = '/parties?limit=600'; next; ) {
      const page: List = await large.json(next);
      found.push(...page.data);
      next = page.links.next;
    }
    expect(ndjson((await large.get('/parties.ndjson')).body)).toEqual(found);
  });
});

describe('a format is chosen', () => {
  const typeOf = async (url: string, accept?: string) => {
    const response = await api.get(url, accept === undefined ? {} : { accept });
    return `${response.statusCode} ${String(response.headers['content-type']).split(';')[0]}`;
  };

  it.each([
    ['text/csv', '200 text/csv'],
    ['text/csv;q=0.9, application/json;q=0.5', '200 text/csv'],
    ['application/json, text/csv', '200 application/json'],
    ['text/*', '200 text/csv'],
    ['application/x-ndjson', '200 application/x-ndjson'],
    ['application/*', '200 application/json'],
    ['*/*', '200 application/json'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', '200 application/json'],
    ['application/json;q=0, */*', '200 text/csv'],
    ['image/png', '406 application/problem+json'],
    ['text/html', '406 application/problem+json'],
    ['application/json;q=0', '406 application/problem+json'],
  ])('by Accept: %s', async (accept, expected) => {
    expect(await typeOf('/demands', accept)).toBe(expected);
  });

  it('as JSON where nothing is accepted in particular', async () => {
    expect(await typeOf('/demands')).toBe('200 application/json');
    expect(await typeOf('/demands', '')).toBe('200 application/json');
  });

  it('by suffix, whatever is accepted', async () => {
    expect(await typeOf('/demands.csv', 'application/json')).toBe('200 text/csv');
    expect(await typeOf('/demands.ndjson', 'text/html')).toBe('200 application/x-ndjson');
    expect(await typeOf('/demands.json', 'text/csv')).toBe('200 application/json');
  });

  it('to the same bytes, by suffix or Accept', async () => {
    const byAccept = await api.get('/demands?party=arland', { accept: 'text/csv' });
    expect(byAccept.body).toBe((await api.get('/demands.csv?party=arland')).body);
    expect(byAccept.headers['content-disposition']).toBe('inline; filename="demands.csv"');
    const json = (await api.get('/demands.json?party=arland')).json();
    const plain = (await api.get('/demands?party=arland')).json();
    expect({ ...json, links: null }).toEqual({ ...plain, links: null });
  });

  it('or refused with what is offered', async () => {
    const problem = asProblem(await api.get('/demands', { accept: 'image/png' }), 406);
    expect(problem.title).toBe('Not Acceptable');
    for (const type of ['application/json', 'text/csv', 'application/x-ndjson'])
      expect(problem.detail).toContain(type);
  });

  it.each(COLLECTIONS)('%s: under every suffix', async (name) => {
    expect(await typeOf(`/${name}.csv`)).toBe('200 text/csv');
    expect(await typeOf(`/${name}.ndjson`)).toBe('200 application/x-ndjson');
    expect(await typeOf(`/${name}.json`)).toBe('200 application/json');
  });
});
