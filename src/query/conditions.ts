import {
  and,
  eq,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  not,
  notInArray,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import { parseEdtf } from '../model/edtf.ts';
import type { Filter, Resource } from '../model/resource.ts';
import { fold } from '../model/text.ts';
import type { Condition, ListQuery } from './query.ts';

type Values = Condition['values'];
/** Nothing begins after an end that is open. */
const NOTHING = sql`FALSE`;

function columnCondition(column: AnySQLiteColumn, operator: string, values: Values): SQL | undefined {
  const [first] = values;
  switch (operator) {
    case 'eq':
      return inArray(column, values);
    case 'not':
      return or(isNull(column), notInArray(column, values));
    case 'isnull':
      return first ? isNull(column) : isNotNull(column);
    case 'gte':
      return gte(column, first);
    case 'gt':
      return gt(column, first);
    case 'lte':
      return lte(column, first);
    case 'lt':
      return lt(column, first);
    default:
      throw new Error(`No operator ${operator}`);
  }
}

/** Dates are compared by the first and last day that they can mean; an open end is open on both sides. */
function dateCondition(
  { from, to }: Filter & { kind: 'date' },
  operator: string,
  values: Values,
): SQL | undefined {
  const [first] = values;
  const dated = or(isNotNull(from), isNotNull(to));
  if (operator === 'isnull') return first ? not(dated as SQL) : dated;
  const spans = values.map((value) => parseEdtf(String(value)) ?? { earliest: null, latest: null });
  const [{ earliest, latest } = { earliest: null, latest: null }] = spans;
  switch (operator) {
    case 'eq':
      return and(
        dated,
        or(
          ...spans.map((span) =>
            and(
              span.earliest ? gte(from, span.earliest) : undefined,
              span.latest ? lte(to, span.latest) : undefined,
            ),
          ),
        ),
      );
    case 'gte':
      return earliest ? gte(from, earliest) : isNotNull(from);
    case 'gt':
      return latest ? gt(from, latest) : NOTHING;
    case 'lte':
      return latest ? lte(to, latest) : isNotNull(to);
    case 'lt':
      return earliest ? lt(to, earliest) : NOTHING;
    default:
      throw new Error(`No operator ${operator}`);
  }
}

/** Rows of a link table that hold one of the values: `x` in any collection that the filter allows, or `collection/x`. */
function linkRows({ link, of }: Filter & { kind: 'link' }, values: Values): SQL | undefined {
  if (!('collection' in link)) return inArray(link.value, values as string[]);
  const bare = values.filter((value) => !String(value).includes('/')) as string[];
  const exact = values.map(String).filter((value) => value.includes('/'));
  const any = or(
    bare.length ? inArray(link.value, bare) : undefined,
    ...exact.map((value) => {
      const slash = value.indexOf('/');
      return and(eq(link.collection, value.slice(0, slash)), eq(link.value, value.slice(slash + 1)));
    }),
  );
  return of ? and(eq(link.collection, of), any) : any;
}

function linkCondition(
  table: Resource['table'],
  filter: Filter & { kind: 'link' },
  operator: string,
  values: Values,
) {
  const { link, of } = filter;
  const kept = of && 'collection' in link ? eq(link.collection, of) : undefined;
  if (operator === 'isnull') {
    const some = inArray(table.id, sql`(SELECT ${link.record} FROM ${link} WHERE ${kept ?? sql`TRUE`})`);
    return values[0] ? not(some) : some;
  }
  const member = inArray(
    table.id,
    sql`(SELECT ${link.record} FROM ${link} WHERE ${linkRows(filter, values)})`,
  );
  return operator === 'not' ? not(member) : member;
}

export function conditionOf(
  resource: Resource,
  { parameter: { filter, operator }, values }: Condition,
): SQL | undefined {
  if (filter.kind === 'column') return columnCondition(filter.column, operator, values);
  if (filter.kind === 'date') return dateCondition(filter, operator, values);
  return linkCondition(resource.table, filter, operator, values);
}

/**
 * A search as a user types it, as a query of SQLite's FTS5: words are AND-ed, "phrases" kept together, and no
 * other character means anything. `collection` keeps to one collection's records.
 */
export function matchExpression(q: string, collection?: string): string {
  const phrases = [
    ...fold(q)
      .replace(/\p{Cc}/gu, ' ')
      .matchAll(/"([^"]*)"?|[^\s"]+/g),
  ].map(([whole, phrase]) => phrase ?? whole);
  const quoted = phrases
    .filter((phrase) => /[\p{L}\p{N}]/u.test(phrase))
    .map((phrase) => `"${phrase.replaceAll('"', ' ')}"`);
  const words = `{label body folded} : (${quoted.join(' AND ')})`;
  return collection ? `collection : "${collection}" AND ${words}` : words;
}

/** All conditions of a query, but those of the filter `without`. */
export function whereOf(resource: Resource, query: ListQuery, without?: string): SQL | undefined {
  const found = query.conditions
    .filter(({ parameter }) => parameter.field !== without)
    .map((condition) => conditionOf(resource, condition));
  if (query.q)
    found.push(
      inArray(
        resource.table.id,
        sql`(SELECT id FROM search WHERE search MATCH ${matchExpression(query.q, resource.name)})`,
      ),
    );
  return and(...found);
}

/** Records after (or, descending, before) a place in the order. */
export function afterPlace(
  order: AnySQLiteColumn,
  id: AnySQLiteColumn,
  descending: boolean,
  place: Place,
): SQL {
  const [value, last] = place;
  return descending
    ? sql`(${order}, ${id}) < (${value}, ${last})`
    : sql`(${order}, ${id}) > (${value}, ${last})`;
}

/** A place in an order: the value sorted by, and the id that breaks ties. */
export type Place = readonly [string | number, string];
