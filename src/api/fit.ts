/** Whether a format can hold what a query asks for: what it cannot is refused by name, not left out. */
import type { Format } from '../formats/format.ts';
import type { ListQuery } from '../query/query.ts';
import type { RecordQuery } from '../query/schema.ts';
import { flatColumns, tableOf } from '../schema/flat.ts';
import { resourceNamed } from '../schema/index.ts';
import { fieldNames } from '../schema/present.ts';
import type { Resource } from '../schema/resource.ts';
import { HttpProblem, type ProblemError } from './problem.ts';

type Shaping = Pick<ListQuery, 'select' | 'include'> &
  Partial<Pick<ListQuery, 'facet' | 'bom' | 'provenance'> & Pick<RecordQuery, 'citations'>>;

/** A field that is asked for in cells, and is more than a cell. */
function refuseField(resource: Resource, name: string): ProblemError | null {
  if (flatColumns(resource).some(({ field, header }) => field === name || header === name)) return null;
  const table = tableOf(resource, name);
  return {
    parameter: 'select',
    detail: table
      ? `${name} is a list of objects and fits no cell; its rows are at /${table}`
      : `${name} is an object and fits no cell; its parts are columns of their own, or in JSON`,
    ...(table ? { suggestion: `/${table}` } : {}),
  };
}

/** A column that is asked for where there are none. */
function refuseColumn(resource: Resource, name: string): ProblemError | null {
  if (fieldNames(resource, resourceNamed).includes(name)) return null;
  const { field = name } = flatColumns(resource).find(({ header }) => header === name) ?? {};
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
export function refuseMisfits(resource: Resource, query: Shaping, format: Format | null): void {
  const flat = format?.flat ?? false;
  const name = format?.suffix ?? 'json';
  const wrong: ProblemError[] = [];
  const refuse = (parameter: string, detail: string) => wrong.push({ parameter, detail });
  if (flat && query.include.length)
    refuse('include', `${name} holds no records within records; ask for ndjson, or for their own lists`);
  if (flat && query.citations)
    refuse('citations', `${name} holds no records within records; they are at /citations`);
  if (format && query.facet?.length) refuse('facet', `${name} holds rows alone; counts come with JSON`);
  if (!flat && query.bom) refuse('bom', `a byte order mark is for csv and tsv, not for ${name}`);
  if (!flat && query.provenance)
    refuse(
      'provenance',
      `columns of provenance are for csv and tsv; ${name} needs none: meta and headers have the release`,
    );
  for (const field of query.select ?? []) {
    const problem = flat ? refuseField(resource, field) : refuseColumn(resource, field);
    if (problem) wrong.push(problem);
  }
  if (wrong.length)
    throw new HttpProblem(
      400,
      wrong.map(({ parameter, detail }) => `${parameter}: ${detail}`).join('; '),
      wrong,
    );
}
