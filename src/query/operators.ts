/** What each operator asks for, as Drizzle expressions over a collection's table: one table of them, at the end. */
import { Column, gt, gte, is, isNotNull, isNull, lt, lte, not, type SQL, sql } from 'drizzle-orm';
import { isQualified, type Operator, type Parameter } from '../schema/parameters.ts';
import type { Resource } from '../schema/resource.ts';
import { getIdColumn, hasIndex } from '../schema/storage.ts';
import type { Store } from '../store/store.ts';
import { TREES, type ValueColumns } from '../store/values.ts';
import { isWithin, overlaps, readDateComparison, readSpans, readStandingDay } from './dates.ts';
import type { FilterValue } from './query.ts';
import {
  type Bind,
  estimateRange,
  hasRow,
  joinTests,
  type OperatorInput,
  prepareColumns,
  type ReadOperator,
  useIndex,
} from './sql-condition.ts';

/** Whether an index has the records that have a value in the order of their ids. */
const isIndexed = ({ table }: Resource, { id, collection }: ValueColumns): boolean =>
  hasIndex(table, [id, collection].flatMap((column) => (is(column, Column) ? column.name : [])).concat('id'));

/** Any of several values that are bound as one JSON array; pairs where references are told apart by collection. */
function isAnyOf({ id, collection }: ValueColumns, bind: Bind): SQL {
  return collection
    ? sql`(${collection}, ${id}) in (select json_extract(value, '$[0]'), json_extract(value, '$[1]') from json_each(${bind('values')}))`
    : sql`${id} in (select value from json_each(${bind('values')}))`;
}

const isEqual = ({ id, collection }: ValueColumns, bind: Bind): SQL =>
  collection
    ? sql`${collection} = ${bind('collection')} and ${id} = ${bind('value')}`
    : sql`${id} = ${bind('value')}`;

/** A value that a filter's column holds. */
const toColumnValue = (value: FilterValue): string | number =>
  typeof value === 'boolean' ? Number(value) : value;

/** The values that a written one stands for: `x` in any collection that the filter allows, or `collection/x`. */
function expandReferences(
  { type }: Parameter,
  values: readonly FilterValue[],
): [collection: string, id: string][] {
  return values.map(String).flatMap((value): [string, string][] => {
    const slash = value.indexOf('/');
    if (slash >= 0) return [[value.slice(0, slash), value.slice(slash + 1)]];
    return type.name === 'reference' ? type.collections.map((collection) => [collection, value]) : [];
  });
}

interface Test {
  shape: 'one' | 'among';
  bindings: Record<string, unknown>;
  /** How many records it is met by, as far as counts tell: of several values the sum. */
  estimate: number;
  /** Whether all values were counted. */
  exact: boolean;
  test: (value: ValueColumns, bind: Bind) => SQL;
}

/** A reference and, where it is to a region or a topic and the filter takes in what lies below, those too. */
const expandBelow = (store: Store, { filter }: Parameter, collection: string, id: string): string[] =>
  filter.below && TREES.includes(collection) ? store.listBelow(collection, id) : [id];

/** Whether a value is one of those asked for. */
function readValues({ store, resource, parameter, values }: OperatorInput): Test {
  const { type, field } = parameter;
  const pairs = isQualified(type) ? expandReferences(parameter, values) : null;
  const names = pairs ? pairs.map((pair) => pair.join('/')) : values.map(String);
  const counts = names.map((name) => (field === 'id' ? 1 : store.countValue(resource.name, field, name)));
  const estimate = counts.reduce((sum: number, count) => sum + (count ?? 1), 0);
  const exact = counts.every((count) => count !== undefined);
  const wanted = pairs
    ? pairs.flatMap(([collection, id]) =>
        expandBelow(store, parameter, collection, id).map((one) => [collection, one] as const),
      )
    : values.flatMap((value) =>
        type.name === 'reference'
          ? expandBelow(store, parameter, type.collections[0] ?? '', String(value))
          : [toColumnValue(value)],
      );
  const [one] = wanted;
  if (wanted.length !== 1 || one === undefined)
    return { shape: 'among', bindings: { values: JSON.stringify(wanted) }, estimate, exact, test: isAnyOf };
  const bindings = typeof one === 'object' ? { collection: one[0], value: one[1] } : { value: one };
  return { shape: 'one', bindings, estimate, exact, test: isEqual };
}

