import { type AnySQLiteColumn, index, sqliteTable, text as textColumn } from 'drizzle-orm/sqlite-core';
import * as z from 'zod';
import { common, open, ref, slug, text } from '../model/fields.ts';
import { column, defineResource } from '../model/resource.ts';
import { recordColumns } from '../model/tables.ts';

export const topicsTable = sqliteTable(
  'topics',
  { ...recordColumns(), parent: textColumn().references((): AnySQLiteColumn => topicsTable.id) },
  (t) => [index('topics_parent').on(t.parent, t.id)],
);

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
  table: topicsTable,
  filters: { parent: column('parent', topicsTable.parent) },
  sorts: { name: topicsTable.label },
  includes: {
    demands: { collection: 'demands', filter: 'topic' },
    statements: { collection: 'statements', filter: 'topic' },
    events: { collection: 'events', filter: 'topic' },
  },
});
