import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import * as z from 'zod';
import type { Format } from '../formats/format.ts';
import { formats, SUFFIXES } from '../formats/index.ts';
import { readCursor } from '../query/cursor.ts';
import { widen } from '../query/dates.ts';
import { writeIncludeQuery } from '../query/include.ts';
import { isCounted, keepCount } from '../query/list.ts';
import { DEFAULT_LIMIT, type ListQuery, makeListFingerprint, writeQueryString } from '../query/query.ts';
import {
  makeListQuerySchema,
  makeRecordQuerySchema,
  type RecordQuery,
  writeExampleQuery,
} from '../query/schema.ts';
import { getResource } from '../schema/index.ts';
import { getFieldNames, toPascalCase } from '../schema/present.ts';
import type { Resource } from '../schema/resource.ts';
import type { Release, Store } from '../store/store.ts';
import { type AnswerContext, pause, send } from './answer.ts';
import type { Background } from './background.ts';
import { refuseMisfits } from './fit.ts';
import { getIgnored } from './ignored.ts';
import { type ListRequest, makeWriterOptions, type Remarks, writeListUrl } from './list.ts';
import { removeParameters } from './media-type.ts';
import { HttpProblem } from './problem.ts';
import {
  describeErrors,
  describeFormat,
  describeFormatErrors,
  describeList,
  describeRecord,
  toWords,
} from './responses.ts';

/** The media type of all JSON that is no problem document. */
export const JSON_TYPE = 'application/json; charset=utf-8';
/** Records a batch of an export: small enough that other requests are answered in between. */
const BATCH = 64;
/** Longest page that is made at once; a longer one takes its turn with the heavy questions. */
const LIGHT_PAGE = 200;

/** What every route is given. */
export interface Context extends AnswerContext {
  store: Store;
  background: Background;
  /** Scheme, host and path as configured, empty where they are not: what the documentation’s links begin with. */
  publicUrl: string;
  /** Scheme, host and path that links begin with. */
  getBase: (request: FastifyRequest) => string;
}

/** A parameter of a media type that asks for what is not offered: all is UTF-8, and tables have a header row. */
const UNMET = /;\s*(?:charset\s*=\s*(?!\s*"?utf-?8\b)|header\s*=\s*"?absent)/i;

/** What a client accepts, but for what asks for what is not offered, and without parameters of media types. */
const readAccept = (request: FastifyRequest): string | undefined =>
  request.headers.accept
    ?.match(/(?:"[^"]*"|[^,"])+/g)
    ?.filter((range) => !UNMET.test(range))
    .map((range) => range.replaceAll(/;\s*(?!q=)[^;,"]+(?:"[^"]*")?/gi, ''))
    .join(',');

/**
 * The media type that the client accepts best of those offered, the first where it does not say.
 * @throws {HttpProblem} 406 where it accepts none
 */
function chooseType(request: FastifyRequest, offered: readonly string[]): string | undefined {
  const accept = readAccept(request);
  if (accept === undefined) return offered[0];
  const chosen = new Negotiator({ headers: { accept } } as never).mediaType([...offered]);
  if (chosen) return chosen;
  const detail = `Nothing that is offered here is acceptable; offered: ${offered.join(', ')}`;
  throw new HttpProblem(406, detail);
}

/** Refuses a client that does not accept the only media type there is. */
export const refuseUnlessJson = (request: FastifyRequest): void => {
  chooseType(request, ['application/json']);
};

/** The format that the client accepts; null is JSON. */
function chooseFormat(request: FastifyRequest): Format | null {
  const chosen = chooseType(request, [
    'application/json',
    ...formats.map(({ mediaType }) => removeParameters(mediaType)),
  ]);
  return formats.find(({ mediaType }) => removeParameters(mediaType) === chosen) ?? null;
}

/**
 * What a cursor says is the last that the page before has shown.
 * @throws {HttpProblem} 400 or 410 where it is none, or another query's or release's
 */
export function readPageStart({ store }: Context, cursor: string | null, fingerprint: string): string | null {
  if (cursor === null) return null;
  const result = readCursor(cursor, store.release.id, fingerprint);
  if ('after' in result) return result.after;
  const makeCursorProblem = (status: number, detail: string) =>
    new HttpProblem(status, `cursor: ${detail}`, [{ parameter: 'cursor', detail }]);
  if (result.wrong === 'release')
    throw makeCursorProblem(410, 'belongs to a release that is no longer served; begin again without it');
  throw makeCursorProblem(
    400,
    result.wrong === 'query'
      ? 'belongs to another query; begin again without it'
      : 'is not a cursor; take next_cursor of the page before',
  );
}

/** Whether a page may take more than a few milliseconds on a large dataset. */
const isHeavy = (query: ListQuery): boolean =>
  query.q !== null ||
  query.facet.length > 0 ||
  query.include.length > 0 ||
  (query.limit ?? DEFAULT_LIMIT) > LIGHT_PAGE;

/** Aborted when the connection that is to be answered closes before it is. */
export function makeCloseSignal(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort();
  });
  return controller.signal;
}

