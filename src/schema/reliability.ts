import { integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import * as z from 'zod';
import { type CodePair, computeAlpha, countAgreement, estimateInterval } from '../text/agreement.ts';
import { type CODED, type codes, codings } from './codings.ts';
import { by, checkBoolean, checkWords, id, requiredRef } from './columns.ts';
import { getWords, open, recordId, ref, words } from './fields.ts';
import { type Dataset, defineResource, type Rec } from './resource.ts';

/** What α has to reach, for a field to be used without a warning (Krippendorff's own bound). */
const GOAL = 0.8;

const codedField = words('CodedField', 'What is coded of a passage', {
  demand: 'whether somebody demands something there',
  by: 'who demands',
  of: 'of whom',
  kind: 'how binding it is',
  speech_act: 'what is done with the words',
  conditional: 'whether it is tied to something',
  change: 'what the passage says of it before',
} satisfies Record<(typeof CODED)[number], string>);
const FIELDS = getWords(codedField);

type Codes = z.output<typeof codes>;

/** The codes that both gave, passage by passage; beside `demand` of passages alone in which both see one. */
function pairCodes(all: readonly Codes[], field: (typeof FIELDS)[number]): CodePair[] {
  const passages = Map.groupBy(all, ({ source, start }) => `${source} ${start}`);
  return [...passages.values()].flatMap((given): CodePair[] => {
    const first = given.find(({ coder }) => coder === 'first');
    const second = given.find(({ coder }) => coder === 'second');
    if (!first || !second) return [];
    const compared = field === 'demand' || (first.demand === 'yes' && second.demand === 'yes');
    return compared ? [[first[field], second[field]]] : [];
  });
}

/** Three digits say as much as the interval bears. */
const round = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : Math.round(1000 * value) / 1000;

function measure(coding: Rec, field: (typeof FIELDS)[number]): Rec {
  const pairs = pairCodes(coding.codes as Codes[], field);
  const alpha = computeAlpha(pairs);
  const [low, high] = estimateInterval(pairs) ?? [];
  return {
    id: `${coding.id}.${field.replace('_', '-')}`,
    coding: coding.id,
    field,
    passages: pairs.length,
    agreement: round(countAgreement(pairs)),
    alpha: round(alpha),
    alpha_low: round(low),
    alpha_high: round(high),
    reached: alpha >= GOAL,
  };
}

function* measureAll(dataset: Dataset): Iterable<Rec> {
  for (const coding of dataset.all('codings'))
    for (const field of FIELDS.toSorted()) yield measure(coding, field);
}

/** One row a field in a round. */
export const reliability = sqliteTable(
  'reliability',
  {
    id: id(),
    name: text().notNull(),
    coding_id: requiredRef(() => codings.id),
    field: text({ enum: FIELDS }).notNull(),
    passages: integer().notNull(),
    agreement: real(),
    alpha: real(),
    alpha_low: real(),
    alpha_high: real(),
    reached: integer({ mode: 'boolean' }).notNull(),
  },
  (t) => [
    checkWords('reliability', t.field, FIELDS),
    checkBoolean('reliability', t.reached),
    by('reliability', t.coding_id, t.id),
    by('reliability', t.field, t.id),
    by('reliability', t.reached, t.id),
  ],
);

const share = (about: string) => open(z.number().min(-1).max(1).describe(about), 'not_applicable');

/** `/reliability`, reckoned from `/coding_codes`. */
export const reliabilityResource = defineResource({
  name: 'reliability',
  singular: 'reliability_row',
  about:
    'How far two coders who worked apart agree, field by field: share of the same codes, and Krippendorff’s α with its 95 % interval. How it was done, and what it does not say, stands in docs/reliability.md.',
  record: z.strictObject({
    id: recordId,
    coding: ref('codings', 'The round'),
    field: codedField.describe('What was coded'),
    passages: z
      .int()
      .min(0)
      .describe('Passages that both coded; beside `demand` those in which both see one'),
    agreement: share('Share of passages with the same code'),
    alpha: share('Krippendorff’s α, nominal: 1 is agreement throughout, 0 what chance gives'),
    alpha_low: share('Lower end of its 95 % interval, of 2,000 samples of the passages'),
    alpha_high: share('Upper end of it'),
    reached: z
      .boolean()
      .describe('Whether α is 0.80 or more: a field that misses it is to be used with care'),
  }),
  label: ({ coding, field }, dataset) =>
    `${dataset.get('codings', String(coding))?.title}: ${String(field).replaceAll('_', ' ')}`,
  makeRecords: measureAll,
  table: reliability,
  row: ({ coding, ...row }) => ({ ...row, coding_id: coding }),
  filters: { coding: 'coding', field: 'field', reached: 'reached' },
  sorts: {},
});
