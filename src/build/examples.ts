import type Database from 'better-sqlite3';
import { getTableName } from 'drizzle-orm';
import type { Example, Examples } from '../model/examples.ts';
import { parametersOf, type ValueType } from '../model/parameters.ts';
import { labelOf } from '../model/present.ts';
import type { Filter, Rec, Resource } from '../model/resource.ts';
import type { LoadedDataset } from './dataset.ts';

type Value = string | number;

function valuesOf(
  db: Database.Database,
  resource: Resource,
  filter: Filter,
): { value: Value; count: number }[] {
  const [table, column, where] =
    filter.kind === 'link'
      ? [getTableName(filter.link), '"value"', filter.of ? `WHERE collection = '${filter.of}'` : '']
      : filter.kind === 'column'
        ? [
            getTableName(resource.table),
            `"${filter.column.name}"`,
            `WHERE "${filter.column.name}" IS NOT NULL`,
          ]
        : [
            getTableName(resource.table),
            `ifnull(substr("${filter.from.name}", 1, 4), '..') || '/' || ifnull(substr("${filter.to.name}", 1, 4), '..')`,
            `WHERE "${filter.from.name}" IS NOT NULL OR "${filter.to.name}" IS NOT NULL`,
          ];
  return db
    .prepare(
      `SELECT ${column} AS value, count(*) AS count FROM "${table}" ${where} GROUP BY 1 ORDER BY 2 DESC, 1`,
    )
    .all() as { value: Value; count: number }[];
}

/** A value that not every record has, from the data or else from what is allowed. */
function otherOf(
  type: ValueType,
  values: { value: Value; count: number }[],
  total: number,
  dataset: LoadedDataset,
) {
  const rarest = values.at(-1);
  if (rarest && rarest.count < total) return rarest.value;
  const used = new Set(values.map(({ value }) => value));
  if (type.name === 'word') return type.allowed.find((word) => !used.has(word)) ?? null;
  if (type.name === 'reference')
    return type.collections.flatMap((name) => dataset.all(name)).find(({ id }) => !used.has(id))?.id ?? null;
  return type.name === 'text' ? 'none' : null;
}

/** A word that the first record is found by: the longest of its label. */
function wordOf(resource: Resource, record: Rec | undefined, dataset: LoadedDataset): string | null {
  const words = record ? (labelOf(resource, record, dataset).match(/\p{L}{3,}/gu) ?? []) : [];
  return words.reduce<string | null>(
    (longest, word) => (word.length > (longest?.length ?? 0) ? word : longest),
    null,
  );
}

/**
 * Examples for the documentation, taken from the data, so that each returns records when it is sent alone.
 * Ties go to the value that sorts first, so that the same data gives the same examples.
 */
export function examplesOf(db: Database.Database, dataset: LoadedDataset): Examples {
  return Object.fromEntries(
    dataset.resources.map((resource) => {
      const all = dataset.all(resource.name);
      const filters = Object.fromEntries(
        parametersOf(resource)
          .filter(({ operator, field }) => operator === 'eq' && field !== 'id')
          .map(({ field, filter, type }): [string, Example] => {
            const values = valuesOf(db, resource, filter);
            const numbers = values.flatMap(({ value }) => (typeof value === 'number' ? [value] : []));
            const bound = (better: (a: number, b: number) => number) =>
              numbers.length ? numbers.reduce((a, b) => better(a, b)) : null;
            return [
              field,
              {
                value: values[0]?.value ?? null,
                other: otherOf(type, values, all.length, dataset),
                most: bound(Math.max),
                least: bound(Math.min),
              },
            ];
          }),
      );
      filters.id = { value: all[0]?.id ?? null, other: all[1]?.id ?? null, most: null, least: null };
      return [resource.name, { id: all[0]?.id ?? null, word: wordOf(resource, all[0], dataset), filters }];
    }),
  );
}
