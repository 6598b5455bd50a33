/** How many records have each value of a filter: precomputed for whole collections, and computed under conditions. */
import { type SQL, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import { quoteLiteral } from '../schema/columns.ts';
import { type Facet, getParameters, listFacets, type Parameter } from '../schema/parameters.ts';
import type { Resource } from '../schema/resource.ts';
import { getIdColumn } from '../schema/storage.ts';
import { serveBelow, serveCounts } from './serve.ts';
import { findCountedColumns, getDays, type RowColumns, serveValues, TREES, writeValue } from './values.ts';

/** What a facet counts by, where that is no value of a filter: the filter itself, for totals and examples. */
const makePlainFacet = (parameter: Parameter): Facet => ({ name: parameter.field, parameter, part: null });

/**
 * Each value of a facet with the number of records that have it, under conditions on the collection's table. A year or a
 * month has the records whose date lies wholly within it.
 * @param standing what rows of the values have to meet, where a day is named on which they are to stand
 * @returns a query of rows `value`, `count`, in no order
 */
export function countValues(
  resource: Resource,
  { parameter, part }: Facet,
  conditions: SQL | undefined,
  standing?: SQL,
): SQL {
  const id = getIdColumn(resource);
  const where = (own: SQL[]) =>
    sql` where ${sql.join([...own, ...(conditions ? [conditions] : [])], sql` and `)}`;
  if (part !== null) {
    const { earliest, latest } = getDays(resource, parameter);
    const of = (day: AnySQLiteColumn) => sql`substr(${day}, 1, ${sql.raw(String(part))})`;
    return sql`select ${of(earliest)} as value, count(*) as count from ${resource.table}${where([sql`${of(earliest)} = ${of(latest)}`])} group by 1`;
  }
  const found = findCountedColumns(resource, parameter);
  const shown = writeValue(parameter, found);
  if (!found.rows)
    return sql`select ${shown} as value, count(*) as count from ${resource.table}${where([sql`${found.id} is not null`])} group by 1`;
  const { from, owner, once } = found.rows;
  const own = [...found.rows.where, ...(standing ? [standing] : [])];
  // A record may have a value more than once: two roles of one person, two topics below another.
  const counted = once ? sql`count(*)` : sql`count(distinct ${resource.table}.rowid)`;
  // Conditions come first: of few records the values are looked up, rather than of all.
  return sql`select ${shown} as value, ${counted} as count
    from ${resource.table} cross join ${from}${where([sql`${owner} = ${id}`, ...own])} group by 1`;
}

/** Where the values of a list stand; null where a filter is of a record's own row. */
function findRows(resource: Resource, parameter: Parameter): RowColumns | null {
  const found = findCountedColumns(resource, parameter);
  return found.rows ? found : null;
}

/** Each value of a list with the rows of the records that have it. */
function selectValues(resource: Resource, parameter: Parameter, found: RowColumns): SQL {
  const { from, owner, where } = found.rows;
  const conditions = [sql`${owner} = ${getIdColumn(resource)}`, ...where];
  return sql`select distinct ${writeValue(parameter, found)} as value, ${resource.table}.rowid as record
    from ${from} join ${resource.table} where ${sql.join(conditions, sql` and `)}`;
}

/** Whether a list is empty, of each record. */
function selectEmptiness(resource: Resource, { rows }: RowColumns): SQL {
  const { from, owner, where } = rows;
  const conditions = [sql`${owner} is not null`, ...where];
  return sql`select iif(${getIdColumn(resource)} in (select ${owner} from ${from} where ${sql.join(conditions, sql` and `)}), 'false', 'true') as value,
    ${resource.table}.rowid as record from ${resource.table}`;
}

/** Numbers the values of a list, and fills which records have them. */
function insertValues(db: BetterSQLite3Database, collection: string, filter: string, values: SQL): void {
  const own = [quoteLiteral(collection), quoteLiteral(filter)] as const;
  insertCount(db, own, sql`select value, count(*) as count from (${values}) group by value`);
  db.run(
    sql`insert into ${serveValues} (value, record)
      select counted.number, found.record from (${values}) as found
      join ${serveCounts} as counted on counted.collection = ${own[0]} and counted.filter = ${own[1]} and counted.value = found.value
      order by 1, 2`,
  );
}

const insertCount = (db: BetterSQLite3Database, [collection, filter]: readonly [SQL, SQL], counts: SQL) =>
  db.run(
    sql`insert into ${serveCounts} (collection, filter, value, count)
      select ${collection}, ${filter}, value, count from (${counts}) order by value`,
  );

/** Fills the counts of whole collections, and of lists which records have each value. */
export function insertCounts(db: BetterSQLite3Database, resources: readonly Resource[]): void {
  for (const resource of resources) {
    const { name } = resource;
    const parameters = getParameters(resource);
    const counted = [
      ...listFacets(resource),
      ...parameters
        .filter(
          ({ operator, field, type }) =>
            operator === 'eq' && field !== 'id' && ['number', 'text'].includes(type.name),
        )
        .map(makePlainFacet),
    ];
    for (const facet of counted) {
      const rows = findRows(resource, facet.parameter);
      if (rows) insertValues(db, name, facet.name, selectValues(resource, facet.parameter, rows));
      else
        insertCount(
          db,
          [quoteLiteral(name), quoteLiteral(facet.name)],
          countValues(resource, facet, undefined),
        );
    }
    for (const parameter of parameters.filter(({ operator }) => operator === 'isnull')) {
      const rows = findRows(resource, parameter);
      if (rows) insertValues(db, name, parameter.name, selectEmptiness(resource, rows));
    }
  }
}

/** Values of a filter whose counts are kept, where they are not those of a list: the commonest, which are all that a facet shows. */
export const MAX_FACET_VALUES = 1000;

/** Leaves the counts that are asked for: of lists and texts all, since they say which there are. */
export function trimCounts(db: BetterSQLite3Database, resources: readonly Resource[]): void {
  const texts = resources.flatMap((resource) =>
    getParameters(resource)
      .filter(({ type }) => type.name === 'text')
      .map(({ field }) => `${resource.name}/${field}`),
  );
  db.run(sql`delete from ${serveCounts} where number in (
    select number from (
      select number, row_number() over (partition by collection, filter order by count desc, value) as rank
      from ${serveCounts} where collection || '/' || filter not in (select value from json_each(${JSON.stringify(texts)})))
    where rank > ${MAX_FACET_VALUES}) and number not in (select value from ${serveValues})`);
}

/** Fills what lies below what. */
export function insertBelow(db: BetterSQLite3Database, resources: readonly Resource[]): void {
  for (const { name, table } of resources.filter((resource) => TREES.includes(resource.name)))
    db.run(
      sql`insert into ${serveBelow} (collection, above, id)
        with recursive below(above, id) as (
          select id, id from ${table}
          union select below.above, child.id from below join ${table} as child on child.parent_id = below.id)
        select ${quoteLiteral(name)}, above, id from below order by above, id`,
    );
}
