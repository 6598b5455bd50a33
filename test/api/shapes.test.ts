import { beforeAll, describe, expect, it } from 'vitest';
import { type Api, COLLECTIONS, type List, openApi, type Page, type Rec } from './support.ts';

/** Collections that rest on no passage of their own. */
const UNCITED: string[] = ['citations', 'coverage', 'dictionary', 'topics', 'wordings'];

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
    expect(root.formats).toEqual(['csv', 'ndjson']);
  });

  it('counts every collection', async () => {
    const { collections } = await api.json<Root>('/');
    expect(Object.fromEntries(collections.map(({ name, count }) => [name, count]))).toEqual({
      agreements: 1,
      attributes: 2,
      citations: 36,
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
      release: expect.stringMatching(/^[0-9a-f]{12}$/),
    });
    expect(list.links).toEqual({ self: 'http://api.test/demands?party=arland&limit=10', next: null });
    expect(list.data.map(({ id }) => id)).toEqual(['lift-fishing-limits', 'return-harbour']);
  });

  it('takes 50 records where no limit is given', async () => {
    expect((await api.json('/citations')).meta).toMatchObject({ total: 36, count: 36, limit: 50 });
  });

  it('counts the page apart from the whole', async () => {
    const { data, meta } = await api.json('/citations?limit=7');
    expect(data).toHaveLength(7);
    expect(meta).toMatchObject({ total: 36, count: 7, limit: 7 });
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
      const nulls = Object.keys(record).filter((field) => record[field] === null);
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
      divergences: 'http://api.test/divergences?about=demands/return-harbour',
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
      'demands.recovery-first.third.53.kind',
      'reports.easing.third.third.53.wording.offer',
    ]);
    expect((data.citations as Rec[])[0]).toEqual({
      id: 'demands.recovery-first.third.53.kind',
      url: '/citations/demands.recovery-first.third.53.kind',
      name: '“eased if stocks recover” (Third report)',
      source: { id: 'third', name: 'Third report', url: '/sources/third' },
      record: {
        collection: 'demands',
        id: 'recovery-first',
        name: 'Stocks must recover first',
        url: '/demands/recovery-first',
      },
      field: 'kind',
      value: null,
      start: 53,
      end: 121,
      exact: 'eased if stocks recover',
      supports: [
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

  it.each(COLLECTIONS.filter((name) => !UNCITED.includes(name) && name !== 'sources'))(
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
        expect(own.length, id).toBeGreaterThan(0);
      }
    },
  );

  it.each(COLLECTIONS)('%s: every link answers, with what include gives', async (name) => {
    for (const { url } of await api.all(name)) {
      const { links } = await api.json<Page>(url);
      const { self, ...others } = links;
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

describe('select', () => {
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
    const records = await api.all(name);
    for (const field of Object.keys(records[0] ?? {}))
      expect((await api.json(`/${name}?select=${field}&limit=1000`)).data, field).toEqual(
        records.map((record) => ({ [field]: record[field] })),
      );
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
        allowed: ['citations', 'statements', 'divergences'],
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
