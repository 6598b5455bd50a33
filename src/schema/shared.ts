/** Lists that records of many collections have: spellings of their names, doubts of readers, and why fields are empty. */
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { citations } from './citations.ts';
import { anyColumns, anyValues, by, checkWords, id, recordForeignKey, requiredRef } from './columns.ts';
import { doubt, NOT_STATED_REASONS, notStated, spelling } from './fields.ts';
import { defineMembers, definitions, listRecordCollections } from './resource.ts';
import { sources } from './sources.ts';

/** One row a name as a source prints it, of a record of any collection that has names. */
export const spellings = sqliteTable(
  'spellings',
  {
    id: id(),
    ...anyColumns('record'),
    ordinal: integer().notNull(),
    source_id: requiredRef(() => sources.id),
    exact: text().notNull(),
    citation_id: requiredRef(() => citations.id),
  },
  (t) => [
    recordForeignKey(t.record_collection, t.record_id),
    by('spellings', t.source_id, t.id),
    by('spellings', t.record_id),
  ],
);

/** Collections whose records have a list of this name. */
const listThoseWith = (field: string): string[] =>
  [...definitions.values()]
    .filter(({ record }) => field in record.shape)
    .map(({ name }) => name)
    .sort();

/** `/spellings`: the lists of that name in all records that have one. */
export const spellingResource = defineMembers({
  name: 'spellings',
  singular: 'spelling',
  about: 'Names as sources print them.',
  of: () => listThoseWith('spellings'),
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

/** Fields of records whose reading a reader was unsure of. */
export const doubts = sqliteTable(
  'doubts',
  {
    id: id(),
    ...anyColumns('record'),
    ordinal: integer().notNull(),
    field: text().notNull(),
    why: text().notNull(),
  },
  (t) => [
    recordForeignKey(t.record_collection, t.record_id),
    by('doubts', t.record_id, t.record_collection, t.ordinal),
    by('doubts', t.field, t.id),
  ],
);

/** `/doubts`: the lists of that name in all records that are read from documents. */
export const doubtResource = defineMembers({
  name: 'doubts',
  singular: 'doubt',
  about: 'What readers of documents were unsure of, field by field, and why.',
  of: () => listThoseWith('doubts'),
  field: 'doubts',
  member: doubt,
  key: ({ field }) => field,
  texts: ['field'],
  table: doubts,
  row: ({ owner, ...entry }) => ({ ...entry, ...anyValues('record', owner) }),
});

/** Which fields of a record are null or empty, and why: every record may have some. */
export const not_stated = sqliteTable(
  'not_stated',
  {
    id: id(),
    ...anyColumns('record'),
    ordinal: integer().notNull(),
    field: text().notNull(),
    reason: text({ enum: NOT_STATED_REASONS }).notNull(),
  },
  (t) => [
    recordForeignKey(t.record_collection, t.record_id),
    checkWords('not_stated', t.reason, NOT_STATED_REASONS),
    by('not_stated', t.reason, t.id),
    by('not_stated', t.record_id, t.record_collection, t.ordinal),
    by('not_stated', t.field, t.id),
  ],
);

/** `/not_stated`: the lists of that name in all records. */
export const notStatedResource = defineMembers({
  name: 'not_stated',
  singular: 'field_not_stated',
  about:
    'Which fields of which records are null or empty, and why: the sources do not say, or are ambiguous, or it does not apply, or nobody looked it up.',
  of: listRecordCollections,
  field: 'not_stated',
  member: notStated,
  key: ({ field }) => field,
  texts: ['field'],
  table: not_stated,
  row: ({ owner, ...entry }) => ({ ...entry, ...anyValues('record', owner) }),
});