/** All records of a query in batches, each made when the client has taken the one before. */
async function* exportRows(
  { background, store }: Context,
  resource: Resource,
  query: ListQuery,
  from: string | null,
  format: Format,
  base: string,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const { head } = format.makeWriter(resource, makeWriterOptions(store, resource, query, format, base));
  if (head) yield Buffer.from(head);
  let after = from;
  let left = query.limit ?? Number.POSITIVE_INFINITY;
  while (left > 0) {
    const input = { collection: resource.name, query, format: format.suffix, base };
    const batch = { ...input, after, limit: Math.min(BATCH, left) };
    const rows = await background.run('rows', batch, signal, true);
    if (rows.text) yield Buffer.from(rows.text);
    if (rows.after === null) return;
    after = rows.after;
    left -= rows.count;
    await pause();
  }
}

/** A file name that says what is in it: collection, query and release. */
function writeFileName(path: string, release: string, suffix: string): string {
  const query = path
    .replaceAll(/[^a-z0-9]+/gi, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 100);
  return [query, release, suffix].filter(Boolean).join('.');
}

/** Headers of an answer that is saved rather than read: what it is called, and which query it answers. */
const makeFileHeaders = (url: string, { id }: Release, name: string, suffix: string) => ({
  'content-disposition': `inline; filename="${writeFileName(`${name} ${url.split('?')[1] ?? ''}`, id, suffix)}"`,
  link: `<${url}>; rel="canonical"`,
});

/** What the envelope of a list says beside its records, where there is none; names in UTF-8, percent-encoded. */
function makeRemarkHeaders({ also_overlapping, not_found }: Remarks): Record<string, string> {
  return {
    ...(also_overlapping ? { 'demarche-also-overlapping': String(also_overlapping) } : {}),
    ...(not_found?.length
      ? { 'demarche-not-found': not_found.map(({ word }) => encodeURIComponent(word)).join(', ') }
      : {}),
  };
}

function makeListHandler(context: Context, resource: Resource, suffix: string | null) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const query = request.query as ListQuery;
    const { background, store } = context;
    const format =
      suffix === null ? chooseFormat(request) : (formats.find((f) => f.suffix === suffix) ?? null);
    refuseMisfits(resource, query, format);
    const after = readPageStart(context, query.cursor, makeListFingerprint(resource, query));
    const base = context.getBase(request);
    const ignored = getIgnored(request);
    const asked: ListRequest = { query, after, base, suffix, ignored, unchanged: !context.path };
    const url = writeListUrl(resource, { ...asked, suffix: suffix ?? format?.suffix ?? null });
    if (format)
      return send(request, reply, context, {
        mediaType: format.mediaType,
        key: url,
        compute: async () => {
          background.admit(reply.raw);
          const signal = makeCloseSignal(reply);
          const isRemarkable = query.q !== null || widen(resource, query.conditions) !== null;
          const input = { collection: resource.name, query };
          const remarks = isRemarkable ? await background.run('remarks', input, signal) : {};
          return {
            body: exportRows(context, resource, query, after, format, base, signal),
            headers: {
              ...makeFileHeaders(url, store.release, resource.name, format.suffix),
              ...makeRemarkHeaders(remarks),
            },
          };
        },
      });
    return send(request, reply, context, {
      mediaType: JSON_TYPE,
      key: url,
      compute: async () => {
        const input = { collection: resource.name, request: asked };
        const signal = makeCloseSignal(reply);
        if (isHeavy(query)) return background.run('list', input, signal);
        // Several conditions at once are no index's, nor are dates that may lie somewhere: counting what meets them
        // may take long, a page of it does not.
        const wide = widen(resource, query.conditions);
        for (const conditions of [query.conditions.length > 1 ? query.conditions : null, wide]) {
          if (!conditions || !background.threaded) continue;
          const question = { ...query, conditions };
          if (isCounted(store, resource, question)) continue;
          const input = { collection: resource.name, query: question };
          keepCount(store, resource, question, (await background.run('count', input, signal)).count);
        }
        return background.runHere('list', input);
      },
    });
  };
}

