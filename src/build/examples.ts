import type Database from 'better-sqlite3';
import { getTableName } from 'drizzle-orm';
import type { LoadedDataset } from './dataset.ts';

/** The value that most records have, for each filter, and the record that a path's example names. */
export type Examples = Record<string, { id: string | null; filters: Record<string, string | number> }>;

/**
 * Examples for the documentation, taken from the data, so that each returns records when it is sent alone.
 * Ties go to the value that sorts first, so that the same data gives the same examples.
 */
export function examplesOf(db: Database.Database, dataset: LoadedDataset): Examples {
  const commonest = (table: string, column: string, where = '') =>
    db
      .prepare(
        `SELECT "${column}" AS value FROM "${table}" WHERE "${column}" IS NOT NULL ${where}
         GROUP BY value ORDER BY count(*) DESC, value LIMIT 1`,
      )
      .get() as { value: string | number } | undefined;
  return Object.fromEntries(
    dataset.resources.map((resource) => {
      const filters: Record<string, string | number> = {};
      for (const [name, filter] of Object.entries(resource.filters)) {
        const found =
          filter.kind === 'link'
            ? commonest(
                getTableName(filter.link),
                'value',
                filter.of ? `AND collection = '${filter.of}'` : '',
              )
            : commonest(
                getTableName(resource.table),
                filter.kind === 'date' ? filter.from.name : filter.column.name,
              );
        if (found) filters[name] = filter.kind === 'date' ? String(found.value).slice(0, 4) : found.value;
      }
      return [resource.name, { id: dataset.all(resource.name)[0]?.id ?? null, filters }];
    }),
  );
}
