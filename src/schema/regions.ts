import { type AnySQLiteColumn, integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import * as z from 'zod';
import {
  anyColumns,
  anyValues,
  basedDateColumns,
  by,
  byOwner,
  byReading,
  checkBasis,
  checkWords,
  dateValues,
  id,
  identifierColumns,
  linkTable,
  memberOf,
  readingColumns,
  recordForeignKey,
  requiredRef,
} from './columns.ts';
import { cited, citedFilters, citeSources } from './corroboration.ts';
import {
  citations,
  citationsHere,
  common,
  dateBasis,
  edtf,
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
  VOICES,
  voice,
  words,
} from './fields.ts';
import { parties } from './parties.ts';
import { defineMembers, defineResource, type Rec } from './resource.ts';
import { doubtResource, spellingResource } from './shared.ts';
import { sources } from './sources.ts';

const regionKind = words('RegionKind', 'What kind of territory a region is', {
  country: 'a country',
  oblast: 'an oblast, or a first-level division like it',
  city: 'a city or town',
  district: 'a part of a city or division',
  historical_region: 'known by a name from history',
  group_of_regions: 'several regions named together',
  continent: 'a continent or a large part of one',
  body_of_territory: 'land that is named by what holds for it',
  water: 'a sea, lake or river',
});
const REGION_KINDS = getWords(regionKind);
const regionStatus = words('RegionStatus', 'What is asserted of a territory; by whom stands beside it', {
  annexed_by: 'the party annexed it',
  claimed_by: 'the party claims it',
  occupied_by: 'the party occupies it',
  to_be_left_by: 'the party is to leave it',
  frontline_in: 'the front of the party runs in it',
});
const REGION_STATUSES = getWords(regionStatus);

const status = member('status', {
  status: regionStatus.describe('What is asserted'),
  by: ref('parties', 'The party that the assertion names'),
  date: open(edtf('Since when, as asserted')),
  date_basis: dateBasis,
  asserted_by: speakerRef('Who asserts it'),
  voice,
  citations: citationsHere,
});

/** One row a region; coordinates in degrees (WGS 84). */
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
    source_count: integer().notNull(),
    ...readingColumns,
    revised: text().notNull(),
  },
  (t) => [
    ...byReading('regions', t),
    by('regions', t.revised, t.id),
    by('regions', t.source_count, t.id),
    checkWords('regions', t.kind, REGION_KINDS),
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
    by_id: requiredRef(() => parties.id),
    ...basedDateColumns('date'),
    ...anyColumns('asserted_by'),
    voice: text({ enum: VOICES }).notNull(),
  },
  (t) => [
    checkWords('region_statuses', t.status, REGION_STATUSES),
    checkWords('region_statuses', t.voice, VOICES),
    checkBasis('region_statuses', t.date_basis),
    recordForeignKey(t.asserted_by_collection, t.asserted_by_id),
    byOwner('region_statuses', t),
    by('region_statuses', t.status, t.id),
    by('region_statuses', t.by_id, t.id),
    by('region_statuses', t.asserted_by_id, t.id),
    by('region_statuses', t.voice, t.id),
    by('region_statuses', t.date_earliest, t.id),
    by('region_statuses', t.date_latest, t.id),
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

/** Which regions a region lies in, the nearest first; derived. */
export const regionAncestors = linkTable(
  'region_ancestors',
  ['region_id', () => regions.id],
  ['ancestor_id', () => regions.id],
);
/** Which documents a region's citations stand in; derived. */
export const regionSources = linkTable(
  'region_sources',
  ['region_id', () => regions.id],
  ['source_id', () => sources.id],
);

/** `/regions`, from the files in `data/regions`. */
export const regionResource = defineResource({
  name: 'regions',
  singular: 'region',
  about:
    'Countries, oblasts, cities and bodies of territory that the sources name. Whose a territory is stands here only as a cited assertion.',
  record: z.strictObject({
    id: slug,
    name: prose.describe('Short English name'),
    kind: regionKind.describe('What kind of territory it is'),
    description: open(prose.describe('What the sources say of it, in our own words')),
    parent: open(ref('regions', 'The region it lies in'), 'not_applicable'),
    parent_basis: open(
      prose.describe('Whose view the parent is; the view of a standard is not ours'),
      'not_applicable',
    ),
    iso_3166: open(
      z
        .string()
        .max(6)
        .regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, 'an ISO 3166 code such as UA or UA-65')
        .meta({ description: 'ISO 3166-1 or 3166-2 code', examples: ['UA-65'] }),
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
    ...readings,
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
    return { ancestors, ...citeSources(dataset, 'regions', region.id) };
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
    doubts: doubtResource,
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
    ...citedFilters,
  },
  sorts: { name: 'name' },
  includes: {
    demands: { collection: 'demands', filter: 'region' },
    statements: { collection: 'statements', filter: 'region' },
    events: { collection: 'events', filter: 'region' },
    regions: { collection: 'regions', filter: 'within' },
  },
});
