/** Records of a collection under conditions: counted, and page by page in an order. */
import { asc, desc, type SQL, sql } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import { LRUCache } from 'lru-cache';
import { sortDay } from '../schema/columns.ts';
import { fullSchema } from '../schema/present.ts';
import type { Resource } from '../schema/resource.ts';
import { columnNamed, hasColumn, idOf } from '../schema/storage.ts';
import { fieldAt, isDate } from '../schema/walk.ts';
import type { Store } from '../store/store.ts';
import { jsonColumn } from '../store/store.ts';
import { type Reading, readCondition, readWords, standingIn } from './conditions.ts';
import type { Condition, Sort } from './query.ts';

/** Where a record stands in an order; its key is null where nothing is stated, and in the order of ids. */
interface Place {
  key: string | number | null;
  id: string;
}

/** What a list is asked by. */
export interface Question {
  conditions: readonly Condition[];
  q: string | null;
}

/** As many records are found first and sorted then; more are found by walking the order, until a page is full. */
const FEW = 2_000;
/** Counts that are kept: every page of a list says how many records match. */
const KEPT_COUNTS = 10_000;

function readAll(store: Store, resource: Resource, { conditions, q }: Question): Reading[] {
  const standing = standingIn(resource, conditions);
  return [
    ...conditions.map((condition, place) => readCondition(store, resource, condition, place, standing)),
    ...(q === null ? [] : [readWords(store, resource, q)]),
  ];
}

const shapeOf = (readings: readonly Reading[]) => readings.map(({ shape }) => shape).join('&');
const bindingsOf = (readings: readonly Reading[]): Record<string, unknown> =>
  Object.assign({}, ...readings.map(({ bindings }) => bindings));

/** The condition that the fewest records meet, which leads to them; the others are asked of those. */
const leaderOf = (readings: readonly Reading[]): number =>
  readings.reduce((best, { estimate }, index) => {
    const least = readings[best]?.estimate ?? Number.POSITIVE_INFINITY;
    return estimate !== null && estimate < least ? index : best;
  }, -1);

const whereOf = (readings: readonly Reading[], leader: number): SQL[] =>
  readings.map(({ where }, index) => where(index === leader ? 'lead' : 'probe'));

/** The conditions as one expression, undefined where there are none. */
export function conditionsOf(store: Store, resource: Resource, question: Question) {
  const readings = readAll(store, resource, question);
  const leader = leaderOf(readings);
  return {
    shape: `${shapeOf(readings)}#${leader}`,
    bindings: bindingsOf(readings),
    where: () => (readings.length ? sql.join(whereOf(readings, leader), sql` and `) : undefined),
  };
}

const counts = new WeakMap<Store, LRUCache<string, number>>();

/** The counts that are kept of a store. */
function keptCounts(store: Store): LRUCache<string, number> {
  const kept = counts.get(store) ?? new LRUCache<string, number>({ max: KEPT_COUNTS });
  counts.set(store, kept);
  return kept;
}

const keyOf = (resource: Resource, { conditions, q }: Question) =>
  JSON.stringify([resource.name, conditions, q]);

/** Whether a count is at hand. */
export const isCounted = (store: Store, resource: Resource, question: Question): boolean =>
  keptCounts(store).has(keyOf(resource, question));

/** Keeps a count that was made elsewhere. */
export const keepCount = (store: Store, resource: Resource, question: Question, count: number): void => {
  keptCounts(store).set(keyOf(resource, question), count);
};

/** How many records of a collection meet all conditions; exact. */
export function countRecords(store: Store, resource: Resource, question: Question): number {
  if (!question.conditions.length && question.q === null) return store.count(resource.name);
  const kept = keptCounts(store);
  const key = keyOf(resource, question);
  const known = kept.get(key) ?? computeCount(store, resource, question);
  kept.set(key, known);
  return known;
}

function computeCount(store: Store, resource: Resource, question: Question): number {
  const { shape, bindings, where } = conditionsOf(store, resource, question);
  const counted = store.prepared<{ count: number }>(`count ${resource.name} ${shape}`, (db) =>
    db.select({ count: sql<number>`count(*)` }).from(resource.table).where(where()),
  );
  return counted.get(bindings)?.count ?? 0;
}

/** What an order goes by; null is the id alone. */
interface Order {
  key: SQL | AnySQLiteColumn | null;
  /** Whether records may have nothing there: those come last, in either direction. */
  open: boolean;
}

