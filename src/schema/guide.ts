/** What the tables and columns of the file mean, for whoever opens it with SQL: two tables in it say so. */
import { is } from 'drizzle-orm';
import {
  getTableConfig,
  getViewConfig,
  integer,
  primaryKey,
  SQLiteTable,
  type SQLiteView,
  sqliteTable,
  text,
} from 'drizzle-orm/sqlite-core';
import type * as z from 'zod';
import { records, release } from './columns.ts';
import { getFullSchema } from './present.ts';
import type { Resource } from './resource.ts';
import { getLists, isMembers } from './storage.ts';
import { getElement, getShape, unwrap } from './walk.ts';

type Schema = z.core.$ZodType;

/** One row a table or view of the file. */
export const tableGuide = sqliteTable('table_guide', {
  name: text().primaryKey(),
  kind: text({ enum: ['table', 'view'] }).notNull(),
  one_row_is: text().notNull(),
});

/** One row a column of a table or view. */
export const columnGuide = sqliteTable(
  'column_guide',
  {
    table_name: text().notNull(),
    column_name: text().notNull(),
    definition: text().notNull(),
    refers_to: text(),
    allowed: text(),
    may_be_null: integer({ mode: 'boolean' }),
  },
  (t) => [primaryKey({ columns: [t.table_name, t.column_name] })],
);

/** A table or view, and what its columns mean. */
export interface Entry {
  name: string;
  kind: 'table' | 'view';
  /** As Drizzle has it; null of a view. */
  table: SQLiteTable | null;
  one_row_is: string;
  columns: Omit<typeof columnGuide.$inferInsert, 'table_name'>[];
}

/** Columns that mean the same wherever they stand. */
const COMMON: Record<string, string> = {
  id: 'Id, unique in the table',
  name: 'What it is shown as',
  ordinal: 'Its place in the list, from 0',
  position: 'Its place in the list, from 0',
  citation_id: 'The citation that gives the passage: citations.id',
  record_collection: 'The collection of the record it belongs to',
  record_id:
    'The id of the record it belongs to, in that collection: join by both, since some ids are used in several',
  collection: 'The collection',
  label: 'The name or title of the record',
  speech: 'Direct or indirect',
  member: 'Of evidence for one member of a list: the ordinal of that member',
};

const PARTS: [suffix: RegExp, meaning: string][] = [
  [/_collection$/, 'in which collection it is'],
  [/_id$/, 'its id'],
  [/_earliest$/, 'the first day that it can mean; null where it is open'],
  [/_latest$/, 'the last day that it can mean; null where it is open'],
];

const describe = (schema: Schema | undefined): string | undefined =>
  schema && ((schema as z.ZodType).description ?? (unwrap(schema) as z.ZodType).description);

/** The definition of a column, from the field whose value stands in it. */
function define(schema: Schema, column: string): string | undefined {
  const shape = getShape(schema) ?? {};
  const own = describe(shape[column]);
  if (own) return own;
  for (const [suffix, meaning] of PARTS) {
    const field = column.replace(suffix, '');
    if (field !== column && shape[field]) return `${describe(shape[field]) ?? field}: ${meaning}`;
  }
  for (const [field, inner] of Object.entries(shape)) {
    const part = getShape(inner)?.[column.slice(field.length + 1)];
    if (column.startsWith(`${field}_`) && part) return describe(part);
  }
  return undefined;
}

/** What a column refers to, as `table.column`; of a reference into several collections both columns. */
function findTarget(table: SQLiteTable, name: string): string | null {
  for (const key of getTableConfig(table).foreignKeys) {
    const { columns, foreignColumns, foreignTable } = key.reference();
    const at = columns.findIndex((column) => column.name === name);
    if (at >= 0) return `${getTableConfig(foreignTable).name}.${foreignColumns[at]?.name}`;
  }
  return null;
}

function makeEntry(table: SQLiteTable, one_row_is: string, definition: (column: string) => string): Entry {
  return {
    name: getTableConfig(table).name,
    kind: 'table',
    table,
    one_row_is,
    columns: getTableConfig(table).columns.map((column) => ({
      column_name: column.name,
      definition: definition(column.name),
      refers_to: findTarget(table, column.name),
      allowed: column.enumValues?.join(', ') ?? null,
      may_be_null: !column.notNull,
    })),
  };
}

