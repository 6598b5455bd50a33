import { type AnySQLiteColumn, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import * as z from 'zod';
import { by, id } from './columns.ts';
import { common, open, prose, ref, slug } from './fields.ts';
import { type Dataset, defineResource } from './resource.ts';

/** One row a topic, below its parent. */
export const topics = sqliteTable(
  'topics',
  {
    id: id(),
    name: text().notNull(),
    parent_id: text().references((): AnySQLiteColumn => topics.id),
    definition: text().notNull(),
    scope_note: text(),
    revised: text().notNull(),
  },
  (t) => [by('topics', t.revised, t.id), by('topics', t.name, t.id), by('topics', t.parent_id, t.id)],
);

/** `/topics`, from the files in `data/topics`. */
export const topicResource = defineResource({
  name: 'topics',
  singular: 'topic',
  about: 'The controlled vocabulary of subjects, at most two levels deep, each with its definition.',
  record: z.strictObject({
    id: slug,
    name: prose.describe('Name of the topic'),
    parent: open(ref('topics', 'The broader topic'), 'not_applicable'),
    definition: prose.describe('What belongs under the topic'),
    scope_note: open(prose.describe('What does not, and where it goes instead'), 'not_applicable'),
    ...common,
  }),
  label: 'name',
  table: topics,
  row: ({ parent, ...topic }) => ({ ...topic, parent_id: parent }),
  filters: { parent: 'parent' },
  sorts: { name: 'name' },
  includes: {
    demands: { collection: 'demands', filter: 'topic' },
    statements: { collection: 'statements', filter: 'topic' },
    events: { collection: 'events', filter: 'topic' },
  },
});

/** The topics of records, named as `collection/id`: each once, in order. */
export function collectTopics(records: readonly string[], dataset: Dataset): string[] {
  const found = records.flatMap((record) => {
    const [collection = '', id = ''] = record.split('/');
    return (dataset.get(collection, id)?.topics ?? []) as string[];
  });
  return [...new Set(found)].sort();
}
