import { type AnySQLiteColumn, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import * as z from 'zod';
import { agreements } from './agreements.ts';
import {
  anyColumns,
  anyLinkTable,
  anyValues,
  by,
  byCounts,
  byDate,
  byOwner,
  byReading,
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
import { corroborate, corroboration, corroborationFilters, getStatements } from './corroboration.ts';
import { demands } from './demands.ts';
import { events } from './events.ts';
import {
  actorRef,
  citations,
  citationsHere,
  common,
  edtf,
  getWords,
  list,
  member,
  open,
  prose,
  RESPONSES,
  readings,
  ref,
  responseKind,
  slug,
  speakerRef,
  words,
} from './fields.ts';
import { parties } from './parties.ts';
import { dateHow, findDate, POSITION_DATE_BASES, saidDateBasis, voicedBy } from './position.ts';
import { defineMembers, defineResource } from './resource.ts';
import { doubtResource } from './shared.ts';
import { sources } from './sources.ts';
import { statements } from './statements.ts';
import { collectTopics, topics } from './topics.ts';

const commitmentKind = words('CommitmentKind', 'What a party does with what it holds out', {
  undertakes: 'it binds itself to do or leave something',
  grants: 'it gives something, with effect from then',
  offers: 'it would do or give something, and is not bound yet',
  refuses: 'it says that it will not do or give something',
});
const COMMITMENT_KINDS = getWords(commitmentKind);

const binding = words('Binding', 'In what form a party commits itself, as the sources have it', {
  treaty: 'in a treaty or an agreement between states',
  resolution: 'in a resolution of a body, of which it is a member',
  joint_statement: 'in a statement with others; it binds only whom it names',
  unilateral_statement: 'in a statement of its own',
  oral_offer: 'by word of mouth, in talks or before others',
  proposal: 'in a text that it puts forward, and that nobody has agreed to yet',
  not_stated: 'the sources do not say',
});
const BINDINGS = getWords(binding);

const keptWord = words('Kept', 'How far somebody says that a commitment was kept', {
  none: 'not at all',
  in_part: 'in part',
  whole: 'as a whole',
});
const KEPT = getWords(keptWord);

const answer = member('demand', {
  demand: ref('demands', 'The demand'),
  how: responseKind.describe('How it answers the demand'),
});
const kept = member('says', {
  kept: keptWord.describe('How far it was kept'),
  says: speakerRef('Who says so'),
  citations: citationsHere,
});

/** One row a commitment. */
export const commitments = sqliteTable(
  'commitments',
  {
    id: id(),
    title: text().notNull(),
    summary: text(),
    party_id: requiredRef(() => parties.id),
    kind: text({ enum: COMMITMENT_KINDS }).notNull(),
    binding: text({ enum: BINDINGS }).notNull(),
    condition: text(),
    deadline: text(),
    occasion_id: text().references(() => events.id),
    agreement_id: text().references(() => agreements.id),
    ...dateColumns('date'),
    date_basis: text({ enum: POSITION_DATE_BASES }),
    date_how: text(),
    ...corroborationColumns,
    ...readingColumns,
    revised: text().notNull(),
  },
  (t) => [
    checkWords('commitments', t.kind, COMMITMENT_KINDS),
    checkWords('commitments', t.binding, BINDINGS),
    checkWords('commitments', t.date_basis, POSITION_DATE_BASES),
    ...byReading('commitments', t),
    by('commitments', t.revised, t.id),
    by('commitments', t.title, t.id),
    ...byCounts('commitments', t),
    ...byDate('commitments', t.id, t.date, t.date_earliest, t.date_latest),
    by('commitments', t.party_id, t.id),
    by('commitments', t.kind, t.id),
    by('commitments', t.binding, t.id),
    by('commitments', t.occasion_id, t.id),
    by('commitments', t.agreement_id, t.id),
  ],
);

const commitmentId: [string, () => typeof commitments.id] = ['commitment_id', () => commitments.id];
const ofCommitments = { collection: 'commitments', singular: 'commitment' };
/** Towards whom a party commits itself: people and parties. */
export const commitmentTowards = anyLinkTable('commitment_towards', commitmentId, 'towards');
/** Who voices a commitment for its party: people and parties. */
export const commitmentVoices = anyLinkTable('commitment_voices', commitmentId, 'who');
/** The topics of what a commitment rests on and answers; derived. */
export const commitmentTopics = linkTable('commitment_topics', commitmentId, ['topic_id', () => topics.id]);
/** Which statements a commitment rests on. */
export const commitmentStatements = linkTable('commitment_statements', commitmentId, [
  'statement_id',
  () => statements.id,
]);
/** Which documents stand behind a commitment; derived. */
export const commitmentSources = linkTable('commitment_sources', commitmentId, [
  'source_id',
  () => sources.id,
]);
/** Whose reporting a commitment's sources and reports say they rest on; derived. */
export const commitmentOrigins = linkTable('commitment_origins', commitmentId, [
  'party_id',
  () => parties.id,
]);

/** Which demands a commitment answers, and how. */
export const commitmentAnswers = sqliteTable(
  'commitment_answers',
  {
    ...memberOf(...commitmentId),
    demand_id: requiredRef((): AnySQLiteColumn => demands.id),
    how: text({ enum: RESPONSES }).notNull(),
  },
  (t) => [
    checkWords('commitment_answers', t.how, RESPONSES),
    byOwner('commitment_answers', t),
    by('commitment_answers', t.demand_id, t.owner),
    by('commitment_answers', t.how, t.id),
  ],
);

const commitmentAnswerResource = defineMembers({
  name: 'commitment_answers',
  singular: 'commitment_answer',
  about: 'Which demands commitments answer, and how.',
  of: ofCommitments,
  field: 'answers',
  member: answer,
  key: ({ demand }) => demand,
  table: commitmentAnswers,
  row: ({ demand, ...answer }) => ({ ...answer, demand_id: demand }),
});

/** How far a commitment was kept, one row for each who says so. */
export const commitmentsKept = sqliteTable(
  'commitments_kept',
  { ...memberOf(...commitmentId), kept: text({ enum: KEPT }).notNull(), ...anyColumns('says') },
  (t) => [
    checkWords('commitments_kept', t.kept, KEPT),
    recordForeignKey(t.says_collection, t.says_id),
    byOwner('commitments_kept', t),
    by('commitments_kept', t.kept, t.id),
    by('commitments_kept', t.says_id, t.says_collection, t.owner),
  ],
);

const commitmentKeptResource = defineMembers({
  name: 'commitments_kept',
  singular: 'commitment_kept',
  about: 'How far commitments were kept, and who says so.',
  of: ofCommitments,
  field: 'kept',
  member: kept,
  key: ({ says }) => `${says.split('/')[1]}`,
  table: commitmentsKept,
  row: ({ says, ...kept }) => ({ ...kept, ...anyValues('says', says) }),
});

/** `/commitments`, from the files in `data/commitments`. */
export const commitmentResource = defineResource({
  name: 'commitments',
  singular: 'commitment',
  about:
    'What a party undertakes, grants, offers or refuses: towards whom, on which condition, how binding, which demands it answers, and whether somebody says that it was kept.',
  record: z.strictObject({
    id: slug,
    title: prose.describe('Title in our own words'),
    summary: open(
      prose.describe('What is held out, in our own words, where the title leaves something out'),
      'not_applicable',
    ),
    party: ref('parties', 'Who commits itself; of a joint text, only who is bound by this'),
    towards: list(actorRef('Person or party'), 'Towards whom; empty where the sources do not say'),
    kind: commitmentKind.describe('Whether it undertakes, grants, offers or refuses'),
    binding: binding.describe('In what form it commits itself'),
    condition: open(prose.describe('On what condition, in words')),
    deadline: open(prose.describe('By when, in words')),
    occasion: open(ref('events', 'The event on which it was said or agreed')),
    agreement: open(ref('agreements', 'The agreement or text that it stands in'), 'not_applicable'),
    date: open(edtf('When it was said or agreed: as written here, else as the occasion is dated')),
    date_how: dateHow,
    voiced_by: voicedBy,
    answers: list(answer, 'Demands that it answers'),
    kept: list(kept, 'How far it was kept, and who says so; empty where nobody does'),
    statements: list(ref('statements', 'Statement'), 'The statements it rests on'),
    citations,
    ...readings,
    ...common,
  }),
  derived: {
    date_basis: saidDateBasis,
    topics: list(ref('topics', 'Topic'), 'The topics of what it rests on and answers'),
    ...corroboration,
  },
  derive: (commitment, dataset) => ({
    ...findDate(commitment as never, dataset),
    topics: collectTopics(
      [
        ...(commitment.statements as string[]).map((id) => `statements/${id}`),
        ...(commitment.answers as z.output<typeof answer>[]).map(({ demand }) => `demands/${demand}`),
      ],
      dataset,
    ),
    ...corroborate(dataset, 'commitments', commitment.id, getStatements(commitment.statements, dataset)),
  }),
  label: 'title',
  table: commitments,
  row: ({ party, occasion, agreement, date, ...commitment }) => ({
    ...commitment,
    party_id: party,
    occasion_id: occasion,
    agreement_id: agreement,
    ...dateValues('date', date),
  }),
  lists: () => ({
    doubts: doubtResource,
    towards: commitmentTowards,
    voiced_by: commitmentVoices,
    answers: commitmentAnswerResource,
    kept: commitmentKeptResource,
    statements: commitmentStatements,
    topics: commitmentTopics,
    sources: commitmentSources,
    origins: commitmentOrigins,
  }),
  filters: {
    party: 'party',
    towards: 'towards',
    kind: 'kind',
    binding: 'binding',
    topic: { path: 'topics', below: true },
    demand: 'answers.demand',
    answer: 'answers.how',
    kept: 'kept.kept',
    person: { path: 'voiced_by', of: 'people' },
    occasion: 'occasion',
    agreement: 'agreement',
    statement: 'statements',
    date: 'date',
    ...corroborationFilters,
  },
  sorts: { date: 'date', title: 'title', source_count: 'source_count' },
  includes: {
    statements: { collection: 'statements', filter: 'commitment' },
  },
});
