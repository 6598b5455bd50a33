import { sqliteTable, text } from 'drizzle-orm/sqlite-core';
import * as z from 'zod';
import {
  anyColumns,
  anyColumnsOrNull,
  anyLinkTable,
  anyValues,
  basedDateColumns,
  by,
  byCounts,
  byDate,
  byOwner,
  byReading,
  checkBasis,
  checkWholeOrNull,
  checkWords,
  corroborationColumns,
  dateValues,
  id,
  linkTable,
  memberOf,
  readingColumns,
  recordForeignKey,
  requiredRef,
} from './columns.ts';
import { commitmentStatements } from './commitments.ts';
import { corroborate, corroboration, corroborationFilters } from './corroboration.ts';
import { demandStatements } from './demands.ts';
import { events, getEventDate } from './events.ts';
import {
  actorRef,
  anyRef,
  citations,
  common,
  dateBasis,
  edtf,
  embeddings,
  evidenceHere,
  getWords,
  list,
  member,
  open,
  printed,
  prose,
  RESPONSES,
  readings,
  ref,
  responseKind,
  slug,
  speakerRef,
  VOICES,
  voice,
  words,
} from './fields.ts';
import { parties } from './parties.ts';
import { positionStatements } from './positions.ts';
import { quotationStatements } from './quotations.ts';
import { defineMembers, defineResource } from './resource.ts';
import { doubtResource } from './shared.ts';
import { sources } from './sources.ts';
import { topics } from './topics.ts';

const statementKind = words('StatementKind', 'What is done with the words of an utterance', {
  demand: 'asks somebody to do or leave something',
  proposal: 'puts a plan forward',
  offer: 'says what the speaker would do for another',
  threat: 'announces harm, tied to what another does',
  warning: 'points to a danger',
  accusation: 'says that another did wrong',
  criticism: 'finds fault',
  denial: 'says that something is not so',
  rejection: 'turns down what another asks or offers',
  assessment: 'judges a situation',
  prediction: 'says what will come',
  claim: 'says that something is so',
  commitment: 'binds the speaker',
  position: 'says where the speaker stands',
  wish: 'says what the speaker would like',
  praise: 'finds good',
});
const STATEMENT_KINDS = getWords(statementKind);
/** In whose words a fragment is: quoted, or the source's. */
export const speechWord = words('Speech', 'In whose words a fragment is', {
  direct: 'inside quotation marks, as the speaker’s words',
  indirect: 'in the words of the source',
});
/** The words of `speechWord`, as tables take them. */
export const SPEECHES = getWords(speechWord);
/** As `speechWord`, of a whole report, whose fragments may differ. */
export const reportSpeech = words('ReportSpeech', 'In whose words a report is', {
  direct: 'the whole is quoted',
  indirect: 'none of it is',
  mixed: 'the source’s own words with quoted pieces',
});
/** The words of `reportSpeech`, as tables take them. */
export const REPORT_SPEECHES = getWords(reportSpeech);

/** One through whom a report came: named, or only called something. */
export const via = z.strictObject({
  who: open(anyRef(['people', 'parties', 'agreements'], 'The link, where it is named'), 'not_in_sources'),
  as: open(printed.describe('How the source calls the link'), 'not_applicable'),
});
/** A fragment of a report, and the part of the utterance that it renders. */
export const wording = evidenceHere('part', {
  part: slug.describe('The part of the utterance that the fragment renders; the same word in every report'),
  speech: speechWord.describe('In whose words it is'),
});

/** How one source renders a statement; a record of its own in `/reports`. */
export const report = member('source', {
  source: ref('sources', 'The document that reports it'),
  verb: open(printed.describe('The verb of attribution as printed'), 'not_applicable'),
  speech: open(
    reportSpeech.describe('In whose words it is; from its fragments where nothing else is written'),
    'not_applicable',
  ),
  via: list(via, 'The chain through which it came, the link nearest to the source first'),
  origin: open(ref('parties', 'Whose reporting it rests on; that of its source where the report names none')),
  wording: list(wording, 'Fragments by part of the utterance'),
});

/** As written; else direct, indirect, or mixed where fragments of both stand in one report. */
export function findSpeech(report: Record<string, unknown>): (typeof REPORT_SPEECHES)[number] {
  if (report.speech) return report.speech as (typeof REPORT_SPEECHES)[number];
  const speeches = new Set((report.wording as { speech: 'direct' | 'indirect' }[]).map((w) => w.speech));
  const [only] = speeches;
  return speeches.size === 1 && only ? only : 'mixed';
}

const ABOUT = ['people', 'parties', 'weapons', 'regions', 'events', 'agreements', 'statements', 'demands'];

const statementRelation = words('StatementRelation', 'How a statement stands to another', {
  repeats: 'it says the same again',
  qualifies: 'it limits or adds to the other',
  contradicts: 'both cannot be so',
});
const STATEMENT_RELATIONS = getWords(statementRelation);

