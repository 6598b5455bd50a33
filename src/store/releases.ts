/** The folder of releases: files of earlier ones, each served as long as it is there. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import { records, release } from '../schema/columns.ts';
import { collections } from '../schema/index.ts';
import { serveBelow, serveCounts, serveFacts, serveJson } from './serve.ts';
import { listColumns } from './sqlite.ts';
import { openStore, type Store } from './store.ts';

/** The file of a release in a folder of them. */
export const findReleaseFile = (folder: string, id: string): string => join(folder, `${id}.sqlite`);

const getTables = (): SQLiteTable[] => [
  ...new Set([...collections.map(({ table }) => table), records, release]),
  serveJson,
  serveCounts,
  serveBelow,
  serveFacts,
];

/**
 * Refuses a file whose schema is older than the service: what it has more does no harm.
 * @throws {Error} that names what it lacks, and the version of the service that serves it
 */
function checkSchema({ sqlite, release: { version } }: Store): void {
  for (const { name, columns } of getTables().map(getTableConfig)) {
    const there = new Set(listColumns(sqlite, name));
    const missing = columns.find((column) => !there.has(column.name));
    if (missing)
      throw new Error(
        `its schema is older, it has no ${name}.${missing.name}: version ${version} of the service serves it`,
      );
  }
}

/** Releases that were opened, and what stands in the way of the others, a sentence each. */
export interface OpenedReleases {
  stores: Store[];
  problems: string[];
}

/**
 * Opens every database of a folder but those of releases that are open already; a folder that is not there has none.
 * @param open ids of releases that are open
 */
export function openReleases(folder: string, open: readonly string[]): OpenedReleases {
  const opened: OpenedReleases = { stores: [], problems: [] };
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return opened;
  const known = new Set(open);
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.sqlite')) continue;
    let store: Store | undefined;
    try {
      store = openStore(join(folder, name));
      checkSchema(store);
    } catch (error) {
      store?.close();
      opened.problems.push(`${join(folder, name)} is not served: ${(error as Error).message}`);
      continue;
    }
    if (known.has(store.release.id)) store.close();
    else {
      known.add(store.release.id);
      opened.stores.push(store);
    }
  }
  return opened;
}
