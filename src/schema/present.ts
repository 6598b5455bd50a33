/** The schema of a record as it is served, from that of a record as it is written; and what a record says of itself. */
import * as z from 'zod';
import { makeCitationId } from './citation.ts';
import {
  apart,
  common,
  embeddings,
  evidence,
  evidences,
  notStated,
  reasonsOpen,
  recordId,
  references,
} from './fields.ts';
import { type Dataset, definitions, memberDefinitions, type Rec, type Resource } from './resource.ts';
import {
  forEachEvidence,
  getElement,
  getMark,
  getShape,
  isDate,
  makeRecordContext,
  type readEvidence,
  unwrap,
} from './walk.ts';

type Schema = z.core.$ZodType;

/** A reference as it is served; `collection` only where it may be one of several. */
export interface Reference {
  collection?: string;
  id: string;
  name: string;
  url: string;
}

/** A collection's word as the name of a type: `dictionary_entry` is DictionaryEntry. */
export const toPascalCase = (word: string) =>
  word.replace(/(?:^|_)(\w)/g, (_, first: string) => first.toUpperCase());

/** A word of ours as it stands in a sentence; codes in capitals, such as those of event types, in small letters. */
export const toWords = (word: string): string =>
  (/^[A-Z_]+$/.test(word) ? word.toLowerCase() : word).replaceAll('_', ' ');

const fullSchemas = new WeakMap<Resource, z.ZodObject>();

/** The schema of a whole record: what is written and what is derived. */
export function getFullSchema(resource: Resource): z.ZodObject {
  const { record, derived } = resource;
  const made = fullSchemas.get(resource) ?? (derived ? record.extend(derived) : record);
  fullSchemas.set(resource, made);
  return made;
}

const copyDescription = <T extends z.ZodType>(schema: T, from: Schema): T => {
  const { description } = (from as z.ZodType).meta?.() ?? {};
  return description ? (schema.describe(description) as T) : schema;
};

/** A reference to a record of one collection, as it is served. */
export const reference = z
  .strictObject({
    id: z.string().describe('Id of the record'),
    name: z.string().describe('Its name or title'),
    url: z.string().describe('Its URL, relative to the root'),
  })
  .meta({ id: 'Reference', description: 'A record referred to' });

const referencesTo = new Map<string, z.ZodObject>();

/** A reference to a record of one collection, among several that it may be of. */
function getReferenceSchema(collection: string): z.ZodObject {
  const word = definitions.get(collection)?.singular ?? collection;
  const made =
    referencesTo.get(collection) ??
    z
      .strictObject({
        collection: z.literal(collection).describe('Collection of the record'),
        ...reference.shape,
      })
      .meta({
        id: `${toPascalCase(word)}Reference`,
        description: `A record of \`/${collection}\` referred to`,
      });
  referencesTo.set(collection, made);
  return made;
}

const unions = new Map<string, z.ZodType>();
/** How many collections a union is named after; those of more are written out where they stand. */
const MOST_NAMED = 3;

