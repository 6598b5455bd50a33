import { is } from 'drizzle-orm';
import { integer, SQLiteTable, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import * as z from 'zod';
import { slugify } from './citation.ts';
import { citations } from './citations.ts';
import { by, checkBoolean, checkWords, id, textTable } from './columns.ts';
import {
  apart,
  evidences,
  getWords,
  list,
  meanings,
  NOT_STATED_REASONS,
  notStatedReason,
  open,
  reasonsOpen,
  recordId,
  references,
  words,
} from './fields.ts';
import { getFlatColumns } from './flat.ts';
import { getFullSchema } from './present.ts';
import { type Dataset, defineResource, type Rec, type Resource } from './resource.ts';
import { notStatedResource } from './shared.ts';
import { getLists, getTableOrViewName, hasColumn, isMembers, listNested } from './storage.ts';
import { getElement, getMark, getShape, getType, isDate, isDay, unwrap } from './walk.ts';

const fieldType = words('FieldType', 'What the values of a field are', {
  reference: 'records of other collections',
  date: 'dates in EDTF',
  text: 'text',
  number: 'numbers',
  boolean: 'true or false',
  word: 'one of a closed list of words',
  object: 'fields of their own',
});
const TYPES = getWords(fieldType);

type Schema = z.core.$ZodType;

function nameType(schema: Schema): (typeof TYPES)[number] {
  if (getMark(references, schema)) return 'reference';
  if (isDate(schema) || isDay(schema)) return 'date';
  const type = getType(schema);
  if (type === 'enum') return 'word';
  if (type === 'object' || type === 'number' || type === 'boolean') return type;
  return 'text';
}

/** The columns of a table that hold a field: one, or those of a date or a reference. */
const listColumns = (table: SQLiteTable, field: string): string[] =>
  [field, `${field}_earliest`, `${field}_latest`, `${field}_collection`, `${field}_id`].filter((name) =>
    hasColumn(table, name),
  );

/** Where the values of a field stand: its table, and the columns there; of a list of objects the table alone. */
function locateField(
  resource: Resource,
  field: string,
  schema: Schema,
): { table: string | null; columns: string[] } {
  const stored = getLists(resource).get(field);
  if (stored && isMembers(stored)) {
    const { name, scalar } = stored.members;
    return { table: name, columns: scalar === undefined ? [] : [scalar] };
  }
  if (stored) {
    const { value, collection } = stored;
    return {
      table: getTableOrViewName(stored.table),
      columns: [...(collection ? [collection.name] : []), value.name],
    };
  }
  const columns = listColumns(resource.table, field);
  // An object has a column for each of its fields; evidence stands among the citations.
  return columns.length || (getShape(schema) && !getElement(schema))
    ? { table: resource.name, columns }
    : { table: 'citations', columns: [] };
}

/** What each word means that the field may hold. */
const listMeanings = (schema: Schema): string[] =>
  Object.entries(getMark(meanings, schema)?.words ?? {}).map(([word, meaning]) => `${word}: ${meaning}`);

/** The fields of a schema, those of lists and objects below it with dotted names. */
function listFields(
  schema: Schema,
  resource: Resource,
  collection: string,
  above = '',
  prefix = '',
  /** The table of a list that records of many collections share. */
  shared: SQLiteTable | null = null,
): Rec[] {
  const isEvidence = getMark(evidences, schema) !== undefined;
  // Where evidence stands is told by the citation that it is.
  const shown = Object.entries(getShape(schema) ?? {}).filter(
    ([key, field]) => !getMark(apart, field) && !(isEvidence && (key === 'start' || key === 'end')),
  );
  const rows = shown.flatMap(([key, field]) => {
    const element = getElement(field);
    const inner = element ?? field;
    const path = above + key;
    const open = getMark(reasonsOpen, field);
    const options = (unwrap(inner) as unknown as { options?: string[] }).options;
    const description = (s: Schema) => (s as { description?: string }).description;
    const stored = getLists(resource).get(prefix + key);
    const cells = above ? [] : getFlatColumns(resource).filter((column) => column.field === key);
    const row = {
      id: `${slugify(collection)}.${path.split('.').map(slugify).join('.')}`,
      collection,
      field: path,
      ...(shared
        ? { table: getTableOrViewName(shared), columns: listColumns(shared, key) }
        : locateField(resource, prefix + key, field)),
      csv_columns: cells.map(({ header }) => header),
      type: nameType(inner),
      many: element !== undefined,
      definition: [
        description(field) ?? description(unwrap(field)) ?? cells[0]?.about ?? path,
        ...listMeanings(inner),
      ].join('; '),
      allowed: options ?? [],
      points_to: [...(getMark(references, inner)?.collections ?? [])],
      may_be_null: open !== undefined,
      null_means: open?.reason ?? null,
    };
    if (getMark(references, inner)) return [row];
    const owner = stored && isMembers(stored) ? stored.members : resource;
    const list = stored && !isMembers(stored) && is(stored.table, SQLiteTable) ? stored.table : null;
    const table = element !== undefined && row.table === 'citations' ? citations : list;
    const below = listFields(
      inner,
      owner,
      collection,
      `${path}.`,
      owner === resource ? `${key}_` : '',
      table,
    );
    return [row, ...below];
  });
  return isEvidence && above ? [...rows, makeCitationRow(collection, `${above}citation`)] : rows;
}

/** Evidence inside a record is served with the citation that it is. */
const makeCitationRow = (collection: string, field: string): Rec => ({
  id: `${slugify(collection)}.${field.split('.').map(slugify).join('.')}`,
  collection,
  field,
  table: 'citations',
  columns: [],
  csv_columns: [],
  type: 'reference',
  many: false,
  definition: 'The citation that it is',
  allowed: [],
  points_to: ['citations'],
  may_be_null: false,
  null_means: null,
});

/** What every record is served with beside the fields of its schema: its URL, its label, why fields are empty. */
function listAddedFields(resource: Resource): Rec[] {
  const { shape } = getFullSchema(resource);
  const added = getFlatColumns(resource).filter(({ field }) => !(field in shape));
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

const makeDictionary = (dataset: Dataset): Rec[] =>
  [...dataset.resources, ...new Set(dataset.resources.flatMap(listNested)), notStatedResource]
    .flatMap((resource: Resource) => [
      ...listFields(getFullSchema(resource), resource, resource.name),
      ...listAddedFields(resource),
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
    checkBoolean('dictionary', t.may_be_null),
    checkBoolean('dictionary', t.many),
    checkWords('dictionary', t.type, TYPES),
    checkWords('dictionary', t.null_means, NOT_STATED_REASONS),
    by('dictionary', t.collection, t.id),
  ],
);

const entryId: [string, () => typeof dictionary.id] = ['dictionary_id', () => dictionary.id];
/** The columns of the database that hold a field. */
export const dictionaryColumns = textTable('dictionary_columns', entryId, 'column');
/** The headers in CSV and TSV that a field has. */
export const dictionaryCsvColumns = textTable('dictionary_csv_columns', entryId, 'column');
/** The words that a field may hold, where only some are allowed. */
export const dictionaryAllowed = textTable('dictionary_allowed', entryId, 'word');
/** The collections that a field refers to. */
export const dictionaryTargets = textTable('dictionary_targets', entryId, 'collection');

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
  makeRecords: makeDictionary,
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
