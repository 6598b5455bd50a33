import { sqliteTable, text } from 'drizzle-orm/sqlite-core';
import * as z from 'zod';
import { anyLinkTable, by, byDate, dateColumns, dateValues, id } from './columns.ts';
import { common, edtf, lateRef, list, open, prose, slug } from './fields.ts';
import { defineResource, listRecordCollections } from './resource.ts';

/** Whatever is read from documents may have been wrong. */
const listCorrected = () => listRecordCollections().filter((name) => name !== 'corrections');

/** One row a correction. */
export const corrections = sqliteTable(
  'corrections',
  {
    id: id(),
    title: text().notNull(),
    now: text().notNull(),
    ...dateColumns('date'),
    removed: text(),
    noticed_by: text().notNull(),
    revised: text().notNull(),
  },
  (t) => [
    by('corrections', t.revised, t.id),
    by('corrections', t.title, t.id),
    ...byDate('corrections', t.id, t.date, t.date_earliest, t.date_latest),
  ],
);

/** Which records a correction changed. */
export const correctionRecords = anyLinkTable(
  'correction_records',
  ['correction_id', () => corrections.id],
  'record',
);

/** `/corrections`, from the files in `data/corrections`. */
export const correctionResource = defineResource({
  name: 'corrections',
  singular: 'correction',
  about:
    'What was wrong in records of an earlier release, and what they say now. How an error is reported stands in data/CORRECTIONS.md.',
  record: z.strictObject({
    id: slug,
    title: prose.describe('What was wrong'),
    now: prose.describe('What the records say now'),
    date: edtf('The day of the release that has the correction'),
    records: list(lateRef(listCorrected, 'Record'), 'The records that were corrected'),
    removed: open(
      prose.describe('Records that are there no more, as collection/id, with commas between'),
      'not_applicable',
    ),
    noticed_by: prose.describe('Who noticed it'),
    ...common,
  }),
  label: 'title',
  table: corrections,
  row: ({ date, ...correction }) => ({ ...correction, ...dateValues('date', date) }),
  lists: () => ({ records: correctionRecords }),
  filters: { date: 'date', record: 'records' },
  sorts: { date: 'date', title: 'title' },
});
