import { type AnySQLiteColumn, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import * as z from 'zod';
import { by, byDate, byOwner, checkWords, dateColumns, dateValues, id, memberOf } from './columns.ts';
import { apart, common, edtf, getWords, list, member, open, prose, ref, slug, words } from './fields.ts';
import { defineMembers, defineResource } from './resource.ts';

const change = words('RecordChange', 'What became of a record since the release before', {
  added: 'it is new',
  changed: 'a field of it says something else, or is new, or is no longer there',
  removed: 'it is no longer there: /retirements says what became of it',
});
const CHANGES = getWords(change);

const collectionName = z
  .string()
  .max(80)
  .regex(/^[a-z_]+$/, 'the name of a collection, such as demands')
  .meta({ examples: ['demands'] });

const count = member('collection', {
  collection: collectionName.describe('The collection'),
  count: z.int().min(0).describe('How many records it has that are files of their own'),
});

const recordChange = member('record', {
  collection: collectionName.describe('The collection of the record'),
  record: z.string().min(1).max(80).describe('Its id there'),
  change: change.describe('What became of it'),
  field: open(
    z.string().min(1).max(80).describe('Of a record that changed: the field, a row for each'),
    'not_applicable',
  ),
});

/** The id of a release: its day (YYYY-MM-DD), and enough of its hash to tell it from all others of that day. */
export const makeReleaseId = (date: string, hash: string): string => `${date}-${hash.slice(0, 8)}`;

/** The day (YYYY-MM-DD) that the id of a release begins with. */
export const getReleaseDate = (id: string): string => id.slice(0, 'YYYY-MM-DD'.length);

/** One row a release that was made. */
export const releases = sqliteTable(
  'releases',
  {
    id: id(),
    title: text().notNull(),
    ...dateColumns('date'),
    hash: text().notNull(),
    added: integer().notNull(),
    changed: integer().notNull(),
    removed: integer().notNull(),
    before_id: text().references((): AnySQLiteColumn => releases.id),
    revised: text().notNull(),
  },
  (t) => [
    by('releases', t.revised, t.id),
    by('releases', t.title, t.id),
    by('releases', t.before_id, t.id),
    ...byDate('releases', t.id, t.date, t.date_earliest, t.date_latest),
  ],
);

/** How many records of each collection a release has. */
export const releaseCounts = sqliteTable(
  'release_counts',
  {
    ...memberOf('release_id', () => releases.id),
    collection: text().notNull(),
    count: integer().notNull(),
  },
  (t) => [
    byOwner('release_counts', t),
    by('release_counts', t.collection, t.id),
    by('release_counts', t.count, t.id),
  ],
);

/** What each record of a release is against the release before: a row a record, of one that changed a row a field. */
export const releaseChanges = sqliteTable(
  'release_changes',
  {
    ...memberOf('release_id', () => releases.id),
    collection: text().notNull(),
    record: text().notNull(),
    change: text({ enum: CHANGES }).notNull(),
    field: text(),
  },
  (t) => [
    checkWords('release_changes', t.change, CHANGES),
    byOwner('release_changes', t),
    by('release_changes', t.collection, t.id),
    by('release_changes', t.record, t.id),
    by('release_changes', t.change, t.id),
    by('release_changes', t.field, t.id),
  ],
);

const of = { collection: 'releases', singular: 'release' };

const releaseCountResource = defineMembers({
  name: 'release_counts',
  singular: 'release_count',
  about: 'How many records of each collection each release has.',
  of,
  field: 'counts',
  member: count,
  key: ({ collection }) => collection,
  texts: ['collection'],
  table: releaseCounts,
  row: (row) => row,
});

/** `/release_changes`. */
export const releaseChangeResource = defineMembers({
  name: 'release_changes',
  singular: 'release_change',
  about:
    'What each release added, changed and removed, record by record, of those that changed field by field.',
  of,
  field: 'changes',
  member: recordChange,
  key: ({ collection, record, field }) => [collection, record, field].filter(Boolean).join('-'),
  texts: ['collection', 'record', 'field'],
  table: releaseChanges,
  row: (row) => row,
});

type RecordChange = z.output<typeof recordChange>;

/** How many records became what: those that changed have a row for each field. */
function countChanges(changes: readonly RecordChange[]): Record<RecordChange['change'], number> {
  const count = (wanted: RecordChange['change']) =>
    new Set(changes.filter(({ change }) => change === wanted).map((row) => `${row.collection}/${row.record}`))
      .size;
  return { added: count('added'), changed: count('changed'), removed: count('removed') };
}

/** `/releases`, from the files in `data/releases`, which `npm run data:release` writes. */
export const releaseResource = defineResource({
  name: 'releases',
  singular: 'release',
  about:
    'Releases of the dataset that were made: the same records for good, at /releases/{id}/… as long as its file is served.',
  record: z.strictObject({
    id: slug,
    title: prose.describe('What is new in it'),
    date: edtf('Its day'),
    hash: z
      .string()
      .max(64)
      .regex(/^[0-9a-f]{64}$/, 'a SHA-256 in hexadecimal')
      .meta({ examples: ['0'.repeat(64)] })
      .describe('SHA-256 of its records as they are written'),
    before: open(ref('releases', 'The release before'), 'not_applicable'),
    counts: list(count, 'How many records each collection has'),
    changes: list(recordChange, 'What is not as in the release before; of the first, nothing').register(
      apart,
      {
        apart: true,
      },
    ),
    ...common,
  }),
  derived: {
    added: z.int().min(0).describe('How many records are new'),
    changed: z.int().min(0).describe('How many records say something else'),
    removed: z.int().min(0).describe('How many records are there no more'),
  },
  derive: ({ changes }) => countChanges(changes as RecordChange[]),
  label: 'title',
  table: releases,
  row: ({ date, before, ...release }) => ({ ...release, ...dateValues('date', date), before_id: before }),
  lists: () => ({ counts: releaseCountResource, changes: releaseChangeResource }),
  includes: { changes: { collection: 'release_changes', filter: 'release' } },
  filters: { date: 'date', before: 'before' },
  sorts: { date: 'date', title: 'title' },
});
