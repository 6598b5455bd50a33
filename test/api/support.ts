import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { expect } from 'vitest';
import { createApp } from '../../src/app.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import {
  copyWithDownloads,
  FIXTURE,
  type Files,
  findDatabase,
  findWithDownloads,
  makeWithDatabase,
} from '../database.ts';
import { atEnd } from '../ending.ts';
import { type OpenApi, resolved } from './openapi.ts';

/** Collections by hand. */
export const COLLECTIONS = [
  'agreements',
  'attributes',
  'citations',
  'codings',
  'commitments',
  'corrections',
  'coverage',
  'demands',
  'dictionary',
  'divergences',
  'events',
  'parties',
  'people',
  'positions',
  'quotations',
  'regions',
  'releases',
  'reliability',
  'reports',
  'retirements',
  'sources',
  'statements',
  'topics',
  'weapons',
  'wordings',
] as const;

/** Lists of objects inside records, each a collection too; by hand. */
export const NESTED = [
  'agreement_terms',
  'coding_codes',
  'commitment_answers',
  'commitments_kept',
  'demand_kinds',
  'demand_relations',
  'demand_renderings',
  'demand_responses',
  'demand_voices',
  'divergence_positions',
  'doubts',
  'event_dates',
  'event_participants',
  'event_reasons',
  'event_relations',
  'event_targets',
  'not_stated',
  'person_roles',
  'position_kinds',
  'position_renderings',
  'quotation_changes',
  'region_statuses',
  'release_changes',
  'release_counts',
  'report_via',
  'report_wordings',
  'source_quotation_counts',
  'spellings',
  'statement_relations',
  'statement_responses',
  'wording_changes',
  'wording_comparisons',
  'wording_fragments',
  'wording_parts',
] as const;

/** All that is served. */
export const EVERY = [...COLLECTIONS, ...NESTED] as const;

export type Rec = { id: string; url: string } & Record<string, unknown>;

export interface Counted {
  /** null: those that have none. */
  value: string | number | boolean | null;
  label: string;
  count: number;
  /** null where no filter asks for them. */
  url: string | null;
}

export interface List {
  data: Rec[];
  meta: {
    total: number;
    total_relation: string;
    count: number;
    unit: string;
    limit: number;
    next_cursor: string | null;
    not_found?: { word: string; suggestion: string | null }[];
    release: string;
    also_overlapping?: number;
    ignored?: string[];
  };
  links: { self: string; next: string | null; cite: string };
  facets?: Record<string, Counted[]>;
}

export interface Page {
  data: Rec;
  meta: { release: string; ignored?: string[] };
  links: Record<string, string>;
}

export interface Fault {
  parameter: string;
  detail: string;
  allowed?: string[];
  suggestion?: string;
}

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance?: string;
  request_id?: string;
  errors?: Fault[];
}

type Method = 'GET' | 'HEAD' | 'OPTIONS' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'TRACE';

type Headers = Record<string, string>;

/** An application over its own database, and the few questions that tests ask it. */
export interface Api {
  app: FastifyInstance;
  store: Store;
  file: string;
  send(
    method: Method,
    url: string,
    headers?: Headers,
    payload?: string | Buffer,
  ): Promise<LightMyRequestResponse>;
  get(url: string, headers?: Headers): Promise<LightMyRequestResponse>;
  /** The JSON of an answer that has to be 200. */
  json<T = List>(url: string): Promise<T>;
  /** The ids of a list, in its order. */
  ids(url: string): Promise<string[]>;
  /** All records of a collection. */
  all(collection: string, query?: string): Promise<Rec[]>;
  /** The document, read once: whoever changes it takes a copy. */
  openapi(): Promise<OpenApi>;
  /** The only fault that a query has. */
  fault(url: string): Promise<Fault>;
  /** The problem document of an answer that has to be one of this status. */
  problem(url: string, status?: number, headers?: Headers): Promise<Problem>;
}

