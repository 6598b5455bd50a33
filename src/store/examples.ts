/** For each filter a value that records have, and one that some have not; for each collection an id and a word to search. */
export type Examples = Record<
  string,
  { id: string | null; word: string | null; filters: Record<string, Example> }
>;
/** Values to ask a filter for; null where the data has none. */
export interface Example {
  value: string | number | null;
  /** For `__not`: a value that not every record has. */
  other: string | number | null;
  /** The greatest and the least number that records have. */
  most: number | null;
  least: number | null;
}
