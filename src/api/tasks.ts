/** What may take long on a large dataset: plain data in, plain data out, so that a thread can do it as well. */
import { LRUCache } from 'lru-cache';
import { formats } from '../formats/index.ts';
import { fingerprint, type ListQuery } from '../query/query.ts';
import { type Found, search } from '../query/search.ts';
import { resourceNamed } from '../schema/index.ts';
import type { Resource } from '../schema/resource.ts';
import type { RecordSet } from '../store/record-set.ts';
import type { Store } from '../store/store.ts';
import { type ListRequest, listJson, listRows, type Rows, recordsOf, selected } from './list.ts';

interface Tasks {
  list: {
    input: { collection: string; request: ListRequest };
    output: { body: Uint8Array; headers: Record<string, string> };
  };
  rows: {
    input: { collection: string; query: ListQuery; format: string; after: number | null; limit: number };
    output: Rows;
  };
  record: { input: { collection: string; id: string; include: string[] }; output: { json: string } };
  search: { input: { q: string; collections: readonly string[]; limit: number }; output: Found };
}

export type TaskName = keyof Tasks;
export type Input<T extends TaskName> = Tasks[T]['input'];
export type Output<T extends TaskName> = Tasks[T]['output'];

/** Exports under way whose records are kept, so that they are not looked for again with every batch: a bit a record. */
const EXPORTS = 64;

const resourceOf = (collection: string): Resource => {
  const resource = resourceNamed.get(collection);
  if (!resource) throw new Error(`No collection ${collection}`);
  return resource;
};

/** All tasks over one database. */
export function tasksOver(store: Store): { [T in TaskName]: (input: Input<T>) => Output<T> } {
  const exports = new LRUCache<string, { set: RecordSet | null }>({ max: EXPORTS });
  return {
    list: ({ collection, request }) => listJson(store, resourceOf(collection), request),
    rows({ collection, query, format, after, limit }) {
      const resource = resourceOf(collection);
      const chosen = formats.find(({ suffix }) => suffix === format);
      if (!chosen) throw new Error(`No format ${format}`);
      const key = `${resource.name} ${fingerprint(resource, query)}`;
      const { set } = exports.get(key) ?? { set: selected(store, resource, query) };
      const rows = listRows(store, resource, query, chosen, set, after, limit);
      if (rows.place === null) exports.delete(key);
      else exports.set(key, { set });
      return rows;
    },
    record({ collection, id, include }) {
      const n = store.numberOf(collection, id) ?? -1;
      const [json] = recordsOf(store, resourceOf(collection), { select: null, include }, [n]);
      return { json: Buffer.from(json as Uint8Array).toString() };
    },
    search: ({ q, collections, limit }) => search(store, q, collections, limit),
  };
}
