import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { COMPILED } from '../command.ts';
import { FIXTURE } from '../database.ts';
import { emptyFolder } from '../ending.ts';
import { type List, openApi, type Problem } from './support.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

let database: string;
beforeAll(async () => {
  database = (await openApi()).file;
});

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function start(environment: Record<string, string>, ...args: string[]) {
  const child = spawn(process.execPath, ['src/server.ts', ...args], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      HOST: '127.0.0.1',
      PORT: '0',
      DATABASE_PATH: database,
      NODE_COMPILE_CACHE: COMPILED,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, errors }));
  /** Where it listens, as its log says. */
  const listening = async () => {
    for await (const line of createInterface({ input: child.stdout })) {
      const [origin] = /http:\/\/[\d.[\]:a-z]+:\d+/.exec(line) ?? [];
      if (origin) return origin;
    }
    throw new Error(`It never listened: ${errors}`);
  };
  return { child, ended, listening };
}

/** What is said of a start that fails: for people, so without a stack. */
async function refused(environment: Record<string, string>): Promise<string> {
  const { code, errors } = await start(environment).ended;
  expect(code, errors).toBe(1);
  expect(errors).not.toMatch(/^\s+at /m);
  expect(errors.trim()).not.toBe('');
  return errors;
}

describe('a server that cannot start', () => {
  it('names every variable that is wrong, and what would be right', async () => {
    const errors = await refused({ PORT: 'http', LOG_LEVEL: 'loud', PUBLIC_URL: 'ftp://x' });
    expect(errors).toMatch(/^PORT: a port from 0 to 65535$/m);
    for (const name of ['LOG_LEVEL', 'PUBLIC_URL']) expect(errors).toMatch(new RegExp(`^${name}: .`, 'm'));
  });

  it('takes ports for numbers and nothing else', () => {
    for (const PORT of ['65536', '-1', '1e3', '0x50', '80.5', ' 80', '８０'])
      expect(() => readConfig({ PORT }), PORT).toThrow(/PORT: a port from 0 to 65535/);
    expect(readConfig({ PORT: '65535' }).PORT).toBe(65_535);
    expect(readConfig({ PORT: '0' }).PORT).toBe(0);
    expect(readConfig({ PORT: '' }).PORT).toBe(3000);
    expect(readConfig({ PUBLIC_URL: 'https://data.example/' }).PUBLIC_URL).toBe('https://data.example');
    expect(readConfig({ PUBLIC_URL: 'https://x.example/a/' }).PUBLIC_URL).toBe('https://x.example/a');
    for (const PUBLIC_URL of [
      'https://me:secret@x.example',
      'https://me@x.example/a',
      'https://:secret@x.example',
    ])
      expect(() => readConfig({ PUBLIC_URL }), PUBLIC_URL).toThrow(
        'PUBLIC_URL: a URL without user and password',
      );
    for (const PUBLIC_URL of ['https://x.example/?a=1', 'https://x.example/#a', 'https://x.example?'])
      expect(() => readConfig({ PUBLIC_URL }), PUBLIC_URL).toThrow(
        /^[^\n]*\nPUBLIC_URL: a URL without a query or fragment[^\n]*$/,
      );
  });

  it('says which database is missing, and how it is made', async () => {
    const missing = join(dirname(database), 'none.sqlite');
    const errors = await refused({ DATABASE_PATH: missing });
    expect(errors).toContain(missing);
    expect(errors).toContain('npm run data:build');
  });

  it('says which file is no database of ours', async () => {
    const file = join(dirname(database), 'other.sqlite');
    writeFileSync(file, 'This is no database.\n'.repeat(50));
    expect(await refused({ DATABASE_PATH: file })).toContain(file);
  });
});