/** A reference that may be to records of several collections, told apart by `collection`. */
function getAnyReferenceSchema(collections: readonly string[]): z.ZodType {
  const sorted = collections.toSorted();
  const [first, ...others] = sorted.map((collection) => getReferenceSchema(collection));
  if (!first) throw new Error('A reference to no collection');
  if (!others.length) return first;
  const union = unions.get(sorted.join()) ?? z.discriminatedUnion('collection', [first, ...others]);
  unions.set(sorted.join(), union);
  if (sorted.length > MOST_NAMED || z.globalRegistry.has(union)) return union;
  const words = sorted.map((collection) => toPascalCase(definitions.get(collection)?.singular ?? collection));
  const id = `${words.join('Or')}Reference`;
  z.globalRegistry.add(union, {
    id,
    description: `A record referred to: of ${sorted.map((collection) => `\`/${collection}\``).join(' or ')}`,
  });
  return union;
}

const citationLink = z
  .strictObject({ id: z.string().describe('Id of the citation'), url: z.string().describe('Its URL') })
  .meta({ id: 'CitationLink', description: 'The citation that gives the passage' });

const passage = z
  .strictObject({
    source: reference.describe('The document it stands in'),
    exact: evidence.shape.exact,
    citation: citationLink,
  })
  .meta({ id: 'Passage', description: 'A passage that supports what it stands with' });

/** Which days a date can mean. */
const days = {
  earliest: z.iso.date().nullable().meta({
    id: 'EarliestDay',
    description: 'The first day that the date can mean; null where it is open on that side, or not stated',
  }),
  latest: z.iso.date().nullable().meta({
    id: 'LatestDay',
    description: 'The last day that the date can mean; null where it is open on that side, or not stated',
  }),
};

const notStatedView = z
  .strictObject(notStated.shape)
  .meta({ id: 'NotStated', description: 'A field that is null or empty, and why' });

/** A field as it is served, with the days that a date can mean beside it. */
const makePublicEntries = (key: string, schema: Schema): [string, z.ZodType][] => [
  [key, makePublicField(schema)],
  ...(isDate(schema)
    ? Object.entries(days).map(([end, day]): [string, z.ZodType] => [`${key}_${end}`, day])
    : []),
];

function makePublicField(schema: Schema): z.ZodType {
  const inner = unwrap(schema) as z.ZodType;
  const mark = getMark(references, schema);
  const element = getElement(schema);
  const shape = getShape(schema);
  const embedded = getMark(embeddings, schema);
  let view: z.ZodType = inner;
  if (mark) view = mark.any ? getAnyReferenceSchema(mark.collections) : reference;
  else if (embedded) view = z.array(makeLazySchema(embedded.collection));
  else if (unwrap(schema) === evidence) view = passage;
  else if (element) view = z.array(makePublicField(element));
  else if (shape) {
    const { start, end, ...kept } = shape;
    const isEvidence = getMark(evidences, schema);
    view = z.strictObject(
      Object.fromEntries(
        Object.entries(isEvidence ? kept : shape).flatMap(([key, field]) => makePublicEntries(key, field)),
      ),
    );
    if (isEvidence) view = (view as z.ZodObject).extend({ citation: citationLink });
  }
  if (getMark(reasonsOpen, schema)) return copyDescription(view.nullable(), unwrap(schema));
  return copyDescription(view, getMark(references, schema) || element ? schema : inner);
}

const viewCache = new Map<string, z.ZodObject>();

/** The view of another collection, which may have this one's inside it. */
const makeLazySchema = (collection: string) =>
  z.lazy(() => {
    const resource = definitions.get(collection) ?? memberDefinitions.get(collection);
    if (!resource) throw new Error(`No collection ${collection}`);
    return getPublicSchema(resource);
  });

/** The fields of a record as it is served; what `include` adds is none of them. */
function makePublicShape(resource: Resource): Record<string, z.ZodType> {
  const schema = getFullSchema(resource);
  const { id: _, citations, revised, not_stated: __, ...own } = schema.shape as Record<string, Schema>;
  const fields = resource.nested && citations ? { ...own, citations } : own;
  const isEvidence = getMark(evidences, schema) !== undefined;
  const labelled: Record<string, z.ZodType> =
    typeof resource.label === 'string' ? {} : { name: z.string().describe('Human label') };
  return {
    id: recordId.describe('Id, unique in the collection and stable'),
    url: z.string().describe('URL of the record, relative to the root'),
    ...labelled,
    ...Object.fromEntries(
      Object.entries(fields)
        .filter(
          ([key, field]) => !getMark(apart, field) && !(isEvidence && (key === 'start' || key === 'end')),
        )
        .flatMap(([key, field]) => makePublicEntries(key, field)),
    ),
    ...(isEvidence ? { citation: citationLink } : {}),
    ...(resource.nested ? {} : { not_stated: z.array(notStatedView).describe('Why fields are null') }),
    ...(revised ? { revised: common.revised } : {}),
  };
}

const namesCache = new WeakMap<Resource, readonly string[]>();

/** The names of a record's fields, which a list may be cut down to. */
export function getFieldNames(resource: Resource): readonly string[] {
  const names = namesCache.get(resource) ?? Object.keys(makePublicShape(resource));
  namesCache.set(resource, names);
  return names;
}

/** Names of types that browsers have already. */
const TAKEN = new Set(['Event', 'Report']);

/** A record's type: Demand; DemandVoiceRecord for a member of a record, since DemandKind is its word; EventRecord. */
function nameRecordType({ singular, nested }: Resource): string {
  const name = toPascalCase(singular);
  return nested || TAKEN.has(name) ? `${name}Record` : name;
}

/**
 * The schema of a record as it is served, named for the documentation: a record's own fields, and what `include` adds, or
 * puts in place of references.
 */
export function getPublicSchema(resource: Resource): z.ZodObject {
  const cached = viewCache.get(resource.name);
  if (cached) return cached;
  const shape = makePublicShape(resource);
  for (const [name, { collection }] of Object.entries(resource.includes ?? {})) {
    const own = shape[name];
    const field = getFullSchema(resource).shape[name];
    if (field && getMark(embeddings, field)) continue; // they stand there in full in any case
    const target = makeLazySchema(collection);
    const about = own?.description ?? `Its ${name.replaceAll('_', ' ')}`;
    shape[name] = own
      ? z.array(z.union([getElement(own) as z.ZodType, target])).describe(`${about}; with include, in full`)
      : z.array(target).optional().describe(`${about}, where include asks for them`);
  }
  const view = z.strictObject(shape).meta({ id: nameRecordType(resource), description: resource.about });
  viewCache.set(resource.name, view);
  return view;
}

/** The human label of a record. */
export function makeLabel(resource: Resource, record: Rec, dataset: Dataset): string {
  return typeof resource.label === 'string'
    ? String(record[resource.label])
    : resource.label(record, dataset);
}

/** Why fields are null: as the record says, else as the field's schema says. */
export function listReasons(resource: Resource, full: Rec) {
  const given = new Map(
    ((full.not_stated ?? []) as { field: string; reason: string }[]).map((entry) => [entry.field, entry]),
  );
  for (const [field, schema] of Object.entries(getFullSchema(resource).shape)) {
    const open = getMark(reasonsOpen, schema);
    if (open && full[field] === null && !given.has(field)) given.set(field, { field, reason: open.reason });
  }
  const isEmpty = (value: unknown) => value === null || (Array.isArray(value) && value.length === 0);
  return [...given.values()].filter(({ field }) => isEmpty(full[field]));
}

/** The citations that a record's evidence makes. */
export function makeCitations(resource: Resource, record: Rec) {
  const owner = { collection: resource.name, id: record.id };
  const found: {
    id: string;
    record: string;
    path: readonly (string | number)[];
    evidence: ReturnType<typeof readEvidence>;
  }[] = [];
  forEachEvidence(
    resource.record,
    record,
    (evidence, path) =>
      found.push({
        id: makeCitationId(owner, evidence),
        record: `${resource.name}/${record.id}`,
        path,
        evidence,
      }),
    makeRecordContext(record),
  );
  return found;
}
