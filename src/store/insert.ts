/** Records to rows: each in its table, its lists in theirs, all through Drizzle. */
import { getTableColumns, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { records } from '../schema/columns.ts';
import { references } from '../schema/fields.ts';
import { getFullSchema, listReasons, makeCitations, makeLabel } from '../schema/present.ts';
import type { Dataset, Rec, Resource, StoredList } from '../schema/resource.ts';
import { not_stated } from '../schema/shared.ts';
import { getLists, isMembers, type StoredMembers } from '../schema/storage.ts';
import { getElement, getMark, parseReference } from '../schema/walk.ts';

/** A record with the fields that the build derives. */
export type Derive = (collection: string, id: string, written?: Rec) => Rec;

type Row = Record<string, unknown>;

/** Writes records, one after the other, with statements that are prepared once. */
export class Inserter {
  private readonly db: BetterSQLite3Database;
  private readonly dataset: Dataset;
  private readonly derive: Derive;
  private readonly prepared = new Map<SQLiteTable, (row: Row) => void>();

  private readonly incomplete: boolean;

  /** @param incomplete whether rows that stand there already are passed over, rather than an error */
  constructor(db: BetterSQLite3Database, dataset: Dataset, derive: Derive, incomplete = false) {
    this.incomplete = incomplete;
    this.db = db;
    this.dataset = dataset;
    this.derive = derive;
  }

  /** Writes a row; keys that are no columns are passed over, columns without a key are an error. */
  insert(table: SQLiteTable, row: Row): void {
    const insert = this.prepared.get(table) ?? this.prepare(table);
    this.prepared.set(table, insert);
    insert(row);
  }

  private prepare(table: SQLiteTable): (row: Row) => void {
    const keys = Object.keys(getTableColumns(table));
    const values = Object.fromEntries(keys.map((key) => [key, sql.placeholder(key)]));
    const insert = this.db.insert(table).values(values as never);
    const statement = (this.incomplete ? insert.onConflictDoNothing() : insert).prepare();
    return (row) => {
      statement.run(row);
    };
  }

  /** Writes a record of a collection, its lists and all that is written inside it. */
  insertRecord(resource: Resource, written: Rec): Rec {
    const full = this.derive(resource.name, written.id, written);
    this.insertRow(resource, full, {});
    return full;
  }

  private insertRow(resource: Resource, full: Rec, place: Row): void {
    const name = typeof resource.label === 'string' ? full.name : makeLabel(resource, full, this.dataset);
    this.insert(resource.table, resource.row({ ...full, name, ...place } as never));
    const label = typeof resource.label === 'string' ? String(full[resource.label]) : String(name);
    // What is made from other records is referred to by none but the members of its lists.
    if (!resource.makeRecords || [...getLists(resource).values()].some(isMembers))
      this.insert(records, { collection: resource.name, id: full.id, label });
    if (!resource.makeRecords) this.insertReasons(resource, full);
    const cited = new Map(makeCitations(resource, full).map(({ id, path }) => [path.join('.'), id]));
    this.insertLists(resource, full, { resource, full, label, cited, path: [] });
  }

  /** Writes why fields are null or empty. */
  private insertReasons(resource: Resource, record: Rec): void {
    for (const [ordinal, reason] of listReasons(resource, record).entries())
      this.insert(not_stated, {
        id: `${resource.name}.${record.id}.${reason.field.replaceAll('_', '-')}`,
        record_collection: resource.name,
        record_id: record.id,
        ordinal,
        ...reason,
      });
  }

  private insertLists(resource: Resource, record: Rec, around: InsertContext): void {
    for (const [field, stored] of getLists(resource)) {
      const values = (record[field] ?? []) as unknown[];
      const path = [...around.path, field];
      if (isMembers(stored))
        this.insertMembers(stored, resource, record, values as Row[], { ...around, path });
      else if (stored.insertAs) this.insertLinks(stored, resource, field, record, values);
    }
  }

  private insertLinks(
    list: StoredList,
    resource: Resource,
    field: string,
    { id }: Rec,
    values: unknown[],
  ): void {
    const element = getElement(getFullSchema(resource).shape[field] as never);
    const mark = element && getMark(references, element);
    for (const [position, value] of values.entries()) {
      const to = mark ? parseReference(mark, String(value)) : { collection: '', id: value };
      this.insert(list.table as SQLiteTable, {
        owner: id,
        value: to.id,
        ...(list.collection ? { collection: to.collection } : {}),
        position,
        ...list.insertAs,
      });
    }
  }

  private insertMembers(
    { members, ownerCollection }: StoredMembers,
    parent: Resource,
    record: Rec,
    values: readonly Row[],
    around: InsertContext,
  ): void {
    const taken = new Set<string>();
    const prefix = ownerCollection ? `${parent.name}.` : '';
    for (const [ordinal, value] of values.entries()) {
      const member = members.scalar === undefined ? value : { [members.scalar]: value };
      const named = prefix + (members.within?.id(record, member) ?? '');
      // Nothing tells some members apart, or what does is the same: then their number does.
      const isNamed = named !== prefix + record.id;
      let number = isNamed ? 1 : ordinal + 1;
      let id = isNamed ? named : `${named}.${number}`;
      while (taken.has(id)) id = `${named}.${++number}`;
      taken.add(id);
      const path = [...around.path, ordinal];
      const place = {
        owner: ownerCollection ? `${parent.name}/${record.id}` : record.id,
        ordinal,
        citation_id: around.cited.get(path.join('.')),
      };
      const own = { ...member, id };
      // A record of a collection of its own has evidence, derived fields and lists of its own.
      if (this.dataset.resources.includes(members)) {
        const embedded = { id: named, [parent.singular]: record.id, ...member };
        this.insertRow(members, this.derive(members.name, named, embedded as Rec), place);
        continue;
      }
      this.insert(members.table, members.row({ ...own, ...place } as never));
      // What lists of its own refer to.
      const label = `${around.label}, ${members.within?.field} ${ordinal + 1}`;
      if (members.lists) this.insert(records, { collection: members.name, id, label });
      this.insertLists(members, own as Rec, { ...around, label, path });
    }
  }
}

interface InsertContext {
  resource: Resource;
  full: Rec;
  /** What a record or member of a list is shown as, where others refer to it. */
  label: string;
  /** The citations that a record's evidence makes, by its path in the record. */
  cited: ReadonlyMap<string, string>;
  path: (string | number)[];
}
