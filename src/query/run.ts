import { and, asc, count, desc, eq, isNotNull, sql } from 'drizzle-orm';
import type { Store } from '../db.ts';
import { parametersOf } from '../model/parameters.ts';
import type { Include, Resource } from '../model/resource.ts';
import { recordsTable } from '../model/tables.ts';
import { afterPlace, conditionOf, type Place, whereOf } from './conditions.ts';
import { type Condition, canonical, type ListQuery, MAX_LIMIT, queryString } from './query.ts';

export interface Row {
  id: string;
  json: string;
  place: string | number;
}

/** One page of records, in order; one more than `limit` tells that there is a next. */
export function page(
  store: Store,
  resource: Resource,
  query: ListQuery,
  limit: number,
  after: Place | null,
): Row[] {
  const { table } = resource;
  const order = resource.sorts[query.sort.name] ?? table.id;
  const direction = query.sort.descending ? desc : asc;
  return store.db
    .select({ id: table.id, json: table.json, place: order })
    .from(table)
    .where(
      and(
        whereOf(resource, query),
        after ? afterPlace(order, table.id, query.sort.descending, after) : undefined,
      ),
    )
    .orderBy(direction(order), direction(table.id))
    .limit(limit)
    .all() as Row[];
}

export function total(store: Store, resource: Resource, query: ListQuery): number {
  if (!query.conditions.length && !query.q) return store.counts[resource.name] ?? 0;
  const [row] = store.db
    .select({ total: count() })
    .from(resource.table)
    .where(whereOf(resource, query))
    .all();
  return row?.total ?? 0;
}

export interface FacetValue {
  value: string | number | boolean;
  label: string;
  count: number;
  url: string;
}

/** How often each value of a filter occurs, under all conditions but the filter's own. */
export function facet(store: Store, resource: Resource, query: ListQuery, name: string): FacetValue[] {
  const parameter = parametersOf(resource).find((p) => p.name === name);
  if (!parameter) throw new Error(`No facet ${name}`);
  const { filter, type } = parameter;
  const { table } = resource;
  const where = whereOf(resource, query, name);
  const rows =
    filter.kind === 'link'
      ? store.db
          .select({
            value: filter.link.value,
            collection:
              'collection' in filter.link ? filter.link.collection : sql<string>`${singleCollection(type)}`,
            count: sql<number>`count(DISTINCT ${filter.link.record})`,
          })
          .from(filter.link)
          .innerJoin(table, eq(table.id, filter.link.record))
          .where(
            and(
              where,
              filter.of && 'collection' in filter.link ? eq(filter.link.collection, filter.of) : undefined,
            ),
          )
          .groupBy(sql`1, 2`)
          .all()
      : filter.kind === 'column'
        ? store.db
            .select({
              value: filter.column,
              collection: sql<string>`${singleCollection(type)}`,
              count: count(),
            })
            .from(table)
            .where(and(where, isNotNull(filter.column)))
            .groupBy(sql`1, 2`)
            .all()
        : [];
  const labelOf = labels(store);
  return rows
    .map(({ value, collection, count }) => {
      const written =
        type.name === 'reference' && type.any && type.collections.length > 1
          ? `${collection}/${value}`
          : value;
      const params = canonical({ ...query, facet: [] }, name);
      params.set(name, String(written));
      return {
        value: written as FacetValue['value'],
        label: type.name === 'reference' ? labelOf(String(collection), String(value)) : String(value),
        count,
        url: `/${resource.name}?${queryString(params)}`,
      };
    })
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

const singleCollection = (type: { name: string; collections?: readonly string[] }) =>
  type.collections?.[0] ?? '';

function labels(store: Store) {
  const find = store.db
    .select({ label: recordsTable.label })
    .from(recordsTable)
    .where(
      and(
        eq(recordsTable.collection, sql.placeholder('collection')),
        eq(recordsTable.id, sql.placeholder('id')),
      ),
    )
    .prepare();
  return (collection: string, id: string): string => find.get({ collection, id })?.label ?? id;
}

/** One record's JSON, or null. */
export function one(store: Store, resource: Resource, id: string): string | null {
  const { table } = resource;
  const [row] = store.db.select({ json: table.json }).from(table).where(eq(table.id, id)).all();
  return row ? String(row.json) : null;
}

/** Every citation of a source, in the order of the document. */
export function citationsOfSource(store: Store, citations: Resource, source: string) {
  const parameter = parametersOf(citations).find(({ name }) => name === 'source') as Condition['parameter'];
  return store.db
    .select({ json: citations.table.json })
    .from(citations.table)
    .where(conditionOf(citations, { parameter, values: [source] }))
    .orderBy(asc(citations.sorts.position ?? citations.table.id), asc(citations.table.id))
    .all()
    .map(
      ({ json }) =>
        JSON.parse(String(json)) as { id: string; url: string; exact: string; start: number; end: number },
    );
}

/** The query parameters under which another collection lists what belongs to a record. */
export function includeQuery(
  owner: Resource,
  target: Resource,
  include: Include,
  id: string,
): { name: string; value: string } {
  const parameter = parametersOf(target).find((p) => p.name === include.filter);
  if (!parameter) throw new Error(`${target.name} has no filter ${include.filter}`);
  const several =
    parameter.type.name === 'reference' && parameter.type.any && parameter.type.collections.length > 1;
  return { name: include.filter, value: several ? `${owner.name}/${id}` : id };
}

/** What belongs to a record, as the JSON of an array. */
export function included(
  store: Store,
  owner: Resource,
  target: Resource,
  include: Include,
  id: string,
): string {
  const { name, value } = includeQuery(owner, target, include, id);
  const parameter = parametersOf(target).find((p) => p.name === name);
  const condition: Condition = { parameter: parameter as Condition['parameter'], values: [value] };
  const rows = store.db
    .select({ json: target.table.json })
    .from(target.table)
    .where(conditionOf(target, condition))
    .orderBy(asc(target.table.id))
    .limit(MAX_LIMIT)
    .all();
  return `[${rows.map(({ json }) => json).join(',')}]`;
}
