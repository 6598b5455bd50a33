import * as z from 'zod';
import { cited, sourcesOf } from './corroboration.ts';
import {
  anyRef,
  citations,
  citationsHere,
  common,
  edtf,
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

export const REGION_KINDS = [
  'country',
  'oblast',
  'city',
  'district',
  'historical_region',
  'group_of_regions',
  'continent',
  'body_of_territory',
  'water',
] as const;
export const REGION_STATUSES = [
  'annexed_by',
  'claimed_by',
  'occupied_by',
  'to_be_left_by',
  'frontline_in',
] as const;

export const regions = defineResource({
  name: 'regions',
  singular: 'region',
  about:
    'Countries, oblasts, cities and bodies of territory that the sources name. Whose a territory is stands here only as a cited assertion.',
  record: z.strictObject({
    id: slug,
    name: text.describe('Short English name'),
    kind: z.enum(REGION_KINDS).describe('What kind of territory it is'),
    description: open(text.describe('What the sources say of it, in our own words')),
    parent: open(ref('regions', 'The region it lies in'), 'not_applicable'),
    parent_basis: open(
      text.describe('Whose view the parent is; the view of a standard is not ours'),
      'not_applicable',
    ),
    iso_3166: open(
      z
        .string()
        .regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, 'an ISO 3166 code such as UA or UA-65')
        .describe('ISO 3166-1 or 3166-2 code'),
      'not_applicable',
    ),
    coordinates: open(
      z
        .strictObject({
          lat: z.number().min(-90).max(90).describe('Degrees north (WGS 84)'),
          lon: z.number().min(-180).max(180).describe('Degrees east (WGS 84)'),
          from: text.describe('Where the point was looked up, and what it is the point of'),
        })
        .describe('A point in it, looked up outside the sources'),
      'not_looked_up',
    ),
    spellings,
    status: list(
      member('status', {
        status: z.enum(REGION_STATUSES).describe('What is asserted'),
        by: ref('parties', 'The party that the assertion names'),
        date: open(edtf('Since when, as asserted')),
        asserted_by: anyRef(['people', 'parties', 'sources'], 'Who asserts it'),
        voice,
        citations: citationsHere,
      }),
      'Assertions of status, each with who makes it',
    ),
    ...identifiers,
    citations,
    ...common,
  }),
  derived: {
    ...cited,
    ancestors: list(ref('regions', 'Region'), 'The regions it lies in, nearest first'),
  },
  derive: (region, dataset) => {
    const ancestors: string[] = [];
    for (let at: Rec | undefined = region; at?.parent; at = dataset.get('regions', String(at.parent)))
      ancestors.push(String(at.parent));
    return { ancestors, sources: sourcesOf(dataset, 'regions', region.id) };
  },
  label: 'name',
  filters: {
    kind: 'kind',
    parent: 'parent',
    within: 'ancestors',
    iso_3166: 'iso_3166',
    wikidata: 'wikidata',
    source: 'sources',
  },
  sorts: { name: 'name' },
  includes: {
    citations: { collection: 'citations', filter: 'record' },
    demands: { collection: 'demands', filter: 'region' },
    statements: { collection: 'statements', filter: 'region' },
    events: { collection: 'events', filter: 'region' },
    regions: { collection: 'regions', filter: 'within' },
  },
});
