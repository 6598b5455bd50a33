/** A thread with a connection of its own to the same database; each export is a task by its name. */
import { move, transferableSymbol, valueSymbol, workerData } from 'piscina';
import { openStore } from '../db.ts';
import type { Refused } from './background.ts';
import { HttpProblem } from './problem.ts';
import { type Input, type Output, tasksOver } from './tasks.ts';

const tasks = tasksOver(openStore((workerData as { file: string }).file, { mapped: false }));

/** Errors that are answers come back as data: an error loses its class on the way. */
const answering =
  <I, O>(task: (input: I) => O) =>
  (input: I): O | Refused => {
    try {
      return task(input);
    } catch (error) {
      if (!(error instanceof HttpProblem)) throw error;
      return { refused: { status: error.status, detail: error.message } };
    }
  };

/** Rows whose bytes go over to the thread that asked for them, rather than being copied. */
const handedOver = (made: Output<'rows'>) =>
  move({
    get [transferableSymbol]() {
      return [made.bytes.buffer];
    },
    get [valueSymbol]() {
      return made;
    },
  } as unknown as Parameters<typeof move>[0]);

export const list = answering(tasks.list);
export const rows = (input: Input<'rows'>) => {
  const made = answering(tasks.rows)(input);
  return 'bytes' in made ? handedOver(made) : made;
};
export const record = answering(tasks.record);
export const search = answering(tasks.search);
