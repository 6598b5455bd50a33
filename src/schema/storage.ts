/** Where a field's values stand in the database: read from a collection's tables, so that nothing is said twice. */
import { is, SQL, sql } from 'drizzle-orm';
import {
  type AnySQLiteColumn,
  getTableConfig,
  getViewConfig,
  SQLiteTable,
  type SQLiteView,
} from 'drizzle-orm/sqlite-core';
import { quoteLiteral } from './columns.ts';
import { definitions, type Resource, type StoredList } from './resource.ts';
import { not_stated } from './shared.ts';

const columns = new WeakMap<SQLiteTable, ReadonlyMap<string, AnySQLiteColumn>>();

function getColumns(table: SQLiteTable): ReadonlyMap<string, AnySQLiteColumn> {
  const known =
    columns.get(table) ?? new Map(getTableConfig(table).columns.map((column) => [column.name, column]));
  columns.set(table, known);
  return known;
}

/** The names of a table's columns, in order. */
export const listColumnNames = (table: SQLiteTable): string[] => [...getColumns(table).keys()];

/** Whether a table has a column of this name in the database. */
export const hasColumn = (table: SQLiteTable, name: string): boolean => getColumns(table).has(name);

/**
 * A column by its name in the database.
 * @throws {Error} where the table has none: a definition that is wrong
 */
export function getColumn(table: SQLiteTable, name: string): AnySQLiteColumn {
  const column = getColumns(table).get(name);
  if (!column) throw new Error(`${getTableConfig(table).name} has no column ${name}`);
  return column;
}

/**
 * A column with its table, also where Drizzle would leave the table out: in what a query of one table selects, which
 * may hold queries of others.
 */
export const qualifyColumn = (column: AnySQLiteColumn): SQL =>
  sql.raw(`"${getTableOrViewName(column.table as SQLiteTable)}"."${column.name}"`);

const indexes = new WeakMap<SQLiteTable, ReadonlySet<string>>();

function getIndexes(table: SQLiteTable): ReadonlySet<string> {
  const nameOf = (column: unknown) => (is(column, SQL) ? '' : (column as { name: string }).name);
  const known =
    indexes.get(table) ??
    new Set(getTableConfig(table).indexes.map(({ config }) => config.columns.map(nameOf).join()));
  indexes.set(table, known);
  return known;
}

/** Whether an index has just these columns, in this order. */
export const hasIndex = (table: SQLiteTable, columns: readonly string[]): boolean =>
  getIndexes(table).has(columns.join());

/** The id of a collection's records. */
export const getIdColumn = (resource: Resource): AnySQLiteColumn => getColumn(resource.table, 'id');

/** Objects in a list: rows of a table of their own. */
export interface StoredMembers {
  members: Resource;
  owner: AnySQLiteColumn;
  ordinal: AnySQLiteColumn;
  /** Of members that records of several collections have: the column that says which. */
  ownerCollection: AnySQLiteColumn | null;
}

/** Where a list stands. */
export type Stored = StoredList | StoredMembers;

const locateLink = (table: SQLiteTable): StoredList => {
  const { owner, value, collection, position } = table as unknown as Record<string, AnySQLiteColumn>;
  if (!owner || !value) throw new Error(`${getTableConfig(table).name} is no list`);
  return {
    table,
    owner,
    value,
    ...(collection ? { collection } : {}),
    ...(position ? { position } : {}),
    insertAs: {},
  };
};

/** Where the rows of a list of objects stand. */
export function locateMembers(members: Resource): StoredMembers {
  const { table } = members;
  const shared = hasColumn(table, 'record_collection') && hasColumn(table, 'ordinal') && !('owner' in table);
  return {
    members,
    owner: shared
      ? getColumn(table, 'record_id')
      : ((table as unknown as Record<string, AnySQLiteColumn>).owner as AnySQLiteColumn),
    ordinal: getColumn(table, 'ordinal'),
    ownerCollection: shared ? getColumn(table, 'record_collection') : null,
  };
}

/** Which fields of a collection's records are empty. */
const locateEmptyFields = (resource: Resource): StoredList => ({
  table: not_stated,
  owner: not_stated.record_id,
  value: not_stated.field,
  position: not_stated.ordinal,
  where: sql`${not_stated.record_collection} = ${quoteLiteral(resource.name)}`,
  insertAs: null,
});

const lists = new WeakMap<Resource, ReadonlyMap<string, Stored>>();

function makeLists(resource: Resource): ReadonlyMap<string, Stored> {
  const declared = Object.entries(resource.lists?.() ?? {});
  return new Map([
    // Written by every record alike.
    ...('not_stated' in resource.record.shape ? [['not_stated', locateEmptyFields(resource)] as const] : []),
    ...declared.map(([field, source]): [string, Stored] => {
      if (is(source, SQLiteTable)) return [field, locateLink(source)];
      if (typeof source === 'object' && 'insertAs' in source) return [field, source];
      const members = typeof source === 'string' ? definitions.get(source) : (source as Resource);
      if (!members) throw new Error(`${resource.name}.${field}: no collection ${String(source)}`);
      return [field, locateMembers(members)];
    }),
  ]);
}

/** Every list of a collection's records, by its field. */
export function getLists(resource: Resource): ReadonlyMap<string, Stored> {
  const known = lists.get(resource) ?? makeLists(resource);
  lists.set(resource, known);
  return known;
}

/** The name of a table or a view. */
export const getTableOrViewName = (table: SQLiteTable | SQLiteView): string =>
  is(table, SQLiteTable) ? getTableConfig(table).name : getViewConfig(table).name;

/** Whether a list is one of objects. */
export const isMembers = (stored: Stored): stored is StoredMembers => 'members' in stored;

/** Collections inside the records of another, and inside theirs. */
export const listNested = (resource: Resource): Resource[] =>
  Object.values(resource.lists?.() ?? {}).flatMap((list) =>
    typeof list === 'object' && 'nested' in list ? [list, ...listNested(list)] : [],
  );
