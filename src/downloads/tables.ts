/** The tables of the dataset as files have them: typed columns, keys, and rows in the order of their primary key. */
import { type AnySQLiteColumn, getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import { makeGuide } from '../schema/guide.ts';
import { collections } from '../schema/index.ts';
import { getFullSchema } from '../schema/present.ts';
import { viewGuides } from '../schema/views.ts';
import { isDay } from '../schema/walk.ts';
import type { Store } from '../store/store.ts';

/** What a column holds, in the words of Table Schema (https://specs.frictionlessdata.io/table-schema/). */
export type ColumnType = 'string' | 'integer' | 'number' | 'boolean' | 'date';

/** A column of a table. */
export interface Column {
  name: string;
  type: ColumnType;
  about: string;
  nullable: boolean;
  /** The words that it may hold, where only some are. */
  words: readonly string[] | null;
}

/** Columns that point to those of a table, which may be the same. */
export interface ForeignKey {
  columns: string[];
  table: string;
  targets: string[];
}

/** A table of the dataset. */
export interface Table {
  name: string;
  /** What one row is. */
  about: string;
  columns: Column[];
  primaryKey: string[];
  foreignKeys: ForeignKey[];
  /** As Drizzle has it. */
  source: SQLiteTable;
}

/** A value as files have it; a date is `YYYY-MM-DD`. */
export type Value = string | number | boolean | null;

const getName = ({ name }: { name: string }) => name;

/** Columns that hold the end of a date, always one day (docs: `{field}_earliest`, `{field}_latest`). */
const IS_END_OF_DATE = /_(earliest|latest)$/;

/** Columns that hold one day because their field does. */
const listDays = (): Set<string> =>
  new Set(
    collections.flatMap((resource) =>
      Object.entries(getFullSchema(resource).shape)
        .filter(([, field]) => isDay(field))
        .map(([name]) => `${getTableConfig(resource.table).name}.${name}`),
    ),
  );

function nameType(column: AnySQLiteColumn, isDayColumn: boolean): ColumnType {
  if (isDayColumn) return 'date';
  const type = column.getSQLType();
  if (type === 'text') return 'string';
  if (type === 'real') return 'number';
  if (type === 'integer') return column.dataType === 'boolean' ? 'boolean' : 'integer';
  throw new Error(`A column of type ${type}: ${column.name}`);
}

function getPrimaryKey(table: SQLiteTable): AnySQLiteColumn[] {
  const { columns, primaryKeys } = getTableConfig(table);
  return primaryKeys[0]?.columns ?? columns.filter(({ primary }) => primary);
}

/** Every table of the dataset, by name. */
export function listTables(): Table[] {
  const days = listDays();
  return makeGuide(collections, viewGuides).flatMap(({ name, one_row_is, table, columns: guides }) => {
    if (!table) return [];
    const { columns, foreignKeys } = getTableConfig(table);
    return {
      name,
      about: one_row_is,
      columns: columns.map((column, at) => ({
        name: column.name,
        type: nameType(column, IS_END_OF_DATE.test(column.name) || days.has(`${name}.${column.name}`)),
        about: guides[at]?.definition ?? column.name,
        nullable: !column.notNull,
        words: column.enumValues ?? null,
      })),
      primaryKey: getPrimaryKey(table).map(getName),
      foreignKeys: foreignKeys.map((key) => {
        const { columns: from, foreignTable, foreignColumns } = key.reference();
        return {
          columns: from.map(getName),
          table: getTableConfig(foreignTable).name,
          targets: foreignColumns.map(getName),
        };
      }),
      source: table,
    };
  });
}

/** All rows of a table, in the order of its primary key. */
export function readRows(store: Store, { source, columns }: Table): Value[][] {
  const rows = store.db
    .select()
    .from(source)
    .orderBy(...getPrimaryKey(source))
    .values() as Value[][];
  const booleans = columns.flatMap(({ type }, at) => (type === 'boolean' ? [at] : []));
  for (const row of rows) for (const at of booleans) if (row[at] !== null) row[at] = row[at] === 1;
  return rows;
}
