/** The query strings that the API understands, as zod schemas that also document themselves. */

import * as z from 'zod';
import { demandResource } from '../schema/demands.ts';
import { getFlatColumns } from '../schema/flat.ts';
import { getParameter, getParameters, listFacets, type Parameter } from '../schema/parameters.ts';
import { getFullSchema } from '../schema/present.ts';
import { releaseChangeResource } from '../schema/releases.ts';
import type { Resource } from '../schema/resource.ts';
import { MAX_FACET_VALUES } from '../store/counts.ts';
import {
  type CollectionExamples,
  documentFilter,
  documentSearch,
  documentWords,
  optionalParameter,
  rankParameter,
  requiredParameter,
  SCHEMA_EXTRAS,
  takesOneValue,
} from './parameter.ts';
import { type Condition, DEFAULT_LIMIT, type ListQuery, MAX_LIMIT } from './query.ts';
import {
  type Lookup,
  readBoolean,
  readDay,
  readLimit,
  readOperand,
  readOrder,
  readSingle,
  readValue,
  readWord,
  readWords,
  refuse,
  refuseWrittenDate,
  splitValues,
} from './read.ts';
import { readSearch } from './terms.ts';

const cursorParameter = optionalParameter((raw) => readSingle(raw), {
  description:
    'Where the next page starts: next_cursor of the page before. Opaque, and good for the same query only.',
  type: 'string',
});

const makeIncludeParameter = (includes: readonly string[]) =>
  optionalParameter(
    readWords(includes, 'inclusion'),
    documentWords(includes, `Related records in full, at most ${MAX_LIMIT} each.`, includes[0] ?? ''),
  );

/** Records that a search shows where no limit is given. */
export const DEFAULT_HITS = 20;

