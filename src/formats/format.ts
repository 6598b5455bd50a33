import type { Resource } from '../schema/resource.ts';

/** What a list's or a record's rows are written by, besides the records. */
export interface WriterOptions {
  /** Fields, or names of columns; null: all. */
  select: readonly string[] | null;
  /** Whether it is meant for spreadsheets: with a byte order mark, and no cell that could be a formula. */
  bom: boolean;
  /** What each row says of where it comes from; null: nothing. */
  provenance: { release: string; query: string } | null;
  /** What URLs begin with, so that they are absolute. */
  base: string;
}

/** A way to write records one by one; pure. JSON, which has an envelope, is none of these. */
export interface Format {
  /** The suffix of the URL, and the name in the documentation. */
  suffix: string;
  mediaType: string;
  about: string;
  /** Whether a row is a line of cells, rather than a whole record. */
  flat: boolean;
  makeWriter(resource: Resource, options: WriterOptions): Writer;
}

/** Writes rows. */
export interface Writer {
  head: string;
  /** @param json a record as it is served */
  writeRow(json: string): string;
}
