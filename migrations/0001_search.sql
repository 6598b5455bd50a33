-- Full-text index of every collection: src/store/stored.ts says which row is whose.
CREATE VIRTUAL TABLE search USING fts5(
  label,
  body,
  folded,
  tokenize = 'porter unicode61 remove_diacritics 2'
);
