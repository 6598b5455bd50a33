import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import * as z from 'zod';
import type { Store } from '../db.ts';
import type { Format } from '../formats/format.ts';
import { formats } from '../formats/index.ts';
import { pascal, viewOf } from '../model/present.ts';
import type { Resource } from '../model/resource.ts';
import type { Place } from '../query/conditions.ts';
import { readCursor, writeCursor } from '../query/cursor.ts';
import { canonical, DEFAULT_LIMIT, fingerprint, type ListQuery, queryString } from '../query/query.ts';
import { facet, included, includeQuery, one, page, type Row, total } from '../query/run.ts';
import { querySchema, recordQuerySchema } from '../query/schema.ts';
import { resourceNamed } from '../resources/index.ts';
import { type Serving, send } from './answer.ts';
import { HttpProblem } from './problem.ts';
import { errorResponses, listResponse, recordResponse } from './responses.ts';

export const JSON_TYPE = 'application/json; charset=utf-8';
/** Records a batch of an export: small enough that other requests are answered in between. */
const BATCH = 500;

export interface Context extends Serving {
  store: Store;
  /** Scheme and host that links begin with. */
  base: (request: FastifyRequest) => string;
}

const bare = (mediaType: string) => mediaType.split(';')[0] ?? mediaType;

/** The format that the client accepts; null is JSON. */
function negotiate(request: FastifyRequest): Format | null {
  if (!request.headers.accept) return null;
  const offered = ['application/json', ...formats.map(({ mediaType }) => bare(mediaType))];
  const chosen = new Negotiator(request.raw).mediaType(offered);
  if (!chosen) {
    const detail = `Nothing that is offered here is acceptable; offered: ${offered.join(', ')}`;
    throw new HttpProblem(406, detail);
  }
  return formats.find(({ mediaType }) => bare(mediaType) === chosen) ?? null;
}

function placeOf({ store }: Context, resource: Resource, query: ListQuery): Place | null {
  if (query.cursor === null) return null;
  const reading = readCursor(query.cursor, store.release.id, fingerprint(resource.name, query));
  if ('place' in reading) return reading.place;
  const refuse = (status: number, detail: string) =>
    new HttpProblem(status, `cursor: ${detail}`, [{ parameter: 'cursor', detail }]);
  if (reading.wrong === 'release')
    throw refuse(410, 'belongs to a release that is no longer served; begin again without it');
  throw refuse(
    400,
    reading.wrong === 'query'
      ? 'belongs to another query; begin again without it'
      : 'is not a cursor; take next_cursor of the page before',
  );
}

function includedFor(store: Store, resource: Resource, name: string, id: string): string {
  const include = resource.includes?.[name];
  const target = include && resourceNamed.get(include.collection);
  if (!include || !target) throw new Error(`${resource.name} includes no ${name}`);
  return included(store, resource, target, include, id);
}

/** A record's JSON with what the query adds and takes away. */
function shape(
  store: Store,
  resource: Resource,
  query: Pick<ListQuery, 'select' | 'include'>,
  { id, json }: Pick<Row, 'id' | 'json'>,
): string {
  if (!query.select && !query.include.length) return json;
  const record = JSON.parse(json) as Record<string, unknown>;
  const kept = query.select
    ? Object.fromEntries(query.select.map((field) => [field, record[field]]))
    : record;
  for (const name of query.include) kept[name] = JSON.parse(includedFor(store, resource, name, id));
  return JSON.stringify(kept);
}

/** A page with its envelope, and the Link header to the next one (RFC 8288). */
function listJson(
  context: Context,
  request: FastifyRequest,
  resource: Resource,
  query: ListQuery,
  after: Place | null,
  suffix: string | null,
) {
  const { store } = context;
  const limit = query.limit ?? DEFAULT_LIMIT;
  const rows = limit ? page(store, resource, query, limit + 1, after) : [];
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  const cursor = last
    ? writeCursor(store.release.id, fingerprint(resource.name, query), [last.place, last.id])
    : null;
  const next = cursor && listUrl(context, request, resource, { ...query, cursor }, suffix);
  const headers: Record<string, string> = next ? { link: `<${next}>; rel="next"` } : {};
  const meta = {
    total: total(store, resource, query),
    total_relation: 'eq',
    count: shown.length,
    unit: resource.name,
    limit,
    next_cursor: cursor,
    release: store.release.id,
  };
  const facets = Object.fromEntries(query.facet.map((name) => [name, facet(store, resource, query, name)]));
  const rest = JSON.stringify({
    meta,
    links: { self: listUrl(context, request, resource, query, suffix), next },
    ...(query.facet.length ? { facets } : {}),
  });
  const data = shown.map((row) => shape(store, resource, query, row)).join(',');
  return { body: `{"data":[${data}],${rest.slice(1)}`, headers };
}

/** The URL of a list in one spelling: requests that mean the same have the same. */
function listUrl(
  context: Context,
  request: FastifyRequest,
  resource: Resource,
  query: ListQuery,
  suffix: string | null,
): string {
  const params = canonical(query);
  const whole = suffix !== null && suffix !== 'json';
  if (query.limit !== null && (whole || query.limit !== DEFAULT_LIMIT))
    params.set('limit', String(query.limit));
  if (query.cursor !== null) params.set('cursor', query.cursor);
  const path = suffix === null ? resource.name : `${resource.name}.${suffix}`;
  return `${context.base(request)}/${path}${params.size ? `?${queryString(params)}` : ''}`;
}

