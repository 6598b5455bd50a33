/** A server that faults are tried on, and clients that no library would make. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

/** A running server. */
export interface Server {
  port: number;
  /** Bytes that it has in memory, now and at most. */
  memory(): { now: number; most: number };
  /** A figure of `/metrics`; NaN where there is none. */
  figure(line: string): Promise<number>;
  end(): Promise<void>;
}

/** An answer, and how long it took in milliseconds. */
export interface Reply {
  /** 0 where the connection broke. */
  status: number;
  retryAfter: boolean;
  milliseconds: number;
  body: string;
}

const KIB = 1024;
const KEPT_BYTES = 50_000;

/** Who asks in floods, and who asks besides. */
export const ATTACKER = '127.0.0.2';
/** Somebody who asks a question now and then. */
export const READER = '127.0.0.3';

/** Starts a server over a file, under a bound on open files where one is given. */
export async function startServer(
  file: string,
  environment: Record<string, string>,
  openFiles?: number,
): Promise<Server> {
  const bound = openFiles ? `ulimit -n ${openFiles}; ` : '';
  const child: ChildProcess = spawn('sh', ['-c', `${bound}exec ${process.execPath} src/server.ts`], {
    env: {
      PATH: process.env.PATH,
      HOST: '127.0.0.1',
      PORT: '0',
      DATABASE_PATH: file,
      DRAIN: '0',
      LOG_REQUESTS: 'false',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let port = 0;
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    port = Number(/http:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1] ?? 0);
    if (port) break;
  }
  if (!port) throw new Error('the server never listened');
  child.stdout?.resume();
  const readStatus = (name: string) =>
    Number(new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) *
    KIB;
  return {
    port,
    memory: () => ({ now: readStatus('VmRSS'), most: readStatus('VmHWM') }),
    async figure(line) {
      const { body } = await ask(port, '/metrics');
      return Number(
        body
          .split('\n')
          .find((one) => one.startsWith(`${line} `))
          ?.slice(line.length + 1) ?? Number.NaN,
      );
    },
    async end() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      const impatient = setTimeout(() => child.kill('SIGKILL'), 12_000);
      await gone;
      clearTimeout(impatient);
    },
  };
}

const agents = new Map(
  [ATTACKER, READER].map((from) => [from, new Agent({ keepAlive: true, maxSockets: 1_000 })]),
);

/** Connections of those who ask one question after the other. */
const countOwn = () =>
  [...agents.values()].reduce(
    (sum, { sockets, freeSockets }) =>
      sum + [...Object.values(sockets), ...Object.values(freeSockets)].flat().length,
    0,
  );

/** Waits until a server has closed all others; how many it has after so many seconds, and after how many it was done. */
export async function waitUntilClosed(
  server: Server,
  seconds: number,
): Promise<{ left: number; after: number }> {
  const began = performance.now();
  let left = Number.POSITIVE_INFINITY;
  let after = 0;
  while (left > 0 && after < seconds) {
    await sleep(250);
    left = Math.max(0, (await server.figure('demarche_connections')) - countOwn());
    after = (performance.now() - began) / 1_000;
  }
  return { left, after };
}

/** One request; a connection that breaks is an answer too. */
export function ask(port: number, path: string, from = READER, body?: Buffer): Promise<Reply> {
  const began = performance.now();
  return new Promise((resolve) => {
    const finish = (status: number, retryAfter: boolean, text: string) =>
      resolve({ status, retryAfter, milliseconds: performance.now() - began, body: text });
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        path,
        localAddress: from,
        agent: agents.get(from),
        method: body ? 'POST' : 'GET',
        headers: body ? { 'content-type': 'text/plain; charset=utf-8', 'content-length': body.length } : {},
      },
      (response) => {
        const chunks: Buffer[] = [];
        let length = 0;
        // Long ones are not kept: who asks has to be quicker than who answers.
        response.on('data', (chunk: Buffer) => {
          if (length < KEPT_BYTES) chunks.push(chunk);
          length += chunk.length;
        });
        response.on('error', () => finish(0, false, ''));
        response.on('end', () =>
          finish(
            response.statusCode ?? 0,
            'retry-after' in response.headers,
            length < KEPT_BYTES ? Buffer.concat(chunks).toString() : '',
          ),
        );
      },
    );
    sent.on('error', () => finish(0, false, ''));
    sent.end(body);
  });
}

/** Asks at a fixed rate, whether or not earlier ones are answered. */
export async function pace(
  port: number,
  paths: readonly string[],
  rate: number,
  seconds: number,
  from?: string,
): Promise<Reply[]> {
  const began = performance.now();
  const going: Promise<Reply>[] = [];
  for (let n = 0; n < rate * seconds; n++) {
    const wait = began + (n * 1_000) / rate - performance.now();
    if (wait > 1) await sleep(wait);
    else if (n % 32 === 0) await sleep(0);
    going.push(ask(port, paths[n % paths.length] as string, from));
  }
  return Promise.all(going);
}

/** Connections that send these bytes, and then nothing more; they read only where they are told to. */
export async function openSockets(
  port: number,
  count: number,
  bytes: string,
  reads: boolean,
): Promise<Socket[]> {
  const sockets = Array.from({ length: count }, () => {
    const socket = connect({ port, host: '127.0.0.1', localAddress: ATTACKER, allowHalfOpen: true });
    socket.on('error', () => {});
    if (reads) socket.resume();
    else socket.pause();
    socket.once('connect', () => socket.write(bytes));
    return socket;
  });
  await sleep(500);
  return sockets;
}
