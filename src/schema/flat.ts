/** A record as a row of a table, for formats whose cells hold single values: which columns, and what cannot be a cell. */
import type * as z from 'zod';
import { embeddings, evidences, references } from './fields.ts';
import { getFullSchema } from './present.ts';
import { definitions, type Resource } from './resource.ts';
import { getLists, isMembers } from './storage.ts';
import { getElement, getMark, getShape, getType, isDate } from './walk.ts';

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

const getPart =
  (get: Get, key: string): Get =>
  (record) =>
    (get(record) as Record<string, unknown> | null)?.[key] ?? null;

const getDescription = (schema: Schema, otherwise: string): string =>
  (schema as z.ZodType).description ?? otherwise;

type Column = Omit<FlatColumn, 'field'>;

/** References become id and name, with the collection where it may be one of several. */
function makeReferenceColumns(header: string, any: boolean, about: string, get: Get): Column[] {
  const column = (key: string, type: CellType, what: string): Column => ({
    header: `${header}_${key}`,
    type,
    about: `${about}: ${what}`,
    value: getPart(get, key),
  });
  return [
    ...(any ? [column('collection', 'text', 'the collection of the record')] : []),
    column('id', 'id', 'its id'),
    column('name', 'text', 'its name'),
  ];
}

/** A list of references is a cell of ids; those into several collections are written `collection/id`. */
function makeReferenceList(header: string, any: boolean, about: string, get: Get): Column {
  const formatReference = (value: Record<string, unknown>) =>
    any ? `${value.collection}/${value.id}` : String(value.id);
  return {
    header: `${header}_id`,
    type: 'ids',
    about: `${about}: ${any ? 'collection/id of each' : 'the id of each'}, joined by |`,
    value: (record) => (get(record) as Record<string, unknown>[]).map(formatReference).join('|'),
  };
}

