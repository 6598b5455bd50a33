/** What each operator asks for, as Drizzle expressions over a collection's table: one table of them, at the end. */
import { Column, gt, gte, is, isNotNull, isNull, lt, lte, type SQL, sql } from 'drizzle-orm';
import { isQualified, type Operator, type Parameter } from '../schema/parameters.ts';
import type { Resource } from '../schema/resource.ts';
import { getIdColumn, hasIndex } from '../schema/storage.ts';
import type { Store } from '../store/store.ts';
import { serveValues, TREES, type ValueColumns } from '../store/values.ts';
import { isWithin, overlaps, readDateComparison, readSpans, readStandingDay } from './dates.ts';
import type { FilterValue } from './query.ts';
import {
  avoidIndex,
  type Bind,
  estimateRange,
  getRecordNumber,
  hasRow,
  type OperatorCondition,
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

/** Names of the values that are asked for, as the build has counted them. */
const listNames = ({ parameter, values }: OperatorInput): string[] =>
  isQualified(parameter.type)
    ? expandReferences(parameter, values).map((pair) => pair.join('/'))
    : values.map(String);

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
function readValues(input: OperatorInput): Test {
  const { store, resource, parameter, values } = input;
  const { type, field } = parameter;
  const pairs = isQualified(type) ? expandReferences(parameter, values) : null;
  const counts = listNames(input).map((name) =>
    field === 'id' ? 1 : store.findValue(resource.name, field, name)?.count,
  );
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

/** Whether the build has numbered the values: those of lists, but for members that are to stand on a day. */
const areNumbered = ({ columns, counted }: OperatorInput): boolean => columns.rows !== null && counted;

/** What no value is numbered by. */
const NO_NUMBER = -1;

/** That a list has one of some values, by their numbers. */
function readNumbers(
  { store, resource, bind }: OperatorInput,
  filter: string,
  names: readonly string[],
): OperatorCondition {
  const found = names.flatMap((name) => store.findValue(resource.name, filter, name) ?? []);
  const once = found.length < 2;
  const estimate = found.reduce((sum, { count }) => sum + count, 0);
  const isAsked = (value: SQL) =>
    once
      ? sql`${value} = ${bind('value')}`
      : sql`${value} in (select value from json_each(${bind('values')}))`;
  const [value, record] = [sql`${serveValues.value}`, sql`${serveValues.record}`];
  const rows = {
    from: sql`${serveValues} as lead`,
    record: sql`lead.record`,
    where: isAsked(sql`lead.value`),
    once,
  };
  const id = getIdColumn(resource);
  const ordered = {
    from: sql`${rows.from} cross join ${resource.table}`,
    where: sql`${rows.where} and ${getRecordNumber(resource)} = ${rows.record}`,
    key: rows.record,
    after: sql`(select rowid from ${resource.table} where ${id} = ${sql.placeholder('after_id')})`,
  };
  return {
    shape: once ? 'one' : 'among',
    bindings: once
      ? { value: found[0]?.number ?? NO_NUMBER }
      : { values: JSON.stringify(found.map(({ number }) => number)) },
    estimate,
    ...(once ? { exact: estimate } : {}),
    numbered: true,
    where: (form, own = getRecordNumber(resource)) => {
      const set = sql`(select ${record} from ${serveValues} where ${isAsked(value)})`;
      if (form === 'lead') return sql`${own} in ${set}`;
      // One value is looked up as fast as in a set of its records, which would have to be made first.
      if (form === 'gather' && !once) return sql`${avoidIndex(own)} in ${set}`;
      return sql`exists (select 1 from ${serveValues} where ${isAsked(value)} and ${record} = ${own})`;
    },
    rows,
    ...(once && store.isNumberedById(resource.name) ? { ordered } : {}),
  };
}

/** A condition turned round: it leads to no records. */
function negate(
  { shape, bindings, exact, numbered, where }: OperatorCondition,
  all: number,
): OperatorCondition {
  return {
    shape,
    bindings,
    estimate: null,
    ...(exact === undefined ? {} : { exact: all - exact }),
    ...(numbered ? { numbered } : {}),
    where: (form, record) => sql`(${where(form === 'gather' ? form : 'probe', record)}) is not true`,
  };
}

const readEquality: ReadOperator = (input) => {
  if (areNumbered(input)) return readNumbers(input, input.parameter.field, listNames(input));
  const { resource, columns, bind } = input;
  const { shape, bindings, estimate, exact, test } = readValues(input);
  if (columns.rows)
    return {
      shape,
      bindings,
      estimate,
      where: (form) => hasRow(input, columns, [test(columns, bind)], form),
    };
  const id = getIdColumn(resource);
  const ordered = {
    from: null,
    where: test(columns, bind),
    key: sql`${id}`,
    after: sql`${sql.placeholder('after_id')}`,
  };
  return {
    shape,
    bindings,
    estimate,
    ...(exact ? { exact: estimate } : {}),
    where: (form) => test(prepareColumns(columns, form), bind),
    ...(shape === 'one' && isIndexed(resource, columns) ? { ordered } : {}),
  };
};

/** None of the values: what has no value at all is found too. */
const readNegation: ReadOperator = (input) =>
  negate(readEquality(input), input.store.count(input.resource.name));

const readIsNull: ReadOperator = (input) => {
  const { parameter, columns, values } = input;
  const open = values[0] === true;
  if (areNumbered(input)) return readNumbers(input, parameter.name, [String(open)]);
  if (columns.rows) {
    const stated: OperatorCondition = {
      shape: String(open),
      bindings: {},
      // Not a range that could be counted by itself: the day stands in another condition.
      estimate: input.store.count(input.resource.name) / 2,
      where: (form) => hasRow(input, columns, [], form),
    };
    return open ? negate(stated, 0) : stated;
  }
  const test = open ? isNull : isNotNull;
  return {
    shape: String(open),
    bindings: {},
    ...estimateRange(input),
    where: (form) => test(useIndex(prepareColumns(columns, form).id)),
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
