import { type SQL, sql } from 'drizzle-orm';
import {
  type AnySQLiteColumn,
  getTableConfig,
  type SQLiteTable,
  type SQLiteView,
} from 'drizzle-orm/sqlite-core';
import * as z from 'zod';
import { slugify } from './citation.ts';
import { quoteLiteral } from './columns.ts';
import { evidences, lateRef, recordId, ref, references } from './fields.ts';
import { getMark, getType, isDate } from './walk.ts';

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
  /** Its place among the evidence of its record, from 0. */
  ordinal: number;
  /** Of evidence for one member of a list: the member's place. */
  member: number | null;
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
  findReferrers(collection: string, id: string, from: string, path: string): readonly Rec[];
  /** Every piece of evidence in every record, as a citation, in the order of their ids. */
  listEvidence(): Iterable<Citation>;
  /** Citations of `collection/id`, and of the records embedded in it. */
  findCitations(collection: string, id: string): readonly Citation[];
}

/**
 * A filter compares the values at a path in the record. Its type, wording, allowed values and operators follow
 * from the field found there, and so do the columns that hold its values.
 */
export interface Filter {
  path: string;
  /** Keeps to references into one collection, where the field may point into several. */
  of?: string;
  /** Of regions and topics, which lie below each other: the filter finds the records of all that lies below its value too. */
  below?: boolean;
  /**
   * A day: what stands from the day in `{path}_from` until before that in `{path}_to`. Where the path leads through a list,
   * other filters through it are asked of the members that stand on that day alone.
   */
  standing?: boolean;
  /** What follows from a list as it is now, and is refused beside a day on which its members are to stand. */
  ofToday?: boolean;
}

/** The records of another collection that belong to one: `filter` of `collection`, set to its id. */
export interface Include {
  collection: string;
  filter: string;
}

/** Where a list of references or texts is read from, and whether it is written there too. */
export interface StoredList {
  table: SQLiteTable | SQLiteView;
  /** The record that the list belongs to. */
  owner: AnySQLiteColumn;
  value: AnySQLiteColumn;
  /** Of references into several collections: into which. */
  collection?: AnySQLiteColumn;
  /** What members are ordered by; by their values where there is none. */
  position?: AnySQLiteColumn;
  /** Which rows of the table, where others stand there too. */
  where?: SQL;
  /** What `where` means for a row that is written; null where the list is written by another record. */
  insertAs: Record<string, string> | null;
}

/** Where the members of a list stand: in a table made by `linkTable` and the like, in rows described, or in a collection of their own, by its name where it is listed. */
export type ListSource = SQLiteTable | StoredList | Resource | string;

/** What a member of a list knows of its place besides its own fields. */
export interface MemberPlace {
  owner: string;
  ordinal: number;
  /** The citation that a member makes that is itself evidence. */
  citation_id: string;
  /** Of a citation that supports one member of a list: that member’s `ordinal`. */
  member: number | null;
}

/** A collection: what its records hold, where they are stored, and what can be asked of them. */
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
  /** The human label: the field that holds it, or how it is made; then it stands in the column `name`. */
  label: 'name' | 'title' | ((record: Rec, dataset: Dataset) => string);
  table: SQLiteTable;
  /** Its row in the table: what TypeScript holds against the table's columns. Lists stand elsewhere. */
  row: (record: never) => Record<string, unknown>;
  /** Where its lists stand, by the name of the field. */
  lists?: () => Record<string, ListSource>;
  /** Of a list of texts, which are served bare inside their record: the field that holds each. */
  scalar?: string;
  /** JSON of fields that no column holds as they are served. */
  json?: Record<string, SQL>;
  /** What lists can be asked by; a path alone stands for the filter of that path. */
  filters: Record<string, string | Filter>;
  /** Orders beside `id`, which is the default: the path of a single value; dates go by their first day. */
  sorts: Record<string, string>;
  /** What it can be asked to bring along, by the name it then stands under; of what has evidence, `citations` too. */
  includes?: Record<string, Include>;
  /** Where records are written inline in the files of another collection. */
  within?: {
    /** Empty where lists of several collections stand in one table. */
    collection: string;
    field: string;
    id: (parent: Rec, member: Record<string, unknown>) => string;
  };
  /** A record as it is served, as it stood on a day that is asked for; pure. */
  showOn?: (record: Record<string, unknown>, day: string) => Record<string, unknown>;
  /** Whether it is a list of objects inside other records, whose rows are shown as a collection too. */
  nested?: true;
  /** Of records that belong to another: the field that names it. A search of everything finds that one for them. */
  ownerField?: string;
  /** Records that the build makes from others, in the order of their ids; such collections come last, and have no files. */
  makeRecords?: (dataset: Dataset) => Iterable<Rec>;
}

/** Collections that others’ records may be about: all but those that the build makes, and members of lists. */
export const listRecordCollections = (): string[] =>
  [...definitions.values()]
    .filter(({ makeRecords }) => !makeRecords)
    .map(({ name }) => name)
    // In whatever order the files were loaded.
    .sort();

/** Whether a collection's records are files of their own. */
export const isWritten = ({ within, makeRecords }: Resource): boolean => !within && !makeRecords;

