/** The conditions of a question together: which of them leads to the records, and all as one expression. */
import { type SQL, sql } from 'drizzle-orm';
import type { Resource } from '../schema/resource.ts';
import type { Store } from '../store/store.ts';
import { findDayTest, readCondition, readSearchCondition } from './conditions.ts';
import type { Condition } from './query.ts';
import type { SqlCondition } from './sql-condition.ts';

/** What a list is asked by. */
export interface Question {
  conditions: readonly Condition[];
  q: string | null;
}

/** What a query is prepared by: conditions of one shape differ in bound values alone. */
export const joinShapes = (sqlConditions: readonly SqlCondition[]) =>
  sqlConditions.map(({ shape }) => shape).join('&');

/** The values that are bound. */
export const mergeBindings = (sqlConditions: readonly SqlCondition[]): Record<string, unknown> =>
  Object.assign({}, ...sqlConditions.map(({ bindings }) => bindings));

/** The condition that the fewest records meet, which leads to them; the others are asked of those. */
export const findLeader = (sqlConditions: readonly SqlCondition[]): number =>
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
export function readConditions(
  store: Store,
  resource: Resource,
  { conditions, q }: Question,
): SqlCondition[] {
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
export const writeTests = (sqlConditions: readonly SqlCondition[], leader: number): SQL | undefined =>
  sqlConditions.length
    ? sql.join(
        sqlConditions.map(({ where }, index) => where(index === leader ? 'lead' : 'gather')),
        sql` and `,
      )
    : undefined;
