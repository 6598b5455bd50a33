/** An independent reading of the filters: brute force over the JSON of all records, compared with the API. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { FILTERS, type Field, type Kind } from './filter-fields.ts';
import { type OpenApi, type Parameter, parametersOf, SHAPING, wordsOf } from './openapi.ts';
import { RICH } from './rich.ts';
import { type Api, EVERY, queryOf, type Rec, shareApi, sorted } from './support.ts';

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
  api = await shareApi(RICH);
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
const some = (values: string[], most = 12) =>
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
      const query = fc
        .uniqueArray(condition, { selector: ({ name }) => name, minLength: 1, maxLength: 3 })
        // What holds of today alone is refused beside a day: see time.test.ts.
        .filter((all) => {
          const has = (pattern: RegExp) => all.some(({ name }) => pattern.test(name));
          return collection !== 'demands' || !(has(/^as_of$/) && has(/^(last_affirmed|silent_since)(__|$)/));
        });
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
      { numRuns: 300 },
    );
    expect(found).toBeGreaterThan(100);
  });
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
