/** Memory of a process and all that it started. */
import { readdirSync, readFileSync } from 'node:fs';

const MIB_IN_KIB = 1024;
/** Between two samples, in milliseconds. */
const EVERY = 200;

const read = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
};

/** Process ids by the id of their parent. */
function children(): Map<number, number[]> {
  const found = new Map<number, number[]>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    // The name, in parentheses, may hold anything: the parent's id is the second field after it.
    const parent = Number(read(`/proc/${name}/stat`)?.split(') ').at(-1)?.split(' ')[1] ?? Number.NaN);
    found.set(parent, [...(found.get(parent) ?? []), Number(name)]);
  }
  return found;
}

function tree(pid: number): number[] {
  const all = children();
  const found = [pid];
  for (const one of found) found.push(...(all.get(one) ?? []));
  return found;
}

export interface Memory {
  /** All that is resident, in MiB. */
  resident: number;
  /** The same without pages of files, which the system takes back when it needs them. */
  anonymous: number;
}

function sum(pids: readonly number[]): Memory {
  const statuses = pids.map((pid) => read(`/proc/${pid}/status`) ?? '');
  const total = (name: string) =>
    statuses
      .map((status) => Number(new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(status)?.[1] ?? 0))
      .reduce((all, one) => all + one, 0) / MIB_IN_KIB;
  return { resident: total('VmRSS'), anonymous: total('RssAnon') };
}

/** Memory of a process and all below it. */
export const memoryOf = (pid: number): Memory => sum(tree(pid));

export const measurable = (): boolean => read('/proc/self/status') !== null;

const larger = (a: Memory, b: Memory): Memory => ({
  resident: Math.max(a.resident, b.resident),
  anonymous: Math.max(a.anonymous, b.anonymous),
});

/** The most memory while something goes on, of the processes that there are when it begins. */
export async function peakWhile<T>(
  pid: number,
  work: () => Promise<T>,
): Promise<{ peak: Memory; result: T }> {
  const pids = tree(pid);
  let peak = sum(pids);
  const sampling = setInterval(() => {
    peak = larger(peak, sum(pids));
  }, EVERY);
  try {
    const result = await work();
    return { peak: larger(peak, memoryOf(pid)), result };
  } finally {
    clearInterval(sampling);
  }
}
