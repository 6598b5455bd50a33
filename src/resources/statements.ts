import { index, sqliteTable, text as textColumn } from 'drizzle-orm/sqlite-core';
import * as z from 'zod';
import { corroborate, corroboration } from '../model/corroboration.ts';
import {
  anyRef,
  citations,
  common,
  edtf,
  embeddings,
  evidenceHere,
  list,
  member,
  open,
  ref,
  slug,
  text,
  voice,
} from '../model/fields.ts';
import { below, column, date, defineResource, many } from '../model/resource.ts';
import { anyLink, corroborationColumns, dateColumns, link, recordColumns } from '../model/tables.ts';
import { eventsTable } from './events.ts';
import { partiesTable } from './parties.ts';
import { sourcesTable } from './sources.ts';
import { topicsTable } from './topics.ts';

export const STATEMENT_KINDS = [
  'demand',
  'proposal',
  'offer',
  'threat',
  'warning',
  'accusation',
  'criticism',
  'denial',
  'rejection',
  'assessment',
  'prediction',
  'claim',
  'commitment',
  'position',
  'wish',
  'praise',
] as const;
export const RESPONSES = ['rejects', 'accepts', 'overlaps', 'falls_short'] as const;
export const SPEECHES = ['direct', 'indirect'] as const;
export const REPORT_SPEECHES = [...SPEECHES, 'mixed'] as const;

/** How one source renders a statement; a record of its own in `/reports`. */
export const report = member('source', {
  source: ref('sources', 'The document that reports it'),
  verb: open(text.describe('The verb of attribution as printed'), 'not_applicable'),
  speech: open(
    z
      .enum(REPORT_SPEECHES)
      .describe(
        'direct: the whole is quoted; indirect: none is; mixed: the source’s own words with quoted pieces. From its fragments where nothing else is written',
      ),
    'not_applicable',
  ),
  via: list(
    z.strictObject({
      who: open(anyRef(['people', 'parties', 'agreements'], 'The link, where it is named'), 'not_in_sources'),
      as: open(text.describe('How the source calls the link'), 'not_applicable'),
    }),
    'The chain through which it came, the link nearest to the source first',
  ),
  origin: open(ref('parties', 'Whose reporting it rests on; that of its source where the report names none')),
  wording: list(
    evidenceHere('part', {
      part: slug.describe(
        'The part of the utterance that the fragment renders; the same word in every report',
      ),
      speech: z
        .enum(SPEECHES)
        .describe('Inside quotation marks as the speaker’s words, or in the source’s own words'),
    }),
    'Fragments by part of the utterance',
  ),
});

export const statementsTable = sqliteTable(
  'statements',
  {
    ...recordColumns(),
    ...dateColumns(),
    ...corroborationColumns(),
    kind: textColumn({ enum: STATEMENT_KINDS }).notNull(),
    voice: textColumn().notNull(),
    occasion: textColumn().references(() => eventsTable.id),
  },
  (t) => [
    index('statements_kind').on(t.kind, t.id),
    index('statements_voice').on(t.voice, t.id),
    index('statements_occasion').on(t.occasion, t.id),
    index('statements_date').on(t.date_order, t.id),
    index('statements_source_count').on(t.source_count, t.id),
    index('statements_origin_count').on(t.origin_count, t.id),
  ],
);
const statement = () => statementsTable;
export const statementSpeakers = anyLink('statement_speakers', statement);
export const statementAddressees = anyLink('statement_addressees', statement);
export const statementAbout = anyLink('statement_about', statement);
export const statementHolders = anyLink('statement_holders', statement);
export const statementResponds = anyLink('statement_responds_to', statement);
export const statementDemands = anyLink('statement_demands', statement);
export const statementTopics = link('statement_topics', statement, () => topicsTable);

const SPEAKERS = ['people', 'parties', 'sources'];
const ABOUT = ['people', 'parties', 'weapons', 'regions', 'events', 'agreements', 'statements', 'demands'];

export const statementOrigins = link(
  'statement_origins',
  () => statementsTable,
  () => partiesTable,
);
export const statementSources = link(
  'statement_sources',
  () => statementsTable,
  () => sourcesTable,
);

