/** The JSON of records that were found. */
import { sql } from 'drizzle-orm';
import type { Resource } from '../schema/resource.ts';
import { getJsonSource, type Store } from '../store/store.ts';

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
