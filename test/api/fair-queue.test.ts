/** Who waits for a place, in which order they get it, and who is refused where too many wait. */
import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { FairQueue } from '../../src/api/fair-queue.ts';

/** One place, which is taken, and so many that may wait for it; what becomes of those that ask. */
async function open(most: number) {
  const queue = new FairQueue(1, most);
  const { signal } = new AbortController();
  const told: string[] = [];
  await queue.enter('somebody', signal, () => new Error());
  /** Has somebody ask, under a name that begins with the client's. */
  const ask = (name: string) => {
    queue
      .enter(name.charAt(0), signal, () => new Error('refused'))
      .then(
        () => told.push(name),
        ({ message }: Error) => told.push(`${name} ${message}`),
      );
  };
  return { queue, told, ask };
}

it('as many wait as may; one more, and the last of whoever has most waiting is refused', async () => {
  const { queue, told, ask } = await open(3);
  for (const name of ['a1', 'a2', 'b1']) ask(name);
  await setImmediate();
  expect([told, queue.size]).toEqual([[], 3]);
  ask('c1');
  await setImmediate();
  expect([told, queue.size]).toEqual([['a2 refused'], 3]);
});

it('clients take queue, and what one of them asks stays in order', async () => {
  const { queue, told, ask } = await open(9);
  for (const name of ['a1', 'a2', 'a3', 'b1', 'c1', 'c2']) ask(name);
  for (let n = 0; n < 6; n++) {
    queue.leave();
    await setImmediate();
  }
  expect(told).toEqual(['a1', 'b1', 'c1', 'a2', 'c2', 'a3']);
});
