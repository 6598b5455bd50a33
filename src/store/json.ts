/**
 * A record's JSON as it is served, put together by SQLite from the tables: what is answered is what the tables hold.
 * References come with name and URL, evidence with its citation, and every empty field with the reason.
 */
import { type SQL, sql } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import type * as z from 'zod';
import { citations } from '../schema/citations.ts';
import { evidences, reasonsOpen, references } from '../schema/fields.ts';
import { fullSchema } from '../schema/present.ts';
import type { Resource, StoredList } from '../schema/resource.ts';
import { not_stated } from '../schema/shared.ts';
import {
  columnNamed,
  hasColumn,
  idOf,
  isMembers,
  listsOf,
  membersOf,
  type Stored,
  type StoredMembers,
} from '../schema/storage.ts';
import { elementOf, isDate, marked, shapeOf, typeOf } from '../schema/walk.ts';

type Schema = z.core.$ZodType;
type Entry = readonly [name: string, value: SQL];

/** A constant, in the text of the query: views and indexes take no parameters, and plans are better for it. */
export const literal = (text: string): SQL => sql.raw(`'${text.replaceAll("'", "''")}'`);

const object = (entries: readonly Entry[]): SQL =>
  sql`json_object(${sql.join(
    entries.map(([name, value]) => sql`${literal(name)}, ${value}`),
    sql`, `,
  )})`;

/** The reference to a record: with its collection where it may be one of several. */
const reference = (collection: SQL, id: SQL | AnySQLiteColumn, any: boolean): SQL =>
  sql`(select json_object(${any ? sql`'collection', r.collection, ` : sql``}'id', r.id, 'name', r.label,
    'url', '/' || r.collection || '/' || r.id) from records r where r.collection = ${collection} and r.id = ${id})`;

const link = (id: SQL | AnySQLiteColumn): SQL => sql`json_object('id', ${id}, 'url', '/citations/' || ${id})`;

/** The record that a part of JSON belongs to, and the member of which of its lists. */
interface Around {
  resource: Resource;
  /** Whose evidence it is: a report is a record of its own, an event's date is none. */
  record: { collection: string; id: SQL | AnySQLiteColumn };
  member: { field: string; ordinal: AnySQLiteColumn } | null;
}

/** The evidence for one member of a list, or that a field of a record itself holds. */
function evidenceOf(element: Schema, { record, member }: Around, own: string): SQL {
  const keys = Object.keys(shapeOf(element) ?? {});
  const entries: Entry[] = [
    ...(keys.includes('source')
      ? [['source', sql`json(${reference(literal('sources'), sql`c.source_id`, false)})`] as const]
      : []),
    ['exact', sql`c.exact`],
    ['citation', link(sql`c.id`)],
  ];
  return sql`(select json_group_array(${object(entries)} order by c.ordinal) from ${citations} c
    where c.record_collection = ${literal(record.collection)} and c.record_id = ${record.id}
      and c.field = ${literal(member?.field ?? own)} and c.member is ${member ? sql`${member.ordinal}` : sql`null`})`;
}

/** The members of a list of references or texts. */
function linkedValues(element: Schema, list: StoredList, owner: AnySQLiteColumn): SQL {
  const mark = marked(references, element);
  const { table, value, collection, position, where } = list;
  const item = mark
    ? reference(collection ? sql`${collection}` : literal(mark.collections[0] ?? ''), value, mark.any)
    : sql`${value}`;
  const order = position ? sql`${position}, ${value}` : sql`${value}`;
  const own = sql`${list.owner} = ${owner}${where ? sql` and ${where}` : sql``}`;
  return sql`(select json_group_array(${mark ? sql`json(${item})` : item} order by ${order}) from ${table} where ${own})`;
}

/** The objects of a list. */
function memberValues(field: string, element: Schema, stored: StoredMembers, around: Around): SQL {
  const { members, owner, ordinal, ownerCollection } = stored;
  const { resource } = around;
  const inside: Around = { resource: members, record: around.record, member: { field, ordinal } };
  let json: SQL;
  if (!members.nested) json = jsonOf(members);
  else if (members.scalar) json = sql`${columnNamed(members.table, members.scalar)}`;
  else json = object(entriesOf(shapeOf(element) ?? {}, element, inside));
  const own = ownerCollection
    ? sql`${ownerCollection} = ${literal(resource.name)} and ${owner} = ${idOf(resource)}`
    : sql`${owner} = ${idOf(resource)}`;
  return sql`(select json_group_array(${json} order by ${ordinal}) from ${members.table} where ${own})`;
}

function listJson(field: string, schema: Schema, stored: Stored | undefined, around: Around): SQL {
  const element = elementOf(schema) as Schema;
  if (!stored && marked(evidences, element)) return evidenceOf(element, around, field);
  if (!stored) throw new Error(`${around.resource.name}: no table for ${field}`);
  return isMembers(stored)
    ? memberValues(field, element, stored, around)
    : linkedValues(element, stored, idOf(around.resource));
}

