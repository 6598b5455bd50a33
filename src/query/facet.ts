import { and, asc, desc, eq, sql } from 'drizzle-orm';
import { isQualified, parameterNamed } from '../schema/parameters.ts';
import type { Resource } from '../schema/resource.ts';
import { countValues } from '../store/counts.ts';
import { serveCounts } from '../store/serve.ts';
import type { Store } from '../store/store.ts';
import { conditionsOf } from './list.ts';
import { type ListQuery, listParams, queryString, without } from './query.ts';

/** Most values of a facet: the commonest. */
export const MAX_FACET_VALUES = 1000;

/** A value of a filter, and how often it occurs. */
export interface FacetValue {
  value: string | boolean;
  label: string;
  count: number;
  url: string;
}

interface Counted {
  value: string;
  count: number;
}

/** The commonest values in the whole collection, counted by the build. */
function commonest(store: Store, collection: string, filter: string): Counted[] {
  const found = store.prepared<Counted>('commonest', (db) =>
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
  return found.all({ collection, filter });
}

/** The commonest values among the records that meet all conditions but the filter's own. */
function count(store: Store, resource: Resource, query: ListQuery, name: string): Counted[] {
  const conditions = without(query.conditions, resource, name);
  if (!conditions.length && query.q === null) return commonest(store, resource.name, name);
  const { shape, bindings, where } = conditionsOf(store, resource, { conditions, q: query.q });
  const found = store.prepared<Counted>(`facet ${resource.name} ${name} ${shape}`, (db) =>
    db
      .select({ value: sql<string>`value`, count: sql<number>`count` })
      .from(sql`(${countValues(resource, parameterNamed(resource, name), where())})`)
      .orderBy(sql`count desc, value`)
      .limit(MAX_FACET_VALUES),
  );
  return found.all(bindings);
}

/** How often each value of a filter occurs, the commonest first; in the order of the values where as many have them. */
export function facet(store: Store, resource: Resource, query: ListQuery, name: string): FacetValue[] {
  const { type } = parameterNamed(resource, name);
  const values = count(store, resource, query, name);
  const targets = values.map(({ value }): [collection: string, id: string] => {
    if (type.name !== 'reference') return ['', value];
    const [collection = '', id = ''] = isQualified(type) ? value.split('/') : [type.collections[0], value];
    return [collection, id];
  });
  const labels = new Map<string, ReadonlyMap<string, string>>();
  for (const [collection, some] of Map.groupBy(targets, ([name]) => name))
    if (collection)
      labels.set(
        collection,
        store.labels(
          collection,
          some.map(([, id]) => id),
        ),
      );
  const params = listParams({ ...query, facet: [] }, resource, name);
  return values.map(({ value, count }, index) => {
    const [collection, id] = targets[index] as [string, string];
    params.set(name, value);
    return {
      value: type.name === 'boolean' ? value === 'true' : value,
      label: labels.get(collection)?.get(id) ?? value,
      count,
      url: `/${resource.name}?${queryString(params)}`,
    };
  });
}
