/**
 * What only the server needs, in the same file so that one rename puts a whole release in place; a download leaves
 * these tables out.
 */
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/** A record's JSON as it is served, made by the build. */
export const serveJson = sqliteTable(
  'serve_json',
  { collection: text().notNull(), id: text().notNull(), json: text().notNull() },
  (t) => [primaryKey({ columns: [t.collection, t.id] })],
);

/** Where a record is, as a GeoJSON geometry (RFC 7946 §3.1), and where that is from. */
export const serveGeometry = sqliteTable(
  'serve_geometry',
  {
    collection: text().notNull(),
    id: text().notNull(),
    geometry: text().notNull(),
    origin: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.collection, t.id] })],
);

/**
 * How many records of a collection each value of each filter has; `value` as the filter takes it. Of a list also how many
 * have none, and how many some: `true` and `false` of `{filter}__isnull`.
 */
export const serveCounts = sqliteTable(
  'serve_counts',
  {
    number: integer().primaryKey(),
    collection: text().notNull(),
    filter: text().notNull(),
    value: text().notNull(),
    count: integer().notNull(),
  },
  (t) => [
    uniqueIndex('serve_counts_by_value').on(t.collection, t.filter, t.value),
    index('serve_counts_by_count').on(t.collection, t.filter, t.count, t.value),
  ],
);

/** Each region and topic with those that lie below it, itself included. */
export const serveBelow = sqliteTable(
  'serve_below',
  { collection: text().notNull(), above: text().notNull(), id: text().notNull() },
  (t) => [
    primaryKey({ columns: [t.collection, t.above, t.id] }),
    index('serve_below_by_id').on(t.collection, t.id, t.above),
  ],
);

/** Facts about the file itself, as JSON: the release, the hash of its input, counts, examples for the documentation. */
export const serveFacts = sqliteTable('serve_facts', { key: text().primaryKey(), value: text().notNull() });
