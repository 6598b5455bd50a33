/** Begins threads, and ends each at another moment about that at which the driver is loaded. Argument: how many. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Thread } from '../../src/store/thread.ts';

const begin = () => new Thread<string>(new URL('./thread.ts', import.meta.url), null, console.error);

/** Milliseconds in which a thread begins. */
async function measure(): Promise<number> {
  const began = performance.now();
  const thread = begin();
  await thread.answer;
  const taken = performance.now() - began;
  await thread.end();
  return taken;
}

await measure();
const usual = await measure();
for (let n = 0; n < Number(process.argv[2]); n++) {
  const thread = begin();
  await sleep(usual * (0.6 + 0.5 * Math.random())); // a moment, not a wait for anything
  await thread.end();
}
