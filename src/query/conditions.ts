/** What a query's parameters mean, as Drizzle expressions over a collection's table: one table of operators. */
import { Column, is, type SQL, sql } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import { sortDay } from '../schema/columns.ts';
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
import { hasIndex, idOf } from '../schema/storage.ts';
import { firstRow, serveSearch, withinRows } from '../store/search.ts';
import type { Store } from '../store/store.ts';
import { daysOf, type FilterValue, filterValue, periodOf, TREES, type Value } from '../store/values.ts';
import type { Condition, Value as Written } from './query.ts';
import { matchExpression } from './search.ts';

/**
 * How a condition is written: to lead to its records by an index, to be asked of records at hand, of so many that what
 * meets it is gathered first, or to bound the order of its own field, which is walked.
 */
export type Form = 'lead' | 'probe' | 'gather' | 'walk';

/** A condition, ready to stand in a query that is prepared once for all values of its shape. */
export interface Reading {
  /** Conditions of one shape differ in the values that are bound alone. */
  shape: string;
  bindings: Record<string, unknown>;
  /** The path of the field that it is asked of; null of a search. */
  path: string | null;
  /** How many records meet it, roughly; null where it leads to none by itself. */
  estimate: number | null;
  /** How many records meet it, where that is known. */
  exact?: number;
  /** Whether it is met by a range of values, of which no count tells. */
  range?: true;
  where: (form: Form) => SQL;
  /** Where its records are found by an index in the order of their ids, each once. */
  listed?: Listed;
}

/** Rows of another table that lead to records in the order of their ids; null where the records' own index does. */
export interface Listed {
  from: SQL | null;
  owner: AnySQLiteColumn;
  where: SQL;
}

type Compared = SQL | AnySQLiteColumn;
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
  shape: 'one' | 'among';
  bindings: Record<string, unknown>;
  /** How many records it is met by, as far as counts tell: exact where one value is asked for and was counted. */
  estimate: number;
  exact: boolean;
  test: (value: Value, bind: Bind) => SQL;
}

/** A reference and, where it is to a region or a topic and the filter takes in what lies below, those too. */
const withBelow = (store: Store, { filter }: Parameter, collection: string, id: string): string[] =>
  filter.below && TREES.includes(collection) ? store.below(collection, id) : [id];

/** Whether a value is one of those asked for. */
function equality(store: Store, resource: Resource, parameter: Parameter, values: readonly Written[]): Test {
  const { type, field } = parameter;
  const pairs = isQualified(type) ? pairsOf(parameter, values) : null;
  const names = pairs ? pairs.map((pair) => pair.join('/')) : values.map(String);
  const counts = names.map((name) => (field === 'id' ? 1 : store.countOf(resource.name, field, name)));
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
  const bounds = (shape: string, index: number, column: (c: Compared) => Compared, bind: Bind): SQL[] => {
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
    // What follows bounds an index on both sides.
    if (shape === 'ft' && hasDays(earliest, latest)) found.push(sql`${column(earliest)} <= ${to}`);
    return found;
  };
  const where = (column: (c: Compared) => Compared, bind: Bind) =>
    or(shapes.map((shape, index) => and(bounds(shape, index, column, bind))));
  /** What follows for the day that dates are sorted by, so that the walk begins and ends there. */
  const alongOrder = (bind: Bind): SQL[] => {
    const [shape = '', another] = shapes;
    if (overlapping || another !== undefined || !hasDays(earliest, latest)) return [];
    const day = sortDay(earliest, latest);
    return [
      ...(shape.includes('f') ? [sql`${day} >= ${bind('from0')}`] : []),
      ...(shape.includes('t') ? [sql`${day} <= ${bind('to0')}`] : []),
    ];
  };
  return { shape: shapes.join(','), bindings, where, alongOrder };
}

/** Whether a date may mean several days, and is sorted by the first that it has. */
const hasDays = (earliest: AnySQLiteColumn, latest: AnySQLiteColumn): boolean => earliest !== latest;

