/** Pages of a collection that is longer than a piece and than a glance, over arrays in memory. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { page } from '../../src/query/page.ts';
import { RecordSet } from '../../src/store/record-set.ts';
import type { Store } from '../../src/store/store.ts';
import { orderName, PIECE, placeName } from '../../src/store/stored.ts';

const UNIVERSE = 40 * PIECE + 17;

/** An order that has nothing to do with the numbers, and its inverse. */
const order = Uint32Array.from({ length: UNIVERSE }, (_, place) => (place * 50_021) % UNIVERSE);
const places = new Uint32Array(UNIVERSE);
for (const [place, n] of order.entries()) places[n] = place;

const arrays: Record<string, Uint32Array> = { [orderName('any')]: order, [placeName('any')]: places };
const piece = (_: string, name: string, at: number) =>
  (arrays[name] as Uint32Array).slice(at * PIECE, (at + 1) * PIECE);
let read = 0;
const store = {
  count: () => UNIVERSE,
  piece: (collection: string, name: string, at: number) => {
    read++;
    return piece(collection, name, at);
  },
  reader: (_: string, name: string) => (at: number) => (arrays[name] as Uint32Array)[at] as number,
} as unknown as Store;

/** Sets that lie anywhere in the order, at its end, or at its beginning: as a walk likes them, or not. */
const sets = fc.record({
  size: fc.constantFrom(0, 1, 40, 700, 5_000, UNIVERSE / 20, UNIVERSE / 3, UNIVERSE),
  where: fc.constantFrom('anywhere', 'first', 'last'),
});

function placesOf({ size, where }: { size: number; where: string }): number[] {
  const many = Math.floor(size);
  if (where === 'first') return Array.from({ length: many }, (_, place) => place);
  if (where === 'last') return Array.from({ length: many }, (_, place) => UNIVERSE - many + place);
  return Array.from({ length: many }, (_, k) => Math.floor((k * UNIVERSE) / Math.max(1, many)));
}

it('pages are those of brute force, whatever the set, the place and the direction', () => {
  expect(new Set(order).size).toBe(UNIVERSE);
  const after = fc.constantFrom(null, 0, 1, PIECE - 1, PIECE, UNIVERSE / 2, UNIVERSE - 2, UNIVERSE - 1);
  fc.assert(
    fc.property(
      sets,
      after,
      fc.boolean(),
      fc.constantFrom(0, 1, 51, 1001),
      (chosen, from, descending, limit) => {
        const ups = placesOf(chosen);
        const set =
          chosen.size === UNIVERSE
            ? null
            : RecordSet.from(Uint32Array.from(ups, (place) => order[place] as number).sort(), UNIVERSE);
        const place = from === null ? null : Math.floor(from);
        const wanted = (descending ? ups.toReversed() : ups).filter(
          (at) => place === null || (descending ? at < place : at > place),
        );
        const got = page(store, 'any', set, { name: 'any', descending }, limit, place);
        expect(got).toEqual(wanted.slice(0, limit).map((at) => ({ n: order[at], place: at })));
      },
    ),
    { numRuns: 200 },
  );
});

it('a page far down the order is found without walking to it', () => {
  const far = Uint32Array.from({ length: 900 }, (_, k) => order[UNIVERSE - 1 - k] as number).sort();
  read = 0;
  const got = page(store, 'any', RecordSet.of(far, UNIVERSE), { name: 'any', descending: false }, 51, null);
  expect(got[0]?.place).toBe(UNIVERSE - 900);
  expect(read).toBeLessThan(20);
});