describe('a signal while a server starts', () => {
  /** Waits until the process hears signals: SIGHUP is the first of those that the system says it catches. */
  const hears = ({ pid }: ChildProcess) =>
    expect
      .poll(
        () =>
          Number.parseInt(
            /SigCgt:\s*\w*(\w)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '',
            16,
          ) & 1,
        {
          interval: 5,
          timeout: 20_000,
        },
      )
      .toBe(1);

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('ends it well, before it listens: %s', async (signal) => {
    const { child, ended } = start({});
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
    });
    await hears(child);
    child.kill(signal);
    expect(await ended).toEqual({ code: 0, signal: null, errors: '' });
    expect(said).not.toContain('Listening');
  });

  it('that has it look for a new release does no harm, and what is new by then is served', async () => {
    const folder = emptyFolder();
    const file = join(folder, 'served.sqlite');
    copyFileSync(database, file);
    const fishing = 'name: Catching fish\ndefinition: Who may fish\nparent: null\nrevised: "2031-06-01"\n';
    const { file: other } = await openApi({ files: { 'topics/fishing.yaml': fishing } });
    const { child, listening } = start({ DATABASE_PATH: file });
    const origin = listening();
    await hears(child);
    for (let told = 0; told < 5; told++) child.kill('SIGUSR2');
    copyFileSync(other, join(folder, 'next.sqlite'));
    renameSync(join(folder, 'next.sqlite'), file);
    child.kill('SIGUSR2');
    const read = async () => (await fetch(`${await origin}/topics/fishing?select=name`)).json();
    await expect.poll(read, { timeout: 20_000 }).toMatchObject({ data: { name: 'Catching fish' } });
  });

  it('is heard while the OpenAPI document is made, and no failure is logged of it', async () => {
    const folder = emptyFolder();
    const file = join(folder, 'served.sqlite');
    copyFileSync(database, file);
    const fishing = 'name: Catching fish\ndefinition: Who may fish\nparent: null\nrevised: "2031-06-01"\n';
    const { file: other } = await openApi({ files: { 'topics/fishing.yaml': fishing } });
    copyFileSync(other, join(folder, 'next.sqlite'));
    const { child, ended, listening } = start({ DATABASE_PATH: file });
    let logged = '';
    child.stdout.on('data', (chunk) => {
      logged += chunk;
    });
    const origin = await listening();
    child.stdout.resume();
    const document = fetch(`${origin}/openapi.json`);
    renameSync(join(folder, 'next.sqlite'), file);
    child.kill('SIGUSR2');
    expect((await document).status).toBe(200);
    const read = async () => (await fetch(`${origin}/topics/fishing?select=name`)).json();
    await expect.poll(read, { timeout: 20_000 }).toMatchObject({ data: { name: 'Catching fish' } });
    child.kill('SIGTERM');
    await ended;
    expect(logged).not.toContain('"level":50');
  });
});

it('a server serves, says in its log that it has no downloads, and ends well when it is interrupted', async () => {
  // What is empty counts as not set.
  const { child, ended, listening } = start({ LOG_LEVEL: '', PUBLIC_URL: '' });
  let logged = '';
  child.stdout.on('data', (chunk) => {
    logged += chunk;
  });
  const origin = await listening();
  child.stdout.resume(); // whoever reads lines no more leaves it paused
  const answer = await fetch(`${origin}/search?q=secret`);
  expect(answer.status).toBe(200);
  expect(((await answer.json()) as List).links.self).toBe(`${origin}/search?q=secret`);
  expect((await fetch(`${origin}/nothing-secret`)).status).toBe(404);
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ code: 0, signal: null, errors: '' });
  await expect(fetch(`${origin}/demands`)).rejects.toThrow();
  expect(logged).toMatch(/no downloads.*npm run data:build/);
  // What people look for is nobody’s business.
  expect(logged).toContain('"route":"/search"');
  expect(logged).not.toContain('secret');
});

