/** An independent reading of the filters: brute force over the JSON of all records, compared with the API. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Api,
  EVERY,
  type OpenApi,
  openApi,
  type Parameter,
  parametersOf,
  queryOf,
  type Rec,
  RICH,
  SHAPING,
  sorted,
  wordsOf,
} from './support.ts';

type Kind = 'word' | 'text' | 'number' | 'boolean' | 'date' | 'day' | 'one' | 'below' | 'any';

/** What a filter reads: the field, through lists; how; and, of references into several collections, only some. */
interface Field {
  path: string;
  kind: Kind;
  only?: string;
  /** Whether what lies below a region counts too. */
  climbs?: boolean;
}
const word = (path: string): Field => ({ path, kind: 'word' });
/** Texts that only some record's own can be asked for. */
const text = (path: string): Field => ({ path, kind: 'text' });
const number = (path: string): Field => ({ path, kind: 'number' });
const boolean = (path: string): Field => ({ path, kind: 'boolean' });
const date = (path: string): Field => ({ path, kind: 'date' });
/** Days on which something stands: from one field until before another. */
const day = (path: string): Field => ({ path, kind: 'day' });
/** References into one collection, compared by id. */
const one = (path: string): Field => ({ path, kind: 'one' });
/** References to regions or topics: what lies below counts too. */
const below = (path: string): Field => ({ path, kind: 'below' });
/** References into several collections, as id or as collection/id. */
const any = (path: string, only?: string): Field => ({ path, kind: 'any', ...(only ? { only } : {}) });
/** The same, where what lies below a region counts too. */
const about = (only?: string): Field => ({ ...any('about', only), climbs: true });

/** Of records that are written one to a file. */
const files = { revised: date('revised'), not_stated: text('not_stated.field') };
const cited = { source_count: number('source_count'), source: one('sources') };
const counts = {
  report_count: number('report_count'),
  origin_count: number('origin_count'),
  origins_not_stated: number('origins_not_stated'),
  origin: one('origins'),
};

