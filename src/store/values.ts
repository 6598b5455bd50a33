/** From a filter to the columns that hold its values: what conditions compare, and what facets count. */
import { is, type SQL, sql } from 'drizzle-orm';
import { type AnySQLiteColumn, integer, SQLiteTable, sqliteTable } from 'drizzle-orm/sqlite-core';
import { quoteLiteral } from '../schema/columns.ts';
import { isQualified, type Parameter } from '../schema/parameters.ts';
import type { Resource } from '../schema/resource.ts';
import { getColumn, getIdColumn, getLists, hasColumn, isMembers, type Stored } from '../schema/storage.ts';
import { serveBelow } from './serve.ts';

/**
 * Values of lists, by their numbers in `serve_counts`, with the records that have them or what lies below them: rows of
 * their collection's table. Made by a migration that is written by hand.
 */
export const serveValues = sqliteTable('serve_values', {
  value: integer().notNull(),
  record: integer().notNull(),
});

/** Collections whose records lie below each other, by the field `parent`. */
export const TREES = ['regions', 'topics'];

/** A value of a filter: a column, or for references that are told apart by their collection two. */
export interface ValueColumns {
  id: SQL | AnySQLiteColumn;
  collection: SQL | AnySQLiteColumn | null;
}

/** Values in a record's own row. */
export interface OwnColumns extends ValueColumns {
  rows: null;
}

/** Values in rows of other tables, of which a record may have several. */
export interface RowColumns extends ValueColumns {
  rows: {
    /** The tables, joined. */
    from: SQL;
    /** The column that holds the record's id. */
    owner: AnySQLiteColumn;
    /** Which of the rows. */
    where: SQL[];
    /** Whether a record has a value once at most. */
    once: boolean;
  };
}

/** Where a filter's values stand: in the record's own row, or in rows beside it. */
export type FilterColumns = OwnColumns | RowColumns;

/** The columns of a reference that may point into several collections, or of any other value. */
const getColumns = (resource: Resource, name: string, any: boolean) =>
  any
    ? {
        id: getColumn(resource.table, `${name}_id`),
        collection: getColumn(resource.table, `${name}_collection`),
      }
    : { id: getColumn(resource.table, name), collection: null };

/** The name of the column of a field that is no list. */
function nameColumn(field: string, { type }: Parameter): string {
  return type.name === 'reference' && field !== 'id' ? `${field}_id` : field;
}

interface Reached {
  value: ValueColumns;
  from: SQL;
  owner: AnySQLiteColumn;
  where: SQL[];
}

/** Rows of a list, and of the lists within its members, as far as a path leads. */
function reach(stored: Stored, path: readonly string[], parameter: Parameter): Reached {
  const any = parameter.type.name === 'reference' && parameter.type.any;
  if (!isMembers(stored)) {
    const { table, owner, value, collection, where } = stored;
    return {
      value: { id: value, collection: collection ?? null },
      from: sql`${table}`,
      owner,
      where: where ? [where] : [],
    };
  }
  const { members, owner } = stored;
  const [field = '', ...rest] = path;
  const inner = getLists(members).get(field);
  if (inner) {
    const deeper = reach(inner, rest, parameter);
    return {
      ...deeper,
      owner,
      from: sql`${members.table} join ${deeper.from} on ${deeper.owner} = ${getIdColumn(members)}`,
    };
  }
  const value = getColumns(members, any ? field : nameColumn(field, parameter), any);
  return { value, from: sql`${members.table}`, owner, where: [sql`${value.id} is not null`] };
}

/** The days from which on, and before which, something stands: columns of a collection's table, or of a list's. */
export function getPeriod(resource: Resource, { filter }: Parameter) {
  const [name = '', list] = filter.path.split('.').reverse();
  const stored = list === undefined ? undefined : getLists(resource).get(list);
  const { table } = stored && isMembers(stored) ? stored.members : resource;
  return { from: getColumn(table, `${name}_from`), to: getColumn(table, `${name}_to`) };
}

/** Where the values of a filter stand, as they were written: of regions and topics without those above them. */
export function findColumns(resource: Resource, parameter: Parameter): FilterColumns {
  const { filter, type } = parameter;
  const [field = '', ...rest] = filter.path.split('.');
  const any = type.name === 'reference' && type.any;
  const stored = getLists(resource).get(field);
  if (filter.standing) {
    const shown = { id: getPeriod(resource, parameter).from, collection: null };
    if (!stored || !isMembers(stored)) return { ...shown, rows: null };
    const from = sql`${stored.members.table}`;
    return { ...shown, rows: { from, owner: stored.owner, where: [], once: false } };
  }
  if (!stored) {
    const name = any
      ? filter.path.replaceAll('.', '_')
      : nameColumn(filter.path.replaceAll('.', '_'), parameter);
    return { ...getColumns(resource, name, any), rows: null };
  }
  const { value, from, owner, where } = reach(stored, rest, parameter);
  const qualified = value.collection !== null && isQualified(type);
  const only =
    value.collection && !qualified && type.name === 'reference'
      ? [sql`${value.collection} = ${quoteLiteral(type.collections[0] ?? '')}`]
      : [];
  const isLink = !isMembers(stored) && is(stored.table, SQLiteTable);
  return {
    id: value.id,
    collection: qualified ? value.collection : null,
    rows: {
      from,
      owner,
      where: [...where, ...only],
      once: isLink && !where.length,
    },
  };
}

/** As `findColumns`, where a record that has a region or a topic has those above it too. */
export function findCountedColumns(resource: Resource, parameter: Parameter): FilterColumns {
  const found = findColumns(resource, parameter);
  const { type, filter } = parameter;
  if (!filter.below || !found.rows || type.name !== 'reference') return found;
  const { id, collection, rows } = found;
  const { from, owner, where } = rows;
  if (!collection) {
    const tree = quoteLiteral(type.collections[0] ?? '');
    const above = sql`${from} join ${serveBelow} on ${serveBelow.collection} = ${tree} and ${serveBelow.id} = ${id}`;
    return { id: serveBelow.above, collection: null, rows: { from: above, owner, where, once: false } };
  }
  // References into several collections, of which some are trees.
  const above = sql`${from} left join ${serveBelow} on ${serveBelow.collection} = ${collection} and ${serveBelow.id} = ${id}`;
  return {
    id: sql`coalesce(${serveBelow.above}, ${id})`,
    collection,
    rows: { from: above, owner, where, once: false },
  };
}

/** A value as a URL writes it: `collection/id` where references are told apart by their collection. */
const writeQualified = ({ id, collection }: ValueColumns): SQL =>
  collection ? sql`${collection} || '/' || ${id}` : sql`${id}`;

/** A value as a URL writes it, whatever it is. */
export const writeValue = ({ type }: Parameter, columns: ValueColumns): SQL =>
  type.name === 'boolean' ? sql`iif(${columns.id}, 'true', 'false')` : writeQualified(columns);

/** The first and last day of a date that is asked for; of a single day both are that. */
export function getDays(
  resource: Resource,
  { filter }: Parameter,
): { earliest: AnySQLiteColumn; latest: AnySQLiteColumn } {
  const { table } = resource;
  const name = filter.path.replaceAll('.', '_');
  if (!hasColumn(table, `${name}_earliest`)) {
    const day = getColumn(table, name);
    return { earliest: day, latest: day };
  }
  return { earliest: getColumn(table, `${name}_earliest`), latest: getColumn(table, `${name}_latest`) };
}
