/** The full-text index: with the pragmas in open.ts and publish.ts the only SQL that Drizzle does not write. */

import type Database from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import { integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { isWritten, type Resource } from '../schema/resource.ts';

/**
 * Made by a migration that is written by hand: Drizzle cannot declare FTS5. `serve_search` stands for the whole row:
 * compared with a query it is a match.
 */
export const serveSearch = sqliteTable('serve_search', {
  serve_search: text(),
  rowid: integer(),
  id: text(),
  label: text(),
  body: text(),
  folded: text(),
  rank: real(),
});

/** Rows that each collection may fill: collections follow each other in the order they are listed in. */
const SPAN = 2 ** 32;

/** The first row of a collection, by its place among all. */
export const firstRow = (collection: number): number => collection * SPAN;

/** The place of the collection that a row belongs to. */
export const collectionOf = (row: number): number => Math.floor(row / SPAN);

/** FTS5 passes over a bound that is no integer, and JavaScript's numbers are bound as floating-point ones. */
export const withinRows = (from: string, to: string) =>
  sql`${serveSearch.rowid} between cast(${sql.placeholder(from)} as integer) and cast(${sql.placeholder(to)} as integer)`;

/** A match in the label counts more than one in the body; what belongs to another record less than that record. */
const WEIGHTS = '0, 8, 1, 1';

/** How well a row matches, best first where it is sorted by. */
export function scoreOf(resources: readonly Resource[]) {
  const dependent = resources.flatMap((resource, place) => (isWritten(resource) ? [] : [place]));
  return sql<number>`bm25(serve_search, ${sql.raw(WEIGHTS)}) *
    case when ${serveSearch.rowid} / ${sql.raw(String(SPAN))} in (${sql.raw(dependent.join(', '))}) then 0.3 else 1 end`;
}

/** Marks that no text holds, put around matches by SQLite and turned into HTML when all else is escaped. */
export const [OPEN, CLOSE] = ['\u0001', '\u0002'];
const SNIPPET_WORDS = 24;

/** The part of a row that matches, with the words between marks. */
export const snippet = sql<string>`snippet(serve_search, -1, ${sql.raw(`'${OPEN}'`)}, ${sql.raw(`'${CLOSE}'`)}, '…', ${sql.raw(String(SNIPPET_WORDS))})`;

/** Words that wait in memory before the index writes them, in bytes: fewer parts to be merged in the end. */
const WORDS_WAITING = 67_108_864;

/** Prepares the index for being filled: all is merged once, in the end. */
export function beginIndex(sqlite: Database.Database): (row: Record<string, unknown>) => void {
  sqlite.exec(`INSERT INTO serve_search(serve_search, rank) VALUES ('hashsize', ${WORDS_WAITING})`);
  sqlite.exec("INSERT INTO serve_search(serve_search, rank) VALUES ('automerge', 0)");
  const insert = sqlite.prepare(
    'INSERT INTO serve_search(rowid, id, label, body, folded) VALUES (:rowid, :id, :label, :body, :folded)',
  );
  return (row) => insert.run(row);
}

/** Merges the parts of the index into one. */
export const mergeIndex = (sqlite: Database.Database) =>
  sqlite.exec("INSERT INTO serve_search(serve_search) VALUES ('optimize')");
