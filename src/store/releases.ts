/** The folder of releases: files of earlier ones, each served as long as it is there. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openStore, type Store } from './store.ts';

/** The file of a release in a folder of them. */
export const findReleaseFile = (folder: string, id: string): string => join(folder, `${id}.sqlite`);

/** What is wrong with a file, without what to do about it: a release cannot be built anew. */
const describeFault = ({ cause, message }: Error): string =>
  (cause instanceof Error ? cause : { message }).message;

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
    let store: Store;
    try {
      store = openStore(join(folder, name));
    } catch (error) {
      opened.problems.push(`${join(folder, name)} is not served: ${describeFault(error as Error)}`);
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
