/** What belongs to a record, in another collection. */
import type { Store } from '../db.ts';
import { parameterNamed } from '../model/parameters.ts';
import type { Include, Resource } from '../model/resource.ts';
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
  const several = type.name === 'reference' && type.any && type.collections.length > 1;
  return { name: include.filter, value: several ? `${owner.name}/${id}` : id };
}

/** What belongs to a record, as JSON, in the order of ids; no more than a page holds. */
export function included(
  store: Store,
  owner: Resource,
  target: Resource,
  include: Include,
  id: string,
): string[] {
  const { name, value } = includeQuery(owner, target, include, id);
  const set = select(store, target, [{ name, values: [value] }]);
  const placed = page(store, target.name, set, { name: 'id', descending: false }, MAX_LIMIT, null);
  return placed.map(({ n }) => store.record(target.name, n).json);
}
