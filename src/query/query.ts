import { createHash } from 'node:crypto';
import * as z from 'zod';
import { closest } from '../model/closest.ts';
import { parseEdtf } from '../model/edtf.ts';
import type { Resource } from '../model/resource.ts';
import { facetsOf, type Parameter, parametersOf } from './parameters.ts';

export const MAX_LIMIT = 1000;
export const DEFAULT_LIMIT = 50;
/** Longer values are refused: no id, date or sensible search is that long. */
const MAX_VALUE = 500;
const MAX_VALUES = 100;

/** What is asked of the data while a query is read: only whether records exist, and what is near. */
export interface Lookup {
  has(collection: string, id: string): boolean;
  near(collection: string, id: string): string[];
}

export interface Condition {
  parameter: Parameter;
  values: (string | number | boolean)[];
}

/** A request for a list, read and checked. */
export interface ListQuery {
  conditions: Condition[];
  q: string | null;
  sort: { name: string; descending: boolean };
  select: string[] | null;
  include: string[];
  facet: string[];
  /** null: not given. */
  limit: number | null;
  cursor: string | null;
  bom: boolean;
}

/** What is wrong with a value, and what would be right. */
export interface Complaint {
  detail: string;
  allowed?: readonly string[] | undefined;
  suggestion?: string | undefined;
}

class Refusal extends Error {
  readonly complaint: Complaint;
  constructor(complaint: Complaint) {
    super(complaint.detail);
    this.complaint = complaint;
  }
}
const refuse = (detail: string, more: Omit<Complaint, 'detail'> = {}): never => {
  throw new Refusal({ detail, ...more });
};

function oneOf(value: string, allowed: readonly string[], what: string): string {
  if (allowed.includes(value)) return value;
  return refuse(`${what} “${value}” is not known`, { allowed, suggestion: closest(value, allowed) });
}

function readReference(
  value: string,
  type: Parameter['type'] & { name: 'reference' },
  lookup: Lookup,
): string {
  const slash = type.any ? value.indexOf('/') : -1;
  const collections =
    slash < 0 ? type.collections : [oneOf(value.slice(0, slash), type.collections, 'collection')];
  const id = value.slice(slash + 1);
  if (collections.some((collection) => lookup.has(collection, id))) return value;
  for (const collection of collections) {
    const [near] = lookup.near(collection, id);
    if (near)
      return refuse(`no record “${value}”`, { suggestion: slash < 0 ? near : `${collection}/${near}` });
  }
  return refuse(`no record “${value}”; ids are listed at ${collections.map((c) => `/${c}`).join(', ')}`);
}

function readNumber(value: string): number {
  return /^-?\d{1,9}$/.test(value) ? Number(value) : refuse(`“${value}” is not a whole number`);
}

const readBoolean = (value: string): boolean => oneOf(value, ['true', 'false'], 'value') === 'true';

function readDate(value: string): string {
  return parseEdtf(value)
    ? value
    : refuse(
        `“${value}” is not a date; write 2024, 2024-11, 2024-11-21, or an interval 2024-11/2024-12 (EDTF)`,
      );
}

function readValue(value: string, { operator, type }: Parameter, lookup: Lookup): string | number | boolean {
  if (operator === 'isnull') return readBoolean(value);
  switch (type.name) {
    case 'reference':
      return readReference(value, type, lookup);
    case 'word':
      return oneOf(value, type.allowed, 'value');
    case 'number':
      return readNumber(value);
    case 'boolean':
      return readBoolean(value);
    case 'date':
      return readDate(value);
    case 'text':
      return value;
  }
}

/** Repetition and commas mean the same; blanks around values do not count. */
function split(raw: unknown): string[] {
  const values = (Array.isArray(raw) ? raw : [raw])
    .flatMap((part) => String(part).split(','))
    .map((part) => part.trim());
  if (values.some((value) => value === '')) refuse('a value is empty');
  if (values.some((value) => value.length > MAX_VALUE))
    refuse(`a value is longer than ${MAX_VALUE} characters`);
  if (values.length > MAX_VALUES) refuse(`more than ${MAX_VALUES} values`);
  return [...new Set(values)];
}

function single(raw: unknown): string {
  if (Array.isArray(raw)) return refuse('given more than once');
  const value = String(raw);
  return value.length > MAX_VALUE ? refuse(`longer than ${MAX_VALUE} characters`) : value;
}

const COMPARISONS = new Set(['gte', 'gt', 'lte', 'lt', 'isnull']);

