import { index, sqliteTable, text as textColumn } from 'drizzle-orm/sqlite-core';
import * as z from 'zod';
import { corroborate, corroboration } from '../model/corroboration.ts';
import {
  anyRef,
  citations,
  common,
  evidenceHere,
  list,
  member,
  open,
  ref,
  slug,
  text,
} from '../model/fields.ts';
import { below, column, type Dataset, defineResource, many, type Rec } from '../model/resource.ts';
import { anyLink, corroborationColumns, link, recordColumns } from '../model/tables.ts';
import { partiesTable } from './parties.ts';
import { regionsTable } from './regions.ts';
import { sourcesTable } from './sources.ts';
import { RESPONSES, statementsTable } from './statements.ts';
import { topicsTable } from './topics.ts';

export const DEMAND_KINDS = [
  'precondition',
  'required_term',
  'red_line',
  'expectation',
  'call',
  'proposal',
  'wish',
] as const;

export const demandsTable = sqliteTable(
  'demands',
  {
    ...recordColumns(),
    ...corroborationColumns(),
    party: textColumn()
      .notNull()
      .references(() => partiesTable.id),
    kind: textColumn({ enum: DEMAND_KINDS }).notNull(),
  },
  (t) => [
    index('demands_party').on(t.party, t.id),
    index('demands_kind').on(t.kind, t.id),
    index('demands_source_count').on(t.source_count, t.id),
    index('demands_origin_count').on(t.origin_count, t.id),
  ],
);
const demand = () => demandsTable;
export const demandAddressees = link('demand_addressees', demand, () => partiesTable);
export const demandTopics = link('demand_topics', demand, () => topicsTable);
export const demandRegions = link('demand_regions', demand, () => regionsTable);
export const demandVoices = anyLink('demand_voiced_by', demand);
export const demandReporters = anyLink('demand_reported_by', demand);
export const demandStatements = link('demand_statements', demand, () => statementsTable);

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

export const demandOrigins = link(
  'demand_origins',
  () => demandsTable,
  () => partiesTable,
);
export const demandSources = link(
  'demand_sources',
  () => demandsTable,
  () => sourcesTable,
);

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
  table: demandsTable,
  filters: {
    party: column('party', demandsTable.party),
    addressee: many('addressees', demandAddressees),
    kind: column('kind', demandsTable.kind),
    topic: below('topics', demandTopics),
    region: below('regions', demandRegions),
    person: many('voiced_by.who', demandVoices, 'people'),
    reported_by: many('reported_by', demandReporters),
    statement: many('statements', demandStatements),
    report_count: column('report_count', demandsTable.report_count),
    source_count: column('source_count', demandsTable.source_count),
    origin_count: column('origin_count', demandsTable.origin_count),
    origins_not_stated: column('origins_not_stated', demandsTable.origins_not_stated),
    source: many('sources', demandSources),
    origin: many('origins', demandOrigins),
  },
  sorts: {
    title: demandsTable.label,
    source_count: demandsTable.source_count,
    origin_count: demandsTable.origin_count,
  },
  includes: {
    citations: { collection: 'citations', filter: 'record' },
    statements: { collection: 'statements', filter: 'demand' },
    divergences: { collection: 'divergences', filter: 'about' },
  },
});
