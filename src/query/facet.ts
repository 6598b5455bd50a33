import { and, asc, desc, eq, sql } from 'drizzle-orm';
import { type Facet, isOfStanding, isQualified, listFacets, type Parameter } from '../schema/parameters.ts';
import type { Resource } from '../schema/resource.ts';
import { countValues, MAX_FACET_VALUES } from '../store/counts.ts';
import { serveCounts } from '../store/serve.ts';
import type { Store } from '../store/store.ts';
import { findDayTest } from './conditions.ts';
import { countRecords } from './count.ts';
import { type ListQuery, removeFilter, writeListParams, writeQueryString } from './query.ts';
import { combineConditions, type Question } from './question.ts';

/** A value of a filter, and how often it occurs. */
export interface FacetValue {
  /** null: those that have none. */
  value: string | boolean | null;
  label: string;
  count: number;
  /** The list of those; null where no filter asks for them. */
  url: string | null;
}

interface ValueCount {
  value: string;
  count: number;
}

/** The commonest values in the whole collection, counted by the build. */
function selectCommonest(store: Store, collection: string, filter: string): ValueCount[] {
  const prepared = store.prepare<ValueCount>('commonest', (db) =>
    db
      .select({ value: serveCounts.value, count: serveCounts.count })
      .from(serveCounts)
      .where(
        and(
          eq(serveCounts.collection, sql.placeholder('collection')),
          eq(serveCounts.filter, sql.placeholder('filter')),
        ),
      )
      .orderBy(desc(serveCounts.count), asc(serveCounts.value))
      .limit(MAX_FACET_VALUES),
  );
  return prepared.all({ collection, filter });
}

/** The commonest values among the records that meet all conditions but the filter's own. */
function countCommonest(store: Store, resource: Resource, facet: Facet, question: Question): ValueCount[] {
  const { conditions, q } = question;
  if (!conditions.length && q === null) return selectCommonest(store, resource.name, facet.name);
  // Every page of a list has the same.
  const key = JSON.stringify(['facet', resource.name, facet.name, conditions, q]);
  return store.keep(key, () => computeCounts(store, resource, facet, question));
}

function computeCounts(store: Store, resource: Resource, facet: Facet, question: Question): ValueCount[] {
  const { shape, bindings, where } = combineConditions(store, resource, question);
  const standing = isOfStanding(resource, facet.parameter)
    ? findDayTest(resource, question.conditions)
    : undefined;
  const prepared = store.prepare<ValueCount>(`facet ${resource.name} ${facet.name} ${shape}`, (db) =>
    db
      .select({ value: sql<string>`value`, count: sql<number>`count` })
      .from(sql`(${countValues(resource, facet, where(), standing)})`)
      .orderBy(sql`count desc, value`)
      .limit(MAX_FACET_VALUES),
  );
  return prepared.all(bindings);
}

/** How many records have no value: so that sums can be checked. */
function countOpen(
  store: Store,
  resource: Resource,
  facet: Facet,
  question: Question,
  counts: readonly ValueCount[],
): number {
  const { parameter, part } = facet;
  if (part !== null)
    return countRecords(store, resource, question) - counts.reduce((sum, { count: n }) => sum + n, 0);
  if (!parameter.open) return 0;
  const open = { name: `${parameter.field}__isnull`, values: [true] };
  return countRecords(store, resource, { ...question, conditions: [...question.conditions, open] });
}

/** The names of the records that values refer to. */
function findLabels(store: Store, { type }: Parameter, values: readonly string[]): string[] {
  if (type.name !== 'reference') return [...values];
  const targets = values.map((value): [collection: string, id: string] => {
    const [collection = '', id = ''] = isQualified(type) ? value.split('/') : [type.collections[0], value];
    return [collection, id];
  });
  const labels = new Map<string, ReadonlyMap<string, string>>();
  for (const [collection, some] of Map.groupBy(targets, ([name]) => name))
    labels.set(
      collection,
      store.readLabels(
        collection,
        some.map(([, id]) => id),
      ),
    );
  return targets.map(([collection, id]) => labels.get(collection)?.get(id) ?? id);
}

/**
 * How often each value of a filter occurs, the commonest first, in the order of the values where as many have them; last
 * those that have none. Years and months count what lies wholly within them.
 */
export function countFacet(store: Store, resource: Resource, query: ListQuery, name: string): FacetValue[] {
  const facet = listFacets(resource).find((one) => one.name === name);
  if (!facet) throw new Error(`${resource.name} cannot be counted by ${name}`);
  const { parameter, part } = facet;
  const question = { conditions: removeFilter(query.conditions, resource, parameter.field), q: query.q };
  const counts = countCommonest(store, resource, facet, question);
  const labels = findLabels(
    store,
    parameter,
    counts.map(({ value }) => value),
  );
  const writeUrl = (filter: string, value: string) => {
    const params = writeListParams({ ...query, facet: [] }, resource, parameter.field);
    params.set(filter, value);
    params.sort();
    return `/${resource.name}?${writeQueryString(params)}`;
  };
  const values = counts.map(
    ({ value, count: n }, index): FacetValue => ({
      value: parameter.type.name === 'boolean' ? value === 'true' : value,
      label: labels[index] ?? value,
      count: n,
      url: writeUrl(parameter.field, value),
    }),
  );
  const open = countOpen(store, resource, facet, question, counts);
  if (!open) return values;
  const url = part === null ? writeUrl(`${parameter.field}__isnull`, 'true') : null;
  const label =
    part === null ? 'not stated' : `not within one ${part === 4 ? 'year' : 'month'}, or not stated`;
  return [...values, { value: null, label, count: open, url }];
}
