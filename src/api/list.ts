/** A list as it is answered: pages in JSON, and rows for the formats that have no envelope. */
import type { BookFormat, Format, StreamFormat, WriterOptions } from '../formats/format.ts';
import { countMatches } from '../query/count.ts';
import { writeCursor } from '../query/cursor.ts';
import { countFacet } from '../query/facet.ts';
import { selectIncluded } from '../query/include.ts';
import { selectJson, selectJsonArray } from '../query/json.ts';
import { selectPage } from '../query/page.ts';
import {
  type Condition,
  DEFAULT_LIMIT,
  type ListQuery,
  makeListFingerprint,
  writeListParams,
  writeQueryString,
} from '../query/query.ts';
import { findMissingWords, type MissingWord } from '../query/search.ts';
import { resourceNamed } from '../schema/index.ts';
import { getParameter } from '../schema/parameters.ts';
import type { Resource } from '../schema/resource.ts';
import type { Store } from '../store/store.ts';
import { writeCiteLink } from './cite-link.ts';
import { makeMeta } from './meta.ts';
import { HttpProblem } from './problem.ts';

/** Most records that inclusions may add to one answer: what takes more is asked for page by page. */
const MAX_INCLUDED = 10_000;

/** A request for a page. */
export interface ListRequest {
  query: ListQuery;
  /** Id of the last record of the page before. */
  after: string | null;
  /** Scheme, host and path that links begin with. */
  base: string;
  suffix: string | null;
  /** Parameters that were passed over. */
  ignored: readonly string[];
  /** Whether records are answered byte for byte as they are stored: no path is written before their URLs. */
  unchanged: boolean;
}

/** An inclusion's records, by their ids in their own collection. */
interface Inclusion {
  name: string;
  target: Resource;
  ids: readonly string[];
}

function findInclusions(
  store: Store,
  resource: Resource,
  { include: names, citations }: Selection,
  id: string,
): Inclusion[] {
  return names.map((name) => {
    const include = resource.includes?.[name];
    const target = include && resourceNamed.get(include.collection);
    if (!include || !target) throw new Error(`${resource.name} includes no ${name}`);
    const cited = name === 'citations' && citations ? [{ name: 'field', values: citations }] : [];
    return { name, target, ids: selectIncluded(store, resource, target, include, id, cited) };
  });
}

/** The condition that names the day on which records are asked for as they stood. */
const findDay = (resource: Resource, conditions: readonly Condition[]): Condition | undefined =>
  conditions.find(({ name }) => getParameter(resource, name).filter.standing);

/** A record's JSON as a query has it: as it stood on the day that is asked for, where one is. */
function showOnDay(resource: Resource, conditions: readonly Condition[], json: string): string {
  const { showOn } = resource;
  const day = showOn && findDay(resource, conditions);
  return day ? JSON.stringify(showOn(JSON.parse(json), String(day.values[0]))) : json;
}

/** Which fields a record is shown with, and what is added to it. */
export interface Selection {
  select: readonly string[] | null;
  include: readonly string[];
  /** Fields whose citations are included; null: all. */
  citations?: string[] | null;
}

/** A record's JSON as it is answered: what is included stands last, or in the place of its own references. */
function writeSelectedJson(
  store: Store,
  json: string,
  { select }: Selection,
  inclusions: readonly Inclusion[],
): string {
  if (!select && !inclusions.length) return json;
  const record = JSON.parse(json) as Record<string, unknown>;
  const kept = (select ?? Object.keys(record)).filter(
    (field) => !inclusions.some(({ name }) => name === field),
  );
  const own = kept.map((field) => `${JSON.stringify(field)}:${JSON.stringify(record[field])}`);
  const others = inclusions.map(
    ({ name, target, ids }) => `${JSON.stringify(name)}:[${selectJson(store, target, ids).join(',')}]`,
  );
  return `{${[...own, ...others].join(',')}}`;
}

/**
 * The JSON of records as a query wants them.
 * @throws {HttpProblem} 400 where inclusions would make the answer larger than is allowed: before any is read
 */