/** The columns of a field; none where it holds more than cells do. */
function makeFieldColumns(schema: Schema, header: string, get: Get): Column[] {
  const about = getDescription(schema, header);
  const mark = getMark(references, schema);
  if (mark) return makeReferenceColumns(header, mark.any, about, get);
  const element = getElement(schema);
  if (element) {
    const inner = getMark(references, element);
    if (inner) return [makeReferenceList(header, inner.any, about, get)];
    if (getShape(element) || getMark(embeddings, schema)) return [];
    return [
      {
        header,
        type: 'words',
        about: `${about}, joined by |`,
        value: (record) => (get(record) as unknown[]).join('|'),
      },
    ];
  }
  const shape = getShape(schema);
  if (shape) {
    if (
      getMark(evidences, schema) ||
      Object.values(shape).some((field) => getShape(field) || getElement(field))
    )
      return [];
    return Object.entries(shape).flatMap(([key, field]) =>
      makeFieldColumns(field, `${header}_${key}`, getPart(get, key)),
    );
  }
  const type = getType(schema);
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

/** The citation that evidence makes. */
const citationColumn: FlatColumn = {
  field: 'citation',
  header: 'citation_id',
  type: 'id',
  about: 'Id of the citation that gives the passage',
  value: getPart((record) => record.citation, 'id'),
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
export function getFlatColumns(resource: Resource): readonly FlatColumn[] {
  const columns = known.get(resource) ?? makeFlatColumns(resource);
  known.set(resource, columns);
  return columns;
}

/** The columns asked for, by field or by header, in that order; or all. */
export function chooseColumns(resource: Resource, select: readonly string[] | null): readonly FlatColumn[] {
  const all = getFlatColumns(resource);
  if (select === null) return all;
  const chosen = select.flatMap((name) =>
    all.filter(
      ({ field, header }) =>
        header === name || (field === name && !all.some((c) => c.header === name && c.field !== name)),
    ),
  );
  return [...new Set(chosen)];
}

const UNSHOWN = new Set(['id', 'citations', 'revised', 'not_stated']);

function makeFlatColumns(resource: Resource): FlatColumn[] {
  const schema = getFullSchema(resource);
  const shape = schema.shape as Record<string, Schema>;
  const isEvidence = getMark(evidences, schema) !== undefined;
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
        !findMemberTable(resource, field) &&
        !(isEvidence && (field === 'start' || field === 'end')),
    )
    .flatMap(([field, inner]) =>
      makeFieldColumns(inner, field, (record) => record[field]).map((column) => ({ field, ...column })),
    );
  return [
    plain('id', 'id', 'Id of the record'),
    plain('url', 'url', 'Where the record is served'),
    ...(typeof resource.label === 'string' ? [] : [plain('name', 'text', 'Human label')]),
    ...own,
    ...(isEvidence ? [citationColumn] : []),
    ...(resource.nested && 'citations' in shape ? [passages] : []),
    ...(resource.nested ? [] : [reasons]),
    ...('revised' in shape ? [plain('revised', 'date', 'The day the record last changed')] : []),
  ];
}

/** The collection that a list's members are; null where it is none that has one. */
function findMemberTable(resource: Resource, field: string): string | null {
  const stored = getLists(resource).get(field);
  return stored && isMembers(stored) ? stored.members.name : null;
}

/** Where a field that holds more than cells do is found as a table. */
export function findTable(resource: Resource, field: string): string | null {
  const members = findMemberTable(resource, field);
  if (members) return members;
  const schema = (getFullSchema(resource).shape as Record<string, Schema>)[field];
  const element = schema && getElement(schema);
  // Evidence makes citations.
  return element && getMark(evidences, element) ? 'citations' : null;
}

/** A list of objects inside records, as a table beside theirs: a row a member. */
export interface FlatList {
  /** The record's field that it stands in. */
  field: string;
  /** The collection that has its members, or a name made in the same way. */
  name: string;
  about: string;
  columns: readonly FlatColumn[];
  lists: readonly FlatList[];
  /** The members in a record as it is served; texts as objects with one field. */
  members: (record: Record<string, unknown>) => Record<string, unknown>[];
}

/** The columns of an object in a list; of evidence, the citation that gives the passage instead of where it stands. */
function makeMemberColumns(element: Schema): FlatColumn[] {
  const isEvidence = getMark(evidences, element) !== undefined;
  const own = Object.entries(getShape(element) ?? {}).filter(
    ([field]) => field !== 'citations' && !(isEvidence && (field === 'start' || field === 'end')),
  );
  const columns = own.flatMap(([field, inner]) =>
    makeFieldColumns(inner, field, (record) => record[field]).map((column) => ({ field, ...column })),
  );
  return [
    ...columns,
    ...(isEvidence ? [citationColumn] : []),
    ...('citations' in (getShape(element) ?? {}) ? [passages] : []),
  ];
}

/** The lists of objects in a schema, those in their members within them. */
function makeFlatLists(schema: Schema, prefix: string, resource?: Resource): FlatList[] {
  return Object.entries(getShape(schema) ?? {}).flatMap(([field, inner]): FlatList[] => {
    const element = getElement(inner);
    if (!element || field === 'citations' || field === 'not_stated' || getMark(references, element))
      return [];
    const stored = resource && getLists(resource).get(field);
    const members = stored && isMembers(stored) ? stored.members : null;
    const name = members?.name ?? `${prefix}_${field}`;
    const about = getDescription(inner, field);
    const embedded = definitions.get(getMark(embeddings, inner)?.collection ?? '');
    const read = (record: Record<string, unknown>) => (record[field] ?? []) as Record<string, unknown>[];
    if (embedded)
      return [
        {
          field,
          name: embedded.name,
          about,
          columns: getFlatColumns(embedded),
          lists: getFlatLists(embedded),
          members: read,
        },
      ];
    const { scalar } = members ?? {};
    if (scalar)
      return [
        {
          field,
          name,
          about,
          columns: [
            { field: scalar, header: scalar, type: 'text', about, value: (member) => member[scalar] },
          ],
          lists: [],
          members: (record) => read(record).map((text) => ({ [scalar]: text })),
        },
      ];
    if (!getShape(element)) return [];
    const lists = makeFlatLists(element, name, members ?? undefined);
    return [{ field, name, about, columns: makeMemberColumns(element), lists, members: read }];
  });
}

const knownLists = new WeakMap<Resource, readonly FlatList[]>();

/** The lists of objects that a collection's columns leave out, but for its citations; found out once. */
export function getFlatLists(resource: Resource): readonly FlatList[] {
  const lists = knownLists.get(resource) ?? makeFlatLists(getFullSchema(resource), resource.name, resource);
  knownLists.set(resource, lists);
  return lists;
}

/** Those of the lists that are asked for, or all. */
export const chooseLists = (resource: Resource, select: readonly string[] | null): readonly FlatList[] =>
  getFlatLists(resource).filter(({ field }) => select === null || select.includes(field));
