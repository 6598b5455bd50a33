/** Machine words of a bit set hold 32 records each. */
const BITS = 32;

const wordsFor = (universe: number) => Math.ceil(universe / BITS);

/** Number of bits set in a word (Hacker's Delight, §5–1: sums of ever wider fields). */
function bitsIn(word: number): number {
  let v = word - ((word >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function setBits(words: Uint32Array, numbers: Uint32Array): void {
  for (let i = 0; i < numbers.length; i++) {
    const n = numbers[i] as number;
    words[n >>> 5] = (words[n >>> 5] as number) | (1 << (n & 31));
  }
}

function clearBits(words: Uint32Array, numbers: Uint32Array): void {
  for (let i = 0; i < numbers.length; i++) {
    const n = numbers[i] as number;
    words[n >>> 5] = (words[n >>> 5] as number) & ~(1 << (n & 31));
  }
}

function allBits(universe: number): Uint32Array {
  const words = new Uint32Array(wordsFor(universe)).fill(0xffffffff);
  const rest = universe % BITS;
  if (rest) words[words.length - 1] = 2 ** rest - 1;
  return words;
}

/** Whether so many of `universe` records take less room as a list of numbers than as bits. */
const isFew = (count: number, universe: number) => count < wordsFor(universe);

/** Bytes as the 32-bit numbers that they are, in the machine's order (little-endian); copied only where they must be. */
export function asNumbers(bytes: Uint8Array): Uint32Array {
  const { buffer, byteOffset, byteLength } = bytes.byteOffset % 4 ? Uint8Array.from(bytes) : bytes;
  return new Uint32Array(buffer, byteOffset, byteLength / 4);
}

/**
 * A set of records of one collection, by their numbers: 0 to `universe` - 1, in the order of their ids: a
 * list of them, or a bit for each record. What is stored, or found by a search, has the form that takes less room, so
 * at most a bit a record; what is asked of a set costs at most a walk over that. Sets are never changed.
 */
export class RecordSet {
  readonly universe: number;
  /** Numbers in ascending order, where there are few. */
  private readonly list: Uint32Array | null;
  private readonly words: Uint32Array;
  private counted: number;

  private constructor(universe: number, list: Uint32Array | null, words: Uint32Array, count: number) {
    this.universe = universe;
    this.list = list;
    this.words = words;
    this.counted = count;
  }

  /** @param numbers ascending, each once; kept as they are */
  static of(numbers: Uint32Array, universe: number): RecordSet {
    return new RecordSet(universe, numbers, NO_WORDS, numbers.length);
  }

  /** As `of`, in whichever form takes less room. */
  static from(numbers: Uint32Array, universe: number): RecordSet {
    return isFew(numbers.length, universe)
      ? RecordSet.of(numbers, universe)
      : RecordSet.gather(universe, [numbers]);
  }

  static all(universe: number): RecordSet {
    return new RecordSet(universe, null, allBits(universe), universe);
  }

  /** The records of lists of numbers, in any order, also more than once. */
  static gather(universe: number, lists: Iterable<Uint32Array>): RecordSet {
    const words = new Uint32Array(wordsFor(universe));
    for (const numbers of lists) setBits(words, numbers);
    return RecordSet.bits(universe, words);
  }

  /** All records but those of lists of numbers, in any order, also more than once. */
  static allBut(universe: number, lists: Iterable<Uint32Array>): RecordSet {
    const words = allBits(universe);
    for (const numbers of lists) clearBits(words, numbers);
    return RecordSet.bits(universe, words);
  }

  private static bits(universe: number, words: Uint32Array): RecordSet {
    return new RecordSet(universe, null, words, -1);
  }

  /** As it is stored: see `encode`. */
  static decode(bytes: Uint8Array, count: number, universe: number): RecordSet {
    const data = asNumbers(bytes);
    return isFew(count, universe) ? RecordSet.of(data, universe) : new RecordSet(universe, null, data, count);
  }

  /** Numbers or bits, whichever is less, as 32-bit integers in the machine's order (little-endian). */
  static encode(numbers: Uint32Array, universe: number): Uint8Array {
    const words = isFew(numbers.length, universe) ? numbers : RecordSet.gather(universe, [numbers]).words;
    return new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
  }

  get size(): number {
    if (this.counted < 0) {
      let count = 0;
      for (let i = 0; i < this.words.length; i++) count += bitsIn(this.words[i] as number);
      this.counted = count;
    }
    return this.counted;
  }

  has(n: number): boolean {
    if (!this.list) return ((this.words[n >>> 5] as number) & (1 << (n & 31))) !== 0;
    const at = this.firstAt(n);
    return this.list[at] === n;
  }

  /** Where in the list the first number stands that is not below `n`. */
  private firstAt(n: number): number {
    const list = this.list as Uint32Array;
    let [low, high] = [0, list.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((list[middle] as number) < n) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private filtered(keep: (n: number) => boolean): RecordSet {
    return RecordSet.of((this.list as Uint32Array).filter(keep), this.universe);
  }

  /** Those in both. */
  and(other: RecordSet): RecordSet {
    if (this.list) return this.filtered((n) => other.has(n));
    if (other.list) return other.and(this);
    const words = this.words.slice();
    for (let i = 0; i < words.length; i++) words[i] = (words[i] as number) & (other.words[i] as number);
    return RecordSet.bits(this.universe, words);
  }

  /** Those that are not in the other. */
  minus(other: RecordSet): RecordSet {
    if (this.list) return this.filtered((n) => !other.has(n));
    const words = this.words.slice();
    if (other.list) clearBits(words, other.list);
    else for (let i = 0; i < words.length; i++) words[i] = (words[i] as number) & ~(other.words[i] as number);
    return RecordSet.bits(this.universe, words);
  }

  /** Those in any of them. */
  static union(sets: readonly RecordSet[], universe: number): RecordSet {
    const [first] = sets;
    if (!first) return RecordSet.of(new Uint32Array(), universe);
    if (sets.length === 1) return first;
    const total = sets.reduce((sum, { size }) => sum + size, 0);
    if (sets.every(({ list }) => list) && isFew(total, universe)) {
      const numbers = new Uint32Array(total);
      let at = 0;
      for (const { list } of sets) {
        numbers.set(list as Uint32Array, at);
        at += (list as Uint32Array).length;
      }
      return RecordSet.of(
        numbers.sort().filter((n, index) => n !== numbers[index - 1]),
        universe,
      );
    }
    const words = new Uint32Array(wordsFor(universe));
    for (const set of sets)
      if (set.list) setBits(words, set.list);
      else for (let i = 0; i < words.length; i++) words[i] = (words[i] as number) | (set.words[i] as number);
    return RecordSet.bits(universe, words);
  }

  /**
   * The first so many from `from` on, itself included; downwards where descending.
   * @param from may lie outside the universe
   */
  take(from: number, descending: boolean, limit: number): number[] {
    const found: number[] = [];
    const step = descending ? -1 : 1;
    if (this.list) {
      let at = descending ? this.firstAt(from + 1) - 1 : this.firstAt(Math.max(0, from));
      for (; at >= 0 && at < this.list.length && found.length < limit; at += step)
        found.push(this.list[at] as number);
      return found;
    }
    const start = descending ? Math.min(from, this.universe - 1) : Math.max(from, 0);
    for (let n = start; n >= 0 && n < this.universe && found.length < limit; ) {
      const word = this.words[n >>> 5] as number;
      // The bits of this word from n on; a word without any is passed over at once.
      const rest = descending ? word & (0xffffffff >>> (31 - (n & 31))) : word & (0xffffffff << (n & 31));
      if (rest === 0) {
        n = descending ? (n & ~31) - 1 : (n | 31) + 1;
        continue;
      }
      n = (n & ~31) + (descending ? 31 - Math.clz32(rest) : 31 - Math.clz32(rest & -rest));
      found.push(n);
      n += step;
    }
    return found;
  }

  /** Every number, ascending. */
  each(visit: (n: number) => void): void {
    if (this.list) {
      for (const n of this.list) visit(n);
      return;
    }
    for (let i = 0; i < this.words.length; i++)
      for (let rest = this.words[i] as number; rest !== 0; rest &= rest - 1)
        visit(i * BITS + 31 - Math.clz32(rest & -rest));
  }
}

const NO_WORDS = new Uint32Array();
