/** The query strings that the API understands, as zod schemas that also document themselves. */

import * as z from 'zod';
import { demandResource } from '../schema/demands.ts';
import { getFlatColumns } from '../schema/flat.ts';
import { getParameter, getParameters, listFacets, type Parameter } from '../schema/parameters.ts';
import { getFullSchema } from '../schema/present.ts';
import type { Resource } from '../schema/resource.ts';
import { MAX_FACET_VALUES } from '../store/counts.ts';
import type { Example, Examples } from '../store/examples.ts';

import { type Condition, DEFAULT_LIMIT, type ListQuery, MAX_LIMIT, queryString } from './query.ts';
import {
  COMPARISONS,
  type Lookup,
  listed,
  oneOf,
  Refusal,
  readBoolean,
  readDay,
  readLimit,
  readOperand,
  readOrder,
  readValue,
  refuse,
  single,
  split,
} from './read.ts';
import { readSearch } from './terms.ts';

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

type CollectionExamples = Examples[string];

/** Where a parameter's examples wait until the OpenAPI document is made, and what only stands there: see api/openapi.ts. */
export const SHOWN = 'x-shown';

/** What says of a parameter that it takes one value or several; its documentation describes one. */
export const SEVERAL = 'x-several';

/** One of these words or several, by the name of their type where they have one. */
const someOf = (allowed: readonly string[], named?: string) => ({
  [SEVERAL]: true,
  ...(named ? { $ref: `#/components/schemas/${named}` } : { type: 'string', enum: allowed }),
});

function documentationOf(parameter: Parameter, examples: CollectionExamples | undefined) {
  const { type, operator, description } = parameter;
  const example = exampleOf(parameter, examples);
  const shown = (value: unknown) => (example === null ? {} : { [SHOWN]: { examples: [value] } });
  const said = { description: `${description}. ${operator === 'isnull' ? '' : hint(type, operator)}`.trim() };
  if (operator === 'isnull' || type.name === 'boolean')
    return { ...said, type: 'boolean', ...shown(example === true || example === 1) };
  const several = takesOne(parameter) ? {} : { [SEVERAL]: true };
  if (type.name === 'word') return { ...said, ...someOf(type.allowed, type.type), ...shown(example) };
  if (type.name === 'number')
    return { ...said, ...several, type: 'integer', minimum: 0, maximum: MAX_NUMBER, ...shown(example) };
  return { ...said, ...several, type: 'string', ...shown(String(example)) };
}

