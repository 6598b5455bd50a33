/** `/changes`: what became of records since a release. */
import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { writeQueryString } from '../query/query.ts';
import { listReleases, recordOutcome } from '../query/releases.ts';
import { makeSinceQuerySchema } from '../query/schema.ts';
import { releaseResource } from '../schema/releases.ts';
import { send } from './answer.ts';
import { makeAsker } from './background.ts';
import { writeCiteLink } from './cite-link.ts';
import { type Context, writeExampleLink } from './context.ts';
import { JSON_TYPE } from './media-type.ts';
import { makeMeta } from './meta.ts';
import { refuseUnlessJson } from './negotiate.ts';
import { citeLink, describeErrors, RecordMeta } from './responses.ts';
import { getIgnored } from './tracking.ts';

const Answer = z
  .strictObject({
    data: z
      .array(
        z
          .strictObject({
            collection: z.string().describe('Its collection'),
            record: z.string().describe('Its id'),
            change: recordOutcome.describe('What became of it'),
            fields: z.array(z.string()).describe('Fields that say something else, of a record that changed'),
            releases: z.array(z.string()).describe('Releases in which it changed, the first one first'),
            became: z
              .string()
              .nullable()
              .describe('Of a record that is there no more: what it became, as collection/id'),
            url: z
              .string()
              .nullable()
              .describe('URL of the record, relative to the root; null where it is there no more'),
          })
          .meta({ id: 'ChangedRecord', description: 'A record that is not as it was' }),
      )
      .describe('Records, in the order of collections and ids'),
    meta: z
      .strictObject({
        total: z.int().describe('Records'),
        changes: z.record(z.string(), z.int()).describe('How many were added, changed, removed'),
        since: z.string().describe('The release that is compared with'),
        ...RecordMeta.shape,
      })
      .describe('About the answer'),
    links: z
      .strictObject({
        self: z.string().describe('This answer'),
        cite: citeLink,
        rows: z.string().describe('Field by field, a list with all formats'),
      })
      .describe('Absolute URLs'),
  })
  .meta({ id: 'ReleaseChanges', description: 'What became of records since a release' });

/** Adds the route; without a release there is nothing to compare with, and it says so. */
export function addReleaseChangesRoute(app: FastifyInstance, context: Context) {
  const { store } = context;
  const made = listReleases(store).map(({ id }) => id);
  const example = made[1] ?? made[0];
  app.get('/changes', {
    schema: {
      operationId: 'listChanges',
      tags: [releaseResource.name],
      summary: 'What became of records since a release',
      description:
        `Every record that was added, changed or removed by the releases after one, each once. ${example ? writeExampleLink(context, `/changes?since=${example}`) : ''}`.trim(),
      querystring: makeSinceQuerySchema(context.lookup, example),
      response: {
        200: { description: 'The records', content: { 'application/json': { schema: Answer } } },
        ...describeErrors(400, 406, 503),
      },
    },
    handler: async (request, reply) => {
      refuseUnlessJson(request);
      const { since } = request.query as { since: string };
      const base = context.getBase(request);
      const self = `${base}/changes?since=${since}`;
      const ignored = getIgnored(request);
      return send(request, reply, context, {
        mediaType: JSON_TYPE,
        key: self,
        compute: async () => {
          const found = await context.background.run('outcomes', { since }, makeAsker(request));
          const later = made.slice(0, made.indexOf(since));
          const rows = later.length
            ? `?${writeQueryString(new URLSearchParams({ release: later.join(',') }))}`
            : '?limit=0';
          const meta = {
            total: found.total,
            changes: found.counts,
            since,
            ...makeMeta(store.release, ignored),
          };
          const links = { self, cite: writeCiteLink(base, self), rows: `${base}/release_changes${rows}` };
          return { body: `{"data":${found.json},${JSON.stringify({ meta, links }).slice(1)}` };
        },
      });
    },
  });
}
