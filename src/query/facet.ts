import { isQualified, parameterNamed } from '../schema/parameters.ts';
import type { Resource } from '../schema/resource.ts';
import type { RecordSet } from '../store/record-set.ts';
import type { Store } from '../store/store.ts';
import { MAX_FACET_VALUES, PIECE } from '../store/stored.ts';
import { type ListQuery, listParams, queryString } from './query.ts';

export interface FacetValue {
  value: string | boolean;
  label: string;
  count: number;
  url: string;
}

/** How many records of a set have each term of a filter; each record's terms are read by its number. */
function counted(store: Store, collection: string, name: string, set: RecordSet): Uint32Array {
  const counts = new Uint32Array(store.size(collection, name));
  const universe = store.count(collection);
  let read = -1;
  let values: Uint32Array = new Uint32Array();
  let begin = 0;
  set.each((n) => {
    const piece = Math.floor(n / PIECE);
    if (piece !== read) {
      values = store.piece(collection, name, piece);
      read = piece;
      begin = Math.min(PIECE, universe - piece * PIECE) + 1;
    }
    const at = n % PIECE;
    const end = begin + (values[at + 1] as number);
    for (let i = begin + (values[at] as number); i < end; i++) {
      const term = values[i] as number;
      counts[term] = (counts[term] as number) + 1;
    }
  });
  return counts;
}

/** The commonest values under a set of records; in the order of the values where as many have them. */
function commonestIn(store: Store, collection: string, name: string, set: RecordSet): [string, number][] {
  const counts = counted(store, collection, name, set);
  const terms: number[] = [];
  for (const [term, count] of counts.entries()) if (count) terms.push(term);
  const countOf = (term: number) => counts[term] as number;
  // Terms are numbered in the order of their values.
  terms.sort((a, b) => countOf(b) - countOf(a) || a - b);
  return terms
    .slice(0, MAX_FACET_VALUES)
    .map((term) => [store.termValue(collection, name, term), countOf(term)]);
}

/**
 * How often each value of a filter occurs among records (null: all), the commonest first.
 * @param set those that meet all conditions but the filter's own
 */
export function facet(
  store: Store,
  resource: Resource,
  query: ListQuery,
  name: string,
  set: RecordSet | null,
): FacetValue[] {
  const { type } = parameterNamed(resource, name);
  const several = isQualified(type);
  const values = set ? commonestIn(store, resource.name, name, set) : store.commonest(resource.name, name);
  const params = listParams({ ...query, facet: [] }, resource, name);
  return values.map(([value, count]) => {
    const [collection = '', id = ''] = several ? value.split('/') : [undefined, value];
    const target = type.name === 'reference' ? collection || type.collections[0] || '' : '';
    params.set(name, value);
    return {
      value: type.name === 'boolean' ? value === 'true' : value,
      label: target ? store.labelOf(target, id) : value,
      count,
      url: `/${resource.name}?${queryString(params)}`,
    };
  });
}
