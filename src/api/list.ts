/** A list as it is answered: pages in JSON, and rows for the formats that have no envelope. */

import type { Format } from '../formats/format.ts';
import { writeCursor } from '../query/cursor.ts';
import { facet } from '../query/facet.ts';
import { included } from '../query/include.ts';
import { page } from '../query/page.ts';
import {
  DEFAULT_LIMIT,
  fingerprint,
  type ListQuery,
  listParams,
  queryString,
  without,
} from '../query/query.ts';
import { matching } from '../query/search.ts';
import { select } from '../query/select.ts';
import { resourceNamed } from '../schema/index.ts';
import type { Resource } from '../schema/resource.ts';
import type { RecordSet } from '../store/record-set.ts';
import type { Store } from '../store/store.ts';
import { HttpProblem } from './problem.ts';

/** Most records that inclusions may add to one answer: what takes more is asked for page by page. */
const MAX_INCLUDED = 10_000;

export interface ListRequest {
  query: ListQuery;
  /** Place of the last record of the page before. */
  after: number | null;
  /** Scheme and host that links begin with. */
  base: string;
  suffix: string | null;
}

/** The records that hold a query's words; null where it has none. */
const foundBy = (store: Store, resource: Resource, { q }: ListQuery): RecordSet | null =>
  q === null ? null : matching(store, resource.name, q);

/** The records that meet a query's conditions and hold its words; null: all. */
export const selected = (store: Store, resource: Resource, query: ListQuery): RecordSet | null =>
  select(store, resource, query.conditions, foundBy(store, resource, query));

/** An inclusion's records, by their numbers in their own collection. */
interface Inclusion {
  name: string;
  collection: string;
  numbers: readonly number[];
}

function inclusionsFor(store: Store, resource: Resource, names: readonly string[], n: number): Inclusion[] {
  if (!names.length) return [];
  const { id } = store.record(resource.name, n);
  return names.map((name) => {
    const include = resource.includes?.[name];
    const target = include && resourceNamed.get(include.collection);
    if (!include || !target) throw new Error(`${resource.name} includes no ${name}`);
    return { name, collection: target.name, numbers: included(store, resource, target, include, id) };
  });
}

type Shape = Pick<ListQuery, 'select' | 'include'>;

const COMMA = Buffer.from(',');
const utf8 = new TextEncoder();

/** Parts with commas between them, what goes before, and what after. */
function joined(before: string, parts: readonly Uint8Array[], after: string): Uint8Array {
  const separated = parts.flatMap((part, index) => (index ? [COMMA, part] : [part]));
  return Buffer.concat([Buffer.from(before), ...separated, Buffer.from(after)]);
}

/** A record's JSON as it is answered: what is included stands last, or in the place of its own references. */
function shaped(
  store: Store,
  resource: Resource,
  shape: Shape,
  n: number,
  inclusions: Inclusion[],
): Uint8Array {
  if (!shape.select && !inclusions.length) return store.json(resource.name, n);
  const record = JSON.parse(store.record(resource.name, n).json) as Record<string, unknown>;
  const kept = (shape.select ?? Object.keys(record)).filter(
    (field) => !inclusions.some(({ name }) => name === field),
  );
  const own = kept.map((field) => Buffer.from(`${JSON.stringify(field)}:${JSON.stringify(record[field])}`));
  const others = inclusions.map(({ name, collection, numbers }) =>
    store.joined(collection, numbers, `${JSON.stringify(name)}:[`, ']'),
  );
  return joined('{', [...own, ...others], '}');
}

/**
 * Records as a query wants them; where nothing is added or taken away, as they stand in the database.
 * @throws {HttpProblem} 503 where inclusions would make the answer larger than is allowed: before any is read
 */
export function recordsOf(
  store: Store,
  resource: Resource,
  shape: Shape,
  numbers: readonly number[],
): Uint8Array[] {
  let added = 0;
  const all = numbers.map((n) => {
    const inclusions = inclusionsFor(store, resource, shape.include, n);
    for (const { numbers: records } of inclusions) added += records.length;
    if (added > MAX_INCLUDED)
      throw new HttpProblem(
        503,
        `include would add more than ${MAX_INCLUDED} records to this answer; ask for fewer with limit, or follow the links of single records`,
      );
    return { n, inclusions };
  });
  return all.map(({ n, inclusions }) => shaped(store, resource, shape, n, inclusions));
}

