import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import * as z from 'zod';
import {
  anyLinkTable,
  by,
  byOwner,
  byReading,
  checkWords,
  id,
  linkTable,
  memberOf,
  readingColumns,
  requiredRef,
} from './columns.ts';
import { cited, citedFilters, citeSources } from './corroboration.ts';
import {
  anyRef,
  citations,
  common,
  evidenceHere,
  getWords,
  list,
  member,
  prose,
  readings,
  ref,
  slug,
  words,
} from './fields.ts';
import { defineMembers, defineResource } from './resource.ts';
import { doubtResource } from './shared.ts';
import { sources } from './sources.ts';
import { collectTopics, topics } from './topics.ts';

const divergenceKind = words('DivergenceKind', 'In what sources differ', {
  wording: 'the words',
  date: 'when it was',
  name: 'what somebody or something is called',
  attribution: 'who says it, or in whose voice',
  condition: 'what it hangs on',
  scope: 'how far it reaches',
  description: 'what it is said to be',
  only_one_reports: 'that one source alone has it',
});
const DIVERGENCE_KINDS = getWords(divergenceKind);

const ABOUT = [
  'people',
  'parties',
  'weapons',
  'regions',
  'events',
  'agreements',
  'statements',
  'demands',
  'sources',
];

const position = member('source', {
  source: ref('sources', 'The document'),
  position: prose.describe('What it has, in our own words'),
  citations: list(evidenceHere('exact', {}), 'The passages that show it; none where it says nothing of it'),
});

/** One row a point on which sources differ. */
export const divergences = sqliteTable(
  'divergences',
  {
    id: id(),
    title: text().notNull(),
    kind: text({ enum: DIVERGENCE_KINDS }).notNull(),
    summary: text().notNull(),
    source_count: integer().notNull(),
    ...readingColumns,
    revised: text().notNull(),
  },
  (t) => [
    ...byReading('divergences', t),
    by('divergences', t.revised, t.id),
    by('divergences', t.source_count, t.id),
    checkWords('divergences', t.kind, DIVERGENCE_KINDS),
    by('divergences', t.title, t.id),
    by('divergences', t.kind, t.id),
  ],
);

const divergenceId: [string, () => typeof divergences.id] = ['divergence_id', () => divergences.id];
/** Which records a divergence is about. */
export const divergenceAbout = anyLinkTable('divergence_about', divergenceId, 'about');
/** The topics of what a divergence is about; derived. */
export const divergenceTopics = linkTable('divergence_topics', divergenceId, ['topic_id', () => topics.id]);
/** Which documents a divergence's citations stand in; derived. */
export const divergenceSources = linkTable('divergence_sources', divergenceId, [
  'source_id',
  () => sources.id,
]);

/** What each source has on a point; not to be confused with the positions of demands. */
export const divergencePositions = sqliteTable(
  'divergence_positions',
  {
    ...memberOf(...divergenceId),
    source_id: requiredRef(() => sources.id),
    position: text().notNull(),
  },
  (t) => [byOwner('divergence_positions', t), by('divergence_positions', t.source_id, t.id)],
);

const divergencePositionResource = defineMembers({
  name: 'divergence_positions',
  singular: 'divergence_position',
  about: 'What each source has on the points on which they differ.',
  of: { collection: 'divergences', singular: 'divergence' },
  field: 'positions',
  member: position,
  key: ({ source }) => source,
  table: divergencePositions,
  row: ({ source, ...position }) => ({ ...position, source_id: source }),
});

/** `/divergences`, from the files in `data/divergences`. */
export const divergenceResource = defineResource({
  name: 'divergences',
  singular: 'divergence',
  about: 'Points on which the sources differ, with the position of each.',
  record: z.strictObject({
    id: slug,
    title: prose.describe('Title in our own words'),
    kind: divergenceKind.describe('In what the sources differ'),
    summary: prose.describe('How they differ, in our own words'),
    about: list(anyRef(ABOUT, 'Record'), 'What it is about'),
    positions: z.array(position).min(2).describe('The position of each source'),
    citations,
    ...readings,
    ...common,
  }),
  derived: {
    ...cited,
    topics: list(ref('topics', 'Topic'), 'The topics of what it is about'),
  },
  derive: (divergence, dataset) => ({
    ...citeSources(dataset, 'divergences', divergence.id),
    topics: collectTopics(divergence.about as string[], dataset),
  }),
  label: 'title',
  table: divergences,
  row: (divergence) => divergence,
  lists: () => ({
    doubts: doubtResource,
    about: divergenceAbout,
    positions: divergencePositionResource,
    topics: divergenceTopics,
    sources: divergenceSources,
  }),
  filters: {
    kind: 'kind',
    about: 'about',
    topic: { path: 'topics', below: true },
    ...citedFilters,
  },
  sorts: { title: 'title' },
});