const pause = () => new Promise<void>((resolve) => setImmediate(resolve));

/** All records of a query in batches, so that neither memory nor other requests suffer. */
async function* exported(
  store: Store,
  resource: Resource,
  query: ListQuery,
  after: Place | null,
  format: Format,
) {
  const writer = format.writer(resource, { select: query.select, bom: query.bom });
  if (writer.head) yield writer.head;
  let place = after;
  let left = query.limit ?? Number.POSITIVE_INFINITY;
  while (left > 0) {
    const wanted = Math.min(BATCH, left);
    const rows = page(store, resource, query, wanted, place);
    if (rows.length) yield rows.map((row) => writer.row(shape(store, resource, query, row))).join('');
    const last = rows.at(-1);
    left -= rows.length;
    if (!last || rows.length < wanted) return;
    place = [last.place, last.id];
    await pause();
  }
}

function listHandler(context: Context, resource: Resource, suffix: string | null) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const query = request.query as ListQuery;
    const { store } = context;
    const format = suffix === null ? negotiate(request) : (formats.find((f) => f.suffix === suffix) ?? null);
    const after = placeOf(context, resource, query);
    const key = listUrl(context, request, resource, query, suffix ?? format?.suffix ?? null);
    if (format)
      return send(request, reply, context, {
        mediaType: format.mediaType,
        key,
        compute: () => ({
          body: exported(store, resource, query, after, format),
          headers: { 'content-disposition': `inline; filename="${resource.name}.${format.suffix}"` },
        }),
      });
    return send(request, reply, context, {
      mediaType: JSON_TYPE,
      key,
      compute: () => listJson(context, request, resource, query, after, suffix),
    });
  };
}

/** 404 for an id that no record has, with those that are near. */
export function missing(store: Store, resource: Resource, id: string): HttpProblem {
  const near = store.near(resource.name, id);
  const [suggestion] = near;
  const hint = suggestion ? `; near: ${near.join(', ')}` : `; ids are listed at /${resource.name}`;
  const detail = `There is no ${resource.singular.replaceAll('_', ' ')} “${id}”${hint}`;
  const more = suggestion ? { allowed: near, suggestion } : {};
  return new HttpProblem(404, detail, [{ parameter: 'id', detail: 'no such record', ...more }]);
}

export function recordHandler(context: Context, resource: Resource) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const { store } = context;
    const { id } = request.params as { id: string };
    const query = request.query as { include?: string[] };
    if (!store.has(resource.name, id)) throw missing(store, resource, id);
    const own = resource.includes?.citations ? ['citations'] : [];
    const include = [...new Set([...own, ...(query.include ?? [])])];
    const links = Object.fromEntries(
      Object.entries(resource.includes ?? {}).map(([name, inclusion]) => {
        const target = resourceNamed.get(inclusion.collection) as Resource;
        const { name: parameter, value } = includeQuery(resource, target, inclusion, id);
        return [
          name,
          `${context.base(request)}/${target.name}?${queryString(new URLSearchParams({ [parameter]: value }))}`,
        ];
      }),
    );
    const extra = (query.include ?? []).filter((name) => name !== 'citations').sort();
    const self = `${context.base(request)}/${resource.name}/${id}${extra.length ? `?include=${extra.join(',')}` : ''}`;
    return send(request, reply, context, {
      mediaType: JSON_TYPE,
      key: self,
      compute: () => {
        const json = one(store, resource, id) ?? '{}';
        const data = shape(store, resource, { select: null, include }, { id, json });
        const meta = { release: store.release.id };
        return {
          body: `{"data":${data},"meta":${JSON.stringify(meta)},"links":${JSON.stringify({ self, ...links })}}`,
        };
      },
    });
  };
}

/** A collection's routes: its list in every format, and its records. */
export function collectionRoutes(app: FastifyInstance, context: Context, resource: Resource) {
  const { store } = context;
  const fields = Object.keys(viewOf(resource, resourceNamed).shape);
  const examples = store.examples[resource.name];
  const querystring = querySchema(resource, fields, store, examples);
  app.get(`/${resource.name}`, {
    schema: {
      operationId: `list${pascal(resource.name)}`,
      tags: [resource.name],
      summary: `List ${resource.name}`,
      description: resource.about,
      querystring,
      response: { 200: listResponse(resource), ...errorResponses(400, 406, 410) },
    },
    handler: listHandler(context, resource, null),
  });
  for (const suffix of ['json', ...formats.map((format) => format.suffix)])
    app.get(`/${resource.name}.${suffix}`, {
      schema: { hide: true, querystring },
      handler: listHandler(context, resource, suffix),
    });
  app.get(`/${resource.name}/:id`, {
    schema: {
      operationId: `get${pascal(resource.singular)}`,
      tags: [resource.name],
      summary: `Get one ${resource.singular.replaceAll('_', ' ')}`,
      description: `One ${resource.singular.replaceAll('_', ' ')}, with its citations and links to all that belongs to it.`,
      params: z.strictObject({
        id: z.string().meta({
          description: `Id of the ${resource.singular.replaceAll('_', ' ')}`,
          example: examples?.id ?? undefined,
        }),
      }),
      querystring: recordQuerySchema(resource),
      response: { 200: recordResponse(resource), ...errorResponses(400, 404) },
    },
    handler: recordHandler(context, resource),
  });
}
