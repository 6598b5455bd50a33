import * as z from 'zod';
import { corroborate, corroboration, corroborationFilters } from './corroboration.ts';
import {
  anyRef,
  citations,
  citationsHere,
  common,
  edtf,
  list,
  member,
  open,
  ref,
  slug,
  text,
} from './fields.ts';
import { defineResource } from './resource.ts';

/** The sixteen event types of PLOVER (openeventdata/PLOVER). */
export const PLOVER_TYPES = [
  'AGREE',
  'CONSULT',
  'SUPPORT',
  'CONCEDE',
  'COOPERATE',
  'AID',
  'RETREAT',
  'REQUEST',
  'ACCUSE',
  'REJECT',
  'THREATEN',
  'PROTEST',
  'SANCTION',
  'MOBILIZE',
  'COERCE',
  'ASSAULT',
] as const;
export const STANDINGS = ['reported', 'claimed', 'foreseen', 'hypothetical'] as const;
export const ROLES = [
  'actor',
  'target',
  'interviewer',
  'interviewee',
  'recipient',
  'supplier',
  'user',
  'participant',
] as const;

export const events = defineResource({
  name: 'events',
  singular: 'event',
  about:
    'Happenings that the sources speak of, dated as they date them, with the reasons that different speakers give.',
  record: z.strictObject({
    id: slug,
    title: text.describe('Title in our own words'),
    summary: text.describe('What the sources say of it, in our own words'),
    type: open(z.enum(PLOVER_TYPES).describe('Event type in PLOVER, where one fits'), 'not_applicable'),
    standing: z
      .enum(STANDINGS)
      .describe(
        'reported by a source in its own voice, only claimed by a speaker, foreseen, or hypothetical',
      ),
    dates: list(
      member('edtf', {
        edtf: edtf('The date'),
        basis: z.enum(['stated', 'inferred']).describe('Whether a source states it or it is inferred'),
        how: open(text.describe('What it is inferred from'), 'not_applicable'),
        citations: citationsHere,
      }),
      'Dates as the sources give them; the first is used for sorting and filtering',
    ),
    relations: list(
      member('event', {
        relation: z
          .enum(['before', 'after', 'part_of', 'in_response_to'])
          .describe('How it stands to the other event'),
        event: ref('events', 'The other event'),
        offset: open(text.describe('How long before or after')),
        asserted_by: anyRef(['people', 'parties', 'sources'], 'Who says so'),
        citations: citationsHere,
      }),
      'How it stands to other events',
    ),
    duration: open(text.describe('How long it took')),
    participants: list(
      member('who', {
        role: z.enum(ROLES).describe('Role in the event'),
        who: anyRef(['people', 'parties'], 'Who took part'),
      }),
      'Who took part, by role',
    ),
    weapons: list(ref('weapons', 'Weapon'), 'Weapons used in it or that it is about'),
    regions: list(ref('regions', 'Region'), 'Where it happened'),
    casualties: open(text.describe('Dead and injured, as the sources state them')),
    targets: list(text, 'What was hit or is aimed at, in our own words'),
    topics: list(ref('topics', 'Topic'), 'What it is about'),
    reasons: list(
      member('by', {
        reason: text.describe('The reason given, in our own words'),
        by: anyRef(['people', 'parties', 'sources'], 'Who gives it'),
        citations: citationsHere,
      }),
      'Reasons that different speakers give for it',
    ),
    citations,
    ...common,
  }),
  derived: { date: open(edtf('The date used for sorting and filtering')), ...corroboration },
  derive: (event, dataset) => {
    const told = dataset.referrers('events', event.id, 'statements', 'about');
    const [chosen] = event.dates as { edtf: string }[];
    return { date: chosen?.edtf ?? null, ...corroborate(dataset, 'events', event.id, told) };
  },
  label: 'title',
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
    citations: { collection: 'citations', filter: 'record' },
    statements: { collection: 'statements', filter: 'event' },
  },
});
