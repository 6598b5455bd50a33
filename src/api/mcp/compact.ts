/** Answers cut down for readers that pay for each character, such as language models: less is written, nothing is said otherwise. */

/** A part of an answer. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
/** An object of an answer. */
export type JsonObject = { [key: string]: Json };

/** What was left out of lists that are too long, by the path of the list: how many members. */
export type LeftOut = Record<string, number>;

const REFERENCE = ['collection', 'id', 'name', 'url'];

/** Whether an object only points to a record. */
const isReference = (object: JsonObject): boolean =>
  typeof object.id === 'string' &&
  typeof object.url === 'string' &&
  Object.keys(object).every((key) => REFERENCE.includes(key));

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is found elsewhere in the same record, or says how it is served rather than what it is. */
const isImplied = (key: string, object: JsonObject): boolean =>
  (/_(earliest|latest)$/.test(key) && key.replace(/_(earliest|latest)$/, '') in object) || key === 'revised';

/** Why fields are empty, by field; what cannot apply there is left out. */
const compactReasons = (reasons: Json[]): JsonObject =>
  Object.fromEntries(
    (reasons as { field: string; reason: string }[])
      .filter(({ reason }) => reason !== 'not_applicable')
      .map(({ field, reason }) => [field, reason]),
  );

/** A citation: which passage of which source supports which field of which record. */
function compactCitation({ id, record, field, value, source, start, end, exact }: JsonObject): JsonObject {
  const of = record as { collection: string; id: string };
  const from = source as { id: string };
  const said = { id, record: `${of.collection}/${of.id}`, field, ...(value ? { value } : {}) };
  return { ...said, source: from.id, start, end, exact } as JsonObject;
}

const isEmpty = (value: Json): boolean =>
  value === null || (typeof value === 'object' && Object.keys(value).length === 0);

function compactReference({ collection, id, name }: JsonObject): Json {
  if (name === undefined) return id as Json;
  return { ...(collection === undefined ? {} : { collection }), id, name } as Json;
}

/**
 * The value without what is empty or said twice: references have no URLs, dates no days beside them, citations no selector.
 * @param most members of a list that are kept
 * @param leftOut is told how many were not
 */
export function compact(value: unknown, most: number, leftOut: LeftOut, path = ''): Json {
  if (Array.isArray(value)) {
    if (value.length > most) leftOut[path] = (leftOut[path] ?? 0) + value.length - most;
    return value.slice(0, most).map((member) => compact(member, most, leftOut, path));
  }
  if (!isObject(value)) return value as Json;
  if (isReference(value)) return compactReference(value);
  if ('selector' in value && 'exact' in value) return compactCitation(value);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !isImplied(key, value))
      .map(([key, inner]): [string, Json] => [
        key,
        key === 'not_stated' && Array.isArray(inner)
          ? compactReasons(inner)
          : compact(inner, most, leftOut, path ? `${path}.${key}` : key),
      ])
      .filter(([, inner]) => !isEmpty(inner)),
  );
}

/** A record of a list without its lists of objects, which are lists of their own; references and citations stay. */
export const dropMembers = (record: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(record).filter(
      ([key, value]) =>
        key === 'not_stated' ||
        key === 'citations' ||
        !Array.isArray(value) ||
        !value.some((member) => isObject(member) && !isReference(member)),
    ),
  );
