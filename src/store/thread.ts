/**
 * Threads that open databases. SQLite's driver is native code: a thread that is ended while it loads that takes the whole
 * process with it, so that whoever ends one waits until it has told that the driver is loaded.
 */
import { parentPort, Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';

const LOADED = 'driver loaded';

/** What Node is given where it begins a thread, so that it begins soon. */
export const EXEC_ARGV = ['--import', new URL('../loading.ts', import.meta.url).href];

/** Loads the driver, first of all that a thread does, and tells whoever has begun the thread. */
export function loadDriver(): void {
  new Database(':memory:').close();
  parentPort?.postMessage(LOADED);
}

/** Settled once a thread may be ended: it has loaded the driver, or ended by itself. */
export const waitUntilLoaded = (worker: Worker): Promise<void> =>
  new Promise((resolve) => {
    worker.on('message', (message) => {
      if (message === LOADED) resolve();
    });
    worker.once('exit', () => resolve());
  });

/** A thread for one task. */
export class Thread<T = never> {
  private readonly worker: Worker;
  private readonly loaded: Promise<void>;
  /** What it answers; undefined where it ends without. */
  readonly answer: Promise<T | undefined>;

  /** @param onError is told what it could not catch, before it ends */
  constructor(file: URL, workerData: unknown, onError: (error: Error) => void) {
    this.worker = new Worker(file, { workerData, execArgv: EXEC_ARGV });
    this.loaded = waitUntilLoaded(this.worker);
    this.worker.on('error', onError);
    this.answer = new Promise((resolve) => {
      this.worker.on('message', (message: T | typeof LOADED) => {
        if (message !== LOADED) resolve(message);
      });
      this.worker.once('exit', () => resolve(undefined));
    });
  }

  /** Settled with its exit code when it has ended. */
  get ended(): Promise<number> {
    return new Promise((resolve) => this.worker.once('exit', resolve));
  }

  /** Ends it, whatever it is at. */
  async end(): Promise<void> {
    await this.loaded;
    await this.worker.terminate();
  }
}
