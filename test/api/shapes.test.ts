import { beforeAll, describe, expect, it } from 'vitest';
import { formats } from '../../src/formats/index.ts';
import { CITATIONS } from '../fixture.ts';
import { type Api, COLLECTIONS, type List, openApi, type Page, type Rec } from './support.ts';

/** Collections that rest on no passage of their own. */
const UNCITED: string[] = [
  'citations',
  'codings',
  'corrections',
  'coverage',
  'dictionary',
  'releases',
  'reliability',
  'retirements',
  'topics',
  'wordings',
];

let api: Api;
let release: string;
beforeAll(async () => {
  api = await openApi();
  release = (await api.json('/demands')).meta.release;
});

describe('root', () => {
  interface Root {
    name: string;
    description: string;
    release: { id: string; date: string; version: string };
    licence: string;
    collections: { name: string; about: string; count: number; url: string }[];
    formats: string[];
    links: Record<string, string>;
  }

  it('says what is served', async () => {
    const root = await api.json<Root>('/');
    expect(root).toMatchObject({
      name: 'Fixture',
      description: 'An invented dataset for tests',
      release: { id: release, date: '2031-06-02', version: '0.1.0' },
    });
    expect(root.licence).toContain('CC BY 4.0');
    expect(root.formats).toEqual(formats.map(({ suffix }) => suffix));
  });

  it('counts every collection', async () => {
    const { collections } = await api.json<Root>('/');
    expect(Object.fromEntries(collections.map(({ name, count }) => [name, count]))).toMatchObject({
      agreements: 1,
      attributes: 2,
      citations: CITATIONS,
      coverage: 5,
      demands: 3,
      dictionary: (await api.all('dictionary')).length,
      divergences: 1,
      events: 2,
      parties: 4,
      people: 4,
      regions: 3,
      reports: 7,
      sources: 3,
      statements: 5,
      topics: 4,
      weapons: 1,
      wordings: 5,
      // Lists of objects inside those: see nested.test.ts for all of them.
      agreement_terms: 0,
      demand_voices: 2,
      event_dates: 2,
      report_wordings: 9,
      spellings: 6,
    });
    for (const { about } of collections) expect(about).toMatch(/^[A-Z].{20,}\.$/);
  });

  it('gives every collection’s url relative to the root, as everywhere', async () => {
    const { collections } = await api.json<Root>('/');
    expect(collections.map(({ url }) => url)).toEqual(collections.map(({ name }) => `/${name}`));
  });

  it('links to where documentation and search are, absolutely', async () => {
    const { links } = await api.json<Root>('/');
    expect(Object.keys(links).sort()).toEqual(['docs', 'openapi', 'search']);
    for (const link of Object.values(links)) {
      expect(link).toMatch(/^http:\/\/localhost(:80)?\//);
      expect((await api.get(link)).statusCode).toBe(200);
    }
  });
});

describe('a list', () => {
  it('has data, meta and links', async () => {
    const response = await api.get('/demands?party=arland&limit=10', { host: 'api.test' });
    expect(response.headers['content-type']).toBe('application/json; charset=utf-8');
    const list = response.json<List>();
    expect(Object.keys(list)).toEqual(['data', 'meta', 'links']);
    expect(list.meta).toEqual({
      total: 2,
      total_relation: 'eq',
      count: 2,
      unit: 'demands',
      limit: 10,
      next_cursor: null,
      release: expect.stringMatching(/^2031-06-02-[0-9a-f]{8}$/),
    });
    expect(list.links).toEqual({
      self: 'http://api.test/demands?party=arland&limit=10',
      next: null,
      cite: 'http://api.test/cite?url=%2Fdemands%3Fparty%3Darland%26limit%3D10',
    });
    expect(list.data.map(({ id }) => id)).toEqual(['lift-fishing-limits', 'return-harbour']);
  });

  it('takes 50 records where no limit is given', async () => {
    expect((await api.json('/citations')).meta).toMatchObject({
      total: CITATIONS,
      count: CITATIONS,
      limit: 50,
    });
  });

  it('counts the page apart from the whole', async () => {
    const { data, meta } = await api.json('/citations?limit=7');
    expect(data).toHaveLength(7);
    expect(meta).toMatchObject({ total: CITATIONS, count: 7, limit: 7 });
  });

  it.each(COLLECTIONS)('%s: every record has id, url and a label, and its url leads to it', async (name) => {
    const records = await api.all(name);
    expect(records.length).toBeGreaterThan(0);
    for (const record of records) {
      expect(record.url).toBe(`/${name}/${record.id}`);
      expect(record.name ?? record.title).toMatch(/./);
      const page = await api.json<Page>(record.url);
      expect(page.data).toMatchObject(record);
      expect(page.meta).toEqual({ release });
      expect(page.links.self).toMatch(new RegExp(`^http://[^/]+${record.url.replaceAll('.', '\\.')}$`));
    }
  });

  it.each(COLLECTIONS)('%s: every null has its reason, and nothing else has one', async (name) => {
    for (const record of await api.all(name)) {
      // The days of a date follow from it: null as it is, or open on that side.
      const days = Object.keys(record).flatMap((field) => [`${field}_earliest`, `${field}_latest`]);
      const nulls = Object.keys(record).filter((field) => record[field] === null && !days.includes(field));
      const reasons = record.not_stated as { field: string; reason: string }[];
      expect(reasons.map(({ field }) => field).sort()).toEqual(nulls.sort());
      for (const { reason } of reasons)
        expect(['not_in_sources', 'ambiguous', 'not_applicable', 'not_looked_up']).toContain(reason);
    }
  });
});

/** Every object in a value that looks like a reference, with what leads to it. */
function referencesIn(value: unknown, path = ''): { path: string; object: Record<string, unknown> }[] {
  if (Array.isArray(value)) return value.flatMap((item) => referencesIn(item, path));
  if (typeof value !== 'object' || value === null) return [];
  const object = value as Record<string, unknown>;
  const inner = Object.entries(object).flatMap(([key, item]) => referencesIn(item, `${path}.${key}`));
  return 'url' in object ? [{ path, object }, ...inner] : inner;
}

describe('references', () => {
  it('are id, name and url', async () => {
    const { data } = await api.json<Page>('/demands/return-harbour');
    expect(data.party).toEqual({ id: 'arland', name: 'Arland', url: '/parties/arland' });
    expect(data.topics).toEqual([{ id: 'harbours', name: 'Harbours', url: '/topics/harbours' }]);
    expect(data.statements).toEqual([
      { id: 'return-harbour', name: 'The harbour must come back', url: '/statements/return-harbour' },
    ]);
  });

  it('name the collection where there are several', async () => {
    const { data } = await api.json<Page>('/statements/falcon-fired');
    expect(data.speaker).toEqual({
      collection: 'sources',
      id: 'envoy',
      name: 'Envoy report',
      url: '/sources/envoy',
    });
    expect(data.about).toEqual([
      { collection: 'weapons', id: 'falcon', name: 'Falcon', url: '/weapons/falcon' },
      { collection: 'regions', id: 'eastmark', name: 'Eastmark', url: '/regions/eastmark' },
      { collection: 'events', id: 'strike', name: 'Falcon strike on Eastmark', url: '/events/strike' },
    ]);
  });

  it('all lead to the record that they name', async () => {
    const labels = new Map<string, unknown>();
    for (const name of COLLECTIONS)
      for (const record of await api.all(name)) labels.set(record.url, record.name ?? record.title);
    let seen = 0;
    for (const name of COLLECTIONS)
      for (const record of await api.all(name))
        for (const { path, object } of referencesIn(record)) {
          const target = String(object.url);
          expect(labels.has(target), `${record.url}${path}: ${target}`).toBe(true);
          const [, collection, id] = target.split('/');
          expect(object.id).toBe(id);
          if (path && 'collection' in object) expect(object.collection).toBe(collection);
          if (!path.endsWith('.citation')) expect(object.name ?? object.title).toBe(labels.get(target));
          seen++;
        }
    expect(seen).toBeGreaterThan(200);
  });
});

describe('a record', () => {
  it('is data, meta and links', async () => {
    const response = await api.get('/demands/return-harbour', { host: 'api.test' });
    const page = response.json<Page>();
    expect(Object.keys(page)).toEqual(['data', 'meta', 'links']);
    expect(page.meta).toEqual({ release });
    expect(page.links).toEqual({
      self: 'http://api.test/demands/return-harbour',
      citations: 'http://api.test/citations?record=demands/return-harbour',
      statements: 'http://api.test/statements?demand=return-harbour',
      commitments: 'http://api.test/commitments?demand=return-harbour',
      divergences: 'http://api.test/divergences?about=demands/return-harbour',
      cite: 'http://api.test/cite?url=%2Fdemands%2Freturn-harbour',
    });
  });

  it('has its own fields, derived ones among them', async () => {
    const { data } = await api.json<Page>('/demands/return-harbour');
    expect(data).toMatchObject({
      id: 'return-harbour',
      url: '/demands/return-harbour',
      title: 'Return of the harbour of Port Vell',
      summary: 'Bordavia is to give the harbour of Port Vell back to Arland.',
      party: { id: 'arland', name: 'Arland', url: '/parties/arland' },
      addressees: [{ id: 'bordavia', name: 'Bordavia', url: '/parties/bordavia' }],
      kind: 'precondition',
      condition: 'before any peace is signed',
      topics: [{ id: 'harbours', name: 'Harbours', url: '/topics/harbours' }],
      regions: [{ id: 'port-vell', name: 'Port Vell', url: '/regions/port-vell' }],
      voiced_by: [
        {
          who: { collection: 'people', id: 'mila-orlov', name: 'Mila Orlov', url: '/people/mila-orlov' },
          act: 'made',
          restates: null,
        },
      ],
      reported_by: [],
      statements: [
        { id: 'return-harbour', name: 'The harbour must come back', url: '/statements/return-harbour' },
      ],
      responses: [
        {
          response: 'rejects',
          by: { collection: 'people', id: 'tomas-quint', name: 'Tomás Quint', url: '/people/tomas-quint' },
          to_all_of_party: false,
          statement: { id: 'fairy-tale', name: 'The demand is rejected', url: '/statements/fairy-tale' },
        },
        {
          response: 'falls_short',
          by: {
            collection: 'people',
            id: 'league-secretary',
            name: 'Secretary of the Lakes League',
            url: '/people/league-secretary',
          },
          to_all_of_party: true,
          statement: { id: 'easing', name: 'Limits could be eased', url: '/statements/easing' },
        },
      ],
      sources: [
        { id: 'envoy', name: 'Envoy report', url: '/sources/envoy' },
        { id: 'harbour', name: 'Harbour report', url: '/sources/harbour' },
      ],
      report_count: 2,
      source_count: 2,
      origins: [{ id: 'northern-wire', name: 'Northern Wire', url: '/parties/northern-wire' }],
      origin_count: 1,
      origins_not_stated: 0,
      not_stated: [],
      revised: '2031-06-01',
      citations: expect.any(Array),
    });
  });

  it('counts origins, not outlets, and those not stated apart', async () => {
    const counts = (record: Rec) => [
      record.report_count,
      record.source_count,
      record.origin_count,
      record.origins_not_stated,
    ];
    const of = async (url: string) => counts((await api.json<Page>(url)).data);
    // Two sources that rest on one agency.
    expect(await of('/statements/return-harbour')).toEqual([2, 2, 1, 0]);
    // Two sources that name none.
    expect(await of('/statements/lift-limits')).toEqual([2, 2, 0, 2]);
    // No statement is about it: its own citations count alone.
    expect(await of('/events/interview')).toEqual([0, 2, 1, 1]);
  });

  it('has its citations on its own page, not in lists', async () => {
    const { data } = await api.json<Page>('/demands/recovery-first');
    expect((data.citations as Rec[]).map(({ id }) => id)).toEqual([
      'positions.recovery-first.third.third.53.kind',
      'reports.easing.third.third.53.wording.offer',
    ]);
    expect((data.citations as Rec[])[0]).toEqual({
      id: 'positions.recovery-first.third.third.53.kind',
      url: '/citations/positions.recovery-first.third.third.53.kind',
      name: '“eased if stocks recover” (Third report)',
      source: { id: 'third', name: 'Third report', url: '/sources/third' },
      record: {
        collection: 'positions',
        id: 'recovery-first.third',
        name: 'Stocks must recover first, undated',
        url: '/positions/recovery-first.third',
      },
      field: 'kind',
      value: null,
      start: 53,
      end: 121,
      exact: 'eased if stocks recover',
      supports: [
        {
          collection: 'positions',
          id: 'recovery-first.third',
          name: 'Stocks must recover first, undated',
          url: '/positions/recovery-first.third',
        },
        {
          collection: 'demands',
          id: 'recovery-first',
          name: 'Stocks must recover first',
          url: '/demands/recovery-first',
        },
      ],
      selector: {
        type: 'TextPositionSelector',
        start: 53,
        end: 121,
        refinedBy: { type: 'TextQuoteSelector', exact: 'eased if stocks recover' },
      },
      position: 'third:0000053',
      not_stated: [{ field: 'value', reason: 'not_applicable' }],
    });
    for (const record of await api.all('demands')) expect(record).not.toHaveProperty('citations');
    for (const name of UNCITED)
      for (const { url } of (await api.all(name)).slice(0, 3))
        expect((await api.json<Page>(url)).data).not.toHaveProperty('citations');
  });

  it('never shows evidence of another record as its own', async () => {
    const { data } = await api.json<Page>('/regions/bordavia');
    expect((data.citations as Rec[]).map(({ id }) => id)).toEqual(['regions.bordavia.envoy.0.name']);
  });

  it.each(COLLECTIONS.filter((name) => !UNCITED.includes(name)))(
    '%s: its citations are those that support it',
    async (name) => {
      const citations = await api.all('citations');
      for (const { id, url } of await api.all(name)) {
        const { data } = await api.json<Page>(url);
        const own = citations.filter(({ supports }) =>
          (supports as Rec[]).some((supported) => supported.url === url),
        );
        expect(
          (data.citations as Rec[]).map((citation) => citation.id),
          id,
        ).toEqual(own.map((citation) => citation.id));
        // A source may say all of itself that is known.
        if (name !== 'sources') expect(own.length, id).toBeGreaterThan(0);
      }
    },
  );

  it('of a source has what is cited for the source itself, and links to all that is cited in it', async () => {
    const { data, links } = await api.json<Page>('/sources/harbour');
    expect((data.citations as Rec[]).map(({ id }) => id)).toEqual(['sources.harbour.harbour.792.agency']);
    expect(links).toMatchObject({
      citations: 'http://localhost:80/citations?record=sources/harbour',
      passages: 'http://localhost:80/citations?source=harbour',
    });
    const all = (await api.all('citations')).filter(({ source }) => (source as Rec).id === 'harbour');
    expect((await api.json(String(links.passages))).meta.total).toBe(all.length);
    expect(all.length).toBeGreaterThan(10);
    expect((await api.json<Page>('/sources/third')).data.citations).toMatchObject([{ field: 'title' }]);
  });

  it('gives the days that a date can mean beside it, and what the date rests on', async () => {
    const days = async (url: string, field: string) => {
      const { data } = await api.json<Page>(url);
      return ['', '_earliest', '_latest', '_basis'].map((end) => data[`${field}${end}`]);
    };
    expect(await days('/statements/fairy-tale', 'date')).toEqual([
      '2031-05~',
      '2031-05-01',
      '2031-05-31',
      'stated',
    ]);
    // It has none of its own: it is that of its occasion, which is inferred.
    expect(await days('/statements/lift-limits', 'date')).toEqual([
      '2031-05-02',
      '2031-05-02',
      '2031-05-02',
      'inferred',
    ]);
    expect(await days('/statements/easing', 'date')).toEqual([null, null, null, null]);
    expect(await days('/agreements/fishing-limits', 'date')).toEqual([
      '2029/..',
      '2029-01-01',
      null,
      'stated',
    ]);
    expect(await days('/events/interview', 'date')).toEqual([
      '2031-05-02',
      '2031-05-02',
      '2031-05-02',
      'inferred',
    ]);
    expect(await days('/sources/harbour', 'published')).toEqual([
      '2031-05-03',
      '2031-05-03',
      '2031-05-03',
      'stated',
    ]);
    expect(await days('/sources/envoy', 'published')).toEqual([null, null, null, null]);
    const { data } = await api.json<Page>('/events/interview');
    expect(data.dates).toMatchObject([
      { edtf: '2031-05-02', edtf_earliest: '2031-05-02', edtf_latest: '2031-05-02' },
      { edtf: '2031', edtf_earliest: '2031-01-01', edtf_latest: '2031-12-31' },
    ]);
    expect((await api.json<Page>('/regions/eastmark')).data.status).toMatchObject([
      { date: '2029-06', date_earliest: '2029-06-01', date_latest: '2029-06-30' },
    ]);
  });

  it.each(COLLECTIONS)('%s: every link answers, with what include gives', async (name) => {
    for (const { url } of await api.all(name)) {
      const { links } = await api.json<Page>(url);
      const { self, cite: _, ...others } = links;
      expect(new URL(self ?? '').pathname).toBe(url);
      for (const [link, target] of Object.entries(others)) {
        const { data } = await api.json<Page>(`${url}?include=${link}`);
        expect(data[link], `${url}?include=${link}`).toEqual((await api.json(`${target}&limit=1000`)).data);
      }
    }
  });

  it('answers under ids with dots, too', async () => {
    expect((await api.json<Page>('/reports/return-harbour.envoy')).data).toMatchObject({
      id: 'return-harbour.envoy',
      name: 'The harbour must come back (Envoy report)',
      speech: 'mixed',
      verb: 'insisted',
    });
  });
});

describe('a record’s page', () => {
  const page = async (query: string) => (await api.json<Page>(`/demands/return-harbour${query}`)).data;
  const fields = async (query: string) => Object.keys(await page(query));
  const cited = async (query: string) => ((await page(query)).citations as Rec[]).map(({ field }) => field);

  it('takes select: those fields, in that order, without citations unless they are asked for', async () => {
    expect(await fields('?select=kind,id')).toEqual(['kind', 'id']);
    expect(await fields('?select=kind,id&include=statements')).toEqual(['kind', 'id', 'statements']);
    for (const asked of ['include=citations', 'citations=all', 'citations=kind'])
      expect(await fields(`?select=id&${asked}`), asked).toEqual(['id', 'citations']);
    expect(await fields('?select=id&citations=none')).toEqual(['id']);
    expect((await api.problem('/demands/return-harbour?select=titl')).errors).toMatchObject([
      { parameter: 'select', suggestion: 'title' },
    ]);
    expect((await api.problem('/demands/return-harbour?select=party_id')).errors).toMatchObject([
      { parameter: 'select', suggestion: 'party' },
    ]);
  });

  it('answers with what was asked for, whatever was asked before', async () => {
    const again = await openApi();
    for (const query of [
      '?select=id',
      '?select=id&include=citations',
      '?select=id&citations=all',
      '?select=id&citations=none',
      '?select=id&citations=kind',
      '?citations=kind',
      '?citations=none',
      '?citations=all',
      '?select=id',
      '',
    ])
      for (const one of [api, again]) {
        const { data, links } = (await one.get(`/demands/return-harbour${query}`)).json<Page>();
        const own = query.includes('select')
          ? /none|select=id$/.test(query)
            ? undefined
            : query.includes('kind')
              ? 1
              : 5
          : query.includes('none')
            ? undefined
            : query.includes('kind')
              ? 1
              : 5;
        expect(`${query} ${(data.citations as Rec[] | undefined)?.length}`).toBe(`${query} ${own}`);
        // Its own link leads to the same.
        expect((await one.get(String(links.self))).json<Page>().data).toEqual(data);
      }
  });

  it('takes citations: all, none, or those of some fields', async () => {
    expect(await cited('')).toEqual(['kind', 'wording', 'wording', 'wording', 'wording']);
    expect(await page('?citations=all')).toEqual(await page(''));
    expect(await fields('?citations=none')).not.toContain('citations');
    expect(await cited('?citations=kind')).toEqual(['kind']);
    expect(await cited('?citations=title')).toEqual([]);
    expect(await cited('?citations=kind,title')).toEqual(['kind']);
    for (const query of ['citations=none,kind', 'citations=none,all', 'citations=none&include=citations'])
      expect((await api.problem(`/demands/return-harbour?${query}`)).errors).toEqual([
        { parameter: 'citations', detail: expect.stringContaining('two things') },
      ]);
    expect((await api.problem('/demands/return-harbour?citations=knd')).errors).toMatchObject([
      {
        parameter: 'citations',
        suggestion: 'kind',
        allowed: expect.arrayContaining(['all', 'none', 'title']),
      },
    ]);
    expect((await api.problem('/topics/arms?citations=all')).errors).toMatchObject([
      { parameter: 'citations' },
    ]);
    expect((await api.get('/demands/return-harbour.csv?citations=kind')).statusCode).toBe(400);
  });
});

describe('parameters that others put on links', () => {
  it('are passed over, and named', async () => {
    const url = '/demands?party=arland&fbclid=x&utm_source=a&gclid=1&utm_campaign=b';
    const { data, meta, links } = await api.json(url);
    expect(meta.ignored).toEqual(['fbclid', 'gclid', 'utm_campaign', 'utm_source']);
    const plain = await api.json('/demands?party=arland');
    expect(data).toEqual(plain.data);
    expect(links.self).toBe(plain.links.self);
    expect(plain.meta).not.toHaveProperty('ignored');
    const page = await api.json<Page>('/demands/return-harbour?utm_medium=mail');
    expect(page.meta).toEqual({ release, ignored: ['utm_medium'] });
    expect((await api.json<Page>('/demands/return-harbour')).meta).toEqual({ release });
    expect((await api.get('/demands.csv?fbclid=x')).body).toBe((await api.get('/demands.csv')).body);
    // Wherever it is, and where there is no meta as well.
    for (const path of [
      '/',
      '/search?q=harbour',
      '/demands.csv',
      '/demands.ndjson',
      '/demands/return-harbour.csv',
      '/openapi.json',
      '/docs/',
    ]) {
      const tracked = `${path}${path.includes('?') ? '&' : '?'}utm_source=a&gclid=1`;
      for (const _ of ['first', 'again']) {
        const { headers, statusCode } = await api.get(tracked);
        expect(`${path} ${statusCode} ${headers['demarche-ignored']}`).toBe(`${path} 200 gclid, utm_source`);
        expect((await api.get(path)).headers).not.toHaveProperty('demarche-ignored');
      }
    }
    for (const path of ['/?utm_source=a', '/search?q=harbour&utm_source=a'])
      expect((await api.json(path)).meta.ignored).toEqual(['utm_source']);
    for (const name of ['fbclid_', 'xfbclid', 'utm', 'utm_', 'FBCLID'])
      expect((await api.problem(`/demands?${name}=1`)).errors).toMatchObject([{ parameter: name }]);
  });
});

describe('select', () => {
  it('keeps the order asked for', async () => {
    const [first] = (await api.json('/demands?select=title,kind,id')).data;
    expect(Object.keys(first ?? {})).toEqual(['title', 'kind', 'id']);
    const [line = ''] = (await api.get('/demands.ndjson?select=title,kind,id')).body.split('\n');
    expect(Object.keys(JSON.parse(line))).toEqual(['title', 'kind', 'id']);
  });

  it('leaves the fields asked for', async () => {
    const { data } = await api.json('/demands?select=id,title,party');
    expect(data).toEqual([
      {
        id: 'lift-fishing-limits',
        title: 'End of fishing limits',
        party: { id: 'arland', name: 'Arland', url: '/parties/arland' },
      },
      {
        id: 'recovery-first',
        title: 'Stocks must recover first',
        party: { id: 'lakes-league', name: 'Lakes League', url: '/parties/lakes-league' },
      },
      {
        id: 'return-harbour',
        title: 'Return of the harbour of Port Vell',
        party: { id: 'arland', name: 'Arland', url: '/parties/arland' },
      },
    ]);
  });

  it('takes repetition as it takes commas', async () => {
    expect((await api.json('/parties?select=id&select=kind')).data).toEqual(
      (await api.json('/parties?select=id,kind')).data,
    );
  });

  it.each(COLLECTIONS)('%s: knows every field that a record has', async (name) => {
    const records = (await api.all(name)).slice(0, 1000);
    for (const field of Object.keys(records[0] ?? {}))
      expect((await api.json(`/${name}?select=${field}&limit=1000`)).data, field).toEqual(
        records.map((record) => ({ [field]: record[field] })),
      );
  });

  it('tells of evidence what is served of it', async () => {
    const fields = (await api.all('dictionary')).map(({ collection, field }) => `${collection} ${field}`);
    expect(fields).toEqual(expect.arrayContaining(['spellings citation', 'people spellings.citation']));
    expect(fields.filter((field) => /spellings(?: |\.)(?:start|end)$/.test(field))).toEqual([]);
  });

  it('refuses fields that records do not have', async () => {
    const { errors } = await api.problem('/demands?select=id,titl');
    expect(errors).toEqual([
      {
        parameter: 'select',
        detail: expect.stringContaining('“titl”'),
        allowed: expect.arrayContaining(['id', 'title', 'party', 'not_stated', 'revised']),
        suggestion: 'title',
      },
    ]);
  });
});

describe('include', () => {
  it('adds related records in full', async () => {
    const { data } = await api.json('/demands?include=citations&id=recovery-first');
    const page = await api.json<Page>('/demands/recovery-first');
    expect(data).toEqual([page.data]);
  });

  it('goes with select', async () => {
    const [mila] = (await api.json('/people?select=id&include=demands,events&id=mila-orlov')).data;
    expect(Object.keys(mila ?? {})).toEqual(['id', 'demands', 'events']);
    expect(mila?.demands).toMatchObject([{ id: 'lift-fishing-limits' }, { id: 'return-harbour' }]);
    expect(mila?.events).toMatchObject([{ title: 'Orlov speaks', standing: 'reported' }]);
  });

  it('is an empty list where nothing belongs to a record', async () => {
    const { data } = await api.json('/topics?select=id&include=events&id=fishing');
    expect(data).toEqual([{ id: 'fishing', events: [] }]);
  });

  it.each(['/demands', '/demands/return-harbour'])('is a closed list on %s', async (path) => {
    const { errors } = await api.problem(`${path}?include=citation`);
    expect(errors).toEqual([
      {
        parameter: 'include',
        detail: expect.stringContaining('“citation”'),
        allowed: ['citations', 'statements', 'commitments', 'divergences'],
        suggestion: 'citations',
      },
    ]);
  });

  it('is no parameter where nothing can be included', async () => {
    const { errors } = await api.problem('/citations?include=sources');
    expect(errors).toMatchObject([{ parameter: 'include' }]);
    const [citation] = await api.all('citations');
    expect((await api.problem(`${citation?.url}?include=sources`)).errors).toMatchObject([
      { parameter: 'include' },
    ]);
  });
});

describe('links', () => {
  it('begin with PUBLIC_URL where it is set, whatever the Host', async () => {
    const published = await openApi({ publicUrl: 'https://data.example' });
    const list = (await published.get('/demands?limit=1', { host: 'inside:3000' })).json<List>();
    expect(list.links.self).toBe('https://data.example/demands?limit=1');
    expect(list.links.next).toMatch(/^https:\/\/data\.example\/demands\?limit=1&cursor=/);
    const page = (await published.get('/topics/arms', { host: 'inside:3000' })).json<Page>();
    for (const link of Object.values(page.links)) expect(link).toMatch(/^https:\/\/data\.example\//);
    expect(page.data.url).toBe('/topics/arms');
    const document = await published.openapi();
    expect(document.servers).toEqual([{ url: 'https://data.example' }]);
  });

  it('begin with the Host that was asked otherwise', async () => {
    const { links } = (await api.get('/topics', { host: 'one.test:8080' })).json<List>();
    expect(links.self).toBe('http://one.test:8080/topics');
  });
});
