import { eq, ne } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import * as z from 'zod';
import { anyColumns, anyValues, by, checkWords, id, recordForeignKey, requiredRef } from './columns.ts';
import { list, ref, slug, speakerRef } from './fields.ts';
import { type Dataset, defineResource, type Rec } from './resource.ts';
import { sources as sourceTable } from './sources.ts';
import { findSpeech, REPORT_SPEECHES, statements, statementTopics } from './statements.ts';

const sources = (about: string) => list(ref('sources', 'Source'), about);

interface Report {
  source: string;
  speech: string | null;
  wording: unknown[];
}

/**
 * The sources that a statement's are compared with: those that have a statement in common with one that reports
 * it. What has none in common with any is on another story, and its silence says nothing.
 */
function makeComparison(dataset: Dataset) {
  const kept = new Map<string, ReadonlySet<string>>();
  return (source: string): ReadonlySet<string> => {
    const known = kept.get(source);
    if (known) return known;
    const shared = dataset.findReferrers('sources', source, 'statements', 'reports.source');
    const found = new Set(
      shared.flatMap(({ reports }) => (reports as Report[]).map((report) => report.source)),
    );
    kept.set(source, found);
    return found;
  };
}

function* makeCoverage(dataset: Dataset): Iterable<Rec> {
  const comparedWith = makeComparison(dataset);
  for (const statement of dataset.all('statements')) {
    const reports = statement.reports as Report[];
    const listBySpeech = (speech: (typeof REPORT_SPEECHES)[number]) =>
      reports.filter((report) => findSpeech(report as never) === speech).map((report) => report.source);
    const reporting = new Set(reports.map((report) => report.source));
    const compared = new Set(reports.flatMap((report) => [...comparedWith(report.source)]));
    yield {
      id: statement.id,
      statement: statement.id,
      speaker: statement.speaker,
      topics: statement.topics,
      reported: [...reporting].sort(),
      direct: listBySpeech('direct'),
      indirect: listBySpeech('indirect'),
      mixed: listBySpeech('mixed'),
      not_reported: [...compared].filter((id) => !reporting.has(id)).sort(),
    };
  }
}

/** One row a statement; how each source has it stands in `coverage_sources`. */
export const coverage = sqliteTable(
  'coverage',
  {
    id: id(),
    name: text().notNull(),
    statement_id: requiredRef(() => statements.id),
    ...anyColumns('speaker'),
  },
  (t) => [
    recordForeignKey(t.speaker_collection, t.speaker_id),
    by('coverage', t.statement_id, t.id),
    by('coverage', t.speaker_id, t.speaker_collection, t.id),
  ],
);

const COVERAGES = [...REPORT_SPEECHES, 'not_reported'] as const;

/** Statements against sources: how each reports it, or that it does not. */
export const coverageSources = sqliteTable(
  'coverage_sources',
  {
    owner: text('coverage_id')
      .notNull()
      .references(() => coverage.id),
    value: text('source_id')
      .notNull()
      .references(() => sourceTable.id),
    coverage: text({ enum: COVERAGES }).notNull(),
    position: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.owner, t.value] }),
    checkWords('coverage_sources', t.coverage, COVERAGES),
    index('coverage_sources_by_source').on(t.value, t.coverage, t.owner),
  ],
);

const columns = {
  table: coverageSources,
  owner: coverageSources.owner,
  value: coverageSources.value,
};
const makeCoverageList = (how: (typeof COVERAGES)[number]) => ({
  ...columns,
  position: coverageSources.position,
  where: eq(coverageSources.coverage, how),
  insertAs: { coverage: how },
});

/** `/coverage`, made of statements and their reports. */
export const coverageResource = defineResource({
  name: 'coverage',
  singular: 'coverage_row',
  about:
    'Statements against sources: which report each directly, which indirectly, which not at all. Compared are the sources that have some statement in common with one that reports it; “not at all” is the curators’ reading, confirmed by a second reader.',
  record: z.strictObject({
    id: slug,
    statement: ref('statements', 'The statement'),
    speaker: speakerRef('Who says it'),
    topics: list(ref('topics', 'Topic'), 'What the statement is about'),
    reported: sources('Sources that report it'),
    direct: sources('Sources that quote it directly'),
    indirect: sources('Sources that report it in their own words'),
    mixed: sources('Sources that do both'),
    not_reported: sources('Sources that have a statement in common with those, and do not report this one'),
  }),
  ownerField: 'statement',
  makeRecords: makeCoverage,
  table: coverage,
  row: ({ statement, speaker, ...row }) => ({
    ...row,
    statement_id: statement,
    ...anyValues('speaker', speaker),
  }),
  lists: () => ({
    topics: {
      table: statementTopics,
      owner: statementTopics.owner,
      value: statementTopics.value,
      position: statementTopics.position,
      insertAs: null,
    },
    reported: { ...columns, where: ne(coverageSources.coverage, 'not_reported'), insertAs: null },
    direct: makeCoverageList('direct'),
    indirect: makeCoverageList('indirect'),
    mixed: makeCoverageList('mixed'),
    not_reported: makeCoverageList('not_reported'),
  }),
  label: (row, dataset) => `Coverage: ${dataset.get('statements', String(row.statement))?.title}`,
  filters: {
    statement: 'statement',
    speaker: 'speaker',
    topic: { path: 'topics', below: true },
    reported: 'reported',
    direct: 'direct',
    indirect: 'indirect',
    mixed: 'mixed',
    not_reported: 'not_reported',
  },
  sorts: {},
});
