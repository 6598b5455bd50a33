import { index, sqliteTable, text as textColumn } from 'drizzle-orm/sqlite-core';
import * as z from 'zod';
import { anyRef, ref, slug } from '../model/fields.ts';
import { column, defineResource, many } from '../model/resource.ts';
import { anyLink, recordColumns } from '../model/tables.ts';
import { partiesTable } from './parties.ts';
import { sourcesTable } from './sources.ts';
import { REPORT_SPEECHES, report, statementsTable } from './statements.ts';

export const reportsTable = sqliteTable(
  'reports',
  {
    ...recordColumns(),
    statement: textColumn()
      .notNull()
      .references(() => statementsTable.id),
    source: textColumn()
      .notNull()
      .references(() => sourcesTable.id),
    origin: textColumn().references(() => partiesTable.id),
    speech: textColumn({ enum: REPORT_SPEECHES }).notNull(),
  },
  (t) => [
    index('reports_statement').on(t.statement, t.id),
    index('reports_source').on(t.source, t.id),
    index('reports_origin').on(t.origin, t.id),
    index('reports_speech').on(t.speech, t.id),
  ],
);
export const reportSpeakers = anyLink('report_speakers', () => reportsTable);
export const reportLinks = anyLink('report_via', () => reportsTable);

/** As written; else direct, indirect, or mixed where fragments of both stand in one report. */
export function speechOf(report: Record<string, unknown>): (typeof REPORT_SPEECHES)[number] {
  if (report.speech) return report.speech as (typeof REPORT_SPEECHES)[number];
  const speeches = new Set((report.wording as { speech: 'direct' | 'indirect' }[]).map((w) => w.speech));
  const [only] = speeches;
  return speeches.size === 1 && only ? only : 'mixed';
}

export const reports = defineResource({
  name: 'reports',
  singular: 'report',
  about:
    'How one source renders one statement: directly or not, with which verb, through whom, in which words.',
  record: z.strictObject({
    id: slug,
    statement: ref('statements', 'The statement it renders'),
    ...report.shape,
  }),
  derived: {
    speaker: anyRef(['people', 'parties', 'sources'], 'Who says it'),
    speech: z
      .enum(REPORT_SPEECHES)
      .describe('Direct where all its fragments are quoted, indirect where none is'),
  },
  derive: (report, dataset) => ({
    speaker: dataset.get('statements', String(report.statement))?.speaker,
    speech: speechOf(report),
    origin: report.origin ?? dataset.get('sources', String(report.source))?.origin ?? null,
  }),
  within: { collection: 'statements', field: 'reports', id: (statement, r) => `${statement.id}.${r.source}` },
  label: (r, dataset) =>
    `${dataset.get('statements', String(r.statement))?.title} (${dataset.get('sources', String(r.source))?.title})`,
  table: reportsTable,
  filters: {
    statement: column('statement', reportsTable.statement),
    source: column('source', reportsTable.source),
    origin: column('origin', reportsTable.origin),
    speech: column('speech', reportsTable.speech),
    via: many('via.who', reportLinks),
    speaker: many('speaker', reportSpeakers),
  },
  sorts: {},
  includes: { citations: { collection: 'citations', filter: 'record' } },
});
