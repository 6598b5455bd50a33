/** A thread with a connection of its own to the same database; each export is a task by its name. */
import { constants, setPriority } from 'node:os';
import { workerData } from 'piscina';
import { openStore, type Store } from '../store/store.ts';
import type { Refused, Told } from './background.ts';
import { HttpProblem } from './problem.ts';
import { type Input, type Output, type TaskName, tasksOver } from './tasks.ts';

// On Linux a thread's own: the threads take what the others leave, even where they share a core.
setPriority(constants.priority.PRIORITY_LOW);

let opened: ReturnType<typeof tasksOver> | null = null;

const REPLACED = 'The database file is no longer the one that is served; the server has to be restarted.';

/** The database as it is being served; null where the file is another's by now, or gone. */
function openServed(): Store | null {
  const { file, release } = workerData as Told;
  try {
    const store = openStore(file, { mapped: false });
    if (store.release.id === release) return store;
    store.close();
  } catch {
    // as good as replaced
  }
  return null;
}

/**
 * The tasks, over the database as it is being served.
 * @throws {HttpProblem} 503 where the file has been replaced: two releases never answer side by side
 */
function tasks(): ReturnType<typeof tasksOver> {
  const store = opened ? null : openServed();
  if (store) opened = tasksOver(store);
  if (!opened) throw new HttpProblem(503, REPLACED);
  return opened;
}

/** Errors that are answers come back as data: an error loses its class on the way. */
const answering =
  <T extends TaskName>(name: T) =>
  (input: Input<T>): Output<T> | Refused => {
    try {
      return tasks()[name](input);
    } catch (error) {
      if (!(error instanceof HttpProblem)) throw error;
      return { refused: { status: error.status, detail: error.message, errors: error.errors } };
    }
  };

/** The tasks of tasks.ts, each an export, as Piscina asks for them by name. */
export const [count, list, record, remarks, search, rows] = [
  answering('count'),
  answering('list'),
  answering('record'),
  answering('remarks'),
  answering('search'),
  answering('rows'),
];
