/** The full-text index: with the pragmas in open.ts and publish.ts the only SQL that Drizzle does not write. */

import type Database from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { fold, wordsOf } from '../text/fold.ts';

/**
 * Made by a migration that is written by hand: Drizzle cannot declare FTS5. `serve_search` stands for the whole row:
 * compared with a query it is a match. What is read is as it was written; what is matched is the same text, folded.
 */
export const serveSearch = sqliteTable('serve_search', {
  serve_search: text(),
  rowid: integer(),
  id: text(),
  label: text(),
  owner: text(),
  events: text(),
  body: text(),
});

/** The texts of the index as they are written; `name` is the label's words, of records that belong to no other. */
export const serveTexts = sqliteTable('serve_texts', {
  row: integer().primaryKey(),
  id: text().notNull(),
  label: text().notNull(),
  owner: text(),
  name: text(),
  events: text().notNull(),
  body: text().notNull(),
});

/** Every word of the index, folded and as it was first written. */
export const serveWords = sqliteTable('serve_words', {
  folded: text().primaryKey(),
  word: text().notNull(),
});

/** Rows that each collection may fill: collections follow each other in the order they are listed in. */
const SPAN = 2 ** 32;

/** The first row of a collection, by its place among all. */
export const firstRow = (collection: number): number => collection * SPAN;

/** The place of the collection that a row belongs to. */
export const collectionOf = (row: number): number => Math.floor(row / SPAN);

/** The place of the collection that a match belongs to. */
export const place = sql<number>`${serveSearch.rowid} / ${sql.raw(String(SPAN))}`;

/** FTS5 passes over a bound that is no integer, and JavaScript's numbers are bound as floating-point ones. */
export const withinRows = (from: string, to: string) =>
  sql`${serveSearch.rowid} between cast(${sql.placeholder(from)} as integer) and cast(${sql.placeholder(to)} as integer)`;

/** How well a row matches, best first where it is sorted by; a match in the label counts more than one in the body. */
export const score = sql<number>`bm25(serve_search, 0, 8, 0, 1, 1)`;

/** Marks that no text holds, put around matches by SQLite and turned into HTML when all else is escaped. */
export const [OPEN, CLOSE] = ['\u0001', '\u0002'];
const SNIPPET_WORDS = 24;

/** The part of a row that matches, with the words between marks. */
export const snippet = sql<string>`snippet(serve_search, -1, ${sql.raw(`'${OPEN}'`)}, ${sql.raw(`'${CLOSE}'`)}, '…', ${sql.raw(String(SNIPPET_WORDS))})`;

/** Words that wait in memory before the index writes them, in bytes: fewer parts to be merged in the end. */
const WORDS_WAITING = 67_108_864;

/** What a record is found by. */
interface Text {
  row: number;
  id: string;
  label: string;
  /** The record that it belongs to, as `collection/id`. */
  owner: string | null;
  /** Titles of the events that a person takes part in. */
  events: string;
  body: string;
}

/** A label as it is compared with a whole search. */
export const nameOf = (label: string): string => wordsOf(fold(label)).join(' ');

/** Prepares the index for being filled: its parts are merged once, in the end. */
export function beginIndex(sqlite: Database.Database) {
  sqlite.exec(`INSERT INTO serve_search(serve_search, rank) VALUES ('hashsize', ${WORDS_WAITING})`);
  sqlite.exec("INSERT INTO serve_search(serve_search, rank) VALUES ('automerge', 0)");
  const insertText = sqlite.prepare(
    'INSERT INTO serve_texts(row, id, label, owner, name, events, body) VALUES (:row, :id, :label, :owner, :name, :events, :body)',
  );
  const insertFolded = sqlite.prepare(
    'INSERT INTO serve_search(rowid, id, label, owner, events, body) VALUES (:row, :id, :label, :owner, :events, :body)',
  );
  const words = new Map<string, string>();
  return {
    add(text: Text) {
      const { label, owner, events, body } = text;
      const written = { ...text, row: BigInt(text.row) };
      const folded = { label: fold(label), events: fold(events), body: fold(body) };
      insertText.run({ ...written, name: owner === null ? nameOf(label) : null });
      insertFolded.run({ ...written, ...folded });
      for (const field of ['label', 'body'] as const) {
        const asWritten = wordsOf(text[field]);
        for (const [at, word] of wordsOf(folded[field]).entries())
          if (!words.has(word)) words.set(word, asWritten[at] ?? word);
      }
    },
    end() {
      const insertWord = sqlite.prepare('INSERT INTO serve_words(folded, word) VALUES (?, ?)');
      for (const word of [...words].sort(([a], [b]) => (a < b ? -1 : 1))) insertWord.run(word);
    },
  };
}

/** Merges the parts of the index into one. */
export const mergeIndex = (sqlite: Database.Database) =>
  sqlite.exec("INSERT INTO serve_search(serve_search) VALUES ('optimize')");