/** The value of a field of a record, or of a member of a list. */
function fieldJson(field: string, schema: Schema, around: Around, prefix = ''): SQL {
  const { resource } = around;
  const { table } = resource;
  const own = resource.json?.[field];
  if (own) return own;
  if (elementOf(schema)) return sql`json(${listJson(field, schema, listsOf(resource).get(field), around)})`;
  const mark = marked(references, schema);
  const name = prefix + field;
  if (mark) {
    const id = columnNamed(table, `${name}_id`);
    const collection = mark.any
      ? sql`${columnNamed(table, `${name}_collection`)}`
      : literal(mark.collections[0] ?? '');
    return sql`json(${reference(collection, id, mark.any)})`;
  }
  const shape = shapeOf(schema);
  if (shape) {
    const parts = Object.entries(shape).map(
      ([key, inner]): Entry => [key, fieldJson(key, inner, around, `${name}_`)],
    );
    const [first = ''] = Object.keys(shape);
    return sql`iif(${columnNamed(table, `${name}_${first}`)} is null, null, ${object(parts)})`;
  }
  const column = columnNamed(table, name);
  return typeOf(schema) === 'boolean' && !isDate(schema)
    ? sql`json(iif(${column}, 'true', 'false'))`
    : sql`${column}`;
}

/** The fields of an object; one that is evidence leaves its range to its citation, and points to that. */
function entriesOf(shape: Record<string, Schema>, schema: Schema, around: Around): Entry[] {
  const isEvidence = marked(evidences, schema) !== undefined;
  const kept = Object.entries(shape).filter(([key]) => !(isEvidence && (key === 'start' || key === 'end')));
  const { table } = around.resource;
  const entries = kept.flatMap(([key, field]): Entry[] => [
    [key, fieldJson(key, field, around)],
    // The days that a date can mean.
    ...(isDate(field)
      ? ['earliest', 'latest'].map(
          (end): Entry => [`${key}_${end}`, sql`${columnNamed(table, `${key}_${end}`)}`],
        )
      : []),
  ]);
  if (isEvidence) entries.push(['citation', link(columnNamed(around.resource.table, 'citation_id'))]);
  return entries;
}

const known = new WeakMap<Resource, SQL>();

/** A list inside a record, shown by itself: its evidence stands under the record that it belongs to. */
function aroundNested(resource: Resource): Around {
  const { collection, field } = resource.within ?? { collection: '', field: '' };
  const { owner } = membersOf(resource);
  return {
    resource,
    record: { collection, id: owner },
    member: { field, ordinal: columnNamed(resource.table, 'ordinal') },
  };
}

/** Why fields are null: from their table; what the build makes from other records has no reasons but those of its fields. */
function reasonsJson(resource: Resource, schema: Schema): SQL {
  const id = idOf(resource);
  if (!resource.made)
    return sql`json((select json_group_array(json_object('field', n.field, 'reason', n.reason) order by n.ordinal)
      from ${not_stated} n where n.record_collection = ${literal(resource.name)} and n.record_id = ${id}))`;
  const open = Object.entries(shapeOf(schema) ?? {}).flatMap(([field, inner]) => {
    const reason = marked(reasonsOpen, inner)?.reason;
    return reason && hasColumn(resource.table, field) ? [{ field, reason }] : [];
  });
  if (!open.length) return sql`json('[]')`;
  const rows = open.map(
    ({ field, reason }) =>
      sql`select iif(${columnNamed(resource.table, field)} is null,
        json_object('field', ${literal(field)}, 'reason', ${literal(reason)}), null) as reason`,
  );
  return sql`json((select json_group_array(json(reason)) from (${sql.join(rows, sql` union all `)}) where reason is not null))`;
}

function makeJson(resource: Resource): SQL {
  const schema = fullSchema(resource);
  const {
    id: _,
    citations: evidence,
    revised,
    not_stated: __,
    ...fields
  } = schema.shape as Record<string, Schema>;
  const id = idOf(resource);
  const around: Around = resource.nested
    ? aroundNested(resource)
    : { resource, record: { collection: resource.name, id }, member: null };
  const shape = resource.nested && evidence ? { ...fields, citations: evidence } : fields;
  const name =
    resource.json?.name ??
    (hasColumn(resource.table, 'name') ? sql`${columnNamed(resource.table, 'name')}` : null);
  return object([
    ['id', sql`${id}`],
    ['url', sql`${literal(`/${resource.name}/`)} || ${id}`],
    ...(typeof resource.label === 'string' || name === null ? [] : [['name', name] as const]),
    ...entriesOf(shape, schema, around),
    ...(resource.nested ? [] : [['not_stated', reasonsJson(resource, schema)] as const]),
    ...(revised ? [['revised', sql`${columnNamed(resource.table, 'revised')}`] as const] : []),
  ]);
}

/** The JSON of a row of a collection's table, as an expression over its columns. */
export function jsonOf(resource: Resource): SQL {
  const json = known.get(resource) ?? makeJson(resource);
  known.set(resource, json);
  return json;
}
