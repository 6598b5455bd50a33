/** Which filters a collection's URL understands: each of its filters, with the operators that its field's type allows. */
import { meanings, reasonsOpen, references } from './fields.ts';
import { getFullSchema, toWords } from './present.ts';
import type { Filter, Resource } from './resource.ts';
import { getElement, getField, getMark, getShape, getType, isDate, isDay, unwrap } from './walk.ts';

/** Values that one parameter takes. */
export const MAX_VALUES = 100;

const OF_NUMBERS = { gte: 'at least', gt: 'more than', lte: 'at most', lt: 'less than' } as const;
const OF_DATES: Record<keyof typeof OF_NUMBERS | 'overlaps', string> = {
  overlaps: 'may lie within it in part: touches it',
  gte: 'begins then or later',
  gt: 'begins after it',
  lte: 'ends then or earlier',
  lt: 'ends before it',
};
const OF_ANY = { not: 'none of these', isnull: 'true: not stated; false: stated' } as const;
/** What a filter asks of a value, written behind its name: `date__gte`; `eq` is written by none. */
export type Operator = keyof typeof OF_ANY | keyof typeof OF_DATES | 'eq';

/** What each operator asks for, whatever it is asked of. */
export const OPERATORS: Readonly<Record<Exclude<Operator, 'eq'>, string>> = {
  not: OF_ANY.not,
  gte: `${OF_NUMBERS.gte}; of a date: ${OF_DATES.gte}`,
  gt: `${OF_NUMBERS.gt}; of a date: ${OF_DATES.gt}`,
  lte: `${OF_NUMBERS.lte}; of a date: ${OF_DATES.lte}`,
  lt: `${OF_NUMBERS.lt}; of a date: ${OF_DATES.lt}`,
  overlaps: `of a date: ${OF_DATES.overlaps}`,
  isnull: OF_ANY.isnull,
};

/** What an operator asks of values of a type. */
const describeOperator = (operator: Exclude<Operator, 'eq'>, type: ValueType['name']): string =>
  ({ ...OF_ANY, ...OF_DATES, ...(type === 'date' ? {} : OF_NUMBERS) })[operator];

type ValueType =
  | { name: 'reference'; collections: readonly string[]; any: boolean }
  | { name: 'word'; allowed: readonly string[]; type: string | undefined }
  | { name: 'text' }
  | { name: 'number' }
  | { name: 'boolean' }
  | { name: 'date' }
  /** A day on which something stands. */
  | { name: 'day' };

/** Whether values of a filter are told apart by their collection, and so may be written `collection/id`. */
export const isQualified = (type: ValueType): boolean =>
  type.name === 'reference' && type.any && type.collections.length > 1;

/** One parameter of a collection's URL: a filter with one of its operators. */
export interface Parameter {
  /** As written in the URL: `date__gte`. */
  name: string;
  /** The filter it belongs to: `date`. */
  field: string;
  filter: Filter;
  operator: Operator;
  type: ValueType;
  /** Whether a record may have several values there, or several kinds of: they stand in a table of their own. */
  many: boolean;
  /** Whether a record may have none. */
  open: boolean;
  description: string;
}

const OPERATORS_OF: Record<ValueType['name'], readonly Operator[]> = {
  reference: ['eq', 'not', 'isnull'],
  word: ['eq', 'not', 'isnull'],
  text: ['eq', 'not', 'isnull'],
  boolean: ['eq'],
  number: ['eq', 'gte', 'gt', 'lte', 'lt'],
  date: ['eq', 'overlaps', 'gte', 'gt', 'lte', 'lt', 'isnull'],
  day: ['eq'],
};

function findValueType(resource: Resource, { path, of }: Filter): ValueType {
  const schema = getField(getFullSchema(resource), path);
  const mark = getMark(references, schema);
  if (mark) return { name: 'reference', collections: of ? [of] : mark.collections, any: mark.any };
  if (isDate(schema) || isDay(schema)) return { name: 'date' };
  const type = getType(schema);
  if (type === 'enum')
    return {
      name: 'word',
      allowed: (unwrap(schema) as unknown as { options: string[] }).options,
      type: getMark(meanings, schema)?.type,
    };
  if (type === 'number') return { name: 'number' };
  if (type === 'boolean') return { name: 'boolean' };
  return { name: 'text' };
}

/** Whether the path leads through a list. */
function leadsThroughList(resource: Resource, path: string): boolean {
  const [first = '', ...rest] = path.split('.');
  const field = getShape(getFullSchema(resource))?.[first];
  return field !== undefined && (getElement(field) !== undefined || rest.length > 0);
}

