import { beforeAll, describe, expect, it } from 'vitest';
import { type OpenApi, parametersOf, wordsOf } from './openapi.ts';
import { RICH } from './rich.ts';
import { type Api, type Counted, EVERY, shareApi } from './support.ts';

let api: Api;
let rich: Api;
let document: OpenApi;
beforeAll(async () => {
  api = await shareApi();
  rich = await shareApi(RICH);
  document = await api.openapi();
});

const facetsOf = (collection: string): string[] =>
  wordsOf(
    document,
    parametersOf(document, collection).find(({ name }) => name === 'facet'),
  );

async function facet(url: string, name: string, from = api): Promise<Counted[]> {
  const { facets } = await from.json(url);
  return facets?.[name] ?? [];
}

/** What is said of those that have none. */
const none = (count: number, url: string | null): Counted => ({
  value: null,
  label: 'not stated',
  count,
  url,
});

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

  it('counts what this search finds, whatever was searched for before', async () => {
    for (const q of ['limits', 'harbour', 'missiles', 'limits']) {
      const { data, facets } = await api.json(`/statements?q=${q}&facet=kind`);
      const counts = Map.groupBy(data, ({ kind }) => kind);
      expect(Object.fromEntries((facets?.kind ?? []).map(({ value, count }) => [value, count])), q).toEqual(
        Object.fromEntries([...counts].map(([kind, records]) => [kind, records.length])),
      );
    }
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
      none(4, '/statements?weapon__isnull=true'),
    ]);
    expect(await facet('/demands?facet=person', 'person')).toEqual([
      { value: 'mila-orlov', label: 'Mila Orlov', count: 2, url: '/demands?person=mila-orlov' },
      none(1, '/demands?person__isnull=true'),
    ]);
  });

  it('of truth counts both', async () => {
    expect(await facet('/people?facet=unnamed', 'unnamed')).toEqual([
      { value: false, label: 'false', count: 3, url: '/people?unnamed=false' },
      { value: true, label: 'true', count: 1, url: '/people?unnamed=true' },
    ]);
  });

  it('leaves out what no record has, and ends with how many have none', async () => {
    expect(await facet('/weapons?facet=supplier', 'supplier')).toEqual([
      none(1, '/weapons?supplier__isnull=true'),
    ]);
    expect(await facet('/people?facet=party', 'party')).toEqual([
      { value: 'arland', label: 'Arland', count: 1, url: '/people?party=arland' },
      { value: 'bordavia', label: 'Bordavia', count: 1, url: '/people?party=bordavia' },
      { value: 'lakes-league', label: 'Lakes League', count: 1, url: '/people?party=lakes-league' },
      none(1, '/people?party__isnull=true'),
    ]);
    // More have none than any value, and it is last all the same.
    expect((await facet('/statements?facet=holder', 'holder')).map(({ count }) => count)).toEqual([5]);
    expect(
      (await facet('/demands?facet=region', 'region')).map(({ value, count }) => [value, count]),
    ).toEqual([
      ['bordavia', 1],
      ['port-vell', 1],
      [null, 2],
    ]);
  });

  it('has no such end where all have one', async () => {
    for (const name of ['kind', 'voice', 'speaker', 'topic'])
      expect((await facet(`/statements?facet=${name}`, name)).map(({ value }) => value)).not.toContain(null);
  });

  it('of those that have none is counted under the other filters, too', async () => {
    expect((await facet('/statements?facet=weapon&kind=demand,offer', 'weapon')).at(-1)).toEqual(
      none(3, '/statements?kind=demand,offer&weapon__isnull=true'),
    );
    expect((await facet('/statements?facet=weapon&weapon=falcon', 'weapon')).at(-1)).toEqual(
      none(4, '/statements?weapon__isnull=true'),
    );
  });

  it('of years and months counts what lies wholly within them', async () => {
    expect((await api.json('/statements?facet=date_year,date_month&limit=0')).facets).toEqual({
      date_year: [
        { value: '2031', label: '2031', count: 3, url: '/statements?date=2031' },
        { value: null, label: expect.stringContaining('not stated'), count: 2, url: null },
      ],
      date_month: [
        { value: '2031-05', label: '2031-05', count: 3, url: '/statements?date=2031-05' },
        { value: null, label: expect.stringContaining('not stated'), count: 2, url: null },
      ],
    });
    // 203X lies within no year, 2030-XX within one and no month, 2031-04-XX within a month.
    const dates = (await rich.json('/event_dates?facet=edtf_year,edtf_month&event=strike&limit=0')).facets;
    const counts = (found: Counted[] = []) => found.map(({ value, count, url }) => [value, count, url]);
    expect(counts(dates?.edtf_year)).toEqual([
      ['2030', 1, '/event_dates?edtf=2030&event=strike'],
      ['2031', 1, '/event_dates?edtf=2031&event=strike'],
      [null, 1, null],
    ]);
    expect(counts(dates?.edtf_month)).toEqual([
      ['2031-04', 1, '/event_dates?edtf=2031-04&event=strike'],
      [null, 2, null],
    ]);
    // What is open on one side lies within nothing.
    expect(counts(await facet('/agreements?facet=date_year', 'date_year'))).toEqual([[null, 1, null]]);
    expect(counts(await facet('/sources?facet=published_year,published_month', 'published_year'))).toEqual([
      ['2031', 1, '/sources?published=2031'],
      [null, 2, null],
    ]);
    expect(counts(await facet('/agreements?facet=revised_month', 'revised_month', rich))).toEqual([
      ['2031-05', 1, '/agreements?revised=2031-05'],
    ]);
    // Its own filter counts for nothing there, as with all others.
    expect(counts(await facet('/statements?facet=date_year&date=2030', 'date_year'))).toEqual(
      counts(await facet('/statements?facet=date_year', 'date_year')),
    );
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

  it.each(EVERY)('%s: every count agrees with what its url lists', async (collection) => {
    for (const query of [
      '',
      '&q=harbour',
      '&limit=1&sort=-id&select=id',
      '&source=envoy',
      '&kind=demand,call,state',
    ]) {
      const probe = await rich.get(`/${collection}?limit=0${query}`);
      if (probe.statusCode === 400) continue;
      for (const name of facetsOf(collection)) {
        const found = await facet(`/${collection}?facet=${name}${query}`, name, rich);
        const listed = found.filter(({ url }) => url !== null);
        for (const { count, url } of listed) {
          expect(url).toMatch(new RegExp(`^/${collection}\\?`));
          expect(`${url} ${(await rich.json(String(url))).meta.total}`).toBe(`${url} ${count}`);
        }
        expect(new Set(listed.map(({ url }) => url)).size).toBe(listed.length);
        const stated = found.filter(({ value }) => value !== null);
        expect(stated.map(({ count }) => count)).toEqual(
          stated.map(({ count }) => count).sort((a, b) => b - a),
        );
        // Those that have none come last, once.
        expect(found.slice(0, stated.length)).toEqual(stated);
        expect(found.length - stated.length).toBeLessThanOrEqual(1);
        for (const { count } of found) expect(count).toBeGreaterThan(0);
      }
    }
  });

  it.each(EVERY)('%s: together they leave out no record', async (collection) => {
    const { total } = (await rich.json(`/${collection}?limit=0`)).meta;
    for (const name of facetsOf(collection)) {
      const found = await facet(`/${collection}?facet=${name}`, name, rich);
      const none = found.find(({ value }) => value === null)?.count ?? 0;
      const values = found.filter(({ value }) => value !== null).map(({ value }) => value);
      const filter = name.replace(/_(year|month)$/, '');
      const listed = values.length
        ? (await rich.json(`/${collection}?${filter}=${values.join(',')}&limit=0`)).meta.total
        : 0;
      expect(`${name} ${listed + none}`).toBe(`${name} ${total}`);
    }
  });
});
