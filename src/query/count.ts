/** How many records of a collection meet all conditions. */
import { sql } from 'drizzle-orm';
import type { Resource } from '../schema/resource.ts';
import type { Store } from '../store/store.ts';
import { widen } from './dates.ts';
import {
  findLeader,
  joinShapes,
  mergeBindings,
  type Question,
  readConditions,
  writeTests,
} from './question.ts';
import { joinTests } from './sql-condition.ts';

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
