/** A server under measurement: a process, its port, and when it is ready. */
import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { ask, type Reply } from '../load/client.ts';
import { complaintOf, end, ended, type Start, start } from '../processes.ts';

export interface Server {
  port: number;
  pid: number;
  get(path: string, headers?: Record<string, string>): Promise<Reply>;
  /** What it complained about, where it has ended by itself. */
  complaint(): string;
  end(): Promise<void>;
}

export interface Launch extends Omit<Start, 'place'> {
  command: string;
  args: readonly string[];
}

/** How long a server may take to start, in milliseconds; the first answer of a peer can be slow. */
const PATIENCE = 60_000;
const RETRY = 1;

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/** Asks until there is an answer; a server that ends before that will never give one. */
export async function answered(child: ChildProcess, port: number, path: string): Promise<Reply> {
  const end = performance.now() + PATIENCE;
  for (;;) {
    const reply = await ask(port, path).catch(() => null);
    if (reply) return reply;
    if (ended(child) || performance.now() > end)
      throw new Error(`no server at ${path}: ${complaintOf(child).trim() || 'it does not answer'}`);
    await wait(RETRY);
  }
}

/** Starts a server on a free port and waits until it answers `path`. */
export async function launch(make: (port: number) => Launch, path = '/'): Promise<Server> {
  const port = await freePort();
  const { command, args, ...options } = make(port);
  const child = start(command, args, { ...options, place: 'server' });
  try {
    await answered(child, port, path);
  } catch (error) {
    await end(child);
    throw error;
  }
  return {
    port,
    pid: child.pid as number,
    get: (path, headers) => ask(port, path, headers),
    complaint: () => (ended(child) ? complaintOf(child).trim() || 'it ended' : ''),
    end: () => end(child),
  };
}
