/** What a query's parameters mean, as Drizzle expressions over a collection's table: one table of operators. */
import { type SQL, sql } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import { parseEdtf } from '../schema/edtf.ts';
import { resources } from '../schema/index.ts';
import {
  isOfStanding,
  isQualified,
  type Operator,
  type Parameter,
  parameterNamed,
} from '../schema/parameters.ts';
import type { Resource } from '../schema/resource.ts';
import { idOf } from '../schema/storage.ts';
import { firstRow, serveSearch, withinRows } from '../store/search.ts';
import type { Store } from '../store/store.ts';
import { daysOf, type FilterValue, filterValue, periodOf, type Value } from '../store/values.ts';
import type { Condition, Value as Written } from './query.ts';
import { matchExpression } from './search.ts';

/** How a condition is written: to lead to its records by an index, or to be asked of records at hand. */
export type Form = 'lead' | 'probe';

/** A condition, ready to stand in a query that is prepared once for all values of its shape. */
export interface Reading {
  /** Conditions of one shape differ in the values that are bound alone. */
  shape: string;
  bindings: Record<string, unknown>;
  /** How many records meet it, roughly; null where it leads to none by itself. */
  estimate: number | null;
  where: (form: Form) => SQL;
}

type Column = SQL | AnySQLiteColumn;
type Bind = (name: string) => SQL;

const and = (parts: readonly SQL[]): SQL => sql.join(parts as SQL[], sql` and `);
const or = (parts: readonly SQL[]): SQL => sql`(${sql.join(parts as SQL[], sql` or `)})`;

/** Any of several values that are bound as one JSON array; pairs where references are told apart by collection. */
function among({ id, collection }: Value, bind: Bind): SQL {
  return collection
    ? sql`(${collection}, ${id}) in (select json_extract(value, '$[0]'), json_extract(value, '$[1]') from json_each(${bind('values')}))`
    : sql`${id} in (select value from json_each(${bind('values')}))`;
}

const equals = ({ id, collection }: Value, bind: Bind): SQL =>
  collection
    ? sql`${collection} = ${bind('collection')} and ${id} = ${bind('value')}`
    : sql`${id} = ${bind('value')}`;

/** Comparisons of numbers, and of dates by the first and last day that they can mean: an open end meets none. */
const COMPARISONS: Partial<
  Record<Operator, { number: string; date: 'earliest' | 'latest'; bound: 'earliest' | 'latest' }>
> = {
  gte: { number: '>=', date: 'earliest', bound: 'earliest' },
  gt: { number: '>', date: 'earliest', bound: 'latest' },
  lte: { number: '<=', date: 'latest', bound: 'latest' },
  lt: { number: '<', date: 'latest', bound: 'earliest' },
};

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
  shape: string;
  bindings: Record<string, unknown>;
  /** How many records it is met by, as far as counts tell. */
  estimate: number;
  test: (value: Value, bind: Bind) => SQL;
}

/** Whether a value is one of those asked for. */
function equality(store: Store, resource: Resource, parameter: Parameter, values: readonly Written[]): Test {
  const pairs = isQualified(parameter.type) ? pairsOf(parameter, values) : null;
  const names = pairs ? pairs.map((pair) => pair.join('/')) : values.map(String);
  const estimate =
    parameter.field === 'id'
      ? names.length
      : names.reduce((sum, name) => sum + store.countOf(resource.name, parameter.field, name), 0);
  const [pair] = pairs ?? [];
  if (names.length !== 1)
    return {
      shape: 'among',
      bindings: { values: JSON.stringify(pairs ?? values.map(stored)) },
      estimate,
      test: among,
    };
  const bindings = pair ? { collection: pair[0], value: pair[1] } : { value: stored(values[0] as Written) };
  return { shape: 'one', bindings, estimate, test: equals };
}

/**
 * Whether a date lies wholly within one of those asked for, or overlaps one. What a date leaves open on one side, as
 * written or as asked, is bounded there by nothing.
 */