/** Every filter of every collection, by hand. */
const FILTERS: Record<(typeof EVERY)[number], Record<string, Field>> = {
  agreements: {
    kind: word('kind'),
    status: word('status'),
    party: one('parties'),
    proposed_by: any('proposed_by'),
    topic: below('topics'),
    region: below('regions'),
    date: date('date'),
    ...cited,
    reading: word('reading'),
    ...files,
  },
  attributes: {
    weapon: one('weapon'),
    attribute: word('attribute'),
    party: one('party'),
    voice: word('voice'),
    asserted_by: any('asserted_by'),
    ...cited,
  },
  citations: {
    source: one('source'),
    record: any('supports'),
    field: text('field'),
    start: number('start'),
    end: number('end'),
  },
  commitments: {
    party: one('party'),
    towards: any('towards'),
    kind: word('kind'),
    binding: word('binding'),
    topic: below('topics'),
    demand: one('answers.demand'),
    answer: word('answers.how'),
    kept: word('kept.kept'),
    person: any('voiced_by', 'people'),
    occasion: one('occasion'),
    agreement: one('agreement'),
    statement: one('statements'),
    date: date('date'),
    ...counts,
    ...cited,
    reading: word('reading'),
    ...files,
  },
  demands: {
    party: one('party'),
    addressee: one('addressees'),
    kind: word('positions.kind'),
    topic: below('topics'),
    region: below('regions'),
    person: any('positions.voiced_by', 'people'),
    act: word('positions.act'),
    change: word('positions.change'),
    occasion: one('positions.occasion'),
    reported_by: any('positions.reported_by'),
    as_of: day('positions.valid'),
    first_stated: date('first_stated'),
    last_affirmed: date('last_affirmed'),
    silent_since: date('silent_since'),
    statement: one('statements'),
    response: word('responses.response'),
    response_count: number('response_count'),
    blanket_response_count: number('blanket_response_count'),
    ...counts,
    ...cited,
    reading: word('reading'),
    ...files,
  },
  divergences: {
    kind: word('kind'),
    about: any('about'),
    topic: below('topics'),
    ...cited,
    reading: word('reading'),
    ...files,
  },
  events: {
    type: word('type'),
    standing: word('standing'),
    participant: any('participants.who'),
    party: any('participants.who', 'parties'),
    person: any('participants.who', 'people'),
    weapon: one('weapons'),
    region: below('regions'),
    topic: below('topics'),
    date: date('date'),
    ...counts,
    ...cited,
    reading: word('reading'),
    ...files,
  },
  parties: {
    kind: word('kind'),
    part_of: one('part_of'),
    wikidata: text('wikidata'),
    statement_count: number('statement_count'),
    ...cited,
    reading: word('reading'),
    ...files,
  },
  people: {
    party: one('party'),
    unnamed: boolean('unnamed'),
    wikidata: text('wikidata'),
    statement_count: number('statement_count'),
    ...cited,
    reading: word('reading'),
    ...files,
  },
  positions: {
    demand: one('demand'),
    party: one('party'),
    addressee: one('addressees'),
    topic: below('topics'),
    region: below('regions'),
    kind: word('kind'),
    act: word('act'),
    change: word('change'),
    change_basis: word('change_basis'),
    speech_act: word('speech_act'),
    voiced_by: any('voiced_by'),
    person: any('voiced_by', 'people'),
    restates: any('restates'),
    reported_by: any('reported_by'),
    occasion: one('occasion'),
    statement: one('statements'),
    date: date('date'),
    valid_from: date('valid_from'),
    as_of: day('valid'),
    ...counts,
    ...cited,
    not_stated: text('not_stated.field'),
  },
  quotations: {
    source: one('source'),
    statement: one('statements'),
    verdict: word('verdict'),
    extent: word('extent'),
    checked: word('checked'),
    transcript: one('transcript'),
  },
  regions: {
    kind: word('kind'),
    parent: one('parent'),
    within: one('ancestors'),
    iso_3166: text('iso_3166'),
    wikidata: text('wikidata'),
    ...cited,
    reading: word('reading'),
    ...files,
  },
  reports: {
    statement: one('statement'),
    source: one('source'),
    origin: one('origin'),
    speech: word('speech'),
    speaker: any('speaker'),
    via: any('via.who'),
  },
  sources: {
    document_kind: word('document_kind'),
    copy_kind: word('copy_kind'),
    outlet: one('outlet'),
    agency: one('agency'),
    origin: one('origin'),
    language: text('language'),
    published: date('published'),
    issued: date('issued'),
    ...files,
  },
  statements: {
    speaker: any('speaker'),
    kind: word('kind'),
    voice: word('voice'),
    addressee: any('addressees'),
    about: about(),
    person: about('people'),
    party: about('parties'),
    weapon: about('weapons'),
    region: about('regions'),
    event: about('events'),
    agreement: about('agreements'),
    holder: any('holder'),
    topic: below('topics'),
    occasion: one('occasion'),
    responds_to: any('responds_to.to'),
    demand: one('demands'),
    position: one('positions'),
    commitment: one('commitments'),
    quotation: one('quotations'),
    date: date('date'),
    ...counts,
    ...cited,
    reading: word('reading'),
    ...files,
  },
  topics: { parent: one('parent'), ...files },
  codings: { date: date('date'), ...files },
  reliability: { coding: one('coding'), field: word('field'), reached: boolean('reached') },
  corrections: { date: date('date'), record: any('records'), ...files },
  releases: { date: date('date'), before: one('before'), ...files },
  retirements: {
    date: date('date'),
    collection: text('collection'),
    record: text('record'),
    became: any('became'),
    ...files,
  },
  coverage: {
    statement: one('statement'),
    speaker: any('speaker'),
    topic: below('topics'),
    reported: one('reported'),
    direct: one('direct'),
    indirect: one('indirect'),
    mixed: one('mixed'),
    not_reported: one('not_reported'),
  },
  dictionary: {
    collection: text('collection'),
    type: word('type'),
    many: boolean('many'),
    may_be_null: boolean('may_be_null'),
  },
  wordings: {
    statement: one('statement'),
    direct_quotations_differ: boolean('direct_quotations_differ'),
    source: one('parts.fragments.source'),
  },
  weapons: {
    kind: word('kind'),
    part_of: one('part_of'),
    user: one('users'),
    supplier: one('suppliers'),
    ...cited,
    reading: word('reading'),
    ...files,
  },
  agreement_terms: { agreement: one('agreement') },
  release_changes: {
    release: one('release'),
    collection: text('collection'),
    record: text('record'),
    change: word('change'),
    field: text('field'),
  },
  release_counts: { release: one('release'), collection: text('collection'), count: number('count') },
  coding_codes: {
    coding: one('coding'),
    source: one('source'),
    coder: word('coder'),
    demand: text('demand'),
    by: text('by'),
    kind: text('kind'),
    speech_act: text('speech_act'),
    conditional: text('conditional'),
    change: text('change'),
  },
  commitment_answers: { commitment: one('commitment'), demand: one('demand'), how: word('how') },
  commitments_kept: { commitment: one('commitment'), kept: word('kept'), says: any('says') },
  demand_kinds: {
    demand: one('demand'),
    kind: word('kind'),
    source_count: number('source_count'),
    origin_count: number('origin_count'),
    origins_not_stated: number('origins_not_stated'),
  },
  position_kinds: {
    position: one('position'),
    kind: word('kind'),
    source_count: number('source_count'),
    origin_count: number('origin_count'),
    origins_not_stated: number('origins_not_stated'),
  },
  demand_relations: { from_demand: one('from_demand'), relation: word('relation'), demand: one('demand') },
  demand_renderings: {
    demand: one('demand'),
    source: one('source'),
    kind: word('kind'),
    position: one('position'),
  },
  demand_responses: {
    demand: one('demand'),
    response: word('response'),
    by: any('by'),
    to_all_of_party: boolean('to_all_of_party'),
    statement: one('statement'),
    commitment: one('commitment'),
  },
  demand_voices: { demand: one('demand'), who: any('who'), act: word('act'), restates: any('restates') },
  divergence_positions: { divergence: one('divergence'), source: one('source') },
  doubts: { record: any('record'), field: text('field') },
  event_dates: { event: one('event'), edtf: date('edtf'), basis: word('basis') },
  event_participants: { event: one('event'), role: word('role'), who: any('who') },
  event_reasons: { event: one('event'), by: any('by') },
  event_relations: {
    from_event: one('from_event'),
    relation: word('relation'),
    event: one('event'),
    asserted_by: any('asserted_by'),
  },
  event_targets: { event: one('event') },
  not_stated: { record: any('record'), field: text('field'), reason: word('reason') },
  position_renderings: { position: one('position'), source: one('source'), kind: word('kind') },
  person_roles: { person: one('person'), party: one('party'), time: word('time') },
  quotation_changes: { quotation: one('quotation'), change: word('change') },
  region_statuses: {
    region: one('region'),
    status: word('status'),
    by: one('by'),
    date: date('date'),
    date_basis: word('date_basis'),
    asserted_by: any('asserted_by'),
    voice: word('voice'),
  },
  report_via: { report: one('report'), who: any('who') },
  report_wordings: { report: one('report'), part: text('part'), speech: word('speech') },
  source_quotation_counts: {
    source: one('source'),
    extent: word('extent'),
    verdict: word('verdict'),
    count: number('count'),
  },
  spellings: { record: any('record'), source: one('source') },
  statement_relations: {
    from_statement: one('from_statement'),
    relation: word('relation'),
    statement: one('statement'),
  },
  statement_responses: { statement: one('statement'), to: any('to'), response: word('response') },
  wording_changes: { wording_comparison: one('wording_comparison'), change: word('change') },
  wording_comparisons: {
    wording_part: one('wording_part'),
    from: one('from'),
    to: one('to'),
    both_direct: boolean('both_direct'),
    differ: boolean('differ'),
  },
  wording_fragments: {
    wording_part: one('wording_part'),
    source: one('source'),
    report: one('report'),
    has_fragment: boolean('has_fragment'),
    speech: word('speech'),
  },
  wording_parts: { wording: one('wording'), part: text('part') },
};
for (const filters of Object.values(FILTERS)) filters.id = word('id');

