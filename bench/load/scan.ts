/** The yardstick: what it takes to read a whole table once, in the process itself. */
import Database from 'better-sqlite3';
import type { Scanned } from './tasks.ts';

const TABLE = 'statements';
const opened = new Map<string, Database.Database>();

function open(file: string): Database.Database {
  const before = opened.get(file);
  if (before) return before;
  const database = new Database(file, { readonly: true, fileMustExist: true });
  opened.set(file, database);
  return database;
}

/** The first column that is no key and in no index, so that nothing but a scan can answer for it. */
function plainColumn(database: Database.Database): string {
  const sql = `SELECT name FROM pragma_table_info(?) WHERE pk = 0 AND name <> 'json' AND name NOT IN (
    SELECT info.name FROM pragma_index_list(?) AS list, pragma_index_info(list.name) AS info WHERE info.name NOT NULL
  ) ORDER BY cid LIMIT 1`;
  return String(database.prepare(sql).pluck().get(TABLE, TABLE) ?? 'label');
}

function timed(database: Database.Database, condition: string): number {
  const statement = database.prepare(`SELECT count(*) FROM ${TABLE} NOT INDEXED WHERE ${condition}`).pluck();
  const begin = performance.now();
  const count = statement.get();
  if (count !== 0) throw new Error(`${condition} was to find nothing, and found ${count}`);
  return performance.now() - begin;
}

/** Times both scans; the first of a file is preceded by one that warms the caches. */
export function scan(file: string): Scanned {
  const warm = opened.has(file);
  const database = open(file);
  const column = plainColumn(database);
  const both = () => ({
    column,
    json: timed(database, `json LIKE '%no such text%'`),
    plain: timed(database, `"${column}" = 'no such text'`),
  });
  if (!warm) both();
  return both();
}
