import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { check } from '../dataset/check.ts';
import { deriver, type Full } from '../dataset/derive.ts';
import { parseEdtf } from '../schema/edtf.ts';
import { references } from '../schema/fields.ts';
import { fullSchema, labelOf, present } from '../schema/present.ts';
import type { Dataset, Rec, Resource } from '../schema/resource.ts';
import { fieldAt, marked, pointsTo, valuesAt } from '../schema/walk.ts';
import { searchText } from '../text/search-text.ts';
import { examplesOf } from './choose-examples.ts';
import { columnsOf, dateColumns, datePath, type Link, linksOf, sortColumn } from './layout.ts';
import { inserter } from './rows.ts';
import { searchRow } from './stored.ts';
import { TermWriter } from './terms.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Sorts after every date: records without one come last. */
const UNDATED = 'undated';
/** Page cache of a build, in KiB: indexes are filled in no order, and would else be written over and over. */
const CACHE_KIB = 262_144;
/** Bytes a page: a record takes several kilobytes, and pages of the usual four would be a fifth empty. */
const PAGE_SIZE = 16_384;
/** Words that wait in memory before the full-text index writes them, in bytes: fewer parts to be merged in the end. */
const WORDS_WAITING = 67_108_864;
/** What a database is made from, besides the data: whoever changes it gets another database. */
const BUILT_FROM = [
  'migrations',

  'src/schema',
  'src/dataset',
  'src/store',
  'src/text',
  'package.json',
  'package-lock.json',
];

export const version = (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string })
  .version;

function filesBelow(path: string): string[] {
  if (!existsSync(path)) return [];
  const entries = readdirSync(path, { withFileTypes: true, recursive: true });
  return entries
    .filter((e) => e.isFile())
    .map((e) => join(e.parentPath, e.name))
    .sort();
}

/** SHA-256 of all that goes into a build: data, migrations, the code that reads them, the locked libraries. */
export function inputHash(folder: string): string {
  const hash = createHash('sha256');
  const add = (name: string, file: string) =>
    hash.update(`${name}\0`).update(readFileSync(file)).update('\0');
  for (const file of filesBelow(folder)) add(relative(folder, file), file);
  for (const part of BUILT_FROM) {
    const path = join(ROOT, part);
    if (/\.json$/.test(part)) add(part, path);
    else for (const file of filesBelow(path)) add(relative(ROOT, file), file);
  }
  return hash.digest('hex');
}

/** The input hash that a database file was built from; null where there is no such file. */
export function storedInputHash(file: string): string | null {
  if (!existsSync(file)) return null;
  try {
    const db = new Database(file, { readonly: true });
    const row = db.prepare("SELECT value FROM meta WHERE key = 'input_hash'").get() as
      | { value: string }
      | undefined;
    db.close();
    return row?.value ?? null;
  } catch {
    return null; // not a database of ours: to be replaced
  }
}

/** A record and what lies above it. */
function withAncestors(dataset: Dataset, collection: string, id: string): string[] {
  const found = [id];
  for (
    let above = dataset.get(collection, id)?.parent;
    above;
    above = dataset.get(collection, String(above))?.parent
  )
    found.push(String(above));
  return found;
}

/** The values of a many-valued field as rows of its table; those in `trees` with what lies above them. */
function linkRows({ path, trees }: Link, mark: Mark, full: Rec, n: number, dataset: Dataset) {
  const rows = new Map<string, { record: number; collection: string; value: string }>();
  for (const raw of valuesAt(full, path)) {
    const to = mark ? pointsTo(mark, String(raw)) : { collection: '', id: String(raw) };
    const values = trees.includes(to.collection) ? withAncestors(dataset, to.collection, to.id) : [to.id];
    for (const value of values)
      rows.set(`${to.collection}/${value}`, { record: n, collection: to.collection, value });
  }
  return rows.values();
}

type Mark = ReturnType<typeof references.get>;

function dateRow(resource: Resource, path: string | undefined, full: Rec): Record<string, unknown> {
  if (path === undefined) return {};
  const [written] = valuesAt(full, path);
  const span = typeof written === 'string' ? parseEdtf(written) : null;
  const { from, to } = dateColumns(path);
  return {
    [from]: span?.earliest ?? null,
    [to]: span?.latest ?? null,
    [sortColumn(resource, path)]: span ? (span.earliest ?? span.latest ?? UNDATED) : UNDATED,
  };
}

