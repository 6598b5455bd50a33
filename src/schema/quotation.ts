/** What a document gives as somebody's own words, held against a transcript of them. */
import * as z from 'zod';
import {
  citationsHere,
  evidenceHere,
  getWords,
  list,
  member,
  open,
  prose,
  ref,
  slug,
  words,
} from './fields.ts';

/** How a quotation stands in a transcript. */
export const verdict = words('QuotationVerdict', 'How what is quoted stands in a transcript', {
  exact: 'these words stand there; case, punctuation and the form of marks do not count',
  near: 'they stand there but for some words',
  paraphrase: 'what they say stands there in other words',
  not_found: 'they are not in this transcript, nor what they say; that is all that it means',
  contradicted: 'the transcript has something else where they would stand',
});
/** The words of `verdict`, as tables take them. */
export const VERDICTS = getWords(verdict);

/** Whether a fragment or the whole of a quotation is meant. */
export const extent = words('QuotationExtent', 'How much of a quotation is held against the transcript', {
  fragment: 'a fragment that is kept of a report',
  whole: 'all that stands within one pair of quotation marks',
});
/** The words of `extent`, as tables take them. */
export const EXTENTS = getWords(extent);

const checked = words('QuotationReading', 'Who has read a quotation against the transcript', {
  command: 'a command has found the words',
  reader: 'one reader',
  second_reader: 'two readers, the second without knowing what the first had found',
});
/** Who may have read a quotation against its transcript, as tables take it. */
export const QUOTATION_READINGS = getWords(checked);

/** A quotation, written inside the source that has it; a record of its own in `/quotations`. */
export const quotation = member('part', {
  extent: extent.describe('Whether it is a fragment or the whole of what is quoted'),
  statements: list(ref('statements', 'Statement'), 'The statements that it renders'),
  part: open(slug.describe('Of a fragment: the part of the utterance that it renders'), 'not_applicable'),
  range: open(
    z
      .strictObject({
        start: z.int().min(0).describe('Its first code point, in the source'),
        end: z.int().min(1).describe('Its end, exclusive'),
      })
      .describe('Of a whole quotation: where it stands'),
    'not_applicable',
  ),
  quoted: z
    .array(evidenceHere('exact', {}))
    .min(1)
    .max(2)
    .describe(
      'Words of it as the source prints them: the fragment, or the first and the last that are kept of a whole',
    ),
  transcript: ref('sources', 'The transcript that it is held against'),
  verdict: verdict.describe('How it stands there'),
  passages: citationsHere.describe(
    'Where it stands in the transcript; where it does not, what stands there instead, or comes nearest',
  ),
  differs: open(prose.describe('In what it differs, in our own words'), 'not_applicable'),
  note: open(prose.describe('What else a reader should know'), 'not_applicable'),
  checked: checked.describe('Who has read it'),
});
/** A quotation as its source's file has it. */
export type Quotation = z.output<typeof quotation>;

/** The id of a quotation: where it stands, and which part of which statement it renders. */
export const makeQuotationId = (source: { id: string }, written: Record<string, unknown>): string => {
  const { quoted, range, statements, part } = written as Quotation;
  return range
    ? `${source.id}.${range.start}.whole`
    : [source.id, quoted[0]?.start, statements[0], part].join('.');
};
