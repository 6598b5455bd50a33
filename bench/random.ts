import { drawNumbers } from '../src/text/random.ts';

/** What chance would choose: the same seed gives the same on every machine. */
export class Random {
  /** From 0 up to 1, which is never reached. */
  readonly float: () => number;

  constructor(seed: number) {
    const numbers = drawNumbers(seed);
    this.float = () => numbers.next().value;
  }

  /** A whole number from 0 up to `n`, which is never reached. */
  below(n: number): number {
    return Math.floor(this.float() * n);
  }

  /** Whether something of this probability happens. */
  chance(probability: number): boolean {
    return this.float() < probability;
  }

  /** A member of a list, each as often as the others. */
  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  /** A member of a list by a power law, much as Zipf's: of 60 the first one time in 8, the last one time in 120. */
  favour<T>(list: readonly T[], power = 2): T {
    return list[Math.floor(list.length * this.float() ** power)] as T;
  }

  /** One of the numbers from 0 on, each as often as its weight says; the weights add up to 100. */
  weighted(...weights: number[]): number {
    const drawn = this.below(100);
    return weights.findIndex((_, at) => drawn < weights.slice(0, at + 1).reduce((sum, one) => sum + one));
  }

  /** A list in another order. */
  shuffle<T>(list: readonly T[]): T[] {
    const keyed = list.map((member) => ({ member, key: this.float() }));
    return keyed.sort((a, b) => a.key - b.key).map(({ member }) => member);
  }
}
