import type { AnySQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type * as z from 'zod';
import type { Link } from './tables.ts';

/** A record as the build handles it: its file's content with its id, references still bare ids. */
export type Rec = { id: string } & Record<string, unknown>;

/** A citation as a row: the passage, and the record, field and member that it supports. */
export interface Citation extends Rec {
  source: string;
  record: string;
  field: string;
  value: string | null;
  start: number;
  end: number;
  exact: string;
}

/** What a definition may look at to derive fields: all records of the dataset, and who refers to whom. */
export interface Dataset {
  resources: readonly Resource[];
  get(collection: string, id: string): Rec | undefined;
  all(collection: string): readonly Rec[];
  /** Records of `from` whose field at `path` refers to `collection/id`. */
  referrers(collection: string, id: string, from: string, path: string): readonly Rec[];
  /** Every piece of evidence in every record, as a citation. */
  evidence(): Citation[];
  /** Citations of `collection/id`, and of the records embedded in it. */
  citations(collection: string, id: string): readonly Citation[];
}

/**
 * A filter compares the values at `path` in the record. Its type, wording, allowed values and operators
 * follow from the field found there; here stands only where its values are kept.
 */
export type Filter =
  | { kind: 'column'; path: string; column: AnySQLiteColumn }
  | { kind: 'date'; path: string; from: AnySQLiteColumn; to: AnySQLiteColumn }
  | { kind: 'link'; path: string; link: Link; of?: string; below?: boolean };

export const column = (path: string, column: AnySQLiteColumn): Filter => ({ kind: 'column', path, column });
export const date = (path: string, from: AnySQLiteColumn, to: AnySQLiteColumn): Filter => ({
  kind: 'date',
  path,
  from,
  to,
});
/** `of` keeps to references into one collection, where the field may point into several. */
export const many = (path: string, link: Link, of?: string): Filter => ({
  kind: 'link',
  path,
  link,
  ...(of === undefined ? {} : { of }),
});

/** As `many`, of regions or topics: a record is also found under what lies above its own. */
export const below = (path: string, link: Link, of?: string): Filter =>
  ({ ...many(path, link, of), below: true }) as Filter;

/** The records of another collection that belong to one: `filter` of `collection`, set to its id. */
export interface Include {
  collection: string;
  filter: string;
}

export interface Resource {
  /** Name in the URL, of the folder in `data/` and of the table. */
  name: string;
  singular: string;
  /** One sentence for the documentation. */
  about: string;
  /** What a record's file holds; for embedded collections, what the list member holds. */
  record: z.ZodObject;
  /** Fields that the build adds, and how; pure. */
  derived?: z.core.$ZodLooseShape;
  derive?: (record: Rec, dataset: Dataset) => Record<string, unknown>;
  /** The human label: the field that holds it, or how it is made. */
  label: 'name' | 'title' | ((record: Rec, dataset: Dataset) => string);
  table: SQLiteTable & { id: AnySQLiteColumn; label: AnySQLiteColumn; json: AnySQLiteColumn };
  filters: Record<string, Filter>;
  /** Orders beside `id`, which is the default; each column is single-valued and never null. */
  sorts: Record<string, AnySQLiteColumn>;
  includes?: Record<string, Include>;
  /** Where records are written inline in the files of another collection. */
  within?: {
    collection: string;
    field: string;
    id: (parent: Rec, member: Record<string, unknown>) => string;
  };
  /** Records that the build makes from others; such collections come last, and have no files. */
  made?: (dataset: Dataset) => Rec[];
}

/** Whether a collection's records are files of their own. */
export const isWritten = ({ within, made }: Resource): boolean => !within && !made;

/** Checks a definition's shape while keeping its own types. */
export function defineResource<R extends Resource>(resource: R): R {
  return resource;
}
