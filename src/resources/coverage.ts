import { index, sqliteTable, text as textColumn } from 'drizzle-orm/sqlite-core';
import * as z from 'zod';
import { anyRef, list, ref, slug } from '../model/fields.ts';
import { below, column, type Dataset, defineResource, many, type Rec } from '../model/resource.ts';
import { anyLink, link, recordColumns } from '../model/tables.ts';
import { speechOf } from './reports.ts';
import { sourcesTable } from './sources.ts';
import { type REPORT_SPEECHES, statementsTable } from './statements.ts';
import { topicsTable } from './topics.ts';

export const coverageTable = sqliteTable(
  'coverage',
  {
    ...recordColumns(),
    statement: textColumn()
      .notNull()
      .references(() => statementsTable.id),
  },
  (t) => [index('coverage_statement').on(t.statement, t.id)],
);
const coverageRow = () => coverageTable;
const source = () => sourcesTable;
export const coverageTopics = link('coverage_topics', coverageRow, () => topicsTable);
export const coverageReported = link('coverage_reported', coverageRow, source);
export const coverageDirect = link('coverage_direct', coverageRow, source);
export const coverageIndirect = link('coverage_indirect', coverageRow, source);
export const coverageMixed = link('coverage_mixed', coverageRow, source);
export const coverageNotReported = link('coverage_not_reported', coverageRow, source);
export const coverageSpeakers = anyLink('coverage_speakers', coverageRow);

const sources = (about: string) => list(ref('sources', 'Source'), about);

function coverageOf(dataset: Dataset): Rec[] {
  const all = dataset.all('sources').map(({ id }) => id);
  return dataset.all('statements').map((statement) => {
    const reports = statement.reports as unknown as {
      source: string;
      speech: string | null;
      wording: unknown[];
    }[];
    const by = (speech: (typeof REPORT_SPEECHES)[number]) =>
      reports.filter((report) => speechOf(report) === speech).map((report) => report.source);
    const reporting = new Set(reports.map((report) => report.source));
    return {
      id: statement.id,
      statement: statement.id,
      speaker: statement.speaker,
      topics: statement.topics,
      reported: all.filter((id) => reporting.has(id)),
      direct: by('direct'),
      indirect: by('indirect'),
      mixed: by('mixed'),
      not_reported: all.filter((id) => !reporting.has(id)),
    };
  });
}

export const coverage = defineResource({
  name: 'coverage',
  singular: 'coverage_row',
  about:
    'Statements against sources: which report each directly, which indirectly, which not at all. “Not at all” is the curators’ reading, confirmed by a second reader.',
  record: z.strictObject({
    id: slug,
    statement: ref('statements', 'The statement'),
    speaker: anyRef(['people', 'parties', 'sources'], 'Who says it'),
    topics: list(ref('topics', 'Topic'), 'What the statement is about'),
    reported: sources('Sources that report it'),
    direct: sources('Sources that quote it directly'),
    indirect: sources('Sources that report it in their own words'),
    mixed: sources('Sources that do both'),
    not_reported: sources('Sources that do not report it'),
  }),
  made: coverageOf,
  label: (row, dataset) => `Coverage: ${dataset.get('statements', String(row.statement))?.title}`,
  table: coverageTable,
  filters: {
    statement: column('statement', coverageTable.statement),
    speaker: many('speaker', coverageSpeakers),
    topic: below('topics', coverageTopics),
    reported: many('reported', coverageReported),
    direct: many('direct', coverageDirect),
    indirect: many('indirect', coverageIndirect),
    mixed: many('mixed', coverageMixed),
    not_reported: many('not_reported', coverageNotReported),
  },
  sorts: {},
});