function spanning(
  resource: Resource,
  parameter: Parameter,
  values: readonly Written[],
  overlapping: boolean,
) {
  const { earliest, latest } = daysOf(resource, parameter);
  const bindings: Record<string, unknown> = {};
  const shapes = values.map((value, index) => {
    const span = parseEdtf(String(value));
    if (span?.earliest) bindings[`from${index}`] = span.earliest;
    if (span?.latest) bindings[`to${index}`] = span.latest;
    return `${span?.earliest ? 'f' : ''}${span?.latest ? 't' : ''}`;
  });
  const bounds = (shape: string, index: number, column: (c: Column) => Column, bind: Bind): SQL[] => {
    const [from, to] = [bind(`from${index}`), bind(`to${index}`)];
    const found: SQL[] = [];
    if (overlapping) {
      found.push(sql`(${column(earliest)} is not null or ${column(latest)} is not null)`);
      if (shape.includes('f')) found.push(sql`(${column(latest)} is null or ${column(latest)} >= ${from})`);
      if (shape.includes('t')) found.push(sql`(${column(earliest)} is null or ${column(earliest)} <= ${to})`);
      return found;
    }
    if (shape.includes('f')) found.push(sql`${column(earliest)} >= ${from}`);
    if (shape.includes('t')) found.push(sql`${column(latest)} <= ${to}`);
    return found;
  };
  const where = (column: (c: Column) => Column, bind: Bind) =>
    or(shapes.map((shape, index) => and(bounds(shape, index, column, bind))));
  return { shape: shapes.join(','), bindings, where };
}

/** A condition on rows of other tables: that a record has one. */
function hasRow(id: AnySQLiteColumn, { rows }: FilterValue, test: SQL[], form: Form): SQL {
  if (!rows) throw new Error('a value of its own has no rows');
  const { from, owner, where, gathered } = rows;
  return form === 'lead' || gathered
    ? sql`${id} in (select ${owner} from ${from} where ${and([sql`${owner} is not null`, ...where, ...test])})`
    : sql`exists (select 1 from ${from} where ${and([sql`${owner} = ${id}`, ...where, ...test])})`;
}

/** A value in rows of which only some count. */
export const within = (value: FilterValue, test: SQL | undefined | false): FilterValue =>
  value.rows && test ? { ...value, rows: { ...value.rows, where: [...value.rows.where, test] } } : value;

/** A column that no index is looked up by. */
const plain = (column: Column): SQL => sql`+${column}`;
const asOwn = (value: Value, form: Form): Value =>
  form === 'lead' ? value : { id: plain(value.id), collection: value.collection && plain(value.collection) };

/** What stands on a day: the placeholder of a binding. */
export function standsOn(resource: Resource, parameter: Parameter, day: SQL, form: Form = 'lead'): SQL {
  const { from, to } = periodOf(resource, parameter);
  const column = (c: AnySQLiteColumn): Column => (form === 'lead' ? c : plain(c));
  return sql`${column(from)} <= ${day} and (${column(to)} is null or ${column(to)} > ${day})`;
}

/** The day that conditions name, as a test of the members of the list that stand on it; undefined where they name none. */
export function standingIn(resource: Resource, conditions: readonly Condition[]): SQL | undefined {
  const place = conditions.findIndex(({ name }) => parameterNamed(resource, name).filter.standing);
  const { name } = conditions[place] ?? {};
  return name === undefined
    ? undefined
    : standsOn(resource, parameterNamed(resource, name), sql`${sql.placeholder(`value_${place}`)}`);
}

/**
 * Reads one condition; `place` tells its bindings from those of others.
 * @param standing what members of a list have to meet beside it, where another condition names a day
 */
