import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import * as z from 'zod';
import type { Format } from '../formats/format.ts';
import { formats } from '../formats/index.ts';
import { readCursor } from '../query/cursor.ts';
import { includeQuery } from '../query/include.ts';
import { DEFAULT_LIMIT, fingerprint, type ListQuery, queryString } from '../query/query.ts';
import { querySchema, recordQuerySchema } from '../query/schema.ts';
import { resourceNamed } from '../schema/index.ts';
import { pascal, viewOf } from '../schema/present.ts';
import type { Resource } from '../schema/resource.ts';
import type { Store } from '../store/store.ts';
import { type Serving, send } from './answer.ts';
import type { Background } from './background.ts';
import { type ListRequest, listUrl } from './list.ts';
import { HttpProblem } from './problem.ts';
import { errorResponses, listResponse, recordResponse } from './responses.ts';

export const JSON_TYPE = 'application/json; charset=utf-8';
/** Records a batch of an export: small enough that other requests are answered in between. */
const BATCH = 64;
/** Longest page that is made at once; a longer one takes its turn with the heavy questions. */
const LIGHT_PAGE = 200;

export interface Context extends Serving {
  store: Store;
  background: Background;
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

/**
 * What a cursor says is the last that the page before has shown.
 * @throws {HttpProblem} 400 or 410 where it is none, or another query's or release's
 */
export function afterOf({ store }: Context, cursor: string | null, fingerprint: string): string | null {
  if (cursor === null) return null;
  const reading = readCursor(cursor, store.release.id, fingerprint);
  if ('after' in reading) return reading.after;
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

/** Whether a page may take more than a few milliseconds on a large dataset. */
const isHeavy = (query: ListQuery): boolean =>
  query.q !== null ||
  query.facet.length > 0 ||
  query.include.length > 0 ||
  query.conditions.length > 1 ||
  (query.limit ?? DEFAULT_LIMIT) > LIGHT_PAGE;

/** Aborted when the connection that is to be answered closes before it is. */
export function signalOf(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort();
  });
  return controller.signal;
}

/** All records of a query in batches, each made when the client has taken the one before. */
async function* exportRows(
  { background }: Context,
  resource: Resource,
  query: ListQuery,
  from: string | null,
  format: Format,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const { head } = format.writer(resource, { select: query.select, bom: query.bom });
  if (head) yield Buffer.from(head);
  let after = from;
  let left = query.limit ?? Number.POSITIVE_INFINITY;
  while (left > 0) {
    const input = { collection: resource.name, query, format: format.suffix };
    const rows = await background.run('rows', { ...input, after, limit: Math.min(BATCH, left) }, signal);
    if (rows.text) yield Buffer.from(rows.text);
    if (rows.after === null) return;
    after = rows.after;
    left -= rows.count;
    await pause();
  }
}

/** Lets others be answered in between. */
export const pause = () => new Promise<void>((resolve) => setImmediate(resolve));

function listHandler(context: Context, resource: Resource, suffix: string | null) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const query = request.query as ListQuery;
    const { background } = context;
    const format = suffix === null ? negotiate(request) : (formats.find((f) => f.suffix === suffix) ?? null);
    if (format && !format.nested && query.include.length) {
      const detail = `${format.suffix} holds no records within records; ask for ndjson`;
      throw new HttpProblem(400, `include: ${detail}`, [{ parameter: 'include', detail }]);
    }
    const after = afterOf(context, query.cursor, fingerprint(resource, query));
    const asked: ListRequest = { query, after, base: context.base(request), suffix };
    const key = listUrl(resource, { ...asked, suffix: suffix ?? format?.suffix ?? null });
    if (format)
      return send(request, reply, context, {
        mediaType: format.mediaType,
        key,
        compute: () => {
          background.admit();
          return {
            body: exportRows(context, resource, query, after, format, signalOf(reply)),
            headers: { 'content-disposition': `inline; filename="${resource.name}.${format.suffix}"` },
          };
        },
      });
    return send(request, reply, context, {
      mediaType: JSON_TYPE,
      key,
      compute: () => {
        const input = { collection: resource.name, request: asked };
        return isHeavy(query)
          ? background.run('list', input, signalOf(reply))
          : background.runHere('list', input);
      },
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
    const extra = (query.include ?? []).filter((name) => name !== 'citations').sort();
    const include = [...own, ...extra];
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
    const self = `${context.base(request)}/${resource.name}/${id}${extra.length ? `?include=${extra.join(',')}` : ''}`;
    return send(request, reply, context, {
      mediaType: JSON_TYPE,
      key: self,
      compute: async () => {
        const input = { collection: resource.name, id, include };
        const { background } = context;
        const { json } = extra.length
          ? await background.run('record', input, signalOf(reply))
          : background.runHere('record', input);
        const meta = JSON.stringify({ release: store.release.id });
        return { body: `{"data":${json},"meta":${meta},"links":${JSON.stringify({ self, ...links })}}` };
      },
    });
  };
}

/** A collection's routes: its list in every format, and its records. */
export function collectionRoutes(app: FastifyInstance, context: Context, resource: Resource) {
  const { store } = context;
  const examples = store.examples[resource.name];
  // Made when first asked for, since a start needs none of them, and they are thousands; and once, since zod asks anew
  // where a refusal says what would be right.
  let made: ReturnType<typeof querySchema> | undefined;
  const querystring = z.lazy(() => {
    made ??= querySchema(resource, Object.keys(viewOf(resource, resourceNamed).shape), store, examples);
    return made;
  });
  app.get(`/${resource.name}`, {
    schema: {
      operationId: `list${pascal(resource.name)}`,
      tags: [resource.name],
      summary: `List ${resource.name}`,
      description: resource.about,
      querystring,
      response: { 200: listResponse(resource), ...errorResponses(400, 406, 410, 503) },
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
      response: { 200: recordResponse(resource), ...errorResponses(400, 404, 503) },
    },
    handler: recordHandler(context, resource),
  });
}