const OPERATORS: Record<Kind, string[]> = {
  word: ['', '__not', '__isnull'],
  text: ['', '__not', '__isnull'],
  one: ['', '__not', '__isnull'],
  below: ['', '__not', '__isnull'],
  any: ['', '__not', '__isnull'],
  boolean: [''],
  number: ['', '__gte', '__gt', '__lte', '__lt'],
  date: ['', '__overlaps', '__gte', '__gt', '__lte', '__lt', '__isnull'],
  day: [''],
};

let api: Api;
let document: OpenApi;
const records = new Map<string, Rec[]>();
const parents = new Map<string, string>();
beforeAll(async () => {
  api = await openApi({ files: RICH });
  document = await api.openapi();
  for (const name of EVERY) records.set(name, await api.all(name));
  for (const { url, parent } of [...(records.get('regions') ?? []), ...(records.get('topics') ?? [])])
    if (parent) parents.set(url, (parent as Rec).url);
});

const filterParameters = (collection: string): Parameter[] =>
  parametersOf(document, collection).filter(({ name }) => !SHAPING.includes(name));

/** The values at a path, lists opened, null left out. */
function valuesAt(value: unknown, path: string): unknown[] {
  let found = [value];
  for (const key of path.split('.'))
    found = found
      .flatMap((item) => (item as Record<string, unknown>)[key])
      .filter((item) => item !== null && item !== undefined);
  return found;
}

