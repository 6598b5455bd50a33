import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import * as z from 'zod';
import { compareWords, differ } from '../text/wording.ts';
import { changeTable, wordingChange } from './change.ts';
import { by, byOwner, checkBoolean, checkWords, id, memberOf, requiredRef } from './columns.ts';
import { list, member, open, ref, slug } from './fields.ts';
import { reports } from './reports.ts';
import { type Dataset, defineMembers, defineResource, type Rec } from './resource.ts';
import { sources } from './sources.ts';
import { SPEECHES, speechWord, statements } from './statements.ts';

const source = ref('sources', 'Source');
const comparison = z.strictObject({
  from: source,
  to: source,
  both_direct: z.boolean().describe('Whether both stand in quotation marks as the speaker’s words'),
  differ: z.boolean().describe('Whether neither is a piece of the other'),
  changes: list(wordingChange, 'The differences in order'),
});
const fragment = member('source', {
  source,
  report: ref('reports', 'The report'),
  has_fragment: z
    .boolean()
    .describe('Whether a fragment of this part is kept of the report; not quoted otherwise'),
  speech: open(speechWord.describe('Direct or indirect'), 'not_applicable'),
  exact: open(z.string().describe('The fragment, exact to the character'), 'not_applicable'),
});
const part = member('part', {
  part: z.string().describe('The part of the utterance'),
  fragments: list(fragment, 'What each report has of it'),
  comparisons: list(comparison, 'Each pair of fragments of it'),
});

/** One row a statement whose reports are compared. */
export const wordings = sqliteTable(
  'wordings',
  {
    id: id(),
    name: text().notNull(),
    statement_id: requiredRef(() => statements.id),
    direct_quotations_differ: integer({ mode: 'boolean' }).notNull(),
  },
  (t) => [
    checkBoolean('wordings', t.direct_quotations_differ),
    by('wordings', t.statement_id, t.id),
    by('wordings', t.direct_quotations_differ, t.id),
  ],
);

/** The parts of an utterance. */
export const wordingParts = sqliteTable(
  'wording_parts',
  { ...memberOf('wording_id', () => wordings.id), part: text().notNull() },
  (t) => [byOwner('wording_parts', t), by('wording_parts', t.part, t.id)],
);
const wordingPartId: [string, () => typeof wordingParts.id] = ['wording_part_id', () => wordingParts.id];
const ofParts = { collection: 'wording_parts', singular: 'wording_part' };

/** What each report has of a part; a row also where it has nothing. */
export const wordingFragments = sqliteTable(
  'wording_fragments',
  {
    ...memberOf(...wordingPartId),
    source_id: requiredRef(() => sources.id),
    report_id: requiredRef(() => reports.id),
    has_fragment: integer({ mode: 'boolean' }).notNull(),
    speech: text({ enum: SPEECHES }),
    exact: text(),
  },
  (t) => [
    checkBoolean('wording_fragments', t.has_fragment),
    checkWords('wording_fragments', t.speech, SPEECHES),
    byOwner('wording_fragments', t),
    by('wording_fragments', t.report_id, t.id),
    by('wording_fragments', t.has_fragment, t.id),
    by('wording_fragments', t.speech, t.id),
    by('wording_fragments', t.source_id, t.owner),
  ],
);

const fragmentResource = defineMembers({
  name: 'wording_fragments',
  singular: 'wording_fragment',
  about: 'What each report has of each part of an utterance; also that it has nothing of it.',
  of: ofParts,
  field: 'fragments',
  member: fragment,
  table: wordingFragments,
  row: ({ source, report, ...fragment }) => ({ ...fragment, source_id: source, report_id: report }),
});

/** Each pair of fragments of one part that different sources have. */
export const wordingComparisons = sqliteTable(
  'wording_comparisons',
  {
    ...memberOf(...wordingPartId),
    from_id: requiredRef(() => sources.id),
    to_id: requiredRef(() => sources.id),
    both_direct: integer({ mode: 'boolean' }).notNull(),
    differ: integer({ mode: 'boolean' }).notNull(),
  },
  (t) => [
    checkBoolean('wording_comparisons', t.both_direct),
    checkBoolean('wording_comparisons', t.differ),
    byOwner('wording_comparisons', t),
    by('wording_comparisons', t.from_id, t.id),
    by('wording_comparisons', t.to_id, t.id),
    by('wording_comparisons', t.both_direct, t.id),
    by('wording_comparisons', t.differ, t.id),
  ],
);