const response = member('to', {
  to: anyRef(['demands', 'parties'], 'A demand, or all demands of a party'),
  response: responseKind.describe('How it responds'),
});
const relation = member('statement', {
  relation: statementRelation.describe('How it stands to the other statement'),
  statement: ref('statements', 'The other statement'),
});

/** One row an utterance, however many sources report it. */
export const statements = sqliteTable(
  'statements',
  {
    id: id(),
    title: text().notNull(),
    paraphrase: text().notNull(),
    ...anyColumns('speaker'),
    voice: text({ enum: VOICES }).notNull(),
    kind: text({ enum: STATEMENT_KINDS }).notNull(),
    ...anyColumnsOrNull('holder'),
    target: text(),
    condition: text(),
    occasion_id: text().references(() => events.id),
    ...basedDateColumns('date'),
    ...corroborationColumns,
    ...readingColumns,
    revised: text().notNull(),
  },
  (t) => [
    checkWholeOrNull('statements', t.holder_collection, t.holder_id),
    checkBasis('statements', t.date_basis),
    ...byReading('statements', t),
    by('statements', t.revised, t.id),
    checkWords('statements', t.voice, VOICES),
    checkWords('statements', t.kind, STATEMENT_KINDS),
    recordForeignKey(t.speaker_collection, t.speaker_id),
    recordForeignKey(t.holder_collection, t.holder_id),
    by('statements', t.title, t.id),
    ...byCounts('statements', t),
    ...byDate('statements', t.id, t.date, t.date_earliest, t.date_latest),
    by('statements', t.speaker_id, t.speaker_collection, t.id),
    by('statements', t.kind, t.id),
    by('statements', t.voice, t.id),
    by('statements', t.holder_id, t.holder_collection, t.id),
    by('statements', t.occasion_id, t.id),
  ],
);

const statementId: [string, () => typeof statements.id] = ['statement_id', () => statements.id];
const ofStatements = { collection: 'statements', singular: 'statement' };
/** To whom a statement is addressed: people and parties. */
export const statementAddressees = anyLinkTable('statement_addressees', statementId, 'addressee');
/** Whom and what a statement is about. */
export const statementAbout = anyLinkTable('statement_about', statementId, 'about');
/** Under which topics a statement falls. */
export const statementTopics = linkTable('statement_topics', statementId, ['topic_id', () => topics.id]);
/** Which documents stand behind a statement; derived. */
export const statementSources = linkTable('statement_sources', statementId, ['source_id', () => sources.id]);
/** Whose reporting a statement's sources and reports say they rest on; derived. */
export const statementOrigins = linkTable('statement_origins', statementId, ['party_id', () => parties.id]);

/** Which demands, or all of which party, a statement responds to. */
export const statementResponses = sqliteTable(
  'statement_responses',
  {
    ...memberOf(...statementId),
    ...anyColumns('to'),
    response: text({ enum: RESPONSES }).notNull(),
  },
  (t) => [
    checkWords('statement_responses', t.response, RESPONSES),
    recordForeignKey(t.to_collection, t.to_id),
    byOwner('statement_responses', t),
    by('statement_responses', t.response, t.id),
    by('statement_responses', t.to_id, t.to_collection, t.owner),
  ],
);

const statementResponseResource = defineMembers({
  name: 'statement_responses',
  singular: 'statement_response',
  about: 'How statements respond to demands, or to all that a party demands.',
  of: ofStatements,
  field: 'responds_to',
  member: response,
  key: ({ to }) => to,
  table: statementResponses,
  row: ({ to, ...response }) => ({ ...response, ...anyValues('to', to) }),
});

/** Which statement repeats, qualifies or contradicts which. */
export const statementRelations = sqliteTable(
  'statement_relations',
  {
    ...memberOf('from_statement_id', () => statements.id),
    relation: text({ enum: STATEMENT_RELATIONS }).notNull(),
    statement_id: requiredRef(() => statements.id),
  },
  (t) => [
    checkWords('statement_relations', t.relation, STATEMENT_RELATIONS),
    byOwner('statement_relations', t),
    by('statement_relations', t.relation, t.id),
    by('statement_relations', t.statement_id, t.owner),
  ],
);

const statementRelationResource = defineMembers({
  name: 'statement_relations',
  singular: 'statement_relation',
  about: 'How statements stand to each other: which repeats, qualifies or contradicts which.',
  of: { collection: 'statements', singular: 'from_statement' },
  field: 'relations',
  member: relation,
  key: ({ relation, statement }) => `${relation}-${statement}`,
  table: statementRelations,
  row: ({ statement, ...relation }) => ({ ...relation, statement_id: statement }),
});