export function readCondition(
  store: Store,
  resource: Resource,
  { name, values }: Condition,
  place: number,
  standing?: SQL,
): Reading {
  const parameter = parameterNamed(resource, name);
  const { operator, type } = parameter;
  const id = idOf(resource);
  const found = within(filterValue(resource, parameter), isOfStanding(resource, parameter) && standing);
  const bind: Bind = (key) => sql`${sql.placeholder(`${key}_${place}`)}`;
  const reading = (
    shape: string,
    bindings: Record<string, unknown>,
    rest: Pick<Reading, 'estimate' | 'where'>,
  ): Reading => ({
    shape: `${name}:${shape}`,
    bindings: Object.fromEntries(Object.entries(bindings).map(([key, value]) => [`${key}_${place}`, value])),
    ...rest,
  });
  const half = store.count(resource.name) / 2;
  if (type.name === 'day')
    return reading(
      'day',
      { value: String(values[0]) },
      {
        estimate: half,
        where: (form) => {
          const test = standsOn(resource, parameter, bind('value'), found.rows ? 'lead' : form);
          return found.rows ? hasRow(id, found, [test], form) : test;
        },
      },
    );
  if (operator === 'isnull') {
    const open = values[0] === true;
    const own = (form: Form) => sql`${asOwn(found, form).id} is ${sql.raw(open ? 'null' : 'not null')}`;
    const rows = (form: Form) =>
      open ? sql`not ${hasRow(id, found, [], 'probe')}` : hasRow(id, found, [], form);
    // What has no rows elsewhere can be led to by none of them.
    const estimate = found.rows && open ? null : half;
    return reading(String(open), {}, { estimate, where: found.rows ? rows : own });
  }
  if (type.name === 'date' && (operator === 'eq' || operator === 'overlaps')) {
    const { shape, bindings, where } = spanning(resource, parameter, values, operator === 'overlaps');
    return reading(shape, bindings, {
      // What overlaps may begin before and end after: no index leads to it.
      estimate: operator === 'overlaps' ? null : half,
      where: (form) => where(form === 'lead' ? (c) => c : plain, bind),
    });
  }
  const comparison = COMPARISONS[operator];
  if (comparison) {
    const span = type.name === 'date' ? parseEdtf(String(values[0])) : null;
    const bound = type.name === 'date' ? (span?.[comparison.bound] ?? null) : values[0];
    const column = type.name === 'date' ? daysOf(resource, parameter)[comparison.date] : found.id;
    // `date__gte=../2024` says nothing of when it begins at the latest: all that begin at some time.
    const unbounded = bound === null && (operator === 'gte' || operator === 'lte');
    return reading(unbounded ? 'open' : 'bound', unbounded ? {} : { value: bound }, {
      estimate: half,
      where: (form) => {
        const compared = form === 'lead' ? column : plain(column);
        return unbounded
          ? sql`${compared} is not null`
          : sql`${compared} ${sql.raw(comparison.number)} ${bind('value')}`;
      },
    });
  }
  const { shape, bindings, estimate, test } = equality(store, resource, parameter, values);
  if (operator === 'not')
    return reading(shape, bindings, {
      estimate: null,
      where: () =>
        found.rows
          ? sql`not ${hasRow(id, found, [test(found, bind)], 'probe')}`
          : sql`(${test(asOwn(found, 'probe'), bind)}) is not true`,
    });
  return reading(shape, bindings, {
    estimate,
    where: (form) =>
      found.rows ? hasRow(id, found, [test(found, bind)], form) : test(asOwn(found, form), bind),
  });
}

/** Reads a search within a collection. */
export function readWords(store: Store, resource: Resource, q: string): Reading {
  const place = resources.indexOf(resource);
  return {
    shape: 'q',
    bindings: { q: matchExpression(store, q), q_first: firstRow(place), q_last: firstRow(place + 1) - 1 },
    estimate: 0,
    where: () =>
      sql`${idOf(resource)} in (select ${serveSearch.id} from ${serveSearch}
        where ${serveSearch.serve_search} match ${sql.placeholder('q')} and ${withinRows('q_first', 'q_last')})`,
  };
}