function hint(type: Parameter['type'], operator: string): string {
  switch (type.name) {
    case 'reference':
      return `Ids from ${type.collections.map((collection) => `\`/${collection}\``).join(', ')}, by comma.`;
    case 'text':
      return 'Several by comma.';
    case 'date':
      return operator === 'eq'
        ? 'What lies wholly within an EDTF date: 2024, 2024-11, 2024-11-21, 2024-11/2024-12.'
        : 'An EDTF date.';
    case 'day':
      return 'A day, such as 2024-11-21. The other filters of what is put then, and the fields that follow from it, are those of that day.';
    default:
      return '';
  }
}

/** Whether a filter takes one value alone: nothing is at least two numbers, and a list stands as of one day. */
const takesOne = ({ operator, type }: Parameter): boolean => COMPARISONS.has(operator) || type.name === 'day';

/** The greatest number that is read. */
const MAX_NUMBER = 999_999_999;

const NO_EXAMPLE: Example = { value: null, other: null, most: null, least: null };

/** An example that returns records when it is sent alone; null where no value does. */
function exampleOf({ field, type, operator }: Parameter, examples: CollectionExamples | undefined): unknown {
  const { value, other, most, least } = examples?.filters[field] ?? NO_EXAMPLE;
  if (operator === 'isnull') return value === null;
  if (operator === 'not') return other;
  if (value === null) return null;
  if (type.name === 'number')
    return {
      eq: value,
      overlaps: value,
      gte: value,
      lte: value,
      gt: most ? most - 1 : null,
      lt: Number(least) + 1,
    }[operator];
  if (type.name !== 'date') return value;
  const [first, last] = String(value).split('/') as [string, string];
  const bound = operator === 'gte' || operator === 'gt' ? first : last;
  if (operator === 'eq' || operator === 'overlaps') return first === last ? first : value;
  if (bound === '..') return null;
  return String(Number(bound) + (operator === 'gt' ? -1 : operator === 'lt' ? 1 : 0));
}

/** A query that returns records: the filter that stands first, an order and a length. */
export function exampleQuery(resource: Resource, examples: CollectionExamples | undefined): string {
  const filters = getParameters(resource)
    .filter(({ operator }) => operator === 'eq')
    .toSorted((a, b) => rankOf(a) - rankOf(b));
  const params = new URLSearchParams();
  const chosen = filters.find((parameter) => (exampleOf(parameter, examples) ?? null) !== null);
  const value = chosen && exampleOf(chosen, examples);
  if (chosen) params.set(chosen.name, chosen.type.name === 'boolean' ? String(value === 1) : String(value));
  const last = Object.keys(resource.sorts).at(-1);
  if (last) params.set('sort', `-${last}`);
  params.set('limit', '5');
  return queryString(params);
}

const words = (allowed: readonly string[], description: string, example: string) => ({
  description,
  ...someOf(allowed),
  [SHOWN]: { examples: [example] },
});

const cursorField = field(single, {
  description:
    'Where the next page starts: next_cursor of the page before. Opaque, and good for the same query only.',
  type: 'string',
});

const includeField = (includes: readonly string[]) =>
  field(
    listed(includes, 'inclusion'),
    words(includes, `Related records in full, at most ${MAX_LIMIT} each.`, includes[0] ?? ''),
  );

const searchDocumentation = (example: string) => ({
  description:
    'Full text: all words, in any order and any form; a "phrase in quotes" as it stands; `one OR other` either; `-word` records without it; `begin*` words that begin so. Accents, case and ways to transliterate do not count.',
  type: 'string',
  [SHOWN]: { examples: [example] },
});

/** Records that a search shows where no limit is given. */
export const DEFAULT_HITS = 20;

/** The schema of the query string of `/search`. */
export function searchQuerySchema(collections: readonly string[]) {
  const [most, usual] = [100, DEFAULT_HITS];
  return z
    .strictObject({
      q: required(readSearch, { ...searchDocumentation('missile'), example: 'missile' }),
      collection: field(
        listed(collections, 'collection'),
        words(
          collections,
          'Only these collections; all whose records belong to no others where none is given.',
          'demands',
        ),
      ),
      limit: field(readLimit(most), {
        description: `Most records, 0 to ${most}; ${usual} by default.`,
        type: 'integer',
        minimum: 0,
        maximum: most,
        [SHOWN]: { examples: [usual] },
      }),
      cursor: cursorField,
    })
    .transform(({ q, collection, limit, cursor }) => ({
      q,
      collection: collection ?? [],
      limit: limit ?? usual,
      cursor: cursor ?? null,
    }));
}

/**
 * The schema of the query string of `/demands/changes`: two days, and filters of demands.
 * @param days examples of both
 */
export function changesQuerySchema(
  asked: readonly string[],
  lookup: Lookup,
  examples: CollectionExamples | undefined,
  days: { from: string; to: string },
) {
  const dayField = (description: string, example: string) =>
    required((raw) => readDay(single(raw)), { type: 'string', description, example });
  const filters = asked.map((name): [string, z.ZodType] => {
    const parameter = getParameter(demandResource, name);
    const read = (raw: unknown): Condition => ({
      name,
      values: split(raw).map((value) => readValue(value, parameter, demandResource.name, lookup)),
    });
    return [name, field(read, documentationOf(parameter, examples))];
  });
  return z
    .strictObject({
      from: dayField('The first day: what is put after it', days.from),
      to: dayField('The second day: what is put by then', days.to),
      ...Object.fromEntries(filters),
    })
    .transform(({ from, to, ...conditions }) => ({
      from,
      to,
      conditions: Object.values(conditions).filter((condition) => condition !== undefined) as Condition[],
    }));
}

/** Names and words are filtered by more often than counts, and least by ids, which a URL of their own has. */
const rankOf = ({ field, type }: Parameter): number =>
  field === 'id' ? 2 : type.name === 'number' || type.name === 'boolean' ? 1 : 0;

/** What is asked of a table alone. */
const tableFields = {
  bom: field((raw) => readBoolean(single(raw)), {
    description:
      'For spreadsheets: begin with a byte order mark, so that Excel reads UTF-8, and put an apostrophe before texts that would be formulas.',
    type: 'boolean',
    [SHOWN]: { examples: [true] },
  }),
  provenance: field((raw) => readBoolean(single(raw)), {
    description:
      'Two more columns, the release and the URL of the query, so that each row says where it is from.',
    type: 'boolean',
    [SHOWN]: { examples: [true] },
  }),
};

/** Fields that a list may be cut down to. */
export type FieldNames = readonly string[];

/**
 * The schema of a collection's query string. It refuses whatever it does not know: an unknown parameter would
 * otherwise silently answer everything.
 */
export function querySchema(
  resource: Resource,
  fields: FieldNames,
  lookup: Lookup,
  examples: CollectionExamples | undefined,
) {
  const parameters = getParameters(resource);
  const known = parameters.map(({ name }) => name);
  const sorted = ['id', ...Object.keys(resource.sorts)];
  const sorts = sorted.flatMap((name) => [name, `-${name}`]);
  const includes = Object.keys(resource.includes ?? {});
  const selectable = [...new Set([...fields, ...getFlatColumns(resource).map(({ header }) => header)])];
  const facets = listFacets(resource).map(({ name }) => name);
  const shaping = {
    // The words of a list inside a record are those of the record.
    ...(resource.nested ? {} : { q: field(readSearch, searchDocumentation(examples?.word ?? 'peace')) }),
    sort: field((raw) => readOrder(single(raw), sorted), {
      description: 'Order, descending with a minus; ties by id. Default: id.',
      type: 'string',
      enum: sorts,
      [SHOWN]: { examples: ['-id'] },
    }),
    select: field(selecting(fields, selectable), words(fields, 'Only these fields, in this order.', 'id')),
    ...(includes.length ? { include: includeField(includes) } : {}),
    ...(facets.length
      ? {
          facet: field(
            listed(facets, 'facet'),
            words(
              facets,
              `Count the values of these filters, each under all filters but its own; the commonest ${MAX_FACET_VALUES}. Sums may exceed the total.`,
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
      [SHOWN]: { examples: [10] },
    }),
    cursor: cursorField,
    ...tableFields,
  };
  const filterOf = (parameter: Parameter) =>
    field(
      (raw): Condition => {
        const values = split(raw).map((value) =>
          readOperand(value, parameter, { name: resource.name, known }, lookup),
        );
        if (takesOne(parameter) && values.length > 1) refuse('takes one value');
        return { name: parameter.name, values };
      },
      documentationOf(parameter, examples),
    );
  const filters = (chosen: readonly Parameter[]) =>
    Object.fromEntries(chosen.map((parameter) => [parameter.name, filterOf(parameter)]));
  // The documentation keeps this order: what is filtered by first stands first, operators last, those of a filter together.
  const { q, ...others } = shaping;
  const ranked = parameters.toSorted((a, b) => rankOf(a) - rankOf(b));
  const plain = filters(ranked.filter(({ operator }) => operator === 'eq'));
  const operators = filters(ranked.filter(({ operator }) => operator !== 'eq'));
  return z
    .strictObject({ ...plain, ...(q ? { q } : {}), ...others, ...operators })
    .transform((query): ListQuery => {
      const { q, sort, select, include, facet, limit, cursor, bom, provenance, ...conditions } =
        query as Record<string, unknown>;
      const order = (sort as string | undefined) ?? 'id';
      return {
        conditions: Object.values(conditions).filter((condition) => condition !== undefined) as Condition[],
        q: (q as string | undefined) ?? null,
        sort: { name: order.replace(/^-/, ''), descending: order.startsWith('-') },
        select: (select as string[] | undefined) ?? null,
        include: ((include as string[] | undefined) ?? []).sort(),
        facet: ((facet as string[] | undefined) ?? []).sort(),
        limit: (limit as number | undefined) ?? null,
        cursor: (cursor as string | undefined) ?? null,
        bom: (bom as boolean | undefined) ?? false,
        provenance: (provenance as boolean | undefined) ?? false,
      };
    });
}

/** Reads what is selected: fields, or columns by their headers; where neither is known, fields are named. */
const selecting = (fields: FieldNames, selectable: readonly string[]) => (raw: unknown) =>
  split(raw).map((name) => (selectable.includes(name) ? name : oneOf(name, fields, 'field')));

/** What is asked of a record: which fields, what belongs to it, which of its citations. */
export interface RecordQuery {
  select: string[] | null;
  include: string[];
  /** Fields whose citations are shown, `all` alone for all, empty for none; null: nothing is said. */
  citations: string[] | null;
  bom: boolean;
  /** Whether the row says which release and query it is of. */
  provenance: boolean;
}

/** The schema of a record's query string. */
export function recordQuerySchema(resource: Resource, fields: FieldNames) {
  const includes = Object.keys(resource.includes ?? {});
  const cited = Object.keys(getFullSchema(resource).shape);
  const selectable = [...new Set([...fields, ...getFlatColumns(resource).map(({ header }) => header)])];
  return z
    .strictObject({
      select: field(selecting(fields, selectable), words(fields, 'Only these fields, in this order.', 'id')),
      ...(includes.length ? { include: includeField(includes) } : {}),
      ...(resource.includes?.citations
        ? {
            citations: field(listed(['all', 'none', ...cited], 'field'), {
              ...words(
                cited,
                'Which of its citations: all (as where nothing is said), none, or those of these fields.',
                cited[1] ?? 'id',
              ),
              enum: ['all', 'none', ...cited],
            }),
          }
        : {}),
      ...tableFields,
    })
    .transform((query, ctx): RecordQuery => {
      const { bom, provenance, ...lists } = query;
      const { select, include, citations } = lists as Record<string, string[] | undefined>;
      const refuse = (message: string) => ctx.addIssue({ code: 'custom', path: ['citations'], message });
      if (citations?.includes('none')) {
        if (citations.length > 1) refuse('none stands alone: with others it says two things');
        else if (include?.includes('citations')) refuse('none, and include=citations, say two things');
      }
      const fields = citations?.filter((name) => name !== 'none').sort() ?? null;
      return {
        select: select ?? null,
        include: (include ?? []).sort(),
        citations: fields?.includes('all') ? ['all'] : fields,
        bom: bom ?? false,
        provenance: provenance ?? false,
      };
    });
}