/** How the records of one collection are written: to its table, the tables of its fields, the full-text index. */
function recordWriter(db: Database.Database, resource: Resource, dataset: Dataset, full: Full) {
  const path = datePath(resource);
  const columns = columnsOf(resource);
  const dated = Object.keys(dateRow(resource, path, { id: '' }));
  const insert = inserter(db, resource.name, [
    ...['n', 'id', 'label'],
    ...dated,
    ...columns.map(({ name }) => name),
    'json',
  ]);
  const links = linksOf(resource).map((link) => ({
    link,
    mark: marked(references, fieldAt(fullSchema(resource), link.path)),
    insert: inserter(db, link.table, ['record', ...(link.any ? ['collection'] : []), 'value']),
  }));
  const index = inserter(db, 'search', ['rowid', 'label', 'body', 'folded']);
  const collection = dataset.resources.indexOf(resource);
  const resourceNamed = new Map(dataset.resources.map((r) => [r.name, r]));
  const presenter = { dataset, full, resourceNamed };
  return (written: Rec, n: number): string => {
    const { id } = written;
    const record = full(resource.name, id, written);
    const json = JSON.stringify(present(resource, record, presenter));
    const label = labelOf(resource, record, dataset);
    const row: Record<string, unknown> = { n, id, label, json, ...dateRow(resource, path, record) };
    for (const { name, path } of columns) row[name] = record[path];
    insert(row);
    for (const { link, mark, insert: put } of links)
      for (const value of linkRows(link, mark, record, n, dataset)) put(value);
    index({ rowid: searchRow(collection, n), label, ...searchText(resource, record, dataset) });
    return json;
  };
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

/** Says what a long build is at. */
export type Progress = (what: string) => void;

function fill(db: Database.Database, { dataset, release }: Input, inputHash: string, progress: Progress) {
  migrate(drizzle(db), { migrationsFolder: join(ROOT, 'migrations') });
  db.exec(`INSERT INTO search(search, rank) VALUES ('hashsize', ${WORDS_WAITING})`);
  db.exec("INSERT INTO search(search, rank) VALUES ('automerge', 0)"); // all is merged once, in the end
  const hash = createHash('sha256').update(`${version}\n`);
  for (const file of filesBelow(join(ROOT, 'migrations'))) hash.update(readFileSync(file));
  const full = deriver(dataset);
  const counts: Record<string, number> = {};
  let id = '';
  db.transaction(() => {
    for (const resource of dataset.resources) {
      const write = recordWriter(db, resource, dataset, full);
      let n = 0;
      for (const record of dataset.all(resource.name)) hash.update(`${write(record, n++)}\n`);
      counts[resource.name] = n;
      progress(`${n} ${resource.name}`);
    }
    id = hash.digest('hex').slice(0, 12);
    const terms = new TermWriter(db);
    for (const resource of dataset.resources) terms.write(resource, counts[resource.name] ?? 0);
    progress('terms and orders');
    const meta = inserter(db, 'meta', ['key', 'value']);
    meta({ key: 'release', value: JSON.stringify({ id, ...release, version }) });
    meta({ key: 'counts', value: JSON.stringify(counts) });
    meta({ key: 'examples', value: JSON.stringify(examplesOf(db, dataset.resources, counts)) });
    meta({ key: 'input_hash', value: inputHash });
  })();
  const broken = db.pragma('foreign_key_check') as { table: string; parent: string }[];
  const [first] = broken;
  if (first)
    throw new Error(
      `${broken.length} rows point to nothing, the first from ${first.table} to ${first.parent}`,
    );
  progress('references checked');
  db.exec("INSERT INTO search(search) VALUES ('optimize')");
  progress('full-text index merged');
  return { release: id, records: Object.values(counts).reduce((sum, count) => sum + count, 0) };
}

/** What a database is written from. */
export interface Input {
  dataset: Dataset;
  release: { date: string; title: string; description: string };
}

/**
 * Writes the database of a dataset at `file`: a new file beside the old one, renamed into place, so that a failed
 * or killed build leaves the old one as it was. The same input gives the same bytes.
 * @throws {Error} where a record refers to none that is there
 */
export function write(
  input: Input,
  file: string,
  inputHash: string,
  progress: Progress = () => undefined,
): { release: string; records: number } {
  mkdirSync(dirname(file), { recursive: true });
  sweep(file);
  const fresh = `${file}.${process.pid}.tmp`;
  rmSync(fresh, { force: true });
  const db = new Database(fresh);
  try {
    // A build that fails throws its file away: nothing is to be rolled back or survive a crash but the rename.
    db.pragma(`page_size = ${PAGE_SIZE}`);
    db.pragma('journal_mode = MEMORY');
    db.pragma('synchronous = OFF');
    db.pragma('locking_mode = EXCLUSIVE');
    db.pragma(`cache_size = -${CACHE_KIB}`);
    db.pragma('foreign_keys = OFF'); // checked once, when all rows are in
    const built = fill(db, input, inputHash, progress);
    db.close();
    renameSync(fresh, file);
    return built;
  } finally {
    db.close();
    rmSync(fresh, { force: true });
  }
}

/**
 * Checks `folder` and writes its database at `file`.
 * @throws {DataError} with every problem found; nothing is written then
 */
export function build(folder: string, file: string): { release: string; records: number } {
  return write(check(folder), file, inputHash(folder));
}
