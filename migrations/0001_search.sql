-- Full-text index of every collection. The collection is a column of it, so that one collection's records
-- are found by a term of the query, not by filtering afterwards.
CREATE VIRTUAL TABLE search USING fts5(
  collection,
  id UNINDEXED,
  label,
  body,
  folded,
  tokenize = 'porter unicode61 remove_diacritics 2'
);
