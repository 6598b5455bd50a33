import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import * as z from 'zod';
import {
  anyColumns,
  anyValues,
  by,
  byOwner,
  checkWords,
  linkTable,
  memberOf,
  recordForeignKey,
} from './columns.ts';
import { cited, citedFilters, citeSources } from './corroboration.ts';
import { ref, slug, VOICES } from './fields.ts';
import { parties } from './parties.ts';
import { defineResource } from './resource.ts';
import { sources } from './sources.ts';
import { ATTRIBUTES, attribute, weapons } from './weapons.ts';

/** One row an assertion about a weapon. */
export const attributes = sqliteTable(
  'attributes',
  {
    ...memberOf('weapon_id', () => weapons.id),
    name: text().notNull(),
    attribute: text({ enum: ATTRIBUTES }).notNull(),
    of: text(),
    value: text().notNull(),
    unit: text(),
    party_id: text().references(() => parties.id),
    ...anyColumns('asserted_by'),
    voice: text({ enum: VOICES }).notNull(),
    source_count: integer().notNull(),
  },
  (t) => [
    checkWords('attributes', t.attribute, ATTRIBUTES),
    checkWords('attributes', t.voice, VOICES),
    recordForeignKey(t.asserted_by_collection, t.asserted_by_id),
    byOwner('attributes', t),
    by('attributes', t.attribute, t.id),
    by('attributes', t.party_id, t.id),
    by('attributes', t.asserted_by_id, t.asserted_by_collection, t.id),
  ],
);

/** Which documents an assertion's citations stand in; derived. */
export const attributeSources = linkTable(
  'attribute_sources',
  ['attribute_id', () => attributes.id],
  ['source_id', () => sources.id],
);

/** `/attributes`, written inside the files of weapons. */
export const attributeResource = defineResource({
  name: 'attributes',
  singular: 'attribute',
  about:
    'Single assertions about a weapon, such as its speed or who supplied it, each with who asserts it and in whose voice.',
  record: z.strictObject({ id: slug, weapon: ref('weapons', 'The weapon it is about'), ...attribute.shape }),
  derived: cited,
  derive: (attribute, dataset) => ({ ...citeSources(dataset, 'attributes', attribute.id) }),
  within: {
    collection: 'weapons',
    field: 'attributes',
    id: (weapon, a) =>
      [weapon.id, a.attribute, a.party, String(a.asserted_by).split('/')[1]].filter(Boolean).join('.'),
  },
  ownerField: 'weapon',
  label: (a, dataset) => `${dataset.get('weapons', String(a.weapon))?.name}: ${a.attribute}, ${a.value}`,
  table: attributes,
  row: ({ weapon, party, asserted_by, ...attribute }) => ({
    ...attribute,
    owner: weapon,
    party_id: party,
    ...anyValues('asserted_by', asserted_by),
  }),
  lists: () => ({ sources: attributeSources }),
  filters: {
    weapon: 'weapon',
    attribute: 'attribute',
    party: 'party',
    voice: 'voice',
    ...citedFilters,
    asserted_by: 'asserted_by',
  },
  sorts: {},
});
