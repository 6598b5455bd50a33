/** SQLite's own commands, which Drizzle has no words for: pragmas, upkeep, and what is told to the full-text index. */
import type Database from 'better-sqlite3';

/** In the header of the file: it is one of ours, or one that was made for measuring. */
export const APPLICATION_ID = { dataset: 0x44_45_4d_41, bench: 0x44_45_4d_42 } as const;

/** Page cache of a build, in KiB: indexes are filled in no order, and would else be written over and over. */
const CACHE_KIB = 262_144;

/** Words that wait in memory before the full-text index writes them, in bytes: fewer parts to be merged in the end. */
const WORDS_WAITING = 67_108_864;

/** Bytes of a file that is read that are mapped into memory: as many as SQLite allows. */
const MAPPED = 2 ** 31 - 65_536;

/** Prepares an empty database for being filled: a build that fails throws its file away, so that nothing is rolled back. */
export function beginBuild(sqlite: Database.Database, applicationId: number): void {
  sqlite.pragma('journal_mode = MEMORY');
  sqlite.pragma('synchronous = OFF');
  sqlite.pragma('locking_mode = EXCLUSIVE');
  sqlite.pragma(`cache_size = -${CACHE_KIB}`);
  sqlite.pragma('foreign_keys = OFF'); // checked once, when all rows are in
  sqlite.pragma(`application_id = ${applicationId}`);
}

/** Has the full-text index wait for `mergeIndex` with putting its parts together. */
export function beginIndex(sqlite: Database.Database): void {
  sqlite.exec(`INSERT INTO serve_search(serve_search, rank) VALUES ('hashsize', ${WORDS_WAITING})`);
  sqlite.exec("INSERT INTO serve_search(serve_search, rank) VALUES ('automerge', 0)");
}

/** Merges the parts of the full-text index into one. */
export const mergeIndex = (sqlite: Database.Database) =>
  sqlite.exec("INSERT INTO serve_search(serve_search) VALUES ('optimize')");

/**
 * Holds every reference against what it refers to.
 * @throws {Error} where one leads nowhere
 */
export function checkReferences(sqlite: Database.Database): void {
  const broken = sqlite.pragma('foreign_key_check') as { table: string; parent: string }[];
  const [first] = broken;
  if (first)
    throw new Error(
      `${broken.length} rows point to nothing, the first from ${first.table} to ${first.parent}`,
    );
}

/**
 * Holds a file against the rules of SQLite and of its own tables.
 * @throws {Error} where it is damaged
 */
export function checkIntegrity(sqlite: Database.Database): void {
  const found = sqlite.pragma('integrity_check', { simple: true });
  if (found !== 'ok') throw new Error(`${sqlite.name} is damaged: ${found}`);
}

/** Drops what only the server needs, and the statistics that its plans are made by. */
export function dropServing(sqlite: Database.Database): void {
  // The file is a copy: one that is half done is thrown away.
  sqlite.pragma('journal_mode = OFF');
  sqlite.pragma('synchronous = OFF');
  // Tables of the full-text index go with it, and cannot be dropped by themselves.
  sqlite.exec('DROP TABLE serve_search');
  const tables = sqlite.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
  for (const name of tables as string[])
    if (/^(serve_|sqlite_stat)/.test(name)) sqlite.exec(`DROP TABLE "${name}"`);
}

/** Gathers what plans are made by: once all rows are in, and before they are counted, which takes ten times as long without. */
export function gatherStatistics(sqlite: Database.Database): void {
  sqlite.exec('ANALYZE');
  // Samples of values: queries are prepared once for all values, and would only be prepared again for them.
  sqlite.exec('DROP TABLE IF EXISTS sqlite_stat4');
}

/** Gives back the space that a build leaves empty. */
export function compact(sqlite: Database.Database): void {
  // Keeps the numbers of rows, by which the full-text index knows them: none were deleted, and they are numbered anew from 1.
  sqlite.exec('VACUUM');
}

/** The names of a table's columns; none where there is no such table. */
export const listColumns = (sqlite: Database.Database, table: string): string[] =>
  (sqlite.pragma(`table_info("${table}")`) as { name: string }[]).map(({ name }) => name);

/** Page cache of a connection that maps nothing, in KiB: what it looks up in no order it would else read again and again. */
const READ_CACHE_KIB = 65_536;

/** Prepares a file for being read: one transaction for good spares each look-up the locks, which cost more than itself. */
export function beginReading(sqlite: Database.Database, mapped: boolean): void {
  sqlite.pragma('query_only = ON');
  sqlite.pragma(`mmap_size = ${mapped ? MAPPED : 0}`);
  if (!mapped) sqlite.pragma(`cache_size = -${READ_CACHE_KIB}`);
  sqlite.exec('BEGIN');
}
