import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { makeRecordQuerySchema } from '../query/schema.ts';
import { getFieldNames } from '../schema/present.ts';
import { wordingResource } from '../schema/wordings.ts';
import { type Context, writeExampleLink } from './context.ts';
import { listFormats } from './negotiate.ts';
import { makeRecordHandler } from './record.ts';
import { describeErrors, describeRecord } from './responses.ts';

/** `/statements/{id}/wording`: the wording's record under the statement it belongs to. */
export function addWordingRoute(app: FastifyInstance, context: Context) {
  const example = context.store.examples.wordings?.id;
  app.get('/statements/:id/wording', {
    config: { formats: listFormats(wordingResource) },
    schema: {
      operationId: 'getStatementWording',
      tags: ['statements'],
      summary: 'Compare the wording of one statement',
      description:
        `${wordingResource.about} ${example ? writeExampleLink(context, `/statements/${example}/wording`) : ''}`.trim(),
      params: z.strictObject({
        id: z.string().meta({ description: 'Id of the statement', example }),
      }),
      querystring: makeRecordQuerySchema(wordingResource, getFieldNames(wordingResource)),
      response: { 200: describeRecord(wordingResource), ...describeErrors(308, 400, 404, 406, 410) },
    },
    handler: makeRecordHandler(context, wordingResource),
  });
}
