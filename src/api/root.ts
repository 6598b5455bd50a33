import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { formats } from '../formats/index.ts';
import { collections } from '../schema/index.ts';
import { send } from './answer.ts';
import type { Context } from './context.ts';
import { LINKS } from './links.ts';
import { JSON_TYPE } from './media-type.ts';
import { makeMeta } from './meta.ts';
import { refuseUnlessJson } from './negotiate.ts';
import { describeErrors, RecordMeta } from './responses.ts';
import { getIgnored } from './tracking.ts';

const Root = z
  .strictObject({
    name: z.string().describe('Name of the dataset'),
    description: z.string().describe('What it is'),
    release: z
      .strictObject({
        id: z.string().describe('Id of the release'),
        date: z.string().describe('Its date'),
        version: z.string().describe('Version of the service'),
      })
      .describe('What is served'),
    licence: z.string().describe('Licence of the data'),
    collections: z
      .array(
        z.strictObject({
          name: z.string().describe('Name'),
          about: z.string().describe('What its records are'),
          count: z.int().describe('How many there are'),
          url: z.string().describe('Where they are listed, relative to the root'),
        }),
      )
      .describe('All collections'),
    asking: z.array(z.string()).describe('How to ask, in short'),
    formats: z.array(z.string()).describe('Suffixes of lists, beside .json'),
    links: z.record(z.string(), z.string()).describe('Where else to go'),
    meta: RecordMeta,
  })
  .meta({ id: 'Root', description: 'The collections and where to go from here' });

/** `/`: where everything is. */
export function addRootRoute(app: FastifyInstance, context: Context) {
  const { release, counts } = context.store;
  app.get('/', {
    schema: {
      operationId: 'getRoot',
      tags: ['about'],
      summary: 'List the collections',
      description:
        'Every collection with what it holds and how much; the release that is served; links to the documentation.',
      querystring: z.strictObject({}),
      response: {
        ...describeErrors(400, 406),
        200: { description: 'The collections', content: { 'application/json': { schema: Root } } },
      },
    },
    handler: async (request, reply) => {
      refuseUnlessJson(request);
      const base = context.getBase(request);
      const ignored = getIgnored(request);
      const root: z.output<typeof Root> = {
        name: release.title,
        description: release.description,
        release: { id: release.id, date: release.date, version: release.version },
        licence: `CC BY 4.0, quoted fragments excluded: ${release.license}`,
        collections: collections.map(({ name, about }) => ({
          name,
          about,
          count: counts[name] ?? 0,
          url: `/${name}`,
        })),
        asking: [
          'Filters are plain parameters: /demands?party=russia&kind=precondition,red_line',
          'Operators follow two underscores: source_count__gte=3, topic__not=sanctions, date__isnull=true',
          'Shape answers with sort, select, include, facet, limit and cursor; search with q',
          'Whole lists by suffix: /demands.csv?party=russia',
        ],
        formats: formats.map(({ suffix }) => suffix),
        links: Object.fromEntries(LINKS.map(({ name, path }) => [name, base + path])),
        meta: makeMeta(release, ignored),
      };
      return send(request, reply, context, {
        mediaType: JSON_TYPE,
        key: `${base}/`,
        compute: () => ({ body: JSON.stringify(root) }),
      });
    },
  });
}
