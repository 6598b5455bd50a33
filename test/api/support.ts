import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { expect } from 'vitest';
import { createApp } from '../../src/app.ts';
import { build } from '../../src/dataset/build.ts';
import { makeDownloads } from '../../src/downloads/make.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { atEnd, emptyFolder } from '../ending.ts';

export const FIXTURE = fileURLToPath(new URL('../fixtures/data', import.meta.url));

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
    anyOf?: { $ref?: string; enum?: string[] }[];
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
    responses: Record<string, Operation['responses'][string]>;
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
  /** Every record of a collection, as a query has them. */
  all(collection: string, query?: string): Promise<Rec[]>;
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

/**
 * Files over the fixture's, so that no list of objects is empty and cells hold what tables have trouble with: quotes,
 * commas, the sign that joins, what a spreadsheet takes for a formula, and dates of every form.
 */
export const RICH: Record<string, string> = {
  'agreements/fishing-limits.yaml': `name: Fishing limits
kind: arrangement
status: in_force
summary: Limits that the Lakes League sets
parties: [ lakes-league ]
proposed_by: [ people/league-secretary, parties/lakes-league ]
terms: [ "=no nets", 'two boats, "large" ones', "a | b" ]
topics: [ fishing ]
date: "2029/.."
citations:
  - { field: name, source: envoy, start: 201, end: 260, exact: lift its fishing limits }
revised: "2031-05-31"
`,
  'commitments/ease-limits.yaml': `title: Limits would be eased
party: lakes-league
towards: [ parties/arland ]
kind: offers
binding: oral_offer
condition: =soon
agreement: fishing-limits
date: "2031-05-01"
voiced_by: [ people/league-secretary ]
answers:
  - { demand: lift-fishing-limits, how: accepts_in_part }
  - { demand: return-harbour, how: defers }
kept:
  - kept: none
    says: people/mila-orlov
    citations: [ { source: third, start: 0, end: 52, exact: lift fishing limits } ]
statements: [ easing ]
citations:
  - { field: kind, source: third, start: 53, end: 121, exact: eased if stocks recover }
revised: "2031-06-01"
`,
  'sources/harbour.yaml': `title: Harbour report
document_kind: report
headline: Arland wants harbour back
agency: northern-wire
place_line: Port Vell
published: "2031-05-03"
origin: northern-wire
citations:
  - { field: agency, source: harbour, start: 792, end: 808, exact: By Northern Wire }
language: en
file: harbour.txt
sha256: 8ce1f1a9f3225d9e88520fc2868c7ed8a135ff4adf81a51c64754d48ee20f70a
length: 848
article: { start: 0, end: 808 }
quotations:
  - extent: fragment
    statements: [ return-harbour ]
    part: refusal
    quoted: [ { start: 142, end: 202, exact: not sign anything without the harbour } ]
    transcript: third
    verdict: near
    passages: [ { source: third, start: 0, end: 52, exact: lift fishing limits } ]
    differs: "=all of it"
    checked: command
  - extent: whole
    statements: [ return-harbour, fairy-tale ]
    range: { start: 143, end: 189 }
    quoted: [ { start: 142, end: 202, exact: not sign anything without the harbour } ]
    transcript: third
    verdict: not_found
    note: a | b
    checked: second_reader
revised: "2031-06-01"
`,
  'demands/return-harbour.yaml': `title: '+Return of the harbour, "whole"'
summary: '@Bordavia is to give the harbour of Port Vell back to Arland.'
party: arland
addressees: [ bordavia, lakes-league ]
topics: [ harbours ]
regions: [ port-vell ]
positions:
  - key: earlier
    date: "2031-05-01~"
    date_how: The day before, as we conclude
    voiced_by: [ people/mila-orlov ]
    act: made
    kind: call
    scope: a | b
    deadline: "=soon"
    citations:
      - { field: kind, source: envoy, start: 0, end: 145, exact: possible only if Bordavia gives up }
  - key: interview
    occasion: interview
    voiced_by: [ parties/arland ]
    act: restated
    restates: people/mila-orlov
    kind: precondition
    condition: "-before any peace is signed"
    change: hardened
    change_basis: curator
    statements: [ return-harbour ]
    as_reported:
      - source: envoy
        kind: call
        condition: "=SUM(A1)"
        citations: [ { start: 0, end: 145, exact: possible only if Bordavia gives up } ]
      - { source: harbour, kind: precondition }
    citations:
      - { field: kind, source: envoy, start: 0, end: 145, exact: possible only if Bordavia gives up }
relations:
  - { demand: lift-fishing-limits, relation: distinct_from, reason: '"Limits", not harbours' }
revised: "2031-06-01"
`,
  'demands/lift-fishing-limits.yaml': `title: End of fishing limits
summary: The Lakes League is to lift its limits on fishing.
party: arland
addressees: [ lakes-league ]
topics: [ fishing ]
positions:
  - key: interview
    occasion: interview
    voiced_by: [ people/mila-orlov ]
    act: made
    kind: call
    statements: [ lift-limits ]
    citations:
      - { field: kind, source: third, start: 0, end: 52, exact: asked the Lakes League }
relations:
  - { demand: return-harbour, relation: distinct_from, reason: Harbours are no limits }
revised: "2031-06-01"
`,
  'events/strike.yaml': `title: Falcon strike on Eastmark
summary: Missiles are fired at Eastmark
type: ASSAULT
standing: reported
dates:
  - edtf: "203X"
    basis: stated
    citations: [ { source: envoy, start: 333, end: 388, exact: two days before } ]
  - edtf: "2031-04-XX"
    basis: inferred
    how: of all that is said
    citations: [ { source: envoy, start: 333, end: 388, exact: Falcon missiles } ]
  - edtf: "2030-XX%"
    basis: stated
    citations: [ { source: envoy, start: 333, end: 388, exact: Eastmark two days } ]
relations:
  - relation: before
    event: interview
    offset: two days
    asserted_by: sources/envoy
    citations: [ { source: envoy, start: 333, end: 388, exact: two days before } ]
weapons: [ falcon ]
regions: [ eastmark ]
targets: [ 'a "mast", of wood', "-1" ]
topics: [ arms ]
reasons:
  - reason: to | fro
    by: people/mila-orlov
    citations: [ { source: envoy, start: 333, end: 388, exact: missiles were fired } ]
revised: "2031-06-02"
`,
};

