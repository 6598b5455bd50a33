/** `compare_wordings`: the reports of one statement side by side. */
import * as z from 'zod';
import { ask, askList, describeAnswer, type Rec, writePath } from './ask.ts';
import type { JsonObject } from './compact.ts';
import { defineTool, MOST } from './tool.ts';
import { write } from './write.ts';

/** What each source has of an utterance. */
export const compareWordings = defineTool({
  name: 'compare_wordings',
  title: 'Compare how sources word one statement',
  description:
    'The reports of one statement side by side: for each part of the utterance the fragment that each source has, and whether it is given as direct speech; and what was given in quotation marks, held against a transcript where there is one. Statements whose direct quotations differ are in list, collection wordings, filters {"direct_quotations_differ": true}; quotations that the transcript contradicts in collection quotations, filters {"verdict": "contradicted"}.',
  input: z.strictObject({
    statement: z.string().describe('Id of the statement, such as us-servicemen-take-part'),
  }),
  answer: async (toolContext, { statement }) => {
    const [wording, reports, quotations] = await Promise.all([
      ask<{ data: JsonObject }>(toolContext, `${writePath('statements', statement)}/wording`, {
        select: ['id', 'statement', 'direct_quotations_differ', 'parts'],
      }),
      askList(toolContext, 'reports', {
        statement,
        limit: MOST,
        select: ['id', 'source', 'speech', 'verb', 'via', 'origin', 'wording'],
      }),
      askList(toolContext, 'quotations', {
        statement,
        limit: MOST,
        select: ['id', 'source', 'part', 'words', 'verdict', 'differs', 'note', 'passages'],
      }),
    ]);
    const { statement: said = null, direct_quotations_differ = null, parts } = wording.data;
    return write({
      statement: said,
      url: `${toolContext.base}${writePath('statements', statement)}`,
      direct_quotations_differ,
      // How each differs from each other can be read from what they have.
      parts: (parts as { part: string; fragments: JsonObject[] }[]).map(({ part, fragments }) => ({
        part,
        fragments: fragments.map(({ source, speech = null, exact = null }) => ({
          source: (source as Rec).id,
          speech,
          exact,
        })),
      })),
      reports: reports.data,
      quotations: quotations.data,
      ...describeAnswer(toolContext),
    });
  },
});
