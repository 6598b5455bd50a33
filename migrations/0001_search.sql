-- The full-text index: Drizzle cannot declare it. src/store/search.ts says which row is whose.
CREATE VIRTUAL TABLE serve_search USING fts5(
  id UNINDEXED,
  label,
  body,
  folded,
  tokenize = 'porter unicode61 remove_diacritics 2'
);
