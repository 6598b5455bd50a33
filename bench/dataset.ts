/** What a scenario has to know of the data to ask sensible questions: all of it taken from the API itself. */
import Database from 'better-sqlite3';
import type { Reply } from './load/client.ts';
import type { Server } from './servers/server.ts';
import { words } from './synthetic/words.ts';

export interface FacetValue {
  value: string | number | boolean;
  count: number;
}

export interface Listing {
  data: Record<string, unknown>[];
  meta: { total: number; total_relation: string; next_cursor: string | null };
  facets?: Record<string, FacetValue[]>;
}

interface ParameterObject {
  name: string;
  schema: { examples?: unknown[]; enum?: string[]; items?: { enum?: string[] } };
}

/** Parameters that filter nothing. */
const SHAPING = new Set(['q', 'sort', 'select', 'include', 'facet', 'limit', 'cursor', 'bom']);
const OPERATOR = '__';
const MANY = 20;
/** How far in from either end the bounds of a range of dates lie. */
const DATES_IN = 1000;
/** Of the curated data; the synthetic one names its own. */
const CURATED_WORDS = { common: 'russia', rare: 'election' };

export const parsed = <T>({ body }: Reply): T => JSON.parse(body.toString()) as T;

/** Asks for a list, which has to succeed. */
export async function list(server: Server, path: string): Promise<Listing> {
  const reply = await server.get(path);
  if (reply.status !== 200)
    throw new Error(`${reply.status} at ${path}: ${reply.body.toString().slice(0, 300)}`);
  return parsed<Listing>(reply);
}

/** What stands in for `{name}` in a template: see combinations.ts. */
export type Values = Map<string, string>;

export interface Dataset {
  filters: string[];
  sorts: string[];
  values: Values;
  /** The values of a filter, commonest first, as they are written in a URL. */
  valuesOf(filter: string): string[];
}

const written = (value: FacetValue['value']): string =>
  encodeURIComponent(String(value)).replaceAll('%2F', '/');

async function parameters(server: Server): Promise<ParameterObject[]> {
  const document = parsed<{ paths: Record<string, { get: { parameters: ParameterObject[] } }> }>(
    await server.get('/openapi.json'),
  );
  return document.paths['/statements']?.get.parameters ?? [];
}

/** A day near the early and near the late end of all dates. */
async function dates(server: Server): Promise<[string, string][]> {
  const day = async (sort: string) => {
    const path = `/statements?date__isnull=false&sort=${sort}&select=date&limit=${DATES_IN}`;
    const last = String((await list(server, path)).data.at(-1)?.date ?? '');
    return /^\d{4}(-\d\d){0,2}/.exec(last)?.[0] ?? '';
  };
  const [old, recent] = [await day('date'), await day('-date')];
  return old && recent
    ? [
        ['date.old', old],
        ['date.recent', recent],
      ]
    : [];
}

function ofFacet(name: string, values: readonly string[]): [string, string][] {
  const [common, second = common] = values;
  const rare = values.at(-1);
  if (common === undefined || second === undefined || rare === undefined) return [];
  return [
    [`${name}.common`, common],
    [`${name}.second`, second],
    [`${name}.rare`, rare],
    [`${name}.many`, values.slice(0, MANY).join(',')],
  ];
}

/** Reads filters, sorts and values off a server. */
export async function datasetOf(server: Server, synthetic: boolean): Promise<Dataset> {
  const all = await parameters(server);
  const named = (name: string) => all.find((parameter) => parameter.name === name)?.schema;
  const facetNames = named('facet')?.items?.enum ?? [];
  const { facets = {} } = await list(server, `/statements?limit=0&facet=${facetNames.join(',')}`);
  const valuesOf = (filter: string) => (facets[filter] ?? []).map(({ value }) => written(value));
  const filters = all
    .map(({ name }) => name)
    .filter((name) => !SHAPING.has(name) && !name.includes(OPERATOR));
  const examples = filters.flatMap((name): [string, string][] => {
    const [example] = named(name)?.examples ?? [];
    return facets[name] || example === undefined ? [] : [[`${name}.common`, String(example)]];
  });
  const { common, rare } = synthetic ? words : CURATED_WORDS;
  const values = new Map([
    ...filters.flatMap((name) => ofFacet(name, valuesOf(name))),
    ...examples,
    ...(await dates(server)),
    ['word.common', common] as const,
    ['word.rare', rare] as const,
  ]);
  return { filters, sorts: named('sort')?.enum ?? [], values, valuesOf };
}

/** Ids of statements, picked at random; the same for a database each time. */
export function someIds(file: string, count: number): string[] {
  const database = new Database(file, { readonly: true, fileMustExist: true });
  try {
    const ids = database.prepare('SELECT id FROM statements ORDER BY id').pluck().all() as string[];
    const step = Math.max(1, Math.floor(ids.length / count));
    const spread = ids.filter((_, index) => index % step === 0).slice(0, count);
    // Neighbours would share pages of the file: a stride through them that meets each once.
    const stride = 7919;
    return spread.map((_, index) => spread[(index * stride) % spread.length] as string);
  } finally {
    database.close();
  }
}
