/** Tables that every collection shares, and the two shapes its own take: a main table and its link tables. */
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import { foreignKey, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Columns of every collection's table; `json` is the record as it is served, made once by the build. */
export const recordColumns = () => ({
  id: text().primaryKey(),
  label: text().notNull(),
  json: text().notNull(),
});

/** Columns behind a date: its first and last day (null where open), and what it sorts by (never null). */
export const dateColumns = () => ({
  date_from: text(),
  date_to: text(),
  date_order: text().notNull(),
});

export const corroborationColumns = () => ({
  report_count: integer().notNull(),
  source_count: integer().notNull(),
  origin_count: integer().notNull(),
  origins_not_stated: integer().notNull(),
});

/** Every record of every collection: what references that may point to several collections are keyed to. */
export const recordsTable = sqliteTable(
  'records',
  { collection: text().notNull(), id: text().notNull(), label: text().notNull() },
  (t) => [primaryKey({ columns: [t.collection, t.id] })],
);

/** Facts about the file itself: release, date, hash of the input, counts, examples for the documentation. */
export const metaTable = sqliteTable('meta', { key: text().primaryKey(), value: text().notNull() });

type Owner = { id: AnySQLiteColumn };

/** Values of a many-valued field that point to records of one collection, keyed by value for the filter. */
export function link(name: string, owner: () => Owner, target: () => Owner) {
  return sqliteTable(
    name,
    {
      record: text()
        .notNull()
        .references(() => owner().id),
      value: text()
        .notNull()
        .references(() => target().id),
    },
    (t) => [primaryKey({ columns: [t.value, t.record] }), index(`${name}_record`).on(t.record, t.value)],
  );
}

/** Values of a many-valued field that are plain words. */
export function wordLink(name: string, owner: () => Owner) {
  return sqliteTable(
    name,
    {
      record: text()
        .notNull()
        .references(() => owner().id),
      value: text().notNull(),
    },
    (t) => [primaryKey({ columns: [t.value, t.record] }), index(`${name}_record`).on(t.record, t.value)],
  );
}

/** Values of a field that may point into several collections. */
export function anyLink(name: string, owner: () => Owner) {
  return sqliteTable(
    name,
    {
      record: text()
        .notNull()
        .references(() => owner().id),
      collection: text().notNull(),
      value: text().notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.value, t.collection, t.record] }),
      index(`${name}_record`).on(t.record, t.collection, t.value),
      foreignKey({
        columns: [t.collection, t.value],
        foreignColumns: [recordsTable.collection, recordsTable.id],
      }),
    ],
  );
}

export type Link = ReturnType<typeof link> | ReturnType<typeof wordLink> | ReturnType<typeof anyLink>;
