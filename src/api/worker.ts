/** A thread with a connection of its own to the same database; each export is a task by its name. */
import { constants, setPriority } from 'node:os';
import { workerData } from 'piscina';
import { openStore, type Store } from '../store/store.ts';
import { loadDriver } from '../store/thread.ts';
import type { TaskRefusal, Told, WorkerData } from './background.ts';
import { HttpProblem } from './problem.ts';
import { makeTasks, type Output, type TaskName } from './tasks.ts';

// On Linux a thread's own: the threads take what the others leave, even where they share a core.
setPriority(constants.priority.PRIORITY_LOW);

loadDriver();

let opened: ReturnType<typeof makeTasks> | null = null;

const REPLACED = 'The database file is no longer the one that is served; the server has to be restarted.';

/** The database as it is being served; null where the file is another's by now, or gone. */
function openServed(): Store | null {
  const { file, release } = workerData as WorkerData;
  try {
    const store = openStore(file, { checked: false, mapped: false });
    if (store.release.id === release) return store;
    store.close();
  } catch {
    // as good as replaced
  }
  return null;
}

/** Opens the database, where that can be done and has not been. */
export function warm(): void {
  const store = opened ? null : openServed();
  if (store) opened = makeTasks(store, (workerData as WorkerData).longest);
}

/**
 * The tasks, over the database as it is being served.
 * @throws {HttpProblem} 503 where the file has been replaced: two releases never answer side by side
 */
function getTasks(): ReturnType<typeof makeTasks> {
  warm();
  if (!opened) throw new HttpProblem(503, REPLACED);
  return opened;
}

/** Errors that are answers come back as data: an error loses its class on the way. */
const answerTask =
  <T extends TaskName>(name: T) =>
  async ({ input, gone }: Told<T>): Promise<Awaited<Output<T>> | TaskRefusal> => {
    try {
      return await getTasks()[name](input, gone);
    } catch (error) {
      if (!(error instanceof HttpProblem)) throw error;
      return { refused: { status: error.status, detail: error.message, errors: error.errors } };
    }
  };

/** The tasks of tasks.ts, each an export, as Piscina asks for them by name. */
export const [accounts, book, changes, count, list, outcomes, record, remarks, search, rows] = [
  answerTask('accounts'),
  answerTask('book'),
  answerTask('changes'),
  answerTask('count'),
  answerTask('list'),
  answerTask('outcomes'),
  answerTask('record'),
  answerTask('remarks'),
  answerTask('search'),
  answerTask('rows'),
];
