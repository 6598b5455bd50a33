/** `verify`: evidence held against a text that the client has. */
import * as z from 'zod';
import { checkAnchor, explainMissing, MAX_PLACES } from '../../text/anchor.ts';
import { DocumentText } from '../../text/document.ts';
import { HttpProblem } from '../problem.ts';
import { ask, describeAnswer, type Rec, writePath } from './ask.ts';
import type { JsonObject } from './compact.ts';
import { defineTool } from './tool.ts';
import { write } from './write.ts';

interface Verification {
  data: {
    same_text: boolean;
    differs_in: string[];
    anchored: number;
    moved: number;
    not_found: number;
    citations: (JsonObject & { id: string; status: string })[];
  };
}

/** Whether citations, or any words, stand in a text. */
export const verify = defineTool({
  name: 'verify',
  title: 'Check evidence against a text you have',
  description:
    'Holds evidence against the text of a document that you supply; nothing of it is kept. With `source`: every citation of that source, and whether the text is the one that was cited. With `citation`: that citation alone. With `fragment`: where these exact words stand in the text. Nothing is matched by likeness; where a fragment is there in other characters, such as other quotation marks, that is said. The documents are not served; sources say where they were published (`official_url`).',
  input: z.strictObject({
    text: z.string().min(1).describe('The text of the document, as it is, at most some 900 kB'),
    source: z.string().optional().describe('Id of the source whose document it is'),
    citation: z.string().optional().describe('Id of a citation'),
    fragment: z.string().min(1).optional().describe('Words to look for'),
  }),
  answer: async (toolContext, { text, source, citation, fragment }) => {
    if ([source, citation, fragment].filter((given) => given !== undefined).length !== 1)
      throw new HttpProblem(400, 'Give one of source, citation and fragment, and the text.');
    if (fragment !== undefined) {
      const document = new DocumentText(text);
      const found = document.find(fragment, 0, document.length, MAX_PLACES);
      const missing = explainMissing(document, { exact: fragment });
      return JSON.stringify({
        found: found.length,
        found_at: found,
        unit: 'Unicode code points',
        ...(found.length ? {} : { remark: `not in the text${missing}` }),
      });
    }
    if (citation !== undefined) {
      const { data } = await ask<{
        data: JsonObject & { source: Rec; start: number; end: number; exact: string };
      }>(toolContext, writePath('citations', citation));
      return write({
        citation: data,
        ...checkAnchor(new DocumentText(text), data),
        ...describeAnswer(toolContext),
      });
    }
    const { data } = await ask<Verification>(
      toolContext,
      `${writePath('sources', source as string)}/verify`,
      {},
      text,
    );
    const { citations, ...result } = data;
    return write({
      ...result,
      not_anchored: citations.filter(({ status }) => status !== 'anchored'),
      ...describeAnswer(toolContext),
    });
  },
});