/** `/statements`, from the files in `data/statements`. */
export const statementResource = defineResource({
  name: 'statements',
  singular: 'statement',
  about:
    'Utterances: one proposition by one speaker on one occasion, with a report for each source that has it. What is said here is said, not so.',
  record: z.strictObject({
    id: slug,
    title: prose.describe('Title in our own words'),
    paraphrase: prose.describe('What is said, in one sentence of our own'),
    speaker: speakerRef('Who says it; a source where it speaks in its own voice'),
    voice,
    kind: statementKind.describe('What kind of utterance it is'),
    addressees: list(actorRef('Addressee'), 'To whom it is addressed'),
    about: list(anyRef(ABOUT, 'Record'), 'Whom and what it is about'),
    holder: open(
      actorRef('Whose wish or view it reports, where that is not the speaker’s own'),
      'not_applicable',
    ),
    target: open(prose.describe('What a threat or warning is aimed at, in words'), 'not_applicable'),
    condition: open(prose.describe('On what condition, in words')),
    topics: list(ref('topics', 'Topic'), 'What it is about'),
    occasion: open(ref('events', 'The event at which it was said')),
    date: open(edtf('When it was said: as its file has it, else as its occasion is dated')),
    responds_to: list(response, 'Demands that it responds to'),
    relations: list(relation, 'How it stands to other statements'),
    reports: z
      .array(report)
      .min(1)
      .describe('How each source renders it')
      .register(embeddings, { collection: 'reports' }),
    citations,
    ...readings,
    ...common,
  }),
  derived: {
    date_basis: dateBasis,
    quotations: list(ref('quotations', 'Quotation'), 'Quotations of it, held against a transcript'),
    commitments: list(ref('commitments', 'Commitment'), 'The commitments that rest on it'),
    positions: list(ref('positions', 'Position'), 'The positions that rest on it'),
    demands: list(ref('demands', 'Demand'), 'The demands that rest on it'),
    ...corroboration,
  },
  derive: (statement, dataset) => {
    const chosen = getEventDate(dataset.get('events', String(statement.occasion)));
    const positions = dataset.findReferrers('statements', statement.id, 'positions', 'statements');
    return {
      date: statement.date ?? chosen?.edtf ?? null,
      date_basis: statement.date ? 'stated' : (chosen?.basis ?? null),
      quotations: dataset
        .findReferrers('statements', statement.id, 'quotations', 'statements')
        .map(({ id }) => id),
      commitments: dataset
        .findReferrers('statements', statement.id, 'commitments', 'statements')
        .map(({ id }) => id),
      positions: positions.map(({ id }) => id),
      demands: [...new Set(positions.map(({ demand }) => demand))],
      ...corroborate(dataset, 'statements', statement.id, [statement]),
    };
  },
  label: 'title',
  table: statements,
  row: ({ speaker, holder, occasion, date, ...statement }) => ({
    ...statement,
    ...anyValues('speaker', speaker),
    ...anyValues('holder', holder),
    occasion_id: occasion,
    ...dateValues('date', date),
  }),
  lists: () => ({
    doubts: doubtResource,
    addressees: statementAddressees,
    about: statementAbout,
    topics: statementTopics,
    responds_to: statementResponseResource,
    relations: statementRelationResource,
    reports: 'reports',
    quotations: {
      table: quotationStatements,
      owner: quotationStatements.value,
      value: quotationStatements.owner,
      insertAs: null,
    },
    commitments: {
      table: commitmentStatements,
      owner: commitmentStatements.value,
      value: commitmentStatements.owner,
      insertAs: null,
    },
    positions: {
      table: positionStatements,
      owner: positionStatements.value,
      value: positionStatements.owner,
      insertAs: null,
    },
    demands: {
      table: demandStatements,
      owner: demandStatements.value,
      value: demandStatements.owner,
      insertAs: null,
    },
    sources: statementSources,
    origins: statementOrigins,
  }),
  filters: {
    speaker: 'speaker',
    kind: 'kind',
    voice: 'voice',
    addressee: 'addressees',
    about: { path: 'about', below: true },
    person: { path: 'about', of: 'people' },
    party: { path: 'about', of: 'parties' },
    weapon: { path: 'about', of: 'weapons' },
    region: { path: 'about', of: 'regions', below: true },
    event: { path: 'about', of: 'events' },
    agreement: { path: 'about', of: 'agreements' },
    holder: 'holder',
    topic: { path: 'topics', below: true },
    occasion: 'occasion',
    responds_to: 'responds_to.to',
    demand: 'demands',
    position: 'positions',
    commitment: 'commitments',
    quotation: 'quotations',
    date: 'date',
    ...corroborationFilters,
  },
  sorts: {
    date: 'date',
    title: 'title',
    source_count: 'source_count',
    origin_count: 'origin_count',
  },
  includes: {
    demands: { collection: 'demands', filter: 'statement' },
    wording: { collection: 'wordings', filter: 'statement' },
    quotations: { collection: 'quotations', filter: 'statement' },
    divergences: { collection: 'divergences', filter: 'about' },
  },
});
