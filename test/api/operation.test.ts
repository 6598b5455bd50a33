/** What whoever runs the service is told by it: health, figures, the log, the file it serves. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  closeSync,
  copyFileSync,
  openSync,
  readFileSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import SQLite from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import { readInputHash } from '../../src/store/publish.ts';
import { openStore } from '../../src/store/store.ts';
import { findPorts, waitFor } from '../cluster/replicas.ts';
import { COMPILED } from '../command.ts';
import { atEnd, emptyFolder } from '../ending.ts';
import { type Api, openApi } from './support.ts';

let api: Api;
beforeAll(async () => {
  api = await openApi();
});

/** A server of its own, with what it logs. */
async function start(file: string, environment: Record<string, string>) {
  const child = spawn(process.execPath, ['src/server.ts'], {
    env: {
      PATH: process.env.PATH,
      HOST: '127.0.0.1',
      PORT: '0',
      DATABASE_PATH: file,
      NODE_COMPILE_CACHE: COMPILED,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  atEnd(() => child.kill('SIGKILL'));
  const lines: Record<string, unknown>[] = [];
  const ended = once(child, 'close').then(([code]) => code as number);
  const origin = await new Promise<string>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const entry = JSON.parse(line) as { msg: string };
      lines.push(entry);
      const [found] = /http:\/\/[\d.]+:\d+/.exec(entry.msg) ?? [];
      if (found) resolve(found);
    });
  });
  return { child, origin, lines, ended };
}

describe('answers', () => {
  it('carry headers that let a browser do nothing with them, errors and kept ones too', async () => {
    for (const url of ['/demands', '/demands', '/demands.csv', '/nothing', '/demands?x=1', '/healthz']) {
      const { headers } = await api.get(url);
      expect(headers['x-content-type-options'], url).toBe('nosniff');
      expect(headers['content-security-policy'], url).toBe(
        "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
      );
      expect(headers['strict-transport-security'], url).toBeUndefined();
    }
    expect((await api.get('/docs/')).headers['content-security-policy']).toContain("default-src 'self'");
  });
});

