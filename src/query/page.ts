/** The records of a page: those of a set that follow a place in an order. */

import type { Store } from '../db.ts';
import type { RecordSet } from '../model/record-set.ts';
import { orderName, PIECE, placeName } from '../model/stored.ts';
import type { Sort } from './query.ts';

/** Where a record stands in an order: its number where that is the order of ids. Unique, so that it is a keyset. */
export interface Placed {
  n: number;
  place: number;
}

/** Up to so many, the places of a set's records are looked up and sorted; from there on the order is walked. */
const FEW = 4096;

/** Reads an array at any place, keeping the piece that it read last. */
function reader(store: Store, collection: string, name: string) {
  let read = -1;
  let numbers: Uint32Array = new Uint32Array();
  return (at: number): number => {
    const piece = Math.floor(at / PIECE);
    if (piece !== read) {
      numbers = store.piece(collection, name, piece);
      read = piece;
    }
    return numbers[at % PIECE] as number;
  };
}

function byId(
  set: RecordSet | null,
  universe: number,
  descending: boolean,
  from: number,
  limit: number,
): Placed[] {
  if (set) return set.take(from, descending, limit).map((n) => ({ n, place: n }));
  const found: Placed[] = [];
  for (let n = from; n >= 0 && n < universe && found.length < limit; n += descending ? -1 : 1)
    found.push({ n, place: n });
  return found;
}

function sortedByPlace(
  store: Store,
  collection: string,
  sort: Sort,
  set: RecordSet,
  from: number,
  limit: number,
): Placed[] {
  const placeAt = reader(store, collection, placeName(sort.name));
  const found: Placed[] = [];
  set.each((n) => {
    const place = placeAt(n);
    if (sort.descending ? place <= from : place >= from) found.push({ n, place });
  });
  return found.sort((a, b) => (sort.descending ? b.place - a.place : a.place - b.place)).slice(0, limit);
}

/**
 * Up to `limit` records of a set (null: of all) in an order, from the first, or after a place.
 */
export function page(
  store: Store,
  collection: string,
  set: RecordSet | null,
  sort: Sort,
  limit: number,
  after: number | null,
): Placed[] {
  const universe = store.count(collection);
  const { name, descending } = sort;
  const step = descending ? -1 : 1;
  const from = after === null ? (descending ? universe - 1 : 0) : after + step;
  if (name === 'id') return byId(set, universe, descending, from, limit);
  if (set && set.size <= FEW) return sortedByPlace(store, collection, sort, set, from, limit);
  const numberAt = reader(store, collection, orderName(name));
  const found: Placed[] = [];
  for (let place = from; place >= 0 && place < universe && found.length < limit; place += step) {
    const n = numberAt(place);
    if (!set || set.has(n)) found.push({ n, place });
  }
  return found;
}
