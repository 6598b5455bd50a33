import { sqliteTable, text } from 'drizzle-orm/sqlite-core';
import * as z from 'zod';
import {
  anyColumnsOrNull,
  anyValues,
  by,
  byDate,
  checkWholeOrNull,
  dateColumns,
  dateValues,
  id,
  recordForeignKey,
} from './columns.ts';
import { common, edtf, lateRef, open, prose, slug } from './fields.ts';
import { defineResource, listRecordCollections } from './resource.ts';

/** One row an id that is used no more. */
export const retirements = sqliteTable(
  'retirements',
  {
    id: id(),
    title: text().notNull(),
    collection: text().notNull(),
    record: text().notNull(),
    ...anyColumnsOrNull('became'),
    ...dateColumns('date'),
    revised: text().notNull(),
  },
  (t) => [
    recordForeignKey(t.became_collection, t.became_id),
    checkWholeOrNull('retirements', t.became_collection, t.became_id),
    by('retirements', t.revised, t.id),
    by('retirements', t.title, t.id),
    by('retirements', t.collection, t.record, t.id),
    by('retirements', t.record, t.id),
    by('retirements', t.became_collection, t.became_id, t.id),
    ...byDate('retirements', t.id, t.date, t.date_earliest, t.date_latest),
  ],
);

/** `/retirements`, from the files in `data/retirements`. */
export const retirementResource = defineResource({
  name: 'retirements',
  singular: 'retirement',
  about:
    'Ids that are used no more: of records that were renamed or merged, whose addresses lead to what they became, and of records that were withdrawn. No id is used again.',
  record: z.strictObject({
    id: slug,
    title: prose.describe('Why the record is there no more'),
    collection: z
      .string()
      .max(80)
      .regex(/^[a-z_]+$/, 'the name of a collection, such as demands')
      .meta({ examples: ['demands'] })
      .describe('The collection that it was in'),
    record: slug.describe('The id that it had'),
    became: open(
      lateRef(
        () => listRecordCollections().filter((name) => !['releases', 'retirements'].includes(name)),
        'The record that says now what it said; of one that was withdrawn none',
      ),
      'not_applicable',
    ),
    date: edtf('The day of the release that has it no more'),
    ...common,
  }),
  label: 'title',
  table: retirements,
  row: ({ date, became, ...retirement }) => ({
    ...retirement,
    ...anyValues('became', became),
    ...dateValues('date', date),
  }),
  filters: { date: 'date', collection: 'collection', record: 'record', became: 'became' },
  sorts: { date: 'date', title: 'title' },
});
