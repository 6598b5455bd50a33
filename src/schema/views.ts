/**
 * Answers to what people ask the file first, for whoever opens it with SQL; also with the SQLite that comes with systems
 * in use, which cannot open a file at all where a view is written in words that it does not know.
 */
import { sql } from 'drizzle-orm';
import { integer, sqliteView, text } from 'drizzle-orm/sqlite-core';
import { citationSupports } from './citations.ts';
import type { ViewGuide } from './guide.ts';

/** Demands with the names behind their ids, one row a demand. */
export const demandOverview = sqliteView('demand_overview', {
  id: text(),
  title: text(),
  party_id: text(),
  party: text(),
  addressees: text(),
  kind: text(),
  condition: text(),
  voiced_by: text(),
  responses: integer(),
  report_count: integer(),
  source_count: integer(),
  origin_count: integer(),
  origins_not_stated: integer(),
}).as(sql`
  select demands.id, demands.title, demands.party_id, parties.name as party,
    (select group_concat(name, ', ') from (
      select addressee.name from demand_addressees
        join parties as addressee on addressee.id = demand_addressees.party_id
        where demand_id = demands.id order by position)) as addressees,
    demands.kind, demands.condition,
    (select group_concat(voice, ', ') from (
      select label || ' (' || act || ')' as voice from demand_voices
        join records on records.collection = who_collection and records.id = who_id
        where demand_id = demands.id order by ordinal)) as voiced_by,
    (select count(*) from demand_responses where demand_id = demands.id) as responses,
    demands.report_count, demands.source_count, demands.origin_count, demands.origins_not_stated
  from demands join parties on parties.id = demands.party_id`);

/** What each source has of each part of a statement: one row a fragment. */
export const wordingsSideBySide = sqliteView('wordings_side_by_side', {
  statement_id: text(),
  title: text(),
  speaker: text(),
  part: text(),
  source_id: text(),
  source: text(),
  verb: text(),
  speech: text(),
  exact: text(),
  citation_id: text(),
}).as(sql`
  select statements.id as statement_id, statements.title, speakers.label as speaker, report_wordings.part, sources.id as source_id,
    sources.title as source, reports.verb, report_wordings.speech, report_wordings.exact, report_wordings.citation_id
  from report_wordings
    join reports on reports.id = report_wordings.report_id
    join statements on statements.id = reports.statement_id
    join sources on sources.id = reports.source_id
    join records as speakers on speakers.collection = statements.speaker_collection and speakers.id = statements.speaker_id
  order by statements.id, report_wordings.part, sources.id, report_wordings.ordinal`);

/** What is asserted of weapons and regions, and by whom: one row an assertion. */
export const assertions = sqliteView('assertions', {
  collection: text(),
  record_id: text(),
  name: text(),
  assertion_id: text(),
  asserted: text(),
  value: text(),
  unit: text(),
  of: text(),
  date: text(),
  asserted_by_collection: text(),
  asserted_by_id: text(),
  asserted_by: text(),
  voice: text(),
  source_count: integer(),
}).as(sql`
  select 'weapons' as collection, weapons.id as record_id, weapons.name, attributes.id as assertion_id, attribute as asserted, value, unit, "of", null as date,
    asserted_by_collection, asserted_by_id, records.label as asserted_by, voice,
    (select count(distinct source_id) from citations
      where record_collection = 'attributes' and citations.record_id = attributes.id) as source_count
  from attributes join weapons on weapons.id = weapon_id
    join records on records.collection = asserted_by_collection and records.id = asserted_by_id
  union all
  select 'regions', regions.id, regions.name, region_statuses.id, status, parties.name, null, null, date,
    asserted_by_collection, asserted_by_id, records.label, voice,
    (select count(distinct source_id) from citations where record_collection = 'regions'
      and citations.record_id = region_statuses.region_id and field = 'status' and member = region_statuses.ordinal)
  from region_statuses join regions on regions.id = region_id join parties on parties.id = by_id
    join records on records.collection = asserted_by_collection and records.id = asserted_by_id`);

