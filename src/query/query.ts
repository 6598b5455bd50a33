import { hash } from 'node:crypto';
import { getParameter } from '../schema/parameters.ts';
import type { Resource } from '../schema/resource.ts';

/** Most records a page. */
export const MAX_LIMIT = 1000;

/** Records a page where no limit is given. */
export const DEFAULT_LIMIT = 50;

/** A value of a filter, as it was read. */
export type FilterValue = string | number | boolean;

/** A filter's parameter by its name, and what it was given. */
export interface Condition {
  name: string;
  values: FilterValue[];
}

/** An order: by the name of a field, or `id`. */
export interface Sort {
  name: string;
  descending: boolean;
}

/**
 * A request for a list, read and checked; inclusions and facets in order, so that the answers are the same too.
 * Plain data: it can be sent to a thread.
 */
export interface ListQuery {
  conditions: Condition[];
  q: string | null;
  sort: Sort;
  select: string[] | null;
  include: string[];
  facet: string[];
  /** null: not given. */
  limit: number | null;
  cursor: string | null;
  bom: boolean;
  /** Whether each row says which release and query it is of. */
  provenance: boolean;
}

/** Conditions but those of one filter, whatever operator they have. */
export const removeFilter = (
  conditions: readonly Condition[],
  resource: Resource,
  filter: string,
): Condition[] => conditions.filter(({ name }) => getParameter(resource, name).field !== filter);

/** The query in one spelling: requests that mean the same are the same. `but` leaves a filter out. */
export function writeListParams(query: ListQuery, resource: Resource, but?: string): URLSearchParams {
  const kept = but === undefined ? query.conditions : removeFilter(query.conditions, resource, but);
  const entries: [string, string][] = kept.map(({ name, values }) => [
    name,
    values.map(String).sort().join(','),
  ]);
  if (query.q) entries.push(['q', query.q]);
  if (query.sort.name !== 'id' || query.sort.descending)
    entries.push(['sort', `${query.sort.descending ? '-' : ''}${query.sort.name}`]);
  if (query.select) entries.push(['select', query.select.join(',')]);
  if (query.include.length) entries.push(['include', query.include.join(',')]);
  if (query.facet.length) entries.push(['facet', query.facet.join(',')]);
  if (query.bom) entries.push(['bom', 'true']);
  if (query.provenance) entries.push(['provenance', 'true']);
  return new URLSearchParams(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** As it is written in a URL; commas and slashes may stand there as they are (RFC 3986 §3.4). */
export const writeQueryString = (params: URLSearchParams): string =>
  params.toString().replaceAll('%2C', ',').replaceAll('%2F', '/');

/** A short fingerprint of the query that a cursor belongs to, by its path and parameters. */
export const makeFingerprint = (path: string, params: URLSearchParams): string =>
  hash('sha256', `${path}?${params}`, 'base64url').slice(0, 12);

/** The fingerprint of a list. */
export const makeListFingerprint = (resource: Resource, query: ListQuery): string =>
  makeFingerprint(resource.name, writeListParams(query, resource));
