/**
 * A record's JSON as it is served, put together by SQLite from the tables: what is answered is what the tables hold.
 * References come with name and URL, evidence with its citation, and every empty field with the reason.
 */
import { type SQL, sql } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import type * as z from 'zod';
import { citations } from '../schema/citations.ts';
import { quoteLiteral } from '../schema/columns.ts';
import { apart, evidences, reasonsOpen, references } from '../schema/fields.ts';
import { getFullSchema } from '../schema/present.ts';
import type { Resource, StoredList } from '../schema/resource.ts';
import { not_stated } from '../schema/shared.ts';
import {
  getColumn,
  getIdColumn,
  getLists,
  hasColumn,
  isMembers,
  locateMembers,
  type Stored,
  type StoredMembers,
} from '../schema/storage.ts';
import { getElement, getMark, getShape, getType, isDate } from '../schema/walk.ts';

type Schema = z.core.$ZodType;
type Entry = readonly [name: string, value: SQL];

const makeObject = (entries: readonly Entry[]): SQL =>
  sql`json_object(${sql.join(
    entries.map(([name, value]) => sql`${quoteLiteral(name)}, ${value}`),
    sql`, `,
  )})`;

/** The reference to a record: with its collection where it may be one of several. */
const selectReference = (collection: SQL, id: SQL | AnySQLiteColumn, any: boolean): SQL =>
  sql`(select json_object(${any ? sql`'collection', r.collection, ` : sql``}'id', r.id, 'name', r.label,
    'url', '/' || r.collection || '/' || r.id) from records r where r.collection = ${collection} and r.id = ${id})`;

const linkCitation = (id: SQL | AnySQLiteColumn): SQL =>
  sql`json_object('id', ${id}, 'url', '/citations/' || ${id})`;

/** The record that a part of JSON belongs to, and the member of which of its lists. */
interface JsonContext {
  resource: Resource;
  /** Whose evidence it is: a report is a record of its own, an event's date is none. */
  record: { collection: string; id: SQL | AnySQLiteColumn };
  member: { field: string; ordinal: AnySQLiteColumn } | null;
}

/** The evidence for one member of a list, or that a field of a record itself holds. */
function selectEvidence(element: Schema, { record, member }: JsonContext, own: string): SQL {
  const keys = Object.keys(getShape(element) ?? {});
  const entries: Entry[] = [
    ...(keys.includes('source')
      ? [['source', sql`json(${selectReference(quoteLiteral('sources'), sql`c.source_id`, false)})`] as const]
      : []),
    ['exact', sql`c.exact`],
    ['citation', linkCitation(sql`c.id`)],
  ];
  return sql`(select json_group_array(${makeObject(entries)} order by c.ordinal) from ${citations} c
    where c.record_collection = ${quoteLiteral(record.collection)} and c.record_id = ${record.id}
      and c.field = ${quoteLiteral(member?.field ?? own)} and c.member is ${member ? sql`${member.ordinal}` : sql`null`})`;
}

/** The members of a list of references or texts. */
function selectLinks(element: Schema, list: StoredList, owner: AnySQLiteColumn): SQL {
  const mark = getMark(references, element);
  const { table, value, collection, position, where } = list;
  const item = mark
    ? selectReference(
        collection ? sql`${collection}` : quoteLiteral(mark.collections[0] ?? ''),
        value,
        mark.any,
      )
    : sql`${value}`;
  const order = position ? sql`${position}, ${value}` : sql`${value}`;
  const own = sql`${list.owner} = ${owner}${where ? sql` and ${where}` : sql``}`;
  return sql`(select json_group_array(${mark ? sql`json(${item})` : item} order by ${order}) from ${table} where ${own})`;
}

/** The objects of a list. */
function selectMembers(field: string, element: Schema, stored: StoredMembers, around: JsonContext): SQL {
  const { members, owner, ordinal, ownerCollection } = stored;
  const { resource } = around;
  const inside: JsonContext = { resource: members, record: around.record, member: { field, ordinal } };
  let json: SQL;
  if (!members.nested) json = getJson(members);
  else if (members.scalar) json = sql`${getColumn(members.table, members.scalar)}`;
  else json = makeObject(listEntries(getShape(element) ?? {}, element, inside));
  const own = ownerCollection
    ? sql`${ownerCollection} = ${quoteLiteral(resource.name)} and ${owner} = ${getIdColumn(resource)}`
    : sql`${owner} = ${getIdColumn(resource)}`;
  return sql`(select json_group_array(${json} order by ${ordinal}) from ${members.table} where ${own})`;
}

function selectList(field: string, schema: Schema, stored: Stored | undefined, around: JsonContext): SQL {
  const element = getElement(schema) as Schema;
  if (!stored && getMark(evidences, element)) return selectEvidence(element, around, field);
  if (!stored) throw new Error(`${around.resource.name}: no table for ${field}`);
  return isMembers(stored)
    ? selectMembers(field, element, stored, around)
    : selectLinks(element, stored, getIdColumn(around.resource));
}

