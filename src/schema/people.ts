import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import * as z from 'zod';
import {
  by,
  byOwner,
  byReading,
  checkBoolean,
  checkWords,
  id,
  identifierColumns,
  linkTable,
  memberOf,
  readingColumns,
} from './columns.ts';
import { cited, citedFilters, citeSources } from './corroboration.ts';
import {
  citations,
  citationsHere,
  common,
  getWords,
  identifiers,
  list,
  member,
  open,
  prose,
  readings,
  ref,
  slug,
  spellings,
  words,
} from './fields.ts';
import { parties } from './parties.ts';
import { defineMembers, defineResource } from './resource.ts';
import { doubtResource, spellingResource } from './shared.ts';
import { sources } from './sources.ts';

const roleTime = words('RoleTime', 'What a text says of the time of a role, as seen from the text', {
  current: 'held then',
  former: 'held before',
  elect: 'elected, not yet in office',
  outgoing: 'about to end',
  not_stated: 'the text does not say',
});
const ROLE_TIMES = getWords(roleTime);

const role = member('title', {
  title: prose.describe('The role in words'),
  party: open(ref('parties', 'The party that the role belongs to')),
  time: roleTime.describe('What the text says of its time, as seen from the text'),
  citations: citationsHere,
});

/** One row a person; an unnamed official is one too. */
export const people = sqliteTable(
  'people',
  {
    id: id(),
    name: text().notNull(),
    unnamed: integer({ mode: 'boolean' }).notNull(),
    party_id: text().references(() => parties.id),
    ...identifierColumns,
    source_count: integer().notNull(),
    statement_count: integer().notNull(),
    ...readingColumns,
    revised: text().notNull(),
  },
  (t) => [
    checkBoolean('people', t.unnamed),
    by('people', t.statement_count, t.id),
    ...byReading('people', t),
    by('people', t.revised, t.id),
    by('people', t.source_count, t.id),
    by('people', t.name, t.id),
    by('people', t.party_id, t.id),
    by('people', t.unnamed, t.id),
    by('people', t.wikidata, t.id),
  ],
);

/** Which roles sources give a person. */
export const personRoles = sqliteTable(
  'person_roles',
  {
    ...memberOf('person_id', () => people.id),
    title: text().notNull(),
    party_id: text().references(() => parties.id),
    time: text({ enum: ROLE_TIMES }).notNull(),
  },
  (t) => [
    checkWords('person_roles', t.time, ROLE_TIMES),
    byOwner('person_roles', t),
    by('person_roles', t.party_id, t.id),
    by('person_roles', t.time, t.id),
  ],
);

const personRoleResource = defineMembers({
  name: 'person_roles',
  singular: 'person_role',
  about: 'Roles that sources give people, with what they say of their time.',
  of: { collection: 'people', singular: 'person' },
  field: 'roles',
  member: role,
  key: ({ title }) => title,
  table: personRoles,
  row: ({ party, ...role }) => ({ ...role, party_id: party }),
});

/** Which documents a person's citations stand in; derived. */
export const personSources = linkTable(
  'person_sources',
  ['person_id', () => people.id],
  ['source_id', () => sources.id],
);

/** `/people`, from the files in `data/people`. */
export const personResource = defineResource({
  name: 'people',
  singular: 'person',
  about:
    'People who speak or are spoken of, with their roles as the sources give them. An unnamed official is a record too.',
  record: z.strictObject({
    id: slug,
    name: prose.describe('Name in English; for an unnamed person a description'),
    unnamed: z.boolean().describe('Whether no source gives the name').default(false),
    party: open(ref('parties', 'The party that the person acts for')),
    roles: list(role, 'Roles as the sources give them'),
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
  derive: (person, dataset) => ({
    ...citeSources(dataset, 'people', person.id),
    statement_count: dataset.findReferrers('people', person.id, 'statements', 'speaker').length,
  }),
  label: 'name',
  table: people,
  row: ({ party, ...person }) => ({ ...person, party_id: party }),
  lists: () => ({
    doubts: doubtResource,
    roles: personRoleResource,
    spellings: spellingResource,
    sources: personSources,
  }),
  filters: {
    party: 'party',
    unnamed: 'unnamed',
    wikidata: 'wikidata',
    ...citedFilters,
    statement_count: 'statement_count',
  },
  sorts: { name: 'name' },
  includes: {
    statements: { collection: 'statements', filter: 'speaker' },
    statements_about: { collection: 'statements', filter: 'about' },
    demands: { collection: 'demands', filter: 'person' },
    events: { collection: 'events', filter: 'participant' },
  },
});
