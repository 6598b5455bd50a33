/** What may take long on a large dataset: plain data in, plain data out, so that a thread can do it as well. */
import type { BookFormat, StreamFormat } from '../formats/format.ts';
import { formats } from '../formats/index.ts';
import { compareAccounts, TooManyAccounts } from '../query/accounts.ts';
import { type ChangesQuestion, findChanges, MAX_STEPS, TooManyChanges } from '../query/changes.ts';
import { type Counts, countMatches } from '../query/count.ts';
import type { ListQuery } from '../query/query.ts';
import { findRecordOutcomes, MAX_ROWS, TooManyOutcomes } from '../query/releases.ts';
import { type SearchQuestion, type SearchResult, search } from '../query/search.ts';
import { getResource } from '../schema/index.ts';
import { Effort, MAX_MILLISECONDS, Stopped } from '../store/effort.ts';
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
import { HttpProblem, makeGoneProblem } from './problem.ts';

/** An answer’s `data` as JSON, with how much of what it has. */
export interface Counted {
  json: string;
  total: number;
  /** How many there are of each word. */
  counts: Record<string, number>;
}

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
  /** What became of demands between two days. */
  changes: { input: ChangesQuestion; output: Counted };
  /** What became of records since a release. */
  outcomes: { input: { since: string }; output: Counted };
  /** Accounts of an event, as JSON. */
  accounts: { input: { id: string }; output: { json: string } };
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

/** Members of an answer, as JSON, and how many have which word. */
function countWords<T>(members: readonly T[], getWord: (member: T) => string): Counted {
  const words = [...Map.groupBy(members, getWord)].map(([word, { length }]): [string, number] => [
    word,
    length,
  ]);
  return {
    json: JSON.stringify(members),
    total: members.length,
    counts: Object.fromEntries(words.sort()),
  };
}

const refuse = (parameter: string, detail: string) =>
  new HttpProblem(400, `${parameter}: ${detail}`, [{ parameter, detail }]);

/** What is told where more is asked for than is done for one question; every other error as it is. */
function explain(error: unknown, milliseconds: number): unknown {
  if (error instanceof Stopped)
    return error.reason === 'gone'
      ? makeGoneProblem()
      : new HttpProblem(
          503,
          `This takes longer than the ${milliseconds / 1_000} s that one question may. Ask for less at once: fewer facets or inclusions, a shorter page, one more filter, or a search of fewer collections.`,
        );
  if (error instanceof TooManyChanges)
    return refuse(
      'to',
      `more than ${MAX_STEPS} positions fall into this time: ask for less of it, or for one party or topic`,
    );
  if (error instanceof TooManyOutcomes)
    return refuse(
      'since',
      `more than ${MAX_ROWS} fields changed since then: ask from a later release on, or field by field, page by page, at /release_changes`,
    );
  if (error instanceof TooManyAccounts)
    return new HttpProblem(
      400,
      `${error.items} things said in ${error.accounts} accounts are too many to be set side by side: ask for them page by page, at /statements, /positions and /commitments with the occasion.`,
    );
  return error;
}

const makeAnswers = (store: Store): { [T in TaskName]: (input: Input<T>) => Output<T> } => ({
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
  changes: (question) => countWords(findChanges(store, question), ({ outcome }) => outcome),
  outcomes: ({ since }) => countWords(findRecordOutcomes(store, since), ({ change }) => change),
  accounts: ({ id }) => ({ json: JSON.stringify(compareAccounts(store, id)) }),
});

/** A task, in bounds: `gone` is in memory that threads share, and other than 0 once whoever asked has gone. */
type Task<T extends TaskName> = (input: Input<T>, gone?: Int32Array) => Output<T>;

/**
 * All tasks over one database: each within what may be done for one question.
 * @param milliseconds how long one may take
 */
export function makeTasks(store: Store, milliseconds = MAX_MILLISECONDS): { [T in TaskName]: Task<T> } {
  const bound =
    <T extends TaskName>(answer: (input: Input<T>) => Output<T>): Task<T> =>
    (input, gone) => {
      try {
        return store.within(new Effort(milliseconds, gone), () => answer(input));
      } catch (error) {
        throw explain(error, milliseconds);
      }
    };
  const answers = Object.entries(makeAnswers(store)).map(([name, answer]) => [name, bound(answer as never)]);
  return Object.fromEntries(answers);
}