export function writeRecordsJson(
  store: Store,
  resource: Resource,
  selection: Selection,
  ids: readonly string[],
  conditions: readonly Condition[] = [],
): string[] {
  let added = 0;
  const inclusions = ids.map((id) => {
    const found = findInclusions(store, resource, selection, id);
    for (const { ids: records } of found) added += records.length;
    if (added > MAX_INCLUDED)
      throw new HttpProblem(
        400,
        `include: would add more than ${MAX_INCLUDED} records to this answer; ask for fewer with limit, or follow the links of single records`,
        [
          {
            parameter: 'include',
            detail: `would add more than ${MAX_INCLUDED} records to this answer`,
            suggestion: 'limit',
          },
        ],
      );
    return found;
  });
  return selectJson(store, resource, ids).map((json, index) =>
    writeSelectedJson(store, showOnDay(resource, conditions, json), selection, inclusions[index] ?? []),
  );
}

/** The URL of a list in one spelling: requests that mean the same have the same. */
export function writeListUrl(
  resource: Resource,
  { query, base, suffix }: Omit<ListRequest, 'after' | 'ignored' | 'unchanged'>,
): string {
  const params = writeListParams(query, resource);
  const whole = suffix !== null && suffix !== 'json';
  if (query.limit !== null && (whole || query.limit !== DEFAULT_LIMIT))
    params.set('limit', String(query.limit));
  if (query.cursor !== null) params.set('cursor', query.cursor);
  const path = suffix === null ? resource.name : `${resource.name}.${suffix}`;
  return `${base}/${path}${params.size ? `?${writeQueryString(params)}` : ''}`;
}

/** What is said of a list beside its records: what was not found, and what it may lack. */
export interface Remarks {
  not_found?: MissingWord[];
  /** How many more would be found where a date need not lie wholly within the one asked for. */
  also_overlapping?: number;
}

/** What is to be said of the list that a query asks for. */
export function makeRemarks(store: Store, resource: Resource, { conditions, q }: ListQuery): Remarks {
  const { total, overlapping } = countMatches(store, resource, { conditions, q });
  return {
    ...(q !== null && !total ? { not_found: findMissingWords(store, q, [resource]) } : {}),
    ...(overlapping === null ? {} : { also_overlapping: overlapping - total }),
  };
}

/** A page with its envelope, and the Link header to the next one (RFC 8288). */
export function writeListJson(
  store: Store,
  resource: Resource,
  request: ListRequest,
): { body: string | Uint8Array; headers: Record<string, string> } {
  const { query, after } = request;
  const limit = query.limit ?? DEFAULT_LIMIT;
  const { total } = countMatches(store, resource, query);
  // One more than is shown tells that there is a next page.
  const found = limit && total ? selectPage(store, resource, query, query.sort, limit + 1, after) : [];
  const shown = found.slice(0, limit);
  const last = found.length > limit ? shown.at(-1) : undefined;
  const cursor =
    last === undefined ? null : writeCursor(store.release.id, makeListFingerprint(resource, query), last);
  const next = cursor && writeListUrl(resource, { ...request, query: { ...query, cursor } });
  const self = writeListUrl(resource, request);
  const meta = {
    total,
    total_relation: 'eq',
    count: shown.length,
    unit: resource.name,
    limit,
    next_cursor: cursor,
    ...makeRemarks(store, resource, query),
    ...makeMeta(store.release, request.ignored),
  };
  const isWhole =
    request.unchanged && !query.select && !query.include.length && !findDay(resource, query.conditions);
  // Before values are counted, which takes longer: what would be too much is refused here.
  const records = isWhole ? [] : writeRecordsJson(store, resource, query, shown, query.conditions);
  const facets = query.facet.map((name) => [name, countFacet(store, resource, query, name)]);
  const rest = JSON.stringify({
    meta,
    links: { self, next, cite: writeCiteLink(request.base, self) },
    ...(facets.length ? { facets: Object.fromEntries(facets) } : {}),
  });
  return {
    body: isWhole
      ? selectJsonArray(store, resource, shown, { before: '{"data":', after: `,${rest.slice(1)}` })
      : `{"data":[${records.join(',')}],${rest.slice(1)}`,
    headers: next ? { link: `<${next}>; rel="next"` } : {},
  };
}

