/** Whether a format can hold what a query asks for: what it cannot is refused by name, not left out. */
import type { Format } from '../formats/format.ts';
import type { ListQuery } from '../query/query.ts';
import type { RecordQuery } from '../query/schema.ts';
import { findTable, getFlatColumns } from '../schema/flat.ts';
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

/** Parameters that not every format can hold. */
const MISFITS: readonly Misfit[] = [
  {
    parameter: 'include',
    isAsked: (query) => query.include.length,
    fits: (format) => !format?.flat,
    detail: (format) => `${format} holds no records within records; ask for ndjson, or for their own lists`,
  },
  {
    parameter: 'citations',
    isAsked: (query) => query.citations,
    fits: (format) => !format?.flat,
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
    fits: (format) => format?.flat ?? false,
    detail: (format) => `a byte order mark is for csv and tsv, not for ${format}`,
  },
  {
    parameter: 'provenance',
    isAsked: (query) => query.provenance,
    fits: (format) => format?.flat ?? false,
    detail: (format) =>
      `columns of provenance are for csv and tsv; ${format} needs none: meta and headers have the release`,
  },
];

/** Whether a format can hold what a parameter asks for; null is JSON. */
export const canHold = (format: Format | null, parameter: string): boolean =>
  MISFITS.find((misfit) => misfit.parameter === parameter)?.fits(format) ?? true;

/** A field that is asked for in cells, and is more than a cell. */
function checkField(resource: Resource, name: string): ProblemError | null {
  if (getFlatColumns(resource).some(({ field, header }) => field === name || header === name)) return null;
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
    detail: `${name} is a column of CSV and TSV; here it is ${field}`,
    suggestion: field,
  };
}

/**
 * Refuses what a format cannot hold; null is JSON.
 * @throws {HttpProblem} 400 that names each parameter
 */
export function refuseMisfits(resource: Resource, query: ShapeQuery, format: Format | null): void {
  const flat = format?.flat ?? false;
  const name = format?.suffix ?? 'json';
  const wrong: ProblemError[] = MISFITS.filter(({ isAsked, fits }) => isAsked(query) && !fits(format)).map(
    ({ parameter, detail }) => ({ parameter, detail: detail(name) }),
  );
  for (const field of query.select ?? []) {
    const problem = flat ? checkField(resource, field) : checkColumn(resource, field);
    if (problem) wrong.push(problem);
  }
  if (wrong.length)
    throw new HttpProblem(
      400,
      wrong.map(({ parameter, detail }) => `${parameter}: ${detail}`).join('; '),
      wrong,
    );
}
