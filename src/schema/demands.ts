import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import * as z from 'zod';
import {
  anyColumns,
  anyColumnsOrNull,
  anyLink,
  anyValues,
  by,
  byOwner,
  corroborationColumns,
  id,
  link,
  memberOf,
  oneOf,
  pointsTo,
} from './columns.ts';
import { corroborate, corroboration, corroborationFilters } from './corroboration.ts';
import {
  anyRef,
  citations,
  common,
  evidenceHere,
  list,
  member,
  open,
  prose,
  RESPONSES,
  ref,
  responseKind,
  slug,
  words,
  wordsOf,
} from './fields.ts';
import { parties } from './parties.ts';
import { regions } from './regions.ts';
import { type Dataset, defineMembers, defineResource, type Rec } from './resource.ts';
import { sources } from './sources.ts';
import { statements } from './statements.ts';
import { topics } from './topics.ts';

const demandKind = words('DemandKind', 'How binding a demand is', {
  precondition: 'without it no settlement, or no talks',
  required_term: 'a settlement has to contain it',
  red_line: 'it must not happen',
  expectation: 'the party counts on it',
  call: 'an appeal',
  proposal: 'a plan put forward',
  wish: 'wanted, and not made a condition',
});
export const DEMAND_KINDS = wordsOf(demandKind);

type Response = { to: string; response: (typeof RESPONSES)[number] };

/** Responses to a demand itself, and to all that its party demands. */
function responsesTo(demand: Rec, dataset: Dataset) {
  return [`demands/${demand.id}`, `parties/${demand.party}`].flatMap((to) => {
    const [collection = '', id = ''] = to.split('/');
    return dataset.referrers(collection, id, 'statements', 'responds_to.to').flatMap((statement) =>
      (statement.responds_to as Response[])
        .filter((r) => r.to === to)
        .map(({ response }) => ({
          response,
          by: statement.speaker,
          to_all_of_party: collection === 'parties',
          statement: statement.id,
        })),
    );
  });
}

const act = words('VoicingAct', 'Whether a demand is new when it is voiced', {
  made: 'the sources have it made then',
  restated: 'the sources say that it was made before',
});
export const ACTS = wordsOf(act);

const asReported = member('source', {
  source: ref('sources', 'The document'),
  kind: demandKind.describe('How binding it is as this source puts it'),
  condition: open(prose.describe('What this source ties it to, in words')),
  citations: list(evidenceHere('exact', {}), 'The passages that show it'),
});
const voice = member('who', {
  who: anyRef(['people', 'parties'], 'Who voices it'),
  act: act.describe('Whether the sources have it made then, or restated'),
  restates: open(anyRef(['people', 'parties'], 'Whose demand is restated, where a source says so')),
});
const response = z.strictObject({
  response: responseKind.describe('How it responds'),
  by: anyRef(['people', 'parties', 'sources'], 'Who responds'),
  to_all_of_party: z
    .boolean()
    .describe('Whether it responds to all that the party demands, not to this alone'),
  statement: ref('statements', 'The statement that responds'),
});

export const demands = sqliteTable(
  'demands',
  {
    id: id(),
    title: text().notNull(),
    summary: text().notNull(),
    party_id: text()
      .notNull()
      .references(() => parties.id),
    kind: text({ enum: DEMAND_KINDS }).notNull(),
    condition: text(),
    ...corroborationColumns,
    revised: text().notNull(),
  },
  (t) => [
    by('demands', t.revised, t.id),
    oneOf('demands', t.kind, DEMAND_KINDS),
    by('demands', t.title, t.id),
    by('demands', t.source_count, t.id),
    by('demands', t.origin_count, t.id),
    by('demands', t.party_id, t.id),
    by('demands', t.kind, t.id),
  ],
);

const demandId: [string, () => typeof demands.id] = ['demand_id', () => demands.id];
const ofDemands = { collection: 'demands', singular: 'demand' };
export const demandAddressees = link('demand_addressees', demandId, ['party_id', () => parties.id]);
export const demandTopics = link('demand_topics', demandId, ['topic_id', () => topics.id]);
export const demandRegions = link('demand_regions', demandId, ['region_id', () => regions.id]);
export const demandReporters = anyLink('demand_reporters', demandId, 'reporter');
export const demandStatements = link('demand_statements', demandId, ['statement_id', () => statements.id]);
export const demandSources = link('demand_sources', demandId, ['source_id', () => sources.id]);
export const demandOrigins = link('demand_origins', demandId, ['party_id', () => parties.id]);