/** The URL of a list in one spelling: requests that mean the same have the same. */
export function listUrl(resource: Resource, { query, base, suffix }: Omit<ListRequest, 'after'>): string {
  const params = listParams(query, resource);
  const whole = suffix !== null && suffix !== 'json';
  if (query.limit !== null && (whole || query.limit !== DEFAULT_LIMIT))
    params.set('limit', String(query.limit));
  if (query.cursor !== null) params.set('cursor', query.cursor);
  const path = suffix === null ? resource.name : `${resource.name}.${suffix}`;
  return `${base}/${path}${params.size ? `?${queryString(params)}` : ''}`;
}

function facetsFor(store: Store, resource: Resource, query: ListQuery, found: RecordSet | null) {
  return Object.fromEntries(
    query.facet.map((name) => {
      const others = without(query.conditions, resource, name);
      return [name, facet(store, resource, query, name, select(store, resource, others, found))];
    }),
  );
}

/** A page with its envelope, and the Link header to the next one (RFC 8288). */
export function listJson(
  store: Store,
  resource: Resource,
  request: ListRequest,
): { body: Uint8Array; headers: Record<string, string> } {
  const { query, after } = request;
  const limit = query.limit ?? DEFAULT_LIMIT;
  const found = foundBy(store, resource, query);
  const set = select(store, resource, query.conditions, found);
  // One more than is shown tells that there is a next page.
  const placed = limit ? page(store, resource.name, set, query.sort, limit + 1, after) : [];
  const shown = placed.slice(0, limit);
  const last = placed.length > limit ? shown.at(-1) : undefined;
  const cursor = last ? writeCursor(store.release.id, fingerprint(resource, query), last.place) : null;
  const next = cursor && listUrl(resource, { ...request, query: { ...query, cursor } });
  const meta = {
    total: set ? set.size : store.count(resource.name),
    total_relation: 'eq',
    count: shown.length,
    unit: resource.name,
    limit,
    next_cursor: cursor,
    release: store.release.id,
  };
  const numbers = shown.map(({ n }) => n);
  const rest = JSON.stringify({
    meta,
    links: { self: listUrl(resource, request), next },
    ...(query.facet.length ? { facets: facetsFor(store, resource, query, found) } : {}),
  });
  const [opening, closing] = ['{"data":[', `],${rest.slice(1)}`];
  const asStored = !query.select && !query.include.length;
  return {
    body: asStored
      ? store.joined(resource.name, numbers, opening, closing)
      : joined(opening, recordsOf(store, resource, query, numbers), closing),
    headers: next ? { link: `<${next}>; rel="next"` } : {},
  };
}

export interface Rows {
  /** As they are written, in UTF-8. */
  bytes: Uint8Array;
  /** The place to go on after; null at the end. */
  place: number | null;
  count: number;
}

/** Bytes after which a batch of rows ends, however few they are: inclusions may make one a thousand times as long. */
const BATCH_BYTES = 1_000_000;

/** Some rows of a list, from after a place on: `limit`, or fewer where they are long. */
export function listRows(
  store: Store,
  resource: Resource,
  query: ListQuery,
  format: Format,
  set: RecordSet | null,
  after: number | null,
  limit: number,
): Rows {
  const writer = format.writer(resource, { select: query.select, bom: query.bom });
  const placed = page(store, resource.name, set, query.sort, limit, after);
  const rows: Uint8Array[] = [];
  let length = 0;
  for (const { n } of placed) {
    if (length > BATCH_BYTES) break;
    const inclusions = inclusionsFor(store, resource, query.include, n);
    const json = Buffer.from(shaped(store, resource, query, n, inclusions)).toString();
    const row = utf8.encode(writer.row(json));
    rows.push(row);
    length += row.length;
  }
  const last = placed[rows.length - 1];
  const ended = rows.length === placed.length && placed.length < limit;
  // Bytes of their own, so that they can be handed to another thread.
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const row of rows) {
    bytes.set(row, at);
    at += row.length;
  }
  return { bytes, place: ended || !last ? null : last.place, count: rows.length };
}
