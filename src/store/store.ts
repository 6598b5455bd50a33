import Database from 'better-sqlite3';
import { LRUCache } from 'lru-cache';
import { nearest } from '../text/closest.ts';
import type { Examples } from './examples.ts';
import { asNumbers, RecordSet } from './record-set.ts';
import { PIECE } from './stored.ts';

export interface Release {
  id: string;
  date: string;
  title: string;
  description: string;
  version: string;
}

export interface Row {
  id: string;
  json: string;
}

/** What can be asked by: see `fields` in src/store/tables.ts. */
interface Field {
  n: number;
  first_term: number;
  size: number;
}

/** How many ids are looked at for a suggestion, to either side of where the wrong one would stand. */
const NEIGHBOURS = 500;

/** Bytes of the file that are mapped: as many as SQLite allows. */
const MAPPED = 2 ** 31 - 65_536;

/** Pieces of arrays that are kept, 16 KiB each: what is read anew each time also has to be thrown away each time. */
const KEPT_PIECES = 1024;
/** More than an array has. */
const MAX_PIECES = 2 ** 20;

/** What is prepared once for each collection. */
interface Prepared {
  byNumber: Database.Statement<[number], Row>;
  bytes: Database.Statement<[number], Buffer>;
  joined: Database.Statement<[string, string, string], Buffer>;
  numberOf: Database.Statement<[string], number>;
  labelOf: Database.Statement<[string], string>;
  from: Database.Statement<[string, number], string>;
  before: Database.Statement<[string, number], string>;
}

/**
 * A release's database, opened read-only. Everything asked of it is a look-up by key: records by their number or
 * id, sets and orders by name. What a question means in sets is decided in `select.ts` and `page.ts`.
 */
export class Store {
  readonly file: string;
  readonly sqlite: Database.Database;
  readonly release: Release;
  readonly counts: Readonly<Record<string, number>>;
  readonly examples: Examples;
  private readonly collections = new Map<string, Prepared>();
  private readonly fields = new Map<string, Field>();
  private readonly recent: LRUCache<number, Uint32Array>;
  private readonly terms: Database.Statement<[number, string], { count: number; records: Buffer }>;
  private readonly termValues: Database.Statement<[number], string>;
  private readonly pieces: Database.Statement<[number, number], Buffer>;
  private readonly bounds: Database.Statement<[number, number], number>;
  private readonly facets: Database.Statement<[number], string>;

  /**
   * @param mapped whether the file is mapped into memory, and much is kept of it: faster where the same is asked for
   * again and again; what reads all of it, once, would count as the memory of the process
   * @throws {Error} where the file is no database of ours
   */
  constructor(file: string, mapped: boolean) {
    this.file = file;
    this.recent = new LRUCache({ max: mapped ? KEPT_PIECES : KEPT_PIECES / 8 });
    this.sqlite = new Database(file, { readonly: true, fileMustExist: true });
    const { sqlite } = this;
    sqlite.pragma('query_only = ON');
    sqlite.pragma(`mmap_size = ${mapped ? MAPPED : 0}`);
    // The file never changes: one transaction for good spares each look-up the locks, which cost more than itself.
    sqlite.exec('BEGIN');
    const meta = sqlite.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck();
    const read = (key: string) => JSON.parse(String(meta.get(key)));
    this.release = read('release');
    this.counts = read('counts');
    this.examples = read('examples');
    for (const field of sqlite.prepare('SELECT * FROM fields').all() as (Field & {
      collection: string;
      name: string;
    })[])
      this.fields.set(`${field.collection} ${field.name}`, field);
    this.terms = sqlite.prepare('SELECT count, records FROM terms WHERE field = ? AND value = ?');
    this.termValues = sqlite.prepare<[number], string>('SELECT value FROM terms WHERE n = ?').pluck();
    this.pieces = sqlite
      .prepare<[number, number], Buffer>('SELECT data FROM arrays WHERE field = ? AND piece = ?')
      .pluck();
    this.bounds = sqlite
      .prepare<[number, number], number>(
        'SELECT first FROM bounds WHERE field = ? AND key >= ? ORDER BY key LIMIT 1',
      )
      .pluck();
    this.facets = sqlite.prepare<[number], string>('SELECT "values" FROM facets WHERE field = ?').pluck();
  }

  private of(collection: string): Prepared {
    const known = this.collections.get(collection);
    if (known) return known;
    const { sqlite } = this;
    const prepared: Prepared = {
      byNumber: sqlite.prepare(`SELECT id, json FROM "${collection}" WHERE n = ?`),
      bytes: sqlite
        .prepare<[number], Buffer>(`SELECT CAST(json AS BLOB) FROM "${collection}" WHERE n = ?`)
        .pluck(),
      // CROSS JOIN keeps the order of the list.
      joined: sqlite
        .prepare<[string, string, string], Buffer>(
          `SELECT CAST(? || coalesce(group_concat(record.json), '') || ? AS BLOB)
             FROM json_each(?) AS numbers CROSS JOIN "${collection}" AS record ON record.n = numbers.value`,
        )
        .pluck(),
      numberOf: sqlite.prepare<[string], number>(`SELECT n FROM "${collection}" WHERE id = ?`).pluck(),
      labelOf: sqlite.prepare<[string], string>(`SELECT label FROM "${collection}" WHERE id = ?`).pluck(),
      from: sqlite
        .prepare<[string, number], string>(`SELECT id FROM "${collection}" WHERE id >= ? ORDER BY id LIMIT ?`)
        .pluck(),
      before: sqlite
        .prepare<[string, number], string>(
          `SELECT id FROM "${collection}" WHERE id < ? ORDER BY id DESC LIMIT ?`,
        )
        .pluck(),
    };
    this.collections.set(collection, prepared);
    return prepared;
  }

