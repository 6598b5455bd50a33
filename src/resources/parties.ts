import { type AnySQLiteColumn, index, sqliteTable, text as textColumn } from 'drizzle-orm/sqlite-core';
import * as z from 'zod';
import { cited, sourcesOf } from '../model/corroboration.ts';
import { citations, common, identifiers, open, ref, slug, spellings, text } from '../model/fields.ts';
import { column, defineResource, many } from '../model/resource.ts';
import { link, recordColumns } from '../model/tables.ts';
import { sourcesTable } from './sources.ts';

export const PARTY_KINDS = [
  'state',
  'government',
  'alliance',
  'bloc',
  'intergovernmental_organization',
  'political_team',
  'group',
  'collective',
  'agency',
  'outlet',
] as const;

export const partiesTable = sqliteTable(
  'parties',
  {
    ...recordColumns(),
    kind: textColumn({ enum: PARTY_KINDS }).notNull(),
    part_of: textColumn().references((): AnySQLiteColumn => partiesTable.id),
    wikidata: textColumn(),
  },
  (t) => [index('parties_kind').on(t.kind, t.id), index('parties_part_of').on(t.part_of, t.id)],
);

export const partySources = link(
  'party_sources',
  () => partiesTable,
  () => sourcesTable,
);

export const parties = defineResource({
  name: 'parties',
  singular: 'party',
  about:
    'Actors that can make or receive a demand: states, alliances, blocs, teams, groups, collectives that speak; outlets and agencies too.',
  record: z.strictObject({
    id: slug,
    name: text.describe('Short English name'),
    kind: z.enum(PARTY_KINDS).describe('What kind of actor it is'),
    description: open(text.describe('What the sources say of it, in our own words')),
    part_of: open(ref('parties', 'The party it belongs to or speaks for'), 'not_applicable'),
    spellings,
    ...identifiers,
    citations,
    ...common,
  }),
  derived: cited,
  derive: (party, dataset) => ({ sources: sourcesOf(dataset, 'parties', party.id) }),
  label: 'name',
  table: partiesTable,
  filters: {
    kind: column('kind', partiesTable.kind),
    part_of: column('part_of', partiesTable.part_of),
    wikidata: column('wikidata', partiesTable.wikidata),
    source: many('sources', partySources),
  },
  sorts: { name: partiesTable.label },
  includes: {
    citations: { collection: 'citations', filter: 'record' },
    demands: { collection: 'demands', filter: 'party' },
    demands_received: { collection: 'demands', filter: 'addressee' },
    people: { collection: 'people', filter: 'party' },
    statements: { collection: 'statements', filter: 'speaker' },
    statements_about: { collection: 'statements', filter: 'about' },
  },
});