interface Options {
  /** The folder of data; the fixture's where nothing is said. */
  data?: string | undefined;
  /** Files to be written over the fixture's data, by their path in it. */
  files?: Record<string, string>;
  publicUrl?: string;
  /** Whether the downloads are made, too. */
  downloads?: boolean;
  /** Memory for finished answers; as much as by default where nothing is said. */
  cacheBytes?: number;
}

/** Builds data (and what is written over it) into a temporary file and opens an application on it. */
export async function openApi({
  data: given = FIXTURE,
  files = {},
  publicUrl,
  downloads = false,
  cacheBytes,
}: Options = {}): Promise<Api> {
  const folder = emptyFolder();
  let data = given;
  if (Object.keys(files).length) {
    data = join(folder, 'data');
    cpSync(given, data, { recursive: true });
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(data, name)), { recursive: true });
      writeFileSync(join(data, name), content);
    }
  }
  const file = join(folder, 'test.sqlite');
  build(data, file);
  if (downloads) makeDownloads(file);
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
    openapi: async () => resolved(await json<OpenApi>('/openapi.json')),
    problem: async (url, status = 400, headers = {}) => asProblem(await get(url, headers), status),
  };
}

/** The document with each parameter and each answer where it is referred to. */
function resolved(document: OpenApi): OpenApi {
  const { parameters, responses } = document.components;
  const resolve = <T extends object>(part: T, parts: Record<string, T>): T => {
    const { $ref } = part as { $ref?: string };
    return $ref ? (parts[$ref.split('/').at(-1) ?? ''] as T) : part;
  };
  for (const { operation } of operationsOf(document)) {
    operation.parameters = operation.parameters?.map((parameter) => resolve(parameter, parameters));
    for (const [status, response] of Object.entries(operation.responses))
      operation.responses[status] = resolve(response, responses);
  }
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

/** The words that a parameter takes, one or several of them; none where it takes others. */
export function wordsOf(document: OpenApi, parameter: Parameter | undefined): string[] {
  const [one] = parameter?.schema.anyOf ?? [parameter?.schema];
  const name = (one?.$ref as string | undefined)?.split('/').at(-1);
  const found = (name ? document.components.schemas[name] : one) as { enum?: string[] } | undefined;
  return found?.enum ?? [];
}

/** Parameters of a list that are no filters. */
export const SHAPING = ['q', 'sort', 'select', 'include', 'facet', 'limit', 'cursor', 'bom', 'provenance'];

/** The query string of single values, encoded. */
export const queryOf = (values: Record<string, string | number | boolean>) =>
  Object.entries(values)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');

/** A table as a strict reader finds it. */
export interface Table {
  header: string[];
  rows: Record<string, string>[];
}

/** Reads CSV or TSV back, strictly: CRLF after every line, as many cells in each, no column twice. */
export function readTable(text: string, delimiter = ','): Table {
  expect(text.endsWith('\r\n')).toBe(true);
  const lines: string[][] = parse(text, {
    delimiter,
    record_delimiter: '\r\n',
    relax_quotes: false,
    trim: false,
  });
  const [header = [], ...others] = lines;
  expect(new Set(header).size).toBe(header.length);
  return {
    header,
    rows: others.map((cells) => Object.fromEntries(header.map((name, at) => [name, cells[at] ?? '']))),
  };
}

/** Whether a value is a reference, and not a whole record. */
export const isReference = (value: unknown): value is Rec & { collection?: string } =>
  typeof value === 'object' &&
  value !== null &&
  ['id', 'name', 'url'].every((key) => key in value) &&
  Object.keys(value).every((key) => ['collection', 'id', 'name', 'url'].includes(key));

/**
 * What a cell of a table has to say, read from the record's JSON and the name of the column alone.
 * @param base what URLs begin with there
 */
export function cellOf(record: object, column: string, base: string): string {
  const fields = Object.entries(record).sort(([a], [b]) => b.length - a.length);
  const [, own] = fields.find(([field]) => field === column) ?? [];
  if (own !== undefined) {
    if (column === 'url') return `${base}${own}`;
    if (column === 'not_stated')
      return (own as { field: string; reason: string }[])
        .map(({ field, reason }) => `${field}=${reason}`)
        .join('|');
    if (column === 'citations')
      return (own as { citation: { id: string } }[]).map(({ citation }) => citation.id).join('|');
    return (Array.isArray(own) ? own : [own]).map((value) => (value === null ? '' : `${value}`)).join('|');
  }
  const [field, inner] = fields.find(([name]) => column.startsWith(`${name}_`)) ?? [];
  if (field === undefined) throw new Error(`No field for the column ${column}`);
  if (inner === null) return '';
  const rest = column.slice(field.length + 1);
  if (!Array.isArray(inner)) return cellOf(inner as object, rest, base);
  if (rest !== 'id') throw new Error(`A list in the column ${column}`);
  return (inner as (Rec & { collection?: string })[])
    .map(({ collection, id }) => (collection ? `${collection}/${id}` : id))
    .join('|');
}

export const sorted = (values: Iterable<string>) => [...values].sort();
