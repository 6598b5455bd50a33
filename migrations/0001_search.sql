-- The full-text index: Drizzle cannot declare it. src/store/search.ts says which row is whose.
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
