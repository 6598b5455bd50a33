import * as z from 'zod';
import { list, ref } from './fields.ts';
import type { Dataset, Rec } from './resource.ts';

/** The field of every record that carries citations. */
export const cited = {
  sources: list(ref('sources', 'Source'), 'The documents that support it'),
  source_count: z.int().min(0).describe('Distinct sources (documents)'),
};

/** How many sources and origins stand behind something. */
export const counted = {
  source_count: cited.source_count,
  origin_count: z
    .int()
    .describe('Distinct origins that sources name; two outlets resting on one agency count once'),
  origins_not_stated: z
    .int()
    .describe('Sources whose origin is not stated, and which are therefore not in origin_count'),
};

/** What corroborated records carry. An origin that no document names is never counted as independent. */
export const corroboration = {
  ...cited,
  report_count: z.int().describe('Reports: renderings of a statement by a source'),
  origins: list(ref('parties', 'Party'), 'The origins that its sources or reports name'),
  ...counted,
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

/** The statements of these ids, as far as they are there. */
export const getStatements = (ids: unknown, dataset: Dataset): Rec[] =>
  (ids as readonly string[]).flatMap((id) => dataset.get('statements', id) ?? []);

/** The sources that a record's own citations stand in. */
export function listSources(dataset: Dataset, collection: string, id: string): string[] {
  return [...new Set(dataset.findCitations(collection, id).map((citation) => citation.source))].sort();
}

/** The sources of a record's citations, and how many they are. */
export function citeSources(dataset: Dataset, collection: string, id: string) {
  const sources = listSources(dataset, collection, id);
  return { sources, source_count: sources.length };
}

/** Sources, each with the origins that are named for it: none where nobody says whose reporting it rests on. */
export type Origins = ReadonlyMap<string, ReadonlySet<string>>;

/** Sources of both. */
export function mergeOrigins(all: readonly Origins[]): Origins {
  const merged = new Map<string, Set<string>>();
  for (const [source, named] of all.flatMap((origins) => [...origins]))
    merged.set(source, new Set([...(merged.get(source) ?? []), ...named]));
  return merged;
}

/** The sources of statements’ reports and citations and of a record's own citations, with their origins. */
export function collectOrigins(
  dataset: Dataset,
  collection: string,
  id: string,
  statements: readonly Rec[],
): Origins {
  const reports = statements.flatMap((s) => s.reports as { source: string; origin: string | null }[]);
  const cited = [
    ...listSources(dataset, collection, id),
    ...statements.flatMap((statement) => listSources(dataset, 'statements', statement.id)),
  ];
  const own = cited.map((source) => ({ source, origin: null }));
  return mergeOrigins(
    [...reports, ...own].map(({ source, origin }) => {
      const whose = origin ?? dataset.get('sources', source)?.origin;
      return new Map([[source, new Set(whose ? [String(whose)] : [])]]);
    }),
  );
}

/** Counts sources and their origins. */
export function countOrigins(origins: Origins) {
  const named = [...origins.values()];
  return {
    source_count: origins.size,
    origin_count: new Set(named.flatMap((names) => [...names])).size,
    origins_not_stated: named.filter((names) => names.size === 0).length,
  };
}

/**
 * Counts what stands behind a record: reports of the statements it rests on, the sources of those, of the statements'
 * citations and of its own, and their origins. Two sources that rest on one agency are one origin; a source that names
 * no origin adds none, and is counted apart.
 */
export function corroborate(dataset: Dataset, collection: string, id: string, statements: readonly Rec[]) {
  const origins = collectOrigins(dataset, collection, id, statements);
  return {
    sources: [...origins.keys()].sort(),
    report_count: statements.reduce((sum, { reports }) => sum + (reports as unknown[]).length, 0),
    ...countOrigins(origins),
    origins: [...new Set([...origins.values()].flatMap((names) => [...names]))].sort(),
  };
}