/** A condition on rows of other tables: that a record has one. */
function hasRow(id: AnySQLiteColumn, { rows }: FilterValue, test: readonly SQL[], form: Form): SQL {
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
const plain = (column: Compared): SQL => sql`+${column}`;
const asOwn = (value: Value, form: Form): Value =>
  form === 'lead' || form === 'walk'
    ? value
    : { id: plain(value.id), collection: value.collection && plain(value.collection) };

/** Whether an index has the records that have a value in the order of their ids. */
const isIndexed = ({ table }: Resource, { id, collection }: Value): boolean =>
  hasIndex(table, [id, collection].flatMap((column) => (is(column, Column) ? column.name : [])).concat('id'));

/** What stands on a day: the placeholder of a binding. */
export function standsOn(resource: Resource, parameter: Parameter, day: SQL, form: Form = 'lead'): SQL {
  const { from, to } = periodOf(resource, parameter);
  const column = (c: AnySQLiteColumn): Compared => (form === 'lead' ? c : plain(c));
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
  const whole = filterValue(resource, parameter);
  const found = within(whole, isOfStanding(resource, parameter) && standing);
  const bind: Bind = (key) => sql`${sql.placeholder(`${key}_${place}`)}`;
  const reading = (
    shape: string,
    bindings: Record<string, unknown>,
    rest: Omit<Reading, 'shape' | 'bindings' | 'path'>,
  ): Reading => ({
    shape: `${name}:${shape}`,
    bindings: Object.fromEntries(Object.entries(bindings).map(([key, value]) => [`${key}_${place}`, value])),
    path: parameter.filter.path,
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
    const leads = !found.rows || !open;
    const known = leads ? ({ estimate: half, range: true } as const) : { estimate: null };
    return reading(String(open), {}, { ...known, where: found.rows ? rows : own });
  }
  if (type.name === 'date' && (operator === 'eq' || operator === 'overlaps')) {
    const { shape, bindings, where, alongOrder } = spanning(
      resource,
      parameter,
      values,
      operator === 'overlaps',
    );
    return reading(shape, bindings, {
      // What overlaps may begin before and end after: no index leads to it.
      ...(operator === 'overlaps' ? { estimate: null } : ({ estimate: half, range: true } as const)),
      where: (form) => {
        const asked = where(form === 'lead' ? (c) => c : plain, bind);
        return form === 'walk' ? and([asked, ...alongOrder(bind)]) : asked;
      },
    });
  }
  const comparison = COMPARISONS[operator];
  if (comparison) {
    const isDate = type.name === 'date';
    const span = isDate ? parseEdtf(String(values[0])) : null;
    const bound = isDate ? (span?.[comparison.bound] ?? null) : values[0];
    const days = isDate ? daysOf(resource, parameter) : null;
    const column = days ? days[comparison.date] : found.id;
    // `date__gte=../2024` says nothing of when it begins at the latest: all that begin at some time.
    const unbounded = bound === null && (operator === 'gte' || operator === 'lte');
    return reading(unbounded ? 'open' : 'bound', unbounded ? {} : { value: bound }, {
      estimate: half,
      range: true,
      where: (form) => {
        const several = days !== null && hasDays(days.earliest, days.latest);
        const isOrdered = form === 'walk' && !several;
        const compared = form === 'lead' || isOrdered ? column : plain(column);
        if (unbounded) return sql`${compared} is not null`;
        const against = sql`${sql.raw(comparison.number)} ${bind('value')}`;
        const asked = sql`${compared} ${against}`;
        // The day that dates are sorted by lies between the first and the last.
        return form === 'walk' && several
          ? and([asked, sql`${sortDay(days.earliest, days.latest)} ${against}`])
          : asked;
      },
    });
  }
  const { shape, bindings, estimate, exact, test } = equality(store, resource, parameter, values);
  // A record's few rows are held against many values, rather than each of those looked for among them.
  const tested = (form: Form) => test(shape === 'among' ? asOwn(found, form) : found, bind);
  if (operator === 'not')
    return reading(shape, bindings, {
      estimate: null,
      where: () =>
        found.rows
          ? sql`not ${hasRow(id, found, [tested('probe')], 'probe')}`
          : sql`(${test(asOwn(found, 'probe'), bind)}) is not true`,
    });
  const { rows } = found;
  const isListed = shape === 'one' && (rows ? rows.listed : isIndexed(resource, found));
  return reading(shape, bindings, {
    estimate,
    // Of members that stand on a day nothing was counted.
    ...(exact && found === whole ? { exact: estimate } : {}),
    where: (form) => (rows ? hasRow(id, found, [tested(form)], form) : test(asOwn(found, form), bind)),
    ...(isListed
      ? {
          listed: {
            from: rows ? rows.from : null,
            owner: rows ? rows.owner : id,
            where: and([...(rows?.where ?? []), test(found, bind)]),
          },
        }
      : {}),
  });
}

/** Reads a search within a collection: rows of the index are those of its table, moved on. */
export function readWords(store: Store, resource: Resource, q: string): Reading {
  const place = resources.indexOf(resource);
  const bindings = {
    q: matchExpression(store, q),
    q_first: firstRow(place),
    q_last: firstRow(place + 1) - 1,
  };
  const counted = store.prepared<{ count: number }>('words', (db) =>
    db
      .select({ count: sql<number>`count(*)` })
      .from(serveSearch)
      .where(
        sql`${serveSearch.serve_search} match ${sql.placeholder('q')} and ${withinRows('q_first', 'q_last')}`,
      ),
  );
  const estimate = store.keep(JSON.stringify(['words', place, q]), () => counted.get(bindings)?.count ?? 0);
  const rowid = sql`${resource.table}.rowid`;
  const matching = sql`(select ${serveSearch.rowid} - cast(${sql.placeholder('q_first')} as integer) from ${serveSearch}
    where ${serveSearch.serve_search} match ${sql.placeholder('q')} and ${withinRows('q_first', 'q_last')})`;
  return {
    shape: 'q',
    bindings,
    path: null,
    estimate,
    exact: estimate,
    where: (form) => {
      if (form === 'lead') return sql`${rowid} in ${matching}`;
      if (form === 'gather') return sql`+${rowid} in ${matching}`;
      return sql`exists (select 1 from ${serveSearch} where ${serveSearch.serve_search} match ${sql.placeholder('q')}
        and ${serveSearch.rowid} = ${rowid} + cast(${sql.placeholder('q_first')} as integer))`;
    },
  };
}
