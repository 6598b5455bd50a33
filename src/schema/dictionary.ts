import { is } from 'drizzle-orm';
import { integer, SQLiteTable, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import * as z from 'zod';
import { slugify } from './citation.ts';
import { citations } from './citations.ts';
import { by, id, isBoolean, oneOf, textList } from './columns.ts';
import {
  list,
  meanings,
  NOT_STATED_REASONS,
  notStatedReason,
  open,
  reasonsOpen,
  recordId,
  references,
  words,
  wordsOf,
} from './fields.ts';
import { flatColumns } from './flat.ts';
import { fullSchema } from './present.ts';
import { type Dataset, defineResource, type Rec, type Resource } from './resource.ts';
import { notStatedResource } from './shared.ts';
import { hasColumn, isMembers, listsOf, nameOf, nestedIn } from './storage.ts';
import { elementOf, isDate, marked, shapeOf, typeOf, unwrap } from './walk.ts';

const fieldType = words('FieldType', 'What the values of a field are', {
  reference: 'records of other collections',
  date: 'dates in EDTF',
  text: 'text',
  number: 'numbers',
  boolean: 'true or false',
  word: 'one of a closed list of words',
  object: 'fields of their own',
});
const TYPES = wordsOf(fieldType);

type Schema = z.core.$ZodType;

function typeName(schema: Schema): (typeof TYPES)[number] {
  if (marked(references, schema)) return 'reference';
  if (isDate(schema)) return 'date';
  const type = typeOf(schema);
  if (type === 'enum') return 'word';
  if (type === 'object' || type === 'number' || type === 'boolean') return type;
  return 'text';
}

/** The columns of a table that hold a field: one, or those of a date or a reference. */
const columnsOf = (table: SQLiteTable, field: string): string[] =>
  [field, `${field}_earliest`, `${field}_latest`, `${field}_collection`, `${field}_id`].filter((name) =>
    hasColumn(table, name),
  );

/** Where the values of a field stand: its table, and the columns there; of a list of objects the table alone. */
function placeOf(
  resource: Resource,
  field: string,
  schema: Schema,
): { table: string | null; columns: string[] } {
  const stored = listsOf(resource).get(field);
  if (stored && isMembers(stored)) {
    const { name, scalar } = stored.members;
    return { table: name, columns: scalar === undefined ? [] : [scalar] };
  }
  if (stored) {
    const { value, collection } = stored;
    return { table: nameOf(stored.table), columns: [...(collection ? [collection.name] : []), value.name] };
  }
  const columns = columnsOf(resource.table, field);
  // An object has a column for each of its fields; evidence stands among the citations.
  return columns.length || (shapeOf(schema) && !elementOf(schema))
    ? { table: resource.name, columns }
    : { table: 'citations', columns: [] };
}

/** What each word means that the field may hold. */
const meaningsOf = (schema: Schema): string[] =>
  Object.entries(marked(meanings, schema)?.words ?? {}).map(([word, meaning]) => `${word}: ${meaning}`);

/** The fields of a schema, those of lists and objects below it with dotted names. */
function fieldsOf(
  schema: Schema,
  resource: Resource,
  collection: string,
  above = '',
  prefix = '',
  /** The table of a list that records of many collections share. */
  shared: SQLiteTable | null = null,
): Rec[] {
  return Object.entries(shapeOf(schema) ?? {}).flatMap(([key, field]) => {
    const element = elementOf(field);
    const inner = element ?? field;
    const path = above + key;
    const open = marked(reasonsOpen, field);
    const options = (unwrap(inner) as unknown as { options?: string[] }).options;
    const description = (s: Schema) => (s as { description?: string }).description;
    const stored = listsOf(resource).get(prefix + key);
    const cells = above ? [] : flatColumns(resource).filter((column) => column.field === key);
    const row = {
      id: `${slugify(collection)}.${path.split('.').map(slugify).join('.')}`,
      collection,
      field: path,
      ...(shared
        ? { table: nameOf(shared), columns: columnsOf(shared, key) }
        : placeOf(resource, prefix + key, field)),
      csv_columns: cells.map(({ header }) => header),
      type: typeName(inner),
      many: element !== undefined,
      definition: [
        description(field) ?? description(unwrap(field)) ?? cells[0]?.about ?? path,
        ...meaningsOf(inner),
      ].join('; '),
      allowed: options ?? [],
      points_to: [...(marked(references, inner)?.collections ?? [])],
      may_be_null: open !== undefined,
      null_means: open?.reason ?? null,
    };
    if (marked(references, inner)) return [row];
    const owner = stored && isMembers(stored) ? stored.members : resource;
    const list = stored && !isMembers(stored) && is(stored.table, SQLiteTable) ? stored.table : null;
    const isEvidence = element !== undefined && row.table === 'citations';
    const table = isEvidence ? citations : list;
    const below = fieldsOf(inner, owner, collection, `${path}.`, owner === resource ? `${key}_` : '', table);
    return [row, ...below];
  });
}

/** What every record is served with beside the fields of its schema: its URL, its label, why fields are empty. */
function addedTo(resource: Resource): Rec[] {
  const { shape } = fullSchema(resource);
  const added = flatColumns(resource).filter(({ field }) => !(field in shape));
  return added.map(({ field, header, about }) => ({
    id: `${slugify(resource.name)}.${slugify(field)}`,
    collection: resource.name,
    field,
    table: ({ citation: 'citations', not_stated: 'not_stated' } as Record<string, string>)[field] ?? null,
    columns: [],
    csv_columns: [header],
    type: ({ citation: 'reference', not_stated: 'object' } as Record<string, string>)[field] ?? 'text',
    many: field === 'not_stated',
    definition: about,
    allowed: [],
    points_to: field === 'citation' ? ['citations'] : [],
    may_be_null: false,
    null_means: null,
  }));
}

const dictionaryOf = (dataset: Dataset): Rec[] =>
  [...dataset.resources, ...new Set(dataset.resources.flatMap(nestedIn)), notStatedResource]
    .flatMap((resource: Resource) => [
      ...fieldsOf(fullSchema(resource), resource, resource.name),
      ...addedTo(resource),
    ])
    .sort((a, b) => (a.id < b.id ? -1 : 1));

/** One row a field of a collection, or of an object inside one. */
export const dictionary = sqliteTable(
  'dictionary',
  {
    id: id(),
    name: text().notNull(),
    collection: text().notNull(),
    field: text().notNull(),
    table: text(),
    type: text({ enum: TYPES }).notNull(),
    many: integer({ mode: 'boolean' }).notNull(),
    definition: text().notNull(),
    may_be_null: integer({ mode: 'boolean' }).notNull(),
    null_means: text({ enum: NOT_STATED_REASONS }),
  },
  (t) => [
    isBoolean('dictionary', t.may_be_null),
    isBoolean('dictionary', t.many),
    oneOf('dictionary', t.type, TYPES),
    oneOf('dictionary', t.null_means, NOT_STATED_REASONS),
    by('dictionary', t.collection, t.id),
  ],
);

const entryId: [string, () => typeof dictionary.id] = ['dictionary_id', () => dictionary.id];
/** The columns of the database that hold a field. */
export const dictionaryColumns = textList('dictionary_columns', entryId, 'column');
/** The headers in CSV and TSV that a field has. */
export const dictionaryCsvColumns = textList('dictionary_csv_columns', entryId, 'column');
/** The words that a field may hold, where only some are allowed. */
export const dictionaryAllowed = textList('dictionary_allowed', entryId, 'word');
/** The collections that a field refers to. */
export const dictionaryTargets = textList('dictionary_targets', entryId, 'collection');

/** `/dictionary`, made of the definitions themselves. */
export const dictionaryResource = defineResource({
  name: 'dictionary',
  singular: 'dictionary_entry',
  about:
    'Every field of every collection with its definition, read from the schemas that the records are checked against.',
  record: z.strictObject({
    id: recordId,
    collection: z.string().describe('The collection'),
    field: z.string().describe('The field; below lists and objects with dots'),
    table: open(z.string().describe('The table of the database file that has it'), 'not_applicable'),
    columns: list(z.string(), 'The columns there'),
    csv_columns: list(
      z.string(),
      'Its columns in CSV and TSV: id and name of a reference, the days that a date can mean; none where it fits no cell',
    ),
    type: fieldType.describe('What its values are'),
    many: z.boolean().describe('Whether it is a list'),
    definition: z.string().describe('What it means'),
    allowed: list(z.string(), 'The words allowed, where only some are'),
    points_to: list(z.string(), 'The collections it refers to'),
    may_be_null: z.boolean().describe('Whether it may be null'),
    null_means: open(
      notStatedReason.describe('Why it is null, unless the record says otherwise'),
      'not_applicable',
    ),
  }),
  made: dictionaryOf,
  table: dictionary,
  row: (entry) => entry,
  lists: () => ({
    columns: dictionaryColumns,
    csv_columns: dictionaryCsvColumns,
    allowed: dictionaryAllowed,
    points_to: dictionaryTargets,
  }),
  label: (entry) => `${entry.collection}: ${entry.field}`,
  filters: {
    collection: 'collection',
    type: 'type',
    many: 'many',
    may_be_null: 'may_be_null',
  },
  sorts: {},
});
