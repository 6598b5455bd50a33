import { sqliteTable, text } from 'drizzle-orm/sqlite-core';
import * as z from 'zod';
import {
  anyColumns,
  anyValues,
  basedDateColumns,
  by,
  byCounts,
  byDate,
  byOwner,
  byReading,
  checkBasis,
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
import { corroborate, corroboration, corroborationFilters } from './corroboration.ts';
import {
  actorRef,
  basisWord,
  citations,
  citationsHere,
  common,
  DATE_BASES,
  dateBasis,
  edtf,
  getWords,
  list,
  member,
  open,
  prose,
  readings,
  ref,
  slug,
  speakerRef,
  words,
} from './fields.ts';
import { parties } from './parties.ts';
import { regions } from './regions.ts';
import { defineMembers, defineResource, type Rec } from './resource.ts';
import { doubtResource } from './shared.ts';
import { sources } from './sources.ts';
import { topics } from './topics.ts';
import { weapons } from './weapons.ts';

/** The sixteen event types of PLOVER (openeventdata/PLOVER). */
const ploverType = words('PloverType', 'The event types of PLOVER (openeventdata/PLOVER)', {
  AGREE: 'agree to do something, or come to terms',
  CONSULT: 'meet, talk or mediate',
  SUPPORT: 'support or side with another',
  CONCEDE: 'give way, or ease a measure',
  COOPERATE: 'work together in deed',
  AID: 'give material help',
  RETREAT: 'withdraw, release or surrender',
  REQUEST: 'ask or demand',
  ACCUSE: 'blame or criticise',
  REJECT: 'refuse',
  THREATEN: 'warn of a harmful act',
  PROTEST: 'show dissent in public',
  SANCTION: 'cut or restrict relations',
  MOBILIZE: 'ready forces, or show strength',
  COERCE: 'repress or use force short of battle',
  ASSAULT: 'use armed force',
});
const PLOVER_TYPES = getWords(ploverType);
const standing = words('EventStanding', 'How an event stands in the sources', {
  reported: 'a source states it in its own voice',
  claimed: 'only a speaker does',
  foreseen: 'it is said to be coming',
  hypothetical: 'it is spoken of as “if …”',
});
const STANDINGS = getWords(standing);
const eventRole = words('EventRole', 'What somebody’s part in an event is', {
  actor: 'does it',
  target: 'it is done to them',
  interviewer: 'asks',
  interviewee: 'is asked',
  recipient: 'is given something',
  supplier: 'gives something',
  user: 'uses a weapon',
  participant: 'takes part otherwise',
});
const ROLES = getWords(eventRole);

const eventRelation = words('EventRelation', 'How an event stands to another', {
  before: 'it comes before the other',
  after: 'it comes after the other',
  part_of: 'it is a part of the other',
  in_response_to: 'it answers the other',
});
const EVENT_RELATIONS = getWords(eventRelation);

const date = member('edtf', {
  edtf: edtf('The date'),
  basis: basisWord.describe('Whether a source states it or it is inferred'),
  how: open(prose.describe('What it is inferred from'), 'not_applicable'),
  citations: citationsHere,
});
const relation = member('event', {
  relation: eventRelation.describe('How it stands to the other event'),
  event: ref('events', 'The other event'),
  offset: open(prose.describe('How long before or after')),
  asserted_by: speakerRef('Who says so'),
  citations: citationsHere,
});
const participant = member('who', {
  role: eventRole.describe('Role in the event'),
  who: actorRef('Who took part'),
});
const reason = member('by', {
  reason: prose.describe('The reason given, in our own words'),
  by: speakerRef('Who gives it'),
  citations: citationsHere,
});

/** One row an event. */
export const events = sqliteTable(
  'events',
  {
    id: id(),
    title: text().notNull(),
    summary: text().notNull(),
    type: text({ enum: PLOVER_TYPES }),
    standing: text({ enum: STANDINGS }).notNull(),
    duration: text(),
    casualties: text(),
    ...basedDateColumns('date'),
    ...corroborationColumns,
    ...readingColumns,
    revised: text().notNull(),
  },
  (t) => [
    checkBasis('events', t.date_basis),
    ...byReading('events', t),
    by('events', t.revised, t.id),
    checkWords('events', t.type, PLOVER_TYPES),
    checkWords('events', t.standing, STANDINGS),
    by('events', t.title, t.id),
    ...byCounts('events', t),
    ...byDate('events', t.id, t.date, t.date_earliest, t.date_latest),
    by('events', t.type, t.id),
    by('events', t.standing, t.id),
  ],
);

const eventId: [string, () => typeof events.id] = ['event_id', () => events.id];
const ofEvents = { collection: 'events', singular: 'event' };
/** Which weapons an event is about or saw used. */
export const eventWeapons = linkTable('event_weapons', eventId, ['weapon_id', () => weapons.id]);
/** Where an event happened. */
export const eventRegions = linkTable('event_regions', eventId, ['region_id', () => regions.id]);
/** What an event is about. */
export const eventTopics = linkTable('event_topics', eventId, ['topic_id', () => topics.id]);
/** Which documents stand behind an event; derived. */
export const eventSources = linkTable('event_sources', eventId, ['source_id', () => sources.id]);
/** Whose reporting an event's sources and reports say they rest on; derived. */
export const eventOrigins = linkTable('event_origins', eventId, ['party_id', () => parties.id]);

/** What was hit or is aimed at. */
export const eventTargets = sqliteTable(
  'event_targets',
  { ...memberOf(...eventId), target: text().notNull() },
  (t) => [byOwner('event_targets', t)],
);

const eventTargetResource = defineMembers({
  name: 'event_targets',
  singular: 'event_target',
  about: 'What was hit in events or is aimed at.',
  of: ofEvents,
  field: 'targets',
  member: z.strictObject({ target: prose.describe('What was hit or is aimed at, in our own words') }),
  scalar: 'target',
  table: eventTargets,
  row: (target) => target,
});

/** The first is the one that `events.date` repeats. */
export const eventDates = sqliteTable(
  'event_dates',
  {
    ...memberOf(...eventId),
    ...dateColumns('edtf'),
    basis: text({ enum: DATE_BASES }).notNull(),
    how: text(),
  },
  (t) => [
    checkWords('event_dates', t.basis, DATE_BASES),
    byOwner('event_dates', t),
    by('event_dates', t.basis, t.id),
    by('event_dates', t.edtf_earliest, t.edtf_latest, t.id),
    by('event_dates', t.edtf_latest, t.id),
  ],
);

const eventDateResource = defineMembers({
  name: 'event_dates',
  singular: 'event_date',
  about: 'Dates that sources give events, stated or inferred, and what from.',
  of: ofEvents,
  field: 'dates',
  member: date,
  key: ({ edtf }) => edtf,
  table: eventDates,
  row: ({ edtf, ...date }) => ({ ...date, ...dateValues('edtf', edtf) }),
});

/** How an event stands to another in time and cause, and who says so. */
export const eventRelations = sqliteTable(
  'event_relations',
  {
    ...memberOf('from_event_id', () => events.id),
    relation: text({ enum: EVENT_RELATIONS }).notNull(),
    event_id: requiredRef(() => events.id),
    offset: text(),
    ...anyColumns('asserted_by'),
  },
  (t) => [
    checkWords('event_relations', t.relation, EVENT_RELATIONS),
    recordForeignKey(t.asserted_by_collection, t.asserted_by_id),
    byOwner('event_relations', t),
    by('event_relations', t.relation, t.id),
    by('event_relations', t.asserted_by_id, t.id),
    by('event_relations', t.event_id, t.owner),
  ],
);

const eventRelationResource = defineMembers({
  name: 'event_relations',
  singular: 'event_relation',
  about: 'How events stand to each other in time and cause, and who says so.',
  of: { collection: 'events', singular: 'from_event' },
  field: 'relations',
  member: relation,
  key: ({ relation, event }) => `${relation}-${event}`,
  table: eventRelations,
  row: ({ event, asserted_by, ...relation }) => ({
    ...relation,
    event_id: event,
    ...anyValues('asserted_by', asserted_by),
  }),
});

/** Who took part in an event, and in which role. */
export const eventParticipants = sqliteTable(
  'event_participants',
  { ...memberOf(...eventId), role: text({ enum: ROLES }).notNull(), ...anyColumns('who') },
  (t) => [
    checkWords('event_participants', t.role, ROLES),
    recordForeignKey(t.who_collection, t.who_id),
    byOwner('event_participants', t),
    by('event_participants', t.role, t.id),
    by('event_participants', t.who_id, t.who_collection, t.owner),
  ],
);

const eventParticipantResource = defineMembers({
  name: 'event_participants',
  singular: 'event_participant',
  about: 'Who took part in events, by role.',
  of: ofEvents,
  field: 'participants',
  member: participant,
  key: ({ role, who }) => `${who.split('/')[1]}-${role}`,
  table: eventParticipants,
  row: ({ who, ...participant }) => ({ ...participant, ...anyValues('who', who) }),
});

/** Reasons given for an event, and by whom. */
export const eventReasons = sqliteTable(
  'event_reasons',
  { ...memberOf(...eventId), reason: text().notNull(), ...anyColumns('by') },
  (t) => [
    recordForeignKey(t.by_collection, t.by_id),
    byOwner('event_reasons', t),
    by('event_reasons', t.by_id, t.id),
  ],
);

const eventReasonResource = defineMembers({
  name: 'event_reasons',
  singular: 'event_reason',
  about: 'Reasons that different speakers give for events.',
  of: ofEvents,
  field: 'reasons',
  member: reason,
  key: ({ by }) => `${by.split('/')[1]}`,
  table: eventReasons,
  row: ({ by, ...reason }) => ({ ...reason, ...anyValues('by', by) }),
});

/** The date that an event goes by, the first of its dates; undefined where it has none. */
export const getEventDate = (event: Rec | undefined) =>
  (event?.dates as { edtf: string; basis: (typeof DATE_BASES)[number] }[] | undefined)?.[0];

/** `/events`, from the files in `data/events`. */
export const eventResource = defineResource({
  name: 'events',
  singular: 'event',
  about:
    'Happenings that the sources speak of, dated as they date them, with the reasons that different speakers give.',
  record: z.strictObject({
    id: slug,
    title: prose.describe('Title in our own words'),
    summary: prose.describe('What the sources say of it, in our own words'),
    type: open(ploverType.describe('Event type in PLOVER, where one fits'), 'not_applicable'),
    standing: standing.describe('How it stands in the sources'),
    dates: list(date, 'Dates as the sources give them; the first is used for sorting and filtering'),
    relations: list(relation, 'How it stands to other events'),
    duration: open(prose.describe('How long it took')),
    participants: list(participant, 'Who took part, by role'),
    weapons: list(ref('weapons', 'Weapon'), 'Weapons used in it or that it is about'),
    regions: list(ref('regions', 'Region'), 'Where it happened'),
    casualties: open(prose.describe('Dead and injured, as the sources state them')),
    targets: list(prose, 'What was hit or is aimed at, in our own words'),
    topics: list(ref('topics', 'Topic'), 'What it is about'),
    reasons: list(reason, 'Reasons that different speakers give for it'),
    citations,
    ...readings,
    ...common,
  }),
  derived: {
    date: open(edtf('The date used for sorting and filtering')),
    date_basis: dateBasis,
    ...corroboration,
  },
  derive: (event, dataset) => {
    const told = dataset.findReferrers('events', event.id, 'statements', 'about');
    const chosen = getEventDate(event);
    return {
      date: chosen?.edtf ?? null,
      date_basis: chosen?.basis ?? null,
      ...corroborate(dataset, 'events', event.id, told),
    };
  },
  label: 'title',
  table: events,
  row: ({ date, ...event }) => ({ ...event, ...dateValues('date', date) }),
  lists: () => ({
    doubts: doubtResource,
    dates: eventDateResource,
    relations: eventRelationResource,
    participants: eventParticipantResource,
    weapons: eventWeapons,
    regions: eventRegions,
    targets: eventTargetResource,
    topics: eventTopics,
    reasons: eventReasonResource,
    sources: eventSources,
    origins: eventOrigins,
  }),
  filters: {
    type: 'type',
    standing: 'standing',
    participant: 'participants.who',
    party: { path: 'participants.who', of: 'parties' },
    person: { path: 'participants.who', of: 'people' },
    weapon: 'weapons',
    region: { path: 'regions', below: true },
    topic: { path: 'topics', below: true },
    date: 'date',
    ...corroborationFilters,
  },
  sorts: { date: 'date', title: 'title', source_count: 'source_count' },
  includes: {
    statements: { collection: 'statements', filter: 'event' },
    said: { collection: 'statements', filter: 'occasion' },
    positions: { collection: 'positions', filter: 'occasion' },
    commitments: { collection: 'commitments', filter: 'occasion' },
  },
});
