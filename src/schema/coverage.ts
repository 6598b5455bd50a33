import * as z from 'zod';
import { anyRef, list, ref, slug } from './fields.ts';
import { speechOf } from './reports.ts';
import { type Dataset, defineResource, type Rec } from './resource.ts';
import type { REPORT_SPEECHES } from './statements.ts';

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
function comparison(dataset: Dataset) {
  const kept = new Map<string, ReadonlySet<string>>();
  return (source: string): ReadonlySet<string> => {
    const known = kept.get(source);
    if (known) return known;
    const shared = dataset.referrers('sources', source, 'statements', 'reports.source');
    const found = new Set(
      shared.flatMap(({ reports }) => (reports as Report[]).map((report) => report.source)),
    );
    kept.set(source, found);
    return found;
  };
}

function* coverageOf(dataset: Dataset): Iterable<Rec> {
  const comparedWith = comparison(dataset);
  for (const statement of dataset.all('statements')) {
    const reports = statement.reports as Report[];
    const by = (speech: (typeof REPORT_SPEECHES)[number]) =>
      reports.filter((report) => speechOf(report as never) === speech).map((report) => report.source);
    const reporting = new Set(reports.map((report) => report.source));
    const compared = new Set(reports.flatMap((report) => [...comparedWith(report.source)]));
    yield {
      id: statement.id,
      statement: statement.id,
      speaker: statement.speaker,
      topics: statement.topics,
      reported: [...reporting].sort(),
      direct: by('direct'),
      indirect: by('indirect'),
      mixed: by('mixed'),
      not_reported: [...compared].filter((id) => !reporting.has(id)).sort(),
    };
  }
}

export const coverage = defineResource({
  name: 'coverage',
  singular: 'coverage_row',
  about:
    'Statements against sources: which report each directly, which indirectly, which not at all. Compared are the sources that have some statement in common with one that reports it; “not at all” is the curators’ reading, confirmed by a second reader.',
  record: z.strictObject({
    id: slug,
    statement: ref('statements', 'The statement'),
    speaker: anyRef(['people', 'parties', 'sources'], 'Who says it'),
    topics: list(ref('topics', 'Topic'), 'What the statement is about'),
    reported: sources('Sources that report it'),
    direct: sources('Sources that quote it directly'),
    indirect: sources('Sources that report it in their own words'),
    mixed: sources('Sources that do both'),
    not_reported: sources('Sources that have a statement in common with those, and do not report this one'),
  }),
  made: coverageOf,
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
