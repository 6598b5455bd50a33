/** A record as a row of a table, for formats whose cells hold single values: which columns, and what cannot be a cell. */
import type * as z from 'zod';
import { embeddings, evidences, references } from './fields.ts';
import { fullSchema } from './present.ts';
import type { Resource } from './resource.ts';
import { isMembers, listsOf } from './storage.ts';
import { elementOf, isDate, marked, shapeOf, typeOf } from './walk.ts';

type Schema = z.core.$ZodType;
type Get = (record: Record<string, unknown>) => unknown;

/** What the cells of a column hold. */
export type CellType = 'text' | 'id' | 'ids' | 'url' | 'number' | 'boolean' | 'date' | 'words';

/** A column of a collection's table. */
export interface FlatColumn {
  /** The record's field that it comes from. */
  field: string;
  header: string;
  type: CellType;
  about: string;
  /** The value in a record as it is served; lists are joined by `|`. */
  value: Get;
}

const part =
  (get: Get, key: string): Get =>
  (record) =>
    (get(record) as Record<string, unknown> | null)?.[key] ?? null;

const described = (schema: Schema, otherwise: string): string =>
  (schema as z.ZodType).description ?? otherwise;

type Column = Omit<FlatColumn, 'field'>;

/** References become id and name, with the collection where it may be one of several. */
function referenceColumns(header: string, any: boolean, about: string, get: Get): Column[] {
  const column = (key: string, type: CellType, what: string): Column => ({
    header: `${header}_${key}`,
    type,
    about: `${about}: ${what}`,
    value: part(get, key),
  });
  return [
    ...(any ? [column('collection', 'text', 'the collection of the record')] : []),
    column('id', 'id', 'its id'),
    column('name', 'text', 'its name'),
  ];
}

/** A list of references is a cell of ids; those into several collections are written `collection/id`. */
function referenceList(header: string, any: boolean, about: string, get: Get): Column {
  const written = (value: Record<string, unknown>) =>
    any ? `${value.collection}/${value.id}` : String(value.id);
  return {
    header: `${header}_id`,
    type: 'ids',
    about: `${about}: ${any ? 'collection/id of each' : 'the id of each'}, joined by |`,
    value: (record) => (get(record) as Record<string, unknown>[]).map(written).join('|'),
  };
}

/** The columns of a field; none where it holds more than cells do. */
function columnsAt(schema: Schema, header: string, get: Get): Column[] {
  const about = described(schema, header);
  const mark = marked(references, schema);
  if (mark) return referenceColumns(header, mark.any, about, get);
  const element = elementOf(schema);
  if (element) {
    const inner = marked(references, element);
    if (inner) return [referenceList(header, inner.any, about, get)];
    if (shapeOf(element) || marked(embeddings, schema)) return [];
    return [
      {
        header,
        type: 'words',
        about: `${about}, joined by |`,
        value: (record) => (get(record) as unknown[]).join('|'),
      },
    ];
  }
  const shape = shapeOf(schema);
  if (shape) {
    if (marked(evidences, schema) || Object.values(shape).some((field) => shapeOf(field) || elementOf(field)))
      return [];
    return Object.entries(shape).flatMap(([key, field]) =>
      columnsAt(field, `${header}_${key}`, part(get, key)),
    );
  }
  const type = typeOf(schema);
  const cell: CellType = type === 'number' || type === 'boolean' ? type : isDate(schema) ? 'date' : 'text';
  const day = (end: 'earliest' | 'latest'): Column => ({
    header: `${header}_${end}`,
    type: 'date',
    about: `The ${end === 'earliest' ? 'first' : 'last'} day that ${header} can mean; empty where it is open on that side`,
    value: (record) => record[`${header}_${end}`],
  });
  const own: Column = { header, type: cell, about, value: get };
  return isDate(schema) ? [{ ...own, type: 'text' }, day('earliest'), day('latest')] : [own];
}

/** Why fields are empty: `field=reason`, joined by |. */
const reasons: FlatColumn = {
  field: 'not_stated',
  header: 'not_stated',
  type: 'words',
  about: 'Which fields are empty, and why: field=reason of each, joined by |',
  value: (record) =>
    ((record.not_stated ?? []) as { field: string; reason: string }[])
      .map(({ field, reason }) => `${field}=${reason}`)
      .join('|'),
};

/** The passages that a member rests on. */
const passages: FlatColumn = {
  field: 'citations',
  header: 'citations',
  type: 'ids',
  about: 'The passages that support it: the id of the citation of each, joined by |',
  value: (record) =>
    (record.citations as { citation: { id: string } }[]).map(({ citation }) => citation.id).join('|'),
};

const known = new WeakMap<Resource, readonly FlatColumn[]>();

/** The columns of a collection's table, in the order of its record; found out once. */
export function flatColumns(resource: Resource): readonly FlatColumn[] {
  const columns = known.get(resource) ?? makeColumns(resource);
  known.set(resource, columns);
  return columns;
}

const UNSHOWN = new Set(['id', 'citations', 'revised', 'not_stated']);

function makeColumns(resource: Resource): FlatColumn[] {
  const schema = fullSchema(resource);
  const shape = schema.shape as Record<string, Schema>;
  const isEvidence = marked(evidences, schema) !== undefined;
  const plain = (field: string, type: CellType, about: string): FlatColumn => ({
    field,
    header: field,
    type,
    about,
    value: (record) => record[field],
  });
  const own = Object.entries(shape)
    .filter(
      ([field]) =>
        !UNSHOWN.has(field) &&
        // Texts may hold what they would be joined by: they have a table of their own.
        !ownTable(resource, field) &&
        !(isEvidence && (field === 'start' || field === 'end')),
    )
    .flatMap(([field, inner]) =>
      columnsAt(inner, field, (record) => record[field]).map((column) => ({ field, ...column })),
    );
  return [
    plain('id', 'id', 'Id of the record'),
    plain('url', 'url', 'Where the record is served'),
    ...(typeof resource.label === 'string' ? [] : [plain('name', 'text', 'Human label')]),
    ...own,
    ...(isEvidence
      ? [
          {
            field: 'citation',
            header: 'citation_id',
            type: 'id' as const,
            about: 'Id of the citation that gives the passage',
            value: part((record) => record.citation, 'id'),
          },
        ]
      : []),
    ...(resource.nested && 'citations' in shape ? [passages] : []),
    ...(resource.nested ? [] : [reasons]),
    ...('revised' in shape ? [plain('revised', 'date', 'The day the record last changed')] : []),
  ];
}

/** The collection that a list's members are; null where it is none that has one. */
function ownTable(resource: Resource, field: string): string | null {
  const stored = listsOf(resource).get(field);
  return stored && isMembers(stored) ? stored.members.name : null;
}

/** Where a field that holds more than cells do is found as a table. */
export function tableOf(resource: Resource, field: string): string | null {
  const members = ownTable(resource, field);
  if (members) return members;
  const schema = (fullSchema(resource).shape as Record<string, Schema>)[field];
  const element = schema && elementOf(schema);
  // Evidence makes citations.
  return element && marked(evidences, element) ? 'citations' : null;
}
