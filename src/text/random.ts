/** Numbers from 0 up to 1, which is never reached, that only look like chance (mulberry32): a seed gives the same ones each time. */
export function* drawNumbers(seed: number): Generator<number, never> {
  for (let state = seed | 0; ; ) {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    yield ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}
