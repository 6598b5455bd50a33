import { type AnySQLiteColumn, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import * as z from 'zod';
import { by, byReading, checkWords, id, identifierColumns, linkTable, readingColumns } from './columns.ts';
import { cited, citedFilters, citeSources } from './corroboration.ts';
import {
  citations,
  citationsHere,
  common,
  embeddings,
  getWords,
  identifiers,
  list,
  member,
  open,
  prose,
  readings,
  ref,
  slug,
  speakerRef,
  spellings,
  voice,
  words,
} from './fields.ts';
import { parties } from './parties.ts';
import { defineResource, type Rec } from './resource.ts';
import { doubtResource, spellingResource } from './shared.ts';
import { sources } from './sources.ts';

const weaponKind = words('WeaponKind', 'What a record of a weapon is about', {
  system: 'one weapon, with a name',
  class: 'a class of weapons',
});
const WEAPON_KINDS = getWords(weaponKind);
const weaponAttribute = words('WeaponAttribute', 'What is asserted of a weapon', {
  user: 'who uses or has it',
  supplier: 'who supplies it',
  permission: 'who may do what with it, or who allows it',
  type: 'what it is',
  novelty: 'how new it is',
  warheads: 'what warheads it has',
  payload: 'what it carries',
  speed: 'how fast it is',
  range: 'how far it reaches',
  interceptability: 'whether it can be intercepted',
  other: 'anything else',
});
/** What may be asserted of a weapon, as tables take it. */
export const ATTRIBUTES = getWords(weaponAttribute);

/** What is asserted of a weapon, by whom and in whose voice; a record of its own in `/attributes`. */
export const attribute = member('attribute', {
  attribute: weaponAttribute.describe('What is asserted'),
  of: open(prose.describe('The part of the weapon that it is about'), 'not_applicable'),
  value: prose.describe('The value as asserted, in words or figures'),
  unit: open(prose.describe('The unit, where one is given'), 'not_applicable'),
  party: open(ref('parties', 'The party that the value is, for users and suppliers'), 'not_applicable'),
  asserted_by: speakerRef('Who asserts it'),
  voice,
  citations: citationsHere,
});

function listParties(weapon: Rec, attribute: string): string[] {
  const attributes = weapon.attributes as { attribute: string; party: string | null }[];
  return [...new Set(attributes.flatMap((a) => (a.attribute === attribute && a.party ? [a.party] : [])))];
}

/** One row a weapon system, or a class of systems. */
export const weapons = sqliteTable(
  'weapons',
  {
    id: id(),
    name: text().notNull(),
    kind: text({ enum: WEAPON_KINDS }).notNull(),
    part_of_id: text().references((): AnySQLiteColumn => weapons.id),
    ...identifierColumns,
    source_count: integer().notNull(),
    ...readingColumns,
    revised: text().notNull(),
  },
  (t) => [
    ...byReading('weapons', t),
    by('weapons', t.revised, t.id),
    by('weapons', t.source_count, t.id),
    checkWords('weapons', t.kind, WEAPON_KINDS),
    by('weapons', t.name, t.id),
    by('weapons', t.kind, t.id),
    by('weapons', t.part_of_id, t.id),
  ],
);

/** Which parties are asserted to use a weapon; derived from its attributes. */
export const weaponUsers = linkTable(
  'weapon_users',
  ['weapon_id', () => weapons.id],
  ['party_id', () => parties.id],
);
/** Which parties are asserted to supply a weapon; derived from its attributes. */
export const weaponSuppliers = linkTable(
  'weapon_suppliers',
  ['weapon_id', () => weapons.id],
  ['party_id', () => parties.id],
);
/** Which documents a weapon's citations stand in; derived. */
export const weaponSources = linkTable(
  'weapon_sources',
  ['weapon_id', () => weapons.id],
  ['source_id', () => sources.id],
);

/** `/weapons`, from the files in `data/weapons`. */
export const weaponResource = defineResource({
  name: 'weapons',
  singular: 'weapon',
  about:
    'Weapon systems and classes of systems. All that is said of one is an attribute with whoever asserts it.',
  record: z.strictObject({
    id: slug,
    name: prose.describe('Name in English'),
    kind: weaponKind.describe('A system, or a class of systems'),
    part_of: open(ref('weapons', 'The class it belongs to, where a source says so'), 'not_applicable'),
    attributes: list(attribute, 'What is asserted of it').register(embeddings, { collection: 'attributes' }),
    spellings,
    ...identifiers,
    citations,
    ...readings,
    ...common,
  }),
  derived: {
    ...cited,
    users: list(ref('parties', 'Party'), 'Parties asserted to use it'),
    suppliers: list(ref('parties', 'Party'), 'Parties asserted to supply it'),
  },
  derive: (weapon, dataset) => ({
    users: listParties(weapon, 'user'),
    suppliers: listParties(weapon, 'supplier'),
    ...citeSources(dataset, 'weapons', weapon.id),
  }),
  label: 'name',
  table: weapons,
  row: ({ part_of, ...weapon }) => ({ ...weapon, part_of_id: part_of }),
  lists: () => ({
    doubts: doubtResource,
    attributes: 'attributes',
    spellings: spellingResource,
    sources: weaponSources,
    users: weaponUsers,
    suppliers: weaponSuppliers,
  }),
  filters: {
    kind: 'kind',
    part_of: 'part_of',
    user: 'users',
    supplier: 'suppliers',
    ...citedFilters,
  },
  sorts: { name: 'name' },
  includes: {
    attributes: { collection: 'attributes', filter: 'weapon' },
    statements: { collection: 'statements', filter: 'weapon' },
    events: { collection: 'events', filter: 'weapon' },
  },
});
