import { type AnySQLiteColumn, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import * as z from 'zod';
import {
  anyColumns,
  anyValues,
  by,
  dateColumns,
  dateValues,
  id,
  identifierColumns,
  link,
  memberOf,
  oneOf,
  pointsTo,
} from './columns.ts';
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
  prose,
  ref,
  slug,
  spellings,
  VOICES,
  voice,
} from './fields.ts';
import { parties } from './parties.ts';
import { defineMembers, defineResource, type Rec } from './resource.ts';
import { spellingResource } from './shared.ts';
import { sources } from './sources.ts';

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

const status = member('status', {
  status: z.enum(REGION_STATUSES).describe('What is asserted'),
  by: ref('parties', 'The party that the assertion names'),
  date: open(edtf('Since when, as asserted')),
  asserted_by: anyRef(['people', 'parties', 'sources'], 'Who asserts it'),
  voice,
  citations: citationsHere,
});

export const regions = sqliteTable(
  'regions',
  {
    id: id(),
    name: text().notNull(),
    kind: text({ enum: REGION_KINDS }).notNull(),
    description: text(),
    parent_id: text().references((): AnySQLiteColumn => regions.id),
    parent_basis: text(),
    iso_3166: text(),
    coordinates_lat: real(),
    coordinates_lon: real(),
    coordinates_from: text(),
    ...identifierColumns,
    revised: text().notNull(),
  },
  (t) => [
    oneOf('regions', t.kind, REGION_KINDS),
    by('regions', t.name, t.id),
    by('regions', t.kind, t.id),
    by('regions', t.parent_id, t.id),
    by('regions', t.iso_3166, t.id),
    by('regions', t.wikidata, t.id),
  ],
);

/** What is asserted of a region's status: whose it is stands nowhere else. */
export const regionStatuses = sqliteTable(
  'region_statuses',
  {
    ...memberOf('region_id', () => regions.id),
    status: text({ enum: REGION_STATUSES }).notNull(),
    by_id: text()
      .notNull()
      .references(() => parties.id),
    ...dateColumns('date'),
    ...anyColumns('asserted_by'),
    voice: text({ enum: VOICES }).notNull(),
  },
  (t) => [
    oneOf('region_statuses', t.status, REGION_STATUSES),
    oneOf('region_statuses', t.voice, VOICES),
    pointsTo(t.asserted_by_collection, t.asserted_by_id),
    by('region_statuses', t.owner, t.ordinal),
  ],
);

const regionStatusResource = defineMembers({
  name: 'region_statuses',
  singular: 'region_status',
  about: 'Assertions of the status of regions, each with who makes it.',
  of: { collection: 'regions', singular: 'region' },
  field: 'status',
  member: status,
  key: ({ status, by, asserted_by }) => `${status}-${by}-${asserted_by.split('/')[1]}`,
  table: regionStatuses,
  row: ({ by, date, asserted_by, ...status }) => ({
    ...status,
    by_id: by,
    ...dateValues('date', date),
    ...anyValues('asserted_by', asserted_by),
  }),
});

export const regionAncestors = link(
  'region_ancestors',
  ['region_id', () => regions.id],
  ['ancestor_id', () => regions.id],
);
export const regionSources = link(
  'region_sources',
  ['region_id', () => regions.id],
  ['source_id', () => sources.id],
);

export const regionResource = defineResource({
  name: 'regions',
  singular: 'region',
  about:
    'Countries, oblasts, cities and bodies of territory that the sources name. Whose a territory is stands here only as a cited assertion.',
  record: z.strictObject({
    id: slug,
    name: prose.describe('Short English name'),
    kind: z.enum(REGION_KINDS).describe('What kind of territory it is'),
    description: open(prose.describe('What the sources say of it, in our own words')),
    parent: open(ref('regions', 'The region it lies in'), 'not_applicable'),
    parent_basis: open(
      prose.describe('Whose view the parent is; the view of a standard is not ours'),
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
          from: prose.describe('Where the point was looked up, and what it is the point of'),
        })
        .describe('A point in it, looked up outside the sources'),
      'not_looked_up',
    ),
    spellings,
    status: list(status, 'Assertions of status, each with who makes it'),
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
    let at: Rec | undefined = region;
    // What is its own ancestor is refused, but is compared with what was there before.
    for (
      ;
      at?.parent && !ancestors.includes(String(at.parent));
      at = dataset.get('regions', String(at.parent))
    )
      ancestors.push(String(at.parent));
    return { ancestors, sources: sourcesOf(dataset, 'regions', region.id) };
  },
  label: 'name',
  table: regions,
  row: ({ parent, coordinates, ...region }) => ({
    ...region,
    parent_id: parent,
    coordinates_lat: coordinates?.lat ?? null,
    coordinates_lon: coordinates?.lon ?? null,
    coordinates_from: coordinates?.from ?? null,
  }),
  lists: () => ({
    spellings: spellingResource,
    status: regionStatusResource,
    ancestors: regionAncestors,
    sources: regionSources,
  }),
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
