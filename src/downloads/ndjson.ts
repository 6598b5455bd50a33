/** All records of all collections, one a line, compressed. */
import { Gzip } from 'fflate';
import { collections } from '../schema/index.ts';
import type { Store } from '../store/store.ts';

/**
 * Writes the records in pieces, a collection at a time: each line an object of `collection` and `record`, the record as
 * the API answers it. Beside it, since some records have a field `collection` of their own.
 */
export function writeRecords(store: Store, write: (bytes: Uint8Array) => void): void {
  // No time in its head: the same data gives the same bytes.
  const gzip = new Gzip({ mtime: 0 }, write);
  for (const resource of collections) {
    const lines = store
      .readAllJson(resource)
      .map((json) => `{"collection":"${resource.name}","record":${json}}\n`);
    gzip.push(new TextEncoder().encode(lines.join('')));
  }
  gzip.push(new Uint8Array(), true);
}
