/** Threads that are ended while they begin, as when a server is told to end soon after it has begun. */
import { expect, it } from 'vitest';
import { start } from './support.ts';

it('ends threads at any moment, and nothing else with them', async () => {
  const { ended } = start(process.execPath, ['test/faults/ended-threads.ts', '100']);
  expect(await ended).toEqual({ code: 0, signal: null, said: '' });
});
