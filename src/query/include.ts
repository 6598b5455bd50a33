/** What belongs to a record, in another collection. */
import { getParameter, isQualified } from '../schema/parameters.ts';
import type { Include, Resource } from '../schema/resource.ts';
import type { Store } from '../store/store.ts';
import { selectPage } from './page.ts';
import { type Condition, MAX_LIMIT } from './query.ts';

/** The query parameter under which another collection lists what belongs to a record. */
export function writeIncludeQuery(
  resource: Resource,
  target: Resource,
  include: Include,
  id: string,
): { name: string; value: string } {
  const { type } = getParameter(target, include.filter);
  return { name: include.filter, value: isQualified(type) ? `${resource.name}/${id}` : id };
}

/** The ids of the records that belong to one and meet more conditions, in order; no more than a page holds. */
export function selectIncluded(
  store: Store,
  resource: Resource,
  target: Resource,
  include: Include,
  id: string,
  more: readonly Condition[] = [],
): string[] {
  const { name, value } = writeIncludeQuery(resource, target, include, id);
  const question = { conditions: [{ name, values: [value] }, ...more], q: null };
  const sort = { name: 'id', descending: false };
  return selectPage(store, target, question, sort, MAX_LIMIT, null);
}
