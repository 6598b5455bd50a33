/** Whether a file has the tables and columns that the service asks. */
import type Database from 'better-sqlite3';
import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import { records, release } from '../schema/columns.ts';
import { collections } from '../schema/index.ts';
import { serveNames, serveTexts, serveWords } from './search.ts';
import * as serve from './serve.ts';
import { listColumns } from './sqlite.ts';
import { serveValues } from './values.ts';

const listTables = (): SQLiteTable[] => [
  ...new Set([...collections.map(({ table }) => table), records, release]),
  ...Object.values(serve),
  serveValues,
  serveTexts,
  serveNames,
  serveWords,
];

/**
 * Refuses a file whose schema is older than the service: what it has more does no harm.
 * @param version of the service that wrote it
 * @throws {Error} that names what it lacks, and that version
 */
export function checkSchema(sqlite: Database.Database, version: string): void {
  for (const { name, columns } of listTables().map(getTableConfig)) {
    const there = new Set(listColumns(sqlite, name));
    const missing = columns.find((column) => !there.has(column.name));
    if (missing)
      throw new Error(
        `its schema is older, it has no ${name}.${missing.name}: version ${version} of the service serves it`,
      );
  }
}
