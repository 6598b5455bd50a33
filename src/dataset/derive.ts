import { LRUCache } from 'lru-cache';
import { type Dataset, definitions, type Rec } from '../schema/resource.ts';
import type { Derive } from '../store/insert.ts';

/** Derived records that are kept: what is embedded in a record is asked for with it, and soon again. */
const KEPT = 2_000;

/** Records with their derived fields; those asked for last are remembered. */
export function makeDeriver(dataset: Dataset): Derive {
  const done = new LRUCache<string, Rec>({ max: KEPT });
  return (collection, id, written) => {
    const key = `${collection}/${id}`;
    const known = done.get(key);
    if (known) return known;
    const resource = definitions.get(collection);
    const raw = written ?? dataset.get(collection, id);
    if (!resource || !raw) throw new Error(`No record ${key}`);
    const full = { ...raw, ...resource.derive?.(raw, dataset) };
    done.set(key, full);
    return full;
  };
}