/** What a list's rows are written by. */
export function makeWriterOptions(
  store: Store,
  resource: Resource,
  query: ListQuery,
  format: Format,
  base: string,
): WriterOptions {
  const url = writeListUrl(resource, {
    query: { ...query, provenance: false, bom: false },
    base,
    suffix: format.suffix,
  });
  const { select, include, bom, provenance } = query;
  return { select, include, bom, provenance, base, query: url, release: store.release };
}

/** A batch of an export. */
export interface Rows {
  text: string;
  /** Id of the record to go on after; null at the end. */
  after: string | null;
  count: number;
}

/** Characters after which a batch of rows ends, however few they are: inclusions may make one a thousand times as long. */
const BATCH_LENGTH = 1_000_000;

/** A record's JSON with its geometry, and where that is from; null where none is known. */
export function addGeometry(store: Store, resource: Resource, id: string, json: string): string {
  const { geometry = 'null', origin = null } = store.findGeometry(resource.name, id) ?? {};
  return `${json.slice(0, -1)},"geometry":${geometry},"geometry_from":${JSON.stringify(origin)}}`;
}

/** What a format is given of records: whole ones where it chooses itself what it writes, else what is asked for. */
export const getSelection = (format: Format, selection: Selection): Selection =>
  format.holds === 'records' ? selection : { select: null, include: [] };

/** The JSON of records of a list, as they stood on the day that is asked for. */
const selectRecords = (
  store: Store,
  resource: Resource,
  { conditions }: ListQuery,
  ids: readonly string[],
): string[] => selectJson(store, resource, ids).map((one) => showOnDay(resource, conditions, one));

/** Some rows of a list, in a format and with URLs under a path, from after a record on: `limit`, or fewer where they are long. */
export function writeRows(
  store: Store,
  resource: Resource,
  query: ListQuery,
  format: StreamFormat,
  base: string,
  after: string | null,
  limit: number,
): Rows {
  const writer = format.makeWriter(resource, makeWriterOptions(store, resource, query, format, base));
  const ids = selectPage(store, resource, query, query.sort, limit, after);
  const records = selectRecords(store, resource, query, ids);
  const rows: string[] = [];
  let length = 0;
  for (const [index, id] of ids.entries()) {
    if (length > BATCH_LENGTH) break;
    const inclusions = findInclusions(store, resource, query, id);
    const record = writeSelectedJson(
      store,
      records[index] as string,
      getSelection(format, query),
      inclusions,
    );
    const row = writer.writeRow(format.located ? addGeometry(store, resource, id, record) : record);
    length += row.length;
    rows.push(row);
  }
  const ended = rows.length === ids.length && ids.length < limit;
  return {
    text: rows.join(writer.separator ?? ''),
    after: ended ? null : (ids[rows.length - 1] ?? null),
    count: rows.length,
  };
}

/**
 * A list in a format that takes all of it at once, from after a record on.
 * @throws {HttpProblem} 400 where there are more records than the format writes, or a value is longer than it holds
 */
export function writeBook(
  store: Store,
  resource: Resource,
  query: ListQuery,
  format: BookFormat,
  base: string,
  after: string | null,
): Promise<Uint8Array> {
  const most = Math.min(query.limit ?? Number.POSITIVE_INFINITY, format.maxRecords + 1);
  const ids = selectPage(store, resource, query, query.sort, most, after);
  if (ids.length > format.maxRecords) {
    const detail = `a ${format.suffix} file has at most ${format.maxRecords} records; ask for csv, which has no bound, or for fewer`;
    throw new HttpProblem(400, `limit: ${detail}`, [{ parameter: 'limit', detail, suggestion: 'csv' }]);
  }
  const options = makeWriterOptions(store, resource, query, format, base);
  return writeWholeBook(resource, format, options, selectRecords(store, resource, query, ids));
}

/**
 * Records in a format that takes all of them at once.
 * @throws {HttpProblem} 400 where a value is longer than it holds
 */
export async function writeWholeBook(
  resource: Resource,
  format: BookFormat,
  options: WriterOptions,
  records: readonly string[],
): Promise<Uint8Array> {
  try {
    return await format.writeBook(resource, options, records);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new HttpProblem(400, `${error.message}; ask for csv`);
  }
}
