/** How many records have each value of a filter: precomputed for whole collections, and computed under conditions. */
import { type SQL, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { type Parameter, parametersOf } from '../schema/parameters.ts';
import type { Resource } from '../schema/resource.ts';
import { idOf } from '../schema/storage.ts';
import { literal } from './json.ts';
import { serveBelow, serveCounts } from './serve.ts';
import { filterValue, TREES, written } from './values.ts';

/** Filters whose values are counted: all but dates, and but the id, which each record has for itself. */
const isCounted = ({ operator, field, type }: Parameter) =>
  operator === 'eq' && field !== 'id' && type.name !== 'date';

/**
 * Each value of a filter with the number of records that have it, under conditions on the collection's table.
 * @returns a query of rows `value`, `count`, in no order
 */
export function countValues(resource: Resource, parameter: Parameter, conditions: SQL | undefined): SQL {
  const found = filterValue(resource, parameter);
  const shown =
    parameter.type.name === 'boolean' ? sql`iif(${found.id}, 'true', 'false')` : sql`${written(found)}`;
  const id = idOf(resource);
  const where = (own: SQL[]) => {
    const all = [...own, ...(conditions ? [conditions] : [])];
    return all.length ? sql` where ${sql.join(all, sql` and `)}` : sql``;
  };
  if (!found.rows)
    return sql`select ${shown} as value, count(*) as count from ${resource.table}${where([sql`${found.id} is not null`])} group by 1`;
  const { from, owner, where: own } = found.rows;
  // A record may have a value more than once: two roles of one person, two topics below another.
  return sql`select ${shown} as value, count(distinct ${id}) as count
    from ${from} join ${resource.table} on ${owner} = ${id}${where(own)} group by 1`;
}

/** Fills the counts of whole collections. */
export function insertCounts(db: BetterSQLite3Database, resources: readonly Resource[]): void {
  for (const resource of resources)
    for (const parameter of parametersOf(resource).filter(isCounted))
      db.run(
        sql`insert into ${serveCounts} (collection, filter, value, count)
          select ${literal(resource.name)}, ${literal(parameter.field)}, value, count
          from (${countValues(resource, parameter, undefined)}) order by value`,
      );
}

/** Fills what lies below what. */
export function insertBelow(db: BetterSQLite3Database, resources: readonly Resource[]): void {
  for (const { name, table } of resources.filter((resource) => TREES.includes(resource.name)))
    db.run(
      sql`insert into ${serveBelow} (collection, above, id)
        with recursive below(above, id) as (
          select id, id from ${table}
          union select below.above, child.id from below join ${table} as child on child.parent_id = below.id)
        select ${literal(name)}, above, id from below order by above, id`,
    );
}
