import * as z from 'zod';
import { list, ref } from './fields.ts';
import type { Dataset, Rec } from './resource.ts';

/** The field of every record that carries citations. */
export const cited = {
  sources: list(ref('sources', 'Source'), 'The documents that support it'),
  source_count: z.int().min(0).describe('Distinct sources (documents)'),
};

/** What corroborated records carry. An origin that no document names is never counted as independent. */
export const corroboration = {
  ...cited,
  report_count: z.int().describe('Reports: renderings of a statement by a source'),
  origins: list(ref('parties', 'Party'), 'The origins that its sources or reports name'),
  origin_count: z
    .int()
    .describe('Distinct origins that sources name; two outlets resting on one agency count once'),
  origins_not_stated: z
    .int()
    .describe('Sources whose origin is not stated, and which are therefore not in origin_count'),
};

/** What records that carry citations are asked by. */
export const citedFilters = { source_count: 'source_count', source: 'sources' };

/** What corroborated records are asked by. */
export const corroborationFilters = {
  report_count: 'report_count',
  source_count: 'source_count',
  origin_count: 'origin_count',
  origins_not_stated: 'origins_not_stated',
  source: 'sources',
  origin: 'origins',
};

/** The sources that a record's own citations stand in. */
export function sourcesOf(dataset: Dataset, collection: string, id: string): string[] {
  return [...new Set(dataset.citations(collection, id).map((citation) => citation.source))].sort();
}

/** The sources of a record's citations, and how many they are. */
export function citeSources(dataset: Dataset, collection: string, id: string) {
  const sources = sourcesOf(dataset, collection, id);
  return { sources, source_count: sources.length };
}

/**
 * Counts what stands behind a record: reports of the statements it rests on, the sources of those, of the statements'
 * citations and of its own, and their origins. Two sources that rest on one agency are one origin; a source that names
 * no origin adds none, and is counted apart.
 */
export function corroborate(dataset: Dataset, collection: string, id: string, statements: readonly Rec[]) {
  const reports = statements.flatMap((s) => s.reports as { source: string; origin: string | null }[]);
  const cited = new Set([
    ...sourcesOf(dataset, collection, id),
    ...statements.flatMap((s) => sourcesOf(dataset, 'statements', s.id)),
  ]);
  const own = [...cited].map((source) => ({ source, origin: null }));
  const origins = new Map<string, Set<string>>();
  for (const { source, origin } of [...reports, ...own]) {
    const whose = origin ?? dataset.get('sources', source)?.origin;
    const known = origins.get(source) ?? new Set();
    if (whose) known.add(String(whose));
    origins.set(source, known);
  }
  const named = [...new Set([...origins.values()].flatMap((known) => [...known]))].sort();
  return {
    sources: [...origins.keys()].sort(),
    report_count: reports.length,
    source_count: origins.size,
    origins: named,
    origin_count: named.length,
    origins_not_stated: [...origins.values()].filter((known) => known.size === 0).length,
  };
}
