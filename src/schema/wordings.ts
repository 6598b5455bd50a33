import * as z from 'zod';
import { CHANGES, wordingsIn } from '../text/wording.ts';
import { list, member, open, ref, slug } from './fields.ts';
import { defineResource } from './resource.ts';
import { SPEECHES } from './statements.ts';

const source = ref('sources', 'Source');

export const wordings = defineResource({
  name: 'wordings',
  singular: 'wording',
  about:
    'The reports of each statement side by side, part by part, with the differences word by word. Also at /statements/{id}/wording.',
  record: z.strictObject({
    id: slug,
    statement: ref('statements', 'The statement whose wording it is'),
    direct_quotations_differ: z
      .boolean()
      .describe(
        'Whether two sources quote the same part directly in different words: then at least one is no quotation',
      ),
    parts: list(
      member('part', {
        part: z.string().describe('The part of the utterance'),
        fragments: list(
          member('source', {
            source,
            report: ref('reports', 'The report'),
            has_fragment: z
              .boolean()
              .describe('Whether a fragment of this part is kept of the report; not quoted otherwise'),
            speech: open(z.enum(SPEECHES).describe('Direct or indirect'), 'not_applicable'),
            exact: open(z.string().describe('The fragment, exact to the character'), 'not_applicable'),
          }),
          'What each report has of it',
        ),
        comparisons: list(
          z.strictObject({
            from: source,
            to: source,
            both_direct: z.boolean().describe('Whether both stand in quotation marks as the speaker’s words'),
            differ: z.boolean().describe('Whether neither is a piece of the other'),
            changes: list(
              z.strictObject({
                change: z.enum(CHANGES).describe('What became of the words of the first in the second'),
                from: open(z.string().describe('Words of the first'), 'not_applicable'),
                to: open(z.string().describe('Words of the second'), 'not_applicable'),
              }),
              'The differences in order',
            ),
          }),
          'Each pair of fragments of it',
        ),
      }),
      'The parts of the utterance',
    ),
  }),
  made: wordingsIn,
  label: (wording, dataset) => `Wording: ${dataset.get('statements', String(wording.statement))?.title}`,
  filters: {
    statement: 'statement',
    direct_quotations_differ: 'direct_quotations_differ',
    source: 'parts.fragments.source',
  },
  sorts: {},
});