/** What a record can be found under: every spelling of every value, those above it included. */
function keysOf(record: Rec, { path, kind, only, climbs = kind === 'below' }: Field): Set<unknown> {
  const values = valuesAt(record, path);
  if (kind === 'word' || kind === 'text' || kind === 'number' || kind === 'boolean' || kind === 'date')
    return new Set(values);
  const urls = (values as Rec[])
    .map(({ url }) => url.slice(1))
    .filter((url) => !only || url.startsWith(`${only}/`));
  const all = urls.flatMap((url) => {
    const chain = [url];
    for (let at = parents.get(`/${url}`); climbs && at; at = parents.get(at)) chain.push(at.slice(1));
    return chain;
  });
  const ids = all.map((url) => url.slice(url.indexOf('/') + 1));
  return new Set(kind === 'any' ? [...all, ...ids] : ids);
}

/** First and last day of an EDTF date, as numbers; infinite where it is open. */
function span(text: string): [number, number] {
  const [from = '', to] = text.replaceAll(/[?~%]/g, '').split('/');
  const day = (part: string, last: boolean): number => {
    const [years = '', ...more] = part.split('-');
    const year = Number(years.replaceAll('X', last ? '9' : '0'));
    const [month, date] = more.map((digits) => (digits === 'XX' ? undefined : Number(digits)));
    if (!last) return Date.UTC(year, (month ?? 1) - 1, date ?? 1);
    if (date !== undefined) return Date.UTC(year, (month ?? 1) - 1, date);
    return month === undefined ? Date.UTC(year, 11, 31) : Date.UTC(year, month, 0);
  };
  const end = to ?? from;
  return [
    from === '..' ? Number.NEGATIVE_INFINITY : day(from, false),
    end === '..' ? Number.POSITIVE_INFINITY : day(end, true),
  ];
}

function dateHolds(own: unknown, operator: string, values: string[]): boolean {
  if (operator === '__isnull') return (own === undefined) === (values[0] === 'true');
  if (own === undefined) return false;
  const [first, last] = span(String(own));
  return values.some((value) => {
    const [from, to] = span(value);
    if (operator === '') return first >= from && last <= to;
    if (operator === '__overlaps') return first <= to && last >= from;
    if (operator === '__gte') return first >= from && first !== Number.NEGATIVE_INFINITY;
    if (operator === '__gt') return first > to;
    if (operator === '__lte') return last <= to && last !== Number.POSITIVE_INFINITY;
    return last < from;
  });
}

interface Period {
  valid_from: string | null;
  valid_to: string | null;
}

/** Whether something stands on a day. */
const stands = ({ valid_from, valid_to }: Period, on: string) =>
  valid_from !== null && valid_from <= on && (valid_to === null || valid_to > on);

/** A record as it is asked for on the day that a query names: with what stands then alone. */
function onDay(record: Rec, query: Query): Rec {
  const [on] = query.find(({ name }) => name === 'as_of')?.values ?? [];
  return on !== undefined && Array.isArray(record.positions)
    ? { ...record, positions: (record.positions as (Rec & Period)[]).filter((one) => stands(one, on)) }
    : record;
}