/** 404 for an id that no record has, with those that are near. */
export function makeNotFoundProblem(store: Store, resource: Resource, id: string): HttpProblem {
  const near = store.findNear(resource.name, id);
  const [suggestion] = near;
  const hint = suggestion ? `; near: ${near.join(', ')}` : `; ids are listed at /${resource.name}`;
  const detail = `There is no ${toWords(resource.singular)} “${id}”${hint}`;
  const more = suggestion ? { allowed: near, suggestion } : {};
  return new HttpProblem(404, detail, [{ parameter: 'id', detail: 'no such record', ...more }]);
}

/** Where what belongs to a record is listed. */
function makeLinks(resource: Resource, id: string, base: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(resource.includes ?? {}).map(([name, inclusion]) => {
      const target = getResource(inclusion.collection);
      const { name: parameter, value } = writeIncludeQuery(resource, target, inclusion, id);
      return [
        name,
        `${base}/${target.name}?${writeQueryString(new URLSearchParams({ [parameter]: value }))}`,
      ];
    }),
  );
}

/** An id, and the format that the URL's suffix names: no id ends in one. */
function splitSuffix(written: string): { id: string; suffix: string | null } {
  const dot = written.lastIndexOf('.');
  const suffix = written.slice(dot + 1);
  return dot > 0 && SUFFIXES.includes(suffix)
    ? { id: written.slice(0, dot), suffix }
    : { id: written, suffix: null };
}

/** The query of a record in one spelling: a whole one has its citations, said or not. */
function writeRecordParams({ select, include, citations, bom, provenance }: RecordQuery): string {
  const params = new URLSearchParams();
  const implied = select === null;
  if (bom) params.set('bom', 'true');
  const added = include.filter((name) => !implied || name !== 'citations');
  if (citations && !(implied && citations.includes('all')))
    params.set('citations', citations.length ? citations.join(',') : 'none');
  if (added.length) params.set('include', added.join(','));
  if (provenance) params.set('provenance', 'true');
  if (select) params.set('select', select.join(','));
  return params.size ? `?${writeQueryString(params)}` : '';
}

/** Answers with one record: as JSON with its citations and links, or as a row. */
export function makeRecordHandler(context: Context, resource: Resource) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const { store, background } = context;
    const { id, suffix } = splitSuffix((request.params as { id: string }).id);
    const query = request.query as RecordQuery;
    if (!store.has(resource.name, id)) throw makeNotFoundProblem(store, resource, id);
    const format =
      suffix === null ? chooseFormat(request) : (formats.find((f) => f.suffix === suffix) ?? null);
    refuseMisfits(resource, query, format);
    const extra = query.include.filter((name) => name !== 'citations');
    // A record comes with its citations, unless only some fields are asked for.
    const fields = query.citations?.includes('all') ? null : query.citations;
    const cited =
      resource.includes?.citations &&
      fields?.length !== 0 &&
      (query.select === null || query.citations !== null || query.include.includes('citations'));
    const shape = { ...query, citations: fields, include: [...(cited ? ['citations'] : []), ...extra] };
    const base = context.getBase(request);
    const ignored = getIgnored(request);
    const ending = suffix ?? format?.suffix ?? null;
    const self = `${base}/${resource.name}/${id}${ending ? `.${ending}` : ''}${writeRecordParams(query)}`;
    const compute = async () => {
      const input = {
        collection: resource.name,
        id,
        shape: format?.flat ? { select: null, include: [] } : shape,
      };
      const { json } = extra.length
        ? await background.run('record', input, makeCloseSignal(reply))
        : background.runHere('record', input);
      if (format) {
        const { select, bom, provenance } = query;
        const asked = `${base}/${resource.name}/${id}.${format.suffix}${writeRecordParams({ ...query, bom: false, provenance: false })}`;
        const writer = format.makeWriter(resource, {
          select,
          bom,
          provenance: provenance ? { release: store.release.id, query: asked } : null,
          base,
        });
        return {
          body: writer.head + writer.writeRow(json),
          headers: makeFileHeaders(self, store.release, `${resource.name} ${id}`, format.suffix),
        };
      }
      const meta = JSON.stringify({ release: store.release.id, ...(ignored.length ? { ignored } : {}) });
      const links = JSON.stringify({ self, ...makeLinks(resource, id, base) });
      return { body: `{"data":${json},"meta":${meta},"links":${links}}` };
    };
    return send(request, reply, context, {
      mediaType: format?.mediaType ?? JSON_TYPE,
      key: self,
      compute,
    });
  };
}

