/** Starts the service as a user does, asks it a few questions and ends it: `npm run smoke`. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

const PATHS = ['/', '/demands?party=russia', '/openapi.json', '/docs/'];
/** Time for all of it, in milliseconds. */
const PATIENCE = 60_000;

const folder = mkdtempSync(join(tmpdir(), 'demarche-smoke-'));
const children: ChildProcess[] = [];

/** `npm start` on a free port, in a process group of its own, so that all of it can be looked for afterwards. */
function start(database: string) {
  const child = spawn('npm', ['start'], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: '',
      PUBLIC_URL: '',
      DATABASE_PATH: database,
    },
  });
  children.push(child);
  return child;
}

/** Sends a signal to all that `npm start` began; whether any of it is still there. 0 only looks. */
function signal({ pid }: ChildProcess, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-Number(pid), name);
  } catch {
    return false;
  }
}

/** Ends `npm start` alone, by SIGTERM: what it began has to end with it. */
async function end(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  for (let waited = 0; signal(child, 0); waited += 50) {
    if (waited > 2_000) throw new Error('SIGTERM ended npm start, and left its process behind');
    await sleep(50);
  }
}

async function servesUntilItIsEnded(): Promise<void> {
  const child = start(join(folder, 'served.sqlite'));
  let origin = '';
  for await (const line of createInterface({ input: child.stdout })) {
    [origin = ''] = /http:\/\/[\d.]+:\d+/.exec(line) ?? [];
    if (origin) break;
  }
  if (!origin) throw new Error('npm start never said where it listens');
  for (const path of PATHS) {
    const { status } = await fetch(origin + path);
    console.log(`${status} ${path}`);
    if (status !== 200) throw new Error(`${path} is answered with ${status}`);
  }
  await end(child);
  if (child.exitCode !== 0) throw new Error(`SIGTERM ended npm start with ${child.exitCode}`);
  console.log('ended by SIGTERM');
}

async function endsWhileItBuilds(): Promise<void> {
  const child = start(join(folder, 'building.sqlite'));
  while (!readdirSync(folder).some((name) => /^building\.sqlite\..*tmp/.test(name))) {
    if (!signal(child, 0)) throw new Error('npm start ended before it built');
    await sleep(5);
  }
  await end(child);
  if (existsSync(join(folder, 'building.sqlite'))) throw new Error('SIGTERM did not stop the build');
  console.log('ended by SIGTERM while it built');
}

const late = sleep(PATIENCE, null, { ref: false }).then(() => {
  throw new Error(`not done within ${PATIENCE / 1000} s`);
});
try {
  await Promise.race([late, servesUntilItIsEnded()]);
  await Promise.race([late, endsWhileItBuilds()]);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
for (const child of children) signal(child, 'SIGKILL');
rmSync(folder, { recursive: true, force: true });