describe('a server', () => {
  it('that closes answers nothing but how it is, and ends the connection', async () => {
    const closing = await openApi();
    const origin = await closing.app.listen({ host: '127.0.0.1', port: 0 });
    expect((await fetch(`${origin}/demands`)).headers.get('connection')).toBe('keep-alive');
    closing.app.lifecycle.state = 'closing';
    // What was kept is answered no more, either.
    const { status, headers } = await fetch(`${origin}/demands`);
    expect([status, headers.get('connection')]).toEqual([503, 'close']);
    expect((await fetch(`${origin}/healthz`)).status).toBe(200);
    expect((await fetch(`${origin}/metrics`)).status).toBe(200);
    expect((await fetch(`${origin}/readyz`)).status).toBe(503);
  });

  it('tells its health, counts and logs what it answers and what it cannot, and drains before it ends', async () => {
    const { child, origin, lines, ended } = await start(api.file, { DRAIN: '1' });
    expect((await fetch(`${origin}/healthz`)).status).toBe(200);
    expect((await fetch(`${origin}/readyz`)).status).toBe(200);
    const first = await fetch(`${origin}/demands?q=secret`);
    const kept = await fetch(`${origin}/demands?q=secret`);
    expect(kept.headers.get('x-content-type-options')).toBe('nosniff');
    const again = await fetch(`${origin}/demands?q=secret`);
    const missing = await fetch(`${origin}/demands/secret`);
    const ids = [first, kept, missing].map(({ headers }) => headers.get('x-request-id'));
    expect(new Set(ids).size).toBe(3);
    // Without a body there are no bytes, whatever the answer says of its length.
    const { headers: tagged } = await fetch(`${origin}/topics/arms`, { method: 'HEAD' });
    await fetch(`${origin}/topics/arms`, { headers: { 'if-none-match': tagged.get('etag') ?? '' } });
    const figures = await (await fetch(`${origin}/metrics`)).text();
    for (const status of [200, 304])
      expect(figures).toContain(`demarche_response_bytes_total{route="/topics/:id",status="${status}"} 0`);
    expect(figures).toContain('demarche_requests_total{route="/demands",status="200"} 3');
    expect(figures).toContain('demarche_cache_hits_total{route="/demands",status="200"} 2');
    const bytes = [first, kept, again].map(({ headers }) => Number(headers.get('content-length')));
    expect(figures).toContain(
      `demarche_response_bytes_total{route="/demands",status="200"} ${bytes.reduce((sum, one) => sum + one)}`,
    );
    expect(figures).toContain('demarche_requests_total{route="/demands/:id",status="404"} 1');
    expect(figures).toMatch(/demarche_release_info\{release="2031-06-02-[0-9a-f]{8}"/);
    // Who has gone before there was an answer, and what was no request.
    const { hostname, port } = new URL(origin);
    const say = (text: string) =>
      connect(Number(port), hostname)
        .on('error', () => {})
        .end(text);
    const gone = connect(Number(port), hostname);
    gone.write(
      'POST /sources/envoy/verify HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 9000\r\n\r\n',
    );
    await expect.poll(async () => (await fetch(`${origin}/metrics`)).status).toBe(200);
    gone.destroy();
    say('no request\r\n\r\n');
    say(`GET /${'x'.repeat(20_000)} HTTP/1.1\r\n\r\n`);
    const statuses = () => lines.filter(({ msg }) => msg === 'request').map(({ status }) => status);
    for (const status of [499, 400, 414]) await expect.poll(statuses, { timeout: 5_000 }).toContain(status);
    child.kill('SIGTERM');
    await expect.poll(async () => (await fetch(`${origin}/readyz`)).status, { timeout: 900 }).toBe(503);
    expect((await fetch(`${origin}/topics`)).status).toBe(200);
    expect(await ended).toBe(0);
    const logged = ids.map((id) => lines.find(({ reqId }) => reqId === id));
    expect(logged).toMatchObject([
      { route: '/demands', status: 200, kept: false },
      { route: '/demands', status: 200, kept: true },
      { route: '/demands/:id', status: 404 },
    ]);
    expect(JSON.stringify(lines)).not.toContain('secret');
  });

  it('logs no requests where that is switched off, and ends where its file is written over in place', async () => {
    const file = join(emptyFolder(), 'served.sqlite');
    copyFileSync(api.file, file);
    const { origin, lines, ended } = await start(file, { LOG_REQUESTS: 'false', METRICS: 'false' });
    expect((await fetch(`${origin}/topics`)).status).toBe(200);
    expect((await fetch(`${origin}/metrics`)).status).toBe(404);
    flip(file, 200);
    expect(await ended).toBe(1);
    expect(lines.filter(({ msg }) => msg === 'request')).toEqual([]);
    expect(JSON.stringify(lines)).toContain('written over in place');
  });

  it('logs no more than its level says, of requests either', async () => {
    const [port = 0] = await findPorts(1);
    const child = spawn(process.execPath, ['src/server.ts'], {
      env: {
        PATH: process.env.PATH,
        PORT: String(port),
        DATABASE_PATH: api.file,
        NODE_COMPILE_CACHE: COMPILED,
        LOG_LEVEL: 'error',
        DRAIN: '0',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    atEnd(() => child.kill('SIGKILL'));
    const logged: Buffer[] = [];
    child.stdout.on('data', (chunk) => logged.push(chunk));
    const ended = once(child, 'close');
    await waitFor(`http://127.0.0.1:${port}/topics`);
    child.kill('SIGTERM');
    expect((await ended)[0]).toBe(0);
    expect(Buffer.concat(logged).toString()).toBe('');
  });
});

/** Turns one bit of a file. */
function flip(file: string, at: number) {
  const byte = Buffer.from([(readFileSync(file)[at] ?? 0) ^ 1]);
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, byte, 0, 1, at);
  closeSync(descriptor);
}

describe('a file', () => {
  const copy = () => {
    const file = join(emptyFolder(), 'copy.sqlite');
    copyFileSync(api.file, file);
    return file;
  };

  it('is opened as it was built, and in no other state', () => {
    const { size } = statSync(api.file);
    openStore(copy()).close();
    for (const at of [40, 60, 5_000, Math.floor(size / 2), size - 1]) {
      const file = copy();
      flip(file, at);
      expect(() => openStore(file), `bit ${at}`).toThrow(
        /copy\.sqlite cannot be used: .*run npm run data:build/,
      );
      expect(readInputHash(file), `bit ${at}`).toBeNull();
    }
    for (const length of [0, 50, 4_096, size - 4_096, size - 1]) {
      const file = copy();
      truncateSync(file, length);
      expect(() => openStore(file), `${length} bytes`).toThrow(/cannot be used: /);
    }
    const longer = copy();
    appendFileSync(longer, 'x');
    expect(() => openStore(longer)).toThrow(`${size + 1} bytes of ${size}`);
    const foreign = join(emptyFolder(), 'foreign.sqlite');
    new SQLite(foreign).exec('CREATE TABLE t (a)').close();
    expect(() => openStore(foreign)).toThrow(/another program’s database/);
  });
});
