/**
 * Puts a release in the place of another on the replicas of this machine, in two phases: what can fail is done while the
 * old one is served. On several machines each phase is done on all of them before the next.
 *
 *     node deploy/release.ts stage FILE   # copies the file, opens it as it would be served, says its release
 *     node deploy/release.ts flip ID      # points each replica to it, one after the other
 *     node deploy/release.ts back         # to the release before
 *     node deploy/release.ts show         # which releases are staged, and which each replica serves
 *
 * What is given with --replicas, --root, --reload and --forget stands beneath.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  constants,
  copyFileSync,
  cpSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** Has Varnish forget what it keeps of other releases than {}. */
const BAN = "varnishadm ban 'obj.http.demarche-release ~ . && obj.http.demarche-release != {}'";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    /** Ports of the replicas. */
    replicas: { type: 'string', default: '3001,3002,3003' },
    /** Staged files are in its `releases/`; each replica has a folder of its own, named by its port. */
    root: { type: 'string', default: '/var/lib/demarche' },
    /** Has a replica open what it is pointed to, and begins one that is not running; {} is its port. */
    reload: { type: 'string', default: 'systemctl reload-or-restart demarche@{}' },
    /** Has the balancer forget what it keeps of other releases; {} is the release's id. */
    forget: {
      type: 'string',
      // Once more for what was on its way from the last replica: it is kept when it has come.
      default: `${BAN} && sleep 1 && ${BAN}`,
    },
  },
});
// The replicas run as somebody else, and have to read what is staged.
process.umask(0o022);
const [command = '', argument] = positionals;
const replicas = options.replicas.split(',');
const releases = join(options.root, 'releases');
/** Time that a replica has until it answers, and for one answer, in milliseconds. */
const PATIENCE = 60_000;
const ANSWER = 5_000;

const getFile = (id: string) => join(releases, `${id}.sqlite`);
const getLink = (replica: string, name: 'current' | 'previous') =>
  join(options.root, replica, `${name}.sqlite`);

/** The release that a link points to; null where there is none. */
function readLink(link: string): string | null {
  try {
    return basename(readlinkSync(link), '.sqlite');
  } catch {
    return null;
  }
}

/** Points a link to a release: there is no moment without one. */
function point(link: string, id: string): void {
  const fresh = `${link}.${process.pid}.tmp`;
  rmSync(fresh, { force: true });
  symlinkSync(join('..', 'releases', `${id}.sqlite`), fresh);
  renameSync(fresh, link);
}

