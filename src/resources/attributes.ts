import { index, sqliteTable, text as textColumn } from 'drizzle-orm/sqlite-core';
import * as z from 'zod';
import { cited, sourcesOf } from '../model/corroboration.ts';
import { ref, slug } from '../model/fields.ts';
import { column, defineResource, many } from '../model/resource.ts';
import { anyLink, link, recordColumns } from '../model/tables.ts';
import { partiesTable } from './parties.ts';
import { sourcesTable } from './sources.ts';
import { ATTRIBUTES, attribute, weaponsTable } from './weapons.ts';

export const attributesTable = sqliteTable(
  'attributes',
  {
    ...recordColumns(),
    weapon: textColumn()
      .notNull()
      .references(() => weaponsTable.id),
    attribute: textColumn({ enum: ATTRIBUTES }).notNull(),
    party: textColumn().references(() => partiesTable.id),
    voice: textColumn().notNull(),
  },
  (t) => [
    index('attributes_weapon').on(t.weapon, t.id),
    index('attributes_attribute').on(t.attribute, t.id),
    index('attributes_party').on(t.party, t.id),
    index('attributes_voice').on(t.voice, t.id),
  ],
);
export const attributeAsserters = anyLink('attribute_asserters', () => attributesTable);

export const attributeSources = link(
  'attribute_sources',
  () => attributesTable,
  () => sourcesTable,
);

export const attributes = defineResource({
  name: 'attributes',
  singular: 'attribute',
  about:
    'Single assertions about a weapon, such as its speed or who supplied it, each with who asserts it and in whose voice.',
  record: z.strictObject({ id: slug, weapon: ref('weapons', 'The weapon it is about'), ...attribute.shape }),
  derived: cited,
  derive: (attribute, dataset) => ({ sources: sourcesOf(dataset, 'attributes', attribute.id) }),
  within: {
    collection: 'weapons',
    field: 'attributes',
    id: (weapon, a) =>
      [weapon.id, a.attribute, a.party, String(a.asserted_by).split('/')[1]].filter(Boolean).join('.'),
  },
  label: (a, dataset) => `${dataset.get('weapons', String(a.weapon))?.name}: ${a.attribute}, ${a.value}`,
  table: attributesTable,
  filters: {
    weapon: column('weapon', attributesTable.weapon),
    attribute: column('attribute', attributesTable.attribute),
    party: column('party', attributesTable.party),
    voice: column('voice', attributesTable.voice),
    source: many('sources', attributeSources),
    asserted_by: many('asserted_by', attributeAsserters),
  },
  sorts: {},
  includes: { citations: { collection: 'citations', filter: 'record' } },
});
