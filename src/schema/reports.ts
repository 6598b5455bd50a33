import * as z from 'zod';
import { anyRef, ref, slug } from './fields.ts';
import { defineResource } from './resource.ts';
import { REPORT_SPEECHES, report } from './statements.ts';

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
  filters: {
    statement: 'statement',
    source: 'source',
    origin: 'origin',
    speech: 'speech',
    via: 'via.who',
    speaker: 'speaker',
  },
  sorts: {},
  includes: { citations: { collection: 'citations', filter: 'record' } },
});
