import { beforeAll, describe, expect, it } from 'vitest';
import { PARTIES, RICH } from './rich.ts';
import { type Api, EVERY, type List, NESTED, type Page, shareApi } from './support.ts';
import { absolute, askTable, BASE, cellOf, isReference, readLines, readTable } from './tables.ts';

let api: Api;
let rich: Api;
let large: Api;
beforeAll(async () => {
  api = await shareApi();
  rich = await shareApi(RICH);
  large = await shareApi(PARTIES);
});

/** Lists of texts, by hand. */
const TEXTS = ['agreements.terms', 'events.targets'];

/** Whether a value is an object, or a list of objects, that is no reference. */
const isObjects = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.some((item) => typeof item === 'object' && !isReference(item))
    : typeof value === 'object' && value !== null && !isReference(value);

const table = (url: string, from = api) => askTable(from, url);

describe('CSV', () => {
  it('is a header and a row a record', async () => {
    const columns = 'id,url,title,party,addressees,condition,regions,sources,report_count,not_stated,revised';
    const response = await api.get(`/demands.csv?party=arland&select=${columns}`);
    expect(response.headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
    expect(response.body).toBe(
      [
        'id,url,title,party_id,party_name,addressees_id,condition,regions_id,sources_id,report_count,not_stated,revised',
        `lift-fishing-limits,${BASE}/demands/lift-fishing-limits,End of fishing limits,arland,Arland,lakes-league,,,envoy|third,2,condition=not_in_sources,2031-06-01`,
        `return-harbour,${BASE}/demands/return-harbour,Return of the harbour of Port Vell,arland,Arland,bordavia,before any peace is signed,port-vell,envoy|harbour,2,,2031-06-01`,
        '',
      ].join('\r\n'),
    );
  });

  it.each(EVERY)('%s: says what the JSON says, in every cell', async (name) => {
    const records = await rich.all(name);
    expect(records.length).toBeGreaterThan(0);
    const { header, rows } = await table(`/${name}.csv`, rich);
    expect(header.slice(0, 2)).toEqual(['id', 'url']);
    expect(rows).toEqual(
      records.map((record) =>
        Object.fromEntries(header.map((column) => [column, cellOf(record, column, BASE)])),
      ),
    );
    const read = await table(`/${name}.tsv`, rich);
    expect(read).toEqual({ header, rows });
  });

  it.each(EVERY)('%s: has a column for each value, and none for what is more than one', async (name) => {
    const { header } = await table(`/${name}.csv`, rich);
    const records = await rich.all(name);
    for (const field of Object.keys(records[0] ?? {})) {
      const values = records.map((record) => record[field]).filter((value) => value !== null);
      const columns = header.filter((column) => column === field || column.startsWith(`${field}_`));
      const single = values.filter((value) => !Array.isArray(value));
      const members = values.flatMap((value) => (Array.isArray(value) ? value : []));
      const where = `${name}.${field}`;
      if (field === 'not_stated' && !NESTED.includes(name as never)) expect(header).toContain(field);
      else if (field === 'citations') expect(columns, where).toEqual([field]);
      else if (members.some(isObjects) || TEXTS.includes(where)) expect(columns, where).toEqual([]);
      else if (members.some(isReference)) expect(columns, where).toContain(`${field}_id`);
      else if (members.length) expect(columns, where).toContain(field);
      else if (single.some(isReference)) {
        const several = single.some((value) => 'collection' in (value as object));
        const parts = [...(several ? ['collection'] : []), 'id', 'name'].map((part) => `${field}_${part}`);
        expect(header.slice(header.indexOf(parts[0] ?? '')).slice(0, parts.length), where).toEqual(parts);
      } else if (single.some((value) => typeof value !== 'object')) expect(header, where).toContain(field);
    }
  });

  it.each(EVERY)('%s: has each column in the dictionary, once', async (name) => {
    const { header } = await table(`/${name}.csv?limit=0`, rich);
    const { data, meta } = await rich.json(`/dictionary?collection=${name}&limit=1000`);
    expect(meta.next_cursor).toBeNull();
    expect(data.flatMap(({ csv_columns }) => csv_columns as string[]).toSorted()).toEqual(header.toSorted());
    for (const { definition } of data) expect(String(definition).length).toBeGreaterThan(3);
  });

  it.each(EVERY)('%s: refuses a list of objects, and names the collection that has it', async (name) => {
    const records = await rich.all(name);
    const lists = Object.keys(records[0] ?? {}).filter(
      (field) =>
        !(field === 'not_stated' && name !== 'not_stated') &&
        field !== 'citations' &&
        records.some((record) => Array.isArray(record[field]) && isObjects(record[field])),
    );
    for (const field of lists) {
      const response = await rich.get(`/${name}.csv?select=id,${field}`);
      expect(response.statusCode, `${name}.${field}`).toBe(400);
      const { rows } = readTable(response.body);
      expect(rows).toHaveLength(1);
      expect(rows[0]).toMatchObject({ error: 'select', detail: expect.stringContaining(field) });
      const { suggestion = '' } = rows[0] ?? {};
      expect(rows[0]?.detail).toContain(suggestion);
      const found = await rich.get(suggestion);
      expect(`${name}.${field} ${suggestion} ${found.statusCode}`).toBe(`${name}.${field} ${suggestion} 200`);
      expect(found.json<List>().meta.total).toBeGreaterThan(0);
    }
  });

  it('names the collection of what may be of several', async () => {
    const [statement] = (await table('/statements.csv?id=fairy-tale')).rows;
    expect(statement).toMatchObject({
      speaker_collection: 'people',
      speaker_id: 'tomas-quint',
      speaker_name: 'Tomás Quint',
      about_id: 'people/mila-orlov',
      holder_collection: '',
      holder_id: '',
      holder_name: '',
    });
    const [response] = (await table('/statement_responses.csv?statement=fairy-tale')).rows;
    expect(response).toMatchObject({
      id: 'fairy-tale.demands-return-harbour',
      statement_id: 'fairy-tale',
      to_collection: 'demands',
      to_id: 'return-harbour',
      response: 'rejects',
    });
  });

  it('gives dates with their first and last day, and what they rest on', async () => {
    const cells = async (url: string) =>
      (await table(url, rich)).rows.map((row) => Object.values(row).join());
    expect(await cells('/statements.csv?date__isnull=false&select=id,date,date_basis')).toEqual([
      'fairy-tale,2031-05~,2031-05-01,2031-05-31,stated',
      'lift-limits,2031-05-02,2031-05-02,2031-05-02,inferred',
      'return-harbour,2031-05-02,2031-05-02,2031-05-02,inferred',
    ]);
    expect(await cells('/agreements.csv?select=id,date,date_basis')).toEqual([
      'fishing-limits,2029/..,2029-01-01,,stated',
    ]);
    expect(await cells('/event_dates.csv?event=strike&select=edtf,basis')).toEqual([
      '2030-XX%,2030-01-01,2030-12-31,stated',
      '2031-04-XX,2031-04-01,2031-04-30,inferred',
      '203X,2030-01-01,2039-12-31,stated',
    ]);
    expect(await cells('/sources.csv?id=harbour&select=published,published_basis')).toEqual([
      '2031-05-03,2031-05-03,2031-05-03,stated',
    ]);
  });

  it('writes truth as true, null as nothing, and text as it is', async () => {
    const people = (await table('/people.csv')).rows;
    expect(people.map(({ unnamed }) => unnamed)).toEqual(['true', 'false', 'false', 'false']);
    expect(people.map(({ party_id }) => party_id)).toEqual(['lakes-league', 'arland', '', 'bordavia']);
    expect(people[2]?.name).toBe('Семён Ёлкин');
    const regions = (await table('/regions.csv?id=port-vell')).rows;
    expect(regions[0]).toMatchObject({ coordinates_lat: '12.5', coordinates_lon: '-3.25' });
  });

  it('quotes what has to be quoted and no more', async () => {
    const ids = 'zz-0000,zz-0001,zz-0002,zz-0005';
    const text = (await large.get(`/parties.csv?id=${ids}&select=id,name`)).body;
    expect(text).toBe(
      'id,name\r\nzz-0000,Plain 0\r\nzz-0001,"Comma, Inc. 1"\r\nzz-0002,"The ""Quoted"" 2"\r\nzz-0005,=1+1 5\r\n',
    );
    expect((await large.get(`/parties.tsv?id=${ids}&select=id,name`)).body).toBe(
      'id\tname\r\nzz-0000\tPlain 0\r\nzz-0001\tComma, Inc. 1\r\nzz-0002\t"The ""Quoted"" 2"\r\nzz-0005\t=1+1 5\r\n',
    );
  });

  it('keeps every text through a strict reader', async () => {
    const records = (await large.json('/parties?limit=1000')).data;
    const { rows } = await table('/parties.csv?limit=1000', large);
    expect(rows.map(({ name }) => name)).toEqual(records.map(({ name }) => name));
    expect(rows.map(({ description }) => description)).toEqual(
      records.map(({ description }) => description ?? ''),
    );
    expect(rows[12]).toMatchObject({ id: 'zz-0008', name: 'Tab-less; semicolon 8' });
  });

  it('leaves the columns of the fields asked for, in that order', async () => {
    expect((await api.get('/demands.csv?select=party,id&limit=1')).body).toBe(
      'party_id,party_name,id\r\narland,Arland,lift-fishing-limits\r\n',
    );
    expect((await api.get('/demands.csv?select=kind,title,id&limit=1')).body).toBe(
      'kind,title,id\r\ncall,End of fishing limits,lift-fishing-limits\r\n',
    );
  });

  it('leaves single columns, asked for by their header', async () => {
    expect((await api.get('/statements.csv?select=speaker_name,id,date_latest&id=fairy-tale')).body).toBe(
      'speaker_name,id,date_latest\r\nTomás Quint,fairy-tale,2031-05-31\r\n',
    );
    expect((await api.get('/demands.tsv?select=addressees_id,party_id,party&id=return-harbour')).body).toBe(
      'addressees_id\tparty_id\tparty_name\r\nbordavia\tarland\tArland\r\n',
    );
    for (const name of EVERY) {
      const { header } = await table(`/${name}.csv?limit=1`);
      for (const column of header)
        expect((await table(`/${name}.csv?limit=1&select=${column}`)).header, column).toContain(column);
    }
  });

  it('has headers for no other format: there the field is named', async () => {
    for (const url of ['/demands?select=id,party_name', '/demands.ndjson?select=id,party_name'])
      expect((await api.problem(url)).errors).toEqual([
        { parameter: 'select', detail: expect.stringContaining('party_name'), suggestion: 'party' },
      ]);
  });

  it('has its header even without a row', async () => {
    const empty = await api.get('/demands.csv?party=bordavia&select=id,kind');
    expect([empty.statusCode, empty.body]).toEqual([200, 'id,kind\r\n']);
    expect((await api.get('/demands.csv?limit=0&select=id')).body).toBe('id\r\n');
  });

  it('is of one record, too, under every suffix', async () => {
    const { data } = await api.json<Page>('/demands/return-harbour?citations=none');
    const { header, rows } = await table('/demands/return-harbour.csv');
    expect({ header, rows }).toEqual(await table('/demands.csv?id=return-harbour'));
    expect(await table('/demands/return-harbour.tsv')).toEqual({ header, rows });
    expect((await api.get('/demands/return-harbour.csv?select=kind,id')).body).toBe(
      'kind,id\r\nprecondition,return-harbour\r\n',
    );
    const [line] = readLines((await api.get('/demands/return-harbour.ndjson?citations=none')).body);
    expect(line).toEqual(absolute(data));
    expect((await api.json<Page>('/demands/return-harbour.json?citations=none')).data).toEqual(data);
    expect((await api.get('/demands/return-harbour', { accept: 'text/csv' })).body).toBe(
      (await api.get('/demands/return-harbour.csv')).body,
    );
    const release = (await api.json('/demands')).meta.release;
    for (const [query, name] of [
      ['', 'demands-return-harbour'],
      ['?select=id,kind', 'demands-return-harbour-select-id-kind'],
    ])
      expect((await api.get(`/demands/return-harbour.csv${query}`)).headers['content-disposition']).toBe(
        `inline; filename="${name}.${release}.csv"`,
      );
    const told = await api.get('/demands/return-harbour.csv?provenance=true&bom=true&select=id');
    const url = `${BASE}/demands/return-harbour.csv?select=id`;
    expect(told.body).toBe(`\uFEFFid,release,query\r\nreturn-harbour,${release},${url}\r\n`);
    expect((await api.get('/demands/return-harbour.csv?select=id')).body).toBe('id\r\nreturn-harbour\r\n');
    for (const parameter of ['bom', 'provenance'])
      expect((await api.problem(`/demands/return-harbour?${parameter}=true`)).errors).toMatchObject([
        { parameter },
      ]);
    const nowhere = await api.get('/demands/return-harbor.csv');
    expect([nowhere.statusCode, nowhere.headers['content-type']]).toEqual([404, 'text/csv; charset=utf-8']);
  });
});

describe('for spreadsheets', () => {
  it('begins with a byte order mark where that is asked for', async () => {
    for (const suffix of ['csv', 'tsv']) {
      const with_ = (await api.get(`/people.${suffix}?bom=true`)).rawPayload;
      const without = (await api.get(`/people.${suffix}`)).rawPayload;
      expect(with_.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
      expect(with_.subarray(3)).toEqual(without);
      expect((await api.get(`/people.${suffix}?bom=false`)).rawPayload).toEqual(without);
      expect(without.subarray(0, 2).toString()).toBe('id');
    }
  });

  it('puts an apostrophe before texts that would be formulas, and before nothing else', async () => {
    const plain = await table('/demands.csv?id=return-harbour', rich);
    const { rows } = await table('/demands.csv?id=return-harbour&bom=true', rich);
    expect(rows[0]).toEqual({
      ...plain.rows[0],
      title: '\'+Return of the harbour, "whole"',
      position_name: '\'+Return of the harbour, "whole", 2031-05-02',
      summary: "'@Bordavia is to give the harbour of Port Vell back to Arland.",
      condition: "'-before any peace is signed",
    });
    const cells = async (url: string) => Object.values((await table(`${url}&bom=true`, rich)).rows[0] ?? {});
    expect(await cells('/regions.csv?id=port-vell&select=coordinates')).toEqual([
      '12.5',
      '-3.25',
      'invented',
    ]);
    expect(await cells('/demand_renderings.csv?select=demand,condition')).toEqual([
      'return-harbour',
      '\'+Return of the harbour, "whole"',
      "'=SUM(A1)",
    ]);
    expect(await cells('/agreement_terms.csv?select=term')).toEqual(["'=no nets"]);
  });

  it('is no formula, whatever the text', async () => {
    for (const name of EVERY)
      for (const row of (await table(`/${name}.csv?bom=true`, rich)).rows)
        for (const [column, cell] of Object.entries(row))
          if (!/^-?[\d.]+$/.test(cell)) expect(cell, `${name}.${column}`).not.toMatch(/^[=+\-@\t\r]/);
  });
});

describe('provenance', () => {
  it('stands in two more columns: the release, and the query that gives the row', async () => {
    const release = (await api.json('/demands')).meta.release;
    const plain = await table('/demands.csv?kind=call,expectation&select=id,kind');
    const { header, rows } = await table(
      '/demands.csv?provenance=true&select=id,kind&kind=expectation&kind=call',
    );
    expect(header).toEqual([...plain.header, 'release', 'query']);
    expect(rows.length).toBe(2);
    for (const [at, row] of rows.entries()) {
      expect(row).toEqual({ ...plain.rows[at], release, query: rows[0]?.query });
      expect((await api.get(String(row.query))).body).toBe(
        (await api.get('/demands.csv?kind=call,expectation&select=id,kind')).body,
      );
    }
    expect((await table('/demands.csv?provenance=false')).header).not.toContain('release');
  });

  it('is told by headers: release, canonical URL, and a file name that says what is in it', async () => {
    const release = (await api.json('/demands')).meta.release;
    for (const [url, canonical, name] of [
      ['/demands.csv', '/demands.csv', 'demands'],
      ['/demands.tsv?limit=2', '/demands.tsv?limit=2', 'demands-limit-2'],
      [
        '/demands.csv?kind=expectation&kind=call',
        '/demands.csv?kind=call,expectation',
        'demands-kind-call-expectation',
      ],
      ['/demand_voices.ndjson?act=made', '/demand_voices.ndjson?act=made', 'demand-voices-act-made'],
    ] as const) {
      const { headers } = await api.get(url);
      const suffix = canonical.split('?')[0]?.split('.')[1];
      expect(headers).toMatchObject({
        'demarche-release': release,
        link: `<${BASE}${canonical}>; rel="canonical"`,
        'content-disposition': `inline; filename="${name}.${release}.${suffix}"`,
      });
    }
    expect((await api.get('/demands')).headers['demarche-release']).toBe(release);
    const long = await api.get(`/demands.csv?q=${'word%20'.repeat(60)}`);
    expect(String(long.headers['content-disposition']).length).toBeLessThan(200);
  });
});

describe('a problem where a table is asked for', () => {
  it.each(['csv', 'tsv'])('is a table, with the status: .%s', async (suffix) => {
    const read = async (url: string, status: number) => {
      const { statusCode, headers, body } = await api.get(url);
      expect([statusCode, headers['cache-control'], headers['access-control-allow-origin']]).toEqual([
        status,
        'no-store',
        '*',
      ]);
      expect(headers['content-type']).toBe(
        suffix === 'csv' ? 'text/csv; charset=utf-8' : 'text/tab-separated-values; charset=utf-8',
      );
      for (const header of ['etag', 'link', 'content-disposition']) expect(headers[header]).toBeUndefined();
      return readTable(body, suffix === 'csv' ? ',' : '\t');
    };
    expect(await read(`/demands.${suffix}?party=arlnd&kind=call`, 400)).toEqual({
      header: ['error', 'detail', 'suggestion'],
      rows: [{ error: 'party', detail: 'no record “arlnd”', suggestion: 'arland' }],
    });
    expect(
      (await read(`/demands.${suffix}?party=arlnd&x=1&limit=-1`, 400)).rows.map((r) => r.error).sort(),
    ).toEqual(['limit', 'party', 'x']);
    expect((await read(`/demands/return-harbor.${suffix}`, 404)).rows).toMatchObject([
      { suggestion: 'return-harbour' },
    ]);
    expect((await read(`/demand.${suffix}`, 404)).rows).toHaveLength(1);
    expect((await read(`/demands.${suffix}?cursor=x`, 400)).rows).toMatchObject([{ error: 'cursor' }]);
  });
});
