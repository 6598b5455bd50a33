/** A thread with a connection of its own to the same database; each export is a task by its name. */
import { workerData } from 'piscina';
import { openStore } from '../db.ts';
import type { Refused } from './background.ts';
import { HttpProblem } from './problem.ts';
import { tasksOver } from './tasks.ts';

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

export const list = answering(tasks.list);
export const rows = answering(tasks.rows);
export const record = answering(tasks.record);
export const search = answering(tasks.search);
