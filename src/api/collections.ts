import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { csv } from '../formats/csv.ts';
import { isBook, type StreamFormat } from '../formats/format.ts';
import { SUFFIXES } from '../formats/index.ts';
import { areCounted, areCountedByBuild, keepCounts } from '../query/count.ts';
import { widen } from '../query/dates.ts';
import { writeExampleQuery } from '../query/parameter.ts';
import { DEFAULT_LIMIT, type ListQuery, makeListFingerprint } from '../query/query.ts';
import { makeListQuerySchema, makeRecordQuerySchema } from '../query/schema.ts';
import { getFieldNames, toPascalCase, toWords } from '../schema/present.ts';
import type { Resource } from '../schema/resource.ts';
import { makeFileHeaders, pause, send } from './answer.ts';
import { type Asker, makeAsker } from './background.ts';
import { type Context, writeExampleLink } from './context.ts';
import { refuseMisfits } from './fit.ts';
import { type ListRequest, makeWriterOptions, type Remarks, writeListUrl } from './list.ts';
import { JSON_TYPE, removeParameters } from './media-type.ts';
import { memoize } from './memoize.ts';
import { chooseFormat, listFormats } from './negotiate.ts';
import { readPageStart } from './page-start.ts';
import { makeRecordHandler } from './record.ts';
import {
  describeErrors,
  describeFormat,
  describeFormatErrors,
  describeList,
  describeRecord,
} from './responses.ts';
import { getIgnored } from './tracking.ts';

/** Records a batch of an export: small enough that other requests are answered in between. */
const BATCH = 64;
/** Longest page that is made at once; a longer one takes its turn with the heavy questions. */
const LIGHT_PAGE = 200;

/** Whether a page may take more than a few milliseconds on a large dataset. */
const isHeavy = (query: ListQuery): boolean =>
  query.q !== null ||
  query.facet.length > 0 ||
  query.include.length > 0 ||
  (query.limit ?? DEFAULT_LIMIT) > LIGHT_PAGE;

/** All records of a query in batches, each made when the client has taken the one before. */
async function* exportRows(
  { background, store }: Context,
  resource: Resource,
  query: ListQuery,
  from: string | null,
  format: StreamFormat,
  base: string,
  asker: Asker,
): AsyncGenerator<Uint8Array> {
  const options = makeWriterOptions(store, resource, query, format, base);
  const { head, separator = '', foot = '' } = format.makeWriter(resource, options);
  if (head) yield Buffer.from(head);
  let before = '';
  let after = from;
  let left = query.limit ?? Number.POSITIVE_INFINITY;
  while (left > 0) {
    const input = { collection: resource.name, query, format: format.suffix, base };
    const batch = { ...input, after, limit: Math.min(BATCH, left) };
    const rows = await background.run('rows', batch, asker, true);
    if (rows.text) {
      yield Buffer.from(before + rows.text);
      before = separator;
    }
    if (rows.after === null) break;
    after = rows.after;
    left -= rows.count;
    await pause();
  }
  if (foot) yield Buffer.from(foot);
}

/** What the envelope of a list says beside its records, where there is none; names in UTF-8, percent-encoded. */
function makeRemarkHeaders({ also_overlapping, not_found }: Remarks): Record<string, string> {
  return {
    ...(also_overlapping ? { 'demarche-also-overlapping': String(also_overlapping) } : {}),
    ...(not_found?.length
      ? { 'demarche-not-found': not_found.map(({ word }) => encodeURIComponent(word)).join(', ') }
      : {}),
  };
}

/**
 * Counts in a thread how many records match, and keeps that for the page, which is then made here: a page is quick where
 * counting may not be, since no index has several conditions at once, nor dates that may lie somewhere, nor all that is
 * not some value.
 */
async function countAhead(
  { background, store }: Context,
  resource: Resource,
  query: ListQuery,
  asker: Asker,
): Promise<void> {
  if (!background.threaded || areCounted(store, resource, query)) return;
  if (areCountedByBuild(store, resource, query)) return;
  const input = { collection: resource.name, query };
  keepCounts(store, resource, query, await background.run('count', input, asker));
}

