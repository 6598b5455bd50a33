/** Reading a schema and a value side by side: what a path leads to, which references and evidence a record holds. */
import type * as z from 'zod';
import { dates, embeddings, evidences, memberKeys, references } from './fields.ts';

/** Keys and places in lists, from a record down to a value in it. */
export type Path = readonly (string | number)[];
type Schema = z.core.$ZodType;
interface Def {
  type: string;
  innerType?: Schema;
  element?: Schema;
  shape?: Record<string, Schema>;
}
const getDef = (schema: Schema) => schema._zod.def as unknown as Def;

/** The schema inside `nullable`, `default` and the like. */
export function unwrap(schema: Schema): Schema {
  const { innerType } = getDef(schema);
  return innerType ? unwrap(innerType) : schema;
}

const marks = new WeakMap<object, WeakMap<Schema, { mark: object | undefined }>>();

function findMark(registry: z.core.$ZodRegistry<object>, schema: Schema): object | undefined {
  const found = registry.get(schema) as object | undefined;
  const { innerType } = getDef(schema);
  return found ?? (innerType ? findMark(registry, innerType) : undefined);
}

/** What a registry holds of a schema, or of what it wraps. Remembered: it is asked for every value of every record. */
export function getMark<M extends object>(registry: z.core.$ZodRegistry<M>, schema: Schema): M | undefined {
  const known = marks.get(registry) ?? new WeakMap<Schema, { mark: object | undefined }>();
  marks.set(registry, known);
  const entry = known.get(schema) ?? { mark: findMark(registry as never, schema) };
  known.set(schema, entry);
  return entry.mark as M | undefined;
}

/** The fields of an object, also behind `nullable` and the like; undefined of all else. */
export function getShape(schema: Schema): Record<string, Schema> | undefined {
  return getDef(unwrap(schema)).shape;
}

/** The schema of a list's members, also behind `nullable` and the like; undefined of all else. */
export function getElement(schema: Schema): Schema | undefined {
  return getDef(unwrap(schema)).element;
}

/** What zod calls the type of a schema behind `nullable` and the like: `string`, `enum`, `object` … */
export function getType(schema: Schema): string {
  return getDef(unwrap(schema)).type;
}

/**
 * The field at a dotted path, seen through lists: `voiced_by.who` is the field of one member.
 * @throws {Error} where the schema has no such field: a definition that is wrong
 */
export function getField(schema: Schema, path: string): Schema {
  let at = schema;
  for (const key of path.split('.')) {
    const field = getShape(getElement(at) ?? at)?.[key];
    if (!field) throw new Error(`No field ${path}`);
    at = field;
  }
  return getElement(at) ?? at;
}

/** The values at a dotted path, lists flattened and nulls left out. */
export function collectValues(value: unknown, path: string): unknown[] {
  let found: unknown[] = [value];
  for (const key of path.split('.'))
    found = found.flatMap((v) => ((v as Record<string, unknown> | null)?.[key] ?? []) as unknown[]);
  return found;
}

/** Where a reference points; `text` as written: an id, or `collection/id` where several are allowed. */
export function parseReference(mark: { collections: readonly string[]; any: boolean }, text: string) {
  const slash = text.indexOf('/');
  return mark.any
    ? { collection: text.slice(0, slash), id: text.slice(slash + 1) }
    : { collection: mark.collections[0] ?? '', id: text };
}

/** Calls back for every reference in a record. */
export function forEachReference(
  schema: Schema,
  value: unknown,
  visit: (to: { collection: string; id: string }, path: Path, written: string) => void,
  path: Path = [],
): void {
  if (value === null || value === undefined) return;
  const mark = getMark(references, schema);
  if (mark) {
    visit(parseReference(mark, String(value)), path, String(value));
    return;
  }
  const element = getElement(schema);
  if (element)
    for (const [index, item] of (value as unknown[]).entries())
      forEachReference(element, item, visit, [...path, index]);
  for (const [key, field] of Object.entries(getShape(schema) ?? {}))
    forEachReference(field, (value as Record<string, unknown>)[key], visit, [...path, key]);
}

/** Calls back for every list in a record, with its schema. */
export function forEachList(
  schema: Schema,
  value: unknown,
  visit: (list: readonly unknown[], schema: Schema, path: Path) => void,
  path: Path = [],
): void {
  if (value === null || value === undefined) return;
  const element = getElement(schema);
  if (element) {
    visit(value as unknown[], schema, path);
    for (const [index, item] of (value as unknown[]).entries())
      forEachList(element, item, visit, [...path, index]);
  }
  for (const [key, field] of Object.entries(getShape(schema) ?? {}))
    forEachList(field, (value as Record<string, unknown>)[key], visit, [...path, key]);
}

/** A piece of evidence as it stands in a record, with what it supports. */
export interface Evidence {
  source: string;
  start: number;
  end: number;
  exact: string;
  field: string;
  value: string | null;
}

/** What evidence takes from what it is written in, where it does not say so itself. */
export interface EvidenceContext {
  source: string;
  field: string;
  value: string | null;
}

/** What evidence of a record takes from the record itself: an embedded record may name its source. */
export const makeRecordContext = (record: Record<string, unknown>, field = ''): EvidenceContext => ({
  source: typeof record.source === 'string' ? record.source : '',
  field,
  value: null,
});

/** Evidence takes its source from the object around it, its field from the record, its value from the list member. */
export function readEvidence(object: Record<string, unknown>, around: EvidenceContext): Evidence {
  return {
    source: String(object.source ?? around.source),
    start: Number(object.start),
    end: Number(object.end),
    exact: String(object.exact),
    field: String(object.field ?? around.field),
    value: 'field' in object ? ((object.value as string | null) ?? null) : around.value,
  };
}

function makeMemberContext(element: Schema, item: unknown, around: EvidenceContext): EvidenceContext {
  const key = getMark(memberKeys, element)?.key;
  const object = (typeof item === 'object' && item !== null ? item : {}) as Record<string, unknown>;
  return {
    ...around,
    value: around.value ?? (key === undefined ? null : String(object[key])),
    source: typeof object.source === 'string' ? object.source : around.source,
  };
}

/** Calls back for every piece of evidence in a record, embedded records left to themselves. */
export function forEachEvidence(
  schema: Schema,
  value: unknown,
  visit: (evidence: Evidence, path: Path) => void,
  around: EvidenceContext,
  path: Path = [],
): void {
  if (value === null || value === undefined) return;
  if (getMark(evidences, schema)) {
    visit(readEvidence(value as Record<string, unknown>, around), path);
    return;
  }
  const element = getElement(schema);
  if (element && !getMark(embeddings, schema))
    for (const [index, item] of (value as unknown[]).entries())
      forEachEvidence(element, item, visit, makeMemberContext(element, item, around), [...path, index]);
  for (const [key, field] of Object.entries(getShape(schema) ?? {})) {
    const child = (value as Record<string, unknown>)[key];
    // What stands under `citations` says itself which field it supports; an attribute's supports its value.
    const named = key === 'citations' ? 'value' : key;
    forEachEvidence(field, child, visit, { ...around, field: around.field || named }, [...path, key]);
  }
}

/** Whether a field is a date in EDTF. */
export const isDate = (schema: Schema) => getMark(dates, schema) !== undefined;

/** Whether a field is one day, such as that on which a record was last changed. */
export const isDay = (schema: Schema) => (unwrap(schema) as { format?: string }).format === 'date';