function orderOf(resource: Resource, { name }: Sort): Order {
  const path = resource.sorts[name];
  if (path === undefined) return { key: null, open: false };
  const column = path.replaceAll('.', '_');
  if (!isDate(fieldAt(fullSchema(resource), path)))
    return { key: columnNamed(resource.table, column), open: false };
  const [earliest, latest] = [`${column}_earliest`, `${column}_latest`];
  if (!hasColumn(resource.table, earliest)) throw new Error(`${resource.name} has no days of ${path}`);
  return {
    key: sortDay(columnNamed(resource.table, earliest), columnNamed(resource.table, latest)),
    open: true,
  };
}

/** Parts of an order: what has something stated there, and what has not. */
type Part = 'all' | 'stated' | 'open';

function selectPart(
  store: Store,
  resource: Resource,
  readings: readonly Reading[],
  sort: Sort,
  part: Part,
  after: Place | null,
  limit: number,
  few: boolean,
): Place[] {
  const leader = few ? leaderOf(readings) : -1;
  const shape = `page ${resource.name} ${shapeOf(readings)}#${leader} ${sort.name}${sort.descending} ${part} ${after !== null} ${few}`;
  const page = store.prepared<Place>(shape, (db) => {
    const { key } = orderOf(resource, sort);
    const id = idOf(resource);
    const direction = sort.descending ? desc : asc;
    // Sorted by what no index has where few are found first; else the order's index is walked.
    const sorted = (column: SQL | AnySQLiteColumn) => direction(few ? sql`+${column}` : sql`${column}`);
    const sign = sql.raw(sort.descending ? '<' : '>');
    const where = whereOf(readings, leader);
    const byId = key === null || part === 'open';
    if (key !== null && part !== 'all')
      where.push(part === 'open' ? sql`${key} is null` : sql`${key} is not null`);
    if (after)
      where.push(
        byId
          ? sql`${id} ${sign} ${sql.placeholder('after_id')}`
          : sql`(${key}, ${id}) ${sign} (${sql.placeholder('after_key')}, ${sql.placeholder('after_id')})`,
      );
    return db
      .select({ id, key: byId ? sql`null` : sql`${key}` })
      .from(resource.table)
      .where(where.length ? sql.join(where, sql` and `) : undefined)
      .orderBy(...(byId || key === null ? [] : [sorted(key)]), sorted(id))
      .limit(sql.placeholder('limit'));
  });
  return page.all({
    ...bindingsOf(readings),
    ...(after ? { after_key: after.key, after_id: after.id } : {}),
    limit,
  });
}

/** Where a record stands in an order. */
function placeOf(store: Store, resource: Resource, sort: Sort, id: string): Place {
  const { key } = orderOf(resource, sort);
  if (key === null) return { key, id };
  const found = store.prepared<Place>(`place ${resource.name} ${sort.name}`, (db) =>
    db
      .select({ id: idOf(resource), key: sql`${key}` })
      .from(resource.table)
      .where(sql`${idOf(resource)} = ${sql.placeholder('id')}`),
  );
  return found.get({ id }) ?? { key: null, id };
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
  const readings = readAll(store, resource, question);
  const few = leaderOf(readings) >= 0 && countRecords(store, resource, question) <= FEW;
  const { open } = orderOf(resource, sort);
  const place = after === null ? null : placeOf(store, resource, sort, after);
  const select = (part: Part, from: Place | null, most: number) =>
    selectPart(store, resource, readings, sort, part, from, most, few).map(({ id }) => id);
  if (!open) return select('all', place, limit);
  const amongOpen = place?.key === null;
  const stated = amongOpen ? [] : select('stated', place, limit);
  if (stated.length === limit) return stated;
  return [...stated, ...select('open', amongOpen ? place : null, limit - stated.length)];
}

/** The JSON of records, in the order of their ids as given. */
export function selectJson(store: Store, resource: Resource, ids: readonly string[]): string[] {
  if (!ids.length) return [];
  const found = store.prepared<{ json: string }>(`jsons ${resource.name}`, (db) =>
    db
      .select({ json: jsonColumn(resource) })
      .from(sql`json_each(${sql.placeholder('ids')}) as wanted`)
      .crossJoin(resource.table)
      .where(sql`${idOf(resource)} = wanted.value`)
      .orderBy(sql`wanted.key`),
  );
  return found.all({ ids: JSON.stringify(ids) }).map(({ json }) => json);
}
