/** A thread that loads the driver, says so, and then has nothing to do. */
import { parentPort } from 'node:worker_threads';
import { loadDriver } from '../../src/store/thread.ts';

loadDriver();
parentPort?.postMessage('begun');
setInterval(() => undefined, 1_000);
