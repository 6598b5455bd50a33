import * as z from 'zod';
import { corroborate, corroboration, corroborationFilters } from './corroboration.ts';
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
} from './fields.ts';
import { defineResource } from './resource.ts';

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

const SPEAKERS = ['people', 'parties', 'sources'];
const ABOUT = ['people', 'parties', 'weapons', 'regions', 'events', 'agreements', 'statements', 'demands'];

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
  filters: {
    speaker: 'speaker',
    kind: 'kind',
    voice: 'voice',
    addressee: 'addressees',
    about: 'about',
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
    citations: { collection: 'citations', filter: 'record' },
    demands: { collection: 'demands', filter: 'statement' },
    wording: { collection: 'wordings', filter: 'statement' },
    divergences: { collection: 'divergences', filter: 'about' },
  },
});
