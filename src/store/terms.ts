/** What queries read: for each value the set of its records, orders, and the values of each record, by number. */
import type Database from 'better-sqlite3';
import { facetsOf, isQualified, type Parameter } from '../schema/parameters.ts';
import type { Resource } from '../schema/resource.ts';
import { dateColumns, filtersOf, linkTable, sortColumn } from './layout.ts';
import { RecordSet } from './record-set.ts';
import { type Insert, inserter } from './rows.ts';
import { dayNumber, MAX_FACET_VALUES, orderName, PIECE, placeName, rangeName, STATED } from './stored.ts';

/** Numbers that come one by one; memory grows by doubling. */
class Numbers {
  private numbers = new Uint32Array(1024);
  length = 0;
  push(n: number) {
    if (this.length === this.numbers.length) {
      const grown = new Uint32Array(this.length * 2);
      grown.set(this.numbers);
      this.numbers = grown;
    }
    this.numbers[this.length++] = n;
  }
  /** Those from `start` on, copied. */
  since(start: number): Uint32Array {
    return this.numbers.slice(start, this.length);
  }
}

/** For each record the terms it has: a piece holds where each record's begin (one more than records), then all. */
function* valuePieces(numbers: Uint32Array, firsts: Uint32Array, universe: number): Iterable<Uint32Array> {
  const starts = new Uint32Array(universe + 1);
  for (const n of numbers) starts[n + 1] = (starts[n + 1] as number) + 1;
  for (let n = 0; n < universe; n++) starts[n + 1] = (starts[n + 1] as number) + (starts[n] as number);
  const filled = starts.slice();
  const values = new Uint32Array(numbers.length);
  for (let term = 0; term + 1 < firsts.length; term++)
    for (let i = firsts[term] as number; i < (firsts[term + 1] as number); i++) {
      const n = numbers[i] as number;
      values[filled[n] as number] = term;
      filled[n] = (filled[n] as number) + 1;
    }
  for (let from = 0; from < universe; from += PIECE) {
    const to = Math.min(from + PIECE, universe);
    const begins = starts.slice(from, to + 1).map((start) => start - (starts[from] as number));
    const piece = new Uint32Array(begins.length + (starts[to] as number) - (starts[from] as number));
    piece.set(begins);
    piece.set(values.subarray(starts[from], starts[to]), begins.length);
    yield piece;
  }
}

function* pieces(numbers: Uint32Array): Iterable<Uint32Array> {
  for (let from = 0; from < numbers.length; from += PIECE) yield numbers.slice(from, from + PIECE);
}

const bytes = ({ buffer, byteOffset, byteLength }: Uint32Array) =>
  Buffer.from(buffer, byteOffset, byteLength);

/** Writes the terms, orders and arrays of collections, one collection after the other. */
export class TermWriter {
  private readonly db: Database.Database;
  private readonly insert: Record<'fields' | 'terms' | 'arrays' | 'bounds' | 'facets', Insert>;
  private field = 0;
  private term = 0;

  constructor(db: Database.Database) {
    this.db = db;
    this.insert = {
      fields: inserter(db, 'fields', ['n', 'collection', 'name', 'first_term', 'size']),
      terms: inserter(db, 'terms', ['n', 'field', 'value', 'count', 'records']),
      arrays: inserter(db, 'arrays', ['field', 'piece', 'data']),
      bounds: inserter(db, 'bounds', ['field', 'key', 'first']),
      facets: inserter(db, 'facets', ['field', 'values']),
    };
  }

  /** @param universe how many records the collection has */
  write(resource: Resource, universe: number): void {
    const facets = new Set(facetsOf(resource));
    for (const filter of filtersOf(resource)) {
      if (filter.type.name === 'date') this.writeDates(resource, filter, universe);
      else this.writeTerms(resource, filter, universe, facets.has(filter.field));
      if (filter.type.name === 'number')
        this.writeRange(resource, rangeName(filter.field, 'number'), filter.filter.path, Number);
    }
    for (const [name, path] of Object.entries(resource.sorts))
      this.writeOrder(resource, name, path, universe);
  }

  private begin(resource: Resource, name: string, size = 0): number {
    this.insert.fields({ n: this.field, collection: resource.name, name, first_term: this.term, size });
    return this.field++;
  }

  private writeArray(field: number, data: Iterable<Uint32Array>) {
    let piece = 0;
    for (const part of data) this.insert.arrays({ field, piece: piece++, data: bytes(part) });
  }

  private putTerm(field: number, value: string, numbers: Uint32Array, universe: number) {
    const records = Buffer.from(RecordSet.encode(numbers, universe));
    this.insert.terms({ n: this.term++, field, value, count: numbers.length, records });
  }

