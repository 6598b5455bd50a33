/** From a filter to the columns that hold its values: what conditions compare, and what facets count. */
import { is, type SQL, sql } from 'drizzle-orm';
import { type AnySQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { isQualified, type Parameter } from '../schema/parameters.ts';
import type { Resource } from '../schema/resource.ts';
import { columnNamed, hasColumn, idOf, isMembers, listsOf, type Stored } from '../schema/storage.ts';
import { literal } from './json.ts';
import { serveBelow } from './serve.ts';

/** Collections whose records lie below each other, by the field `parent`. */
export const TREES = ['regions', 'topics'];

/** A value of a filter: a column, or for references that are told apart by their collection two. */
export interface Value {
  id: SQL | AnySQLiteColumn;
  collection: SQL | AnySQLiteColumn | null;
}

/** Values in a record's own row. */
export interface OwnValue extends Value {
  rows: null;
}

/** Values in rows of other tables, of which a record may have several. */
export interface RowValue extends Value {
  rows: {
    /** The tables, joined. */
    from: SQL;
    /** The column that holds the record's id. */
    owner: AnySQLiteColumn;
    /** Which of the rows. */
    where: SQL[];
    /** Whether they are those of a view, which is gathered once rather than asked for each record. */
    gathered: boolean;
    /** Whether a record has a value once at most, and those that have one are found in the order of their ids. */
    listed: boolean;
  };
}

/** Where a filter's values stand: in the record's own row, or in rows beside it. */
export type FilterValue = OwnValue | RowValue;

/** The columns of a reference that may point into several collections, or of any other value. */
const named = (resource: Resource, name: string, any: boolean) =>
  any
    ? {
        id: columnNamed(resource.table, `${name}_id`),
        collection: columnNamed(resource.table, `${name}_collection`),
      }
    : { id: columnNamed(resource.table, name), collection: null };

/** The name of the column of a field that is no list. */
function columnName(_resource: Resource, field: string, { type }: Parameter): string {
  return type.name === 'reference' && field !== 'id' ? `${field}_id` : field;
}

interface Reached {
  value: Value;
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
  const inner = listsOf(members).get(field);
  if (inner) {
    const deeper = reach(inner, rest, parameter);
    return {
      ...deeper,
      owner,
      from: sql`${members.table} join ${deeper.from} on ${deeper.owner} = ${idOf(members)}`,
    };
  }
  const value = named(members, any ? field : columnName(members, field, parameter), any);
  return { value, from: sql`${members.table}`, owner, where: [sql`${value.id} is not null`] };
}

/** The days from which on, and before which, something stands: columns of a collection's table, or of a list's. */
export function periodOf(resource: Resource, { filter }: Parameter) {
  const [name = '', list] = filter.path.split('.').reverse();
  const stored = list === undefined ? undefined : listsOf(resource).get(list);
  const { table } = stored && isMembers(stored) ? stored.members : resource;
  return { from: columnNamed(table, `${name}_from`), to: columnNamed(table, `${name}_to`) };
}

/** Where the values of a filter stand, as they were written: of regions and topics without those above them. */
export function filterValue(resource: Resource, parameter: Parameter): FilterValue {
  const { filter, type } = parameter;
  const [field = '', ...rest] = filter.path.split('.');
  const any = type.name === 'reference' && type.any;
  const stored = listsOf(resource).get(field);
  if (filter.standing) {
    const shown = { id: periodOf(resource, parameter).from, collection: null };
    if (!stored || !isMembers(stored)) return { ...shown, rows: null };
    const from = sql`${stored.members.table}`;
    return { ...shown, rows: { from, owner: stored.owner, where: [], gathered: false, listed: false } };
  }
  if (!stored) {
    const name = any
      ? filter.path.replaceAll('.', '_')
      : columnName(resource, filter.path.replaceAll('.', '_'), parameter);
    return { ...named(resource, name, any), rows: null };
  }
  const { value, from, owner, where } = reach(stored, rest, parameter);
  const qualified = value.collection !== null && isQualified(type);
  const only =
    value.collection && !qualified && type.name === 'reference'
      ? [sql`${value.collection} = ${literal(type.collections[0] ?? '')}`]
      : [];
  const isLink = !isMembers(stored) && is(stored.table, SQLiteTable);
  return {
    id: value.id,
    collection: qualified ? value.collection : null,
    rows: {
      from,
      owner,
      where: [...where, ...only],
      gathered: !isMembers(stored) && !isLink,
      listed: isLink && !where.length,
    },
  };
}

/** As `filterValue`, where a record that has a region or a topic has those above it too. */
export function countedValue(resource: Resource, parameter: Parameter): FilterValue {
  const found = filterValue(resource, parameter);
  const { type, filter } = parameter;
  if (!filter.below || !found.rows || type.name !== 'reference') return found;
  const { id, collection, rows } = found;
  const { from, owner, where } = rows;
  const repeated = { gathered: false, listed: false };
  if (!collection) {
    const tree = literal(type.collections[0] ?? '');
    const above = sql`${from} join ${serveBelow} on ${serveBelow.collection} = ${tree} and ${serveBelow.id} = ${id}`;
    return { id: serveBelow.above, collection: null, rows: { from: above, owner, where, ...repeated } };
  }
  // References into several collections, of which some are trees.
  const above = sql`${from} left join ${serveBelow} on ${serveBelow.collection} = ${collection} and ${serveBelow.id} = ${id}`;
  return {
    id: sql`coalesce(${serveBelow.above}, ${id})`,
    collection,
    rows: { from: above, owner, where, ...repeated },
  };
}

/** A value as a URL writes it: `collection/id` where references are told apart by their collection. */
export const written = ({ id, collection }: Value): SQL =>
  collection ? sql`${collection} || '/' || ${id}` : sql`${id}`;

/** The first and last day of a date that is asked for; of a single day both are that. */
export function daysOf(
  resource: Resource,
  { filter }: Parameter,
): { earliest: AnySQLiteColumn; latest: AnySQLiteColumn } {
  const { table } = resource;
  const name = filter.path.replaceAll('.', '_');
  if (!hasColumn(table, `${name}_earliest`)) {
    const day = columnNamed(table, name);
    return { earliest: day, latest: day };
  }
  return { earliest: columnNamed(table, `${name}_earliest`), latest: columnNamed(table, `${name}_latest`) };
}