describe('npm start', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: { prestart: string; start: string };
  };

  /** Runs the scripts as npm does: by a shell, to which npm passes on the signals that it gets. */
  function startByShell(environment: Record<string, string>) {
    const build = scripts.prestart.replace(/^exec (.*)/, `$1 --data ${FIXTURE}`);
    const script = `${build} && ${scripts.start}`;
    const child = spawn('sh', ['-c', script], {
      cwd: ROOT,
      env: {
        PATH: process.env.PATH,
        HOST: '127.0.0.1',
        PORT: '0',
        NODE_COMPILE_CACHE: COMPILED,
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    let errors = '';
    child.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, errors }));
    return { child, ended };
  }

  it('builds, serves, says where and where the documentation is, and ends with its shell while it makes downloads', async () => {
    const file = join(emptyFolder(), 'new/demarche.sqlite');
    const { child, ended } = startByShell({ DATABASE_PATH: file });
    let logged = '';
    for await (const line of createInterface({ input: child.stdout })) {
      logged += line;
      if (line.includes('are being made')) break;
    }
    const [, origin = '', docs = ''] =
      /Listening at (http:\/\/[\d.]+:\d+), documentation at (\S+\/docs\/)/.exec(logged) ?? [];
    expect(docs).toBe(`${origin}/docs/`);
    expect((await fetch(docs)).headers.get('content-type')).toContain('text/html');
    expect((await fetch(`${origin}/demands`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await ended).toEqual({ code: 0, signal: null, errors: '' });
    await expect(fetch(`${origin}/demands`)).rejects.toThrow();
  });

  it('refuses a Node that is too old in one sentence, which every Node can read', () => {
    const older = join(emptyFolder(), 'older.cjs');
    const run = (version: string) => {
      writeFileSync(older, `Object.defineProperty(process, 'versions', { value: { node: '${version}' } });`);
      const { status, stderr } = spawnSync(
        process.execPath,
        ['--require', older, ...scripts.prestart.split(' ').slice(2, 4), '--eval', ''],
        { cwd: ROOT, encoding: 'utf8' },
      );
      return [status, stderr];
    };
    expect(scripts.prestart).toMatch(/^exec node --require /);
    for (const version of ['20.20.2', '22.17.1', '8.17.0'])
      expect(run(version)).toEqual([
        1,
        expect.stringMatching(new RegExp(`^[^\n]*needs Node 22\\.18 .*${version}.*\\.\n$`)),
      ]);
    for (const version of ['22.18.0', '22.20.0', '24.0.0']) expect(run(version)).toEqual([0, '']);
  });

  it('says in one sentence that the port is taken, or that a file is not ours', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const busy = await start({ PORT: String(port) }).ended;
    expect([busy.code, busy.errors]).toEqual([
      1,
      expect.stringMatching(/^Cannot listen on 127\.0\.0\.1:\d+: .*EADDRINUSE.*\n$/),
    ]);
    other.close();

    const notes = join(emptyFolder(), 'notes.txt');
    writeFileSync(notes, 'Not a database');
    const foreign = await startByShell({ DATABASE_PATH: notes }).ended;
    expect([foreign.code, foreign.errors]).toEqual([
      1,
      expect.stringMatching(/^\S+notes\.txt is there and is not a dataset of ours; .*\n$/),
    ]);
    expect(readFileSync(notes, 'utf8')).toBe('Not a database');
  });
});

