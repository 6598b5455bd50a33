/** Fills an empty database with a dataset: tables, and what is served made from them. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type Database from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { quoteLiteral, release } from '../schema/columns.ts';
import { columnGuide, makeGuide, tableGuide } from '../schema/guide.ts';
import { collections } from '../schema/index.ts';
import { makeLabel } from '../schema/present.ts';
import { type Dataset, isWritten } from '../schema/resource.ts';
import { getIdColumn } from '../schema/storage.ts';
import { viewGuides } from '../schema/views.ts';
import { chooseExamples } from './choose-examples.ts';
import { insertBelow, insertCounts, trimCounts } from './counts.ts';
import { insertGeometry, type Outlines } from './geometry.ts';
import { type Derive, Inserter } from './insert.ts';
import { getJson } from './json.ts';
import { getFirstRow, TextInserter } from './search.ts';
import { collectEventTitles, findOwner, gatherSearchText, listSpellings } from './search-text.ts';
import { serveFacts, serveJson } from './serve.ts';
import { APPLICATION_ID, beginBuild, beginIndex, gatherStatistics, mergeIndex } from './sqlite.ts';

/** Under which the data may be used. */
const LICENSE = 'https://creativecommons.org/licenses/by/4.0/';

const MIGRATIONS = fileURLToPath(new URL('../../migrations', import.meta.url));

/** What a database is written from. */
export interface Input {
  dataset: Dataset;
  derive: Derive;
  release: { id: string; hash: string; date: string; title: string; description: string };
  /** Shapes of regions; none where nothing is said. */
  outlines?: Outlines;
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
  /** Id of the release. */
  release: string;
  records: number;
}

/** Says what a long build is at. */
export type ReportProgress = (what: string) => void;

/** Writes all records; the hash of all that is written, and how many each collection has. */
function insertRecords(
  sqlite: Database.Database,
  db: BetterSQLite3Database,
  input: Input,
  progress: ReportProgress,
) {
  const { dataset, derive } = input;
  const hash = createHash('sha256').update(`${input.version}\n`);
  for (const name of readdirSync(MIGRATIONS).filter((file) => file.endsWith('.sql')))
    hash.update(readFileSync(join(MIGRATIONS, name)));
  const counts: Record<string, number> = {};
  const inserter = new Inserter(db, dataset, derive, input.incomplete);
  beginIndex(sqlite);
  const texts = new TextInserter(db);
  const titles = collectEventTitles(dataset);
  for (const [place, resource] of dataset.resources.entries()) {
    const rowOf = db
      .select({ row: sql<number>`rowid` })
      .from(resource.table)
      .where(sql`${getIdColumn(resource)} = ${sql.placeholder('id')}`)
      .prepare();
    let n = 0;
    for (const written of dataset.all(resource.name)) {
      // Members of a list are written with the record they belong to.
      const record = resource.within
        ? derive(resource.name, written.id, written)
        : inserter.insertRecord(resource, written);
      hash.update(JSON.stringify(record));
      const row = rowOf.get({ id: record.id })?.row;
      // Beside records that could not be read some could not be written.
      if (row !== undefined)
        texts.insert({
          row: getFirstRow(place) + row,
          label: makeLabel(resource, record, dataset),
          spellings: listSpellings(record),
          owner: findOwner(resource, record, dataset),
          body: gatherSearchText(resource, record, dataset),
          events: resource.name === 'people' ? (titles.get(record.id) ?? []).join(' · ') : '',
        });
      n++;
    }
    counts[resource.name] = n;
    progress(`${n} ${resource.name}`);
  }
  texts.insertWords();
  return { hash, counts };
}

/** Collections whose rows are numbered in the order of their ids: members of lists stand as those that they belong to. */
const listNumberedById = (db: BetterSQLite3Database): string[] =>
  collections
    .filter((resource) => {
      const place = sql`row_number() over (order by ${getIdColumn(resource)})`;
      const places = sql`select rowid as number, ${place} as place from ${resource.table}`;
      return db.get(sql`select 1 from (${places}) where number <> place limit 1`) === undefined;
    })
    .map(({ name }) => name);

function fill(sqlite: Database.Database, input: Input, progress: ReportProgress): Built {
  const db = drizzle(sqlite);
  // Not by Drizzle's `migrate`: that keeps a table of its own, and where the disk is full loses the error that says so.
  for (const { sql: statements } of readMigrationFiles({ migrationsFolder: MIGRATIONS }))
    for (const statement of statements) sqlite.exec(statement);
  const { resources } = input.dataset;
  return db.transaction(() => {
    const { hash, counts } = insertRecords(sqlite, db, input, progress);
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
    insertBelow(db, resources);
    for (const resource of resources.filter(isWritten))
      db.run(
        sql`insert into ${serveJson} (collection, id, json)
          select ${quoteLiteral(resource.name)}, ${getIdColumn(resource)}, ${getJson(resource)} from ${resource.table} order by ${getIdColumn(resource)}`,
      );
    progress('JSON');
    for (const json of readStoredJson(db)) hash.update(json);
    const outlines = input.outlines ?? { origin: '', geometries: new Map() };
    for (const place of insertGeometry(db, input.dataset, outlines)) hash.update(place);
    for (const { name, table } of collections.filter(({ nested }) => nested))
      counts[name] = db.select({ count: sql<number>`count(*)` }).from(table).get()?.count ?? 0;
    for (const { columns, name, kind, one_row_is } of makeGuide(collections, viewGuides)) {
      db.insert(tableGuide).values({ name, kind, one_row_is }).run();
      db.insert(columnGuide)
        .values(columns.map((column) => ({ table_name: name, ...column })))
        .run();
    }
    gatherStatistics(sqlite);
    progress('statistics');
    insertCounts(db, collections);
    progress('counts');
    const insertFact = (key: string, value: unknown) =>
      db
        .insert(serveFacts)
        .values({ key, value: JSON.stringify(value) })
        .run();
    db.insert(release)
      .values({
        ...input.release,
        version: input.version,
        content: hash.digest('hex'),
        license: LICENSE,
      })
      .run();
    insertFact('counts', counts);
    insertFact('numbered_by_id', listNumberedById(db));
    insertFact('examples', chooseExamples(db, collections, counts));
    trimCounts(db, collections);
    insertFact('input_hash', input.inputHash);
    return { release: input.release.id, records: total };
  });
}

/** All JSON that is stored, in order; some at a time, since there may be more than memory holds. */
function* readStoredJson(db: BetterSQLite3Database): Iterable<string> {
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

/** Fills an empty database: for a file, or in memory. */
export function fillDatabase(
  sqlite: Database.Database,
  input: Input,
  progress: ReportProgress = () => undefined,
): Built {
  beginBuild(sqlite, APPLICATION_ID[input.bench ? 'bench' : 'dataset']);
  const built = fill(sqlite, input, progress);
  mergeIndex(sqlite);
  progress('full-text index merged');
  return built;
}
