import type { Quotation } from '../../schema/quotation.ts';
import type { Rec } from '../../schema/resource.ts';
import { differ } from '../../text/wording.ts';
import { makeProblem, type Rule } from './rule.ts';

const TRANSCRIPTS = ['transcript', 'official_transcript'];

/** Quotations are held against transcripts, and their verdicts rest on passages of those. */
export const checkQuotations: Rule = function* (dataset) {
  for (const record of dataset.all('quotations')) {
    const { transcript, verdict, extent, quoted, passages, part, statements } = record as Rec & Quotation;
    const at = (field: string, message: string, fix: string) =>
      makeProblem(dataset, record, [field], message, fix);
    const kind = dataset.get('sources', transcript)?.document_kind;
    if (kind !== undefined && !TRANSCRIPTS.includes(String(kind)))
      yield at(
        'transcript',
        `${transcript} is a ${kind}`,
        `name a source that is a ${TRANSCRIPTS.join(' or ')}`,
      );
    if (!passages.length && verdict !== 'not_found')
      yield at('passages', `${verdict}, but in no passage`, 'cite the passage of the transcript');
    for (const { source } of passages)
      if (source !== transcript)
        yield at(
          'passages',
          `a passage of ${source}`,
          `cite ${transcript}, the transcript that it is held against`,
        );
    if (extent === 'fragment' && (!part || !statements.length))
      yield at(
        'part',
        'a fragment of no part of a statement',
        'name the statement, and the part that it renders',
      );
    if ((extent === 'whole') !== Boolean(record.range))
      yield at(
        'range',
        extent === 'whole' ? 'a whole quotation that stands nowhere' : 'a fragment with a range',
        'whole quotations have a range, fragments do not',
      );
    const [own, other] = [quoted[0]?.exact, passages[0]?.exact];
    if (verdict === 'exact' && extent === 'fragment' && own && other && differ(own, other))
      yield at('verdict', `exact, but “${own}” is not in “${other}”`, 'write near, or cite the very words');
  }
};
