/** This side of a load process: asks it for a task, gets the result. */
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { complaintOf, end, type Place, start } from '../processes.ts';
import type { ResultOf, Task } from './tasks.ts';

const WORKER = fileURLToPath(new URL('worker.ts', import.meta.url));

interface Message {
  id: number;
  result?: unknown;
  error?: string;
}

export class Helper {
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, PromiseWithResolvers<unknown>>();
  private last = 0;

  constructor(place: Place = 'load', nice = false) {
    this.child = start(process.execPath, [WORKER], { place, nice, channel: true });
    this.child.on('message', ({ id, result, error }: Message) => {
      const answer = this.waiting.get(id);
      this.waiting.delete(id);
      if (error === undefined) answer?.resolve(result);
      else answer?.reject(new Error(error));
    });
    this.child.on('exit', () => {
      const error = new Error(`The load process ended: ${complaintOf(this.child)}`);
      for (const answer of this.waiting.values()) answer.reject(error);
    });
  }

  do<T extends Task>(task: T): Promise<ResultOf[T['task']]> {
    const answer = Promise.withResolvers<unknown>();
    this.waiting.set(++this.last, answer);
    this.child.send({ id: this.last, task });
    return answer.promise as Promise<ResultOf[T['task']]>;
  }

  end(): Promise<void> {
    return end(this.child);
  }
}
