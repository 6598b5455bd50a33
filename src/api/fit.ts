/** Whether a format can hold what a query asks for: what it cannot is refused by name, not left out. */
import { type Format, hasCells } from '../formats/format.ts';
import type { ListQuery } from '../query/query.ts';
import type { RecordQuery } from '../query/schema.ts';
import { findTable, getFlatColumns, getFlatLists } from '../schema/flat.ts';
import { getFieldNames } from '../schema/present.ts';
import type { Resource } from '../schema/resource.ts';
import { HttpProblem, type ProblemError } from './problem.ts';

type ShapeQuery = Pick<ListQuery, 'select' | 'include' | 'bom' | 'provenance'> &
  Partial<Pick<ListQuery, 'facet'> & Pick<RecordQuery, 'citations'>>;

interface Misfit {
  parameter: keyof ShapeQuery;
  /** Whether it is asked for. */
  isAsked: (query: ShapeQuery) => unknown;
  /** Whether a format can hold what it asks for; null is JSON. */
  fits: (format: Format | null) => boolean;
  /** What is wrong where it cannot. */
  detail: (format: string) => string;
}

/** Whether a format has records as they are served; null is JSON. */
const hasRecords = (format: Format | null): boolean => format === null || format.holds === 'records';

/** Parameters that not every format can hold. */
const MISFITS: readonly Misfit[] = [
  {
    parameter: 'include',
    isAsked: (query) => query.include.length,
    fits: hasRecords,
    detail: (format) => `${format} holds no records within records; ask for ndjson, or for their own lists`,
  },
  {
    parameter: 'citations',
    isAsked: (query) => query.citations,
    fits: hasRecords,
    detail: (format) => `${format} holds no records within records; they are at /citations`,
  },
  {
    parameter: 'facet',
    isAsked: (query) => query.facet?.length,
    fits: (format) => format === null,
    detail: (format) => `${format} holds rows alone; counts come with JSON`,
  },
  {
    parameter: 'bom',
    isAsked: (query) => query.bom,
    fits: (format) => format?.holds === 'cells',
    detail: (format) => `a byte order mark is for csv and tsv, not for ${format}`,
  },
  {
    parameter: 'provenance',
    isAsked: (query) => query.provenance,
    fits: (format) => format?.holds === 'cells',
    detail: (format) =>
      `columns of provenance are for csv and tsv; ${format} needs none: it says it elsewhere, as do headers`,
  },
  {
    parameter: 'select',
    isAsked: (query) => query.select,
    fits: (format) => format?.holds !== 'entries',
    detail: (format) => `${format} has the fields that citing needs, and none can be chosen`,
  },
];

/** Whether a format can hold what a parameter asks for; null is JSON. */
export const canHold = (format: Format | null, parameter: string): boolean =>
  MISFITS.find((misfit) => misfit.parameter === parameter)?.fits(format) ?? true;

/** A field that is asked for in cells, and is more than a cell, or a list that a format has no place for. */
function checkField(resource: Resource, name: string, format: Format): ProblemError | null {
  if (getFlatColumns(resource).some(({ field, header }) => field === name || header === name)) return null;
  if (format.holds === 'lists' && getFlatLists(resource).some(({ field }) => field === name)) return null;
  const table = findTable(resource, name);
  return {
    parameter: 'select',
    detail: table
      ? `${name} is a list and fits no cell; its rows are at /${table}`
      : `${name} is an object and fits no cell; its parts are columns of their own, or in JSON`,
    ...(table ? { suggestion: `/${table}` } : {}),
  };
}

/** A column that is asked for where there are none. */
function checkColumn(resource: Resource, name: string): ProblemError | null {
  if (getFieldNames(resource).includes(name)) return null;
  const { field = name } = getFlatColumns(resource).find(({ header }) => header === name) ?? {};
  return {
    parameter: 'select',
    detail: `${name} is a column of tables; here it is ${field}`,
    suggestion: field,
  };
}

/**
 * Refuses what a format cannot hold; null is JSON.
 * @throws {HttpProblem} 400 that names each parameter
 */
export function refuseMisfits(resource: Resource, query: ShapeQuery, format: Format | null): void {
  const name = format?.suffix ?? 'json';
  const wrong: ProblemError[] = MISFITS.filter(({ isAsked, fits }) => isAsked(query) && !fits(format)).map(
    ({ parameter, detail }) => ({ parameter, detail: detail(name) }),
  );
  for (const field of (format?.holds !== 'entries' && query.select) || []) {
    const problem =
      format && hasCells(format) ? checkField(resource, field, format) : checkColumn(resource, field);
    if (problem) wrong.push(problem);
  }
  if (wrong.length)
    throw new HttpProblem(
      400,
      wrong.map(({ parameter, detail }) => `${parameter}: ${detail}`).join('; '),
      wrong,
    );
}