/** One query parameter as zod reads it: text in, a value out, with what would be right where it is wrong. */
function required<T>(read: (raw: unknown) => T, documentation: Record<string, unknown>) {
  return z
    .custom<unknown>((raw) => raw !== undefined, 'missing')
    .transform((raw, ctx): T => {
      try {
        return read(raw);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        const { detail, ...params } = error.complaint;
        ctx.addIssue({ code: 'custom', message: detail, params });
        return z.NEVER;
      }
    })
    .meta(documentation);
}

const field = <T>(read: (raw: unknown) => T, documentation: Record<string, unknown>) =>
  required(read, documentation).optional().meta(documentation);

function documentationOf(
  { name, type, operator, description }: Parameter,
  example: string | number | undefined,
) {
  const examples = operator === 'isnull' ? ['false'] : example === undefined ? undefined : [String(example)];
  const shown = {
    description: `${description}. ${operator === 'isnull' ? '' : hint(type, operator)}`.trim(),
  };
  if (operator !== 'isnull' && type.name === 'word')
    return {
      ...shown,
      type: 'array',
      items: { type: 'string', enum: type.allowed },
      explode: false,
      ...(examples ? { examples: [examples] } : {}),
    };
  if (operator === 'isnull' || type.name === 'boolean')
    return { ...shown, type: 'boolean', examples: [examples?.[0] === 'true' || examples?.[0] === '1'] };
  if (type.name === 'number')
    return { ...shown, type: 'integer', ...(example === undefined ? {} : { examples: [Number(example)] }) };
  return { ...shown, type: 'string', ...(examples ? { examples } : {}), title: name };
}

