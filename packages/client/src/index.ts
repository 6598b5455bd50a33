/** A client of Demarche's API: `createClient`. Types say what may be asked and what is answered. */
import { COLLECTIONS, type Collections } from './generated/collections.gen.ts';
import type {
  Accounts,
  DemandChanges,
  ListDemandChangesData,
  Problem,
  Reference,
  SearchAnswer,
  SearchData,
  Verification,
  WordingAnswer,
} from './generated/types.gen.ts';

export type * from './generated/collections.gen.ts';

/** The name of a collection. */
export type CollectionName = keyof Collections;

type QueryOf<N extends CollectionName> = Collections[N]['query'];
type PageOf<N extends CollectionName> = Collections[N]['page'];
type RecordOf<N extends CollectionName> = PageOf<N>['data'][number];
/** The words of a parameter that takes one or several. */
type WordsOf<Value> = Exclude<Value, readonly unknown[] | undefined>;

/** The fields that a collection's records can be cut down to. */
export type Field<N extends CollectionName> = 'select' extends keyof QueryOf<N>
  ? WordsOf<QueryOf<N>['select']>
  : keyof RecordOf<N>;

/** What can be included in a collection's records. */
export type Inclusion<N extends CollectionName> = 'include' extends keyof QueryOf<N>
  ? WordsOf<QueryOf<N>['include']>
  : never;

type OnlyReferences<Item> = Reference extends Item ? Reference : Item;
type NoReferences<Item> = Item extends unknown ? (Reference extends Item ? never : Item) : never;

/** A record with the fields `F`, and what `I` names in full in place of references. */
export type Selected<N extends CollectionName, F = Field<N>, I = never> = {
  [K in keyof RecordOf<N> as K extends Exclude<F, I> ? K : never]: RecordOf<N>[K] extends (infer Item)[]
    ? OnlyReferences<Item>[]
    : RecordOf<N>[K];
} & {
  [K in keyof RecordOf<N> as K extends I ? K : never]-?: NonNullable<RecordOf<N>[K]> extends (infer Item)[]
    ? NoReferences<Item>[]
    : NonNullable<RecordOf<N>[K]>;
};

/** How records are to be shown. */
export interface Shown<F, I = never> {
  /** Only these fields, in this order. */
  select?: F | readonly F[] | undefined;
  /** Related records in full, at most 1000 each. */
  include?: I | readonly I[] | undefined;
}

/** What a list is asked with: its filters, and how it is to be shown; what is undefined is not asked. */
export type ListQuery<N extends CollectionName, F = Field<N>, I = never> = {
  [K in keyof QueryOf<N> as Exclude<K, keyof Shown<F>>]?: QueryOf<N>[K] | undefined;
} & Shown<F, I>;

/** What all records of a list are asked with: pages are the client's. */
export type IterateQuery<N extends CollectionName, F = Field<N>, I = never> = Omit<
  ListQuery<N, F, I>,
  'limit' | 'cursor' | 'facet'
>;

/** A page of a list. */
export type Page<N extends CollectionName, F = Field<N>, I = never> = Omit<PageOf<N>, 'data'> & {
  /** The records of this page. */
  data: Selected<N, F, I>[];
};

/** How a request is sent. */
export interface RequestOptions {
  /** Ends the request. */
  signal?: AbortSignal;
}

/** A collection. All that it answers is rejected with a {@link DemarcheProblem} where the API refuses it. */
export interface Collection<N extends CollectionName> {
  /** One page: of 50 records, or of `limit`, which is 1000 at most. */
  list<const F extends Field<N> = Field<N>, const I extends Inclusion<N> = never>(
    query?: ListQuery<N, F, I>,
    options?: RequestOptions,
  ): Promise<Page<N, F, I>>;
  /** All records that the filters leave, each page asked for when the one before is used up. */
  iterate<const F extends Field<N> = Field<N>, const I extends Inclusion<N> = never>(
    query?: IterateQuery<N, F, I>,
    options?: RequestOptions,
  ): AsyncGenerator<Selected<N, F, I>, void, undefined>;
  /** One record, with its citations. */
  get<const I extends Inclusion<N> = never>(
    id: string,
    query?: Shown<never, I>,
    options?: RequestOptions,
  ): Promise<Selected<N, Field<N>, I | Extract<Inclusion<N>, 'citations'>>>;
  /** Some fields of one record. */
  get<const F extends Field<N>, const I extends Inclusion<N> = never>(
    id: string,
    query: Shown<F, I>,
    options?: RequestOptions,
  ): Promise<Selected<N, F, I>>;
}

/** Questions that are no collection's. */
interface Questions {
  /** Full text over all collections: a page of hits, the best first. */
  search(query: SearchData['query'], options?: RequestOptions): Promise<SearchAnswer>;
  /** What became of demands between two days. */
  changes(query: ListDemandChangesData['query'], options?: RequestOptions): Promise<DemandChanges>;
  /** Accounts of one event side by side. */
  accounts(event: string, options?: RequestOptions): Promise<Accounts>;
  /** The words of all reports of one statement side by side. */
  wording(statement: string, options?: RequestOptions): Promise<WordingAnswer>;
  /** Holds a copy of a source's document against the citations of it; a text is sent as UTF-8, a Blob as it is. */
  verify(source: string, document: string | Blob, options?: RequestOptions): Promise<Verification>;
  /** The JSON at any path of the API, such as `/`; the caller says what it is. */
  ask<Answer>(path: string, query?: object, options?: RequestOptions): Promise<Answer>;
}

