/** One parameter of a query string: how zod reads it, and what the documentation says of it. */
import * as z from 'zod';
import { getParameters, type Parameter } from '../schema/parameters.ts';
import type { Resource } from '../schema/resource.ts';
import type { Example, Examples } from '../store/examples.ts';
import { writeQueryString } from './query.ts';
import { Refusal, SINGLE_VALUE_OPERATORS } from './read.ts';

/** One query parameter as zod reads it: text in, a value out, with what would be right where it is wrong. */
export function requiredParameter<T>(read: (raw: unknown) => T, documentation: Record<string, unknown>) {
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

/** As `requiredParameter`, of what may be left out. */
export const optionalParameter = <T>(read: (raw: unknown) => T, documentation: Record<string, unknown>) =>
  requiredParameter(read, documentation).optional().meta(documentation);

/** Examples of one collection. */
export type CollectionExamples = Examples[string];

/** Where a parameter's examples wait until the OpenAPI document is made, and what only stands there: see api/openapi.ts. */
export const SCHEMA_EXTRAS = 'x-shown';

/** What says of a parameter that it takes one value or several; its documentation describes one. */
export const SEVERAL = 'x-several';

/** One of these words or several, by the name of their type where they have one. */
const documentWordType = (allowed: readonly string[], type?: string) => ({
  [SEVERAL]: true,
  ...(type ? { $ref: `#/components/schemas/${type}` } : { type: 'string', enum: allowed }),
});

export function documentFilter(parameter: Parameter, examples: CollectionExamples | undefined) {
  const { type, operator, description } = parameter;
  const example = makeExample(parameter, examples);
  const showExample = (value: unknown) =>
    example === null ? {} : { [SCHEMA_EXTRAS]: { examples: [value] } };
  const said = {
    description: `${description}. ${operator === 'isnull' ? '' : writeHint(type, operator)}`.trim(),
  };
  if (operator === 'isnull' || type.name === 'boolean')
    return { ...said, type: 'boolean', ...showExample(example === true || example === 1) };
  const several = takesOneValue(parameter) ? {} : { [SEVERAL]: true };
  if (type.name === 'word')
    return { ...said, ...documentWordType(type.allowed, type.type), ...showExample(example) };
  if (type.name === 'number')
    return { ...said, ...several, type: 'integer', minimum: 0, maximum: MAX_NUMBER, ...showExample(example) };
  return { ...said, ...several, type: 'string', ...showExample(String(example)) };
}

function writeHint(type: Parameter['type'], operator: string): string {
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
export const takesOneValue = ({ operator, type }: Parameter): boolean =>
  SINGLE_VALUE_OPERATORS.has(operator) || type.name === 'day';

/** The greatest number that is read. */
const MAX_NUMBER = 999_999_999;

const NO_EXAMPLE: Example = { value: null, other: null, most: null, least: null };

/** An example that returns records when it is sent alone; null where no value does. */
function makeExample(
  { field, type, operator }: Parameter,
  examples: CollectionExamples | undefined,
): unknown {
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
export function writeExampleQuery(resource: Resource, examples: CollectionExamples | undefined): string {
  const filters = getParameters(resource)
    .filter(({ operator }) => operator === 'eq')
    .toSorted((a, b) => rankParameter(a) - rankParameter(b));
  const params = new URLSearchParams();
  const chosen = filters.find((parameter) => (makeExample(parameter, examples) ?? null) !== null);
  const value = chosen && makeExample(chosen, examples);
  if (chosen) params.set(chosen.name, chosen.type.name === 'boolean' ? String(value === 1) : String(value));
  const last = Object.keys(resource.sorts).at(-1);
  if (last) params.set('sort', `-${last}`);
  params.set('limit', '5');
  return writeQueryString(params);
}

/** What is said of a parameter that takes words out of a closed list. */
export const documentWords = (allowed: readonly string[], description: string, example: string) => ({
  description,
  ...documentWordType(allowed),
  [SCHEMA_EXTRAS]: { examples: [example] },
});

/** Names and words are filtered by more often than counts, and least by ids, which a URL of their own has. */
export const rankParameter = ({ field, type }: Parameter): number =>
  field === 'id' ? 2 : type.name === 'number' || type.name === 'boolean' ? 1 : 0;

/** What is said of a parameter that is full text. */
export const documentSearch = (example: string) => ({
  description:
    'Full text: all words, in any order and any form; a "phrase in quotes" as it stands; `one OR other` either; `-word` records without it; `begin*` words that begin so. Accents, case and ways to transliterate do not count.',
  type: 'string',
  [SCHEMA_EXTRAS]: { examples: [example] },
});
