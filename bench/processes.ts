/** Child processes: pinned to a core, and every one ended at the end, by its own id, whatever happens. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import { CORES, PINS } from './machine.ts';

export type Place = 'server' | 'load';

export interface Start {
  place: Place;
  env?: Record<string, string>;
  cwd?: string;
  /** Talks over a channel: see load/worker.ts. */
  channel?: boolean;
  /** Yields to what measures on the same core. */
  nice?: boolean;
}

/** How long an ended process may take before it is killed, in milliseconds. */
const PATIENCE = 5_000;
/** How much of what a process complains about is kept, in characters. */
const COMPLAINT = 2_000;

const running = new Set<ChildProcess>();
const complaints = new WeakMap<ChildProcess, string>();

const pinned = (place: Place, nice: boolean | undefined, command: string, args: readonly string[]) => [
  ...(nice && PINS.nice() ? ['nice', '-n', '10'] : []),
  ...(PINS.taskset() ? ['taskset', '-c', String(CORES[place])] : []),
  command,
  ...args,
];

/** Starts a process that ends with this one at the latest. */
export function start(command: string, args: readonly string[], options: Start): ChildProcess {
  const [first, ...rest] = pinned(options.place, options.nice, command, args) as [string, ...string[]];
  const child = spawn(first, rest, {
    cwd: options.cwd,
    env: { ...process.env, NODE_ENV: 'production', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe', ...(options.channel ? (['ipc'] as const) : [])],
  });
  running.add(child);
  child.stdout?.resume();
  child.stderr?.on('data', (chunk) =>
    complaints.set(child, `${complaints.get(child) ?? ''}${chunk}`.slice(-COMPLAINT)),
  );
  child.on('error', (error) => complaints.set(child, error.message));
  child.on('close', () => running.delete(child));
  return child;
}

/** What a process wrote to its standard error, the last of it. */
export const complaintOf = (child: ChildProcess): string => complaints.get(child) ?? '';

export const ended = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

/** Ends a process and waits until it is gone. */
export async function end(child: ChildProcess): Promise<void> {
  if (ended(child) || child.pid === undefined) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const impatient = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
  await gone;
  clearTimeout(impatient);
}

export const endAll = async (): Promise<void> => {
  await Promise.all([...running].map(end));
};

/** The whole output of a command that ends by itself, or null where it fails or is not installed. */
export function output(command: string, args: readonly string[]): string | null {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  return status === null ? null : `${stdout}${stderr}`;
}

/** Runs a command that ends by itself; rejects with what it complained about. */
export async function run(command: string, args: readonly string[], options: Start): Promise<string> {
  const child = start(command, args, options);
  const chunks: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise((resolve) => {
    child.once('error', resolve);
    child.once('close', resolve);
  });
  if (code !== 0)
    throw new Error(`${command} ${args[0] ?? ''}: ${complaintOf(child).trim() || `code ${code}`}`);
  return Buffer.concat(chunks).toString();
}

/** Ends everything on Ctrl-C and the like, and kills what is left when this process goes. */
export function endWithThisProcess(): void {
  process.on('exit', () => {
    for (const child of running) child.kill('SIGKILL');
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, async () => {
      await endAll();
      process.exit(128 + constants.signals[signal]);
    });
}
