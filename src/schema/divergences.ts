import * as z from 'zod';
import { cited, sourcesOf } from './corroboration.ts';
import { anyRef, citations, common, evidenceHere, list, member, ref, slug, text } from './fields.ts';
import { defineResource } from './resource.ts';

export const DIVERGENCE_KINDS = [
  'wording',
  'date',
  'name',
  'attribution',
  'condition',
  'scope',
  'description',
  'only_one_reports',
] as const;

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

export const divergences = defineResource({
  name: 'divergences',
  singular: 'divergence',
  about: 'Points on which the sources differ, with the position of each.',
  record: z.strictObject({
    id: slug,
    title: text.describe('Title in our own words'),
    kind: z.enum(DIVERGENCE_KINDS).describe('In what the sources differ'),
    summary: text.describe('How they differ, in our own words'),
    about: list(anyRef(ABOUT, 'Record'), 'What it is about'),
    positions: z
      .array(
        member('source', {
          source: ref('sources', 'The document'),
          position: text.describe('What it has, in our own words'),
          citations: list(
            evidenceHere('exact', {}),
            'The passages that show it; none where it says nothing of it',
          ),
        }),
      )
      .min(2)
      .describe('The position of each source'),
    citations,
    ...common,
  }),
  derived: cited,
  derive: (divergence, dataset) => ({ sources: sourcesOf(dataset, 'divergences', divergence.id) }),
  label: 'title',
  filters: {
    kind: 'kind',
    about: 'about',
    source: 'sources',
  },
  sorts: { title: 'title' },
  includes: { citations: { collection: 'citations', filter: 'record' } },
});
