/** A release's file: written beside the old one and put in its place by a rename, so that there is always a whole one. */
import { createHash } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { columnGuide, guide, tableGuide } from '../schema/guide.ts';
import { collections } from '../schema/index.ts';
import { labelOf } from '../schema/present.ts';
import { type Dataset, isWritten } from '../schema/resource.ts';
import { idOf } from '../schema/storage.ts';
import { viewGuides } from '../schema/views.ts';
import { eventTitles, ownerOf, searchText } from '../text/search-text.ts';
import { chooseExamples } from './choose-examples.ts';
import { insertBelow, insertCounts } from './counts.ts';
import { type Full, Inserter } from './insert.ts';
import { jsonOf, literal } from './json.ts';
import { beginIndex, firstRow, mergeIndex } from './search.ts';
import { serveFacts, serveJson } from './serve.ts';

const MIGRATIONS = fileURLToPath(new URL('../../migrations', import.meta.url));

/** In the header of the file: it is one of ours, or one that was made for measuring. */
export const APPLICATION_ID = { dataset: 0x44_45_4d_41, bench: 0x44_45_4d_42 } as const;

/** Page cache of a build, in KiB: indexes are filled in no order, and would else be written over and over. */
const CACHE_KIB = 262_144;

/** What a database is written from. */
export interface Input {
  dataset: Dataset;
  full: Full;
  release: { date: string; title: string; description: string };
  /** Version of the service. */
  version: string;
  /** What tells whether the file is still that of its input. */
  inputHash: string;
  /** Whether some records could not be read: what cannot be written beside others is left out. */
  incomplete?: boolean;
  /** Whether the data is made up for measuring: such a file replaces none but its like. */
  bench?: boolean;
}

/** What was built. */
export interface Built {
  /** Id of the release: a hash of all that is served. */
  release: string;
  records: number;
}

/** Says what a long build is at. */
export type Progress = (what: string) => void;

/** Where SQLite's header has the application id (https://www.sqlite.org/fileformat.html §1.3.17). */
const ID_AT = 68;

/** The application id of a file; null where it is no SQLite database. */
function applicationId(file: string): number | null {
  const header = Buffer.alloc(ID_AT + 4);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, header, 0, header.length, 0);
  } finally {
    closeSync(descriptor);
  }
  return header.toString('latin1', 0, 15) === 'SQLite format 3' ? header.readInt32BE(ID_AT) : null;
}

/** A file that is not ours to write over. */
export class ForeignFile extends Error {}

const isFile = (path: string) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

/**
 * The file that a build replaces: where a link leads, so that the link stays; an empty file holds nothing to be lost.
 * @throws {ForeignFile} where something is there that is no database of this kind
 */
function replaceable(file: string, id: number): string {
  if (!lstatSync(file, { throwIfNoEntry: false })) return file;
  if (isFile(file) && (statSync(file).size === 0 || applicationId(file) === id)) return realpathSync(file);
  throw new ForeignFile(
    `${file} is there and is not a dataset of ours; nothing is written over it: name another file, or remove it`,
  );
}

function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // another user's
  }
}

/** Removes what builds that were killed have left. */
function sweep(file: string) {
  for (const name of readdirSync(dirname(file))) {
    const [, pid] = /\.(\d+)\.tmp/.exec(name) ?? [];
    if (name.startsWith(`${basename(file)}.`) && pid && !runs(Number(pid)))
      rmSync(join(dirname(file), name), { force: true });
  }
}

