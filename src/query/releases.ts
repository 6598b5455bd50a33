/** Releases that were made, and what became of records since one of them. */
import { eq, sql } from 'drizzle-orm';
import { words } from '../schema/fields.ts';
import { releaseChanges, releases } from '../schema/releases.ts';
import type { Store } from '../store/store.ts';
import { findRetirement } from './retirements.ts';

/** A release as its row has it. */
export type ReleaseRow = typeof releases.$inferSelect;

/** All releases, the newest first. */
export function listReleases(store: Store): ReleaseRow[] {
  const made = store.db.select().from(releases).all();
  const byId = new Map(made.map((release) => [release.id, release]));
  const followed = new Set(made.map(({ before_id }) => before_id));
  const ordered: ReleaseRow[] = [];
  let next = made.find(({ id }) => !followed.has(id));
  while (next && !ordered.includes(next)) {
    ordered.push(next);
    next = next.before_id === null ? undefined : byId.get(next.before_id);
  }
  return ordered;
}

/** What became of a record over one or several releases. */
export const recordOutcome = words('RecordOutcome', 'What became of a record since a release', {
  added: 'it was not there',
  changed: 'it says something else',
  removed: 'it is there no more',
});

/** A record that is not as it was. */
export interface RecordOutcome {
  collection: string;
  record: string;
  change: 'added' | 'changed' | 'removed';
  /** Fields that changed, of a record that was there before and is now. */
  fields: string[];
  /** The releases in which it changed, the first one first. */
  releases: string[];
  /** Of a record that is there no more: what it became, as `collection/id`. */
  became: string | null;
  /** Its URL, relative to the root; null where it is there no more. */
  url: string | null;
}

/** Rows that are looked through: what takes more is asked for in parts. */
export const MAX_ROWS = 50_000;

/** More than can be answered at once. */
export class TooManyOutcomes extends Error {}

/** What several releases, the first one first, have made of one record; null where it is as before: not there. */
function combine(store: Store, rows: readonly (typeof releaseChanges.$inferSelect)[]): RecordOutcome | null {
  const [first] = rows;
  const last = rows.at(-1);
  if (!first || !last) return null;
  const wasThere = first.change !== 'added';
  const isThere = last.change !== 'removed';
  if (!wasThere && !isThere) return null;
  const { collection, record } = first;
  return {
    collection,
    record,
    change: wasThere ? (isThere ? 'changed' : 'removed') : 'added',
    fields: wasThere && isThere ? [...new Set(rows.flatMap(({ field }) => field ?? []))].sort() : [],
    releases: [...new Set(rows.map(({ owner }) => owner))],
    became: isThere ? null : (findRetirement(store, collection, record)?.became ?? null),
    url: isThere ? `/${collection}/${record}` : null,
  };
}

/**
 * What became of records since a release, in the order of collections and ids.
 * @throws {TooManyOutcomes} where more changed than can be answered at once
 */
export function findRecordOutcomes(store: Store, since: string): RecordOutcome[] {
  const made = listReleases(store).map(({ id }) => id);
  const later = made.slice(0, made.indexOf(since)).reverse();
  const prepared = store.prepare<typeof releaseChanges.$inferSelect>('changes of a release', (db) =>
    db
      .select()
      .from(releaseChanges)
      .where(eq(releaseChanges.owner, sql.placeholder('release')))
      .limit(sql.placeholder('most')),
  );
  const rows: (typeof releaseChanges.$inferSelect)[] = [];
  for (const release of later) {
    rows.push(...prepared.all({ release, most: MAX_ROWS + 1 - rows.length }));
    if (rows.length > MAX_ROWS) throw new TooManyOutcomes();
  }
  const outcomes = [...Map.groupBy(rows, ({ collection, record }) => `${collection}/${record}`)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, some]) => combine(store, some));
  return outcomes.filter((outcome) => outcome !== null);
}
