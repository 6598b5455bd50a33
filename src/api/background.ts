import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import type { Store } from '../db.ts';
import { HttpProblem } from './problem.ts';
import { type Input, type Output, type TaskName, tasksOver } from './tasks.ts';

/** Records from which on searches, facets and exports are done in threads: below, they take a millisecond or two. */
export const HEAVY_FROM = 50_000;

/** Tasks that may wait for a thread; whoever comes later is told to try again. */
const MAX_WAITING = 256;

/** What a thread may fill before it is swept: rows are short-lived, and a larger part would only be memory. */
const YOUNG_MEGABYTES = 8;

/** How a worker tells of an error that is an answer. */
export interface Refused {
  refused: { status: number; detail: string };
}

/** Does what may take long: at once where the data is small, else in threads, so that other requests are not held up. */
export class Background {
  private readonly store: Store;
  private readonly here: ReturnType<typeof tasksOver>;
  private readonly threaded: boolean;
  private pool: Piscina | null = null;

  /** @param heavyFrom from how many records on threads are used */
  constructor(store: Store, heavyFrom = HEAVY_FROM) {
    this.store = store;
    this.here = tasksOver(store);
    this.threaded = Math.max(...Object.values(store.counts)) >= heavyFrom;
  }

  /** Threads are begun when they are first needed, so that a start does not wait for them. */
  private threads(): Piscina {
    this.pool ??= new Piscina({
      filename: new URL('./worker.ts', import.meta.url).href,
      workerData: { file: this.store.file },
      minThreads: 1,
      maxThreads: Math.max(1, availableParallelism() - 1),
      maxQueue: MAX_WAITING,
      idleTimeout: 60_000,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
    });
    return this.pool;
  }

  /** Does a task at once, and here: one that is known to be short. */
  now<T extends TaskName>(name: T, input: Input<T>): Output<T> {
    return this.here[name](input);
  }

  /**
   * Does a task in its turn.
   * @throws {HttpProblem} 503 where too many wait already, and whatever the task refuses
   */
  async run<T extends TaskName>(name: T, input: Input<T>): Promise<Output<T>> {
    if (!this.threaded) return this.now(name, input);
    const pool = this.threads();
    if (pool.queueSize >= MAX_WAITING)
      throw new HttpProblem(
        503,
        'Too many heavy questions are being answered already; try again in a moment.',
      );
    const answer: Output<T> | Refused = await pool.run(input, { name });
    if ('refused' in answer) throw new HttpProblem(answer.refused.status, answer.refused.detail);
    return answer;
  }

  async close(): Promise<void> {
    await this.pool?.destroy();
  }
}
