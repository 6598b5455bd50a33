/** What each operator asks for, as Drizzle expressions over a collection's table: one table of them, at the end. */
import { Column, gt, gte, is, isNotNull, isNull, lt, lte, not, type SQL, sql } from 'drizzle-orm';
import { isQualified, type Operator, type Parameter } from '../schema/parameters.ts';
import type { Resource } from '../schema/resource.ts';
import { getIdColumn, hasIndex } from '../schema/storage.ts';
import type { Store } from '../store/store.ts';
import { TREES, type ValueColumns } from '../store/values.ts';
import { isWithin, overlaps, readDateComparison, readDay, readSpans } from './dates.ts';
import type { Value as Written } from './query.ts';
import { type Asked, all, asOwn, type Bind, hasRow, indexed, type Read, rangeOf } from './reading.ts';

/** Whether an index has the records that have a value in the order of their ids. */
const isIndexed = ({ table }: Resource, { id, collection }: ValueColumns): boolean =>
  hasIndex(table, [id, collection].flatMap((column) => (is(column, Column) ? column.name : [])).concat('id'));

/** Any of several values that are bound as one JSON array; pairs where references are told apart by collection. */
function among({ id, collection }: ValueColumns, bind: Bind): SQL {
  return collection
    ? sql`(${collection}, ${id}) in (select json_extract(value, '$[0]'), json_extract(value, '$[1]') from json_each(${bind('values')}))`
    : sql`${id} in (select value from json_each(${bind('values')}))`;
}

const equals = ({ id, collection }: ValueColumns, bind: Bind): SQL =>
  collection
    ? sql`${collection} = ${bind('collection')} and ${id} = ${bind('value')}`
    : sql`${id} = ${bind('value')}`;

/** A value that a filter's column holds. */
const stored = (value: Written): string | number => (typeof value === 'boolean' ? Number(value) : value);

/** The values that a written one stands for: `x` in any collection that the filter allows, or `collection/x`. */
function pairsOf({ type }: Parameter, values: readonly Written[]): [collection: string, id: string][] {
  return values.map(String).flatMap((value): [string, string][] => {
    const slash = value.indexOf('/');
    if (slash >= 0) return [[value.slice(0, slash), value.slice(slash + 1)]];
    return type.name === 'reference' ? type.collections.map((collection) => [collection, value]) : [];
  });
}

interface Test {
  shape: 'one' | 'among';
  bindings: Record<string, unknown>;
  /** How many records it is met by, as far as counts tell: exact where one value is asked for and was counted. */
  estimate: number;
  exact: boolean;
  test: (value: ValueColumns, bind: Bind) => SQL;
}

/** A reference and, where it is to a region or a topic and the filter takes in what lies below, those too. */
const withBelow = (store: Store, { filter }: Parameter, collection: string, id: string): string[] =>
  filter.below && TREES.includes(collection) ? store.listBelow(collection, id) : [id];

/** Whether a value is one of those asked for. */
function readValues({ store, resource, parameter, values }: Asked): Test {
  const { type, field } = parameter;
  const pairs = isQualified(type) ? pairsOf(parameter, values) : null;
  const names = pairs ? pairs.map((pair) => pair.join('/')) : values.map(String);
  const counts = names.map((name) => (field === 'id' ? 1 : store.countValue(resource.name, field, name)));
  const estimate = counts.reduce((sum: number, count) => sum + (count ?? 1), 0);
  const exact = counts.length === 1 && counts[0] !== undefined;
  const wanted = pairs
    ? pairs.flatMap(([collection, id]) =>
        withBelow(store, parameter, collection, id).map((one) => [collection, one] as const),
      )
    : values.flatMap((value) =>
        type.name === 'reference'
          ? withBelow(store, parameter, type.collections[0] ?? '', String(value))
          : [stored(value)],
      );
  const [one] = wanted;
  if (wanted.length !== 1 || one === undefined)
    return { shape: 'among', bindings: { values: JSON.stringify(wanted) }, estimate, exact, test: among };
  const bindings = typeof one === 'object' ? { collection: one[0], value: one[1] } : { value: one };
  return { shape: 'one', bindings, estimate, exact, test: equals };
}

const readEquality: Read = (asked) => {
  const { resource, found, counted, bind } = asked;
  const { shape, bindings, estimate, exact, test } = readValues(asked);
  const reading = { shape, bindings, estimate, ...(exact && counted ? { exact: estimate } : {}) };
  if (!found.rows) {
    const listed = { from: null, owner: getIdColumn(resource), where: test(found, bind) };
    return {
      ...reading,
      where: (form) => test(asOwn(found, form), bind),
      ...(shape === 'one' && isIndexed(resource, found) ? { listed } : {}),
    };
  }
  const { from, owner, where } = found.rows;
  const listed = { from, owner, where: all([...where, test(found, bind)]) };
  return {
    ...reading,
    // A record's few rows are held against many values, rather than each of those looked for among them.
    where: (form) => hasRow(asked, found, [test(shape === 'among' ? asOwn(found, form) : found, bind)], form),
    ...(shape === 'one' && found.rows.listed ? { listed } : {}),
  };
};

/** None of the values: what has no value at all is found too. */
const readNegation: Read = (asked) => {
  const { found, bind } = asked;
  const { shape, bindings, test } = readValues(asked);
  const where = () => {
    if (!found.rows) return sql`(${test(asOwn(found, 'probe'), bind)}) is not true`;
    const tested = test(shape === 'among' ? asOwn(found, 'probe') : found, bind);
    return not(hasRow(asked, found, [tested], 'probe'));
  };
  return { shape, bindings, estimate: null, where };
};

const readOpenness: Read = (asked) => {
  const { found, values } = asked;
  const open = values[0] === true;
  const reading = { shape: String(open), bindings: {}, ...rangeOf(asked) };
  if (!found.rows) {
    const test = open ? isNull : isNotNull;
    return { ...reading, where: (form) => test(indexed(asOwn(found, form).id)) };
  }
  if (!open) return { ...reading, where: (form) => hasRow(asked, found, [], form) };
  // What has no rows elsewhere can be led to by none of them.
  return {
    shape: String(open),
    bindings: {},
    estimate: null,
    where: () => not(hasRow(asked, found, [], 'probe')),
  };
};

/** The one operator that means another thing of a date and of a day. */
const readEqual: Read = (asked) => {
  const { name } = asked.parameter.type;
  if (name === 'day') return readDay(asked);
  return name === 'date' ? readSpans(isWithin)(asked) : readEquality(asked);
};

const COMPARISONS = { gte, gt, lte, lt };

const readComparison =
  (operator: keyof typeof COMPARISONS): Read =>
  (asked) => {
    const { parameter, values, found, bind } = asked;
    if (parameter.type.name === 'date') return readDateComparison(operator)(asked);
    const compare = COMPARISONS[operator];
    return {
      shape: 'bound',
      bindings: { value: values[0] },
      ...rangeOf(asked),
      where: (form) => compare(indexed(asOwn(found, form).id), bind('value')),
    };
  };

/** What each operator asks for. */
export const OPERATORS: Readonly<Record<Operator, Read>> = {
  eq: readEqual,
  not: readNegation,
  isnull: readOpenness,
  overlaps: readSpans(overlaps),
  gte: readComparison('gte'),
  gt: readComparison('gt'),
  lte: readComparison('lte'),
  lt: readComparison('lt'),
};
