/** What the tables and columns of the file mean, for whoever opens it with SQL: two tables in it say so. */
import { is } from 'drizzle-orm';
import {
  getTableConfig,
  getViewConfig,
  primaryKey,
  SQLiteTable,
  type SQLiteView,
  sqliteTable,
  text,
} from 'drizzle-orm/sqlite-core';
import type * as z from 'zod';
import { records } from './columns.ts';
import { fullSchema } from './present.ts';
import type { Resource } from './resource.ts';
import { columnNames, isMembers, listsOf } from './storage.ts';
import { elementOf, shapeOf, unwrap } from './walk.ts';

type Schema = z.core.$ZodType;

export const tableGuide = sqliteTable('table_guide', {
  name: text().primaryKey(),
  kind: text({ enum: ['table', 'view'] }).notNull(),
  one_row_is: text().notNull(),
});

export const columnGuide = sqliteTable(
  'column_guide',
  { table_name: text().notNull(), column_name: text().notNull(), definition: text().notNull() },
  (t) => [primaryKey({ columns: [t.table_name, t.column_name] })],
);

/** A table or view, and what its columns mean. */
interface Entry {
  name: string;
  kind: 'table' | 'view';
  one_row_is: string;
  columns: { column_name: string; definition: string }[];
}

/** Columns that mean the same wherever they stand. */
const COMMON: Record<string, string> = {
  id: 'Id, unique in the table and stable',
  name: 'What it is shown as',
  ordinal: 'Its place in the list, from 0',
  position: 'Its place in the list, from 0',
  citation_id: 'The citation that gives the passage: citations.id',
  record_collection: 'The collection of the record it belongs to',
  record_id: 'The id of the record it belongs to, in that collection',
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
  const shape = shapeOf(schema) ?? {};
  const own = describe(shape[column]);
  if (own) return own;
  for (const [suffix, meaning] of PARTS) {
    const field = column.replace(suffix, '');
    if (field !== column && shape[field]) return `${describe(shape[field]) ?? field}: ${meaning}`;
  }
  for (const [field, inner] of Object.entries(shape)) {
    const part = shapeOf(inner)?.[column.slice(field.length + 1)];
    if (column.startsWith(`${field}_`) && part) return describe(part);
  }
  return undefined;
}

function entryOf(table: SQLiteTable, one_row_is: string, definition: (column: string) => string): Entry {
  return {
    name: getTableConfig(table).name,
    kind: 'table',
    one_row_is,
    columns: columnNames(table).map((column_name) => ({ column_name, definition: definition(column_name) })),
  };
}

const withDot = (text: string) => text.replace(/\.$/, '');

function tableOf(resource: Resource): Entry {
  const schema = fullSchema(resource);
  return entryOf(
    resource.table,
    resource.nested
      ? `A member of a list: ${withDot(resource.about)}`
      : `One ${resource.singular.replaceAll('_', ' ')}: ${withDot(resource.about)}`,
    (column) => define(schema, column) ?? COMMON[column] ?? column,
  );
}

/** The tables of lists of references and texts. */
function linksOf(resource: Resource): Entry[] {
  return [...listsOf(resource)].flatMap(([field, stored]) => {
    if (isMembers(stored) || stored.written === null || !is(stored.table, SQLiteTable)) return [];
    const schema = fullSchema(resource).shape[field] as Schema;
    const about = describe(schema) ?? describe(elementOf(schema)) ?? field;
    const one = resource.singular.replaceAll('_', ' ');
    return [
      entryOf(stored.table, `One of the ${field.replaceAll('_', ' ')} of one ${one}: ${about}`, (column) => {
        if (column === stored.owner.name) return `The ${one} whose list it is`;
        if (column === stored.value.name) return about;
        if (column === stored.collection?.name) return `${about}: in which collection it is`;
        return COMMON[column] ?? `How it stands to the ${one}`;
      }),
    ];
  });
}

/** What a view answers, and what its columns are. */
export interface ViewGuide {
  view: SQLiteView;
  one_row_is: string;
  /** Columns that are not named as those of the tables. */
  columns: Record<string, string>;
}

const viewEntry = ({ view, one_row_is, columns }: ViewGuide): Entry => {
  const { name, selectedFields } = getViewConfig(view);
  return {
    name,
    kind: 'view',
    one_row_is,
    columns: Object.keys(selectedFields).map((column_name) => ({
      column_name,
      definition: columns[column_name] ?? COMMON[column_name] ?? column_name,
    })),
  };
};

/** Every table and view of the dataset, each once. */
export function guide(collections: readonly Resource[], views: readonly ViewGuide[]): Entry[] {
  const all = [
    entryOf(
      records,
      'A record that others may refer to, of any collection',
      (column) => COMMON[column] ?? column,
    ),
    entryOf(
      tableGuide,
      'A table or a view of this file',
      (column) =>
        ({ name: 'Its name', kind: 'Whether it is a table or a view', one_row_is: 'What one row of it is' })[
          column
        ] ?? column,
    ),
    entryOf(
      columnGuide,
      'A column of a table or a view of this file',
      (column) =>
        ({ table_name: 'The table or view', column_name: 'The column', definition: 'What it means' })[
          column
        ] ?? column,
    ),
    ...collections.map(tableOf),
    ...collections.flatMap(linksOf),
    ...views.map(viewEntry),
  ];
  return [...new Map(all.map((entry) => [entry.name, entry])).values()].sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
}
