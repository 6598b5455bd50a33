import * as z from 'zod';
import { anyRef, list, open, recordId, ref } from './fields.ts';
import { type Dataset, defineResource, type Rec } from './resource.ts';

const CITED = [
  'sources',
  'parties',
  'people',
  'weapons',
  'attributes',
  'regions',
  'agreements',
  'events',
  'statements',
  'reports',
  'demands',
  'divergences',
];

/** The record itself, the one it is embedded in, and the demands that rest on that. */
function supported(citation: Rec, dataset: Dataset): string[] {
  const [collection = '', id = ''] = String(citation.record).split('/');
  const record = dataset.get(collection, id);
  if (collection === 'attributes') return [String(citation.record), `weapons/${record?.weapon}`];
  if (collection !== 'reports') return [String(citation.record)];
  const statement = String(record?.statement);
  const demands = dataset.referrers('statements', statement, 'demands', 'statements');
  return [
    String(citation.record),
    `statements/${statement}`,
    ...demands.map((demand) => `demands/${demand.id}`),
  ];
}

export const citations = defineResource({
  name: 'citations',
  singular: 'citation',
  about:
    'The evidence: which passage of which document supports which field of which record, with a fragment found there.',
  record: z.strictObject({
    id: recordId,
    source: ref('sources', 'The document'),
    record: anyRef(CITED, 'The record it supports'),
    field: z.string().describe('The field that it supports'),
    value: open(
      z.string().describe('The member that it supports, where the field is a list'),
      'not_applicable',
    ),
    start: z.int().describe('Start of the passage in the document, in Unicode code points'),
    end: z.int().describe('End of the passage, exclusive'),
    exact: z.string().describe('Fragment found once in the passage, exact to the character'),
  }),
  derived: {
    supports: list(anyRef(CITED, 'Record'), 'The record, and those that rest on it: a statement, a demand'),
    selector: z
      .strictObject({
        type: z.literal('TextPositionSelector').describe('A range of positions'),
        start: z.int().describe('Start in Unicode code points'),
        end: z.int().describe('End, exclusive'),
        refinedBy: z
          .strictObject({
            type: z.literal('TextQuoteSelector').describe('A quotation'),
            exact: z.string().describe('The fragment'),
          })
          .describe('The fragment within the passage'),
      })
      .describe(
        'The same passage as a selector of the W3C Web Annotation Data Model (§4.2.5, refined as in §4.2.9 by §4.2.4)',
      ),
    position: z.string().describe('Source and start, for sorting in the order of the document'),
  },
  derive: (c, dataset) => ({
    supports: supported(c, dataset),
    selector: {
      type: 'TextPositionSelector',
      start: c.start,
      end: c.end,
      refinedBy: { type: 'TextQuoteSelector', exact: c.exact },
    },
    position: `${c.source}:${String(c.start).padStart(7, '0')}`,
  }),
  made: (dataset) => dataset.evidence(),
  label: (c, dataset) => `“${c.exact}” (${dataset.get('sources', String(c.source))?.title})`,
  filters: {
    source: 'source',
    record: 'supports',
    field: 'field',
    start: 'start',
    end: 'end',
  },
  sorts: { position: 'position' },
});
