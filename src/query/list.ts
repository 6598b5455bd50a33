/** Records of a collection under conditions: counted, and page by page in an order. */
import { asc, desc, type SQL, sql } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import { sortDay } from '../schema/columns.ts';
import { getFullSchema } from '../schema/present.ts';
import type { Resource } from '../schema/resource.ts';
import { getColumn, getIdColumn, hasColumn, qualifyColumn } from '../schema/storage.ts';
import { getField, isDate } from '../schema/walk.ts';
import type { Store } from '../store/store.ts';
import { getJsonSource } from '../store/store.ts';
import { findDayTest, readCondition, readSearchCondition } from './conditions.ts';
import { widen } from './dates.ts';
import type { Condition, Sort } from './query.ts';
import { joinTests, type SqlCondition } from './sql-condition.ts';

/** Where a record stands in an order; its key is null where nothing is stated, and in the order of ids. */
interface SortPosition {
  key: string | number | null;
  id: string;
}

/** What a list is asked by. */
export interface Question {
  conditions: readonly Condition[];
  q: string | null;
}

/** Most records that are found first and then sorted; where more match, the index of the order is walked until a page is full. */
const MAX_SORTED = 2_000;

const joinShapes = (sqlConditions: readonly SqlCondition[]) =>
  sqlConditions.map(({ shape }) => shape).join('&');
const mergeBindings = (sqlConditions: readonly SqlCondition[]): Record<string, unknown> =>
  Object.assign({}, ...sqlConditions.map(({ bindings }) => bindings));

/** The condition that the fewest records meet, which leads to them; the others are asked of those. */
const findLeader = (sqlConditions: readonly SqlCondition[]): number =>
  sqlConditions.reduce((best, { estimate }, index) => {
    const least = sqlConditions[best]?.estimate ?? Number.POSITIVE_INFINITY;
    return estimate !== null && estimate < least ? index : best;
  }, -1);

/** A range is counted up to so many records, to see whether it leads to fewer than other conditions. */
const MAX_RANGE = 5_000;

/** How many records meet a condition that no count tells of: those of a range up to a bound, null where it has more. */
function countRange(
  store: Store,
  resource: Resource,
  { shape, bindings, where }: SqlCondition,
): number | null {
  const prepared = store.prepare<{ count: number }>(
    `range ${resource.name} ${shape} ${Object.keys(bindings)}`,
    (db) => {
      const some = db.select({ one: sql`1` }).from(resource.table).where(where('lead')).limit(MAX_RANGE);
      return db.select({ count: sql<number>`count(*)` }).from(sql`(${some.getSQL()})`);
    },
  );
  const key = JSON.stringify(['range', resource.name, shape, bindings]);
  const count = store.keep(key, () => prepared.get(bindings)?.count ?? 0);
  return count < MAX_RANGE ? count : null;
}

/** All conditions of a question; of several, ranges lead where they are narrow, and else to none. */
function readConditions(store: Store, resource: Resource, { conditions, q }: Question): SqlCondition[] {
  const dayTest = findDayTest(resource, conditions);
  const sqlConditions = [
    ...conditions.map((condition, index) => readCondition(store, resource, condition, index, dayTest)),
    ...(q === null ? [] : [readSearchCondition(store, resource, q)]),
  ];
  if (sqlConditions.length < 2) return sqlConditions;
  return sqlConditions.map((condition) =>
    condition.range ? { ...condition, estimate: countRange(store, resource, condition) } : condition,
  );
}

/** The conditions as one expression, undefined where there are none. */
export function combineConditions(store: Store, resource: Resource, question: Question) {
  const sqlConditions = readConditions(store, resource, question);
  const leader = findLeader(sqlConditions);
  return {
    shape: `${joinShapes(sqlConditions)}#${leader}`,
    bindings: mergeBindings(sqlConditions),
    where: () => writeTests(sqlConditions, leader),
  };
}

/** Conditions as one expression, of which one leads to the records; undefined where there are none. */
const writeTests = (sqlConditions: readonly SqlCondition[], leader: number): SQL | undefined =>
  sqlConditions.length
    ? sql.join(
        sqlConditions.map(({ where }, index) => where(index === leader ? 'lead' : 'gather')),
        sql` and `,
      )
    : undefined;

const makeCountKey = (resource: Resource, { conditions, q }: Question) =>
  JSON.stringify(['count', resource.name, conditions, q]);

/** How many records meet all conditions; and how many where dates need only overlap those asked for, null where none is asked for. */
export interface Counts {
  total: number;
  overlapping: number | null;
}

const widenQuestion = (resource: Resource, question: Question): Question | null => {
  const conditions = widen(resource, question.conditions);
  return conditions && { ...question, conditions };
};

/** Whether records are counted without being looked at: there is one condition at most, and the build counted what meets it. */
export function areCountedByBuild(store: Store, resource: Resource, question: Question): boolean {
  if (question.conditions.length > 1 || question.q !== null || widen(resource, question.conditions))
    return false;
  return readConditions(store, resource, question).every(({ exact }) => exact !== undefined);
}

/** Whether both counts are at hand. */
export function areCounted(store: Store, resource: Resource, question: Question): boolean {
  const wide = widenQuestion(resource, question);
  return [question, ...(wide ? [wide] : [])].every((one) => store.kept.has(makeCountKey(resource, one)));
}

