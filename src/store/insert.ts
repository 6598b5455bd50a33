/** Records to rows: each in its table, its lists in theirs, all through Drizzle. */
import { getTableColumns, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { records } from '../schema/columns.ts';
import { references } from '../schema/fields.ts';
import { citationsOf, fullSchema, labelOf, reasonsOf } from '../schema/present.ts';
import type { Dataset, Rec, Resource, StoredList } from '../schema/resource.ts';
import { not_stated } from '../schema/shared.ts';
import { isMembers, listsOf, type StoredMembers } from '../schema/storage.ts';
import { elementOf, marked, pointsTo } from '../schema/walk.ts';

/** A record with the fields that the build derives. */
export type Full = (collection: string, id: string, written?: Rec) => Rec;

type Row = Record<string, unknown>;

/** Writes records, one after the other, with statements that are prepared once. */
export class Inserter {
  private readonly db: BetterSQLite3Database;
  private readonly dataset: Dataset;
  private readonly full: Full;
  private readonly prepared = new Map<SQLiteTable, (row: Row) => void>();

  private readonly incomplete: boolean;

  /** @param incomplete whether rows that stand there already are passed over, rather than an error */
  constructor(db: BetterSQLite3Database, dataset: Dataset, full: Full, incomplete = false) {
    this.incomplete = incomplete;
    this.db = db;
    this.dataset = dataset;
    this.full = full;
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
  record(resource: Resource, written: Rec): Rec {
    const full = this.full(resource.name, written.id, written);
    this.row(resource, full, {});
    return full;
  }

  private row(resource: Resource, full: Rec, place: Row): void {
    const name = typeof resource.label === 'string' ? full.name : labelOf(resource, full, this.dataset);
    this.insert(resource.table, resource.row({ ...full, name, ...place } as never));
    // What is made from other records is referred to by none.
    if (!resource.made)
      this.insert(records, {
        collection: resource.name,
        id: full.id,
        label: typeof resource.label === 'string' ? String(full[resource.label]) : name,
      });
    for (const [ordinal, reason] of reasonsOf(resource, full).entries())
      this.insert(not_stated, {
        record_collection: resource.name,
        record_id: full.id,
        ordinal,
        ...reason,
      });
    const cited = new Map(citationsOf(resource, full).map(({ id, path }) => [path.join('.'), id]));
    this.lists(resource, full, { resource, full, cited, path: [] });
  }

  private lists(resource: Resource, record: Rec, around: Around): void {
    for (const [field, stored] of listsOf(resource)) {
      const values = (record[field] ?? []) as unknown[];
      const path = [...around.path, field];
      if (isMembers(stored)) this.members(stored, resource, record, values as Row[], { ...around, path });
      else if (stored.written) this.links(stored, resource, field, record, values);
    }
  }

  private links(list: StoredList, resource: Resource, field: string, { id }: Rec, values: unknown[]): void {
    const element = elementOf(fullSchema(resource).shape[field] as never);
    const mark = element && marked(references, element);
    for (const [position, value] of values.entries()) {
      const to = mark ? pointsTo(mark, String(value)) : { collection: '', id: value };
      this.insert(list.table as SQLiteTable, {
        owner: id,
        value: to.id,
        ...(list.collection ? { collection: to.collection } : {}),
        position,
        ...list.written,
      });
    }
  }

  private members(
    { members, ownerCollection }: StoredMembers,
    parent: Resource,
    record: Rec,
    values: readonly Row[],
    around: Around,
  ): void {
    const taken = new Set<string>();
    const prefix = ownerCollection ? `${parent.name}.` : '';
    for (const [ordinal, member] of values.entries()) {
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
        this.row(members, this.full(members.name, named, embedded as Rec), place);
        continue;
      }
      this.insert(members.table, members.row({ ...own, ...place } as never));
      this.lists(members, own as Rec, { ...around, path });
    }
  }
}

interface Around {
  resource: Resource;
  full: Rec;
  /** The citations that a record's evidence makes, by its path in the record. */
  cited: ReadonlyMap<string, string>;
  path: (string | number)[];
}
