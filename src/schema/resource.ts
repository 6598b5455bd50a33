import type * as z from 'zod';

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

/**
 * What a definition may look at to derive fields: all records of the dataset, and who refers to whom. Lists are
 * read one by one, since a dataset need not fit into memory.
 */
export interface Dataset {
  resources: readonly Resource[];
  get(collection: string, id: string): Rec | undefined;
  /** A collection's records, in the order of their ids. */
  all(collection: string): Iterable<Rec>;
  /** Records of `from` whose field at `path` refers to `collection/id`. */
  referrers(collection: string, id: string, from: string, path: string): readonly Rec[];
  /** Every piece of evidence in every record, as a citation, in the order of their ids. */
  evidence(): Iterable<Citation>;
  /** Citations of `collection/id`, and of the records embedded in it. */
  citations(collection: string, id: string): readonly Citation[];
}

/**
 * A filter compares the values at a path in the record. Its type, wording, allowed values and operators follow
 * from the field found there, and so do the columns that hold its values.
 */
export interface Filter {
  path: string;
  /** Keeps to references into one collection, where the field may point into several. */
  of?: string;
  /** Of regions or topics: a record is also found under what lies above its own. */
  below?: boolean;
}

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
  /** What lists can be asked by; a path alone stands for the filter of that path. */
  filters: Record<string, string | Filter>;
  /** Orders beside `id`, which is the default: the path of a single value; dates go by their first day. */
  sorts: Record<string, string>;
  includes?: Record<string, Include>;
  /** Where records are written inline in the files of another collection. */
  within?: {
    collection: string;
    field: string;
    id: (parent: Rec, member: Record<string, unknown>) => string;
  };
  /** Records that the build makes from others, in the order of their ids; such collections come last, and have no files. */
  made?: (dataset: Dataset) => Iterable<Rec>;
}

/** Whether a collection's records are files of their own. */
export const isWritten = ({ within, made }: Resource): boolean => !within && !made;

/** Checks a definition's shape while keeping its own types. */
export function defineResource<R extends Resource>(resource: R): R {
  return resource;
}
