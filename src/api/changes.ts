import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { SUFFIXES } from '../formats/index.ts';
import { type ChangesQuestion, COMPARED_FIELDS } from '../query/changes.ts';
import { writeQueryString } from '../query/query.ts';
import { makeChangesQuerySchema } from '../query/schema.ts';
import { outcome } from '../schema/outcome.ts';
import { positionResource } from '../schema/positions.ts';
import { getPublicSchema, reference } from '../schema/present.ts';
import { send } from './answer.ts';
import { makeAsker } from './background.ts';
import { writeCiteLink } from './cite-link.ts';
import { type Context, writeExampleLink } from './context.ts';
import { JSON_TYPE } from './media-type.ts';
import { makeMeta } from './meta.ts';
import { refuseUnlessJson } from './negotiate.ts';
import { HttpProblem } from './problem.ts';
import { citeLink, describeErrors, RecordMeta } from './responses.ts';
import { getIgnored } from './tracking.ts';

/** What is asked of demands here, as of their list. */
export const CHANGES_FILTERS = ['party', 'addressee', 'topic', 'region'] as const;

/** The answer's schema, made when the documentation first asks for it. */
function makeAnswerSchema() {
  const position = getPublicSchema(positionResource);
  const change = z
    .strictObject({
      demand: reference,
      party: reference,
      outcome: outcome.describe('What became of it'),
      differs: z
        .array(z.string())
        .describe(`In what it is put otherwise, where it stands on both days: ${COMPARED_FIELDS.join(', ')}`),
      from: position.nullable().describe('As it stood on the first day; null where it did not'),
      to: position.nullable().describe('As it stands on the second day; null where it does not'),
      steps: z.array(position).describe('How it was put, told or ended in between, in the order of time'),
    })
    .meta({ id: 'DemandChange', description: 'A demand, and what became of it between two days' });
  return z
    .strictObject({
      data: z.array(change).describe('Demands, in the order of their ids'),
      meta: z
        .strictObject({
          total: z.int().describe('Demands'),
          outcomes: z.record(z.string(), z.int()).describe('How many have which outcome'),
          ...RecordMeta.shape,
        })
        .describe('About the answer'),
      links: z
        .strictObject({
          self: z.string().describe('This answer'),
          cite: citeLink,
          from: z.string().describe('What stood on the first day'),
          to: z.string().describe('What stands on the second day'),
        })
        .describe('Absolute URLs'),
    })
    .meta({ id: 'DemandChanges', description: 'What became of demands between two days' });
}

/** `/demands/changes`: what became of demands between two days. */
export function addChangesRoute(app: FastifyInstance, context: Context) {
  const { store, lookup } = context;
  const found = store.examples.positions?.filters.as_of?.value;
  const to = typeof found === 'string' ? found : '2024-12-06';
  const from = `${to.slice(0, 4)}-01-01`;
  // Else these would be read as records of that name.
  for (const suffix of SUFFIXES)
    app.get(`/demands/changes.${suffix}`, { schema: { hide: true } as never }, () => {
      throw new HttpProblem(404, 'What became of demands is answered as JSON alone, at /demands/changes.');
    });
  app.get('/demands/changes', {
    schema: {
      operationId: 'listDemandChanges',
      tags: ['demands'],
      summary: 'What became of demands between two days',
      description: `Demands that were put, told or ended after the first day and by the second, each as it stood on both, with the steps between. What is not here was put by nobody in that time: silence alone carries it. ${writeExampleLink(context, `/demands/changes?from=${from}&to=${to}`)}`,
      querystring: makeChangesQuerySchema(CHANGES_FILTERS, lookup, store.examples.demands, { from, to }),
      response: {
        200: {
          description: 'What became of them',
          content: { 'application/json': { schema: z.lazy(makeAnswerSchema) } },
        },
        ...describeErrors(400, 406, 503),
      },
    },
    handler: async (request, reply) => {
      refuseUnlessJson(request);
      const question = request.query as ChangesQuestion;
      const { from, to, conditions } = question;
      if (from >= to) {
        const detail = 'the second day is not after the first';
        throw new HttpProblem(400, `to: ${detail}`, [{ parameter: 'to', detail }]);
      }
      const asked = conditions.map(({ name, values }): [string, string] => [
        name,
        values.map(String).sort().join(','),
      ]);
      const writeUrl = (path: string, more: Record<string, string>) => {
        const params = new URLSearchParams([...asked, ...Object.entries(more)]);
        params.sort();
        return `${context.getBase(request)}${path}?${writeQueryString(params)}`;
      };
      const self = writeUrl('/demands/changes', { from, to });
      const ignored = getIgnored(request);
      return send(request, reply, context, {
        mediaType: JSON_TYPE,
        key: self,
        compute: async () => {
          const found = await context.background.run('changes', question, makeAsker(request));
          const meta = { total: found.total, outcomes: found.counts, ...makeMeta(store.release, ignored) };
          const links = {
            self,
            cite: writeCiteLink(context.getBase(request), self),
            from: writeUrl('/demands', { as_of: from }),
            to: writeUrl('/demands', { as_of: to }),
          };
          return { body: `{"data":${found.json},${JSON.stringify({ meta, links }).slice(1)}` };
        },
      });
    },
  });
}
