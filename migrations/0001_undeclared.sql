-- What Drizzle cannot declare: the full-text index, and tables that are their own index.
-- Values of lists, by their numbers in serve_counts, with the rows of their collection's table that have them.
CREATE TABLE serve_values(value INTEGER NOT NULL, record INTEGER NOT NULL, PRIMARY KEY (value, record)) WITHOUT ROWID;
--> statement-breakpoint
-- src/store/search.ts says which row of the full-text index is whose.
-- What is shown, as it is written; the index beside it holds the same words folded.
CREATE TABLE serve_texts(
  row INTEGER PRIMARY KEY,
  label TEXT NOT NULL,
  owner TEXT,
  events TEXT NOT NULL,
  body TEXT NOT NULL
);
--> statement-breakpoint
-- What records are called: their labels and spellings, folded, of records that belong to no other.
CREATE TABLE serve_names(name TEXT NOT NULL, row INTEGER NOT NULL, PRIMARY KEY (name, row)) WITHOUT ROWID;
--> statement-breakpoint
CREATE VIRTUAL TABLE serve_search USING fts5(
  label,
  owner,
  events,
  body,
  content = 'serve_texts',
  content_rowid = 'row',
  tokenize = "porter unicode61 remove_diacritics 2 separators 'ʼ'"
);
--> statement-breakpoint
-- fts5vocab lists stems, which nobody writes: “ukrain”.
CREATE TABLE serve_words(folded TEXT PRIMARY KEY, word TEXT NOT NULL) WITHOUT ROWID;
