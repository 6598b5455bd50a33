/** The machine that measures, and the tools that it has for that. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { cpus, platform, release, totalmem } from 'node:os';
import Database from 'better-sqlite3';

/** Whether a command is there; asked when it is first needed, and once. */
function works(command: string, ...args: string[]): () => boolean {
  let found: boolean | undefined;
  return () => {
    found ??= spawnSync(command, args).error === undefined;
    return found;
  };
}

/** Numbers out of a list such as `0-3,7`. */
export const numbersOf = (list: string): number[] =>
  list.split(',').flatMap((part) => {
    const [first = Number.NaN, last = first] = part.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });

function allowedCores(): number[] {
  const file = '/proc/self/status';
  const list = existsSync(file) && /^Cpus_allowed_list:\s*(\S+)/m.exec(readFileSync(file, 'utf8'))?.[1];
  return list ? numbersOf(list) : cpus().map((_, index) => index);
}

const [first = 0, second = first] = allowedCores();

/** The server has one core, all that asks it another. */
export const CORES = { server: first, load: second } as const;

const taskset = works('taskset', '--version');

/** How processes are kept out of each other's way. */
export const PINS = { taskset: () => first !== second && taskset(), nice: works('nice', '--version') };

/** Installed on demand where wrk is not there. */
export const AUTOCANNON = '9.0.0';
/** Over which a server is asked as fast as it can answer. */
export const CONNECTIONS = 16;

export const TOOLS = { wrk: works('wrk', '-v'), nginx: works('nginx', '-v') };

/** This process asks too: it keeps off the server's core. */
export function stayOffTheServersCore(): void {
  if (PINS.taskset()) spawnSync('taskset', ['-cp', String(CORES.load), String(process.pid)]);
}

const versionOf = (name: string): string =>
  (
    JSON.parse(readFileSync(new URL(`../node_modules/${name}/package.json`, import.meta.url), 'utf8')) as {
      version: string;
    }
  ).version;

/** The first version number in what a command says of itself. */
function saidVersion(command: string, ...args: string[]): string {
  const { stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  return /\d+\.\d+(\.\d+)?/.exec(`${stdout}${stderr}`)?.[0] ?? 'unknown';
}

function sqliteVersion(): string {
  const memory = new Database(':memory:');
  const version = String(memory.prepare('SELECT sqlite_version()').pluck().get());
  memory.close();
  return version;
}

export const versions = (): Record<string, string> => ({
  Node: process.versions.node,
  SQLite: sqliteVersion(),
  'better-sqlite3': versionOf('better-sqlite3'),
  Fastify: versionOf('fastify'),
  ...(TOOLS.wrk() ? { wrk: saidVersion('wrk', '-v') } : { autocannon: AUTOCANNON }),
  ...(TOOLS.nginx() ? { nginx: saidVersion('nginx', '-v') } : {}),
});

const GIB = 1024 ** 3;

export const machine = (): Record<string, string> => ({
  processor: cpus()[0]?.model.trim() ?? 'unknown',
  cores: String(cpus().length),
  memory: `${Math.round(totalmem() / GIB)} GiB`,
  system: `${platform()} ${release().split('-')[0]}`,
});

/** What a reader has to know of how this machine measures. */
export function conditions(): string[] {
  return [
    PINS.taskset()
      ? `The measured server is pinned to core ${CORES.server}, everything that asks it to core ${CORES.load}.`
      : 'Servers and load are not pinned to cores here (no taskset, or one core only).',
    TOOLS.wrk()
      ? `Requests/s come from wrk, one thread and ${CONNECTIONS} connections.`
      : 'wrk is not installed here: requests/s come from autocannon, which measures itself above some 20,000.',
    ...(TOOLS.nginx() ? [] : ['nginx is not installed here, so it is not compared.']),
  ];
}