function flush(path: string) {
  const descriptor = openSync(path, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}

/** Writes all records; the hash of all that is written, and how many each collection has. */
function insertRecords(
  sqlite: Database.Database,
  db: BetterSQLite3Database,
  input: Input,
  progress: Progress,
) {
  const { dataset, full } = input;
  const hash = createHash('sha256').update(`${input.version}\n`);
  for (const name of readdirSync(MIGRATIONS).filter((file) => file.endsWith('.sql')))
    hash.update(readFileSync(join(MIGRATIONS, name)));
  const counts: Record<string, number> = {};
  const inserter = new Inserter(db, dataset, full, input.incomplete);
  const index = beginIndex(sqlite);
  const titles = eventTitles(dataset);
  for (const [place, resource] of dataset.resources.entries()) {
    let n = 0;
    for (const written of dataset.all(resource.name)) {
      // Members of a list are written with the record they belong to.
      const record = resource.within
        ? full(resource.name, written.id, written)
        : inserter.record(resource, written);
      hash.update(JSON.stringify(record));
      index.add({
        row: firstRow(place) + n,
        id: record.id,
        label: labelOf(resource, record, dataset),
        owner: ownerOf(resource, record, dataset),
        body: searchText(resource, record, dataset),
        events: resource.name === 'people' ? (titles.get(record.id) ?? []).join(' · ') : '',
      });
      n++;
    }
    counts[resource.name] = n;
    progress(`${n} ${resource.name}`);
  }
  index.end();
  return { hash, counts };
}

function fill(sqlite: Database.Database, input: Input, progress: Progress): Built {
  const db = drizzle(sqlite);
  migrate(db, { migrationsFolder: MIGRATIONS });
  // How the tables were made is no part of the dataset.
  sqlite.exec('DROP TABLE __drizzle_migrations');
  const { resources } = input.dataset;
  return db.transaction(() => {
    const { hash, counts } = insertRecords(sqlite, db, input, progress);
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
    insertBelow(db, resources);
    for (const resource of resources.filter(isWritten))
      db.run(
        sql`insert into ${serveJson} (collection, id, json)
          select ${literal(resource.name)}, ${idOf(resource)}, ${jsonOf(resource)} from ${resource.table} order by ${idOf(resource)}`,
      );
    progress('JSON');
    for (const json of storedJson(db)) hash.update(json);
    for (const { name, table } of collections.filter(({ nested }) => nested))
      counts[name] = db.select({ count: sql<number>`count(*)` }).from(table).get()?.count ?? 0;
    for (const { columns, ...table } of guide(collections, viewGuides)) {
      db.insert(tableGuide).values(table).run();
      db.insert(columnGuide)
        .values(columns.map((column) => ({ table_name: table.name, ...column })))
        .run();
    }
    insertCounts(db, collections);
    progress('counts');
    const id = hash.digest('hex').slice(0, 12);
    const fact = (key: string, value: unknown) =>
      db
        .insert(serveFacts)
        .values({ key, value: JSON.stringify(value) })
        .run();
    fact('release', { id, ...input.release, version: input.version });
    fact('counts', counts);
    fact('examples', chooseExamples(db, collections, counts));
    fact('input_hash', input.inputHash);
    return { release: id, records: total };
  });
}

/** All JSON that is stored, in order; some at a time, since there may be more than memory holds. */
function* storedJson(db: BetterSQLite3Database): Iterable<string> {
  const next = db
    .select()
    .from(serveJson)
    .where(
      sql`(${serveJson.collection}, ${serveJson.id}) > (${sql.placeholder('collection')}, ${sql.placeholder('id')})`,
    )
    .orderBy(serveJson.collection, serveJson.id)
    .limit(1000)
    .prepare();
  for (let rows = next.all({ collection: '', id: '' }); rows.length; rows = next.all({ ...rows.at(-1) }))
    for (const { json } of rows) yield json;
}

function refuseBroken(sqlite: Database.Database) {
  const broken = sqlite.pragma('foreign_key_check') as { table: string; parent: string }[];
  const [first] = broken;
  if (first)
    throw new Error(
      `${broken.length} rows point to nothing, the first from ${first.table} to ${first.parent}`,
    );
}

/** Fills an empty database: for a file, or in memory. */
export function fillDatabase(
  sqlite: Database.Database,
  input: Input,
  progress: Progress = () => undefined,
): Built {
  // A build that fails throws its file away: nothing is to be rolled back or survive a crash but the rename.
  sqlite.pragma('journal_mode = MEMORY');
  sqlite.pragma('synchronous = OFF');
  sqlite.pragma('locking_mode = EXCLUSIVE');
  sqlite.pragma(`cache_size = -${CACHE_KIB}`);
  sqlite.pragma('foreign_keys = OFF'); // checked once, when all rows are in
  sqlite.pragma(`application_id = ${APPLICATION_ID[input.bench ? 'bench' : 'dataset']}`);
  const built = fill(sqlite, input, progress);
  mergeIndex(sqlite);
  progress('full-text index merged');
  return built;
}

/**
 * Writes the database of a dataset at `file`: a new file beside the old one, renamed into place, so that a failed
 * or killed build leaves the old one as it was. The same input gives the same bytes.
 * @throws {Error} where a record refers to none that is there
 * @throws {ForeignFile} where something else is there
 */
export function publish(input: Input, path: string, progress: Progress = () => undefined): Built {
  const file = replaceable(path, APPLICATION_ID[input.bench ? 'bench' : 'dataset']);
  mkdirSync(dirname(file), { recursive: true });
  sweep(file);
  const fresh = `${file}.${process.pid}.tmp`;
  rmSync(fresh, { force: true });
  const sqlite = new Database(fresh);
  try {
    const built = fillDatabase(sqlite, input, progress);
    refuseBroken(sqlite);
    progress('references checked');
    sqlite.exec('ANALYZE');
    sqlite.close();
    flush(fresh);
    renameSync(fresh, file);
    flush(dirname(file));
    return built;
  } finally {
    sqlite.close();
    rmSync(fresh, { force: true });
  }
}

/** The input hash that a database file was built from; null where there is no such file, or it is something else. */
export function storedInputHash(file: string): string | null {
  if (!isFile(file)) return null; // and no pipe, which would wait
  try {
    const sqlite = new Database(file, { readonly: true });
    const row = drizzle(sqlite)
      .select({ value: serveFacts.value })
      .from(serveFacts)
      .where(sql`key = 'input_hash'`)
      .get();
    sqlite.close();
    return row ? (JSON.parse(row.value) as string) : null;
  } catch {
    return null; // not a database of ours
  }
}
