import * as z from 'zod';
import { cited, sourcesOf } from './corroboration.ts';
import {
  anyRef,
  citations,
  citationsHere,
  common,
  embeddings,
  identifiers,
  list,
  member,
  open,
  ref,
  slug,
  spellings,
  text,
  voice,
} from './fields.ts';
import { defineResource, type Rec } from './resource.ts';

export const WEAPON_KINDS = ['system', 'class'] as const;
export const ATTRIBUTES = [
  'user',
  'supplier',
  'permission',
  'type',
  'novelty',
  'warheads',
  'payload',
  'speed',
  'range',
  'interceptability',
  'other',
] as const;

/** What is asserted of a weapon, by whom and in whose voice; a record of its own in `/attributes`. */
export const attribute = member('attribute', {
  attribute: z.enum(ATTRIBUTES).describe('What is asserted'),
  of: open(text.describe('The part of the weapon that it is about'), 'not_applicable'),
  value: text.describe('The value as asserted, in words or figures'),
  unit: open(text.describe('The unit, where one is given'), 'not_applicable'),
  party: open(ref('parties', 'The party that the value is, for users and suppliers'), 'not_applicable'),
  asserted_by: anyRef(['people', 'parties', 'sources'], 'Who asserts it'),
  voice,
  citations: citationsHere,
});

function partiesOf(weapon: Rec, attribute: string): string[] {
  const attributes = weapon.attributes as { attribute: string; party: string | null }[];
  return [...new Set(attributes.flatMap((a) => (a.attribute === attribute && a.party ? [a.party] : [])))];
}

export const weapons = defineResource({
  name: 'weapons',
  singular: 'weapon',
  about:
    'Weapon systems and classes of systems. All that is said of one is an attribute with whoever asserts it.',
  record: z.strictObject({
    id: slug,
    name: text.describe('Name in English'),
    kind: z.enum(WEAPON_KINDS).describe('A system, or a class of systems'),
    part_of: open(ref('weapons', 'The class it belongs to, where a source says so'), 'not_applicable'),
    attributes: list(attribute, 'What is asserted of it').register(embeddings, { collection: 'attributes' }),
    spellings,
    ...identifiers,
    citations,
    ...common,
  }),
  derived: {
    ...cited,
    users: list(ref('parties', 'Party'), 'Parties asserted to use it'),
    suppliers: list(ref('parties', 'Party'), 'Parties asserted to supply it'),
  },
  derive: (weapon, dataset) => ({
    users: partiesOf(weapon, 'user'),
    suppliers: partiesOf(weapon, 'supplier'),
    sources: sourcesOf(dataset, 'weapons', weapon.id),
  }),
  label: 'name',
  filters: {
    kind: 'kind',
    part_of: 'part_of',
    user: 'users',
    supplier: 'suppliers',
    source: 'sources',
  },
  sorts: { name: 'name' },
  includes: {
    citations: { collection: 'citations', filter: 'record' },
    attributes: { collection: 'attributes', filter: 'weapon' },
    statements: { collection: 'statements', filter: 'weapon' },
    events: { collection: 'events', filter: 'weapon' },
  },
});
