import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { queryString } from '../query/query.ts';
import { DEFAULT_HITS, searchQuerySchema } from '../query/schema.ts';
import { MAX_RANKED } from '../query/search.ts';
import { resources } from '../schema/index.ts';
import { send } from './answer.ts';
import { type Context, JSON_TYPE, signalOf } from './collections.ts';
import { errorResponses, RecordMeta } from './responses.ts';

const Hit = z
  .strictObject({
    collection: z.string().describe('The collection it is in'),
    id: z.string().describe('Id of the record'),
    name: z.string().describe('Its name or title'),
    url: z.string().describe('Its URL, relative to the root'),
    match: z
      .string()
      .describe('Where it matches, as HTML: the words found in <mark>, everything else escaped'),
  })
  .meta({ id: 'Hit', description: 'A record that was found' });

const Answer = z
  .strictObject({
    data: z.array(Hit).describe('Records, best match first'),
    meta: z
      .strictObject({
        total: z.int().describe('Records that match'),
        ranked: z
          .int()
          .describe(
            `Matches that were ranked: all of them, or the first ${MAX_RANKED} in the order of collections and ids`,
          ),
        count: z.int().describe('Records shown'),
        ...RecordMeta.shape,
      })
      .describe('About the answer'),
    links: z.strictObject({ self: z.string().describe('This search') }).describe('Absolute URLs'),
  })
  .meta({ id: 'SearchAnswer', description: 'What a search found' });

/** `/search`: full text over all collections. */
export function searchRoute(app: FastifyInstance, context: Context) {
  const { store } = context;
  app.get('/search', {
    schema: {
      operationId: 'search',
      tags: ['search'],
      summary: 'Search all collections',
      description: 'Full text over every record, best match first, with the match marked.',
      querystring: searchQuerySchema(resources.map(({ name }) => name)),
      response: {
        200: { description: 'What was found', content: { 'application/json': { schema: Answer } } },
        ...errorResponses(400, 503),
      },
    },
    handler: async (request, reply) => {
      const { q, collection, limit } = request.query as { q: string; collection: string[]; limit: number };
      const params = new URLSearchParams({ q });
      if (collection.length) params.set('collection', collection.toSorted().join(','));
      if (limit !== DEFAULT_HITS) params.set('limit', String(limit));
      const self = `${context.base(request)}/search?${queryString(params)}`;
      return send(request, reply, context, {
        mediaType: JSON_TYPE,
        key: self,
        compute: async () => {
          const input = { q, collections: collection, limit };
          const { total, ranked, hits } = await context.background.run('search', input, signalOf(reply));
          const meta = { total, ranked, count: hits.length, release: store.release.id };
          return { body: JSON.stringify({ data: hits, meta, links: { self } }) };
        },
      });
    },
  });
}
