import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { getTableColumns, getTableName } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { parseEdtf } from '../model/edtf.ts';
import { references } from '../model/fields.ts';
import { fullSchema, labelOf, present } from '../model/present.ts';
import type { Rec, Resource } from '../model/resource.ts';
import { searchText } from '../model/text.ts';
import { fieldAt, marked, pointsTo, valuesAt } from '../model/walk.ts';
import { check } from './check.ts';
import type { LoadedDataset } from './dataset.ts';
import { examplesOf } from './examples.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Sorts after every date: records without one come last. */
const UNDATED = 'undated';
/** Page cache of a build, in KiB: indexes are filled in no order, and would else be written over and over. */
const CACHE_KIB = 262_144;
/** What a database is made from, besides the data: whoever changes it gets another database. */
const BUILT_FROM = [
  'migrations',
  'src/evidence',
  'src/model',
  'src/resources',
  'src/build',
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

/** A prepared insert into a table, columns in the order of `keys`. */
function inserter(db: Database.Database, table: string, keys: readonly string[]) {
  const columns = keys.map((key) => `"${key}"`).join(', ');
  const statement = db.prepare(
    `INSERT INTO "${table}" (${columns}) VALUES (${keys.map(() => '?').join(', ')})`,
  );
  return (row: Record<string, unknown>) => {
    statement.run(keys.map((key) => (typeof row[key] === 'boolean' ? Number(row[key]) : (row[key] ?? null))));
  };
}

/** A record and what lies above it. */
function withAncestors(dataset: LoadedDataset, collection: string, id: string): string[] {
  const found = [id];
  for (
    let above = dataset.get(collection, id)?.parent;
    above;
    above = dataset.get(collection, String(above))?.parent
  )
    found.push(String(above));
  return found;
}

/** The values of a many-valued field as rows of its link table; those in `trees` with what lies above them. */
function linkRows(
  resource: Resource,
  { path, trees }: { path: string; trees: (string | undefined)[] },
  full: Rec,
  dataset: LoadedDataset,
) {
  const mark = marked(references, fieldAt(fullSchema(resource), path));
  const rows = new Map<string, { record: string; collection: string; value: string }>();
  for (const raw of valuesAt(full, path)) {
    const to = mark ? pointsTo(mark, String(raw)) : { collection: '', id: String(raw) };
    const values = trees.includes(to.collection) ? withAncestors(dataset, to.collection, to.id) : [to.id];
    for (const value of values)
      rows.set(`${to.collection}/${value}`, { record: full.id, collection: to.collection, value });
  }
  return [...rows.values()];
}

function dateRow(resource: Resource, full: Rec) {
  const filter = Object.values(resource.filters).find(({ kind }) => kind === 'date');
  if (!filter) return {};
  const [written] = valuesAt(full, filter.path);
  const span = typeof written === 'string' ? parseEdtf(written) : null;
  return {
    date_from: span?.earliest ?? null,
    date_to: span?.latest ?? null,
    date_order: span ? (span.earliest ?? span.latest ?? UNDATED) : UNDATED,
  };
}

function writeResource(
  db: Database.Database,
  resource: Resource,
  dataset: LoadedDataset,
  full: Full,
  hash: ReturnType<typeof createHash>,
) {
  const insert = inserter(db, getTableName(resource.table), Object.keys(getTableColumns(resource.table)));
  const filters = Object.values(resource.filters).filter((filter) => filter.kind === 'link');
  const writers = [...new Map(filters.map((filter) => [filter.link, filter])).values()].map(
    ({ link, path }) => {
      const below = filters.filter((filter) => filter.link === link && filter.below);
      const trees = below.map(
        ({ of }) => of ?? marked(references, fieldAt(fullSchema(resource), path))?.collections[0],
      );
      return { path, trees, insert: inserter(db, getTableName(link), Object.keys(getTableColumns(link))) };
    },
  );
  const index = inserter(db, 'search', ['collection', 'id', 'label', 'body', 'folded']);
  const presenter = { dataset, full, resourceNamed: dataset.resourceNamed };
  for (const { id } of dataset.all(resource.name)) {
    const record = full(resource.name, id);
    const json = JSON.stringify(present(resource, record, presenter));
    const label = labelOf(resource, record, dataset);
    hash.update(json).update('\n');
    insert({ ...record, ...dateRow(resource, record), label, json });
    for (const writer of writers) linkRows(resource, writer, record, dataset).forEach(writer.insert);
    index({ collection: resource.name, id, label, ...searchText(resource, record, dataset) });
  }
}

type Full = (collection: string, id: string) => Rec;

/** Records with their derived fields, each derived once. */
export function deriver(dataset: LoadedDataset): Full {
  const done = new Map<string, Rec>();
  return (collection, id) => {
    const key = `${collection}/${id}`;
    const known = done.get(key);
    if (known) return known;
    const resource = dataset.resourceNamed.get(collection);
    const raw = dataset.get(collection, id);
    if (!resource || !raw) throw new Error(`No record ${key}`);
    const full = { ...raw, ...resource.derive?.(raw, dataset) };
    done.set(key, full);
    return full;
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

function fill(
  db: Database.Database,
  folder: string,
  dataset: LoadedDataset,
  release: { date: string; title: string; description: string },
) {
  migrate(drizzle(db), { migrationsFolder: join(ROOT, 'migrations') });
  const hash = createHash('sha256').update(`${version}\n`);
  for (const file of filesBelow(join(ROOT, 'migrations'))) hash.update(readFileSync(file));
  const full = deriver(dataset);
  let records = 0;
  let id = '';
  db.transaction(() => {
    const register = inserter(db, 'records', ['collection', 'id', 'label']);
    for (const resource of dataset.resources)
      for (const record of dataset.all(resource.name)) {
        register({ collection: resource.name, id: record.id, label: labelOf(resource, record, dataset) });
        records++;
      }
    for (const resource of dataset.resources) writeResource(db, resource, dataset, full, hash);
    id = hash.digest('hex').slice(0, 12);
    const meta = inserter(db, 'meta', ['key', 'value']);
    const counts = Object.fromEntries(dataset.resources.map(({ name }) => [name, dataset.all(name).length]));
    meta({ key: 'release', value: JSON.stringify({ id, ...release, version }) });
    meta({ key: 'counts', value: JSON.stringify(counts) });
    meta({ key: 'examples', value: JSON.stringify(examplesOf(db, dataset)) });
    meta({ key: 'input_hash', value: inputHash(folder) });
  })();
  const broken = db.pragma('foreign_key_check') as { table: string; parent: string }[];
  const [first] = broken;
  if (first)
    throw new Error(
      `${broken.length} rows point to nothing, the first from ${first.table} to ${first.parent}`,
    );
  db.exec("INSERT INTO search(search) VALUES ('optimize')");
  db.exec('ANALYZE');
  return { release: id, records };
}

/**
 * Builds the database of `folder` at `file`: checks everything, writes a new file beside the old one and renames
 * it into place, so that a failed or killed build leaves the old one as it was. The same input gives the same bytes.
 * @throws {DataError} with every problem found; nothing is written then
 */
export function build(folder: string, file: string): { release: string; records: number } {
  const { dataset, release } = check(folder);
  mkdirSync(dirname(file), { recursive: true });
  sweep(file);
  const fresh = `${file}.${process.pid}.tmp`;
  rmSync(fresh, { force: true });
  const db = new Database(fresh);
  try {
    // A build that fails throws its file away: nothing is to be rolled back or survive a crash but the rename.
    db.pragma('journal_mode = MEMORY');
    db.pragma('synchronous = OFF');
    db.pragma('locking_mode = EXCLUSIVE');
    db.pragma(`cache_size = -${CACHE_KIB}`);
    db.pragma('foreign_keys = OFF'); // checked once, when all rows are in
    const built = fill(db, folder, dataset, release);
    db.close();
    renameSync(fresh, file);
    return built;
  } finally {
    db.close();
    for (const leftover of [fresh, `${fresh}-journal`]) rmSync(leftover, { force: true });
  }
}
