import { index, integer, sqliteTable, text as textColumn } from 'drizzle-orm/sqlite-core';
import * as z from 'zod';
import { cited, sourcesOf } from '../model/corroboration.ts';
import {
  citations,
  citationsHere,
  common,
  identifiers,
  list,
  member,
  open,
  ref,
  slug,
  spellings,
  text,
} from '../model/fields.ts';
import { column, defineResource, many } from '../model/resource.ts';
import { link, recordColumns } from '../model/tables.ts';
import { partiesTable } from './parties.ts';
import { sourcesTable } from './sources.ts';

export const ROLE_TIMES = ['current', 'former', 'elect', 'outgoing', 'not_stated'] as const;

export const peopleTable = sqliteTable(
  'people',
  {
    ...recordColumns(),
    party: textColumn().references(() => partiesTable.id),
    unnamed: integer({ mode: 'boolean' }).notNull(),
    wikidata: textColumn(),
  },
  (t) => [index('people_party').on(t.party, t.id), index('people_unnamed').on(t.unnamed, t.id)],
);

export const personSources = link(
  'person_sources',
  () => peopleTable,
  () => sourcesTable,
);

export const people = defineResource({
  name: 'people',
  singular: 'person',
  about:
    'People who speak or are spoken of, with their roles as the sources give them. An unnamed official is a record too.',
  record: z.strictObject({
    id: slug,
    name: text.describe('Name in English; for an unnamed person a description'),
    unnamed: z.boolean().describe('Whether no source gives the name').default(false),
    party: open(ref('parties', 'The party that the person acts for')),
    roles: list(
      member('title', {
        title: text.describe('The role in words'),
        party: open(ref('parties', 'The party that the role belongs to')),
        time: z.enum(ROLE_TIMES).describe('What the text says of its time, as seen from the text'),
        citations: citationsHere,
      }),
      'Roles as the sources give them',
    ),
    spellings,
    ...identifiers,
    citations,
    ...common,
  }),
  derived: cited,
  derive: (person, dataset) => ({ sources: sourcesOf(dataset, 'people', person.id) }),
  label: 'name',
  table: peopleTable,
  filters: {
    party: column('party', peopleTable.party),
    unnamed: column('unnamed', peopleTable.unnamed),
    wikidata: column('wikidata', peopleTable.wikidata),
    source: many('sources', personSources),
  },
  sorts: { name: peopleTable.label },
  includes: {
    citations: { collection: 'citations', filter: 'record' },
    statements: { collection: 'statements', filter: 'speaker' },
    statements_about: { collection: 'statements', filter: 'about' },
    demands: { collection: 'demands', filter: 'person' },
    events: { collection: 'events', filter: 'participant' },
  },
});
