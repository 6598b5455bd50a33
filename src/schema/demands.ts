import * as z from 'zod';
import { corroborate, corroboration, corroborationFilters } from './corroboration.ts';
import { anyRef, citations, common, evidenceHere, list, member, open, ref, slug, text } from './fields.ts';
import { type Dataset, defineResource, type Rec } from './resource.ts';
import { RESPONSES } from './statements.ts';

export const DEMAND_KINDS = [
  'precondition',
  'required_term',
  'red_line',
  'expectation',
  'call',
  'proposal',
  'wish',
] as const;

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

export const demands = defineResource({
  name: 'demands',
  singular: 'demand',
  about:
    'What one party asks of another, with how binding it is, who voices it, the statements it rests on, and the responses to it.',
  record: z.strictObject({
    id: slug,
    title: text.describe('Title in our own words'),
    summary: text.describe('What is demanded, in our own words'),
    party: ref('parties', 'Who demands'),
    addressees: list(ref('parties', 'Party'), 'Of whom; empty where the sources do not say'),
    kind: z
      .enum(DEMAND_KINDS)
      .describe(
        'precondition: without it no settlement; required_term: what a settlement must contain; red_line: what must not happen; expectation: what the party counts on; call: an appeal; proposal: a plan put forward; wish: wanted, not made a condition',
      ),
    condition: open(text.describe('What it is tied to, in words')),
    as_reported: list(
      member('source', {
        source: ref('sources', 'The document'),
        kind: z.enum(DEMAND_KINDS).describe('How binding it is as this source puts it'),
        condition: open(text.describe('What this source ties it to, in words')),
        citations: list(evidenceHere('exact', {}), 'The passages that show it'),
      }),
      'How each source puts it, where they differ',
    ),
    topics: list(ref('topics', 'Topic'), 'What it is about'),
    regions: list(ref('regions', 'Region'), 'Regions that it concerns'),
    voiced_by: list(
      member('who', {
        who: anyRef(['people', 'parties'], 'Who voices it'),
        act: z.enum(['made', 'restated']).describe('Whether the sources have it made then, or restated'),
        restates: open(anyRef(['people', 'parties'], 'Whose demand is restated, where a source says so')),
      }),
      'Who voices it for the party',
    ),
    reported_by: list(
      anyRef(['people', 'parties', 'sources'], 'Reporter'),
      'Who says that it is demanded, where only another side or a source says so',
    ),
    statements: z.array(ref('statements', 'Statement')).min(1).describe('The statements it rests on'),
    citations,
    ...common,
  }),
  derived: {
    responses: list(
      z.strictObject({
        response: z.enum(RESPONSES).describe('How it responds'),
        by: anyRef(['people', 'parties', 'sources'], 'Who responds'),
        to_all_of_party: z
          .boolean()
          .describe('Whether it responds to all that the party demands, not to this alone'),
        statement: ref('statements', 'The statement that responds'),
      }),
      'Responses to it, derived from statements',
    ),
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
