/** What may take long on a large dataset: plain data in, plain data out, so that a thread can do it as well. */
import type { BookFormat, StreamFormat } from '../formats/format.ts';
import { formats } from '../formats/index.ts';
import { type Counts, countMatches } from '../query/list.ts';
import type { ListQuery } from '../query/query.ts';
import { type SearchQuestion, type SearchResult, search } from '../query/search.ts';
import { getResource } from '../schema/index.ts';
import type { Store } from '../store/store.ts';
import {
  type ListRequest,
  makeRemarks,
  type Remarks,
  type Rows,
  type Selection,
  writeBook,
  writeListJson,
  writeRecordsJson,
  writeRows,
} from './list.ts';

interface Tasks {
  list: {
    input: { collection: string; request: ListRequest };
    output: { body: string | Uint8Array; headers: Record<string, string> };
  };
  /** Counted apart: with the count at hand a page is found in a millisecond or two. */
  count: { input: { collection: string; query: ListQuery }; output: Counts };
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
  /** All rows at once, where a format takes them so. */
  book: {
    input: { collection: string; query: ListQuery; format: string; base: string; after: string | null };
    output: Promise<Uint8Array>;
  };
  record: { input: { collection: string; id: string; selection: Selection }; output: { json: string } };
  search: { input: SearchQuestion; output: SearchResult };
}

/** A task by its name. */
export type TaskName = keyof Tasks;
/** What a task is given. */
export type Input<T extends TaskName> = Tasks[T]['input'];
/** What a task gives back. */
export type Output<T extends TaskName> = Tasks[T]['output'];

function getFormat(name: string): (typeof formats)[number] {
  const format = formats.find(({ suffix }) => suffix === name);
  if (!format) throw new Error(`No format ${name}`);
  return format;
}

/** All tasks over one database. */
export const makeTasks = (store: Store): { [T in TaskName]: (input: Input<T>) => Output<T> } => ({
  list: ({ collection, request }) => writeListJson(store, getResource(collection), request),
  count: ({ collection, query }) => countMatches(store, getResource(collection), query),
  remarks: ({ collection, query }) => makeRemarks(store, getResource(collection), query),
  rows({ collection, query, format, base, after, limit }) {
    const chosen = getFormat(format) as StreamFormat;
    return writeRows(store, getResource(collection), query, chosen, base, after, limit);
  },
  book({ collection, query, format, base, after }) {
    const chosen = getFormat(format) as BookFormat;
    return writeBook(store, getResource(collection), query, chosen, base, after);
  },
  record({ collection, id, selection }) {
    const [json = ''] = writeRecordsJson(store, getResource(collection), selection, [id]);
    return { json };
  },
  search: (question) => search(store, question),
});