/** An example that is one click away. */
export const writeExampleLink = ({ publicUrl }: Context, path: string) =>
  `For example [\`${path}\`](${publicUrl}${path}).`;

/** A collection's routes: its list in every format, and its records. */
export function addCollectionRoutes(app: FastifyInstance, context: Context, resource: Resource) {
  const { store } = context;
  const examples = store.examples[resource.name];
  // Made when first asked for, since a start needs none of them, and they are thousands; and once, since zod asks anew
  // where a refusal says what would be right.
  let made: ReturnType<typeof makeListQuerySchema> | undefined;
  let madeForRecord: ReturnType<typeof makeRecordQuerySchema> | undefined;
  const querystring = z.lazy(() => {
    made ??= makeListQuerySchema(resource, getFieldNames(resource), store, examples);
    return made;
  });
  const lists = `list${toPascalCase(resource.name)}`;
  const example = writeExampleQuery(resource, examples);
  app.get(`/${resource.name}`, {
    schema: {
      operationId: lists,
      tags: [resource.name],
      summary: `List ${toWords(resource.name)}`,
      description: `${resource.about} ${writeExampleLink(context, `/${resource.name}?${example}`)}`,
      querystring,
      response: { 200: describeList(resource), ...describeErrors(400, 406, 410, 503) },
    },
    handler: makeListHandler(context, resource, null),
  });
  app.get(`/${resource.name}.json`, {
    schema: { hide: true, querystring },
    handler: makeListHandler(context, resource, 'json'),
  });
  for (const format of formats) {
    const { suffix, mediaType, about } = format;
    app.get(`/${resource.name}.${suffix}`, {
      schema: {
        operationId: `${lists}${toPascalCase(suffix)}`,
        tags: [resource.name],
        summary: `List ${toWords(resource.name)} as ${suffix.toUpperCase()}`,
        description: `The whole list that the filters leave, as ${removeParameters(mediaType)}: ${about}. ${writeExampleLink(context, `/${resource.name}.${suffix}?${example}`)}`,
        querystring,
        response: { 200: describeFormat(mediaType, about), ...describeFormatErrors(format, 400, 410, 503) },
      },
      handler: makeListHandler(context, resource, suffix),
    });
  }
  app.get(`/${resource.name}/:id`, {
    schema: {
      operationId: `get${toPascalCase(resource.singular)}`,
      tags: [resource.name],
      summary: `Get one ${toWords(resource.singular)}`,
      description:
        `One ${toWords(resource.singular)}, with its citations and links to all that belongs to it. ${examples?.id ? writeExampleLink(context, `/${resource.name}/${examples.id}`) : ''}`.trim(),
      params: z.strictObject({
        id: z.string().meta({
          description: `Id of the ${toWords(resource.singular)}`,
          example: examples?.id ?? undefined,
        }),
      }),
      querystring: z.lazy(() => {
        madeForRecord ??= makeRecordQuerySchema(resource, getFieldNames(resource));
        return madeForRecord;
      }),
      response: { 200: describeRecord(resource), ...describeErrors(400, 404, 406, 503) },
    },
    handler: makeRecordHandler(context, resource),
  });
}
