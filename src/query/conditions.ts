/** What a query's conditions mean: each by its operator, and a search by the full-text index. */
import { type SQL, sql } from 'drizzle-orm';
import { resources } from '../schema/index.ts';
import { getParameter, isOfStanding } from '../schema/parameters.ts';
import type { Resource } from '../schema/resource.ts';
import { getFirstRow, matchRows, serveSearch } from '../store/search.ts';
import type { Store } from '../store/store.ts';
import { type FilterColumns, findColumns } from '../store/values.ts';
import { standsOn } from './dates.ts';
import { OPERATORS } from './operators.ts';
import type { Condition } from './query.ts';
import type { Asked, Reading } from './reading.ts';
import { matchExpression } from './search.ts';

/** A condition that was read; `path` is that of the field it is asked of, null of a search. */
export interface ReadCondition extends Reading {
  path: string | null;
}

/** A value in rows of which only some count. */
const within = (value: FilterColumns, test: SQL | undefined | false): FilterColumns =>
  value.rows && test ? { ...value, rows: { ...value.rows, where: [...value.rows.where, test] } } : value;

/** The day that conditions name, as a test of the members of the list that stand on it; undefined where they name none. */
export function standingIn(resource: Resource, conditions: readonly Condition[]): SQL | undefined {
  const place = conditions.findIndex(({ name }) => getParameter(resource, name).filter.standing);
  const { name } = conditions[place] ?? {};
  return name === undefined
    ? undefined
    : standsOn(resource, getParameter(resource, name), sql`${sql.placeholder(`value_${place}`)}`);
}

/**
 * Reads one condition; `place` tells its bindings from those of others.
 * @param standing what members of a list have to meet beside it, where another condition names a day
 */
export function readCondition(
  store: Store,
  resource: Resource,
  { name, values }: Condition,
  place: number,
  standing?: SQL,
): ReadCondition {
  const parameter = getParameter(resource, name);
  const whole = findColumns(resource, parameter);
  const found = within(whole, isOfStanding(resource, parameter) && standing);
  const bind: Asked['bind'] = (key) => sql`${sql.placeholder(`${key}_${place}`)}`;
  const asked = { store, resource, parameter, values, found, counted: found === whole, bind };
  const { shape, bindings, ...reading } = OPERATORS[parameter.operator](asked);
  return {
    ...reading,
    shape: `${name}:${shape}`,
    bindings: Object.fromEntries(Object.entries(bindings).map(([key, value]) => [`${key}_${place}`, value])),
    path: parameter.filter.path,
  };
}

/** Reads a search within a collection: rows of the index are those of its table, moved on. */
export function readWords(store: Store, resource: Resource, q: string): ReadCondition {
  const place = resources.indexOf(resource);
  const bindings = {
    q: matchExpression(store, q),
    q_first: getFirstRow(place),
    q_last: getFirstRow(place + 1) - 1,
  };
  const counted = store.prepare<{ count: number }>('words', (db) =>
    db
      .select({ count: sql<number>`count(*)` })
      .from(serveSearch)
      .where(
        sql`${serveSearch.serve_search} match ${sql.placeholder('q')} and ${matchRows('q_first', 'q_last')}`,
      ),
  );
  const estimate = store.keep(JSON.stringify(['words', place, q]), () => counted.get(bindings)?.count ?? 0);
  const rowid = sql`${resource.table}.rowid`;
  const matching = sql`(select ${serveSearch.rowid} - cast(${sql.placeholder('q_first')} as integer) from ${serveSearch}
    where ${serveSearch.serve_search} match ${sql.placeholder('q')} and ${matchRows('q_first', 'q_last')})`;
  return {
    shape: 'q',
    bindings,
    path: null,
    estimate,
    exact: estimate,
    where: (form) => {
      if (form === 'lead') return sql`${rowid} in ${matching}`;
      if (form === 'gather') return sql`+${rowid} in ${matching}`;
      return sql`exists (select 1 from ${serveSearch} where ${serveSearch.serve_search} match ${sql.placeholder('q')}
        and ${serveSearch.rowid} = ${rowid} + cast(${sql.placeholder('q_first')} as integer))`;
    },
  };
}