/** Whether a record is among those that `name=values` asks for. */
function holds(record: Rec, filters: Record<string, Field>, name: string, values: string[]): boolean {
  const [, base = '', operator = ''] = /^(.+?)(__\w+)?$/.exec(name) ?? [];
  const field = filters[base];
  if (!field) throw new Error(`The oracle knows no ${name}`);
  if (field.kind === 'day') {
    const all = field.path.includes('.') ? (record.positions as unknown as Period[]) : [record];
    return (all as Period[]).some((one) => stands(one, values[0] ?? ''));
  }
  const keys = keysOf(record, field);
  if (field.kind === 'date') return dateHolds([...keys][0], operator, values);
  const [own] = keys as Set<number>;
  const value = Number(values[0]);
  switch (operator) {
    case '':
      return values.some((wanted) => [...keys].map(String).includes(wanted));
    case '__not':
      return !values.some((wanted) => [...keys].map(String).includes(wanted));
    case '__isnull':
      return (keys.size === 0) === (values[0] === 'true');
    case '__gte':
      return own !== undefined && own >= value;
    case '__gt':
      return own !== undefined && own > value;
    case '__lte':
      return own !== undefined && own <= value;
    default:
      return own !== undefined && own < value;
  }
}

type Query = { name: string; values: string[] }[];

const expected = (collection: (typeof EVERY)[number], query: Query) =>
  (records.get(collection) ?? [])
    .filter((record) =>
      query.every(({ name, values }) => {
        const ofDay = FILTERS[collection][name.replace(/__\w+$/, '')]?.path.startsWith('positions.');
        return holds(ofDay ? onDay(record, query) : record, FILTERS[collection], name, values);
      }),
    )
    .map(({ id }) => id);

const written = (query: Query) =>
  query.map(({ name, values }) => `${name}=${values.map(encodeURIComponent).join(',')}`).join('&');

const DATES = [
  '2029',
  '2030',
  '2031',
  '2031-04',
  '2031-05',
  '2031-05-01',
  '2031-05-02',
  '2031-05-03',
  '2031-05-31',
  '2031-06',
  '203X',
  '20XX',
  '2030-XX',
  '2031-04-XX',
  '203X/..',
  '2030-11-XX/2031-04-XX',
  '2029/2031',
  '2031-05-02/2031-05-03',
  '2028/2029-06',
  '2031/..',
  '2029-01-01/..',
  '../2031-05-02',
  '../2028',
];

const DAYS = ['2028-12-31', '2031-04-30', '2031-05-01', '2031-05-02', '2031-05-03', '2032-02-29'];

/** Values that may be asked for: all that the field has, and others that are valid but that it has not. */
function pool(collection: (typeof EVERY)[number], parameter: Parameter): string[] {
  const [, base = '', operator] = /^(.+?)(__\w+)?$/.exec(parameter.name) ?? [];
  const field = FILTERS[collection][base];
  if (!field) throw new Error(`The oracle knows no ${collection}?${parameter.name}`);
  if (operator === '__isnull' || field.kind === 'boolean') return ['true', 'false'];
  // Nothing lies after what is open on that side, or before it: asked for, it is refused.
  if (field.kind === 'date')
    return DATES.filter(
      (value) =>
        !(operator === '__gt' && value.endsWith('..')) && !(operator === '__lt' && value.startsWith('..')),
    );
  if (field.kind === 'day') return DAYS;
  if (field.kind === 'number')
    return sorted(
      new Set(
        (records.get(collection) ?? []).flatMap((record) =>
          valuesAt(record, field.path).flatMap((n) =>
            [Number(n) - 1, Number(n), Number(n) + 1].filter((near) => near >= 0).map(String),
          ),
        ),
      ),
    );
  const has = (records.get(collection) ?? []).flatMap((record) => [...keysOf(record, field)].map(String));
  // What no record has is refused: see what is refused.
  if (field.kind === 'text') return sorted(new Set(has));
  if (field.kind === 'word') return sorted(new Set([...has, ...wordsOf(document, parameter)]));
  // Every record of the collections that the documentation says ids may come from.
  const others = [...(parameter.description ?? '').matchAll(/`\/(\w+)`/g)].flatMap(([, target = '']) =>
    (records.get(target) ?? []).map(({ id }) => (field.kind === 'any' ? `${target}/${id}` : id)),
  );
  expect(others, `${collection}?${parameter.name}: ${parameter.description}`).not.toEqual([]);
  return sorted(new Set([...has, ...others]));
}

/** At most so many of them, spread evenly: ids of collections with hundreds of records. */
const some = (values: string[], most = 30) =>
  values.filter((_, index) => index % Math.ceil(values.length / most) === 0);