function makeListHandler(context: Context, resource: Resource, suffix: string | null) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const query = request.query as ListQuery;
    const { background, store } = context;
    const format = chooseFormat(request, suffix, resource);
    refuseMisfits(resource, query, format);
    const after = readPageStart(context, request, query.cursor, () => makeListFingerprint(resource, query));
    const base = context.getBase(request);
    const ignored = getIgnored(request);
    const asked: ListRequest = { query, after, base, suffix, ignored, unchanged: !context.path };
    const url = writeListUrl(resource, { ...asked, suffix: suffix ?? format?.suffix ?? null });
    if (format)
      return send(request, reply, context, {
        mediaType: format.mediaType,
        key: url,
        compute: async () => {
          const asker = makeAsker(request);
          if (!isBook(format)) background.admit(asker, reply.raw);
          const isRemarkable = query.q !== null || widen(resource, query.conditions) !== null;
          const input = { collection: resource.name, query };
          const remarks = isRemarkable ? await background.run('remarks', input, asker) : {};
          const body = isBook(format)
            ? await background.run('book', { ...input, format: format.suffix, base, after }, asker)
            : exportRows(context, resource, query, after, format, base, asker);
          return {
            body,
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
        const asker = makeAsker(request);
        if (isHeavy(query)) return background.run('list', input, asker);
        await countAhead(context, resource, query, asker);
        return background.runHere('list', input);
      },
    });
  };
}

/** A collection's routes: its list in every format, and its records. */
export function addCollectionRoutes(app: FastifyInstance, context: Context, resource: Resource) {
  const { store, lookup } = context;
  const examples = store.examples[resource.name];
  // Made when first asked for, since a start needs none of them, and they are thousands; and once, since zod asks anew
  // where a refusal says what would be right.
  const querystring = z.lazy(
    memoize(() => makeListQuerySchema(resource, getFieldNames(resource), lookup, examples)),
  );
  const lists = `list${toPascalCase(resource.name)}`;
  const example = writeExampleQuery(resource, examples);
  // A list and its records are offered in the same.
  const config = { formats: listFormats(resource) };
  app.get(`/${resource.name}`, {
    config,
    schema: {
      operationId: lists,
      tags: [resource.name],
      summary: `List ${toWords(resource.name)}`,
      description: `${resource.about} By suffix or Accept also as ${listFormats(resource)
        .map(({ suffix }) => `.${suffix}`)
        .join(', ')}. ${writeExampleLink(context, `/${resource.name}?${example}`)}`,
      querystring,
      response: { 200: describeList(resource), ...describeErrors(400, 406, 410, 503) },
    },
    handler: makeListHandler(context, resource, null),
  });
  app.get(`/${resource.name}.csv`, {
    schema: {
      operationId: `${lists}Csv`,
      tags: [resource.name],
      summary: `List ${toWords(resource.name)} as CSV`,
      description: `The whole list that the filters leave, as ${removeParameters(csv.mediaType)}: ${csv.about}. ${writeExampleLink(context, `/${resource.name}.csv?${example}`)}`,
      querystring,
      response: { 200: describeFormat(csv), ...describeFormatErrors(csv, 400, 410, 503) },
    },
    handler: makeListHandler(context, resource, csv.suffix),
  });
  // Other formats are described where the list is: as operations of their own they would be hundreds.
  for (const suffix of SUFFIXES.filter((suffix) => suffix !== csv.suffix))
    app.get(`/${resource.name}.${suffix}`, {
      schema: { hide: true, querystring },
      handler: makeListHandler(context, resource, suffix),
    });
  app.get(`/${resource.name}/:id`, {
    config,
    schema: {
      operationId: `get${toPascalCase(resource.singular)}`,
      tags: [resource.name],
      summary: `Get one ${toWords(resource.singular)}`,
      description:
        `One ${toWords(resource.singular)}, with its citations and links to all that belongs to it; with a suffix (.json, ${listFormats(
          resource,
        )
          .map(({ suffix }) => `.${suffix}`)
          .join(
            ', ',
          )}) or by Accept in other formats. ${examples?.id ? writeExampleLink(context, `/${resource.name}/${examples.id}`) : ''}`.trim(),
      params: z.strictObject({
        id: z.string().meta({
          description: `Id of the ${toWords(resource.singular)}`,
          example: examples?.id ?? undefined,
        }),
      }),
      querystring: z.lazy(memoize(() => makeRecordQuerySchema(resource, getFieldNames(resource)))),
      response: { 200: describeRecord(resource), ...describeErrors(308, 400, 404, 406, 410, 503) },
    },
    handler: makeRecordHandler(context, resource),
  });
}
