import type { ServerResponse } from 'node:http';
import { availableParallelism } from 'node:os';
import type { FastifyRequest } from 'fastify';
import { Piscina } from 'piscina';
import { MAX_MILLISECONDS } from '../store/effort.ts';
import type { Store } from '../store/store.ts';
import { EXEC_ARGV, waitUntilLoaded } from '../store/thread.ts';
import { getClient, getGone } from './exchange.ts';
import { FairQueue } from './fair-queue.ts';
import { HttpProblem, makeGoneProblem } from './problem.ts';
import type { Refusals } from './refusals.ts';
import { type Input, makeTasks, type Output, type TaskName } from './tasks.ts';

/** Records of a collection from which on what may take long is done in threads. */
export const HEAVY_FROM = 20_000;

/** What takes long wherever it is done: a workbook of 1,500 statements and their lists a second and a half. */
const ALWAYS_LONG: readonly TaskName[] = ['book'];

/** Questions that may wait for a thread; where there are more, the client that has most of them is told to try again. */
const MAX_WAITING = 256;
/** Answers in parts that may be under way, in all and of one client. */
const MAX_UNDER_WAY = { all: MAX_WAITING / 2, client: MAX_WAITING / 4 } as const;

/** Who asks, and whether the answer is still waited for. */
export interface Asker {
  client: string;
  /** Aborted when the connection closes before it was answered. */
  signal: AbortSignal;
}

/** How a worker tells of an error that is an answer. */
export interface TaskRefusal {
  refused: { status: number; detail: string; errors: HttpProblem['errors'] };
}

/** What a thread is told of a task. */
export interface Told<T extends TaskName> {
  input: Input<T>;
  /** In memory that threads share: other than 0 once whoever asked has gone. */
  gone: Int32Array;
}

/** What a thread is told when it begins. */
export interface WorkerData {
  file: string;
  /** The release that is served: the file may have been replaced since it was opened. */
  release: string;
  /** Milliseconds that one task may take. */
  longest: number;
}

/** Does what may take long: at once where the data is small, else in threads, so that other requests are not held up. */
export class Background {
  private readonly store: Store;
  private readonly tasks: ReturnType<typeof makeTasks>;
  /** Whether there are threads at all. */
  readonly threaded: boolean;
  private pool: Piscina | null = null;
  /** Settled once the threads may be ended. */
  private loaded: Promise<unknown> = Promise.resolve();
  private readonly threads = Math.max(1, availableParallelism() - 1);
  private readonly queue = new FairQueue(this.threads, MAX_WAITING);
  private readonly refusals: Refusals;
  private readonly longest: number;
  /** Answers that are being sent in parts, by client. */
  private readonly underWay = new Map<string, number>();

  /**
   * @param heavyFrom from how many records on threads are used
   * @param longest milliseconds that one task may take
   */
  constructor(store: Store, refusals: Refusals, heavyFrom = HEAVY_FROM, longest = MAX_MILLISECONDS) {
    this.store = store;
    this.refusals = refusals;
    this.longest = longest;
    this.tasks = makeTasks(store, longest);
    this.threaded = Math.max(...Object.values(store.counts)) >= heavyFrom;
  }

  /** Begins the threads, so that the first heavy question does not wait for them. */
  async warm(): Promise<void> {
    if (this.threaded) await this.startThreads().run(null, { name: 'warm' });
  }

  private startThreads(): Piscina {
    if (this.pool) return this.pool;
    const { file, release } = this.store;
    const told: WorkerData = { file, release: release.id, longest: this.longest };
    const pool = new Piscina({
      filename: new URL('./worker.ts', import.meta.url).href,
      workerData: told,
      execArgv: EXEC_ARGV,
      minThreads: this.threads,
      maxThreads: this.threads,
    });
    this.loaded = Promise.all(pool.threads.map(waitUntilLoaded));
    this.pool = pool;
    return pool;
  }

  /** Does a task in this thread: one that is known to be short. */
  runHere<T extends TaskName>(name: T, input: Input<T>): Output<T> {
    return this.tasks[name](input);
  }

  /** Questions that wait for a thread. */
  get waiting(): number {
    return this.queue.size;
  }

  /**
   * Does a task in a thread, when its client's turn has come; it is taken back where whoever asked has gone by then.
   * @param begun whether it is part of an answer that has begun: those are never refused
   * @throws {HttpProblem} 503 where too many wait already, and whatever the task refuses
   */
  async run<T extends TaskName>(
    name: T,
    input: Input<T>,
    { client, signal }: Asker,
    begun = false,
  ): Promise<Awaited<Output<T>>> {
    if (!this.threaded && !ALWAYS_LONG.includes(name)) return await this.runHere(name, input);
    try {
      await this.queue.enter(client, signal, this.makeBusyProblem, begun);
    } catch (error) {
      if (signal.aborted) throw makeGoneProblem();
      throw error;
    }
    const gone = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const tell = () => Atomics.store(gone, 0, 1);
    signal.addEventListener('abort', tell, { once: true });
    try {
      // Without the signal: Piscina would end the thread that is at it. The thread looks itself, between its steps.
      const told: Told<T> = { input, gone };
      const answer: Awaited<Output<T>> | TaskRefusal = await this.startThreads().run(told, { name });
      if ('refused' in answer) {
        const { status, detail, errors } = answer.refused;
        throw new HttpProblem(status, detail, errors);
      }
      return answer;
    } finally {
      signal.removeEventListener('abort', tell);
      this.queue.leave();
    }
  }

  private makeBusyProblem = () => {
    this.refusals.count('heavy');
    return new HttpProblem(503, 'Too many heavy questions are being answered; try again in a moment.');
  };

  /**
   * Lets an answer begin that is sent in parts, each a task that is not refused any more: half an answer is none.
   * @throws {HttpProblem} 503 where too many are under way already
   */
  admit({ client }: Asker, response: ServerResponse): void {
    if (!this.threaded) return;
    const all = [...this.underWay.values()].reduce((sum, count) => sum + count, 0);
    const own = this.underWay.get(client) ?? 0;
    if (Math.max(all, this.queue.size) >= MAX_UNDER_WAY.all || own >= MAX_UNDER_WAY.client)
      throw this.makeBusyProblem();
    this.underWay.set(client, own + 1);
    response.once('close', () => {
      const left = (this.underWay.get(client) ?? 1) - 1;
      if (left) this.underWay.set(client, left);
      else this.underWay.delete(client);
    });
  }

  async close(): Promise<void> {
    // What waits is given up, what a thread is at is finished: its answer would come to a pool that is gone.
    this.queue.refuseAll();
    await this.loaded;
    await this.pool?.close({ force: true });
  }
}

/** Whoever waits for an answer. */
export const makeAsker = ({ raw }: FastifyRequest): Asker => ({
  client: getClient(raw),
  signal: getGone(raw),
});
