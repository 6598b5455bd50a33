/** What a query's conditions mean: each by its operator, and a search by the full-text index. */
import { type SQL, sql } from 'drizzle-orm';
import { resources } from '../schema/index.ts';
import { getParameter, isOfStanding } from '../schema/parameters.ts';
import type { Resource } from '../schema/resource.ts';
import { getFirstRow, matchRows, serveSearch } from '../store/search.ts';
import type { Store } from '../store/store.ts';
import { type FilterColumns, findColumns } from '../store/values.ts';
import { standsOn } from './dates.ts';
import { OPERATOR_READERS } from './operators.ts';
import type { Condition } from './query.ts';
import { toMatchExpression } from './search.ts';
import { getRecordNumber, type OperatorInput, type SqlCondition } from './sql-condition.ts';

/** A value in rows of which only some count. */
const restrictRows = (value: FilterColumns, test: SQL | undefined | false): FilterColumns =>
  value.rows && test ? { ...value, rows: { ...value.rows, where: [...value.rows.where, test] } } : value;

/** The day that conditions name, as a test of the members of the list that stand on it; undefined where they name none. */
export function findDayTest(resource: Resource, conditions: readonly Condition[]): SQL | undefined {
  const index = conditions.findIndex(({ name }) => getParameter(resource, name).filter.standing);
  const { name } = conditions[index] ?? {};
  return name === undefined
    ? undefined
    : standsOn(resource, getParameter(resource, name), sql`${sql.placeholder(`value_${index}`)}`);
}

/**
 * Reads one condition; `index` tells its bindings from those of others.
 * @param dayTest what members of a list have to meet beside it, where another condition names a day
 */
export function readCondition(
  store: Store,
  resource: Resource,
  { name, values }: Condition,
  index: number,
  dayTest?: SQL,
): SqlCondition {
  const parameter = getParameter(resource, name);
  const whole = findColumns(resource, parameter);
  const columns = restrictRows(whole, isOfStanding(resource, parameter) && dayTest);
  const bind: OperatorInput['bind'] = (key) => sql`${sql.placeholder(`${key}_${index}`)}`;
  const input = { store, resource, parameter, values, columns, counted: columns === whole, bind };
  const { shape, bindings, ...condition } = OPERATOR_READERS[parameter.operator](input);
  return {
    ...condition,
    shape: `${name}:${shape}`,
    bindings: Object.fromEntries(Object.entries(bindings).map(([key, value]) => [`${key}_${index}`, value])),
    path: parameter.filter.path,
  };
}

/** Reads a search within a collection: rows of the index are those of its table, moved on. */
export function readSearchCondition(store: Store, resource: Resource, q: string): SqlCondition {
  const collection = resources.indexOf(resource);
  const bindings = {
    q: toMatchExpression(store, q),
    q_first: getFirstRow(collection),
    q_last: getFirstRow(collection + 1) - 1,
  };
  const prepared = store.prepare<{ count: number }>('words', (db) =>
    db
      .select({ count: sql<number>`count(*)` })
      .from(serveSearch)
      .where(
        sql`${serveSearch.serve_search} match ${sql.placeholder('q')} and ${matchRows('q_first', 'q_last')}`,
      ),
  );
  const estimate = store.keep(
    JSON.stringify(['words', collection, q]),
    () => prepared.get(bindings)?.count ?? 0,
  );
  const record = sql`${serveSearch.rowid} - cast(${sql.placeholder('q_first')} as integer)`;
  const where = sql`${serveSearch.serve_search} match ${sql.placeholder('q')} and ${matchRows('q_first', 'q_last')}`;
  const matching = sql`(select ${record} from ${serveSearch} where ${where})`;
  return {
    shape: 'q',
    bindings,
    path: null,
    estimate,
    exact: estimate,
    numbered: true,
    where: (form, own = getRecordNumber(resource)) => {
      if (form === 'lead') return sql`${own} in ${matching}`;
      if (form === 'gather') return sql`+${own} in ${matching}`;
      return sql`exists (select 1 from ${serveSearch} where ${serveSearch.serve_search} match ${sql.placeholder('q')}
        and ${serveSearch.rowid} = ${own} + cast(${sql.placeholder('q_first')} as integer))`;
    },
    rows: { from: sql`${serveSearch}`, record, where, once: true },
  };
}