  count(collection: string): number {
    return this.counts[collection] ?? 0;
  }

  /** @throws {Error} where no record has the number */
  record(collection: string, n: number): Row {
    const row = this.of(collection).byNumber.get(n);
    if (!row) throw new Error(`No record ${n} in ${collection}`);
    return row;
  }

  /**
   * A record's JSON in UTF-8: what is only passed on need not become a string.
   * @throws {Error} where no record has the number
   */
  json(collection: string, n: number): Buffer {
    const bytes = this.of(collection).bytes.get(n);
    if (!bytes) throw new Error(`No record ${n} in ${collection}`);
    return bytes;
  }

  /**
   * The JSON of records with commas between them, what goes before, and what after. SQLite puts them together: one
   * piece of memory to be thrown away after an answer rather than one for each record and another for all.
   */
  joined(collection: string, numbers: readonly number[], before: string, after: string): Buffer {
    return this.of(collection).joined.get(before, after, JSON.stringify(numbers)) as Buffer;
  }

  numberOf(collection: string, id: string): number | undefined {
    return this.of(collection).numberOf.get(id);
  }

  has(collection: string, id: string): boolean {
    return this.numberOf(collection, id) !== undefined;
  }

  labelOf(collection: string, id: string): string {
    return this.of(collection).labelOf.get(id) ?? id;
  }

  /**
   * Ids of a collection that are near to one that does not exist, nearest first. In a large collection only those
   * that begin alike are looked at, so that a wrong id costs no more than a right one.
   */
  near(collection: string, id: string): string[] {
    const { from, before } = this.of(collection);
    return nearest(id, [...from.all(id, NEIGHBOURS), ...before.all(id, NEIGHBOURS)]);
  }

  private field(collection: string, name: string): Field {
    const field = this.fields.get(`${collection} ${name}`);
    if (!field) throw new Error(`${collection} cannot be asked by ${name}`);
    return field;
  }

  /** The records that have a value; null where none has. */
  term(collection: string, name: string, value: string): RecordSet | null {
    const found = this.terms.get(this.field(collection, name).n, value);
    return found ? RecordSet.decode(found.records, found.count, this.count(collection)) : null;
  }

  /** How many values a filter has, or records an order. */
  size(collection: string, name: string): number {
    return this.field(collection, name).size;
  }

  /** The value that a term stands for; terms of a filter are numbered from 0. */
  termValue(collection: string, name: string, term: number): string {
    return String(this.termValues.get(this.field(collection, name).first_term + term));
  }

  /** A piece of one of the long arrays: see `PIECE`. Those read last are kept: a range reads hundreds. */
  piece(collection: string, name: string, piece: number): Uint32Array {
    const { n } = this.field(collection, name);
    const key = n * MAX_PIECES + piece;
    const kept = this.recent.get(key);
    if (kept) return kept;
    const data = this.pieces.get(n, piece);
    if (!data) throw new Error(`${collection} has no piece ${piece} of ${name}`);
    const numbers = asNumbers(data);
    this.recent.set(key, numbers);
    return numbers;
  }

  /** Reads one of the long arrays at any place; places that lie together are read together. */
  reader(collection: string, name: string): (at: number) => number {
    let read = -1;
    let numbers: Uint32Array = new Uint32Array();
    return (at) => {
      const piece = Math.floor(at / PIECE);
      if (piece !== read) {
        numbers = this.piece(collection, name, piece);
        read = piece;
      }
      return numbers[at % PIECE] as number;
    };
  }

  /** Where in an order the records begin whose number or day is at least `key`; its end where there are none. */
  bound(collection: string, name: string, key: number): number {
    const { n, size } = this.field(collection, name);
    return this.bounds.get(n, key) ?? size;
  }

  /** The commonest values of a filter in the whole collection, with how many records have them. */
  commonest(collection: string, name: string): [value: string, count: number][] {
    return JSON.parse(this.facets.get(this.field(collection, name).n) ?? '[]');
  }

  close(): void {
    this.sqlite.close();
  }
}

/**
 * Opens a database that the build has written. See the constructor for `mapped`.
 * @throws {Error} where there is none, or it is not of this kind
 */
export function openStore(file: string, { mapped = true } = {}): Store {
  try {
    return new Store(file, mapped);
  } catch (error) {
    throw new Error(`${file} cannot be used: ${(error as Error).message}; run npm run data:build`, {
      cause: error,
    });
  }
}