function hint(type: Parameter['type'], operator: string): string {
  const several = COMPARISONS.has(operator) ? '' : ' Several by comma: any of them.';
  switch (type.name) {
    case 'reference':
      return `An id from ${type.collections.map((collection) => `\`/${collection}\``).join(', ')}.${several}`;
    case 'date':
      return operator === 'eq'
        ? 'What lies wholly within an EDTF date: 2024, 2024-11, 2024-11-21, 2024-11/2024-12.'
        : 'An EDTF date.';
    case 'word':
    case 'text':
      return several.trim();
    default:
      return '';
  }
}

type Examples = { id: string | null; filters: Record<string, string | number> } | undefined;

/** An example that returns records when it is sent alone: for a negation, a value that others have. */
function exampleOf(parameter: Parameter, examples: Examples): string | number | undefined {
  if (parameter.field === 'id') return examples?.id ?? undefined;
  const example = examples?.filters[parameter.field];
  if (parameter.type.name === 'number' && (parameter.operator === 'gt' || parameter.operator === 'lt'))
    return example === undefined ? undefined : Number(example) + (parameter.operator === 'gt' ? -1 : 1);
  if (parameter.type.name === 'date' && example !== undefined)
    return parameter.operator === 'gt'
      ? Number(example) - 1
      : parameter.operator === 'lt'
        ? Number(example) + 100
        : example;
  return example;
}

const listed = (allowed: readonly string[], what: string) => (raw: unknown) =>
  split(raw).map((value) => oneOf(value, allowed, what));

const words = (allowed: readonly string[], description: string, example: string) => ({
  description,
  type: 'array',
  items: { type: 'string', enum: allowed },
  explode: false,
  examples: [[example]],
});

const includeField = (includes: readonly string[]) =>
  field(
    listed(includes, 'inclusion'),
    words(includes, 'Related records in full, at most 1000 each.', includes[0] ?? ''),
  );

function readSearch(raw: unknown): string {
  const value = single(raw).trim();
  return /[\p{L}\p{N}]/u.test(value) ? value : refuse('nothing to search for: give a word or a "phrase"');
}

const searchDocumentation = (example: string) => ({
  description: 'Full text: all words, in any order; a "phrase in quotes" as it stands.',
  type: 'string',
  examples: [example],
});

const readLimit =
  (most: number) =>
  (raw: unknown): number => {
    const value = single(raw);
    return /^\d{1,4}$/.test(value) && Number(value) <= most
      ? Number(value)
      : refuse(`“${value}” is not a whole number from 0 to ${most}`);
  };

/** The schema of the query string of `/search`. */
export function searchQuerySchema(collections: readonly string[]) {
  const [most, usual] = [100, 20];
  return z
    .strictObject({
      q: required(readSearch, { ...searchDocumentation('missile'), example: 'missile' }),
      collection: field(
        listed(collections, 'collection'),
        words(collections, 'Only these collections.', 'demands'),
      ),
      limit: field(readLimit(most), {
        description: `Most records, 0 to ${most}; ${usual} by default.`,
        type: 'integer',
        minimum: 0,
        maximum: most,
        examples: [usual],
      }),
    })
    .transform(({ q, collection, limit }) => ({ q, collection: collection ?? [], limit: limit ?? usual }));
}

/** Fields that a list may be cut down to. */
export type FieldNames = readonly string[];

/**
 * The schema of a collection's query string. It refuses whatever it does not know: an unknown parameter would
 * otherwise silently answer everything.
 */
export function querySchema(resource: Resource, fields: FieldNames, lookup: Lookup, examples: Examples) {
  const parameters = parametersOf(resource);
  const sorts = ['id', ...Object.keys(resource.sorts)].flatMap((name) => [name, `-${name}`]);
  const includes = Object.keys(resource.includes ?? {});
  const facets = facetsOf(resource);
  const shaping = {
    q: field(readSearch, searchDocumentation(examples?.id?.split(/[-.]/)[0] ?? 'peace')),
    sort: field((raw) => oneOf(single(raw), sorts, 'order'), {
      description: 'Order, descending with a minus; ties by id. Default: id.',
      type: 'string',
      enum: sorts,
      examples: ['-id'],
    }),
    select: field(listed(fields, 'field'), words(fields, 'Only these fields.', 'id')),
    ...(includes.length ? { include: includeField(includes) } : {}),
    ...(facets.length
      ? {
          facet: field(
            listed(facets, 'facet'),
            words(
              facets,
              'Count the values of these filters, each under all filters but its own. A record with several values counts for each, so that sums may exceed the total.',
              facets[0] ?? '',
            ),
          ),
        }
      : {}),
    limit: field(readLimit(MAX_LIMIT), {
      description: `Records a page, 0 to ${MAX_LIMIT}; ${DEFAULT_LIMIT} by default, in CSV and NDJSON all of them.`,
      type: 'integer',
      minimum: 0,
      maximum: MAX_LIMIT,
      examples: [10],
    }),
    cursor: field(single, {
      description:
        'Where the next page starts: next_cursor of the page before. Opaque, and good for the same query only.',
      type: 'string',
    }),
    bom: field((raw) => readBoolean(single(raw)), {
      description: 'CSV: begin with a byte order mark, so that Excel reads it as UTF-8.',
      type: 'boolean',
      examples: [true],
    }),
  };
  const filters = Object.fromEntries(
    parameters.map((parameter) => [
      parameter.name,
      field(
        (raw): Condition => {
          const values = split(raw).map((value) => readValue(value, parameter, lookup));
          if (COMPARISONS.has(parameter.operator) && values.length > 1) refuse('takes one value');
          return { parameter, values };
        },
        documentationOf(parameter, exampleOf(parameter, examples)),
      ),
    ]),
  );
  return z.strictObject({ ...filters, ...shaping }).transform((query): ListQuery => {
    const { q, sort, select, include, facet, limit, cursor, bom, ...conditions } = query as Record<
      string,
      unknown
    >;
    const order = (sort as string | undefined) ?? 'id';
    return {
      conditions: Object.values(conditions).filter((condition) => condition !== undefined) as Condition[],
      q: (q as string | undefined) ?? null,
      sort: { name: order.replace(/^-/, ''), descending: order.startsWith('-') },
      select: (select as string[] | undefined) ?? null,
      include: (include as string[] | undefined) ?? [],
      facet: (facet as string[] | undefined) ?? [],
      limit: (limit as number | undefined) ?? null,
      cursor: (cursor as string | undefined) ?? null,
      bom: (bom as boolean | undefined) ?? false,
    };
  });
}

/** The schema of a record's query string. */
export function recordQuerySchema(resource: Resource) {
  const includes = Object.keys(resource.includes ?? {});
  return z.strictObject(includes.length ? { include: includeField(includes) } : {});
}

/** The query in one spelling: requests that mean the same are the same. `without` leaves a filter out. */
export function canonical(query: ListQuery, without?: string): URLSearchParams {
  const entries: [string, string][] = query.conditions
    .filter(({ parameter }) => parameter.field !== without)
    .map(({ parameter, values }) => [parameter.name, values.map(String).sort().join(',')]);
  if (query.q) entries.push(['q', query.q]);
  if (query.sort.name !== 'id' || query.sort.descending)
    entries.push(['sort', `${query.sort.descending ? '-' : ''}${query.sort.name}`]);
  if (query.select) entries.push(['select', query.select.join(',')]);
  if (query.include.length) entries.push(['include', [...query.include].sort().join(',')]);
  if (query.facet.length) entries.push(['facet', [...query.facet].sort().join(',')]);
  if (query.bom) entries.push(['bom', 'true']);
  return new URLSearchParams(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A short fingerprint of the query that a cursor belongs to. */
export function fingerprint(collection: string, query: ListQuery): string {
  return createHash('sha256')
    .update(`${collection}?${canonical(query)}`)
    .digest('base64url')
    .slice(0, 12);
}
