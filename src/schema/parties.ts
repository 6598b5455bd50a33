import * as z from 'zod';
import { cited, sourcesOf } from './corroboration.ts';
import { citations, common, identifiers, open, ref, slug, spellings, text } from './fields.ts';
import { defineResource } from './resource.ts';

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
  filters: {
    kind: 'kind',
    part_of: 'part_of',
    wikidata: 'wikidata',
    source: 'sources',
  },
  sorts: { name: 'name' },
  includes: {
    citations: { collection: 'citations', filter: 'record' },
    demands: { collection: 'demands', filter: 'party' },
    demands_received: { collection: 'demands', filter: 'addressee' },
    people: { collection: 'people', filter: 'party' },
    statements: { collection: 'statements', filter: 'speaker' },
    statements_about: { collection: 'statements', filter: 'about' },
  },
});