export const demandRenderings = sqliteTable(
  'demand_renderings',
  {
    ...memberOf(...demandId),
    source_id: text()
      .notNull()
      .references(() => sources.id),
    kind: text({ enum: DEMAND_KINDS }).notNull(),
    condition: text(),
  },
  (t) => [oneOf('demand_renderings', t.kind, DEMAND_KINDS), byOwner('demand_renderings', t)],
);

const demandRenderingResource = defineMembers({
  name: 'demand_renderings',
  singular: 'demand_rendering',
  about: 'How each source puts a demand, where they differ.',
  of: ofDemands,
  field: 'as_reported',
  member: asReported,
  key: ({ source }) => source,
  table: demandRenderings,
  row: ({ source, ...rendering }) => ({ ...rendering, source_id: source }),
});

export const demandVoices = sqliteTable(
  'demand_voices',
  {
    ...memberOf(...demandId),
    ...anyColumns('who'),
    act: text({ enum: ACTS }).notNull(),
    ...anyColumnsOrNull('restates'),
  },
  (t) => [
    oneOf('demand_voices', t.act, ACTS),
    pointsTo(t.who_collection, t.who_id),
    pointsTo(t.restates_collection, t.restates_id),
    byOwner('demand_voices', t),
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

/** Derived from `statement_responses`. */
export const demandResponses = sqliteTable(
  'demand_responses',
  {
    ...memberOf(...demandId),
    response: text({ enum: RESPONSES }).notNull(),
    ...anyColumns('by'),
    to_all_of_party: integer({ mode: 'boolean' }).notNull(),
    statement_id: text()
      .notNull()
      .references(() => statements.id),
  },
  (t) => [
    oneOf('demand_responses', t.response, RESPONSES),
    pointsTo(t.by_collection, t.by_id),
    byOwner('demand_responses', t),
  ],
);

const demandResponseResource = defineMembers({
  name: 'demand_responses',
  singular: 'demand_response',
  about: 'Responses to demands, derived from statements.',
  of: ofDemands,
  field: 'responses',
  member: response,
  key: ({ statement, to_all_of_party }) => (to_all_of_party ? `all-${statement}` : statement),
  table: demandResponses,
  row: ({ by, statement, ...response }) => ({
    ...response,
    ...anyValues('by', by),
    statement_id: statement,
  }),
});

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
    kind: demandKind.describe('How binding it is'),
    condition: open(prose.describe('What it is tied to, in words')),
    as_reported: list(asReported, 'How each source puts it, where they differ'),
    topics: list(ref('topics', 'Topic'), 'What it is about'),
    regions: list(ref('regions', 'Region'), 'Regions that it concerns'),
    voiced_by: list(voice, 'Who voices it for the party'),
    reported_by: list(
      anyRef(['people', 'parties', 'sources'], 'Reporter'),
      'Who says that it is demanded, where only another side or a source says so',
    ),
    statements: z.array(ref('statements', 'Statement')).min(1).describe('The statements it rests on'),
    citations,
    ...common,
  }),
  derived: {
    responses: list(response, 'Responses to it, derived from statements'),
    ...corroboration,
  },
  derive: (demand, dataset) => ({
    responses: responsesTo(demand, dataset),
    ...corroborate(
      dataset,
      'demands',
      demand.id,
      (demand.statements as string[]).flatMap((id) => dataset.get('statements', id) ?? []),
    ),
  }),
  label: 'title',
  table: demands,
  row: ({ party, ...demand }) => ({ ...demand, party_id: party }),
  lists: () => ({
    addressees: demandAddressees,
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
    kind: 'kind',
    topic: { path: 'topics', below: true },
    region: { path: 'regions', below: true },
    person: { path: 'voiced_by.who', of: 'people' },
    reported_by: 'reported_by',
    statement: 'statements',
    ...corroborationFilters,
  },
  sorts: {
    title: 'title',
    source_count: 'source_count',
    origin_count: 'origin_count',
  },
  includes: {
    citations: { collection: 'citations', filter: 'record' },
    statements: { collection: 'statements', filter: 'demand' },
    divergences: { collection: 'divergences', filter: 'about' },
  },
});