/** Keeps counts that were made elsewhere. */
export function keepCounts(store: Store, resource: Resource, question: Question, counts: Counts): void {
  const wide = widenQuestion(resource, question);
  store.kept.set(makeCountKey(resource, question), counts.total);
  if (wide && counts.overlapping !== null) store.kept.set(makeCountKey(resource, wide), counts.overlapping);
}

/** Both counts; exact. */
export function countMatches(store: Store, resource: Resource, question: Question): Counts {
  const wide = widenQuestion(resource, question);
  if (wide && !areCounted(store, resource, question))
    keepCounts(store, resource, question, computeCounts(store, resource, question, wide));
  return {
    total: countRecords(store, resource, question),
    overlapping: wide && countRecords(store, resource, wide),
  };
}

/** Counts what meets a question, and among it what meets one that asks more of some dates: all is looked at once. */
function computeCounts(store: Store, resource: Resource, question: Question, wide: Question): Counts {
  const narrow = question.conditions.filter((condition, index) => condition !== wide.conditions[index]);
  const first = wide.conditions.length;
  const conditions = [...wide.conditions, ...narrow];
  const all = readConditions(store, resource, { ...question, conditions });
  const own = all.slice(first, conditions.length);
  const shared = all.filter((condition) => !own.includes(condition));
  const leader = findLeader(shared);
  const shape = `counts ${resource.name} ${joinShapes(all)}#${leader}`;
  const prepared = store.prepare<Counts & { overlapping: number }>(shape, (db) => {
    const test = own.map(({ where }) => where('gather'));
    return db
      .select({
        total: sql<number>`count(*) filter (where ${sql.join(test, sql` and `)})`,
        overlapping: sql<number>`count(*)`,
      })
      .from(resource.table)
      .where(writeTests(shared, leader));
  });
  return prepared.get(mergeBindings(all)) ?? { total: 0, overlapping: 0 };
}

/** How many records of a collection meet all conditions; exact. */
export function countRecords(store: Store, resource: Resource, question: Question): number {
  if (!question.conditions.length && question.q === null) return store.count(resource.name);
  return store.keep(makeCountKey(resource, question), () => computeCount(store, resource, question));
}

function computeCount(store: Store, resource: Resource, question: Question): number {
  const sqlConditions = readConditions(store, resource, question);
  const [only, another] = sqlConditions;
  if (only?.exact !== undefined && !another) return only.exact;
  const leader = findLeader(sqlConditions);
  const shape = `count ${resource.name} ${joinShapes(sqlConditions)}#${leader}`;
  const prepared = store.prepare<{ count: number }>(shape, (db) => {
    const rows = sqlConditions[leader]?.rows;
    // Where none reads the record's own row, rows that have its number are counted instead: theirs are smaller.
    if (!rows || !sqlConditions.every(({ numbered }) => numbered))
      return db
        .select({ count: sql<number>`count(*)` })
        .from(resource.table)
        .where(writeTests(sqlConditions, leader));
    const others = sqlConditions.filter((_, index) => index !== leader);
    return db
      .select({ count: rows.once ? sql<number>`count(*)` : sql<number>`count(distinct ${rows.record})` })
      .from(rows.from)
      .where(joinTests([rows.where, ...others.map(({ where }) => where('gather', rows.record))]));
  });
  return prepared.get(mergeBindings(sqlConditions))?.count ?? 0;
}

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

/** The JSON of records, in the order of their ids as given. */
export function selectJson(store: Store, resource: Resource, ids: readonly string[]): string[] {
  if (!ids.length) return [];
  const prepared = store.prepare<{ json: string }>(`json of ${resource.name}`, (db) => {
    const { from, id, json } = getJsonSource(resource);
    return db
      .select({ json })
      .from(sql`json_each(${sql.placeholder('ids')}) as wanted`)
      .crossJoin(from)
      .where(sql`${id} = wanted.value`)
      .orderBy(sql`wanted.key`);
  });
  return prepared.all({ ids: JSON.stringify(ids) }).map(({ json }) => json);
}

/**
 * The JSON of records as an array, with text before and after it, in UTF-8: put together in SQLite, since each copy of
 * a page takes as long as finding its records. `CROSS JOIN` finds them in the order of their ids as given.
 */
export function selectJsonArray(
  store: Store,
  resource: Resource,
  ids: readonly string[],
  { before, after }: { before: string; after: string },
): Uint8Array {
  const prepared = store.prepare<{ text: Uint8Array }>(`array of ${resource.name}`, (db) => {
    const { from, id, json } = getJsonSource(resource);
    const array = sql`ifnull(group_concat(${json}), '')`;
    return db
      .select({
        text: sql`cast(${sql.placeholder('before')} || '[' || ${array} || ']' || ${sql.placeholder('after')} as blob)`,
      })
      .from(sql`json_each(${sql.placeholder('ids')}) as wanted`)
      .crossJoin(from)
      .where(sql`${id} = wanted.value`);
  });
  return (prepared.get({ ids: JSON.stringify(ids), before, after }) as { text: Uint8Array }).text;
}