type Output<R extends z.ZodObject, D extends z.core.$ZodLooseShape> = z.output<R> & z.output<z.ZodObject<D>>;

/** Lists of objects inside records, by their names. */
export const memberDefinitions = new Map<string, Resource>();

/** Every collection that is defined, by its name: so that files may refer to each other’s without a circle of imports. */
export const definitions = new Map<string, Resource>();

/**
 * Checks a definition: its row function gives every column of the table, or it does not compile. What all that are alike
 * can be asked for is added.
 */
export function defineResource<
  R extends z.ZodObject,
  T extends SQLiteTable,
  D extends z.core.$ZodLooseShape = Record<never, never>,
>(
  resource: Omit<Resource, 'record' | 'derived' | 'table' | 'row'> & {
    record: R;
    derived?: D;
    table: T;
    row: (record: Output<R, D> & MemberPlace & { name: string }) => T['$inferSelect'];
  },
): Resource {
  const { record, makeRecords, filters, within, includes } = resource;
  const isCited = !makeRecords && ('citations' in record.shape || within);
  const defined = {
    ...resource,
    includes: {
      ...(isCited ? { citations: { collection: 'citations', filter: 'record' } } : {}),
      ...includes,
    },
    filters: {
      ...filters,
      ...('revised' in record.shape ? { revised: 'revised' } : {}),
      ...('reading' in record.shape ? { reading: 'reading' } : {}),
      ...('not_stated' in record.shape && !makeRecords ? { not_stated: 'not_stated.field' } : {}),
    },
  } as unknown as Resource;
  definitions.set(defined.name, defined);
  return defined;
}

/** Parts of evidence that stand in its citation. */
const EVIDENCE = ['start', 'end', 'exact'];

/** Whether a field has values that can be asked for, rather than texts of our own or lists. */
const isAskable = (schema: z.core.$ZodType): boolean =>
  getMark(references, schema) !== undefined ||
  isDate(schema) ||
  ['enum', 'boolean', 'number'].includes(getType(schema));

/** What a member is shown as: the name of the record it belongs to, and its place there. */
function nameMember(table: SQLiteTable, collection: string | undefined, owner: string, field: string): SQL {
  const column = (name: string) => sql.raw(`"${getTableConfig(table).name}"."${name}"`);
  const of = collection ? quoteLiteral(collection) : column(`${owner}_collection`);
  return sql`coalesce((select label from records where records.collection = ${of}
    and records.id = ${column(`${owner}_id`)}), ${column(`${owner}_id`)}) || ', ' || ${quoteLiteral(field)} || ' ' || (${column('ordinal')} + 1)`;
}

/**
 * A list of objects, as a table of its own: one row a member, with the id of the record it belongs to. Where those are
 * records of several collections, the field that names it is `record`, and `owner` is written `collection/id`.
 */
export function defineMembers<M extends z.ZodObject, T extends SQLiteTable>({
  of,
  member,
  key,
  field,
  texts = [],
  json = {},
  ...members
}: {
  name: string;
  singular: string;
  about: string;
  /** The collection of the records that have the list, and its singular; or several collections. */
  of: { collection: string; singular: string } | (() => readonly string[]);
  field: string;
  member: M;
  /** What tells members apart, for their ids; their place in the list where nothing does. */
  key?: (member: z.output<M>) => string;
  table: T;
  row: (member: z.output<M> & MemberPlace & { id: string }) => T['$inferSelect'];
  lists?: () => Record<string, ListSource>;
  /** Texts that it can be asked by; what is a reference, a word, a number or a date can be in any case. */
  texts?: readonly string[];
  /** Of a list of texts: the field that holds each. */
  scalar?: string;
  /** JSON of fields that no column holds as they are served. */
  json?: Record<string, SQL>;
}): Resource {
  const one = 'collection' in of ? of : null;
  const owner = one
    ? { [one.singular]: ref(one.collection, 'The record it belongs to') }
    : { record: lateRef(of as () => readonly string[], 'The record it belongs to') };
  const record = z.strictObject({
    id: recordId,
    ...owner,
    ordinal: z.int().min(0).describe('Its place in the list, from 0'),
    ...member.shape,
  });
  if (getMark(evidences, member)) record.register(evidences, { evidence: true });
  const asked = Object.entries(record.shape).filter(
    ([name, schema]) =>
      name !== 'id' &&
      name !== 'ordinal' &&
      !EVIDENCE.includes(name) &&
      (name in owner || isAskable(schema) || texts.includes(name)),
  );
  const defined = {
    label: (record: Rec) => record.id,
    filters: Object.fromEntries(asked.map(([name]) => [name, name])),
    sorts: {},
    nested: true,
    json: { name: nameMember(members.table, one?.collection, one?.singular ?? 'record', field), ...json },
    ...members,
    record,
    within: {
      collection: one?.collection ?? '',
      field,
      id: (parent: Rec, written: unknown) =>
        [parent.id, key && slugify(key(written as z.output<M>))].filter(Boolean).join('.'),
    },
  } as unknown as Resource;
  memberDefinitions.set(defined.name, defined);
  return defined;
}