/** A client: each collection under its name, and the questions that are no collection's. */
export type Client = { readonly [N in CollectionName]: Collection<N> } & Questions;

/** How a client reaches the API. */
export interface ClientConfig {
  /** Where the API is, such as `https://example.org/demarche`; empty in a page that the same server serves. */
  baseUrl: string;
  /** Sends the requests; `fetch` where nothing else is said. */
  fetch?: typeof fetch;
}

/** An answer other than 2xx: a problem document (RFC 9457), or what comes nearest where something else answered. */
export class DemarcheProblem extends Error implements Omit<Problem, 'type'> {
  override readonly name = 'DemarcheProblem';
  /** The HTTP status. */
  readonly status: number;
  /** The status in words. */
  readonly title: string;
  /** What is wrong, and what to do, for people. */
  readonly detail: string;
  /** Each thing that is wrong with the request, for programs; empty where it is not the request. */
  readonly errors: NonNullable<Problem['errors']>;
  /** What was asked for. */
  readonly url: string;
  constructor({ status, title, detail, errors = [] }: Omit<Problem, 'type'>, url: string) {
    super(detail);
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.errors = errors;
    this.url = url;
  }
}

/** Records a request, where a whole list is asked for. */
const PAGE = 200;

/** A query string; a list is repeated, and what is undefined or empty is left out. */
function writeQuery(query: object): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== null) params.append(name, String(one));
  return params.size ? `?${params}` : '';
}

/** The path of what belongs to a record. */
function writePath(collection: CollectionName, id: string, rest = ''): string {
  if (!id) throw new TypeError(`An id of /${collection} is needed`);
  return `/${collection}/${encodeURIComponent(id)}${rest}`;
}

const isJson = (response: Response) =>
  /^application\/([\w.-]+\+)?json\b/.test(response.headers.get('content-type') ?? '');

/** Reads an answer's JSON, or throws what it says is wrong. */
async function readAnswer(response: Response, url: string): Promise<unknown> {
  const { ok, status, statusText } = response;
  if (ok && isJson(response)) return response.json();
  const problem = isJson(response) ? ((await response.json()) as Problem) : null;
  if (problem?.detail) throw new DemarcheProblem(problem, url);
  await response.body?.cancel();
  const title = statusText || `Status ${status}`;
  throw new DemarcheProblem({ status, title, detail: `${url} gives no answer of this API: ${title}` }, url);
}

/**
 * A client of the API at an address. Nothing is asked before one of its functions is called.
 * @example
 * const client = createClient({ baseUrl: 'http://localhost:3000' });
 * for await (const { title } of client.demands.iterate({ party: 'russia' })) console.log(title);
 */
export function createClient({ baseUrl, fetch: send }: ClientConfig): Client {
  const base = baseUrl.replace(/\/+$/, '');
  const request = async (path: string, init: RequestInit) => {
    const url = base + path;
    return readAnswer(await (send ?? fetch)(url, init), url) as never;
  };
  const ask = (path: string, query: object = {}, { signal }: RequestOptions = {}) =>
    request(path + writeQuery(query), {
      headers: { accept: 'application/json' },
      ...(signal ? { signal } : {}),
    });

  const makeCollection = <N extends CollectionName>(name: N): Collection<N> => ({
    list: (query, options) => ask(`/${name}`, query, options),
    async *iterate(query, options) {
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page: { data: never[]; meta: { next_cursor: string | null } } = await ask(
          `/${name}`,
          { ...query, limit: PAGE, cursor },
          options,
        );
        yield* page.data;
        cursor = page.meta.next_cursor;
      }
    },
    get: async (id: string, query?: object, options?: RequestOptions) => {
      const { data }: { data: never } = await ask(writePath(name, id), query, options);
      return data;
    },
  });

  const collections: unknown = Object.fromEntries(COLLECTIONS.map((name) => [name, makeCollection(name)]));
  return {
    ...(collections as { [N in CollectionName]: Collection<N> }),
    search: (query, options) => ask('/search', query, options),
    changes: (query, options) => ask('/demands/changes', query, options),
    accounts: async (event, options) => ask(writePath('events', event, '/accounts'), {}, options),
    wording: async (statement, options) => ask(writePath('statements', statement, '/wording'), {}, options),
    verify: async (source, document, { signal } = {}) =>
      request(writePath('sources', source, '/verify'), {
        method: 'POST',
        body: document,
        headers: { 'content-type': 'text/plain; charset=utf-8' },
        ...(signal ? { signal } : {}),
      }),
    ask: async (path, query, options) => ask(path, query, options),
  };
}
