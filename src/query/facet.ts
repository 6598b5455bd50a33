import { and, asc, desc, eq, sql } from 'drizzle-orm';
import { type Facet, isOfStanding, isQualified, listFacets, type Parameter } from '../schema/parameters.ts';
import type { Resource } from '../schema/resource.ts';
import { countValues, MAX_FACET_VALUES } from '../store/counts.ts';
import { serveCounts } from '../store/serve.ts';
import type { Store } from '../store/store.ts';
import { standingIn } from './conditions.ts';
import { conditionsOf, countRecords, type Question } from './list.ts';
import { type ListQuery, listParams, queryString, without } from './query.ts';

/** A value of a filter, and how often it occurs. */
export interface FacetValue {
  /** null: those that have none. */
  value: string | boolean | null;
  label: string;
  count: number;
  /** The list of those; null where no filter asks for them. */
  url: string | null;
}

interface Counted {
  value: string;
  count: number;
}

/** The commonest values in the whole collection, counted by the build. */
function commonest(store: Store, collection: string, filter: string): Counted[] {
  const found = store.prepare<Counted>('commonest', (db) =>
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
function count(store: Store, resource: Resource, facet: Facet, question: Question): Counted[] {
  const { conditions, q } = question;
  if (!conditions.length && q === null) return commonest(store, resource.name, facet.name);
  // Every page of a list has the same.
  const key = JSON.stringify(['facet', resource.name, facet.name, conditions, q]);
  return store.keep(key, () => computeCounts(store, resource, facet, question));
}

function computeCounts(store: Store, resource: Resource, facet: Facet, question: Question): Counted[] {
  const { shape, bindings, where } = conditionsOf(store, resource, question);
  const standing = isOfStanding(resource, facet.parameter)
    ? standingIn(resource, question.conditions)
    : undefined;
  const found = store.prepare<Counted>(`facet ${resource.name} ${facet.name} ${shape}`, (db) =>
    db
      .select({ value: sql<string>`value`, count: sql<number>`count` })
      .from(sql`(${countValues(resource, facet, where(), standing)})`)
      .orderBy(sql`count desc, value`)
      .limit(MAX_FACET_VALUES),
  );
  return found.all(bindings);
}

/** How many records have no value: so that sums can be checked. */
function countOpen(
  store: Store,
  resource: Resource,
  facet: Facet,
  question: Question,
  counted: readonly Counted[],
): number {
  const { parameter, part } = facet;
  if (part !== null)
    return countRecords(store, resource, question) - counted.reduce((sum, { count: n }) => sum + n, 0);
  if (!parameter.open) return 0;
  const open = { name: `${parameter.field}__isnull`, values: [true] };
  return countRecords(store, resource, { ...question, conditions: [...question.conditions, open] });
}

/** The names of the records that values refer to. */
function labelsOf(store: Store, { type }: Parameter, values: readonly string[]): string[] {
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
  const question = { conditions: without(query.conditions, resource, parameter.field), q: query.q };
  const counted = count(store, resource, facet, question);
  const labels = labelsOf(
    store,
    parameter,
    counted.map(({ value }) => value),
  );
  const urlOf = (filter: string, value: string) => {
    const params = listParams({ ...query, facet: [] }, resource, parameter.field);
    params.set(filter, value);
    params.sort();
    return `/${resource.name}?${queryString(params)}`;
  };
  const values = counted.map(
    ({ value, count: n }, index): FacetValue => ({
      value: parameter.type.name === 'boolean' ? value === 'true' : value,
      label: labels[index] ?? value,
      count: n,
      url: urlOf(parameter.field, value),
    }),
  );
  const open = countOpen(store, resource, facet, question, counted);
  if (!open) return values;
  const url = part === null ? urlOf(`${parameter.field}__isnull`, 'true') : null;
  const label =
    part === null ? 'not stated' : `not within one ${part === 4 ? 'year' : 'month'}, or not stated`;
  return [...values, { value: null, label, count: open, url }];
}
