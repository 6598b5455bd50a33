/** A condition as SQL: how it is written in a query, and what is known of how many records meet it. */
import { and, isNotNull, type SQL, sql } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Parameter } from '../schema/parameters.ts';
import type { Resource } from '../schema/resource.ts';
import { getIdColumn } from '../schema/storage.ts';
import type { Store } from '../store/store.ts';
import type { FilterColumns, RowColumns, ValueColumns } from '../store/values.ts';
import type { FilterValue } from './query.ts';

/**
 * How a condition is written: to lead to its records by an index, to be asked of records at hand, of so many that what
 * meets it is gathered first, or to bound the order of its own field, which is walked.
 */
export type Form = 'lead' | 'probe' | 'gather' | 'walk';

/** A condition, ready to stand in a query that is prepared once for all values of its shape. */
export interface SqlCondition {
  /** The field that it is asked of; null of a search. */
  path: string | null;
  /** Conditions of one shape differ in the values that are bound alone. */
  shape: string;
  bindings: Record<string, unknown>;
  /** How many records meet it, roughly; null where it leads to none by itself. */
  estimate: number | null;
  /** How many records meet it, where that is known. */
  exact?: number;
  /** Whether it is met by a range of values, of which no count tells. */
  range?: true;
  /**
   * Whether it is asked of the number of a record's row alone, which another table may have: `record` in `where`. All
   * others read the row itself.
   */
  numbered?: true;
  where: (form: Form, record?: SQL) => SQL;
  /** Rows of another table that lead to its records by their numbers. */
  rows?: LeadingRows;
  /** Where its records are found by an index in the order of their ids, each once. */
  ordered?: OrderedRows;
}

/** Rows of another table that have the numbers of records' rows. */
export interface LeadingRows {
  from: SQL;
  record: SQL;
  where: SQL;
  /** Whether they have each record once. */
  once: boolean;
}

/** Rows that an index leads to in the order of the records' ids. */
export interface OrderedRows {
  /** The other table that is walked; null where it is the records' own. */
  from: SQL | null;
  where: SQL;
  /** What the index is ordered by. */
  key: SQL;
  /** The key of the record whose id is bound as `after_id`. */
  after: SQL;
}

/** What an operator is given. */
export interface OperatorInput {
  store: Store;
  resource: Resource;
  parameter: Parameter;
  values: readonly FilterValue[];
  /** Where the values of the filter stand. */
  columns: FilterColumns;
  /** Whether the build has counted these values: not those of members that stand on a day alone. */
  counted: boolean;
  /** A value of the condition, by its name in `bindings`. */
  bind: Bind;
}

/** How a condition names its values. */
export type Bind = (name: string) => SQL;
/** What an operator asks for, of whichever field. */
export type OperatorCondition = Omit<SqlCondition, 'path'>;
/** Makes the SQL of what an operator asks for. */
export type ReadOperator = (input: OperatorInput) => OperatorCondition;

/** All of some tests. */
export const joinTests = (parts: readonly (SQL | undefined)[]): SQL => and(...parts) ?? sql`true`;

/** A column that is compared as it is, so that an index may be looked up by it. */
export const useIndex = (column: SQL | AnySQLiteColumn): SQL => sql`${column}`;
/** A column that no index is looked up by. */
export const avoidIndex = (column: SQL | AnySQLiteColumn): SQL => sql`+${column}`;
/** A value, ready to be compared in a form. */
export const prepareColumns = (value: ValueColumns, form: Form): ValueColumns =>
  form === 'lead' || form === 'walk'
    ? value
    : { id: avoidIndex(value.id), collection: value.collection && avoidIndex(value.collection) };

/** Ranges of which no count tells are taken to hold half of all records, until they are counted. */
export const estimateRange = ({ store, resource }: OperatorInput) =>
  ({ estimate: store.count(resource.name) / 2, range: true }) as const;

/** The number of a record's row. */
export const getRecordNumber = ({ table }: Resource): SQL => sql`${table}.rowid`;

/** That a record has a row in other tables that meets a test. */
export function hasRow(
  { resource }: OperatorInput,
  { rows }: RowColumns,
  test: readonly SQL[],
  form: Form,
): SQL {
  const id = getIdColumn(resource);
  const { from, owner, where } = rows;
  return form === 'lead'
    ? sql`${id} in (select ${owner} from ${from} where ${joinTests([isNotNull(owner), ...where, ...test])})`
    : sql`exists (select 1 from ${from} where ${joinTests([sql`${owner} = ${id}`, ...where, ...test])})`;
}