describe('on the wire', () => {
  let origin: string;
  beforeAll(async () => {
    const { app } = await openApi();
    origin = await app.listen({ host: '127.0.0.1', port: 0 });
  });

  /** What a server answers to bytes that no client library would send. */
  async function say(origin: string, bytes: string) {
    const { hostname, port } = new URL(origin);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => {});
    socket.end(bytes);
    let answer = '';
    for await (const chunk of socket) answer += chunk;
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    const [line = '', ...headers] = head.split('\r\n');
    return { status: Number(line.split(' ')[1]), headers: headers.join('\n').toLowerCase(), body };
  }

  /** The target of a request as a problem tells it: percent-encoded, without the query where it is very long, `/` where there is none. */
  function expectedInstance(bytes: string): string {
    const [, target = '/'] = /^[A-Z]+ (\S+)/.exec(bytes) ?? [];
    return encodeURI(target.length > 1_000 ? (target.split('?')[0] ?? '') : target)
      .replaceAll('%25', '%')
      .slice(0, 1_000);
  }

  it('every error is a problem that may be read from elsewhere, those of the protocol too', async () => {
    const get = (target: string, more = '') =>
      `GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${more}\r\n`;
    const wrong: string[] = [];
    for (const [name, bytes, status] of [
      ['a bad escape', get('/demands/%E0'), 400],
      ['an unknown path', get('/nothing'), 404],
      ['an unknown method', get('/demands').replace('GET', 'DELETE'), 405],
      ['a URL that is too long', get(`/demands?q=${'x'.repeat(40_000)}`), 414],
      ['an id that is too long', get(`/demands/${'x'.repeat(5_000)}`), 414],
      ['an expectation that is not met', get('/demands', 'Expect: tea\r\n'), 417],
      ['two hosts', get('/demands', 'Host: localhost\r\n'), 400],
      ['no host', get('/demands').replace(/Host: .*\r\n/, ''), 400],
      ['a host of nobody', get('/demands').replace('localhost', 'evil.example'), 421],
      ['an unknown parameter in HTTP/1.0', get('/demands?x=1').replace('1.1', '1.0'), 400],
      ['a tunnel', 'CONNECT localhost:80 HTTP/1.1\r\nHost: localhost\r\n\r\n', 405],
      ['headers that are too long', get('/demands', `X-Long: ${'x'.repeat(40_000)}\r\n`), 431],
      ['no HTTP', 'hello\r\n\r\n', 400],
      ['a method that is none', get('/demands').replace('GET', 'FETCH'), 400],
      ['a URL with bytes of UTF-8 as they are', get('/demands?q=гавань'), 400],
      ['a path with bytes of UTF-8 as they are', get('/demands/é'), 400],
      ['a header that is none', get('/demands', 'no header\r\n'), 400],
    ] as const) {
      const answer = await say(origin, bytes);
      const body = answer.body.startsWith('{') ? (JSON.parse(answer.body) as Problem) : null;
      if (
        answer.status !== status ||
        !answer.headers.includes('content-type: application/problem+json') ||
        !answer.headers.includes('access-control-allow-origin: *') ||
        body?.status !== status ||
        !body.title ||
        !body.detail ||
        !body.request_id ||
        !answer.headers.includes(`x-request-id: ${body.request_id.toLowerCase()}`) ||
        body.instance !== expectedInstance(bytes)
      )
        wrong.push(`${name}: ${answer.status} ${answer.body.slice(0, 80)}`);
    }
    expect(wrong).toEqual([]);
  });

  it('a URL that is not encoded is told how it is', async () => {
    const { body } = await say(origin, 'GET /demands?q=гавань HTTP/1.1\r\nHost: localhost\r\n\r\n');
    expect((JSON.parse(body) as Problem).detail).toMatch(/percent-encode.*UTF-8/);
    const encoded = `GET /demands?q=${encodeURIComponent('гавань')} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`;
    expect((await say(origin, encoded)).status).toBe(200);
  });

  it('a body that is sent with GET does no harm', async () => {
    const answer = await say(
      origin,
      'GET /topics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 3\r\n\r\n{"a',
    );
    expect(answer.status).toBe(200);
  });
});

it('a server makes the downloads that are missing in the background, where it is told to', async () => {
  const file = join(emptyFolder(), 'served.sqlite');
  copyFileSync(database, file);
  const { child } = start({ DATABASE_PATH: file }, '--make-downloads');
  let origin = '';
  for await (const line of createInterface({ input: child.stdout })) {
    origin ||= /http:\/\/[\d.:]+/.exec(line)?.[0] ?? '';
    if (line.includes('were made in')) break;
  }
  const { data } = (await (await fetch(`${origin}/downloads`)).json()) as { data: { url: string }[] };
  expect(data.length).toBeGreaterThan(100);
  expect((await fetch(origin + data[0]?.url)).status).toBe(200);
});