/** The value of a field of a record, or of a member of a list. */
function selectField(field: string, schema: Schema, around: JsonContext, prefix = ''): SQL {
  const { resource } = around;
  const { table } = resource;
  const own = resource.json?.[field];
  if (own) return own;
  if (getElement(schema))
    return sql`json(${selectList(field, schema, getLists(resource).get(field), around)})`;
  const mark = getMark(references, schema);
  const name = prefix + field;
  if (mark) {
    const id = getColumn(table, `${name}_id`);
    const collection = mark.any
      ? sql`${getColumn(table, `${name}_collection`)}`
      : quoteLiteral(mark.collections[0] ?? '');
    return sql`json(${selectReference(collection, id, mark.any)})`;
  }
  const shape = getShape(schema);
  if (shape) {
    const parts = Object.entries(shape).map(
      ([key, inner]): Entry => [key, selectField(key, inner, around, `${name}_`)],
    );
    const [first = ''] = Object.keys(shape);
    return sql`iif(${getColumn(table, `${name}_${first}`)} is null, null, ${makeObject(parts)})`;
  }
  const column = getColumn(table, name);
  return getType(schema) === 'boolean' && !isDate(schema)
    ? sql`json(iif(${column}, 'true', 'false'))`
    : sql`${column}`;
}

/** The fields of an object; one that is evidence leaves its range to its citation, and points to that. */
function listEntries(shape: Record<string, Schema>, schema: Schema, around: JsonContext): Entry[] {
  const isEvidence = getMark(evidences, schema) !== undefined;
  const kept = Object.entries(shape).filter(
    ([key, field]) => !getMark(apart, field) && !(isEvidence && (key === 'start' || key === 'end')),
  );
  const { table } = around.resource;
  const entries = kept.flatMap(([key, field]): Entry[] => [
    [key, selectField(key, field, around)],
    // The days that a date can mean.
    ...(isDate(field)
      ? ['earliest', 'latest'].map(
          (end): Entry => [`${key}_${end}`, sql`${getColumn(table, `${key}_${end}`)}`],
        )
      : []),
  ]);
  if (isEvidence) entries.push(['citation', linkCitation(getColumn(around.resource.table, 'citation_id'))]);
  return entries;
}

const known = new WeakMap<Resource, SQL>();

/** A list inside a record, shown by itself: its evidence stands under the record that it belongs to. */
function makeNestedContext(resource: Resource): JsonContext {
  const { collection, field } = resource.within ?? { collection: '', field: '' };
  const { owner } = locateMembers(resource);
  return {
    resource,
    record: { collection, id: owner },
    member: { field, ordinal: getColumn(resource.table, 'ordinal') },
  };
}

/** Why fields are null: from their table; what the build makes from other records has no reasons but those of its fields. */
function selectReasons(resource: Resource, schema: Schema): SQL {
  const id = getIdColumn(resource);
  if (!resource.makeRecords)
    return sql`json((select json_group_array(json_object('field', n.field, 'reason', n.reason) order by n.ordinal)
      from ${not_stated} n where n.record_collection = ${quoteLiteral(resource.name)} and n.record_id = ${id}))`;
  const open = Object.entries(getShape(schema) ?? {}).flatMap(([field, inner]) => {
    const reason = getMark(reasonsOpen, inner)?.reason;
    return reason && hasColumn(resource.table, field) ? [{ field, reason }] : [];
  });
  if (!open.length) return sql`json('[]')`;
  const rows = open.map(
    ({ field, reason }) =>
      sql`select iif(${getColumn(resource.table, field)} is null,
        json_object('field', ${quoteLiteral(field)}, 'reason', ${quoteLiteral(reason)}), null) as reason`,
  );
  return sql`json((select json_group_array(json(reason)) from (${sql.join(rows, sql` union all `)}) where reason is not null))`;
}

function makeJson(resource: Resource): SQL {
  const schema = getFullSchema(resource);
  const {
    id: _,
    citations: evidence,
    revised,
    not_stated: __,
    ...fields
  } = schema.shape as Record<string, Schema>;
  const id = getIdColumn(resource);
  const around: JsonContext = resource.nested
    ? makeNestedContext(resource)
    : { resource, record: { collection: resource.name, id }, member: null };
  const shape = resource.nested && evidence ? { ...fields, citations: evidence } : fields;
  const name =
    resource.json?.name ??
    (hasColumn(resource.table, 'name') ? sql`${getColumn(resource.table, 'name')}` : null);
  return makeObject([
    ['id', sql`${id}`],
    ['url', sql`${quoteLiteral(`/${resource.name}/`)} || ${id}`],
    ...(typeof resource.label === 'string' || name === null ? [] : [['name', name] as const]),
    ...listEntries(shape, schema, around),
    ...(resource.nested ? [] : [['not_stated', selectReasons(resource, schema)] as const]),
    ...(revised ? [['revised', sql`${getColumn(resource.table, 'revised')}`] as const] : []),
  ]);
}

/** The JSON of a row of a collection's table, as an expression over its columns. */
export function getJson(resource: Resource): SQL {
  const json = known.get(resource) ?? makeJson(resource);
  known.set(resource, json);
  return json;
}
