/** The records of a page: those of a set that follow a place in an order. */

import type { RecordSet } from '../store/record-set.ts';
import type { Store } from '../store/store.ts';
import { orderName, PIECE, placeName } from '../store/stored.ts';
import type { Sort } from './query.ts';

/** Where a record stands in an order: its number where that is the order of ids. Unique, so that it is a keyset. */
export interface Placed {
  n: number;
  place: number;
}

/** Records of an order that are looked at first: where a set is not scarce there, a page is found among them. */
const GLANCE = 16 * PIECE;
/** The part of a collection up to which it is cheaper to look up a set's places than to walk the whole order. */
const SCARCE = 1 / 16;

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

/** The pieces of an array from a place on, in either direction, each with the place that it begins at. */
function* piecesFrom(store: Store, collection: string, name: string, from: number, descending: boolean) {
  const last = Math.ceil(store.count(collection) / PIECE) - 1;
  for (let piece = Math.floor(from / PIECE); piece >= 0 && piece <= last; piece += descending ? -1 : 1)
    yield { begin: piece * PIECE, numbers: store.piece(collection, name, piece) };
}

/** Walks the order from a place until enough are found, or so many have been looked at: then null. */
function walked(
  store: Store,
  collection: string,
  { name, descending }: Sort,
  set: RecordSet | null,
  from: number,
  limit: number,
  most: number,
): Placed[] | null {
  const found: Placed[] = [];
  let looked = 0;
  const step = descending ? -1 : 1;
  for (const { begin, numbers } of piecesFrom(store, collection, orderName(name), from, descending)) {
    if (looked >= most) return null;
    looked += numbers.length;
    const start = descending ? Math.min(from - begin, numbers.length - 1) : Math.max(from - begin, 0);
    for (let i = start; i >= 0 && i < numbers.length; i += step) {
      const n = numbers[i] as number;
      if (set && !set.has(n)) continue;
      found.push({ n, place: begin + i });
      if (found.length === limit) return found;
    }
  }
  return found;
}

/** The places of a set's records, sorted; of those that lie in the order where enough others do not come before. */
function lookedUp(
  store: Store,
  collection: string,
  { name, descending }: Sort,
  set: RecordSet,
  from: number,
  limit: number,
): Placed[] {
  const universe = store.count(collection);
  const placeOf = store.reader(collection, placeName(name));
  const numbers = new Uint32Array(set.size);
  const places = new Uint32Array(set.size);
  const inPiece = new Uint32Array(Math.ceil(universe / PIECE));
  let kept = 0;
  set.each((n) => {
    const place = placeOf(n);
    if (descending ? place > from : place < from) return;
    numbers[kept] = n;
    places[kept++] = place;
    const piece = Math.floor(place / PIECE);
    inPiece[piece] = (inPiece[piece] as number) + 1;
  });
  // Pieces of the order, one after the other, until they hold as many as are wanted.
  const step = descending ? -1 : 1;
  let edge = Math.floor(from / PIECE);
  for (let holds = 0; edge >= 0 && edge < inPiece.length; edge += step) {
    holds += inPiece[edge] as number;
    if (holds >= limit) break;
  }
  const found: Placed[] = [];
  for (let i = 0; i < kept; i++) {
    const place = places[i] as number;
    const piece = Math.floor(place / PIECE);
    if (descending ? piece >= edge : piece <= edge) found.push({ n: numbers[i] as number, place });
  }
  return found.sort((a, b) => (descending ? b.place - a.place : a.place - b.place)).slice(0, limit);
}

/** Up to `limit` records of a set (null: of all) in an order, from the first, or after a place. */
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
  const from = after === null ? (descending ? universe - 1 : 0) : after + (descending ? -1 : 1);
  if (limit === 0 || from < 0 || from >= universe) return [];
  if (name === 'id') return byId(set, universe, descending, from, limit);
  if (!set || set.size > universe * SCARCE)
    return walked(store, collection, sort, set, from, limit, universe) ?? [];
  const expected = (set.size / universe) * GLANCE;
  const glanced = expected > limit ? walked(store, collection, sort, set, from, limit, GLANCE) : null;
  return glanced ?? lookedUp(store, collection, sort, set, from, limit);
}
