import type { ServerResponse } from 'node:http';
import { availableParallelism } from 'node:os';
import type { FastifyReply } from 'fastify';
import { Piscina } from 'piscina';
import type { Store } from '../store/store.ts';
import { HttpProblem } from './problem.ts';
import { type Input, makeTasks, type Output, type TaskName } from './tasks.ts';

/** Records of a collection from which on what may take long is done in threads. */
export const HEAVY_FROM = 20_000;

/** What takes long wherever it is done: a workbook of 1,500 statements and their lists a second and a half. */
const ALWAYS_LONG: readonly TaskName[] = ['book'];

/** Questions that may wait for a thread; whoever comes later is told to try again. */
const MAX_WAITING = 256;

/** How a worker tells of an error that is an answer. */
export interface TaskRefusal {
  refused: { status: number; detail: string; errors: HttpProblem['errors'] };
}

/** What a thread is told when it begins. */
export interface WorkerData {
  file: string;
  /** The release that is served: the file may have been replaced since it was opened. */
  release: string;
}

/** Does what may take long: at once where the data is small, else in threads, so that other requests are not held up. */
export class Background {
  private readonly store: Store;
  private readonly tasks: ReturnType<typeof makeTasks>;
  /** Whether there are threads at all. */
  readonly threaded: boolean;
  private pool: Piscina | null = null;
  /** Answers that are being sent in parts. */
  private underWay = 0;

  /** @param heavyFrom from how many records on threads are used */
  constructor(store: Store, heavyFrom = HEAVY_FROM) {
    this.store = store;
    this.tasks = makeTasks(store);
    this.threaded = Math.max(...Object.values(store.counts)) >= heavyFrom;
  }

  /** Begins the threads, so that the first heavy question does not wait for them. */
  async warm(): Promise<void> {
    if (this.threaded) await this.startThreads().run(null, { name: 'warm' });
  }

  private startThreads(): Piscina {
    const told: WorkerData = { file: this.store.file, release: this.store.release.id };
    const threads = Math.max(1, availableParallelism() - 1);
    this.pool ??= new Piscina({
      filename: new URL('./worker.ts', import.meta.url).href,
      workerData: told,
      minThreads: threads,
      maxThreads: threads,
    });
    return this.pool;
  }

  /** Does a task in this thread: one that is known to be short. */
  runHere<T extends TaskName>(name: T, input: Input<T>): Output<T> {
    return this.tasks[name](input);
  }

  /**
   * Does a task in a thread, in its turn; `signal` takes it back where whoever asked has gone.
   * @param begun whether it is part of an answer that has begun: those are never refused
   * @throws {HttpProblem} 503 where too many wait already, and whatever the task refuses
   */
  async run<T extends TaskName>(
    name: T,
    input: Input<T>,
    signal: AbortSignal,
    begun = false,
  ): Promise<Awaited<Output<T>>> {
    if (!this.threaded && !ALWAYS_LONG.includes(name)) return await this.runHere(name, input);
    const pool = this.startThreads();
    // Piscina's own bound passes over tasks that can be taken back.
    if (!begun && pool.queueSize >= MAX_WAITING) throw this.makeBusyProblem();
    try {
      const answer: Awaited<Output<T>> | TaskRefusal = await pool.run(input, { name, signal });
      if ('refused' in answer) {
        const { status, detail, errors } = answer.refused;
        throw new HttpProblem(status, detail, errors);
      }
      return answer;
    } catch (error) {
      if (signal.aborted) throw new HttpProblem(499, 'The client has gone.');
      throw error;
    }
  }

  private makeBusyProblem = () =>
    new HttpProblem(503, 'Too many heavy questions are being answered; try again in a moment.');

  /**
   * Lets an answer begin that is sent in parts, each a task that is not refused any more: half an answer is none.
   * @throws {HttpProblem} 503 where too many are under way already
   */
  admit(response: ServerResponse): void {
    if (!this.threaded) return;
    const waiting = Math.max(this.underWay, this.pool?.queueSize ?? 0);
    if (waiting >= MAX_WAITING / 2) throw this.makeBusyProblem();
    this.underWay++;
    response.once('close', () => this.underWay--);
  }

  async close(): Promise<void> {
    // What waits is given up, what a thread is at is finished: its answer would come to a pool that is gone.
    await this.pool?.close({ force: true });
  }
}

/** Aborted when the connection that is to be answered closes before it is. */
export function makeCloseSignal(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort();
  });
  return controller.signal;
}
