/** Which records of a collection meet all conditions: a page of them, in an order. */
import { asc, desc, type SQL, sql } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import { sortDay } from '../schema/columns.ts';
import { getFullSchema } from '../schema/present.ts';
import type { Resource } from '../schema/resource.ts';
import { getColumn, getIdColumn, hasColumn, qualifyColumn } from '../schema/storage.ts';
import { getField, isDate } from '../schema/walk.ts';
import type { Store } from '../store/store.ts';
import { countRecords } from './count.ts';
import type { Sort } from './query.ts';
import { findLeader, joinShapes, mergeBindings, type Question, readConditions } from './question.ts';
import type { SqlCondition } from './sql-condition.ts';

/** Where a record stands in an order; its key is null where nothing is stated, and in the order of ids. */
interface SortPosition {
  key: string | number | null;
  id: string;
}

/** Most records that are found first and then sorted; where more match, the index of the order is walked until a page is full. */
const MAX_SORTED = 2_000;

/** What an order goes by; null is the id alone. */
interface Order {
  key: SQL | AnySQLiteColumn | null;
  /** Whether records may have nothing there: those come last, in either direction. */
  open: boolean;
}

function findOrder(resource: Resource, { name }: Sort): Order {
  const path = resource.sorts[name];
  if (path === undefined) return { key: null, open: false };
  const column = path.replaceAll('.', '_');
  if (!isDate(getField(getFullSchema(resource), path)))
    return { key: getColumn(resource.table, column), open: false };
  const [earliest, latest] = [`${column}_earliest`, `${column}_latest`];
  if (!hasColumn(resource.table, earliest)) throw new Error(`${resource.name} has no days of ${path}`);
  return {
    key: sortDay(getColumn(resource.table, earliest), getColumn(resource.table, latest)),
    open: true,
  };
}

/** Parts of an order: what has something stated there, and what has not. */
type Part = 'all' | 'stated' | 'open';

/**
 * How a page is found: by walking the order and asking each record all conditions; by the index of the condition that
 * the fewest meet, which has its records in the order of ids; or by finding all that match and sorting them.
 */
type Plan = 'walk' | 'list' | 'sort';

function choosePlan(
  store: Store,
  resource: Resource,
  question: Question,
  sqlConditions: readonly SqlCondition[],
  sort: Sort,
) {
  const leader = findLeader(sqlConditions);
  const first = sqlConditions[leader];
  const byId = resource.sorts[sort.name] === undefined;
  let plan: Plan = 'walk';
  if (byId && first?.ordered) plan = 'list';
  else if (first && countRecords(store, resource, question) <= MAX_SORTED) plan = 'sort';
  // Of many records each is held against a set of what meets a condition, rather than asked.
  const isMany = plan === 'sort' && (first?.estimate ?? 0) > MAX_SORTED;
  return { plan, leader: plan === 'walk' ? -1 : leader, form: isMany ? 'gather' : 'probe' } as const;
}

function selectPart(
  store: Store,
  resource: Resource,
  sqlConditions: readonly SqlCondition[],
  { plan, leader, form }: ReturnType<typeof choosePlan>,
  sort: Sort,
  part: Part,
  after: SortPosition | null,
  limit: number,
): string[] {
  const shape = `page ${resource.name} ${joinShapes(sqlConditions)}#${plan}${leader}${form} ${sort.name}${sort.descending} ${part} ${after !== null}`;
  const prepared = store.prepare<{ id: string }>(shape, (db) => {
    const { key } = findOrder(resource, sort);
    const ordered = plan === 'list' ? sqlConditions[leader]?.ordered : undefined;
    const id = getIdColumn(resource);
    const byId = key === null || part === 'open';
    const place = ordered?.key ?? id;
    const direction = sort.descending ? desc : asc;
    // What is found first is sorted by what no index has; else the index of the order is walked.
    const sortBy = (column: SQL | AnySQLiteColumn) =>
      direction(plan === 'sort' ? sql`+${column}` : sql`${column}`);
    const sign = sql.raw(sort.descending ? '<' : '>');
    const where = sqlConditions.map((condition, index) => {
      if (ordered && index === leader) return ordered.where;
      if (index === leader) return condition.where('lead');
      return condition.where(plan === 'walk' && condition.path === resource.sorts[sort.name] ? 'walk' : form);
    });
    if (key !== null && part !== 'all')
      where.push(part === 'open' ? sql`${key} is null` : sql`${key} is not null`);
    if (after)
      where.push(
        byId
          ? sql`${place} ${sign} ${ordered?.after ?? sql.placeholder('after_id')}`
          : sql`(${key}, ${id}) ${sign} (${sql.placeholder('after_key')}, ${sql.placeholder('after_id')})`,
      );
    return db
      .select({ id: qualifyColumn(id) })
      .from(ordered?.from ?? resource.table)
      .where(where.length ? sql.join(where, sql` and `) : undefined)
      .orderBy(...(byId || key === null ? [] : [sortBy(key)]), sortBy(place))
      .limit(sql.placeholder('limit'));
  });
  const rows = prepared.all({
    ...mergeBindings(sqlConditions),
    ...(after ? { after_key: after.key, after_id: after.id } : {}),
    limit,
  });
  return rows.map((row) => row.id);
}

/** Where a record stands in an order. */
function findPosition(store: Store, resource: Resource, sort: Sort, id: string): SortPosition {
  const { key } = findOrder(resource, sort);
  if (key === null) return { key, id };
  const prepared = store.prepare<SortPosition>(`position ${resource.name} ${sort.name}`, (db) =>
    db
      .select({ id: getIdColumn(resource), key: sql`${key}` })
      .from(resource.table)
      .where(sql`${getIdColumn(resource)} = ${sql.placeholder('id')}`),
  );
  return prepared.get({ id }) ?? { key: null, id };
}

/** Ids of up to `limit` records in an order, from the first, or after one; those without what it goes by come last. */
export function selectPage(
  store: Store,
  resource: Resource,
  question: Question,
  sort: Sort,
  limit: number,
  after: string | null,
): string[] {
  if (limit === 0) return [];
  const sqlConditions = readConditions(store, resource, question);
  const plan = choosePlan(store, resource, question, sqlConditions, sort);
  const { open } = findOrder(resource, sort);
  const position = after === null ? null : findPosition(store, resource, sort, after);
  const select = (part: Part, from: SortPosition | null, most: number) =>
    selectPart(store, resource, sqlConditions, plan, sort, part, from, most);
  if (!open) return select('all', position, limit);
  const isAmongOpen = position?.key === null;
  const stated = isAmongOpen ? [] : select('stated', position, limit);
  if (stated.length === limit) return stated;
  return [...stated, ...select('open', isAmongOpen ? position : null, limit - stated.length)];
}
