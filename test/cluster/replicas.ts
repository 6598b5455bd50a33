/** Three servers on loopback, begun anew where they end, as systemd would do it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { atEnd } from '../ending.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Pause before a server that has ended is begun anew, in milliseconds. */
const RESTART = 200;

/** Ports that were free a moment ago. */
export async function findPorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

/** Waits until a URL is answered well. */
export async function waitFor(url: string): Promise<void> {
  for (let waited = 0; waited < 60_000; waited += 50) {
    const status = await fetch(url).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status === 200) return;
    await sleep(50);
  }
  throw new Error(`${url} is not answered`);
}

/** Servers that answer from `{folder}/{port}/current.sqlite` as soon as that is there. */
export class Replicas {
  readonly ports: number[];
  private readonly folder: string;
  private readonly running = new Map<number, ChildProcess>();
  private isKeptUp = false;

  constructor(folder: string, ports: number[]) {
    this.folder = folder;
    this.ports = ports;
    atEnd(() => this.kill());
  }

  /** The command that has a replica open what it is pointed to; {} is its port. */
  get reload(): string {
    return `kill -USR2 $(cat ${join(this.folder, '{}/pid')})`;
  }

  /** Begins all of them on a release that is staged, and waits until they answer. */
  async begin(release: string): Promise<void> {
    for (const port of this.ports.map(String)) {
      mkdirSync(join(this.folder, port));
      symlinkSync(`../releases/${release}.sqlite`, join(this.folder, port, 'current.sqlite'));
    }
    await this.up();
  }

  private start(port: number): void {
    const child = spawn(process.execPath, ['src/server.ts'], {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        PATH: process.env.PATH,
        HOST: '127.0.0.1',
        PORT: String(port),
        DATABASE_PATH: join(this.folder, String(port), 'current.sqlite'),
        RELEASES_PATH: join(this.folder, 'releases'),
        LOG_LEVEL: 'error',
        // All who ask here are one client, which asks as much as it can.
        RATE_LIMIT: '0',
        SHED_LOAD: 'false',
        NODE_COMPILE_CACHE: join(this.folder, 'compiled'),
      },
    });
    this.running.set(port, child);
    writeFileSync(join(this.folder, String(port), 'pid'), String(child.pid));
    // One that another has taken the place of is not begun anew: two would be left on a port.
    const isLast = () => this.isKeptUp && this.running.get(port) === child;
    child.once('exit', () => {
      if (isLast()) setTimeout(() => isLast() && this.start(port), RESTART);
    });
  }

  /** Begins all of them as they were, and waits until they answer. */
  async up(): Promise<void> {
    this.isKeptUp = true;
    for (const port of this.ports) this.start(port);
    await Promise.all(this.ports.map((port) => waitFor(`http://127.0.0.1:${port}/topics`)));
  }

  /** Kills one, which is begun anew, and waits until it answers. */
  async lose(port: number): Promise<void> {
    this.running.get(port)?.kill('SIGKILL');
    await sleep(RESTART);
    await waitFor(`http://127.0.0.1:${port}/topics`);
  }

  /** Kills all of them, for good. */
  kill(): void {
    this.isKeptUp = false;
    for (const child of this.running.values()) child.kill('SIGKILL');
  }
}
