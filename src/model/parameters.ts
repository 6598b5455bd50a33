/** Which filters a collection's URL understands: each of its filters, with the operators that its field's type allows. */
import { references } from './fields.ts';
import { fullSchema } from './present.ts';
import type { Filter, Resource } from './resource.ts';
import { fieldAt, isDate, marked, shapeOf, typeOf, unwrap } from './walk.ts';

export const OPERATORS = {
  not: 'none of these',
  gte: 'at least; of a date: begins then or later',
  gt: 'more than; of a date: begins after it',
  lte: 'at most; of a date: ends then or earlier',
  lt: 'less than; of a date: ends before it',
  isnull: 'true: not stated; false: stated',
} as const;
export type Operator = keyof typeof OPERATORS | 'eq';

export type ValueType =
  | { name: 'reference'; collections: readonly string[]; any: boolean }
  | { name: 'word'; allowed: readonly string[] }
  | { name: 'text' }
  | { name: 'number' }
  | { name: 'boolean' }
  | { name: 'date' };

export interface Parameter {
  /** As written in the URL: `date__gte`. */
  name: string;
  /** The filter it belongs to: `date`. */
  field: string;
  filter: Filter;
  operator: Operator;
  type: ValueType;
  description: string;
}

const OPERATORS_OF: Record<ValueType['name'], readonly Operator[]> = {
  reference: ['eq', 'not', 'isnull'],
  word: ['eq', 'not', 'isnull'],
  text: ['eq', 'not', 'isnull'],
  boolean: ['eq'],
  number: ['eq', 'gte', 'gt', 'lte', 'lt'],
  date: ['eq', 'gte', 'gt', 'lte', 'lt', 'isnull'],
};

function typeAt(resource: Resource, filter: Filter): ValueType {
  const schema = fieldAt(fullSchema(resource), filter.path);
  const mark = marked(references, schema);
  if (mark) {
    const collections = filter.kind === 'link' && filter.of ? [filter.of] : mark.collections;
    return { name: 'reference', collections, any: mark.any };
  }
  if (isDate(schema)) return { name: 'date' };
  const type = typeOf(schema);
  if (type === 'enum')
    return { name: 'word', allowed: (unwrap(schema) as unknown as { options: string[] }).options };
  if (type === 'number') return { name: 'number' };
  if (type === 'boolean') return { name: 'boolean' };
  return { name: 'text' };
}

/** Whether a record may have no value there: only then does asking for it make sense. */
const mayBeEmpty = (filter: Filter): boolean =>
  filter.kind === 'column' ? !filter.column.notNull : filter.kind === 'link' || !filter.from.notNull;

/** The definition of the field at a path; that of a list rather than that of its members. */
function aboutField(resource: Resource, path: string): string {
  const dot = path.lastIndexOf('.');
  const owner = dot < 0 ? fullSchema(resource) : fieldAt(fullSchema(resource), path.slice(0, dot));
  const field = shapeOf(owner)?.[path.slice(dot + 1)] as { description?: string } | undefined;
  const inner = field && (unwrap(field as never) as { description?: string });
  return field?.description ?? inner?.description ?? path;
}

/** All filter parameters of a collection, `id` first. */
export function parametersOf(resource: Resource): Parameter[] {
  const own: Record<string, Filter> = {
    id: { kind: 'column', path: 'id', column: resource.table.id },
    ...resource.filters,
  };
  return Object.entries(own).flatMap(([field, filter]) => {
    const type: ValueType =
      field === 'id'
        ? { name: 'reference', collections: [resource.name], any: false }
        : typeAt(resource, filter);
    const about = field === 'id' ? 'Id of the record' : aboutField(resource, filter.path);
    return OPERATORS_OF[type.name]
      .filter((operator) => operator !== 'isnull' || (field !== 'id' && mayBeEmpty(filter)))
      .map((operator) => ({
        name: operator === 'eq' ? field : `${field}__${operator}`,
        field,
        filter,
        operator,
        type,
        description: operator === 'eq' ? about : `\`${field}\`, ${OPERATORS[operator]}`,
      }));
  });
}

/** Filters whose values can be counted. */
export function facetsOf(resource: Resource): string[] {
  return parametersOf(resource)
    .filter(
      ({ operator, field, type }) =>
        operator === 'eq' && field !== 'id' && ['reference', 'word', 'boolean'].includes(type.name),
    )
    .map(({ field }) => field);
}
