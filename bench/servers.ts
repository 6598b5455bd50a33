/** Processes that are measured: each on one core, everything that asks on another; all end with this one. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { ask } from './load.ts';

/** A file of this project. */
export const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** A server that answers. */
export interface Server {
  port: number;
  pid: number | undefined;
  /** Seconds of processor time that it has taken; NaN where the system does not tell. */
  processor(): number;
  end(): Promise<void>;
}

/** What a process is started with besides its arguments. */
export interface Options {
  env?: Record<string, string>;
  cwd?: string;
  /** Asks, rather than being asked, and yields to what measures. */
  background?: boolean;
}

const PATIENCE = 60_000;

/** Cores that this process may run on. */
function allowedCores(): number[] {
  const { stdout, status } = spawnSync('taskset', ['-cp', String(process.pid)], { encoding: 'utf8' });
  const list = status === 0 ? (stdout.split(': ')[1] ?? '') : '';
  return list.split(',').flatMap((part) => {
    const [first = Number.NaN, last = first] = part.trim().split('-').map(Number);
    return Number.isNaN(first) ? [] : Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}

const [serverCore, loadCore] = allowedCores();

/** Whether servers and load have a core each. */
export const pinned: boolean = serverCore !== undefined && loadCore !== undefined;

/** Leaves the servers' core to the servers. */
export function pinThisProcess(): void {
  if (pinned) spawnSync('taskset', ['-acp', String(loadCore), String(process.pid)]);
}

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));

/** Starts Node. */
export function start(args: readonly string[], { env, cwd, background }: Options = {}): ChildProcess {
  const core = background ? loadCore : serverCore;
  const command = [
    ...(background ? ['nice', '-n', '10'] : []),
    ...(pinned ? ['taskset', '-c', String(core)] : []),
    process.execPath,
    ...args,
  ];
  const child = spawn(command[0] as string, command.slice(1), {
    cwd,
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  running.add(child);
  child.on('exit', () => running.delete(child));
  return child;
}

/** Ends a process and waits until it is gone. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const impatient = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await gone;
  clearTimeout(impatient);
}

/** Time of all threads of a process, in user mode and in the kernel, from hundredths of a second (proc(5)). */
function processorTime(pid: number | undefined): number {
  if (!existsSync(`/proc/${pid}/stat`)) return Number.NaN;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** A port that was free a moment ago. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/** Starts a server and waits for its first answer at a path, whatever it is. */
export async function serve(make: (port: number) => { args: string[] } & Options, path = '/') {
  const port = await freePort();
  const { args, ...options } = make(port);
  const began = performance.now();
  const child = start(args, options);
  for (;;) {
    const reply = await ask(port, path).catch(() => null);
    if (reply)
      return { port, pid: child.pid, processor: () => processorTime(child.pid), end: () => end(child) };
    if (child.exitCode !== null || performance.now() - began > PATIENCE) {
      await end(child);
      throw new Error(`${args.join(' ')} does not answer`);
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

/** Demarche on a database, as `npm start` runs it; without a cache of answers unless asked for. */
export const serveDemarche = (file: string, env: Record<string, string> = { CACHE_MAX_BYTES: '0' }) =>
  serve((port) => {
    const unlimited = { LOG_LEVEL: 'warn', LOG_REQUESTS: 'false', RATE_LIMIT: '0', SHED_LOAD: 'false' };
    const where = { HOST: '127.0.0.1', PORT: String(port), DATABASE_PATH: file };
    return { args: [here('../src/server.ts')], env: { ...where, ...unlimited, ...env } };
  }, '/openapi.json'); // what a thread makes beside the start: it is done then

/** Node's own server, with the bytes and headers that are in two files. */
export const serveBare = (...files: string[]) =>
  serve((port) => ({ args: [here('bare.ts'), String(port), ...files] }));

/** The server written by hand, on the same database. */
export const serveJoined = (file: string) =>
  serve((port) => ({ args: [here('joined.ts'), String(port), file] }));

/** The version of a dependency that is installed. */
export const versionOf = (name: string): string =>
  (JSON.parse(readFileSync(here(`../node_modules/${name}/package.json`), 'utf8')) as { version: string })
    .version;
