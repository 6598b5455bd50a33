import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import type { Store } from '../store/store.ts';
import { HttpProblem } from './problem.ts';
import { type Input, type Output, type TaskName, tasksOver } from './tasks.ts';

/** Records of a collection from which on searches, facets and exports are done in threads. */
export const HEAVY_FROM = 20_000;

/** Questions that may wait for a thread; whoever comes later is told to try again. */
const MAX_WAITING = 256;

/** What a thread may fill before it is swept: rows are short-lived, and a larger part would only be memory. */
const YOUNG_MEGABYTES = 8;

/** Milliseconds after the start in which threads are not begun: the first answers need the processor. */
const WARM_AFTER = 1_000;

/** How a worker tells of an error that is an answer. */
export interface Refused {
  refused: { status: number; detail: string };
}

/** What a thread is told when it begins. */
export interface Told {
  file: string;
  /** The release that is served: the file may have been replaced since it was opened. */
  release: string;
}

/** Somebody who asks, and whether they still listen. */
export interface Asker {
  gone: () => boolean;
  admitted?: boolean;
}

/** A question that waits for its turn. */
interface Waiting {
  asker: Asker;
  begin: () => void;
  leave: () => void;
}

/** Does what may take long: at once where the data is small, else in threads, so that other requests are not held up. */
export class Background {
  private readonly store: Store;
  private readonly here: ReturnType<typeof tasksOver>;
  private readonly threaded: boolean;
  private readonly threads = Math.max(1, availableParallelism() - 1);
  private readonly waiting: Waiting[] = [];
  private running = 0;
  private pool: Piscina | null = null;
  private warming: NodeJS.Timeout | undefined;

  /** @param heavyFrom from how many records on threads are used */
  constructor(store: Store, heavyFrom = HEAVY_FROM) {
    this.store = store;
    this.here = tasksOver(store);
    this.threaded = Math.max(...Object.values(store.counts)) >= heavyFrom;
  }

  /** Begins the threads soon, so that the first heavy question does not wait for them, nor the first light one. */
  warm(): void {
    if (this.threaded) this.warming = setTimeout(() => this.begun(), WARM_AFTER).unref();
  }

  private begun(): Piscina {
    const told: Told = { file: this.store.file, release: this.store.release.id };
    this.pool ??= new Piscina({
      filename: new URL('./worker.js', import.meta.url).href,
      workerData: told,
      minThreads: this.threads,
      maxThreads: this.threads,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
    });
    return this.pool;
  }

  /** Does a task at once, and here: one that is known to be short. */
  now<T extends TaskName>(name: T, input: Input<T>): Output<T> {
    return this.here[name](input);
  }

  /**
   * Does a task in its turn; that of somebody who has gone is passed over.
   * @throws {HttpProblem} 503 where too many wait already, and whatever the task refuses
   */
  async run<T extends TaskName>(name: T, input: Input<T>, asker: Asker): Promise<Output<T>> {
    if (!this.threaded) return this.now(name, input);
    await this.turn(asker);
    try {
      const answer: Output<T> | Refused = await this.begun().run(input, { name });
      if ('refused' in answer) throw new HttpProblem(answer.refused.status, answer.refused.detail);
      return answer;
    } finally {
      this.running--;
      this.next();
    }
  }

  /**
   * Lets somebody in whose answer is sent in parts, which are then never refused: half an answer is none.
   * @throws {HttpProblem} 503 where too many wait already
   */
  admit(asker: Asker): void {
    if (!asker.admitted && this.waiting.length >= MAX_WAITING)
      throw new HttpProblem(503, 'Too many heavy questions are being answered; try again in a moment.');
    asker.admitted = true;
  }

  /** Waits until a thread is free. */
  private turn(asker: Asker): Promise<void> {
    this.admit(asker);
    return new Promise((resolve, reject) => {
      const leave = () => reject(new HttpProblem(499, 'The client has gone.'));
      this.waiting.push({ asker, begin: resolve, leave });
      this.next();
    });
  }

  private next(): void {
    while (this.running < this.threads) {
      const first = this.waiting.shift();
      if (!first) return;
      if (first.asker.gone()) {
        first.leave();
        continue;
      }
      this.running++;
      first.begin();
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.warming);
    await this.pool?.destroy();
  }
}
