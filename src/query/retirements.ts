/** What became of ids that are used no more. */
import { and, eq, sql } from 'drizzle-orm';
import { retirements } from '../schema/retirements.ts';
import type { Store } from '../store/store.ts';

/** Why a record is there no more, and as `collection/id` what it became; null where it was withdrawn. */
export interface Retirement {
  title: string;
  became: string | null;
}

/** What became of an id of a collection; undefined where it was never given up. */
export function findRetirement(store: Store, collection: string, id: string): Retirement | undefined {
  const prepared = store.prepare<Retirement>('retirement', (db) =>
    db
      .select({
        title: retirements.title,
        became: sql<string | null>`${retirements.became_collection} || '/' || ${retirements.became_id}`,
      })
      .from(retirements)
      .where(
        and(
          eq(retirements.collection, sql.placeholder('collection')),
          eq(retirements.record, sql.placeholder('id')),
        ),
      ),
  );
  return prepared.get({ collection, id });
}

/**
 * What became of the record whose id begins that of another, whichever collection it was in; undefined where it was never
 * given up, or where records of several collections had that id.
 */
export function findRetirementOfOwner(store: Store, id: string): (Retirement & { of: string }) | undefined {
  const prepared = store.prepare<Retirement & { of: string }>('retirement of owner', (db) =>
    db
      .select({
        of: retirements.collection,
        title: retirements.title,
        became: sql<string | null>`${retirements.became_collection} || '/' || ${retirements.became_id}`,
      })
      .from(retirements)
      .where(eq(retirements.record, sql.placeholder('id'))),
  );
  const [found, another] = prepared.all({ id });
  return another ? undefined : found;
}
