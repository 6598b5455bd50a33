import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { writeCursor } from '../query/cursor.ts';
import { makeFingerprint, writeQueryString } from '../query/query.ts';
import { DEFAULT_HITS, makeSearchQuerySchema } from '../query/schema.ts';
import { MAX_RANKED } from '../query/search.ts';
import { resources } from '../schema/index.ts';
import { send } from './answer.ts';
import { makeAsker } from './background.ts';
import { writeCiteLink } from './cite-link.ts';
import { type Context, writeExampleLink } from './context.ts';
import { JSON_TYPE } from './media-type.ts';
import { makeMeta } from './meta.ts';
import { refuseUnlessJson } from './negotiate.ts';
import { readPageStart } from './page-start.ts';
import { citeLink, describeErrors, NotFound, RecordMeta } from './responses.ts';
import { getIgnored } from './tracking.ts';

const Hit = z
  .strictObject({
    collection: z.string().describe('The collection it is in'),
    id: z.string().describe('Id of the record'),
    name: z.string().describe('Its name or title'),
    url: z.string().describe('Its URL, relative to the root'),
    match: z
      .string()
      .describe('Where it matches, as HTML: the words found in <mark>, everything else escaped'),
    also: z
      .record(z.string(), z.int())
      .describe('How many records match that belong to it, by collection: its citations, its reports'),
  })
  .meta({ id: 'Hit', description: 'A record that was found' });

const Answer = z
  .strictObject({
    data: z
      .array(Hit)
      .describe(
        'Records, best match first: those whose name is just what was searched for, then those that have it in their name, then the others',
      ),
    meta: z
      .strictObject({
        total: z.int().describe('Records that match'),
        ranked: z
          .int()
          .describe(
            `Matches that were ranked, and can be paged through: all of them, or the first ${MAX_RANKED} in the order of collections and ids`,
          ),
        count: z.int().describe('Records shown'),
        limit: z.int().describe('Most records on a page'),
        next_cursor: z.string().nullable().describe('The cursor of the next page'),
        not_found: NotFound.optional(),
        ...RecordMeta.shape,
      })
      .describe('About the answer'),
    links: z
      .strictObject({
        self: z.string().describe('This page'),
        cite: citeLink,
        next: z.string().nullable().describe('The next page'),
      })
      .describe('Absolute URLs'),
  })
  .meta({ id: 'SearchAnswer', description: 'What a search found' });

interface Query {
  q: string;
  collection: string[];
  limit: number;
  cursor: string | null;
}

/** `/search`: full text over all collections. */
export function addSearchRoute(app: FastifyInstance, context: Context) {
  const { store } = context;
  app.get('/search', {
    schema: {
      operationId: 'search',
      tags: ['search'],
      summary: 'Search all collections',
      description: `Full text over every record, best match first, with the match marked. What belongs to a record, such as its citations and reports, is counted with it; it is searched by itself where its collection is asked for. ${writeExampleLink(context, '/search?q=missile')}`,
      querystring: makeSearchQuerySchema(resources.map(({ name }) => name)),
      response: {
        200: { description: 'What was found', content: { 'application/json': { schema: Answer } } },
        ...describeErrors(400, 406, 410, 503),
      },
    },
    handler: async (request, reply) => {
      refuseUnlessJson(request);
      const { q, collection, limit, cursor } = request.query as Query;
      const params = new URLSearchParams({ q });
      if (collection.length) params.set('collection', collection.toSorted().join(','));
      const fingerprint = makeFingerprint('search', params);
      const after = readPageStart(context, request, cursor, () => fingerprint);
      const writeUrl = (at: string | null) => {
        const page = new URLSearchParams(params);
        if (limit !== DEFAULT_HITS) page.set('limit', String(limit));
        if (at !== null) page.set('cursor', at);
        return `${context.getBase(request)}/search?${writeQueryString(page)}`;
      };
      const self = writeUrl(cursor);
      const ignored = getIgnored(request);
      return send(request, reply, context, {
        mediaType: JSON_TYPE,
        key: self,
        compute: async () => {
          const question = {
            q,
            collections: collection,
            limit,
            after: after === null ? null : Number(after),
          };
          const found = await context.background.run('search', question, makeAsker(request));
          const { total, ranked, hits, notFound } = found;
          const next_cursor =
            found.next === null ? null : writeCursor(store.release.id, fingerprint, String(found.next));
          const next = next_cursor && writeUrl(next_cursor);
          const meta = {
            total,
            ranked,
            count: hits.length,
            limit,
            next_cursor,
            ...(notFound ? { not_found: notFound } : {}),
            ...makeMeta(store.release, ignored),
          };
          return {
            body: JSON.stringify({
              data: hits,
              meta,
              links: { self, next, cite: writeCiteLink(context.getBase(request), self) },
            }),
            ...(next ? { headers: { link: `<${next}>; rel="next"` } } : {}),
          };
        },
      });
    },
  });
}
