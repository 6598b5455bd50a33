const TWO_32 = 4294967296;

/** Scrambles numbers into one 32-bit seed, so that every record has a stream of chance of its own (murmur3's finalizer). */
export function mix(a: number, b: number, c = 0): number {
  let h =
    Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 0x7f4a7c15, 0xc2b2ae35) ^ Math.imul(c, 0x27d4eb2f);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Numbers that only look like chance (mulberry32): the same seed gives the same ones on every machine. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed | 0;
  }

  bits(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  }

  /** From 0 up to 1, which is never reached. */
  float(): number {
    return this.bits() / TWO_32;
  }

  /** A whole number from 0 up to `n`, which is never reached. */
  below(n: number): number {
    return (this.float() * n) | 0;
  }

  /** As `below`, small numbers much more often than great ones. */
  skewed(n: number): number {
    const u = this.float();
    return (n * u * Math.sqrt(u)) | 0;
  }

  chance(probability: number): boolean {
    return this.float() < probability;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  /** As `pick`, the first members more often than the last ones. */
  favour<T>(list: readonly T[]): T {
    return list[this.skewed(list.length)] as T;
  }
}

/** Draws the numbers 0 to n - 1 with given weights, at the same cost whatever n is (Walker's alias method, as Vose has it). */
export class Weighted {
  private readonly keep: Float64Array;
  private readonly other: Uint32Array;

  constructor(weights: readonly number[]) {
    const n = weights.length;
    const sum = weights.reduce((a, b) => a + b, 0);
    const scaled = weights.map((weight) => (weight * n) / sum);
    this.keep = new Float64Array(n).fill(1);
    this.other = new Uint32Array(n);
    const small: number[] = [];
    const large: number[] = [];
    for (let i = 0; i < n; i++) ((scaled[i] as number) < 1 ? small : large).push(i);
    while (small.length && large.length) {
      const less = small.pop() as number;
      const more = large.at(-1) as number;
      this.keep[less] = scaled[less] as number;
      this.other[less] = more;
      scaled[more] = (scaled[more] as number) - (1 - (scaled[less] as number));
      if ((scaled[more] as number) < 1) small.push(large.pop() as number);
    }
  }

  draw(random: Random): number {
    const u = random.float() * this.keep.length;
    const i = u | 0;
    return u - i < (this.keep[i] as number) ? i : (this.other[i] as number);
  }
}

/**
 * Popularity as in life (Zipf's law, shifted as Mandelbrot has it): few are in everything, most in next to nothing.
 * The shift is chosen so that the first of `n` has the share `first`, however many there are.
 */
export function zipf(n: number, first: number): Weighted {
  const weights = (shift: number) => Array.from({ length: n }, (_, k) => 1 / (k + 1 + shift));
  const share = (shift: number) => 1 / (1 + shift) / weights(shift).reduce((a, b) => a + b, 0);
  let [low, high] = [-0.95, 1000];
  for (let round = 0; round < 40; round++) {
    const middle = (low + high) / 2;
    if (share(middle) > first) low = middle;
    else high = middle;
  }
  return new Weighted(weights(low));
}
