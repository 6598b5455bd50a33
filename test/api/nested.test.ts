/** Lists of objects inside records, as collections of their own: one row a member. */
import { beforeAll, describe, expect, it } from 'vitest';
import { parametersOf } from './openapi.ts';
import { RICH } from './rich.ts';
import { type Api, EVERY, type List, NESTED, type Page, type Rec, shareApi } from './support.ts';

/** By hand: the collections whose records have the list, the field that it is there, and what its rows call its record. */
const WHERE: Record<
  (typeof NESTED)[number],
  { of: readonly string[]; field: string; owner: string; apart?: true }
> = {
  agreement_terms: { of: ['agreements'], field: 'terms', owner: 'agreement' },
  coding_codes: { of: ['codings'], field: 'codes', owner: 'coding' },
  commitment_answers: { of: ['commitments'], field: 'answers', owner: 'commitment' },
  commitments_kept: { of: ['commitments'], field: 'kept', owner: 'commitment' },
  demand_kinds: { of: ['demands'], field: 'kinds', owner: 'demand' },
  demand_relations: { of: ['demands'], field: 'relations', owner: 'from_demand' },
  demand_renderings: { of: ['demands'], field: 'as_reported', owner: 'demand' },
  demand_responses: { of: ['demands'], field: 'responses', owner: 'demand' },
  demand_voices: { of: ['demands'], field: 'voiced_by', owner: 'demand' },
  divergence_positions: { of: ['divergences'], field: 'positions', owner: 'divergence' },
  doubts: {
    of: [
      'agreements',
      'commitments',
      'demands',
      'divergences',
      'events',
      'parties',
      'people',
      'regions',
      'statements',
      'weapons',
    ],
    field: 'doubts',
    owner: 'record',
  },
  event_dates: { of: ['events'], field: 'dates', owner: 'event' },
  event_participants: { of: ['events'], field: 'participants', owner: 'event' },
  event_reasons: { of: ['events'], field: 'reasons', owner: 'event' },
  event_relations: { of: ['events'], field: 'relations', owner: 'from_event' },
  event_targets: { of: ['events'], field: 'targets', owner: 'event' },
  not_stated: {
    of: [
      'agreements',
      'attributes',
      'codings',
      'commitments',
      'corrections',
      'demands',
      'divergences',
      'events',
      'parties',
      'people',
      'positions',
      'quotations',
      'regions',
      'releases',
      'reports',
      'retirements',
      'sources',
      'statements',
      'topics',
      'weapons',
    ],
    field: 'not_stated',
    owner: 'record',
  },
  person_roles: { of: ['people'], field: 'roles', owner: 'person' },
  position_kinds: { of: ['positions'], field: 'kinds', owner: 'position' },
  position_renderings: { of: ['positions'], field: 'as_reported', owner: 'position' },
  quotation_changes: { of: ['quotations'], field: 'changes', owner: 'quotation' },
  release_changes: { of: ['releases'], field: 'changes', owner: 'release', apart: true },
  release_counts: { of: ['releases'], field: 'counts', owner: 'release' },
  region_statuses: { of: ['regions'], field: 'status', owner: 'region' },
  report_via: { of: ['reports'], field: 'via', owner: 'report' },
  report_wordings: { of: ['reports'], field: 'wording', owner: 'report' },
  source_quotation_counts: { of: ['sources'], field: 'quotation_counts', owner: 'source' },
  spellings: {
    of: ['agreements', 'parties', 'people', 'regions', 'weapons'],
    field: 'spellings',
    owner: 'record',
  },
  statement_relations: { of: ['statements'], field: 'relations', owner: 'from_statement' },
  statement_responses: { of: ['statements'], field: 'responds_to', owner: 'statement' },
  wording_changes: { of: ['wording_comparisons'], field: 'changes', owner: 'wording_comparison' },
  wording_comparisons: { of: ['wording_parts'], field: 'comparisons', owner: 'wording_part' },
  wording_fragments: { of: ['wording_parts'], field: 'fragments', owner: 'wording_part' },
  wording_parts: { of: ['wordings'], field: 'parts', owner: 'wording' },
};

/** Lists of texts, which stand bare inside their record: the field that holds each in a row. */
const TEXTS: Record<string, string> = { agreement_terms: 'term', event_targets: 'target' };

let api: Api;
beforeAll(async () => {
  api = await shareApi(RICH);
});