  /** Values and the numbers of their records, in the order of both. */
  private pairs(resource: Resource, { filter, many, type }: Parameter): Iterable<[string, number]> {
    const table = many ? linkTable(resource, filter.path) : resource.name;
    const column = many ? 'value' : filter.path.replaceAll('.', '_');
    const only =
      type.name === 'reference' && type.any && !isQualified(type)
        ? `WHERE collection = '${type.collections[0]}'`
        : '';
    const value = isQualified(type) ? `collection || '/' || value` : `"${column}"`;
    const stated = many ? only : `WHERE "${column}" IS NOT NULL`;
    const sql = `SELECT ${value} AS v, ${many ? 'record' : 'n'} AS r FROM "${table}" ${stated} ORDER BY v, r`;
    return this.db.prepare(sql).raw().iterate() as IterableIterator<[string, number]>;
  }

  private writeTerms(resource: Resource, parameter: Parameter, universe: number, facet: boolean) {
    const written = (value: string | number) =>
      parameter.type.name === 'boolean' ? String(value === 1) : String(value);
    // All is read before anything is written: a statement that is being read allows no other.
    const numbers = new Numbers();
    const values: string[] = [];
    const firsts = new Numbers();
    for (const [raw, n] of this.pairs(resource, parameter)) {
      const value = written(raw);
      if (values.at(-1) !== value) {
        values.push(value);
        firsts.push(numbers.length);
      }
      numbers.push(n);
    }
    firsts.push(numbers.length);
    const [all, starts] = [numbers.since(0), firsts.since(0)];
    const field = this.begin(resource, parameter.field, values.length);
    for (const [index, value] of values.entries())
      this.putTerm(field, value, all.subarray(starts[index], starts[index + 1]), universe);
    if (parameter.open)
      this.putTerm(
        field,
        STATED,
        all
          .slice()
          .sort()
          .filter((n, i, sorted) => n !== sorted[i - 1]),
        universe,
      );
    if (!facet) return;
    this.writeArray(field, valuePieces(all, starts, universe));
    this.insert.facets({ field, values: JSON.stringify(this.commonest(values, starts)) });
  }

  /** The values that most records have, with how many; in the order of the values where as many do. */
  private commonest(values: readonly string[], starts: Uint32Array): [string, number][] {
    return values
      .map((value, index): [string, number] => [
        value,
        (starts[index + 1] as number) - (starts[index] as number),
      ])
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .slice(0, MAX_FACET_VALUES);
  }

  /** Records that have the value, in its order, and where each value begins. */
  private writeRange(
    resource: Resource,
    name: string,
    column: string,
    keyOf: (value: never) => number,
  ): void {
    const sql = `SELECT "${column}" AS v, n FROM "${resource.name}" WHERE v IS NOT NULL ORDER BY v, n`;
    const numbers = new Numbers();
    const keys: [key: number, first: number][] = [];
    for (const [value, n] of this.db.prepare(sql).raw().iterate() as IterableIterator<[never, number]>) {
      const key = keyOf(value);
      if (keys.at(-1)?.[0] !== key) keys.push([key, numbers.length]);
      numbers.push(n);
    }
    const field = this.begin(resource, name, numbers.length);
    for (const [key, first] of keys) this.insert.bounds({ field, key, first });
    this.writeArray(field, pieces(numbers.since(0)));
  }

  private writeDates(resource: Resource, { field: name, filter: { path } }: Parameter, universe: number) {
    const { from, to } = dateColumns(path);
    this.writeRange(resource, rangeName(name, 'from'), from, dayNumber);
    this.writeRange(resource, rangeName(name, 'to'), to, dayNumber);
    const dated = this.db
      .prepare(
        `SELECT n FROM "${resource.name}" WHERE "${from}" IS NOT NULL OR "${to}" IS NOT NULL ORDER BY n`,
      )
      .pluck()
      .all() as number[];
    this.putTerm(this.begin(resource, name), STATED, Uint32Array.from(dated), universe);
  }

  private writeOrder(resource: Resource, name: string, path: string, universe: number) {
    const column = sortColumn(resource, path);
    const ordered = new Numbers();
    const sql = `SELECT n FROM "${resource.name}" ORDER BY "${column}", n`;
    for (const n of this.db.prepare(sql).pluck().iterate() as IterableIterator<number>) ordered.push(n);
    const order = ordered.since(0);
    const places = new Uint32Array(universe);
    for (const [place, n] of order.entries()) places[n] = place;
    this.writeArray(this.begin(resource, orderName(name), universe), pieces(order));
    this.writeArray(this.begin(resource, placeName(name), universe), pieces(places));
  }
}
