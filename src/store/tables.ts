/** The database as Drizzle sees it: each collection's table and those of its many-valued fields, and what queries read. */
import {
  type AnySQLiteColumn,
  blob,
  integer,
  primaryKey,
  type SQLiteTable,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import { resources } from '../schema/index.ts';
import type { Resource } from '../schema/resource.ts';
import { type Column, columnsOf, dateColumns, datePath, type Link, linksOf, sortColumn } from './layout.ts';

type Collection = SQLiteTable & { n: AnySQLiteColumn; id: AnySQLiteColumn };

const collections = new Map<string, Collection>();
const idOf = (collection: string) => (): AnySQLiteColumn => {
  const table = collections.get(collection);
  if (!table) throw new Error(`No collection ${collection}`);
  return table.id;
};

function columnOf({ type, open, to }: Column) {
  const column = type === 'integer' ? integer() : to ? text().references(idOf(to)) : text();
  return open ? column : column.notNull();
}

function datesOf(resource: Resource) {
  const path = datePath(resource);
  if (!path) return {};
  const { from, to } = dateColumns(path);
  return { [from]: text(), [to]: text(), [sortColumn(resource, path)]: text().notNull() };
}

/**
 * `n` numbers the records in the order of their ids, from 0; `json` is the record as it is served, made once by
 * the build, and stands last, so that the columns before it are read without it.
 */
function collectionTable(resource: Resource): Collection {
  const columns = Object.fromEntries(columnsOf(resource).map((column) => [column.name, columnOf(column)]));
  return sqliteTable(resource.name, {
    n: integer().primaryKey(),
    id: text().notNull().unique(),
    label: text().notNull(),
    ...datesOf(resource),
    ...columns,
    json: text().notNull(),
  });
}

function linkTableOf(resource: Resource, { table, any, to }: Link): SQLiteTable {
  const record = integer()
    .notNull()
    .references(() => (collections.get(resource.name) as Collection).n);
  const value = to ? text().notNull().references(idOf(to)) : text().notNull();
  return any
    ? sqliteTable(table, { record, collection: text().notNull(), value }, (t) => [
        primaryKey({ columns: [t.collection, t.value, t.record] }),
      ])
    : sqliteTable(table, { record, value }, (t) => [primaryKey({ columns: [t.value, t.record] })]);
}

for (const resource of resources) collections.set(resource.name, collectionTable(resource));

/** Facts about the file itself: release, hash of the input, counts, examples for the documentation. */
const meta = sqliteTable('meta', { key: text().primaryKey(), value: text().notNull() });

/** What can be asked by: a filter, the days of a date, an order; with how many terms or records it has. */
const fields = sqliteTable(
  'fields',
  {
    n: integer().primaryKey(),
    collection: text().notNull(),
    name: text().notNull(),
    first_term: integer().notNull(),
    size: integer().notNull(),
  },
  (t) => [uniqueIndex('fields_name').on(t.collection, t.name)],
);
const field = () =>
  integer()
    .notNull()
    .references(() => fields.n);

/** Each value of a filter with the set of records that have it, as `RecordSet` encodes it. */
const terms = sqliteTable(
  'terms',
  {
    n: integer().primaryKey(),
    field: field(),
    value: text().notNull(),
    count: integer().notNull(),
    records: blob().notNull(),
  },
  (t) => [uniqueIndex('terms_value').on(t.field, t.value)],
);

/** Long arrays of 32-bit numbers, cut into pieces of equally many records: orders, places in them, values. */
const arrays = sqliteTable(
  'arrays',
  { field: field(), piece: integer().notNull(), data: blob().notNull() },
  (t) => [primaryKey({ columns: [t.field, t.piece] })],
);

/** Where in an order the records of each number or day begin. */
const bounds = sqliteTable(
  'bounds',
  { field: field(), key: integer().notNull(), first: integer().notNull() },
  (t) => [primaryKey({ columns: [t.field, t.key] })],
);

/** The commonest values of a filter over the whole collection, counted. */
const facets = sqliteTable('facets', { field: field().primaryKey(), values: text().notNull() });

export const tables: Record<string, SQLiteTable> = Object.fromEntries([
  ...collections,
  ...resources.flatMap((resource) =>
    linksOf(resource).map((link) => [link.table, linkTableOf(resource, link)]),
  ),
  ...Object.entries({ meta, fields, terms, arrays, bounds, facets }),
]);