const stripDot = (text: string) => text.replace(/\.$/, '');

function describeTable(resource: Resource): Entry {
  const schema = getFullSchema(resource);
  return makeEntry(
    resource.table,
    resource.nested
      ? `A member of a list: ${stripDot(resource.about)}`
      : `One ${resource.singular.replaceAll('_', ' ')}: ${stripDot(resource.about)}`,
    (column) => define(schema, column) ?? COMMON[column] ?? column,
  );
}

/** The tables of lists of references and texts; several lists may stand in one, told apart by a column. */
function describeLinks(resource: Resource): Entry[] {
  const links = [...getLists(resource)].flatMap(([field, stored]) =>
    isMembers(stored) || stored.insertAs === null || !is(stored.table, SQLiteTable)
      ? []
      : [{ field, stored, table: stored.table }],
  );
  const one = resource.singular.replaceAll('_', ' ');
  const shape = getFullSchema(resource).shape as Record<string, Schema>;
  return [...Map.groupBy(links, ({ table }) => table)].map(([table, lists]) => {
    const fields = lists.map(({ field }) => field.replaceAll('_', ' '));
    const about = (field: string) =>
      (lists.length === 1 && describe(shape[field])) || describe(getElement(shape[field] as Schema)) || field;
    const [{ field, stored }] = lists as [(typeof links)[number]];
    return makeEntry(table, `In ${fields.join(', ')} of one ${one}: ${about(field)}`, (column) => {
      if (column === stored.owner.name) return `The ${one} whose list it is`;
      if (column === stored.value.name) return about(field);
      if (column === stored.collection?.name) return `${about(field)}: in which collection it is`;
      return COMMON[column] ?? `In which of these lists it stands: ${fields.join(', ')}`;
    });
  });
}

/** What a view answers, and what its columns are. */
export interface ViewGuide {
  view: SQLiteView;
  one_row_is: string;
  /** Columns that are not named as those of the tables. */
  columns: Record<string, string>;
}

const describeView = ({ view, one_row_is, columns }: ViewGuide): Entry => {
  const { name, selectedFields } = getViewConfig(view);
  return {
    name,
    kind: 'view',
    table: null,
    one_row_is,
    columns: Object.keys(selectedFields).map((column_name) => ({
      column_name,
      definition: columns[column_name] ?? COMMON[column_name] ?? column_name,
    })),
  };
};

/** Tables that are no collection's, and what their columns are. */
const OTHERS: [table: SQLiteTable, one_row_is: string, columns: Record<string, string>][] = [
  [
    records,
    'A record that others may refer to; some ids are used in several collections, so that both columns name one',
    { id: 'Its id, unique in its collection' },
  ],
  [
    release,
    'The release of the dataset that this file holds',
    {
      id: 'Its id: its day and the beginning of the hash',
      date: 'The day of the release',
      hash: 'SHA-256 of the records as they are written: the same data has the same, whatever made the file',
      title: 'What the dataset is called',
      description: 'What it holds',
      version: 'The version of the service that made the file',
      content:
        'SHA-256 of all that is served of it: other versions may make other answers of the same records',
      license: 'Under which license it may be used',
    },
  ],
  [
    tableGuide,
    'A table or a view of this file',
    { name: 'Its name', kind: 'Whether it is a table or a view', one_row_is: 'What one row of it is' },
  ],
  [
    columnGuide,
    'A column of a table or a view of this file',
    {
      table_name: 'The table or view',
      column_name: 'The column',
      definition: 'What it means',
      refers_to: 'The table and column that its values are found in',
      allowed: 'The words that it may hold, where only some are',
      may_be_null: 'Whether it may be null; of views nothing is said',
    },
  ],
];

/** Every table and view of the dataset, each once. */
export function makeGuide(collections: readonly Resource[], views: readonly ViewGuide[]): Entry[] {
  const all = [
    ...OTHERS.map(([table, one_row_is, columns]) =>
      makeEntry(table, one_row_is, (column) => columns[column] ?? COMMON[column] ?? column),
    ),
    ...collections.map(describeTable),
    ...collections.flatMap(describeLinks),
    ...views.map(describeView),
  ];
  return [...new Map(all.map((entry) => [entry.name, entry])).values()].sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
}
