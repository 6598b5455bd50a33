/** What may take long on a large dataset: plain data in, plain data out, so that a thread can do it as well. */
import { formats } from '../formats/index.ts';
import { countRecords } from '../query/list.ts';
import type { ListQuery } from '../query/query.ts';
import { type Found, type SearchQuestion, search } from '../query/search.ts';
import { getResource } from '../schema/index.ts';
import type { Store } from '../store/store.ts';
import {
  type ListRequest,
  listJson,
  listRows,
  type Remarks,
  type Rows,
  recordsJson,
  remarksOn,
  type Shape,
} from './list.ts';

interface Tasks {
  list: {
    input: { collection: string; request: ListRequest };
    output: { body: string | Uint8Array; headers: Record<string, string> };
  };
  /** Counted apart: with the count at hand a page is found in a millisecond or two. */
  count: { input: { collection: string; query: ListQuery }; output: { count: number } };
  remarks: { input: { collection: string; query: ListQuery }; output: Remarks };
  rows: {
    input: {
      collection: string;
      query: ListQuery;
      format: string;
      base: string;
      after: string | null;
      limit: number;
    };
    output: Rows;
  };
  record: { input: { collection: string; id: string; shape: Shape }; output: { json: string } };
  search: { input: SearchQuestion; output: Found };
}

/** A task by its name. */
export type TaskName = keyof Tasks;
/** What a task is given. */
export type Input<T extends TaskName> = Tasks[T]['input'];
/** What a task gives back. */
export type Output<T extends TaskName> = Tasks[T]['output'];

/** All tasks over one database. */
export const tasksOver = (store: Store): { [T in TaskName]: (input: Input<T>) => Output<T> } => ({
  list: ({ collection, request }) => listJson(store, getResource(collection), request),
  count: ({ collection, query }) => ({ count: countRecords(store, getResource(collection), query) }),
  remarks: ({ collection, query }) => remarksOn(store, getResource(collection), query),
  rows({ collection, query, format, base, after, limit }) {
    const chosen = formats.find(({ suffix }) => suffix === format);
    if (!chosen) throw new Error(`No format ${format}`);
    return listRows(store, getResource(collection), query, chosen, base, after, limit);
  },
  record({ collection, id, shape }) {
    const [json = ''] = recordsJson(store, getResource(collection), shape, [id]);
    return { json };
  },
  search: (question) => search(store, question),
});
