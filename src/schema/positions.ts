import { sqliteTable, text } from 'drizzle-orm/sqlite-core';
import * as z from 'zod';
import {
  anyColumnsOrNull,
  anyLinkTable,
  anyValues,
  by,
  byCounts,
  byDate,
  byOwner,
  checkWholeOrNull,
  checkWords,
  corroborationColumns,
  dateColumns,
  dateValues,
  linkTable,
  memberOf,
  recordForeignKey,
  requiredRef,
} from './columns.ts';
import { corroborate, corroboration, corroborationFilters, getStatements } from './corroboration.ts';
import { countKinds, kindCount, kindTable } from './demand.ts';
import { demands } from './demands.ts';
import { events } from './events.ts';
import { list, open, ref, slug } from './fields.ts';
import { parties } from './parties.ts';
import {
  ACTS,
  asReported,
  CHANGE_BASES,
  CHANGES,
  DEMAND_KINDS,
  getTimeline,
  makePositionId,
  POSITION_DATE_BASES,
  position,
  SPEECH_ACTS,
  saidDateBasis,
} from './position.ts';
import { regions } from './regions.ts';
import { type Dataset, defineMembers, defineResource, type Rec } from './resource.ts';
import { sources } from './sources.ts';
import { statements } from './statements.ts';
import { topics } from './topics.ts';

/** One row a position: how a demand was put on an occasion. It stands from `valid_from` until before `valid_to`. */
export const positions = sqliteTable(
  'positions',
  {
    ...memberOf('demand_id', () => demands.id),
    name: text().notNull(),
    key: text().notNull(),
    party_id: requiredRef(() => parties.id),
    occasion_id: text().references(() => events.id),
    ...dateColumns('date'),
    date_basis: text({ enum: POSITION_DATE_BASES }),
    date_how: text(),
    valid_from: text(),
    valid_to: text(),
    act: text({ enum: ACTS }).notNull(),
    ...anyColumnsOrNull('restates'),
    kind: text({ enum: DEMAND_KINDS }).notNull(),
    condition: text(),
    scope: text(),
    speech_act: text({ enum: SPEECH_ACTS }),
    deadline: text(),
    consequence: text(),
    consequence_condition: text(),
    in_return: text(),
    change: text({ enum: CHANGES }),
    change_basis: text({ enum: CHANGE_BASES }),
    ...corroborationColumns,
  },
  (t) => [
    checkWholeOrNull('positions', t.restates_collection, t.restates_id),
    checkWords('positions', t.date_basis, POSITION_DATE_BASES),
    checkWords('positions', t.act, ACTS),
    checkWords('positions', t.kind, DEMAND_KINDS),
    checkWords('positions', t.speech_act, SPEECH_ACTS),
    checkWords('positions', t.change, CHANGES),
    checkWords('positions', t.change_basis, CHANGE_BASES),
    recordForeignKey(t.restates_collection, t.restates_id),
    byOwner('positions', t),
    ...byCounts('positions', t),
    ...byDate('positions', t.id, t.date, t.date_earliest, t.date_latest),
    by('positions', t.valid_from, t.valid_to, t.owner),
    by('positions', t.party_id, t.id),
    by('positions', t.occasion_id, t.id),
    by('positions', t.act, t.id),
    by('positions', t.restates_id, t.restates_collection, t.id),
    by('positions', t.kind, t.owner),
    by('positions', t.speech_act, t.id),
    by('positions', t.change, t.id),
    by('positions', t.change_basis, t.id),
  ],
);

const positionIds: [string, () => typeof positions.id] = ['position_id', () => positions.id];
const ofPositions = { collection: 'positions', singular: 'position' };
/** Who voices a demand on an occasion: people and parties. */
export const positionVoices = anyLinkTable('position_voices', positionIds, 'who');
/** Who says that it is demanded, where the party itself does not. */
export const positionReporters = anyLinkTable('position_reporters', positionIds, 'reporter');
/** Of whom it is demanded there, as far as its own sources say; derived. */
export const positionAddressees = linkTable('position_addressees', positionIds, [
  'party_id',
  () => parties.id,
]);
/** What the demand is about; derived from it. */
export const positionTopics = linkTable('position_topics', positionIds, ['topic_id', () => topics.id]);
/** Which regions the demand concerns; derived from it. */
export const positionRegions = linkTable('position_regions', positionIds, ['region_id', () => regions.id]);
/** Which statements a position rests on. */
export const positionStatements = linkTable('position_statements', positionIds, [
  'statement_id',
  () => statements.id,
]);
/** Which documents stand behind a position; derived. */
export const positionSources = linkTable('position_sources', positionIds, ['source_id', () => sources.id]);
/** Whose reporting a position's sources and reports say they rest on; derived. */
export const positionOrigins = linkTable('position_origins', positionIds, ['party_id', () => parties.id]);

/** How each source puts a demand on an occasion, where they differ. */
export const positionRenderings = sqliteTable(
  'position_renderings',
  {
    ...memberOf(...positionIds),
    source_id: requiredRef(() => sources.id),
    kind: text({ enum: DEMAND_KINDS }).notNull(),
    condition: text(),
  },
  (t) => [
    checkWords('position_renderings', t.kind, DEMAND_KINDS),
    byOwner('position_renderings', t),
    by('position_renderings', t.source_id, t.id),
    by('position_renderings', t.kind, t.id),
  ],
);