describe('a list of objects', () => {
  it('is listed and counted at /, with every other collection', async () => {
    const { collections } = await api.json<{ collections: { name: string; url: string; count: number }[] }>(
      '/',
    );
    expect(collections.map(({ name }) => name).sort()).toEqual([...EVERY].sort());
    for (const { name, url, count } of collections) {
      expect(url).toBe(`/${name}`);
      expect(`${name} ${count}`).toBe(`${name} ${(await api.json(`/${name}?limit=0`)).meta.total}`);
    }
  });

  it.each(NESTED)('%s: is a row for each member of the lists in the records', async (name) => {
    const { of, field, owner, apart } = WHERE[name];
    const members = new Map<string, unknown[]>();
    for (const collection of of)
      for (const record of await api.all(collection, apart ? `include=${field}` : ''))
        members.set(record.url, record[field] as unknown[]);
    const rows = await api.all(name);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.length).toBe([...members.values()].flat().length);
    for (const { id, url, name: label, ordinal, ...row } of rows) {
      const of = row[owner] as Rec;
      const whole = members.get(of.url)?.[Number(ordinal)];
      // Included, a member is the row itself.
      const {
        id: __,
        url: ___,
        name: ____,
        ordinal: _____,
        [owner]: ______,
        ...part
      } = (apart ? whole : {}) as Rec;
      const member = apart ? part : whole;
      const { [owner]: _, ...own } = row;
      expect(own, id).toEqual(TEXTS[name] ? { [TEXTS[name]]: member } : member);
      expect(url).toBe(`/${name}/${id}`);
      expect(label).toBe(`${of.name}, ${field} ${Number(ordinal) + 1}`);
    }
    // Of each record as many rows as members, each place once.
    const places = rows.map((row) => `${(row[owner] as Rec).url} ${row.ordinal}`);
    expect(new Set(places).size).toBe(places.length);
  });

  it.each(NESTED)('%s: has pages, links and neither words nor reasons of its own', async (name) => {
    const [first] = (await api.json(`/${name}?limit=1`)).data;
    const page = await api.json<Page>(String(first?.url));
    expect(page.data).toEqual(first);
    expect(page.data).not.toHaveProperty('revised');
    if (name !== 'not_stated') expect(page.data).not.toHaveProperty('not_stated');
    for (const parameter of ['q', 'not_stated', 'revised', 'include'])
      expect((await api.problem(`/${name}?${parameter}=harbour`)).errors, parameter).toMatchObject([
        { parameter },
      ]);
    await api.problem(`/${name}/no-such-thing-here`, 404);
  });

  it.each(NESTED)('%s: is found by the record that it belongs to', async (name) => {
    const { owner } = WHERE[name];
    const rows = await api.all(name);
    for (const { id, [owner]: of } of rows.slice(0, 5)) {
      const { id: record, collection } = of as Rec & { collection?: string };
      const value = collection ? `${collection}/${record}` : record;
      const found: List = await api.json(`/${name}?${owner}=${value}&limit=1000`);
      expect(found.data.map((row) => row.id)).toContain(id);
      expect(found.data).toEqual(rows.filter((row) => (row[owner] as Rec).url === (of as Rec).url));
    }
  });

  it.each(NESTED)(
    '%s: is filtered by every reference, word, number and date that its rows have',
    async (name) => {
      const parameters = parametersOf(await api.openapi(), name).map((parameter) => parameter.name);
      const rows = await api.all(name);
      const isWord = (values: unknown[]) => values.some((value) => typeof value === 'boolean');
      const dates = Object.keys(rows[0] ?? {}).filter((field) => `${field}_earliest` in (rows[0] ?? {}));
      for (const field of Object.keys(rows[0] ?? {})) {
        const values = rows.map((row) => row[field]).filter((value) => value !== null);
        const references = values.some(
          (value) => typeof value === 'object' && !Array.isArray(value) && 'name' in (value as object),
        );
        if (references || isWord(values) || dates.includes(field)) expect(parameters, field).toContain(field);
      }
      expect(parameters).toEqual(expect.arrayContaining(['id', 'sort', 'select', 'limit', 'cursor']));
    },
  );

  it('has its number behind the id of its record where nothing else tells it from others', async () => {
    expect(await api.ids('/agreement_terms')).toEqual([1, 2, 3].map((number) => `fishing-limits.${number}`));
  });

  it('answers what only its rows can: who voices what, and how', async () => {
    expect((await api.json('/demand_voices?demand=return-harbour&select=who,act,restates')).data).toEqual(
      [
        {
          who: { collection: 'people', id: 'mila-orlov', name: 'Mila Orlov', url: '/people/mila-orlov' },
          act: 'made',
          restates: null,
        },
        {
          who: { collection: 'parties', id: 'arland', name: 'Arland', url: '/parties/arland' },
          act: 'restated',
          restates: { collection: 'people', id: 'mila-orlov', name: 'Mila Orlov', url: '/people/mila-orlov' },
        },
      ].toSorted((a, b) => (a.who.id < b.who.id ? -1 : 1)),
    );
    expect(await api.ids('/event_dates?edtf=2030')).toEqual(['strike.2030-xx']);
    expect(await api.ids('/not_stated?field=condition&record=demands/lift-fishing-limits')).toHaveLength(1);
    expect((await api.json('/not_stated?reason=ambiguous')).meta.total).toBe(0);
  });
});
