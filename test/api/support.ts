import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { expect } from 'vitest';
import { createApp } from '../../src/app.ts';
import { build } from '../../src/dataset/build.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { atEnd, emptyFolder } from '../ending.ts';

export const FIXTURE = fileURLToPath(new URL('../fixtures/data', import.meta.url));

/** Collections by hand. */
export const COLLECTIONS = [
  'agreements',
  'attributes',
  'citations',
  'coverage',
  'demands',
  'dictionary',
  'divergences',
  'events',
  'parties',
  'people',
  'regions',
  'reports',
  'sources',
  'statements',
  'topics',
  'weapons',
  'wordings',
] as const;

export type Rec = { id: string; url: string } & Record<string, unknown>;

export interface Counted {
  value: string | number | boolean;
  label: string;
  count: number;
  url: string;
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
    release: string;
  };
  links: { self: string; next: string | null };
  facets?: Record<string, Counted[]>;
}

export interface Page {
  data: Rec;
  meta: { release: string };
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
  errors?: Fault[];
}

export interface Parameter {
  name: string;
  in: string;
  required: boolean;
  description?: string;
  example?: unknown;
  examples?: unknown;
  schema: {
    type?: string;
    enum?: string[];
    items?: { enum?: string[] };
    example?: unknown;
    examples?: unknown[];
    default?: unknown;
    [key: string]: unknown;
  };
}

export interface Operation {
  operationId?: string;
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: Parameter[];
  responses: Record<string, { description?: string; content?: Record<string, { schema: unknown }> }>;
}

export interface OpenApi {
  openapi: string;
  servers: { url: string }[];
  tags: { name: string; description?: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, unknown>;
    parameters: Record<string, Parameter>;
    examples: Record<string, { value: unknown }>;
  };
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
  all(collection: string): Promise<Rec[]>;
  openapi(): Promise<OpenApi>;
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
  /** Files to be written over the fixture's data, by their path in it. */
  files?: Record<string, string>;
  publicUrl?: string;
  /** Memory for finished answers; as much as by default where nothing is said. */
  cacheBytes?: number;
}

/** Builds the fixture's data (and what is written over it) into a temporary file and opens an application on it. */
export async function openApi({ files = {}, publicUrl, cacheBytes }: Options = {}): Promise<Api> {
  const folder = emptyFolder();
  let data = FIXTURE;
  if (Object.keys(files).length) {
    data = join(folder, 'data');
    cpSync(FIXTURE, data, { recursive: true });
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(data, name)), { recursive: true });
      writeFileSync(join(data, name), content);
    }
  }
  const file = join(folder, 'test.sqlite');
  build(data, file);
  const store = openStore(file);
  const app = await createApp(store, {
    LOG_LEVEL: 'silent',
    PUBLIC_URL: publicUrl,
    ...(cacheBytes === undefined ? {} : { CACHE_MAX_BYTES: cacheBytes }),
  });
  atEnd(async () => {
    await app.close();
    store.close();
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
  return {
    app,
    store,
    file,
    send,
    get,
    json,
    ids: async (url) => (await json(url)).data.map(({ id }) => id),
    async all(collection) {
      const found: Rec[] = [];
      for (let next: string | null = `/${collection}?limit=1000`; next; ) {
        const page: List = await json(next);
        found.push(...page.data);
        next = page.links.next;
        expect(found.length < page.meta.total).toBe(next !== null);
      }
      return found;
    },
    openapi: async () => withParameters(await json<OpenApi>('/openapi.json')),
    problem: async (url, status = 400, headers = {}) => asProblem(await get(url, headers), status),
  };
}

/** The document with each parameter where it is referred to. */
function withParameters(document: OpenApi): OpenApi {
  for (const { operation } of operationsOf(document))
    operation.parameters = operation.parameters?.map((parameter) => {
      const { $ref } = parameter as { $ref?: string };
      return ($ref ? document.components.parameters[$ref.split('/').at(-1) ?? ''] : parameter) as Parameter;
    });
  return document;
}

/** The operations of a document, with their path. */
export const operationsOf = (document: OpenApi) =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

/** The query parameters of a collection's list. */
export function parametersOf(document: OpenApi, collection: string): Parameter[] {
  const parameters = document.paths[`/${collection}`]?.get?.parameters ?? [];
  return parameters.filter((parameter) => parameter.in === 'query');
}

/** Parameters of a list that are no filters. */
export const SHAPING = ['q', 'sort', 'select', 'include', 'facet', 'limit', 'cursor', 'bom', 'provenance'];

/** The query string of single values, encoded. */
export const queryOf = (values: Record<string, string | number | boolean>) =>
  Object.entries(values)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');

export const sorted = (values: Iterable<string>) => [...values].sort();