const positionRenderingResource = defineMembers({
  name: 'position_renderings',
  singular: 'position_rendering',
  about: 'How each source puts a demand as it was put on one occasion, where they differ.',
  of: ofPositions,
  field: 'as_reported',
  member: asReported,
  key: ({ source }) => source,
  table: positionRenderings,
  row: ({ source, ...rendering }) => ({ ...rendering, source_id: source }),
});

/** Counted from what each source has. */
export const positionKinds = kindTable('position_kinds', ...positionIds);

const positionKindResource = defineMembers({
  name: 'position_kinds',
  singular: 'position_kind',
  about: 'How many sources, and origins, put a demand on one occasion as how binding.',
  of: ofPositions,
  field: 'kinds',
  member: kindCount,
  key: ({ kind }) => kind,
  table: positionKinds,
  row: (count) => count,
});

/** What a position has of its demand. */
const getDemand = ({ demand }: Rec, dataset: Dataset): Rec => {
  const found = dataset.get('demands', String(demand));
  if (!found) throw new Error(`No demand ${demand}`);
  return found;
};

/** Of whom a demand is asked on one occasion: whom its statements then address, or one of their sources is cited for. */
function listAddressees(demand: Rec, statements: readonly Rec[], sources: readonly string[]): string[] {
  const cited = (demand.citations as { field: string; value?: string | null; source: string }[]).filter(
    ({ field, source }) => field === 'addressees' && sources.includes(source),
  );
  const named = new Set([
    ...cited.map(({ value }) => `parties/${value}`),
    ...statements.flatMap(({ addressees }) => addressees as string[]),
  ]);
  return (demand.addressees as string[]).filter((id) => named.has(`parties/${id}`));
}

/** `/positions`, written inside the files of demands. */
export const positionResource = defineResource({
  name: 'positions',
  singular: 'position',
  about:
    'How a demand was put on one occasion: when and by whom, how binding, tied to what, and what had become of it since the position before.',
  record: z.strictObject({ id: slug, demand: ref('demands', 'The demand'), ...position.shape }),
  derived: {
    party: ref('parties', 'Who demands'),
    addressees: list(
      ref('parties', 'Party'),
      'Of whom, as far as its own sources say; the demand has all that are named on any occasion',
    ),
    kinds: list(kindCount, 'How many sources put it as how binding on this occasion'),
    topics: list(ref('topics', 'Topic'), 'What the demand is about'),
    regions: list(ref('regions', 'Region'), 'Regions that the demand concerns'),
    date_basis: saidDateBasis,
    valid_from: open(
      z.iso.date().describe('From which day on the demand stands so: by then it was surely put'),
      'not_applicable',
    ),
    valid_to: open(
      z.iso.date().describe('The day on which it is put anew, or ends; null where it is put no more'),
      'not_applicable',
    ),
    ...corroboration,
  },
  derive: (position, dataset) => {
    const demand = getDemand(position, dataset);
    const dated = getTimeline(demand, dataset).find(({ id }) => id === position.id);
    const statements = getStatements(position.statements, dataset);
    const corroborated = corroborate(dataset, 'positions', position.id, statements);
    return {
      party: demand.party,
      addressees: listAddressees(demand, statements, corroborated.sources),
      kinds: dated ? countKinds([dated], dataset) : [],
      topics: demand.topics,
      regions: demand.regions,
      date: dated?.date ?? null,
      date_basis: dated?.date_basis ?? null,
      valid_from: dated?.valid_from ?? null,
      valid_to: dated?.valid_to ?? null,
      ...corroborated,
    };
  },
  within: { collection: 'demands', field: 'positions', id: makePositionId },
  ownerField: 'demand',
  label: (position, dataset) => {
    const demand = getDemand(position, dataset);
    const dated = getTimeline(demand, dataset).find(({ id }) => id === position.id);
    return `${demand.title}, ${dated?.date ?? 'undated'}`;
  },
  table: positions,
  row: ({ demand, party, occasion, restates, date, ...position }) => ({
    ...position,
    owner: demand,
    party_id: party,
    occasion_id: occasion,
    ...anyValues('restates', restates),
    ...dateValues('date', date),
  }),
  lists: () => ({
    voiced_by: positionVoices,
    reported_by: positionReporters,
    statements: positionStatements,
    as_reported: positionRenderingResource,
    kinds: positionKindResource,
    addressees: positionAddressees,
    topics: positionTopics,
    regions: positionRegions,
    sources: positionSources,
    origins: positionOrigins,
  }),
  filters: {
    demand: 'demand',
    party: 'party',
    addressee: 'addressees',
    topic: { path: 'topics', below: true },
    region: { path: 'regions', below: true },
    kind: 'kind',
    act: 'act',
    change: 'change',
    change_basis: 'change_basis',
    speech_act: 'speech_act',
    voiced_by: 'voiced_by',
    person: { path: 'voiced_by', of: 'people' },
    restates: 'restates',
    reported_by: 'reported_by',
    occasion: 'occasion',
    statement: 'statements',
    date: 'date',
    valid_from: 'valid_from',
    as_of: { path: 'valid', standing: true },
    ...corroborationFilters,
  },
  sorts: { date: 'date', source_count: 'source_count' },
  includes: {
    statements: { collection: 'statements', filter: 'position' },
  },
});
