/** What a question means in sets of records: each condition is a set, or what lies outside one. */

import { parseEdtf } from '../schema/edtf.ts';
import { isQualified, type Parameter, parameterNamed } from '../schema/parameters.ts';
import type { Resource } from '../schema/resource.ts';
import { RecordSet } from '../store/record-set.ts';
import type { Store } from '../store/store.ts';
import { dayNumber, PIECE, rangeName, STATED } from '../store/stored.ts';
import type { Condition, Value } from './query.ts';

/** Records that meet a condition: those in the set, or those outside it. */
interface Part {
  set: RecordSet;
  outside: boolean;
}

/** The numbers between two places of an order. */
function* stretch(store: Store, collection: string, name: string, from: number, to: number) {
  for (let at = from; at < to; ) {
    const begin = at - (at % PIECE);
    const end = Math.min(to, begin + PIECE);
    yield store.piece(collection, name, begin / PIECE).subarray(at - begin, end - begin);
    at = end;
  }
}

/** Records whose number or day lies between two, both included; a bound that is null is none. */
function between(
  store: Store,
  collection: string,
  name: string,
  least: number | null,
  most: number | null,
): RecordSet {
  const universe = store.count(collection);
  const size = store.size(collection, name);
  const from = least === null ? 0 : store.bound(collection, name, least);
  const to = most === null ? size : store.bound(collection, name, most + 1);
  const within = (begin: number, end: number) => stretch(store, collection, name, begin, end);
  // Where every record is in the order, what lies outside a long stretch is sooner gathered.
  return size < universe || to - from < universe / 2
    ? RecordSet.gather(universe, within(from, to))
    : RecordSet.allBut(universe, [...within(0, from), ...within(to, size)]);
}

function numbersWhere(
  store: Store,
  collection: string,
  { field, operator }: Parameter,
  values: readonly Value[],
) {
  const name = rangeName(field, 'number');
  const n = Number(values[0]);
  switch (operator) {
    case 'gte':
      return between(store, collection, name, n, null);
    case 'gt':
      return between(store, collection, name, n + 1, null);
    case 'lte':
      return between(store, collection, name, null, n);
    default: // lt
      return between(store, collection, name, null, n - 1);
  }
}

/** Dates are compared by the first and last day that they can mean; an open end is open on both sides. */
function datesWhere(
  store: Store,
  collection: string,
  { field, operator }: Parameter,
  values: readonly Value[],
) {
  const universe = store.count(collection);
  const day = (text: string | null) => (text === null ? null : dayNumber(text));
  const spans = values.map((value) => {
    const span = parseEdtf(String(value));
    return { earliest: day(span?.earliest ?? null), latest: day(span?.latest ?? null) };
  });
  const begins = (least: number | null, most: number | null) =>
    between(store, collection, rangeName(field, 'from'), least, most);
  const ends = (least: number | null, most: number | null) =>
    between(store, collection, rangeName(field, 'to'), least, most);
  const nothing = () => RecordSet.of(new Uint32Array(), universe);
  const [{ earliest, latest } = { earliest: null, latest: null }] = spans;
  switch (operator) {
    case 'gte':
      return begins(earliest, null);
    case 'gt':
      return latest === null ? nothing() : begins(latest + 1, null);
    case 'lte':
      return ends(null, latest);
    case 'lt':
      return earliest === null ? nothing() : ends(null, earliest - 1);
    default: {
      const within = spans.map((span) => {
        if (span.latest === null) return begins(span.earliest, null);
        if (span.earliest === null) return ends(null, span.latest);
        // What begins and ends within does both within: two short stretches rather than two long ones.
        return begins(span.earliest, span.latest).and(ends(span.earliest, span.latest));
      });
      return RecordSet.union(within, universe);
    }
  }
}

/** The terms that a value stands for: `x` in any collection that the filter allows, or `collection/x`. */
function termsOf({ type }: Parameter, value: Value): string[] {
  const written = String(value);
  return type.name === 'reference' && isQualified(type) && !written.includes('/')
    ? type.collections.map((collection) => `${collection}/${written}`)
    : [written];
}

function numberedAs(store: Store, collection: string, ids: readonly Value[]): RecordSet {
  const numbers = ids.flatMap((id) => store.numberOf(collection, String(id)) ?? []);
  return RecordSet.of(Uint32Array.from(numbers).sort(), store.count(collection));
}

function partOf(store: Store, collection: string, parameter: Parameter, values: readonly Value[]): Part {
  const { field, operator, type } = parameter;
  const universe = store.count(collection);
  if (operator === 'isnull') {
    const stated = store.term(collection, field, STATED);
    return { set: stated ?? RecordSet.of(new Uint32Array(), universe), outside: values[0] === true };
  }
  if (type.name === 'number' && operator !== 'eq')
    return { set: numbersWhere(store, collection, parameter, values), outside: false };
  if (type.name === 'date') return { set: datesWhere(store, collection, parameter, values), outside: false };
  const outside = operator === 'not';
  if (field === 'id') return { set: numberedAs(store, collection, values), outside };
  const sets = values
    .flatMap((value) => termsOf(parameter, value))
    .flatMap((term) => store.term(collection, field, term) ?? []);
  return { set: RecordSet.union(sets, universe), outside };
}

/**
 * The records of a collection that meet all conditions; null where there are none, and so all do.
 * @param found those that a search has found, where the question has one
 */
export function select(
  store: Store,
  resource: Resource,
  conditions: readonly Condition[],
  found: RecordSet | null = null,
): RecordSet | null {
  const parts = conditions.map(({ name, values }) =>
    partOf(store, resource.name, parameterNamed(resource, name), values),
  );
  if (found) parts.push({ set: found, outside: false });
  if (!parts.length) return null;
  // The smallest first: what is left of a list is walked alone, however large the others are.
  const inside = parts.filter(({ outside }) => !outside).sort((a, b) => a.set.size - b.set.size);
  const [first, ...others] = inside.map(({ set }) => set);
  let left = first ?? RecordSet.all(store.count(resource.name));
  for (const set of others) left = left.and(set);
  for (const { set, outside } of parts) if (outside) left = left.minus(set);
  return left;
}
