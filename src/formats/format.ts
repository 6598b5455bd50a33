import type { release } from '../schema/columns.ts';
import type { Resource } from '../schema/resource.ts';

/** What records are written by, besides the records. */
export interface WriterOptions {
  /** Fields, or names of columns; null: all. */
  select: readonly string[] | null;
  /** What is written inside the records besides their own fields. */
  include: readonly string[];
  /** Whether it is meant for spreadsheets: with a byte order mark, and no cell that could be a formula. */
  bom: boolean;
  /** Whether each row says of which release and query it is. */
  provenance: boolean;
  /** What URLs begin with, so that they are absolute. */
  base: string;
  /** The URL that gives what is written. */
  query: string;
  release: typeof release.$inferSelect;
}

interface Form {
  /** The suffix of the URL, and the name in the documentation. */
  suffix: string;
  mediaType: string;
  about: string;
  /**
   * What of a record it has: cells alone, as a plain table; cells, and its lists of objects beside them; the record as it
   * is served; or what it has fields for, so that none can be chosen.
   */
  holds: 'cells' | 'lists' | 'records' | 'entries';
  /** The only collections that it can write; where it does not say, all. */
  collections?: readonly string[];
}

/** A way to write records one by one; pure. JSON, which has an envelope, is none of these. */
export interface StreamFormat extends Form {
  /** Whether records come with `geometry` and `geometry_from`. */
  located?: true;
  makeWriter(resource: Resource, options: WriterOptions): Writer;
}

/** A way to write records that takes all of them at once; pure. */
export interface BookFormat extends Form {
  /** Most records that it writes, since it holds them in memory. */
  maxRecords: number;
  /**
   * @param rows records as they are served, as JSON
   * @throws {RangeError} where a value is longer than it can hold
   */
  writeBook(resource: Resource, options: WriterOptions, rows: readonly string[]): Promise<Uint8Array>;
}

/** A way to write records. */
export type Format = StreamFormat | BookFormat;

/** Whether a format takes all records at once. */
export const isBook = (format: Format): format is BookFormat => 'writeBook' in format;

/** Writes rows. */
export interface Writer {
  readonly head: string;
  /** @param json a record as it is served */
  writeRow(json: string): string;
  /** What stands between two rows. */
  separator?: string;
  foot?: string;
}

/** Whether a format can write a collection. */
export const canWrite = ({ collections }: Format, { name }: Resource): boolean =>
  collections?.includes(name) ?? true;

/** Whether a row is cells, rather than a whole record. */
export const hasCells = (format: Format | null): boolean =>
  format?.holds === 'cells' || format?.holds === 'lists';

/**
 * A record's JSON with absolute URLs. In JSON a quotation mark inside a text is escaped: `"url":"/` stands nowhere but
 * where a URL begins.
 */
export const writeAbsolute = (json: string, base: string): string =>
  json.replaceAll('"url":"/', `"url":"${base}/`);
