/** What belongs to a record, in another collection. */

import { isQualified, parameterNamed } from '../schema/parameters.ts';
import type { Include, Resource } from '../schema/resource.ts';
import type { Store } from '../store/store.ts';
import { page } from './page.ts';
import { MAX_LIMIT } from './query.ts';
import { select } from './select.ts';

/** The query parameter under which another collection lists what belongs to a record. */
export function includeQuery(
  owner: Resource,
  target: Resource,
  include: Include,
  id: string,
): { name: string; value: string } {
  const { type } = parameterNamed(target, include.filter);
  return { name: include.filter, value: isQualified(type) ? `${owner.name}/${id}` : id };
}

/** The numbers of the records that belong to one, in the order of ids; no more than a page holds. */
export function included(
  store: Store,
  owner: Resource,
  target: Resource,
  include: Include,
  id: string,
): number[] {
  const { name, value } = includeQuery(owner, target, include, id);
  const set = select(store, target, [{ name, values: [value] }]);
  return page(store, target.name, set, { name: 'id', descending: false }, MAX_LIMIT, null).map(({ n }) => n);
}