function run(line: string, value: string): void {
  const { status } = spawnSync('sh', ['-c', line.replaceAll('{}', value)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error(`“${line.replaceAll('{}', value)}” failed`);
}

/** The release that a server answers with, once it does so well. */
async function askRelease(origin: string): Promise<string> {
  const answer = await fetch(`${origin}/demands?limit=1`, { signal: AbortSignal.timeout(ANSWER) });
  const body = (await answer.json()) as { meta?: { release: string }; detail?: string };
  if (answer.status !== 200 || !body.meta)
    throw new Error(`the server answers with ${answer.status}: ${body.detail}`);
  return body.meta.release;
}

/** The release in a copy of a file that was given, opened by a server of its own as it is going to be served. */
async function check(file: string, given: string): Promise<string> {
  const server = spawn(process.execPath, ['src/server.ts'], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: { ...process.env, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'info', DATABASE_PATH: file },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const impatient = setTimeout(() => server.kill('SIGKILL'), PATIENCE);
  try {
    for await (const line of createInterface({ input: server.stdout })) {
      const [origin] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
      if (origin) return await askRelease(origin);
    }
    throw new Error(`${given} cannot be served`);
  } finally {
    clearTimeout(impatient);
    if (server.exitCode === null && server.signalCode === null) {
      server.kill('SIGTERM');
      await once(server, 'exit');
    }
  }
}

async function stage(file: string): Promise<void> {
  if (!existsSync(file)) throw new Error(`There is no ${file}`);
  mkdirSync(releases, { recursive: true });
  const copy = join(releases, `staging.${process.pid}.tmp`);
  try {
    copyFileSync(file, copy, constants.COPYFILE_FICLONE);
    const descriptor = openSync(copy, 'r');
    fsyncSync(descriptor);
    closeSync(descriptor);
    const id = await check(copy, file);
    const downloads = `${file}.downloads`;
    if (existsSync(downloads))
      cpSync(downloads, `${getFile(id)}.downloads`, { recursive: true, force: true });
    else console.error(`There is no ${downloads}: /downloads will have nothing of this release`);
    renameSync(copy, getFile(id));
    console.log(id);
  } finally {
    rmSync(copy, { force: true });
  }
}

/**
 * Has a replica serve a release, and waits until it does.
 * @throws {Error} where it does not in time
 */
async function flipReplica(replica: string, id: string): Promise<void> {
  point(getLink(replica, 'current'), id);
  run(options.reload, replica);
  let last = 'no answer';
  for (const began = Date.now(); Date.now() - began < PATIENCE; await sleep(50)) {
    try {
      const served = await askRelease(`http://127.0.0.1:${replica}`);
      if (served === id) return;
      last = `serves ${served}`;
    } catch (error) {
      last = (error as Error).message;
    }
  }
  throw new Error(`replica ${replica} does not serve ${id}: ${last}`);
}

/** Has all replicas serve a staged release; where one does not, those before it go back. */
async function flip(id: string): Promise<void> {
  if (!existsSync(getFile(id))) throw new Error(`${id} is not staged`);
  const before = replicas.map((replica) => readLink(getLink(replica, 'current')));
  for (const [at, replica] of replicas.entries()) {
    mkdirSync(join(options.root, replica), { recursive: true });
    try {
      await flipReplica(replica, id);
      console.log(`replica ${replica} serves ${id}`);
    } catch (error) {
      console.error(`${(error as Error).message}; those before it go back`);
      for (const [undo, served] of before.slice(0, at + 1).entries())
        if (served)
          await flipReplica(replicas[undo] as string, served).catch(({ message }) => console.error(message));
      throw error;
    }
  }
  for (const [at, replica] of replicas.entries()) {
    const served = before[at];
    if (served && served !== id) point(getLink(replica, 'previous'), served);
  }
  if (options.forget) run(options.forget, id);
}

async function back(): Promise<void> {
  const current = new Set(replicas.map((replica) => readLink(getLink(replica, 'current'))));
  if (current.size > 1)
    throw new Error(`the replicas are at different releases: flip to one of ${[...current].join(', ')}`);
  const previous = new Set(replicas.map((replica) => readLink(getLink(replica, 'previous'))));
  const [id] = previous;
  if (!id || previous.size > 1) throw new Error('the replicas have no release before in common: flip to one');
  await flip(id);
}

async function show(): Promise<void> {
  const staged = existsSync(releases) ? readdirSync(releases).filter((name) => name.endsWith('.sqlite')) : [];
  for (const name of staged) console.log(`staged: ${basename(name, '.sqlite')}`);
  for (const replica of replicas) {
    const id = readLink(getLink(replica, 'current')) ?? 'none';
    const served = await askRelease(`http://127.0.0.1:${replica}`).catch(() => 'no answer');
    console.log(`replica ${replica}: ${id}${served === id ? '' : `; asked: ${served}`}`);
  }
}

try {
  if (command === 'stage' && argument) await stage(argument);
  else if (command === 'flip' && argument) await flip(argument);
  else if (command === 'back') await back();
  else if (command === 'show') await show();
  else
    throw new Error(
      'node deploy/release.ts stage FILE | flip ID | back | show   [--replicas PORT,…] [--root FOLDER] [--reload COMMAND] [--forget COMMAND]',
    );
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
