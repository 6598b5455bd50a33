/** Where a collection's values stand in the database: read from its definition, so that nothing is said twice. */
import { references } from '../schema/fields.ts';
import { type Parameter, parametersOf } from '../schema/parameters.ts';
import { fullSchema } from '../schema/present.ts';
import type { Resource } from '../schema/resource.ts';
import { fieldAt, isDate, marked, typeOf } from '../schema/walk.ts';

/** A column of a collection's own table, and the field whose value stands in it. */
export interface Column {
  name: string;
  path: string;
  type: 'text' | 'integer';
  open: boolean;
  /** The collection that it refers to. */
  to: string | null;
}

/** A table of a field's values, for fields that may have several. */
export interface Link {
  table: string;
  path: string;
  /** Whether values may lie in several collections, and so need a column that says in which. */
  any: boolean;
  to: string | null;
  /** Collections of which a record is also found under what lies above its own value. */
  trees: readonly string[];
}

const underscored = (path: string) => path.replaceAll('.', '_');

export const linkTable = (resource: Resource, path: string) => `${resource.singular}_${underscored(path)}`;

/** The columns of a date: its first and last day. */
export const dateColumns = (path: string) => ({
  from: `${underscored(path)}_from`,
  to: `${underscored(path)}_to`,
});

/** Where a sort finds what it goes by. */
export function sortColumn(resource: Resource, path: string): string {
  if (path === resource.label) return 'label';
  return isDate(fieldAt(fullSchema(resource), path)) ? `${underscored(path)}_order` : underscored(path);
}

/** The filters of a collection but `id`, each once. */
export const filtersOf = (resource: Resource): Parameter[] =>
  parametersOf(resource).filter(({ operator, field }) => operator === 'eq' && field !== 'id');

const isWhole = (type: string) => type === 'number' || type === 'boolean';

/** Columns beside `n`, `id`, `label` and `json`; dates apart. */
export function columnsOf(resource: Resource): Column[] {
  const own = filtersOf(resource)
    .filter(({ many, type }) => !many && type.name !== 'date')
    .map(
      ({ filter: { path }, type, open }): Column => ({
        name: underscored(path),
        path,
        type: isWhole(type.name) ? 'integer' : 'text',
        open,
        to: type.name === 'reference' ? (type.collections[0] ?? null) : null,
      }),
    );
  const sorted = Object.values(resource.sorts)
    .filter((path) => path !== resource.label && !isDate(fieldAt(fullSchema(resource), path)))
    .map((path): Column => {
      const type = isWhole(typeOf(fieldAt(fullSchema(resource), path))) ? 'integer' : 'text';
      return { name: underscored(path), path, type, open: false, to: null };
    });
  return [...new Map([...own, ...sorted].map((column) => [column.name, column])).values()];
}

/** The path of a collection's date, where it has one. */
export const datePath = (resource: Resource): string | undefined =>
  filtersOf(resource).find(({ type }) => type.name === 'date')?.filter.path;

export function linksOf(resource: Resource): Link[] {
  const many = filtersOf(resource).filter((parameter) => parameter.many);
  return [...new Set(many.map(({ filter }) => filter.path))].map((path) => {
    const mark = marked(references, fieldAt(fullSchema(resource), path));
    const here = many.filter(({ filter }) => filter.path === path && filter.below);
    return {
      table: linkTable(resource, path),
      path,
      any: mark?.any ?? false,
      to: mark && !mark.any ? (mark.collections[0] ?? null) : null,
      trees: here.map(({ filter }) => filter.of ?? mark?.collections[0] ?? ''),
    };
  });
}
