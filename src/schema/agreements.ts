import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import * as z from 'zod';
import {
  anyLinkTable,
  basedDateColumns,
  by,
  byDate,
  byOwner,
  byReading,
  checkBasis,
  checkWords,
  dateValues,
  id,
  identifierColumns,
  linkTable,
  memberOf,
  readingColumns,
} from './columns.ts';
import { cited, citedFilters, citeSources } from './corroboration.ts';
import {
  actorRef,
  citations,
  common,
  dateBasis,
  edtf,
  getWords,
  identifiers,
  list,
  open,
  prose,
  readings,
  ref,
  slug,
  spellings,
  words,
} from './fields.ts';
import { parties } from './parties.ts';
import { regions } from './regions.ts';
import { defineMembers, defineResource } from './resource.ts';
import { doubtResource, spellingResource } from './shared.ts';
import { sources } from './sources.ts';
import { topics } from './topics.ts';

const agreementKind = words('AgreementKind', 'What an agreement is', {
  treaty: 'binding between states',
  charter: 'founds an organization or lays down its principles',
  accord: 'agreed between parties, less formal than a treaty',
  decree: 'issued by one side alone',
  peace_plan: 'proposes how a war is to end',
  arrangement: 'a practice or format that parties keep to',
  policy_paper: 'proposes a policy',
});
const AGREEMENT_KINDS = getWords(agreementKind);
const agreementStatus = words('AgreementStatus', 'How far an agreement has come, as the sources say', {
  signed: 'it is signed',
  in_force: 'it applies',
  issued: 'one side has issued it',
  proposed: 'it is only proposed',
  not_stated: 'the sources do not say',
});
const AGREEMENT_STATUSES = getWords(agreementStatus);

/** One row an agreement. */
export const agreements = sqliteTable(
  'agreements',
  {
    id: id(),
    name: text().notNull(),
    kind: text({ enum: AGREEMENT_KINDS }).notNull(),
    status: text({ enum: AGREEMENT_STATUSES }).notNull(),
    summary: text().notNull(),
    work: text(),
    ...basedDateColumns('date'),
    ...identifierColumns,
    source_count: integer().notNull(),
    ...readingColumns,
    revised: text().notNull(),
  },
  (t) => [
    checkBasis('agreements', t.date_basis),
    ...byReading('agreements', t),
    by('agreements', t.revised, t.id),
    by('agreements', t.source_count, t.id),
    checkWords('agreements', t.kind, AGREEMENT_KINDS),
    checkWords('agreements', t.status, AGREEMENT_STATUSES),
    by('agreements', t.name, t.id),
    ...byDate('agreements', t.id, t.date, t.date_earliest, t.date_latest),
    by('agreements', t.kind, t.id),
    by('agreements', t.status, t.id),
  ],
);

const agreementId: [string, () => typeof agreements.id] = ['agreement_id', () => agreements.id];
/** Whom an agreement binds or would bind. */
export const agreementParties = linkTable('agreement_parties', agreementId, ['party_id', () => parties.id]);
/** Who issued or proposes an agreement: people and parties. */
export const agreementProposers = anyLinkTable('agreement_proposers', agreementId, 'proposer');
/** What an agreement is about. */
export const agreementTopics = linkTable('agreement_topics', agreementId, ['topic_id', () => topics.id]);
/** Which regions an agreement concerns. */
export const agreementRegions = linkTable('agreement_regions', agreementId, ['region_id', () => regions.id]);
/** Which documents an agreement's citations stand in; derived. */
export const agreementSources = linkTable('agreement_sources', agreementId, ['source_id', () => sources.id]);

/** What agreements provide, term by term. */
export const agreementTerms = sqliteTable(
  'agreement_terms',
  { ...memberOf(...agreementId), term: text().notNull() },
  (t) => [byOwner('agreement_terms', t)],
);

const agreementTermResource = defineMembers({
  name: 'agreement_terms',
  singular: 'agreement_term',
  about: 'What agreements provide, term by term.',
  of: { collection: 'agreements', singular: 'agreement' },
  field: 'terms',
  member: z.strictObject({ term: prose.describe('What it provides, in our own words') }),
  scalar: 'term',
  table: agreementTerms,
  row: (term) => term,
});

/** `/agreements`, from the files in `data/agreements`. */
export const agreementResource = defineResource({
  name: 'agreements',
  singular: 'agreement',
  about: 'Treaties, charters, accords, decrees and peace plans, signed or only proposed.',
  record: z.strictObject({
    id: slug,
    name: prose.describe('Name in English, or a description where it has none'),
    kind: agreementKind.describe('What it is'),
    status: agreementStatus.describe('How far it has come, as the sources say'),
    summary: prose.describe('What the sources say of it, in our own words'),
    parties: list(ref('parties', 'Party'), 'The parties that it binds or would bind'),
    proposed_by: list(actorRef('Proposer'), 'Who issued or proposes it'),
    terms: list(prose, 'What it provides, term by term, in our own words'),
    work: open(prose.describe('The work it stands in, such as a policy paper')),
    date: open(edtf('When it was made, where a source says so')),
    topics: list(ref('topics', 'Topic'), 'What it is about'),
    regions: list(ref('regions', 'Region'), 'The regions it concerns'),
    spellings,
    ...identifiers,
    citations,
    ...readings,
    ...common,
  }),
  derived: { ...cited, date_basis: dateBasis },
  derive: (agreement, dataset) => ({
    ...citeSources(dataset, 'agreements', agreement.id),
    date_basis: agreement.date ? 'stated' : null,
  }),
  label: 'name',
  table: agreements,
  row: ({ date, ...agreement }) => ({ ...agreement, ...dateValues('date', date) }),
  lists: () => ({
    doubts: doubtResource,
    parties: agreementParties,
    proposed_by: agreementProposers,
    terms: agreementTermResource,
    topics: agreementTopics,
    regions: agreementRegions,
    spellings: spellingResource,
    sources: agreementSources,
  }),
  filters: {
    kind: 'kind',
    status: 'status',
    party: 'parties',
    proposed_by: 'proposed_by',
    topic: { path: 'topics', below: true },
    region: { path: 'regions', below: true },
    date: 'date',
    ...citedFilters,
  },
  sorts: { name: 'name', date: 'date' },
  includes: {
    statements: { collection: 'statements', filter: 'agreement' },
    commitments: { collection: 'commitments', filter: 'agreement' },
  },
});
