import * as z from 'zod';
import { cited, sourcesOf } from './corroboration.ts';
import { ref, slug } from './fields.ts';
import { defineResource } from './resource.ts';
import { attribute } from './weapons.ts';

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
  filters: {
    weapon: 'weapon',
    attribute: 'attribute',
    party: 'party',
    voice: 'voice',
    source: 'sources',
    asserted_by: 'asserted_by',
  },
  sorts: {},
  includes: { citations: { collection: 'citations', filter: 'record' } },
});
