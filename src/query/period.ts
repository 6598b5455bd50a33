import { max, min } from 'drizzle-orm';
import { getParameter } from '../schema/parameters.ts';
import type { Resource } from '../schema/resource.ts';
import type { Store } from '../store/store.ts';
import { getDays } from '../store/values.ts';

/** The first and the last day that records of collections with a `date` can mean; null where none is dated. */
export function findPeriod(
  store: Store,
  resources: readonly Resource[],
): { first: string; last: string } | null {
  const found = resources.map((resource) => {
    const { earliest, latest } = getDays(resource, getParameter(resource, 'date'));
    return store.db
      .select({ first: min(earliest), last: max(latest) })
      .from(resource.table)
      .get();
  });
  const first = found.flatMap((days) => days?.first ?? []).sort()[0];
  const last = found
    .flatMap((days) => days?.last ?? [])
    .sort()
    .at(-1);
  return first && last ? { first: String(first), last: String(last) } : null;
}