export const statements = defineResource({
  name: 'statements',
  singular: 'statement',
  about:
    'Utterances: one proposition by one speaker on one occasion, with a report for each source that has it. What is said here is said, not so.',
  record: z.strictObject({
    id: slug,
    title: text.describe('Title in our own words'),
    paraphrase: text.describe('What is said, in one sentence of our own'),
    speaker: anyRef(SPEAKERS, 'Who says it; a source where it speaks in its own voice'),
    voice,
    kind: z.enum(STATEMENT_KINDS).describe('What kind of utterance it is'),
    addressees: list(anyRef(['people', 'parties'], 'Addressee'), 'To whom it is addressed'),
    about: list(anyRef(ABOUT, 'Record'), 'Whom and what it is about'),
    holder: open(
      anyRef(['people', 'parties'], 'Whose wish or view it reports, where that is not the speaker’s own'),
      'not_applicable',
    ),
    target: open(text.describe('What a threat or warning is aimed at, in words'), 'not_applicable'),
    condition: open(text.describe('On what condition, in words')),
    topics: list(ref('topics', 'Topic'), 'What it is about'),
    occasion: open(ref('events', 'The event at which it was said')),
    date: open(edtf('When it was said, where that differs from its occasion')),
    responds_to: list(
      member('to', {
        to: anyRef(['demands', 'parties'], 'A demand, or all demands of a party'),
        response: z.enum(RESPONSES).describe('How it responds'),
      }),
      'Demands that it responds to',
    ),
    relations: list(
      member('statement', {
        relation: z
          .enum(['repeats', 'qualifies', 'contradicts'])
          .describe('How it stands to the other statement'),
        statement: ref('statements', 'The other statement'),
      }),
      'How it stands to other statements',
    ),
    reports: z
      .array(report)
      .min(1)
      .describe('How each source renders it')
      .register(embeddings, { collection: 'reports' }),
    citations,
    ...common,
  }),
  derived: {
    demands: list(ref('demands', 'Demand'), 'The demands that rest on it'),
    ...corroboration,
  },
  derive: (statement, dataset) => {
    const occasion = statement.occasion ? dataset.get('events', String(statement.occasion)) : undefined;
    const [chosen] = (occasion?.dates ?? []) as { edtf: string }[];
    return {
      date: statement.date ?? chosen?.edtf ?? null,
      demands: dataset
        .referrers('statements', statement.id, 'demands', 'statements')
        .map((demand) => demand.id),
      ...corroborate(dataset, 'statements', statement.id, [statement]),
    };
  },
  label: 'title',
  table: statementsTable,
  filters: {
    speaker: many('speaker', statementSpeakers),
    kind: column('kind', statementsTable.kind),
    voice: column('voice', statementsTable.voice),
    addressee: many('addressees', statementAddressees),
    about: many('about', statementAbout),
    person: many('about', statementAbout, 'people'),
    party: many('about', statementAbout, 'parties'),
    weapon: many('about', statementAbout, 'weapons'),
    region: below('about', statementAbout, 'regions'),
    event: many('about', statementAbout, 'events'),
    agreement: many('about', statementAbout, 'agreements'),
    holder: many('holder', statementHolders),
    topic: below('topics', statementTopics),
    occasion: column('occasion', statementsTable.occasion),
    responds_to: many('responds_to.to', statementResponds),
    demand: many('demands', statementDemands),
    date: date('date', statementsTable.date_from, statementsTable.date_to),
    report_count: column('report_count', statementsTable.report_count),
    source_count: column('source_count', statementsTable.source_count),
    origin_count: column('origin_count', statementsTable.origin_count),
    origins_not_stated: column('origins_not_stated', statementsTable.origins_not_stated),
    source: many('sources', statementSources),
    origin: many('origins', statementOrigins),
  },
  sorts: {
    date: statementsTable.date_order,
    title: statementsTable.label,
    source_count: statementsTable.source_count,
    origin_count: statementsTable.origin_count,
  },
  includes: {
    citations: { collection: 'citations', filter: 'record' },
    demands: { collection: 'demands', filter: 'statement' },
    wording: { collection: 'wordings', filter: 'statement' },
    divergences: { collection: 'divergences', filter: 'about' },
  },
});
