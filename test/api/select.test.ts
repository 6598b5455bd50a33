import { beforeAll, describe, expect, it } from 'vitest';
import { type Api, COLLECTIONS, type Page, shareApi } from './support.ts';

let api: Api;
let release: string;
beforeAll(async () => {
  api = await shareApi();
  release = (await api.json('/demands')).meta.release;
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