/** The field at a path as it is declared: a list rather than its members, with what wraps it. */
function findField(resource: Resource, path: string) {
  const dot = path.lastIndexOf('.');
  const owner = dot < 0 ? getFullSchema(resource) : getField(getFullSchema(resource), path.slice(0, dot));
  const field = getShape(owner)?.[path.slice(dot + 1)];
  if (!field) throw new Error(`${resource.name} has no field ${path}`);
  return field;
}

/** The definition of the field at a path, that of a list rather than that of its members; through a list, that it is any member’s. */
function describeField(resource: Resource, path: string): string {
  const field = findField(resource, path) as { description?: string };
  const inner = unwrap(field as never) as { description?: string };
  const about = field.description ?? inner.description ?? path;
  const [head = '', member] = path.split('.');
  const isThroughList = member !== undefined && getElement(findField(resource, head) as never) !== undefined;
  return isThroughList ? `${about}: that of any of its ${toWords(head)}` : about;
}

/** A collection's parameters, and those that every request asks for. */
interface ParameterIndex {
  parameters: readonly Parameter[];
  named: ReadonlyMap<string, Parameter>;
  standing: Parameter | undefined;
}

const known = new WeakMap<Resource, ParameterIndex>();

/** Computed once for each collection. */
function indexParameters(resource: Resource): ParameterIndex {
  const before = known.get(resource);
  if (before) return before;
  const parameters = makeParameters(resource);
  const named = new Map(parameters.map((parameter) => [parameter.name, parameter]));
  const found = { parameters, named, standing: parameters.find(({ filter }) => filter.standing) };
  known.set(resource, found);
  return found;
}

/** The filter by a day on which records, or members of a list of theirs, stand; undefined where there is none. */
export const findStanding = (resource: Resource): Parameter | undefined => indexParameters(resource).standing;

/** Whether a filter is asked of the members of a list that stand on the day that another filter names. */
export function isOfStanding(resource: Resource, { filter }: Parameter): boolean {
  const standing = findStanding(resource);
  const list = standing?.filter.path.split('.').slice(0, -1).join('.');
  return Boolean(list) && !filter.standing && filter.path.startsWith(`${list}.`);
}

/** All filter parameters of a collection, `id` first. */
export const getParameters = (resource: Resource): readonly Parameter[] =>
  indexParameters(resource).parameters;

/**
 * A filter parameter by its name.
 * @throws {Error} where there is none: a definition that is wrong
 */
export function getParameter(resource: Resource, name: string): Parameter {
  const parameter = indexParameters(resource).named.get(name);
  if (!parameter) throw new Error(`${resource.name} has no filter ${name}`);
  return parameter;
}

function makeParameters(resource: Resource): Parameter[] {
  return Object.entries({ id: 'id', ...resource.filters }).flatMap(([field, written]): Parameter[] => {
    const filter: Filter = typeof written === 'string' ? { path: written } : written;
    if (filter.standing)
      return [
        {
          name: field,
          field,
          filter,
          operator: 'eq',
          type: { name: 'day' },
          many: filter.path.includes('.'),
          open: false,
          description: 'What stands on that day, as it was put last before it or on it',
        },
      ];
    const isId = field === 'id';
    const type: ValueType = isId
      ? { name: 'reference', collections: [resource.name], any: false }
      : findValueType(resource, filter);
    const about = isId ? 'Id of the record' : describeField(resource, filter.path);
    const many = leadsThroughList(resource, filter.path) || (type.name === 'reference' && type.any);
    const open =
      leadsThroughList(resource, filter.path) ||
      getMark(reasonsOpen, findField(resource, filter.path)) !== undefined;
    return OPERATORS_OF[type.name]
      .filter((operator) => operator !== 'isnull' || open)
      .map((operator) => ({
        name: operator === 'eq' ? field : `${field}__${operator}`,
        field,
        filter,
        operator,
        type,
        many,
        open,
        description: operator === 'eq' ? about : `\`${field}\`: ${describeOperator(operator, type.name)}`,
      }));
  });
}

/** What the values of a filter are counted by: themselves, or of a date the year or month that it lies in. */
export interface Facet {
  name: string;
  parameter: Parameter;
  /** Characters of a day that tell the year, or year and month. */
  part: 4 | 7 | null;
}

/** What a collection's records can be counted by. */
export function listFacets(resource: Resource): Facet[] {
  return getParameters(resource)
    .filter(({ operator, field }) => operator === 'eq' && field !== 'id')
    .flatMap((parameter): Facet[] => {
      const { field, type } = parameter;
      if (['reference', 'word', 'boolean'].includes(type.name))
        return [{ name: field, parameter, part: null }];
      if (type.name !== 'date') return [];
      return [
        { name: `${field}_year`, parameter, part: 4 },
        { name: `${field}_month`, parameter, part: 7 },
      ];
    });
}
