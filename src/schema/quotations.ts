import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import * as z from 'zod';
import { compareWords } from '../text/wording.ts';
import { changeTable, wordingChange } from './change.ts';
import { by, byOwner, checkWords, linkTable, memberOf, requiredRef } from './columns.ts';
import { list, ref, slug } from './fields.ts';
import {
  EXTENTS,
  makeQuotationId,
  QUOTATION_READINGS,
  type Quotation,
  quotation,
  VERDICTS,
} from './quotation.ts';
import { defineMembers, defineResource } from './resource.ts';
import { sources } from './sources.ts';
import { statements } from './statements.ts';

/** One row a quotation held against a transcript. Its range is in Unicode code points, `range_end` exclusive. */
export const quotations = sqliteTable(
  'quotations',
  {
    ...memberOf('source_id', () => sources.id),
    name: text().notNull(),
    extent: text({ enum: EXTENTS }).notNull(),
    part: text(),
    words: text().notNull(),
    range_start: integer(),
    range_end: integer(),
    transcript_id: requiredRef(() => sources.id),
    verdict: text({ enum: VERDICTS }).notNull(),
    differs: text(),
    note: text(),
    checked: text({ enum: QUOTATION_READINGS }).notNull(),
  },
  (t) => [
    checkWords('quotations', t.extent, EXTENTS),
    checkWords('quotations', t.verdict, VERDICTS),
    checkWords('quotations', t.checked, QUOTATION_READINGS),
    byOwner('quotations', t),
    by('quotations', t.verdict, t.id),
    by('quotations', t.extent, t.id),
    by('quotations', t.checked, t.id),
    by('quotations', t.transcript_id, t.id),
  ],
);

const quotationIds: [string, () => typeof quotations.id] = ['quotation_id', () => quotations.id];
/** Which statements a quotation renders. */
export const quotationStatements = linkTable('quotation_statements', quotationIds, [
  'statement_id',
  () => statements.id,
]);

/** In which words a quotation differs from its transcript, where it is near; derived. */
export const quotationChanges = changeTable('quotation_changes', ...quotationIds);

const quotationChangeResource = defineMembers({
  name: 'quotation_changes',
  singular: 'quotation_change',
  about: 'What the words of a transcript have become in what is quoted, where it is near to them, in order.',
  of: { collection: 'quotations', singular: 'quotation' },
  field: 'changes',
  member: wordingChange,
  table: quotationChanges,
  row: (change) => change,
});

/** The differences of a fragment from the words of the transcript; none where it is not near to them. */
function listChanges({ extent, verdict, quoted: [quoted], passages: [found] }: Quotation) {
  return verdict === 'near' && extent === 'fragment' && quoted && found
    ? compareWords(found.exact, quoted.exact)
    : [];
}

/** The words that are kept of a quotation. */
const joinQuoted = ({ quoted }: Record<string, unknown>): string =>
  (quoted as Quotation['quoted']).map(({ exact }) => exact).join(' … ');

/** `/quotations`, written inside the files of sources. */
export const quotationResource = defineResource({
  name: 'quotations',
  singular: 'quotation',
  about:
    'What sources give as somebody’s own words, held against a transcript of them. “Not found” says that it is not in this transcript, which may have gaps and mishearings of its own, and nothing more.',
  record: z.strictObject({
    id: slug,
    source: ref('sources', 'The source that quotes'),
    ...quotation.shape,
  }),
  derived: {
    words: z
      .string()
      .describe('What it quotes, as the source prints it; of a whole what is kept of it, with … between'),
    changes: list(wordingChange, 'From the words of the transcript to those quoted, where it is near'),
  },
  derive: (written) => ({
    words: joinQuoted(written),
    changes: listChanges(written as unknown as Quotation),
  }),
  within: { collection: 'sources', field: 'quotations', id: makeQuotationId },
  ownerField: 'source',
  label: ({ quoted, source }, dataset) =>
    `“${joinQuoted({ quoted })}” (${dataset.get('sources', String(source))?.title})`,
  table: quotations,
  row: ({ source, transcript, range, ...quotation }) => ({
    ...quotation,
    owner: source,
    transcript_id: transcript,
    range_start: range?.start ?? null,
    range_end: range?.end ?? null,
  }),
  lists: () => ({ statements: quotationStatements, changes: quotationChangeResource }),
  filters: {
    source: 'source',
    statement: 'statements',
    verdict: 'verdict',
    extent: 'extent',
    checked: 'checked',
    transcript: 'transcript',
  },
  sorts: {},
  includes: {
    statements: { collection: 'statements', filter: 'quotation' },
  },
});
