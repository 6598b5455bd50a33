/** A list as it is answered: pages in JSON, and rows for the formats that have no envelope. */
import type { Store } from '../db.ts';
import type { Format } from '../formats/format.ts';
import type { RecordSet } from '../model/record-set.ts';
import type { Resource } from '../model/resource.ts';
import { writeCursor } from '../query/cursor.ts';
import { facet } from '../query/facet.ts';
import { included } from '../query/include.ts';
import { type Placed, page } from '../query/page.ts';
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
import { resourceNamed } from '../resources/index.ts';
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

/** The records that meet a query's conditions and hold its words; null: all. */
export function selected(store: Store, resource: Resource, query: ListQuery): RecordSet | null {
  const found = query.q === null ? null : matching(store, resource.name, query.q);
  return select(store, resource, query.conditions, found);
}

function includedFor(store: Store, resource: Resource, name: string, id: string): string[] {
  const include = resource.includes?.[name];
  const target = include && resourceNamed.get(include.collection);
  if (!include || !target) throw new Error(`${resource.name} includes no ${name}`);
  return included(store, resource, target, include, id);
}

/** What a query adds to records and takes away, for one answer. */
export class Shaper {
  private readonly store: Store;
  private readonly resource: Resource;
  private readonly query: Pick<ListQuery, 'select' | 'include'>;
  private readonly most: number;
  private added = 0;

  /** @param most how many records may be included in all */
  constructor(
    store: Store,
    resource: Resource,
    query: Pick<ListQuery, 'select' | 'include'>,
    most = MAX_INCLUDED,
  ) {
    this.store = store;
    this.resource = resource;
    this.query = query;
    this.most = most;
  }

  /**
   * A record's JSON as the query wants it.
   * @throws {HttpProblem} 503 where inclusions would make the answer larger than is allowed
   */
  json({ id, json }: { id: string; json: string }): string {
    const { select: wanted, include } = this.query;
    if (!wanted && !include.length) return json;
    const record = JSON.parse(json) as Record<string, unknown>;
    const kept = wanted ? Object.fromEntries(wanted.map((field) => [field, record[field]])) : record;
    // What is included stands last, or in the place of the references that the record has itself.
    const parts = new Map(Object.entries(kept).map(([name, value]) => [name, JSON.stringify(value)]));
    for (const name of include) {
      const records = includedFor(this.store, this.resource, name, id);
      this.added += records.length;
      if (this.added > this.most)
        throw new HttpProblem(
          503,
          `include would add more than ${this.most} records to this answer; ask for fewer with limit, or follow the links of single records`,
        );
      parts.set(name, `[${records.join(',')}]`);
    }
    return `{${[...parts].map(([name, value]) => `"${name}":${value}`).join(',')}}`;
  }
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

const COMMA = Buffer.from(',');
const utf8 = new TextEncoder();

/** Parts with commas between them, what goes before, and what after. */
function joined(before: string, parts: readonly Uint8Array[], after: string): Uint8Array {
  const separated = parts.flatMap((part, index) => (index ? [COMMA, part] : [part]));
  return Buffer.concat([Buffer.from(before), ...separated, Buffer.from(after)]);
}

/** Records as they are answered; where nothing is added or taken away, as they stand in the database. */
function recordsOf(
  store: Store,
  resource: Resource,
  query: ListQuery,
  shown: readonly Placed[],
): Uint8Array[] {
  if (!query.select && !query.include.length) return shown.map(({ n }) => store.json(resource.name, n));
  const shaper = new Shaper(store, resource, query);
  return shown.map(({ n }) => Buffer.from(shaper.json(store.record(resource.name, n))));
}

/** A page with its envelope, and the Link header to the next one (RFC 8288). */
export function listJson(
  store: Store,
  resource: Resource,
  request: ListRequest,
): { body: Uint8Array; headers: Record<string, string> } {
  const { query, after } = request;
  const limit = query.limit ?? DEFAULT_LIMIT;
  const found = query.q === null ? null : matching(store, resource.name, query.q);
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
  const rest = JSON.stringify({
    meta,
    links: { self: listUrl(resource, request), next },
    ...(query.facet.length ? { facets: facetsFor(store, resource, query, found) } : {}),
  });
  return {
    body: joined('{"data":[', recordsOf(store, resource, query, shown), `],${rest.slice(1)}`),
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

/** Some rows of a list, from after a place on. */
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
  const shaper = new Shaper(store, resource, query, Number.POSITIVE_INFINITY);
  const placed = page(store, resource.name, set, query.sort, limit, after);
  const text = placed.map(({ n }) => writer.row(shaper.json(store.record(resource.name, n)))).join('');
  const last = placed.length === limit ? placed.at(-1) : undefined;
  return { bytes: utf8.encode(text), place: last?.place ?? null, count: placed.length };
}
