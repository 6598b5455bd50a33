import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecordSet } from '../../src/store/record-set.ts';

const numbersOf = (set: RecordSet): number[] => {
  const found: number[] = [];
  set.each((n) => found.push(n));
  return found;
};

/** A universe and some of it: few, so that they are kept as a list, or many, as bits. */
const some = (universe: number) =>
  fc
    .oneof(
      fc.uniqueArray(fc.nat(universe - 1), { maxLength: 4 }),
      fc
        .array(fc.boolean(), { minLength: universe, maxLength: universe })
        .map((kept) => kept.flatMap((is, n) => (is ? [n] : []))),
    )
    .map((numbers) => numbers.toSorted((a, b) => a - b));

const two = fc
  .integer({ min: 1, max: 200 })
  .chain((universe) => fc.record({ universe: fc.constant(universe), a: some(universe), b: some(universe) }));

/** The same set in each form that it can have. */
function forms(numbers: number[], universe: number): RecordSet[] {
  const list = Uint32Array.from(numbers);
  const gathered = RecordSet.gather(universe, [list.toReversed(), list.slice(0, 2)]);
  const stored = RecordSet.decode(RecordSet.encode(list, universe), numbers.length, universe);
  return [RecordSet.of(list, universe), gathered, stored];
}

describe('a set of records', () => {
  it('holds what it was given, in every form', () => {
    fc.assert(
      fc.property(two, ({ universe, a }) => {
        for (const set of forms(a, universe)) {
          expect(numbersOf(set)).toEqual(a);
          expect(set.size).toBe(a.length);
          for (let n = 0; n < universe; n++) expect(set.has(n)).toBe(a.includes(n));
        }
      }),
    );
  });

  it('is combined as sets are', () => {
    fc.assert(
      fc.property(two, ({ universe, a, b }) => {
        const inB = new Set(b);
        for (const one of forms(a, universe))
          for (const other of forms(b, universe)) {
            expect(numbersOf(one.and(other))).toEqual(a.filter((n) => inB.has(n)));
            expect(numbersOf(one.minus(other))).toEqual(a.filter((n) => !inB.has(n)));
            const either = new Set([...a, ...b]);
            const union = RecordSet.union([one, other], universe);
            expect(numbersOf(union)).toEqual([...either].sort((x, y) => x - y));
            expect(union.size).toBe(either.size);
            const three = RecordSet.union([one, other, one.and(other)], universe);
            expect(numbersOf(three)).toEqual(numbersOf(union));
          }
        const rest = RecordSet.all(universe).minus(forms(a, universe)[0] as RecordSet);
        expect(rest.size).toBe(universe - a.length);
        expect(numbersOf(RecordSet.union([], universe))).toEqual([]);
      }),
    );
  });

  it('is read from any place, both ways', () => {
    const place = fc.record({ from: fc.integer({ min: -2, max: 210 }), limit: fc.nat(20) });
    fc.assert(
      fc.property(two, place, ({ universe, a }, { from, limit }) => {
        for (const set of forms(a, universe)) {
          expect(set.take(from, false, limit)).toEqual(a.filter((n) => n >= from).slice(0, limit));
          expect(set.take(from, true, limit)).toEqual(
            a
              .filter((n) => n <= from)
              .toReversed()
              .slice(0, limit),
          );
        }
      }),
    );
  });

  it('is read from bytes wherever they lie, and may be of nothing', () => {
    const bytes = Buffer.concat([Buffer.from([9]), RecordSet.encode(Uint32Array.of(3, 999), 1000)]);
    expect(numbersOf(RecordSet.decode(bytes.subarray(1), 2, 1000))).toEqual([3, 999]);
    const none = RecordSet.all(0);
    expect([none.size, none.take(0, false, 5), none.take(0, true, 5)]).toEqual([0, [], []]);
    expect(numbersOf(RecordSet.from(Uint32Array.of(1, 2, 3), 4).minus(RecordSet.all(4)))).toEqual([]);
  });

  it('is stored in no more than a bit a record, or four bytes each', () => {
    fc.assert(
      fc.property(two, ({ universe, a }) => {
        const { length } = RecordSet.encode(Uint32Array.from(a), universe);
        expect(length).toBe(4 * Math.min(a.length, Math.ceil(universe / 32)));
      }),
    );
  });
});
