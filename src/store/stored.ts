/** Names that the build and the queries share: what stands where in the tables that queries read. */

/** Records a piece of an array: a piece is read in microseconds, and a million records are 245 pieces. */
export const PIECE = 4096;

/** The term under which stand all records that have any value of a filter. */
export const STATED = '';

/** Most values of a facet: the commonest. */
export const MAX_FACET_VALUES = 1000;

/** The days that a date begins or ends on, or the numbers of a filter, that ranges are looked up in. */
export const rangeName = (filter: string, of: 'from' | 'to' | 'number') => `${filter}.${of}`;
/** Records in an order. */
export const orderName = (sort: string) => `sort.${sort}`;
/** For each record its place in an order. */
export const placeName = (sort: string) => `place.${sort}`;

/** A day as a number that compares as days do: 2024-11-21 is 20241121. */
export const dayNumber = (day: string): number => Number(day.replaceAll('-', ''));

/** Rows of the full-text index that each collection may fill. */
const SPAN = 2 ** 32;

/** The row of a record in the full-text index: collections follow each other in the order they are listed in. */
export const searchRow = (collection: number, n: number): number => collection * SPAN + n;

/** The collection and number of a row of the full-text index. */
export const searched = (row: number): { collection: number; n: number } => ({
  collection: Math.floor(row / SPAN),
  n: row % SPAN,
});
