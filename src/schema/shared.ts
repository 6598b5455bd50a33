/** Lists that records of many collections have: spellings of their names, and why fields are empty. */
import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { citations } from './citations.ts';
import { anyColumns, anyValues, by, id, oneOf, pointsTo } from './columns.ts';
import { NOT_STATED_REASONS, spelling } from './fields.ts';
import { defineMembers } from './resource.ts';
import { sources } from './sources.ts';

/** Collections whose records have names that sources spell in their own ways. */
const SPELLED = ['parties', 'people', 'weapons', 'regions', 'agreements'];

export const spellings = sqliteTable(
  'spellings',
  {
    id: id(),
    ...anyColumns('record'),
    ordinal: integer().notNull(),
    source_id: text()
      .notNull()
      .references(() => sources.id),
    exact: text().notNull(),
    citation_id: text()
      .notNull()
      .references(() => citations.id),
  },
  (t) => [pointsTo(t.record_collection, t.record_id), by('spellings', t.record_id)],
);

export const spellingResource = defineMembers({
  name: 'spellings',
  singular: 'spelling',
  about: 'Names as sources print them.',
  of: SPELLED,
  field: 'spellings',
  member: spelling,
  key: ({ source, exact }) => `${source}-${exact}`,
  table: spellings,
  row: ({ owner, source, ...spelling }) => ({
    ...spelling,
    ...anyValues('record', owner),
    source_id: source,
  }),
});

/** Which fields of a record are null or empty, and why: every record may have some. */
export const not_stated = sqliteTable(
  'not_stated',
  {
    ...anyColumns('record'),
    ordinal: integer().notNull(),
    field: text().notNull(),
    reason: text({ enum: NOT_STATED_REASONS }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.record_collection, t.record_id, t.field] }),
    oneOf('not_stated', t.reason, NOT_STATED_REASONS),
  ],
);
