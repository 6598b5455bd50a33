import { sql } from 'drizzle-orm';
import { type AnySQLiteColumn, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import * as z from 'zod';
import {
  anyColumns,
  anyColumnsOrNull,
  anyLinkTable,
  anyValues,
  by,
  byCounts,
  byDate,
  byOwner,
  byReading,
  checkBoolean,
  checkWholeOrNull,
  checkWords,
  corroborationColumns,
  dateColumns,
  dateValues,
  id,
  linkTable,
  memberOf,
  readingColumns,
  recordForeignKey,
  requiredRef,
} from './columns.ts';
import { commitments } from './commitments.ts';
import { corroborate, corroboration, corroborationFilters, getStatements } from './corroboration.ts';
import { deriveFromPositions, kindCount, kindTable, rendering, showOn, voice } from './demand.ts';
import {
  citations,
  common,
  edtf,
  embeddings,
  getWords,
  list,
  member,
  open,
  prose,
  RESPONSES,
  readings,
  ref,
  slug,
  words,
} from './fields.ts';
import { parties } from './parties.ts';
import { ACTS, DEMAND_KINDS, demandKind, position, reportedBy } from './position.ts';
import { positions } from './positions.ts';
import { regions } from './regions.ts';
import { defineMembers, defineResource } from './resource.ts';
import { listResponses, response } from './response.ts';
import { doubtResource } from './shared.ts';
import { sources } from './sources.ts';
import { statements } from './statements.ts';
import { topics } from './topics.ts';

const demandRelation = words('DemandRelation', 'How a demand stands to another that is like it', {
  distinct_from: 'it looks like the other and is another',
  see_also: 'it bears on the other',
});
const DEMAND_RELATIONS = getWords(demandRelation);
const relation = member('demand', {
  relation: demandRelation.describe('How it stands to the other demand'),
  demand: ref('demands', 'The other demand'),
  reason: prose.describe('Why, in our own words'),
});

/** One row a demand; `kind` and `condition` are those of the position that leads (`findLeading`). */
export const demands = sqliteTable(
  'demands',
  {
    id: id(),
    title: text().notNull(),
    summary: text().notNull(),
    party_id: requiredRef(() => parties.id),
    kind: text({ enum: DEMAND_KINDS }).notNull(),
    condition: text(),
    position_id: requiredRef((): AnySQLiteColumn => positions.id),
    ...dateColumns('first_stated'),
    ...dateColumns('last_affirmed'),
    silent_since: text(),
    response_count: integer().notNull(),
    blanket_response_count: integer().notNull(),
    ...corroborationColumns,
    ...readingColumns,
    revised: text().notNull(),
  },
  (t) => [
    ...byReading('demands', t),
    by('demands', t.revised, t.id),
    checkWords('demands', t.kind, DEMAND_KINDS),
    by('demands', t.title, t.id),
    ...byCounts('demands', t),
    by('demands', t.party_id, t.id),
    by('demands', t.kind, t.id),
    by('demands', t.silent_since, t.id),
    by('demands', t.response_count, t.id),
    by('demands', t.blanket_response_count, t.id),
    ...byDate('demands', t.id, t.first_stated, t.first_stated_earliest, t.first_stated_latest, 'first_day'),
    ...byDate('demands', t.id, t.last_affirmed, t.last_affirmed_earliest, t.last_affirmed_latest, 'last_day'),
  ],
);

const demandId: [string, () => typeof demands.id] = ['demand_id', () => demands.id];
const ofDemands = { collection: 'demands', singular: 'demand' };
/** Of whom something is demanded. */
export const demandAddressees = linkTable('demand_addressees', demandId, ['party_id', () => parties.id]);
/** What a demand is about. */
export const demandTopics = linkTable('demand_topics', demandId, ['topic_id', () => topics.id]);
/** Which regions a demand concerns. */
export const demandRegions = linkTable('demand_regions', demandId, ['region_id', () => regions.id]);
/** Who says that it is demanded, where the party itself does not; derived from its positions. */
export const demandReporters = anyLinkTable('demand_reporters', demandId, 'reporter');
/** Which statements a demand rests on; derived from its positions. */
export const demandStatements = linkTable('demand_statements', demandId, [
  'statement_id',
  () => statements.id,
]);
/** Which documents stand behind a demand; derived. */
export const demandSources = linkTable('demand_sources', demandId, ['source_id', () => sources.id]);
/** Whose reporting a demand's sources and reports say they rest on; derived. */
export const demandOrigins = linkTable('demand_origins', demandId, ['party_id', () => parties.id]);

/** How each source puts a demand, where they differ; derived from its positions. */
export const demandRenderings = sqliteTable(
  'demand_renderings',
  {
    ...memberOf(...demandId),
    source_id: requiredRef(() => sources.id),
    kind: text({ enum: DEMAND_KINDS }).notNull(),
    condition: text(),
    position_id: requiredRef((): AnySQLiteColumn => positions.id),
  },
  (t) => [
    checkWords('demand_renderings', t.kind, DEMAND_KINDS),
    byOwner('demand_renderings', t),
    by('demand_renderings', t.source_id, t.id),
    by('demand_renderings', t.kind, t.id),
    by('demand_renderings', t.position_id, t.id),
  ],
);

/** The evidence of a rendering stands with the position that it is gathered from. */
const evidenceOfRendering = sql`json((select json_group_array(json_object('exact', c.exact,
    'citation', json_object('id', c.id, 'url', '/citations/' || c.id)) order by c.ordinal)
  from citations c join position_renderings r on r.position_id = c.record_id and r.ordinal = c.member
  where c.record_collection = 'positions' and c.field = 'as_reported'
    and r.position_id = demand_renderings.position_id and r.source_id = demand_renderings.source_id))`;

const demandRenderingResource = defineMembers({
  name: 'demand_renderings',
  singular: 'demand_rendering',
  about: 'How each source puts a demand, where they differ: gathered from its positions.',
  of: ofDemands,
  field: 'as_reported',
  member: rendering,
  key: ({ source }) => source,
  table: demandRenderings,
  row: ({ source, position, ...rendering }) => ({
    ...rendering,
    source_id: source,
    position_id: position,
  }),
  json: { citations: evidenceOfRendering },
});

/** Who voices a demand for its party; derived from its positions. */
export const demandVoices = sqliteTable(
  'demand_voices',
  {
    ...memberOf(...demandId),
    ...anyColumns('who'),
    act: text({ enum: ACTS }).notNull(),
    ...anyColumnsOrNull('restates'),
  },
  (t) => [
    checkWholeOrNull('demand_voices', t.restates_collection, t.restates_id),
    checkWords('demand_voices', t.act, ACTS),
    recordForeignKey(t.who_collection, t.who_id),
    recordForeignKey(t.restates_collection, t.restates_id),
    byOwner('demand_voices', t),
    by('demand_voices', t.act, t.id),
    by('demand_voices', t.restates_id, t.id),
    by('demand_voices', t.who_id, t.who_collection, t.owner),
  ],
);

const demandVoiceResource = defineMembers({
  name: 'demand_voices',
  singular: 'demand_voice',
  about: 'Who voices a demand for its party, and whether it is made or restated.',
  of: ofDemands,
  field: 'voiced_by',
  member: voice,
  key: ({ who }) => `${who.split('/')[1]}`,
  table: demandVoices,
  row: ({ who, restates, ...voice }) => ({
    ...voice,
    ...anyValues('who', who),
    ...anyValues('restates', restates),
  }),
});

/** Counted from positions. */
export const demandKinds = kindTable('demand_kinds', ...demandId);

const demandKindResource = defineMembers({
  name: 'demand_kinds',
  singular: 'demand_kind',
  about: 'How many sources, and origins, put a demand as how binding, over all its positions.',
  of: ofDemands,
  field: 'kinds',
  member: kindCount,
  key: ({ kind }) => kind,
  table: demandKinds,
  row: (count) => count,
});

/** Which demands look like another or bear on it, and why they are not the same. */
export const demandRelations = sqliteTable(
  'demand_relations',
  {
    ...memberOf('from_demand_id', () => demands.id),
    relation: text({ enum: DEMAND_RELATIONS }).notNull(),
    demand_id: requiredRef(() => demands.id),
    reason: text().notNull(),
  },
  (t) => [
    checkWords('demand_relations', t.relation, DEMAND_RELATIONS),
    byOwner('demand_relations', t),
    by('demand_relations', t.relation, t.id),
    by('demand_relations', t.demand_id, t.owner),
  ],
);

const demandRelationResource = defineMembers({
  name: 'demand_relations',
  singular: 'demand_relation',
  about: 'Demands that look alike and are not the same, or bear on each other, and why.',
  of: { collection: 'demands', singular: 'from_demand' },
  field: 'relations',
  member: relation,
  key: ({ relation, demand }) => `${relation}-${demand}`,
  table: demandRelations,
  row: ({ demand, ...relation }) => ({ ...relation, demand_id: demand }),
});

/** Derived from `statement_responses` and `commitment_answers`. */
export const demandResponses = sqliteTable(
  'demand_responses',
  {
    ...memberOf(...demandId),
    response: text({ enum: RESPONSES }).notNull(),
    ...anyColumns('by'),
    to_all_of_party: integer({ mode: 'boolean' }).notNull(),
    statement_id: text().references(() => statements.id),
    commitment_id: text().references((): AnySQLiteColumn => commitments.id),
  },
  (t) => [
    checkBoolean('demand_responses', t.to_all_of_party),
    checkWords('demand_responses', t.response, RESPONSES),
    recordForeignKey(t.by_collection, t.by_id),
    byOwner('demand_responses', t),
    by('demand_responses', t.response, t.id),
    by('demand_responses', t.by_id, t.id),
    by('demand_responses', t.to_all_of_party, t.id),
    by('demand_responses', t.statement_id, t.id),
    by('demand_responses', t.commitment_id, t.id),
  ],
);

const demandResponseResource = defineMembers({
  name: 'demand_responses',
  singular: 'demand_response',
  about: 'Responses to demands, derived from commitments and statements.',
  of: ofDemands,
  field: 'responses',
  member: response,
  key: ({ statement, commitment, to_all_of_party }) =>
    to_all_of_party ? `all-${statement}` : `${statement ?? commitment}`,
  table: demandResponses,
  row: ({ by, statement, commitment, ...response }) => ({
    ...response,
    ...anyValues('by', by),
    statement_id: statement,
    commitment_id: commitment,
  }),
});

/** `/demands`, from the files in `data/demands`. */
export const demandResource = defineResource({
  name: 'demands',
  singular: 'demand',
  about:
    'What one party asks of another, with how binding it is, who voices it, the statements it rests on, and the responses to it.',
  record: z.strictObject({
    id: slug,
    title: prose.describe('Title in our own words'),
    summary: prose.describe('What is demanded, in our own words'),
    party: ref('parties', 'Who demands'),
    addressees: list(ref('parties', 'Party'), 'Of whom; empty where the sources do not say'),
    topics: list(ref('topics', 'Topic'), 'What it is about'),
    regions: list(ref('regions', 'Region'), 'Regions that it concerns'),
    positions: z
      .array(position)
      .min(1)
      .describe('How it was put on each occasion, in the order of time')
      .register(embeddings, { collection: 'positions' }),
    relations: list(relation, 'Demands that look like it and are others, or bear on it'),
    citations,
    ...readings,
    ...common,
  }),
  derived: {
    kind: demandKind.describe('How binding it is, as its position has it'),
    condition: open(prose.describe('What it is tied to, in words, as its position has it')),
    position: ref('positions', 'How it is put now: the last position in which the party affirms it'),
    first_stated: open(edtf('The first date on which the party puts it, as far as the sources go')),
    last_affirmed: open(
      edtf('The last date on which the party puts it; silence since then is no continuity'),
    ),
    silent_since: open(
      z.iso
        .date()
        .describe('The day by which it was surely put for the last time: since then only silence carries it'),
      'not_applicable',
    ),
    kinds: list(kindCount, 'How many sources put it as how binding, over all its positions'),
    as_reported: list(rendering, 'How each source puts it, where they differ'),
    voiced_by: list(voice, 'Who voices it for the party'),
    reported_by: reportedBy,
    statements: list(ref('statements', 'Statement'), 'The statements it rests on'),
    responses: list(response, 'Responses to it, derived from commitments and statements'),
    response_count: z.int().describe('Responses to it by name'),
    blanket_response_count: z
      .int()
      .describe('Responses to all that its party demands, which name none and are counted apart'),
    ...corroboration,
  },
  derive: (demand, dataset) => {
    const put = deriveFromPositions(demand, dataset);
    const responses = listResponses(demand, dataset);
    const blanket = responses.filter(({ to_all_of_party }) => to_all_of_party).length;
    return {
      ...put,
      responses,
      response_count: responses.length - blanket,
      blanket_response_count: blanket,
      ...corroborate(dataset, 'demands', demand.id, getStatements(put.statements, dataset)),
    };
  },
  label: 'title',
  table: demands,
  row: ({ party, position, first_stated, last_affirmed, ...demand }) => ({
    ...demand,
    party_id: party,
    position_id: position,
    ...dateValues('first_stated', first_stated),
    ...dateValues('last_affirmed', last_affirmed),
  }),
  lists: () => ({
    doubts: doubtResource,
    addressees: demandAddressees,
    positions: 'positions',
    relations: demandRelationResource,
    kinds: demandKindResource,
    as_reported: demandRenderingResource,
    topics: demandTopics,
    regions: demandRegions,
    voiced_by: demandVoiceResource,
    reported_by: demandReporters,
    statements: demandStatements,
    responses: demandResponseResource,
    sources: demandSources,
    origins: demandOrigins,
  }),
  filters: {
    party: 'party',
    addressee: 'addressees',
    kind: 'positions.kind',
    topic: { path: 'topics', below: true },
    region: { path: 'regions', below: true },
    person: { path: 'positions.voiced_by', of: 'people' },
    act: 'positions.act',
    change: 'positions.change',
    occasion: 'positions.occasion',
    reported_by: 'positions.reported_by',
    as_of: { path: 'positions.valid', standing: true },
    first_stated: 'first_stated',
    last_affirmed: { path: 'last_affirmed', ofToday: true },
    silent_since: { path: 'silent_since', ofToday: true },
    statement: 'statements',
    response: 'responses.response',
    response_count: 'response_count',
    blanket_response_count: 'blanket_response_count',
    ...corroborationFilters,
  },
  sorts: {
    title: 'title',
    first_stated: 'first_stated',
    last_affirmed: 'last_affirmed',
    source_count: 'source_count',
    origin_count: 'origin_count',
  },
  includes: {
    statements: { collection: 'statements', filter: 'demand' },
    commitments: { collection: 'commitments', filter: 'demand' },
    divergences: { collection: 'divergences', filter: 'about' },
  },
  showOn,
});
