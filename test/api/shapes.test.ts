import { beforeAll, describe, expect, it } from 'vitest';
import { LINKS } from '../../src/api/links.ts';
import { formats } from '../../src/formats/index.ts';
import { CITATIONS } from '../fixture.ts';
import { type Api, COLLECTIONS, type List, openApi, type Page, shareApi } from './support.ts';

let api: Api;
let release: string;
beforeAll(async () => {
  api = await shareApi();
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
    expect(Object.keys(links)).toEqual(LINKS.map(({ name }) => name));
    // Messages alone are taken there, and downloads are not made here.
    const { mcp: _, downloads: __, ...others } = links;
    for (const link of Object.values(others)) {
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
    const every = Math.ceil(records.length / 40);
    for (const [index, record] of records.entries()) {
      expect(record.url).toBe(`/${name}/${record.id}`);
      expect(record.name ?? record.title).toMatch(/./);
      // Of hundreds some are asked for.
      if (index % every) continue;
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