/** The differences of a pair of fragments, in order. */
export const wordingChanges = changeTable(
  'wording_changes',
  'wording_comparison_id',
  () => wordingComparisons.id,
);

const changeResource = defineMembers({
  name: 'wording_changes',
  singular: 'wording_change',
  about: 'What became of the words of one fragment in another, in order.',
  of: { collection: 'wording_comparisons', singular: 'wording_comparison' },
  field: 'changes',
  member: wordingChange,
  table: wordingChanges,
  row: (change) => change,
});

const comparisonResource = defineMembers({
  name: 'wording_comparisons',
  singular: 'wording_comparison',
  about: 'Each pair of fragments of one part of an utterance, compared.',
  of: ofParts,
  field: 'comparisons',
  member: comparison,
  table: wordingComparisons,
  row: ({ from, to, ...comparison }) => ({ ...comparison, from_id: from, to_id: to }),
  lists: () => ({ changes: changeResource }),
});

const partResource = defineMembers({
  name: 'wording_parts',
  singular: 'wording_part',
  about: 'The parts of utterances, as their wordings are compared.',
  of: { collection: 'wordings', singular: 'wording' },
  field: 'parts',
  member: part,
  key: ({ part }) => part,
  texts: ['part'],
  table: wordingParts,
  row: (part) => part,
  lists: () => ({ fragments: fragmentResource, comparisons: comparisonResource }),
});

interface Fragment {
  part: string;
  speech: 'direct' | 'indirect';
  exact: string;
}

interface Row {
  report: string;
  source: string;
  has_fragment: boolean;
  speech: Fragment['speech'] | null;
  exact: string | null;
}

interface Report {
  source: string;
  wording: Fragment[];
}

/** Fragments of one part in one report, in the order of the text. */
const listFragments = (report: Report, part: string) =>
  report.wording.filter((fragment) => fragment.part === part);

/**
 * The reports of a statement side by side, part by part, with the differences of each pair of fragments; a
 * report without a fragment of a part does not quote it.
 */
function compareReports(statement: Rec) {
  const reports = statement.reports as unknown as Report[];
  const parts = [...new Set(reports.flatMap(({ wording }) => wording.map(({ part }) => part)))];
  const compared = parts.map((part) => {
    const rows = reports.map((report) => ({ report, found: listFragments(report, part) }));
    const fragments = rows.flatMap(({ report: { source }, found }): Row[] => {
      const common = { report: `${statement.id}.${source}`, source };
      if (!found.length) return [{ ...common, has_fragment: false, speech: null, exact: null }];
      return found.map(({ speech, exact }) => ({ ...common, has_fragment: true, speech, exact }));
    });
    const quoting = fragments.filter((fragment) => fragment.exact !== null);
    const comparisons = quoting.flatMap((one, index) =>
      quoting.slice(index + 1).map((other) => ({
        from: one.source,
        to: other.source,
        both_direct: one.speech === 'direct' && other.speech === 'direct',
        differ: differ(one.exact ?? '', other.exact ?? ''),
        changes: compareWords(one.exact ?? '', other.exact ?? ''),
      })),
    );
    return { part, fragments, comparisons: comparisons.filter(({ from, to }) => from !== to) };
  });
  const disagree = compared.some(({ comparisons }) => comparisons.some((c) => c.both_direct && c.differ));
  return { statement: statement.id, parts: compared, direct_quotations_differ: disagree };
}

/** One wording a statement. */
function* makeWordings(dataset: Dataset): Iterable<Rec> {
  for (const statement of dataset.all('statements')) yield { id: statement.id, ...compareReports(statement) };
}

/** `/wordings`, made of statements and their reports. */
export const wordingResource = defineResource({
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
    parts: list(part, 'The parts of the utterance'),
  }),
  ownerField: 'statement',
  makeRecords: makeWordings,
  table: wordings,
  row: ({ statement, ...wording }) => ({ ...wording, statement_id: statement }),
  lists: () => ({ parts: partResource }),
  label: (wording, dataset) => `Wording: ${dataset.get('statements', String(wording.statement))?.title}`,
  filters: {
    statement: 'statement',
    direct_quotations_differ: 'direct_quotations_differ',
    source: 'parts.fragments.source',
  },
  sorts: {},
});
