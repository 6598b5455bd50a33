import { type AnySQLiteColumn, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import * as z from 'zod';
import { by, byReading, checkWords, id, identifierColumns, linkTable, readingColumns } from './columns.ts';
import { cited, citedFilters, citeSources } from './corroboration.ts';
import {
  citations,
  common,
  getWords,
  identifiers,
  open,
  prose,
  readings,
  ref,
  slug,
  spellings,
  words,
} from './fields.ts';
import { defineResource } from './resource.ts';
import { doubtResource, spellingResource } from './shared.ts';
import { sources } from './sources.ts';

const partyKind = words('PartyKind', 'What kind of actor a party is', {
  state: 'a country as such',
  government: 'who governs one',
  alliance: 'states allied for defence',
  bloc: 'states that act or are named together',
  intergovernmental_organization: 'founded by states, with organs of its own',
  political_team: 'a politician’s people',
  group: 'an organized group',
  collective: 'those who are named together, such as officials',
  agency: 'an agency, of news or of a state',
  outlet: 'a publisher of news',
});
const PARTY_KINDS = getWords(partyKind);

/** One row a party. */
export const parties = sqliteTable(
  'parties',
  {
    id: id(),
    name: text().notNull(),
    kind: text({ enum: PARTY_KINDS }).notNull(),
    description: text(),
    part_of_id: text().references((): AnySQLiteColumn => parties.id),
    ...identifierColumns,
    source_count: integer().notNull(),
    statement_count: integer().notNull(),
    ...readingColumns,
    revised: text().notNull(),
  },
  (t) => [
    by('parties', t.statement_count, t.id),
    ...byReading('parties', t),
    by('parties', t.revised, t.id),
    by('parties', t.source_count, t.id),
    checkWords('parties', t.kind, PARTY_KINDS),
    by('parties', t.name, t.id),
    by('parties', t.kind, t.id),
    by('parties', t.part_of_id, t.id),
    by('parties', t.wikidata, t.id),
  ],
);

/** Which documents a party's citations stand in; derived. */
export const partySources = linkTable(
  'party_sources',
  ['party_id', () => parties.id],
  ['source_id', () => sources.id],
);

/** `/parties`, from the files in `data/parties`. */
export const partyResource = defineResource({
  name: 'parties',
  singular: 'party',
  about:
    'Actors that can make or receive a demand: states, alliances, blocs, teams, groups, collectives that speak; outlets and agencies too.',
  record: z.strictObject({
    id: slug,
    name: prose.describe('Short English name'),
    kind: partyKind.describe('What kind of actor it is'),
    description: open(prose.describe('What the sources say of it, in our own words')),
    part_of: open(ref('parties', 'The party it belongs to or speaks for'), 'not_applicable'),
    spellings,
    ...identifiers,
    citations,
    ...readings,
    ...common,
  }),
  derived: {
    ...cited,
    statement_count: z.int().min(0).describe('Statements that it makes'),
  },
  derive: (party, dataset) => ({
    ...citeSources(dataset, 'parties', party.id),
    statement_count: dataset.findReferrers('parties', party.id, 'statements', 'speaker').length,
  }),
  label: 'name',
  table: parties,
  row: ({ part_of, ...party }) => ({ ...party, part_of_id: part_of }),
  lists: () => ({ doubts: doubtResource, spellings: spellingResource, sources: partySources }),
  filters: {
    kind: 'kind',
    part_of: 'part_of',
    wikidata: 'wikidata',
    ...citedFilters,
    statement_count: 'statement_count',
  },
  sorts: { name: 'name' },
  includes: {
    demands: { collection: 'demands', filter: 'party' },
    demands_received: { collection: 'demands', filter: 'addressee' },
    people: { collection: 'people', filter: 'party' },
    statements: { collection: 'statements', filter: 'speaker' },
    statements_about: { collection: 'statements', filter: 'about' },
  },
});
