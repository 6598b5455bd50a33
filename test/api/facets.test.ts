import { beforeAll, describe, expect, it } from 'vitest';
import { type Api, COLLECTIONS, type Counted, type OpenApi, openApi, parametersOf } from './support.ts';

let api: Api;
let document: OpenApi;
beforeAll(async () => {
  api = await openApi();
  document = await api.openapi();
});

const facetsOf = (collection: string): string[] =>
  parametersOf(document, collection).find(({ name }) => name === 'facet')?.schema.items?.enum ?? [];

async function facet(url: string, name: string): Promise<Counted[]> {
  const { facets } = await api.json(url);
  return facets?.[name] ?? [];
}

describe('a facet', () => {
  it('gives value, label, count and url, the commonest first', async () => {
    expect((await api.json('/statements?facet=topic,kind')).facets).toEqual({
      topic: [
        { value: 'fishing', label: 'Fishing', count: 2, url: '/statements?topic=fishing' },
        { value: 'harbours', label: 'Harbours', count: 2, url: '/statements?topic=harbours' },
        // Counted where the filter counts: with what lies below.
        { value: 'territory', label: 'Territory', count: 2, url: '/statements?topic=territory' },
        { value: 'arms', label: 'Arms', count: 1, url: '/statements?topic=arms' },
      ],
      kind: [
        { value: 'demand', label: 'demand', count: 2, url: '/statements?kind=demand' },
        { value: 'claim', label: 'claim', count: 1, url: '/statements?kind=claim' },
        { value: 'offer', label: 'offer', count: 1, url: '/statements?kind=offer' },
        { value: 'rejection', label: 'rejection', count: 1, url: '/statements?kind=rejection' },
      ],
    });
  });

  it('is left out where none is asked for', async () => {
    expect(await api.json('/statements')).not.toHaveProperty('facets');
  });

  it('names the collection where values come from several', async () => {
    expect(await facet('/statements?facet=speaker', 'speaker')).toEqual([
      {
        value: 'people/mila-orlov',
        label: 'Mila Orlov',
        count: 2,
        url: '/statements?speaker=people/mila-orlov',
      },
      {
        value: 'people/league-secretary',
        label: 'Secretary of the Lakes League',
        count: 1,
        url: '/statements?speaker=people/league-secretary',
      },
      {
        value: 'people/tomas-quint',
        label: 'Tomás Quint',
        count: 1,
        url: '/statements?speaker=people/tomas-quint',
      },
      { value: 'sources/envoy', label: 'Envoy report', count: 1, url: '/statements?speaker=sources/envoy' },
    ]);
  });

  it('of one collection of several takes bare ids', async () => {
    expect(await facet('/statements?facet=weapon', 'weapon')).toEqual([
      { value: 'falcon', label: 'Falcon', count: 1, url: '/statements?weapon=falcon' },
    ]);
    expect(await facet('/demands?facet=person', 'person')).toEqual([
      { value: 'mila-orlov', label: 'Mila Orlov', count: 2, url: '/demands?person=mila-orlov' },
    ]);
  });

  it('of truth counts both', async () => {
    expect(await facet('/people?facet=unnamed', 'unnamed')).toEqual([
      { value: false, label: 'false', count: 3, url: '/people?unnamed=false' },
      { value: true, label: 'true', count: 1, url: '/people?unnamed=true' },
    ]);
  });

  it('leaves out what no record has', async () => {
    expect(await facet('/weapons?facet=supplier', 'supplier')).toEqual([]);
  });

  it('counts under all filters but its own, all operators of that left out', async () => {
    const values = (found: Counted[]) => found.map(({ value, count }) => `${value} ${count}`);
    const all = ['fishing 2', 'harbours 2', 'territory 2', 'arms 1'];
    expect(values(await facet('/statements?facet=topic&topic=arms', 'topic'))).toEqual(all);
    expect(values(await facet('/statements?facet=topic&topic__not=arms', 'topic'))).toEqual(all);
    expect(values(await facet('/statements?facet=topic&topic=arms&kind=demand', 'topic'))).toEqual([
      'fishing 1',
      'harbours 1',
      'territory 1',
    ]);
    expect(values(await facet('/statements?facet=kind&topic=arms', 'kind'))).toEqual(['claim 1']);
    expect(values(await facet('/statements?facet=kind,topic&topic=arms&kind=demand', 'kind'))).toEqual([
      'claim 1',
    ]);
  });

  it('leads to lists without its own filter, whatever operator that had', async () => {
    for (const filter of ['topic=arms', 'topic__not=arms', 'topic__isnull=true']) {
      const found = await facet(`/statements?facet=topic&${filter}&kind__not=offer`, 'topic');
      expect(found.map(({ value, count }) => [value, count])).toEqual([
        ['harbours', 2],
        ['territory', 2],
        ['arms', 1],
        ['fishing', 1],
      ]);
      for (const { value, count, url } of found) {
        expect(url).toBe(`/statements?kind__not=offer&topic=${value}`);
        expect((await api.json(String(url))).meta.total).toBe(count);
      }
    }
  });

  it('counts under the search, too', async () => {
    const [limits] = await facet('/statements?facet=topic&q=limits', 'topic');
    expect(limits).toEqual({
      value: 'fishing',
      label: 'Fishing',
      count: 2,
      url: '/statements?q=limits&topic=fishing',
    });
  });

  it('does not depend on the page', async () => {
    const whole = (await api.json('/statements?facet=kind')).facets;
    expect((await api.json('/statements?facet=kind&limit=1')).facets).toEqual(whole);
    const { meta } = await api.json('/statements?facet=kind&limit=1');
    expect((await api.json(`/statements?facet=kind&limit=1&cursor=${meta.next_cursor}`)).facets).toEqual(
      whole,
    );
  });

  it('is refused for what cannot be counted', async () => {
    for (const name of ['id', 'date', 'report_count', 'topic__not', 'nothing'])
      expect((await api.problem(`/statements?facet=${name}`)).errors).toMatchObject([{ parameter: 'facet' }]);
  });

  it.each(COLLECTIONS)('%s: every count agrees with what its url lists', async (collection) => {
    for (const query of [
      '',
      '&q=harbour',
      '&limit=1&sort=-id&select=id',
      '&source=envoy',
      '&kind=demand,call,state',
    ]) {
      const probe = await api.get(`/${collection}?limit=0${query}`);
      if (probe.statusCode === 400) continue;
      for (const name of facetsOf(collection)) {
        const found = await facet(`/${collection}?facet=${name}${query}`, name);
        for (const { count, url } of found) {
          expect(url).toMatch(new RegExp(`^/${collection}\\?`));
          expect(`${url} ${(await api.json(String(url))).meta.total}`).toBe(`${url} ${count}`);
        }
        expect(new Set(found.map(({ url }) => url)).size).toBe(found.length);
        expect(found.map(({ count }) => count)).toEqual(
          found.map(({ count }) => count).sort((a, b) => b - a),
        );
      }
    }
  });

  it.each(COLLECTIONS)('%s: together they leave out no record that has a value', async (collection) => {
    for (const name of facetsOf(collection)) {
      const values = (await facet(`/${collection}?facet=${name}`, name)).map(({ value }) => value);
      const stated = await api.get(`/${collection}?${name}__isnull=false&limit=0`);
      const { total } =
        stated.statusCode === 200 ? stated.json().meta : (await api.json(`/${collection}`)).meta;
      const listed = values.length
        ? (await api.json(`/${collection}?${name}=${values.join(',')}&limit=0`)).meta.total
        : 0;
      expect(`${name} ${listed}`).toBe(`${name} ${total}`);
    }
  });
});
