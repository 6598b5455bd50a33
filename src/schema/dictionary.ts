import * as z from 'zod';
import { slugify } from './citation.ts';
import { list, NOT_STATED_REASONS, open, reasonsOpen, recordId, references } from './fields.ts';
import { fullSchema } from './present.ts';
import { type Dataset, defineResource, type Rec, type Resource } from './resource.ts';
import { elementOf, isDate, marked, shapeOf, typeOf, unwrap } from './walk.ts';

const TYPES = ['reference', 'date', 'text', 'number', 'boolean', 'word', 'object'] as const;

type Schema = z.core.$ZodType;

function typeName(schema: Schema): (typeof TYPES)[number] {
  if (marked(references, schema)) return 'reference';
  if (isDate(schema)) return 'date';
  const type = typeOf(schema);
  if (type === 'enum') return 'word';
  if (type === 'object' || type === 'number' || type === 'boolean') return type;
  return 'text';
}

/** The fields of a schema, those of lists and objects below it with dotted names. */
function fieldsOf(schema: Schema, collection: string, prefix = ''): Rec[] {
  return Object.entries(shapeOf(schema) ?? {}).flatMap(([key, field]) => {
    const element = elementOf(field);
    const inner = element ?? field;
    const path = prefix + key;
    const open = marked(reasonsOpen, field);
    const options = (unwrap(inner) as unknown as { options?: string[] }).options;
    const description = (s: Schema) => (s as { description?: string }).description;
    const row = {
      id: `${collection}.${path.split('.').map(slugify).join('.')}`,
      collection,
      field: path,
      type: typeName(inner),
      many: element !== undefined,
      definition: description(field) ?? description(unwrap(field)) ?? path,
      allowed: options ?? [],
      points_to: [...(marked(references, inner)?.collections ?? [])],
      may_be_null: open !== undefined,
      null_means: open?.reason ?? null,
    };
    const below = marked(references, inner) ? [] : fieldsOf(inner, collection, `${path}.`);
    return [row, ...below];
  });
}

const dictionaryOf = (dataset: Dataset): Rec[] =>
  dataset.resources
    .flatMap((resource: Resource) => fieldsOf(fullSchema(resource), resource.name))
    .sort((a, b) => (a.id < b.id ? -1 : 1));

export const dictionary = defineResource({
  name: 'dictionary',
  singular: 'dictionary_entry',
  about:
    'Every field of every collection with its definition, read from the schemas that the records are checked against.',
  record: z.strictObject({
    id: recordId,
    collection: z.string().describe('The collection'),
    field: z.string().describe('The field; below lists and objects with dots'),
    type: z.enum(TYPES).describe('What its values are'),
    many: z.boolean().describe('Whether it is a list'),
    definition: z.string().describe('What it means'),
    allowed: list(z.string(), 'The words allowed, where only some are'),
    points_to: list(z.string(), 'The collections it refers to'),
    may_be_null: z.boolean().describe('Whether it may be null'),
    null_means: open(
      z.enum(NOT_STATED_REASONS).describe('Why it is null, unless the record says otherwise'),
      'not_applicable',
    ),
  }),
  made: dictionaryOf,
  label: (entry) => `${entry.collection}: ${entry.field}`,
  filters: {
    collection: 'collection',
    type: 'type',
    many: 'many',
    may_be_null: 'may_be_null',
  },
  sorts: {},
});
