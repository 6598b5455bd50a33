import * as z from 'zod';
import { cited, sourcesOf } from './corroboration.ts';
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
} from './fields.ts';
import { defineResource } from './resource.ts';

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
  filters: {
    kind: 'kind',
    status: 'status',
    party: 'parties',
    proposed_by: 'proposed_by',
    topic: { path: 'topics', below: true },
    region: { path: 'regions', below: true },
    date: 'date',
    source: 'sources',
  },
  sorts: { name: 'name', date: 'date' },
  includes: {
    citations: { collection: 'citations', filter: 'record' },
    statements: { collection: 'statements', filter: 'agreement' },
  },
});
