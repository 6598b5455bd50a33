import { index, sqliteTable, text as textColumn } from 'drizzle-orm/sqlite-core';
import * as z from 'zod';
import { cited, sourcesOf } from '../model/corroboration.ts';
import {
  anyRef,
  citations,
  common,
  edtf,
  identifiers,
  list,
  open,
  ref,
  slug,
  spellings,
  text,
} from '../model/fields.ts';
import { below, column, date, defineResource, many } from '../model/resource.ts';
import { anyLink, dateColumns, link, recordColumns } from '../model/tables.ts';
import { partiesTable } from './parties.ts';
import { regionsTable } from './regions.ts';
import { sourcesTable } from './sources.ts';
import { topicsTable } from './topics.ts';

export const AGREEMENT_KINDS = [
  'treaty',
  'charter',
  'accord',
  'decree',
  'peace_plan',
  'arrangement',
  'policy_paper',
] as const;
export const AGREEMENT_STATUSES = ['signed', 'in_force', 'issued', 'proposed', 'not_stated'] as const;

export const agreementsTable = sqliteTable(
  'agreements',
  {
    ...recordColumns(),
    ...dateColumns(),
    kind: textColumn({ enum: AGREEMENT_KINDS }).notNull(),
    status: textColumn({ enum: AGREEMENT_STATUSES }).notNull(),
  },
  (t) => [index('agreements_kind').on(t.kind, t.id), index('agreements_status').on(t.status, t.id)],
);
const agreement = () => agreementsTable;
export const agreementParties = link('agreement_parties', agreement, () => partiesTable);
export const agreementProposers = anyLink('agreement_proposers', agreement);
export const agreementTopics = link('agreement_topics', agreement, () => topicsTable);
export const agreementRegions = link('agreement_regions', agreement, () => regionsTable);

export const agreementSources = link(
  'agreement_sources',
  () => agreementsTable,
  () => sourcesTable,
);

export const agreements = defineResource({
  name: 'agreements',
  singular: 'agreement',
  about: 'Treaties, charters, accords, decrees and peace plans, signed or only proposed.',
  record: z.strictObject({
    id: slug,
    name: text.describe('Name in English, or a description where it has none'),
    kind: z.enum(AGREEMENT_KINDS).describe('What it is'),
    status: z.enum(AGREEMENT_STATUSES).describe('How far it has come, as the sources say'),
    summary: text.describe('What the sources say of it, in our own words'),
    parties: list(ref('parties', 'Party'), 'The parties that it binds or would bind'),
    proposed_by: list(anyRef(['people', 'parties'], 'Proposer'), 'Who issued or proposes it'),
    terms: list(text, 'What it provides, term by term, in our own words'),
    work: open(text.describe('The work it stands in, such as a policy paper')),
    date: open(edtf('When it was made, where a source says so')),
    topics: list(ref('topics', 'Topic'), 'What it is about'),
    regions: list(ref('regions', 'Region'), 'The regions it concerns'),
    spellings,
    ...identifiers,
    citations,
    ...common,
  }),
  derived: cited,
  derive: (agreement, dataset) => ({ sources: sourcesOf(dataset, 'agreements', agreement.id) }),
  label: 'name',
  table: agreementsTable,
  filters: {
    kind: column('kind', agreementsTable.kind),
    status: column('status', agreementsTable.status),
    party: many('parties', agreementParties),
    proposed_by: many('proposed_by', agreementProposers),
    topic: below('topics', agreementTopics),
    region: below('regions', agreementRegions),
    date: date('date', agreementsTable.date_from, agreementsTable.date_to),
    source: many('sources', agreementSources),
  },
  sorts: { name: agreementsTable.label, date: agreementsTable.date_order },
  includes: {
    citations: { collection: 'citations', filter: 'record' },
    statements: { collection: 'statements', filter: 'agreement' },
  },
});
