import { createHash } from 'node:crypto';
import type { Parameter } from '../model/parameters.ts';

export const MAX_LIMIT = 1000;

export const DEFAULT_LIMIT = 50;

export interface Condition {
  parameter: Parameter;
  values: (string | number | boolean)[];
}

/** A request for a list, read and checked; inclusions and facets in order, so that the answers are the same too. */
export interface ListQuery {
  conditions: Condition[];
  q: string | null;
  sort: { name: string; descending: boolean };
  select: string[] | null;
  include: string[];
  facet: string[];
  /** null: not given. */
  limit: number | null;
  cursor: string | null;
  bom: boolean;
}

/** The query in one spelling: requests that mean the same are the same. `without` leaves a filter out. */
export function canonical(query: ListQuery, without?: string): URLSearchParams {
  const entries: [string, string][] = query.conditions
    .filter(({ parameter }) => parameter.field !== without)
    .map(({ parameter, values }) => [parameter.name, values.map(String).sort().join(',')]);
  if (query.q) entries.push(['q', query.q]);
  if (query.sort.name !== 'id' || query.sort.descending)
    entries.push(['sort', `${query.sort.descending ? '-' : ''}${query.sort.name}`]);
  if (query.select) entries.push(['select', query.select.join(',')]);
  if (query.include.length) entries.push(['include', query.include.join(',')]);
  if (query.facet.length) entries.push(['facet', query.facet.join(',')]);
  if (query.bom) entries.push(['bom', 'true']);
  return new URLSearchParams(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** As it is written in a URL; commas and slashes may stand there as they are (RFC 3986 §3.4). */
export const queryString = (params: URLSearchParams): string =>
  params.toString().replaceAll('%2C', ',').replaceAll('%2F', '/');

/** A short fingerprint of the query that a cursor belongs to. */
export function fingerprint(collection: string, query: ListQuery): string {
  return createHash('sha256')
    .update(`${collection}?${canonical(query)}`)
    .digest('base64url')
    .slice(0, 12);
}