/** The schema of the query string of `/search`. */
export function makeSearchQuerySchema(collections: readonly string[]) {
  const [most, usual] = [100, DEFAULT_HITS];
  return z
    .strictObject({
      q: requiredParameter(readSearch, { ...documentSearch('missile'), example: 'missile' }),
      collection: optionalParameter(
        readWords(collections, 'collection'),
        documentWords(
          collections,
          'Only these collections; all whose records belong to no others where none is given.',
          'demands',
        ),
      ),
      limit: optionalParameter(readLimit(most), {
        description: `Most records, 0 to ${most}; ${usual} by default.`,
        type: 'integer',
        minimum: 0,
        maximum: most,
        [SCHEMA_EXTRAS]: { examples: [usual] },
      }),
      cursor: cursorParameter,
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
export function makeChangesQuerySchema(
  asked: readonly string[],
  lookup: Lookup,
  examples: CollectionExamples | undefined,
  days: { from: string; to: string },
) {
  const makeDayParameter = (description: string, example: string) =>
    requiredParameter((raw) => readDay(readSingle(raw)), { type: 'string', description, example });
  const filters = asked.map((name): [string, z.ZodType] => {
    const parameter = getParameter(demandResource, name);
    const read = (raw: unknown): Condition => ({
      name,
      values: splitValues(raw).map((value) => readValue(value, parameter, demandResource.name, lookup)),
    });
    return [name, optionalParameter(read, documentFilter(parameter, examples))];
  });
  return z
    .strictObject({
      from: makeDayParameter('The first day: what is put after it', days.from),
      to: makeDayParameter('The second day: what is put by then', days.to),
      ...Object.fromEntries(filters),
    })
    .transform(({ from, to, ...conditions }) => ({
      from,
      to,
      conditions: Object.values(conditions).filter((condition) => condition !== undefined) as Condition[],
    }));
}

/** The schema of what is asked of changes since a release. */
export function makeSinceQuerySchema(lookup: Lookup, example: string | undefined) {
  const parameter = getParameter(releaseChangeResource, 'release');
  const read = (raw: unknown) =>
    String(readValue(readSingle(raw), parameter, releaseChangeResource.name, lookup));
  return z.strictObject({
    since: requiredParameter(read, {
      type: 'string',
      description: 'A release: what later ones have changed. They are listed at /releases.',
      ...(example ? { example } : {}),
    }),
  });
}

const OF_TODAY =
  'is that of today, not of the day in as_of; of that day it is valid_from and date at /positions?as_of=';

/** Parameters that ask what is so today, where another names a day. */
function listOfToday(resource: Resource, conditions: readonly Condition[], sort: string): string[] {
  const filters = conditions.map(({ name }) => ({ name, ...getParameter(resource, name).filter }));
  if (!filters.some(({ standing }) => standing)) return [];
  const sorted = Object.values(resource.filters).some(
    (filter) => typeof filter === 'object' && filter.ofToday && filter.path === resource.sorts[sort],
  );
  return [...filters.filter(({ ofToday }) => ofToday).map(({ name }) => name), ...(sorted ? ['sort'] : [])];
}

/** What is asked of a table alone. */
const tableParameters = {
  bom: optionalParameter((raw) => readBoolean(readSingle(raw)), {
    description:
      'For spreadsheets: begin with a byte order mark, so that Excel reads UTF-8, and put an apostrophe before texts that would be formulas.',
    type: 'boolean',
    [SCHEMA_EXTRAS]: { examples: [true] },
  }),
  provenance: optionalParameter((raw) => readBoolean(readSingle(raw)), {
    description:
      'Two more columns, the release and the URL of the query, so that each row says where it is from.',
    type: 'boolean',
    [SCHEMA_EXTRAS]: { examples: [true] },
  }),
};

/** Fields that a list may be cut down to. */
export type FieldNames = readonly string[];

/** The parameters that say what of the records that meet the filters is answered, and how. */
function makeShaping(resource: Resource, fields: FieldNames, examples: CollectionExamples | undefined) {
  const sorted = ['id', ...Object.keys(resource.sorts)];
  const includes = Object.keys(resource.includes ?? {});
  const selectable = [...new Set([...fields, ...getFlatColumns(resource).map(({ header }) => header)])];
  const facets = listFacets(resource).map(({ name }) => name);
  return {
    // The words of a list inside a record are those of the record.
    ...(resource.nested
      ? {}
      : { q: optionalParameter(readSearch, documentSearch(examples?.word ?? 'peace')) }),
    sort: optionalParameter((raw) => readOrder(readSingle(raw), sorted), {
      description: 'Order, descending with a minus; ties by id. Default: id.',
      type: 'string',
      enum: sorted.flatMap((name) => [name, `-${name}`]),
      [SCHEMA_EXTRAS]: { examples: ['-id'] },
    }),
    select: optionalParameter(
      readSelection(fields, selectable),
      documentWords(fields, 'Only these fields, in this order.', 'id'),
    ),
    ...(includes.length ? { include: makeIncludeParameter(includes) } : {}),
    ...(facets.length
      ? {
          facet: optionalParameter(
            readWords(facets, 'facet'),
            documentWords(
              facets,
              `Count the values of these filters, each under all filters but its own; the commonest ${MAX_FACET_VALUES}. Sums may exceed the total.`,
              facets[0] ?? '',
            ),
          ),
        }
      : {}),
    limit: optionalParameter(readLimit(MAX_LIMIT), {
      description: `Records a page, 0 to ${MAX_LIMIT}; ${DEFAULT_LIMIT} by default, in CSV and NDJSON all of them.`,
      type: 'integer',
      minimum: 0,
      maximum: MAX_LIMIT,
      [SCHEMA_EXTRAS]: { examples: [10] },
    }),
    cursor: cursorParameter,
    ...tableParameters,
  };
}

/** A filter with one of its operators, read as a condition. */
function makeFilter(
  resource: Resource,
  parameter: Parameter,
  lookup: Lookup,
  examples: CollectionExamples | undefined,
) {
  const known = getParameters(resource).map(({ name }) => name);
  const read = (raw: unknown): Condition => {
    if (parameter.type.name === 'date' || parameter.type.name === 'day') refuseWrittenDate(raw);
    const values = splitValues(raw).map((value) =>
      readOperand(value, parameter, { name: resource.name, known }, lookup),
    );
    if (takesOneValue(parameter) && values.length > 1) refuse('takes one value');
    return { name: parameter.name, values };
  };
  return optionalParameter(read, documentFilter(parameter, examples));
}

/** What is asked, from its parameters: those that shape the answer, and all others conditions. */
function gatherQuery(query: Record<string, unknown>): ListQuery {
  const { q, sort, select, include, facet, limit, cursor, bom, provenance, ...conditions } = query;
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
}

/**
 * The schema of a collection's query string. It refuses whatever it does not know: an unknown parameter would
 * otherwise silently answer everything.
 */
export function makeListQuerySchema(
  resource: Resource,
  fields: FieldNames,
  lookup: Lookup,
  examples: CollectionExamples | undefined,
) {
  const makeFilters = (chosen: readonly Parameter[]) =>
    Object.fromEntries(
      chosen.map((parameter) => [parameter.name, makeFilter(resource, parameter, lookup, examples)]),
    );
  // The documentation keeps this order: what is filtered by first stands first, operators last, those of a filter together.
  const { q, ...others } = makeShaping(resource, fields, examples);
  const ranked = getParameters(resource).toSorted((a, b) => rankParameter(a) - rankParameter(b));
  const plain = makeFilters(ranked.filter(({ operator }) => operator === 'eq'));
  const operators = makeFilters(ranked.filter(({ operator }) => operator !== 'eq'));
  return z
    .strictObject({ ...plain, ...(q ? { q } : {}), ...others, ...operators })
    .transform((parameters, ctx): ListQuery => {
      const query = gatherQuery(parameters as Record<string, unknown>);
      for (const name of listOfToday(resource, query.conditions, query.sort.name))
        ctx.addIssue({ code: 'custom', path: [name], message: OF_TODAY });
      return query;
    });
}

/** Reads what is selected: fields, or columns by their headers; where neither is known, fields are named. */
const readSelection = (fields: FieldNames, selectable: readonly string[]) => (raw: unknown) =>
  splitValues(raw).map((name) => (selectable.includes(name) ? name : readWord(name, fields, 'field')));

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
export function makeRecordQuerySchema(resource: Resource, fields: FieldNames) {
  const includes = Object.keys(resource.includes ?? {});
  const cited = Object.keys(getFullSchema(resource).shape);
  const selectable = [...new Set([...fields, ...getFlatColumns(resource).map(({ header }) => header)])];
  return z
    .strictObject({
      select: optionalParameter(
        readSelection(fields, selectable),
        documentWords(fields, 'Only these fields, in this order.', 'id'),
      ),
      ...(includes.length ? { include: makeIncludeParameter(includes) } : {}),
      ...(resource.includes?.citations
        ? {
            citations: optionalParameter(readWords(['all', 'none', ...cited], 'field'), {
              ...documentWords(
                cited,
                'Which of its citations: all (as where nothing is said), none, or those of these fields.',
                cited[1] ?? 'id',
              ),
              enum: ['all', 'none', ...cited],
            }),
          }
        : {}),
      ...tableParameters,
    })
    .transform((query, ctx): RecordQuery => {
      const { bom, provenance, ...lists } = query;
      const { select, include, citations } = lists as Record<string, string[] | undefined>;
      const addProblem = (message: string) => ctx.addIssue({ code: 'custom', path: ['citations'], message });
      if (citations?.includes('none')) {
        if (citations.length > 1) addProblem('none stands alone: with others it says two things');
        else if (include?.includes('citations')) addProblem('none, and include=citations, say two things');
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
