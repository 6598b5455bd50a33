/** Servers and builds that things are done to. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { atEnd } from '../ending.ts';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A process of this project. */
export interface Running {
  child: ChildProcess;
  /** All that it has written until now. */
  said(): string;
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null; said: string }>;
}

/** Starts a command in the project's folder, in a process group of its own. */
export function start(command: string, args: string[], environment: Record<string, string> = {}): Running {
  const child = spawn(command, args, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, ...environment },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += chunk;
    });
  atEnd(() => child.kill('SIGKILL'));
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, said }));
  return { child, said: () => said, ended };
}

/** Starts the server on a database. */
export const startServer = (database: string, environment: Record<string, string> = {}): Running =>
  start(process.execPath, ['src/server.ts'], {
    HOST: '127.0.0.1',
    PORT: '0',
    DATABASE_PATH: database,
    ...environment,
  });

/** Where a server listens, as its log says. */
export async function findOrigin({ child, said }: Running): Promise<string> {
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    const [origin] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
    if (origin) return origin;
  }
  throw new Error(`It never listened: ${said()}`);
}

/** An answer as it came over the wire. */
export interface Heard {
  status: number;
  head: string;
  body: string;
}

/** Reads what a connection gives, answer by answer; bodies by their length. */
export function split(text: string): Heard[] {
  const heard: Heard[] = [];
  for (let rest = text; rest.startsWith('HTTP/1.1 '); ) {
    const end = rest.indexOf('\r\n\r\n');
    if (end < 0) break;
    const head = rest.slice(0, end).toLowerCase();
    const length = Number(/content-length: (\d+)/.exec(head)?.[1] ?? 0);
    heard.push({ status: Number(head.slice(9, 12)), head, body: rest.slice(end + 4, end + 4 + length) });
    rest = rest.slice(end + 4 + length);
  }
  return heard;
}

/**
 * What a server answers to bytes, until it closes the connection; these are sent in pieces where they come as a list.
 * @throws {Error} where it does not close in time
 */
export function say(origin: string, bytes: string | readonly string[], patience = 10_000): Promise<Heard[]> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const socket = connect({ port: Number(port), host: hostname, noDelay: true });
    let text = '';
    const impatient = setTimeout(() => {
      socket.destroy();
      reject(new Error(`the connection is still open after ${patience} ms; heard: ${text.slice(0, 200)}`));
    }, patience);
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
    });
    socket.on('error', () => undefined); // a connection may be reset: what was heard counts
    socket.on('close', () => {
      clearTimeout(impatient);
      resolve(split(text));
    });
    for (const piece of typeof bytes === 'string' ? [bytes] : bytes) socket.write(piece, 'latin1');
  });
}