/** Holds an answer to the shape that every error has, and gives its document. */
export function asProblem(response: LightMyRequestResponse, status: number): Problem {
  const { headers } = response;
  expect({ status: response.statusCode, body: response.body }).toMatchObject({ status });
  expect(headers['content-type']).toMatch(/^application\/problem\+json(;|$)/);
  expect(headers['access-control-allow-origin']).toBe('*');
  expect(headers.etag).toBeUndefined();
  expect(headers['cache-control']).toBe('no-store');
  const problem = response.json<Problem>();
  expect(problem).toMatchObject({ type: 'about:blank', status });
  expect(problem.title).toMatch(/^[A-Z]/);
  expect(problem.detail.length).toBeGreaterThan(5);
  for (const fault of problem.errors ?? []) {
    expect(Object.keys(fault).sort()).toEqual(
      ['allowed', 'detail', 'parameter', 'suggestion'].filter((key) => key in fault),
    );
    expect(fault).toMatchObject({ parameter: expect.any(String), detail: expect.stringMatching(/./) });
  }
  return problem;
}

interface Options {
  /** The folder of data; the fixture's where nothing is said. */
  data?: string | undefined;
  /** Files to be written over the data, by their path in it. */
  files?: Files;
  publicUrl?: string;
  /** Hosts that are answered besides this machine’s own. */
  hosts?: string[];
  /** Which downloads there are, too: all, to be read only as others read them; all, of the test file's own; the database alone. */
  downloads?: boolean | 'own' | 'database';
  /** Memory for finished answers; as much as by default where nothing is said. */
  cacheBytes?: number;
}

const FINDERS = {
  false: findDatabase,
  true: findWithDownloads,
  own: copyWithDownloads,
  database: makeWithDatabase,
};

/** Opens an application of the test file's own on the database of a dataset, which others read too. */
export async function openApi({ data, files, ...options }: Options = {}): Promise<Api> {
  const file = FINDERS[String(options.downloads ?? false) as keyof typeof FINDERS](data, files);
  const api = await open(file, options);
  atEnd(async () => {
    api.app.server.closeAllConnections(); // an answer that was not read to its end would be waited for
    await api.app.close();
    api.store.close();
  });
  return api;
}

const shared = new Map<string, Promise<Api>>();

/** The application that all test files of a process ask who change nothing of it: it ends with the process. */
export function shareApi(files: Files = {}, { downloads = false } = {}): Promise<Api> {
  const file = (downloads ? findWithDownloads : findDatabase)(FIXTURE, files);
  const known = shared.get(file) ?? open(file, {});
  shared.set(file, known);
  return known;
}

async function open(file: string, { publicUrl, hosts, cacheBytes }: Options): Promise<Api> {
  const store = openStore(file);
  const app = await createApp(store, {
    LOG_LEVEL: 'silent',
    PUBLIC_URL: publicUrl,
    ...(hosts ? { ALLOWED_HOSTS: hosts } : {}),
    ...(cacheBytes === undefined ? {} : { CACHE_MAX_BYTES: cacheBytes }),
  });
  const send: Api['send'] = (method, url, headers = {}, payload) =>
    app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) } as never);
  const get: Api['get'] = (url, headers) => send('GET', url, headers);
  async function json<T = List>(url: string): Promise<T> {
    const response = await get(url);
    expect(`${url} ${response.statusCode} ${response.statusCode === 200 ? '' : response.body}`).toBe(
      `${url} 200 `,
    );
    return response.json<T>();
  }
  let described: Promise<OpenApi> | undefined;
  return {
    app,
    store,
    file,
    send,
    get,
    json,
    async ids(url) {
      const ids: string[] = [];
      // A page is what was asked for; where that was the most there is, the rest follows.
      for (let next: string | null = url; next; ) {
        const page: List = await json(next);
        ids.push(...page.data.map(({ id }) => id));
        next = page.meta.limit === 1000 ? page.links.next : null;
      }
      return ids;
    },
    async all(collection, query = '') {
      const found: Rec[] = [];
      for (let next: string | null = `/${collection}?limit=1000${query && `&${query}`}`; next; ) {
        const page: List = await json(next);
        found.push(...page.data);
        next = page.links.next;
        expect(found.length < page.meta.total).toBe(next !== null);
      }
      return found;
    },
    openapi: () => (described ??= json<OpenApi>('/openapi.json').then(resolved)),
    async fault(url) {
      const { errors = [], detail } = asProblem(await get(url), 400);
      const [fault] = errors;
      expect(errors, url).toHaveLength(1);
      expect(detail).toContain(`${fault?.parameter}: ${fault?.detail}`);
      return fault as Fault;
    },
    problem: async (url, status = 400, headers = {}) => asProblem(await get(url, headers), status),
  };
}

/** The query string of single values, encoded. */
export const queryOf = (values: Record<string, string | number | boolean>) =>
  Object.entries(values)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');

export const sorted = (values: Iterable<string>) => [...values].sort();
