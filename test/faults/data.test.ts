/** Files that are not as they should be, and machines that have no room. */
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  copyFileSync,
  cpSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import { openApi } from '../api/support.ts';
import { FIXTURE } from '../database.ts';
import { atEnd, emptyFolder } from '../ending.ts';
import { findOrigin, ROOT, start, startServer } from './support.ts';

let built: string;
beforeAll(async () => {
  built = (await openApi()).file;
});

/** A copy of the database with something done to it. */
function makeFile(damage: (file: string) => void): string {
  const file = join(emptyFolder(), 'damaged.sqlite');
  copyFileSync(built, file);
  damage(file);
  return file;
}

/** Changes one bit. */
function flipBit(file: string, at: number): void {
  const byte = readFileSync(file).subarray(at, at + 1);
  byte[0] = (byte[0] ?? 0) ^ 1;
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, byte, 0, 1, at);
  closeSync(descriptor);
}

const isSentence = /^[^\n]*damaged\.sqlite[^\n]*\n$/;

/** A start that fails: with a sentence that names the file. */
async function expectNoStart(file: string): Promise<void> {
  const server = startServer(file);
  const served = findOrigin(server).then(
    () => true,
    () => false,
  );
  if (await served) {
    server.child.kill('SIGKILL');
    throw new Error('it is served');
  }
  const { code, said } = await server.ended;
  expect([code, said]).toEqual([1, expect.stringMatching(isSentence)]);
}

describe('a database is not served', () => {
  it('that is empty', () => expectNoStart(makeFile((file) => truncateSync(file, 0))));
  it('that is cut within its first page', () => expectNoStart(makeFile((file) => truncateSync(file, 1_000))));
  it('that is another program’s', () =>
    expectNoStart(
      makeFile((file) => {
        writeFileSync(file, '');
        new Database(file).exec('CREATE TABLE notes (text)').close();
      }),
    ));
  it('that is cut in the middle', () =>
    expectNoStart(makeFile((file) => truncateSync(file, Math.floor(statSync(file).size / 2)))));
  it('with a bit flipped', () =>
    expectNoStart(makeFile((file) => flipBit(file, Math.floor(statSync(file).size * 0.6)))));
});

describe('a database that is replaced while it is served', () => {
  it('is served on as it was, whatever takes its name', async () => {
    const file = makeFile(() => undefined);
    const server = startServer(file, { CACHE_MAX_BYTES: '0' });
    const origin = await findOrigin(server);
    const before = await (await fetch(`${origin}/statements`)).text();
    const other = join(emptyFolder(), 'other');
    writeFileSync(other, 'no database');
    renameSync(other, file);
    const answer = await fetch(`${origin}/statements`);
    expect([answer.status, await answer.text()]).toEqual([200, before]);
    server.child.kill('SIGTERM');
    expect(await server.ended).toMatchObject({ code: 0 });
  });
});

describe('a build that cannot succeed', () => {
  /** Runs a build over a copy of the database, which has to stay; what it says. */
  function build(file: string, { data = FIXTURE, shell = '' } = {}): string {
    const before = existsSync(file) ? readFileSync(file) : null;
    const command = `${shell} exec "$0" src/curation/cli.ts build --data "$1" --out "$2"`;
    const { status, stderr } = spawnSync('sh', ['-c', command, process.execPath, data, file], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(1);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(existsSync(file) ? readFileSync(file) : null).toEqual(before);
    const folder = join(file, '..');
    if (statSync(folder).isDirectory())
      expect(readdirSync(folder).filter((name) => name.includes('.tmp'))).toEqual([]);
    return stderr;
  }

  const copyData = (name: string, content: string | Buffer) => {
    const data = join(emptyFolder(), 'data');
    cpSync(FIXTURE, data, { recursive: true });
    writeFileSync(join(data, name), content);
    return data;
  };

  it.each([
    ['YAML that breaks off', 'title: "no end'],
    ['bytes that are no UTF-8', Buffer.from([0x74, 0x3a, 0x20, 0xe4, 0xf6])],
    ['another encoding', Buffer.from('title: a\n', 'utf16le')],
    ['nothing at all', ''],
  ])('names the file, and leaves the old database: %s', (_, content) => {
    const said = build(
      makeFile(() => undefined),
      { data: copyData('topics/arms.yaml', content) },
    );
    expect(said).toContain('topics/arms.yaml');
  });

  it('for want of room says so, and leaves the old database', () => {
    const room = emptyFolder();
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', room]).status === 0;
    if (!mounted) return console.log('note: no file system can be mounted here; a full disk is not tried');
    atEnd(() => spawnSync('umount', [room]));
    const file = join(room, 'demarche.sqlite');
    writeFileSync(join(room, 'ballast'), Buffer.alloc(600_000));
    expect(build(file)).toMatch(/full|no space/i);
  });

  it('where it may not write says so', () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'file'), '');
    expect(build(join(folder, 'file', 'demarche.sqlite'))).toMatch(/ENOTDIR|not a directory/i);
  });
});

describe('a build that is killed', () => {
  it('leaves the old database whole, however far it was, and the next one succeeds', async () => {
    const folder = emptyFolder();
    const file = join(folder, 'demarche.sqlite');
    copyFileSync(built, file);
    const before = readFileSync(file);
    const build = () =>
      start(process.execPath, ['src/curation/cli.ts', 'build', '--data', FIXTURE, '--out', file]);
    const measureFresh = () => {
      const [fresh] = readdirSync(folder).filter((name) => name.endsWith('.tmp'));
      return fresh ? statSync(join(folder, fresh), { throwIfNoEntry: false })?.size : undefined;
    };
    // As it begins to write, in the midst, and when nearly all is there.
    for (const share of [0, 0.5, 0.9]) {
      const { child, ended } = build();
      while ((measureFresh() ?? -1) < share * before.length && child.exitCode === null) await sleep(1);
      child.kill('SIGKILL');
      expect(await ended).toMatchObject({ signal: 'SIGKILL' });
      expect(readFileSync(file)).toEqual(before);
    }
    expect((await build().ended).code).toBe(0);
    expect(readFileSync(file)).toEqual(before);
    // What the killed ones have left is gone too.
    expect(readdirSync(folder).sort()).toEqual(['demarche.sqlite', 'demarche.sqlite.downloads']);
  });
});

describe('a server that is ended', () => {
  it('finishes what it has begun, and only that', async () => {
    const server = startServer(built, { CACHE_MAX_BYTES: '0' });
    const origin = await findOrigin(server);
    const answers = Array.from({ length: 30 }, () => fetch(`${origin}/citations.ndjson`));
    const [first] = await Promise.all(answers.slice(0, 1));
    server.child.kill('SIGTERM');
    const lines = (await (first as Response).text()).split('\n').length;
    for (const answer of await Promise.allSettled(answers)) {
      if (answer.status === 'rejected' || answer.value === first) continue; // refused a connection: it was told
      if (answer.value.status === 200) expect((await answer.value.text()).split('\n').length).toBe(lines);
      else expect(answer.value.status).toBe(503);
    }
    expect(await server.ended).toMatchObject({ code: 0, signal: null });
  });
});
