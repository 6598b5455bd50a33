import * as z from 'zod';
import { common, open, ref, slug, text } from './fields.ts';
import { defineResource } from './resource.ts';

export const topics = defineResource({
  name: 'topics',
  singular: 'topic',
  about: 'The controlled vocabulary of subjects, at most two levels deep, each with its definition.',
  record: z.strictObject({
    id: slug,
    name: text.describe('Name of the topic'),
    parent: open(ref('topics', 'The broader topic'), 'not_applicable'),
    definition: text.describe('What belongs under the topic'),
    scope_note: open(text.describe('What does not, and where it goes instead'), 'not_applicable'),
    ...common,
  }),
  label: 'name',
  filters: { parent: 'parent' },
  sorts: { name: 'name' },
  includes: {
    demands: { collection: 'demands', filter: 'topic' },
    statements: { collection: 'statements', filter: 'topic' },
    events: { collection: 'events', filter: 'topic' },
  },
});
