import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { eventResource } from '../schema/events.ts';
import { reference } from '../schema/present.ts';
import { explainAbsence } from './absence.ts';
import { send } from './answer.ts';
import { makeAsker } from './background.ts';
import { writeCiteLink } from './cite-link.ts';
import { type Context, writeExampleLink } from './context.ts';
import { JSON_TYPE } from './media-type.ts';
import { makeMeta } from './meta.ts';
import { refuseUnlessJson } from './negotiate.ts';
import { citeLink, describeErrors, RecordMeta } from './responses.ts';
import { getIgnored } from './tracking.ts';

const references = z.array(reference);

const Item = z
  .strictObject({
    collection: z.string().describe('What it is: its collection'),
    ...reference.shape,
    sources: references.describe('The accounts that have it'),
    lacking: references.describe('The accounts that do not'),
  })
  .meta({ id: 'AccountItem', description: 'What is said of an occasion, and which accounts have it' });

const Account = z
  .strictObject({
    source: reference,
    document_kind: z.string().describe('What kind of document it is'),
    has: z.int().describe('How much of all that is said of the occasion it has'),
    only: z
      .array(reference.extend({ collection: z.string().describe('What it is: its collection') }))
      .describe('What it alone has'),
  })
  .meta({ id: 'Account', description: 'What one document says of an occasion' });

const Answer = z
  .strictObject({
    data: z
      .strictObject({
        event: reference,
        accounts: z.array(Account).describe('Each document that says something of it'),
        items: z.array(Item).describe('What was said and put there, with the accounts that have it'),
        shared: z.int().describe('How much all accounts have'),
        divergences: references.describe('Points on which they are known to differ'),
      })
      .describe('The accounts'),
    meta: RecordMeta,
    links: z
      .strictObject({
        self: z.string().describe('This answer'),
        cite: citeLink,
        event: z.string().describe('The event'),
      })
      .describe('Absolute URLs'),
  })
  .meta({ id: 'Accounts', description: 'Accounts of one occasion, side by side' });

/** `/events/{id}/accounts`: what each document has of what was said on an occasion, and what only one has. */
export function addAccountsRoute(app: FastifyInstance, context: Context) {
  const { store } = context;
  const { events, statements } = store.examples;
  const example = statements?.filters.occasion?.value ?? events?.id;
  app.get('/events/:id/accounts', {
    schema: {
      operationId: 'getEventAccounts',
      tags: ['events'],
      summary: 'Set the accounts of one occasion side by side',
      description:
        `What was said on an occasion (statements, positions of demands, commitments), with the documents that have it and those that do not. That a document lacks something is what it prints, not what was said. ${example ? writeExampleLink(context, `/events/${example}/accounts`) : ''}`.trim(),
      params: z.strictObject({
        id: z.string().meta({
          description: 'Id of the event',
          example,
        }),
      }),
      querystring: z.strictObject({}),
      response: {
        200: { description: 'The accounts', content: { 'application/json': { schema: Answer } } },
        ...describeErrors(308, 400, 404, 406, 410),
      },
    },
    handler: async (request, reply) => {
      refuseUnlessJson(request);
      const { id } = request.params as { id: string };
      if (!store.has(eventResource.name, id)) throw explainAbsence(context, request, eventResource);
      const base = context.getBase(request);
      const self = `${base}/events/${id}/accounts`;
      const ignored = getIgnored(request);
      return send(request, reply, context, {
        mediaType: JSON_TYPE,
        key: self,
        compute: async () => {
          const meta = makeMeta(store.release, ignored);
          const links = { self, cite: writeCiteLink(base, self), event: `${base}/events/${id}` };
          const { json } = await context.background.run('accounts', { id }, makeAsker(request));
          return { body: `{"data":${json},${JSON.stringify({ meta, links }).slice(1)}` };
        },
      });
    },
  });
}