/** Whether counts of values add up: a record that has several is counted under each. */
const isExact = ({ columns, values, counted }: OperatorInput, exact: boolean): boolean =>
  exact && counted && (!columns.rows || values.length === 1);

const readEquality: ReadOperator = (input) => {
  const { resource, columns, bind } = input;
  const { shape, bindings, estimate, exact, test } = readValues(input);
  const condition = { shape, bindings, estimate, ...(isExact(input, exact) ? { exact: estimate } : {}) };
  if (!columns.rows) {
    const ordered = { from: null, owner: getIdColumn(resource), where: test(columns, bind) };
    return {
      ...condition,
      where: (form) => test(prepareColumns(columns, form), bind),
      ...(shape === 'one' && isIndexed(resource, columns) ? { ordered } : {}),
    };
  }
  const { from, owner, where } = columns.rows;
  const ordered = { from, owner, where: joinTests([...where, test(columns, bind)]) };
  return {
    ...condition,
    // Of many values none is looked up by an index: a record has few rows, and each is held against all values.
    where: (form) =>
      hasRow(input, columns, [test(shape === 'among' ? prepareColumns(columns, form) : columns, bind)], form),
    ...(shape === 'one' && columns.rows.inIdOrder ? { ordered } : {}),
  };
};

/** None of the values: what has no value at all is found too. */
const readNegation: ReadOperator = (input) => {
  const { store, resource, columns, bind } = input;
  const { shape, bindings, estimate, exact, test } = readValues(input);
  const left = isExact(input, exact) ? { exact: store.count(resource.name) - estimate } : {};
  const where = () => {
    if (!columns.rows) return sql`(${test(prepareColumns(columns, 'probe'), bind)}) is not true`;
    const tested = test(shape === 'among' ? prepareColumns(columns, 'probe') : columns, bind);
    return not(hasRow(input, columns, [tested], 'probe'));
  };
  return { shape, bindings, estimate: null, ...left, where };
};

const readIsNull: ReadOperator = (input) => {
  const { columns, values } = input;
  const open = values[0] === true;
  const condition = { shape: String(open), bindings: {}, ...estimateRange(input) };
  if (!columns.rows) {
    const test = open ? isNull : isNotNull;
    return { ...condition, where: (form) => test(useIndex(prepareColumns(columns, form).id)) };
  }
  if (!open) return { ...condition, where: (form) => hasRow(input, columns, [], form) };
  // What has no rows elsewhere can be led to by none of them.
  return {
    shape: String(open),
    bindings: {},
    estimate: null,
    where: () => not(hasRow(input, columns, [], 'probe')),
  };
};

/** The one operator that means another thing of a date and of a day. */
const readEqual: ReadOperator = (input) => {
  const { name } = input.parameter.type;
  if (name === 'day') return readStandingDay(input);
  return name === 'date' ? readSpans(isWithin)(input) : readEquality(input);
};

const COMPARISONS = { gte, gt, lte, lt };

const readComparison =
  (operator: keyof typeof COMPARISONS): ReadOperator =>
  (input) => {
    const { parameter, values, columns, bind } = input;
    if (parameter.type.name === 'date') return readDateComparison(operator)(input);
    const compare = COMPARISONS[operator];
    return {
      shape: 'bound',
      bindings: { value: values[0] },
      ...estimateRange(input),
      where: (form) => compare(useIndex(prepareColumns(columns, form).id), bind('value')),
    };
  };

/** What each operator asks for. */
export const OPERATOR_READERS: Readonly<Record<Operator, ReadOperator>> = {
  eq: readEqual,
  not: readNegation,
  isnull: readIsNull,
  overlaps: readSpans(overlaps),
  gte: readComparison('gte'),
  gt: readComparison('gt'),
  lte: readComparison('lte'),
  lt: readComparison('lt'),
};
