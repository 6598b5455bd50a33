/** The full-text index: its tables, how it is filled, and what SQLite's FTS5 says of a match. */
import { type Placeholder, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { quoteLiteral } from '../schema/columns.ts';
import { fold, splitWords, stripUnseen } from '../text/fold.ts';

/**
 * Made by a migration that is written by hand: Drizzle cannot declare FTS5. `serve_search` stands for the whole row:
 * compared with a query it is a match. What is read is as it was written; what is matched is the same text, folded.
 */
export const serveSearch = sqliteTable('serve_search', {
  serve_search: text(),
  rowid: integer(),
  label: text(),
  owner: text(),
  events: text(),
  body: text(),
});

/** The texts of the index as they are written. */
export const serveTexts = sqliteTable('serve_texts', {
  row: integer().primaryKey(),
  label: text().notNull(),
  owner: text(),
  events: text().notNull(),
  body: text().notNull(),
});

/** What records are called: their labels and spellings, folded, of records that belong to no other. */
export const serveNames = sqliteTable('serve_names', { name: text().notNull(), row: integer().notNull() });

/** Every word of the index, folded and as it was first written. */
export const serveWords = sqliteTable('serve_words', {
  folded: text().primaryKey(),
  word: text().notNull(),
});

/**
 * Rows that each collection may fill: collections follow each other in the order they are listed in, and within one a
 * row has the number that it has in the collection's table.
 */
const SPAN = 2 ** 32;

/** The first row of a collection, by its place among all. */
export const getFirstRow = (collection: number): number => collection * SPAN;

/** The place of the collection that a row belongs to. */
export const getCollectionIndex = (row: number): number => Math.floor(row / SPAN);

/** The place of the collection that a match belongs to. */
export const matchCollection = sql<number>`${serveSearch.rowid} / ${sql.raw(String(SPAN))}`;

/** FTS5 passes over a bound that is no integer, and JavaScript's numbers are bound as floating-point ones. */
export const matchRows = (from: string, to: string) =>
  sql`${serveSearch.rowid} between cast(${sql.placeholder(from)} as integer) and cast(${sql.placeholder(to)} as integer)`;

/** How well a row matches, best first where it is sorted by; a match in the label counts more than one in the body. */
export const score = sql<number>`bm25(serve_search, 8, 0, 1, 1)`;

/** Marks that no text holds, put around matches by SQLite and turned into HTML when all else is escaped. */
export const [OPEN, CLOSE] = ['\u0001', '\u0002'];
const SNIPPET_WORDS = 24;

/** The part of a row that matches, with the words between marks. */
export const snippet = sql<string>`snippet(serve_search, -1, ${quoteLiteral(OPEN)}, ${quoteLiteral(CLOSE)}, '…', ${sql.raw(String(SNIPPET_WORDS))})`;

/** What a record is found by. */
interface Text {
  row: number;
  label: string;
  /** How sources print its name. */
  spellings: readonly string[];
  /** The record that it belongs to, as `collection/id`. */
  owner: string | null;
  /** Titles of the events that a person takes part in. */
  events: string;
  body: string;
}

/** A label or a spelling as it is compared with a whole search. */
export const foldLabel = (label: string): string => splitWords(fold(label)).join(' ');

/** JavaScript's numbers are bound as floating-point ones where they are large. */
const rowValue = sql`cast(${sql.placeholder('row')} as integer)`;
const makePlaceholders = <N extends string>(...names: N[]) =>
  Object.fromEntries(names.map((name) => [name, sql.placeholder(name)])) as unknown as Record<N, Placeholder>;

/** Writes what records are found by: as it is written, and folded. */
export class TextInserter {
  private readonly words = new Map<string, string>();
  private readonly db: BetterSQLite3Database;
  private readonly written;
  private readonly folded;
  private readonly named;

  constructor(db: BetterSQLite3Database) {
    this.db = db;
    this.written = db
      .insert(serveTexts)
      .values({ ...makePlaceholders('label', 'owner', 'events', 'body'), row: rowValue })
      .prepare();
    this.folded = db
      .insert(serveSearch)
      .values({ ...makePlaceholders('label', 'owner', 'events', 'body'), rowid: rowValue })
      .prepare();
    this.named = db
      .insert(serveNames)
      .values({ ...makePlaceholders('name'), row: rowValue })
      .prepare();
  }

  insert({ row, owner, spellings, ...texts }: Text): void {
    // Words of what is shown and of what is matched are told apart alike.
    const [label = '', events = '', body = ''] = [texts.label, texts.events, texts.body].map(stripUnseen);
    const text = { row, owner, label, events, body };
    const folded = { label: fold(label), events: fold(events), body: fold(body) };
    this.written.run(text);
    if (owner === null)
      for (const name of new Set([label, ...spellings].map(foldLabel))) this.named.run({ name, row });
    this.folded.run({ ...text, ...folded });
    for (const field of ['label', 'body'] as const) {
      const asWritten = splitWords(text[field]);
      for (const [at, word] of splitWords(folded[field]).entries())
        if (!this.words.has(word)) this.words.set(word, asWritten[at] ?? word);
    }
  }

  /** Writes the words of all that was inserted. */
  insertWords(): void {
    const insert = this.db.insert(serveWords).values(makePlaceholders('folded', 'word')).prepare();
    for (const [folded, word] of [...this.words].sort(([a], [b]) => (a < b ? -1 : 1)))
      insert.run({ folded, word });
  }
}