describe('the oracle', () => {
  it('knows exactly the filters that the documentation has, operators included', () => {
    for (const collection of EVERY) {
      const documented = filterParameters(collection).map(({ name }) => name);
      const bases = new Set(documented.map((name) => name.replace(/__\w+$/, '')));
      expect(sorted(bases), collection).toEqual(sorted(Object.keys(FILTERS[collection])));
      for (const [base, { kind }] of Object.entries(FILTERS[collection])) {
        const operators = documented
          .filter((name) => name.replace(/__\w+$/, '') === base)
          .map((name) => name.slice(base.length));
        // Whether nothing may be there is asked only where nothing can be.
        const possible = OPERATORS[kind].filter((operator) => operator !== '__isnull');
        expect(
          operators.filter((operator) => operator !== '__isnull'),
          `${collection}?${base}`,
        ).toEqual(possible);
        if (operators.includes('__isnull')) expect(OPERATORS[kind], base).toContain('__isnull');
        if (kind === 'day') continue;
        const empty = (records.get(collection) ?? []).some(
          (record) => keysOf(record, FILTERS[collection][base] as Field).size === 0,
        );
        if (empty) expect(operators, `${collection}?${base}`).toContain('__isnull');
      }
    }
  });
});

describe('every filter with every value', () => {
  it.each(EVERY)('%s', async (collection) => {
    let asked = 0;
    for (const parameter of filterParameters(collection))
      for (const value of some(pool(collection, parameter))) {
        const query = [{ name: parameter.name, values: [value] }];
        const url = `/${collection}?${written(query)}`;
        expect(`${url} ${await api.ids(`${url}&limit=1000`)}`).toBe(`${url} ${expected(collection, query)}`);
        asked++;
      }
    expect(asked).toBeGreaterThan(filterParameters(collection).length / 2);
  });
});

describe('every combination of filters', () => {
  it('answers what brute force over all records answers', async () => {
    const queries = EVERY.map((collection) => {
      const parameters = filterParameters(collection)
        .map((parameter) => ({ name: parameter.name, values: pool(collection, parameter) }))
        .filter(({ values }) => values.length);
      const single = (name: string) => name === 'as_of' || /__(gte|gt|lte|lt|isnull)$/.test(name);
      const condition = fc.constantFrom(...parameters).chain(({ name, values }) =>
        fc.record({
          name: fc.constant(name),
          values: fc.uniqueArray(fc.constantFrom(...values), {
            minLength: 1,
            maxLength: single(name) ? 1 : 3,
          }),
        }),
      );
      const query = fc.uniqueArray(condition, { selector: ({ name }) => name, minLength: 1, maxLength: 3 });
      return fc.tuple(fc.constant(collection), query);
    });
    let found = 0;
    await fc.assert(
      fc.asyncProperty(fc.oneof(...queries), async ([collection, query]) => {
        const url = `/${collection}?${written(query)}&limit=1000`;
        const ids = expected(collection, query);
        expect(await api.ids(url)).toEqual(ids);
        expect((await api.json(url)).meta).toMatchObject({
          total: ids.length,
          count: Math.min(ids.length, 1000),
        });
        found += ids.length;
      }),
      { numRuns: 800 },
    );
    expect(found).toBeGreaterThan(250);
  }, 60_000);
});

describe('examples in the documentation', () => {
  it.each(EVERY)('%s: each alone returns 200 and at least one record', async (collection) => {
    for (const parameter of parametersOf(document, collection)) {
      const { name, schema } = parameter;
      if (name === 'cursor') continue;
      const examples = schema.examples ?? [];
      for (const example of examples.flat() as (string | number | boolean)[]) {
        const url = `/${collection}?${queryOf({ [name]: example })}`;
        expect(`${url} ${(await api.json(url)).data.length > 0}`).toBe(`${url} true`);
      }
    }
  });

  it.each(EVERY)('%s: only what no value finds a record for goes without one', async (collection) => {
    const without = parametersOf(document, collection)
      .filter(({ name, schema }) => name !== 'cursor' && !schema.examples?.length)
      .filter(
        (parameter) =>
          SHAPING.includes(parameter.name) ||
          pool(collection, parameter).some(
            (value) => expected(collection, [{ name: parameter.name, values: [value] }]).length > 0,
          ),
      );
    expect(without.map(({ name }) => name)).toEqual([]);
  });
});
