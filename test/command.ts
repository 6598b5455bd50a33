/** The curators' commands as tests call them. */
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'node:util';
import { vi } from 'vitest';
import { run } from '../src/curation/run.ts';

const CLI = fileURLToPath(new URL('../src/curation/cli.ts', import.meta.url));

/** Where processes keep what they have compiled, so that the next begins sooner. */
export const COMPILED = process.env.NODE_COMPILE_CACHE ?? join(tmpdir(), 'demarche-compile-cache');

/** What a command said, and its exit code. */
export interface Said {
  code: number | null;
  out: string;
  err: string;
}

/** Runs a command line to its end in this process, as if called in a folder: to start another takes a second. */
export async function runIn(folder: string, args: readonly string[]): Promise<Said> {
  const said = { out: '', err: '' };
  const listen = (method: 'log' | 'error', part: 'out' | 'err') =>
    vi.spyOn(console, method).mockImplementation((...values) => {
      said[part] += `${format(...values)}\n`;
    });
  const spies = [listen('log', 'out'), listen('error', 'err')];
  const [here, database] = [process.cwd(), process.env.DATABASE_PATH];
  process.chdir(folder);
  delete process.env.DATABASE_PATH;
  try {
    await run(args);
    return { code: Number(process.exitCode ?? 0), ...said };
  } finally {
    for (const spy of spies) spy.mockRestore();
    process.chdir(here);
    process.exitCode = undefined;
    if (database !== undefined) process.env.DATABASE_PATH = database;
  }
}

/** Starts a command line as a process of its own, as npm would. */
export function start(folder: string, args: readonly string[]) {
  const { DATABASE_PATH: _, ...env } = process.env;
  return spawn(process.execPath, [CLI, ...args], {
    cwd: folder,
    env: { ...env, NODE_COMPILE_CACHE: COMPILED },
  });
}

/** What a process says until it has ended. */
export function hear(child: ReturnType<typeof start>): Promise<Said> {
  return new Promise((resolve, reject) => {
    const said = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said.out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said.err += text;
    });
    child.on('error', reject).on('close', (code) => resolve({ code, ...said }));
  });
}
