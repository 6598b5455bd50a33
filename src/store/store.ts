/** A release's file, opened read-only: what stands in it, and queries prepared once. */
import { realpathSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { and, asc, desc, eq, gte, inArray, lt, type SQL, sql } from 'drizzle-orm';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { LRUCache } from 'lru-cache';
import { quoteLiteral, records, release } from '../schema/columns.ts';
import { getResource } from '../schema/index.ts';
import { isWritten, type Resource } from '../schema/resource.ts';
import { getIdColumn } from '../schema/storage.ts';
import { findNearest } from '../text/closest.ts';
import { checkSchema } from './check-schema.ts';
import type { Effort } from './effort.ts';
import type { Examples } from './examples.ts';
import { checkFile } from './file.ts';
import { getJson } from './json.ts';
import { serveBelow, serveCounts, serveFacts, serveGeometry, serveJson } from './serve.ts';
import { beginReading } from './sqlite.ts';

/** Which dataset is served, and by which version of the service. */
export type Release = typeof release.$inferSelect;

/** How many ids are looked at for a suggestion, to either side of where the wrong one would stand. */
const NEIGHBOURS = 500;

/** Values of a filter that are looked through for a suggestion. */
const MANY_VALUES = 5_000;

/** Queries that are kept prepared: a shape a combination of filters, order and place. */
const PREPARED = 2_000;

/** Numbers that are kept: every page of a list says how many records match, and what its facets count. */
const KEPT = 200_000;

/** A query that is prepared. */
export interface Prepared<T> {
  all(values: Record<string, unknown>): T[];
  get(values: Record<string, unknown>): T | undefined;
}

/** Where the JSON of a collection's records is read: stored by the build, or put together from the tables. */
export function getJsonSource(resource: Resource): { from: SQL | SQLiteTable; id: SQL; json: SQL<string> } {
  if (!isWritten(resource))
    return {
      from: resource.table,
      id: sql`${getIdColumn(resource)}`,
      json: getJson(resource) as SQL<string>,
    };
  const own = sql`${eq(serveJson.collection, quoteLiteral(resource.name))} and ${serveJson.id}`;
  return { from: serveJson, id: own, json: sql<string>`${serveJson.json}` };
}

/** A value of a filter that the build has counted. */
export interface CountedValue {
  /** What `serve_values` knows it by. */
  number: number;
  count: number;
}

const NOT_COUNTED: CountedValue = { number: -1, count: 0 };

/** A release's database. */
export class Store {
  readonly file: string;
  /** The file itself, where that is a link to it: what belongs to it lies beside it. */
  readonly path: string;
  /** Which file it is, whatever stands under its name by now. */
  readonly inode: bigint | undefined;
  readonly sqlite: Database.Database;
  readonly db: BetterSQLite3Database;
  readonly release: Release;
  /** How many records each collection has. */
  readonly counts: Readonly<Record<string, number>>;
  readonly examples: Examples;
  /** Hash of all that the file was built from. */
  readonly inputHash: string;
  private readonly numberedById: ReadonlySet<string>;
  /** What was counted: the data never changes. */
  readonly kept = new LRUCache<string, number | object>({
    maxSize: KEPT,
    sizeCalculation: (value) => (Array.isArray(value) ? value.length + 1 : 1),
  });
  private readonly statements = new LRUCache<string, Prepared<never>>({ max: PREPARED });
  /** What may be done for the question that is being answered; null where that is known to be little. */
  private effort: Effort | null = null;

  /** @throws {Error} where the file is no database of ours */
  constructor(file: string, mapped: boolean) {
    this.file = file;
    this.path = realpathSync(file);
    this.inode = statSync(file, { throwIfNoEntry: false, bigint: true })?.ino;
    this.sqlite = new Database(file, { readonly: true, fileMustExist: true });
    beginReading(this.sqlite, mapped);
    this.db = drizzle(this.sqlite);
    const found = this.db.select().from(release).get();
    if (!found) throw new Error('it holds no release');
    this.release = found;
    const facts = new Map(
      this.db
        .select()
        .from(serveFacts)
        .all()
        .map(({ key, value }) => [key, JSON.parse(value)]),
    );
    this.counts = facts.get('counts');
    this.examples = facts.get('examples');
    this.inputHash = facts.get('input_hash');
    this.numberedById = new Set(facts.get('numbered_by_id'));
    if (!this.counts || !this.examples) throw new Error('it holds no release');
  }

  /** A query, prepared when its shape is first asked for. */
  prepare<T>(shape: string, make: (db: BetterSQLite3Database) => { prepare(): unknown }): Prepared<T> {
    const known = this.statements.get(shape) ?? this.watch(make(this.db).prepare() as Prepared<never>);
    this.statements.set(shape, known);
    return known as Prepared<T>;
  }

  /** A query that is not begun where its question may take no more. */
  private watch<T>(prepared: Prepared<T>): Prepared<T> {
    return {
      all: (values) => {
        this.effort?.check();
        return prepared.all(values);
      },
      get: (values) => {
        this.effort?.check();
        return prepared.get(values);
      },
    };
  }

  /**
   * Answers a question within bounds: what it asks of the data is not begun beyond them.
   * @throws {Stopped} where it was not answered within them
   */
  within<T>(effort: Effort, answer: () => T): T {
    this.effort = effort;
    try {
      return answer();
    } finally {
      this.effort = null;
    }
  }

  /** What was counted before, or is now. */
  keep<T extends number | object>(key: string, count: () => T): T {
    const known = (this.kept.get(key) as T | undefined) ?? count();
    this.kept.set(key, known);
    return known;
  }

  /** How many records a collection has. */
  count(collection: string): number {
    return this.counts[collection] ?? 0;
  }

  /** Whether a collection's rows are numbered in the order of their ids. */
  isNumberedById(collection: string): boolean {
    return this.numberedById.has(collection);
  }

  /** A value of a filter as a facet shows it, with how many records of a collection have it; undefined where it was not counted. */
  findValue(collection: string, filter: string, value: string): CountedValue | undefined {
    const prepared = this.prepare<CountedValue>('findValue', (db) =>
      db
        .select({ number: serveCounts.number, count: serveCounts.count })
        .from(serveCounts)
        .where(
          and(
            eq(serveCounts.collection, sql.placeholder('collection')),
            eq(serveCounts.filter, sql.placeholder('filter')),
            eq(serveCounts.value, sql.placeholder('value')),
          ),
        ),
    );
    const found = this.keep(
      JSON.stringify(['value', collection, filter, value]),
      () => prepared.get({ collection, filter, value }) ?? NOT_COUNTED,
    );
    return found === NOT_COUNTED ? undefined : found;
  }

  /** Where a record is, as a GeoJSON geometry, and where that is from; undefined where it is not known. */
  findGeometry(collection: string, id: string): { geometry: string; origin: string } | undefined {
    const prepared = this.prepare<{ geometry: string; origin: string }>('geometry', (db) =>
      db
        .select({ geometry: serveGeometry.geometry, origin: serveGeometry.origin })
        .from(serveGeometry)
        .where(
          and(
            eq(serveGeometry.collection, sql.placeholder('collection')),
            eq(serveGeometry.id, sql.placeholder('id')),
          ),
        ),
    );
    return prepared.get({ collection, id });
  }

  /** The ids of a record of a tree, and of all that lie below it. */
  listBelow(collection: string, id: string): string[] {
    const prepared = this.prepare<{ id: string }>('below', (db) =>
      db
        .select({ id: serveBelow.id })
        .from(serveBelow)
        .where(
          and(
            eq(serveBelow.collection, sql.placeholder('collection')),
            eq(serveBelow.above, sql.placeholder('id')),
          ),
        ),
    );
    return prepared.all({ collection, id }).map((row) => row.id);
  }

  /** The values that a filter has in any record, in order; of very many the first. */
  listValues(collection: string, filter: string): string[] {
    const prepared = this.prepare<{ value: string }>('listValues', (db) =>
      db
        .select({ value: serveCounts.value })
        .from(serveCounts)
        .where(
          and(
            eq(serveCounts.collection, sql.placeholder('collection')),
            eq(serveCounts.filter, sql.placeholder('filter')),
          ),
        )
        .orderBy(asc(serveCounts.value))
        .limit(MANY_VALUES),
    );
    return prepared.all({ collection, filter }).map(({ value }) => value);
  }

  /** A record's JSON as it is served; undefined where there is none. */
  readJson(resource: Resource, id: string): string | undefined {
    const prepared = this.prepare<{ json: string }>(`json ${resource.name}`, (db) => {
      const { from, id: own, json } = getJsonSource(resource);
      return db
        .select({ json })
        .from(from)
        .where(sql`${own} = ${sql.placeholder('id')}`);
    });
    return prepared.get({ id })?.json;
  }

  /** The JSON of all records of a collection as it is served, in the order of their ids. */
  readAllJson(resource: Resource): string[] {
    const { from, id, json } = getJsonSource(resource);
    const written = isWritten(resource);
    const rows = this.db
      .select({ json })
      .from(from)
      .where(written ? eq(serveJson.collection, resource.name) : undefined)
      .orderBy(written ? serveJson.id : id)
      .all();
    return rows.map((row) => row.json);
  }

  /** Whether a collection has a record. */
  has(collection: string, id: string): boolean {
    const resource = getResource(collection);
    const prepared = this.prepare(`has ${resource.name}`, (db) =>
      db
        .select({ id: getIdColumn(resource) })
        .from(resource.table)
        .where(eq(getIdColumn(resource), sql.placeholder('id'))),
    );
    return prepared.get({ id }) !== undefined;
  }

  /** Names of records of a collection that others may refer to, by their ids. */
  readLabels(collection: string, ids: readonly string[]): ReadonlyMap<string, string> {
    const prepared = this.prepare<{ id: string; label: string }>('labels', (db) =>
      db
        .select({ id: records.id, label: records.label })
        .from(records)
        .where(
          and(
            eq(records.collection, sql.placeholder('collection')),
            inArray(records.id, sql`(select value from json_each(${sql.placeholder('ids')}))`),
          ),
        ),
    );
    const rows = prepared.all({ collection, ids: JSON.stringify(ids) });
    return new Map(rows.map(({ id, label }) => [id, label]));
  }

  /**
   * Ids of a collection that are near to one that does not exist, nearest first. In a large collection only those
   * that begin alike are looked at, so that a wrong id costs no more than a right one.
   */
  findNear(collection: string, id: string): string[] {
    const resource = getResource(collection);
    const column = getIdColumn(resource);
    const findNeighbours = (side: string, where: SQL, order: SQL) =>
      this.prepare<{ id: string }>(`${side} ${resource.name}`, (db) =>
        db.select({ id: column }).from(resource.table).where(where).orderBy(order).limit(NEIGHBOURS),
      ).all({ id });
    const wanted = sql.placeholder('id');
    const found = [
      ...findNeighbours('from', gte(column, wanted), asc(column)),
      ...findNeighbours('before', lt(column, wanted), desc(column)),
    ];
    return findNearest(
      id,
      found.map((row) => row.id),
    );
  }

  close(): void {
    this.sqlite.close();
  }
}

/**
 * Opens a database that the build has written.
 * @param checked whether it is read whole first, to see that it is as it was written, and held against what is asked of it
 * @param mapped whether the file is mapped into memory: faster where the same is asked for again and again; what
 * reads all of it, once, would count as the memory of the process
 * @throws {Error} where there is none, or it is not of this kind
 */
export function openStore(file: string, { checked = true, mapped = true } = {}): Store {
  let store: Store | undefined;
  try {
    if (checked) checkFile(file);
    store = new Store(file, mapped);
    if (checked) checkSchema(store.sqlite, store.release.version);
    return store;
  } catch (error) {
    store?.close();
    const { message, code } = error as NodeJS.ErrnoException;
    // What may not be read does not want to be built anew.
    const advice =
      code === 'EACCES' ? 'whoever runs the server has to be able to read it' : 'run npm run data:build';
    throw new Error(`${file} cannot be used: ${message}; ${advice}`, { cause: error });
  }
}