/** Statements with who says it and for which party, one row a statement. */
export const statementOverview = sqliteView('statement_overview', {
  id: text(),
  title: text(),
  kind: text(),
  speaker: text(),
  party_id: text(),
  occasion: text(),
  date_earliest: text(),
  date_latest: text(),
  report_count: integer(),
  source_count: integer(),
  origin_count: integer(),
}).as(sql`
  select statements.id, statements.title, statements.kind, records.label as speaker,
    case speaker_collection when 'parties' then speaker_id when 'people' then people.party_id end as party_id,
    events.title as occasion, statements.date_earliest, statements.date_latest,
    statements.report_count, statements.source_count, statements.origin_count
  from statements join records on records.collection = speaker_collection and records.id = speaker_id
    left join people on speaker_collection = 'people' and people.id = speaker_id
    left join events on events.id = occasion_id`);

/** Topics and regions with all that lies below them: one row for each that lies below one, itself included. */
export const treesBelow = sqliteView('trees_below', {
  collection: text(),
  id: text(),
  below_id: text(),
}).as(sql`
  with recursive below(collection, id, below_id) as (
    select 'topics', id, id from topics union all select 'regions', id, id from regions
    union select below.collection, below.id, topics.id from below join topics
      on below.collection = 'topics' and topics.parent_id = below.below_id
    union select below.collection, below.id, regions.id from below join regions
      on below.collection = 'regions' and regions.parent_id = below.below_id)
  select collection, id, below_id from below`);

/** What each view answers. */
export const viewGuides: readonly ViewGuide[] = [
  {
    view: demandOverview,
    one_row_is: 'A demand, with the names behind its ids',
    columns: {
      title: 'Its title, in our own words',
      party_id: 'Who demands',
      party: 'Its name',
      addressees: 'Of whom',
      kind: 'How binding it is',
      condition: 'What it is tied to, in words',
      voiced_by: 'Who voices it, and whether it is made or restated',
      responses: 'How many responses there are, those to all of a party’s demands included',
      report_count: 'Reports of the statements it rests on',
      source_count: 'Distinct sources',
      origin_count: 'Distinct origins that sources name',
      origins_not_stated: 'Sources whose origin is not stated',
    },
  },
  {
    view: wordingsSideBySide,
    one_row_is: 'A fragment that a report has of a part of a statement',
    columns: {
      statement_id: 'The statement',
      title: 'Its title, in our own words',
      speaker: 'Who says it',
      part: 'The part of the utterance that the fragment renders',
      source_id: 'The source',
      source: 'Its label',
      verb: 'The verb of attribution as printed',
      speech: 'In quotation marks as the speaker’s words, or in the source’s own words',
      exact: 'The fragment, exact to the character',
    },
  },
  {
    view: assertions,
    one_row_is: 'An assertion about a weapon or a region, and who makes it',
    columns: {
      collection: 'weapons or regions',
      record_id: 'Id of the weapon or region',
      name: 'Its name',
      assertion_id: 'Id of the assertion: attributes.id or region_statuses.id',
      asserted: 'What is asserted: an attribute of a weapon, a status of a region',
      value: 'The value of the attribute, or the party that the status names',
      unit: 'The unit of the value',
      of: 'The part of the weapon that it is about',
      date: 'Since when, as asserted',
      asserted_by_collection: 'In which collection the asserter is',
      asserted_by_id: 'The asserter’s id',
      asserted_by: 'Who asserts it',
      voice: 'Whose assertion it is as the source puts it',
      source_count: 'Distinct sources of the passages that have it',
    },
  },
  {
    view: statementOverview,
    one_row_is: 'A statement, with the names behind its ids',
    columns: {
      title: 'Its title, in our own words',
      kind: 'What kind of utterance it is',
      speaker: 'Who says it',
      party_id:
        'The party that speaks, or that the person who speaks belongs to; null of sources and of people without one',
      occasion: 'The event at which it was said',
      date_earliest: 'The first day that its date can mean; null where it is open, or no date is known',
      date_latest: 'The last day that its date can mean; null where it is open, or no date is known',
      report_count: 'How many reports it has',
      source_count: 'Distinct sources',
      origin_count: 'Distinct origins that sources name',
    },
  },
  {
    view: treesBelow,
    one_row_is: 'A topic or a region, and one that lies below it, or itself',
    columns: { collection: 'topics or regions', id: 'The upper one', below_id: 'The lower one, or the same' },
  },
  {
    view: citationSupports,
    one_row_is: 'A record that a citation supports',
    columns: {
      citation_id: 'The citation',
      position:
        '0: the record it stands in; 1: the one which that is written in; 2: a position or commitment that rests on that; 3: a demand',
      record_collection: 'The collection of the record',
      record_id: 'Its id',
    },
  },
];
