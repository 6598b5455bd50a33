/** What a client can take of a server that listens, and what it is told beyond that. */
import { once } from 'node:events';
import { get, request, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createApp } from '../../src/app.ts';
import type { Config } from '../../src/config.ts';
import { readConfig } from '../../src/config.ts';
import { atEnd } from '../ending.ts';
import { asProblem, type List, openApi, type Problem } from './support.ts';

const { store } = await openApi();

/** A server with these settings, that listens. */
async function listen(settings: Partial<Config>) {
  const app = await createApp(store, { LOG_LEVEL: 'silent', ...settings });
  atEnd(() => app.close());
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  return { app, origin, port: Number(new URL(origin).port) };
}

/** Opens a connection and sends what no client library would. */
async function open(port: number, bytes: string, half = false): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: half });
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.write(bytes);
  return socket;
}

/** What is answered to bytes. */
async function say(port: number, bytes: string) {
  const socket = await open(port, bytes);
  let answer = '';
  for await (const chunk of socket) answer += chunk;
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  return { status: Number(head.split(' ')[1]), head: head.toLowerCase(), body };
}

/** Asks under a host. */
async function askAs(
  port: number,
  host: string,
  path = '/topics?limit=1',
  more: Record<string, string> = {},
) {
  const asked = get({ port, host: '127.0.0.1', path, headers: { host, ...more } });
  const [response] = await once(asked, 'response');
  let body = '';
  for await (const chunk of response) body += chunk;
  return { status: response.statusCode as number, headers: response.headers, body };
}

const read = (head: string, name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(head)?.[1];

describe('the host', () => {
  it('is one that is served, or nothing is answered, and nothing of it repeated', async () => {
    const { port } = await listen({ ALLOWED_HOSTS: ['data.example'], PUBLIC_URL: undefined });
    for (const host of [
      'localhost',
      'localhost:1',
      '127.0.0.1',
      '[::1]:80',
      '10.1.2.3:99',
      'data.example',
      'DATA.example:8080',
    ])
      expect((await askAs(port, host)).status, host).toBe(200);
    for (const host of ['evil.example', 'data.example.evil.example', 'localhost.evil', 'evil']) {
      const { status, headers, body } = await askAs(port, host);
      expect([status, headers['content-type'], headers['access-control-allow-origin']], host).toEqual([
        421,
        'application/problem+json',
        '*',
      ]);
      expect(body + JSON.stringify(headers)).not.toContain('evil');
    }
    for (const host of ['a b', 'x/../y', 'me@localhost', 'localhost:port'])
      expect((await askAs(port, host)).status, host).toBe(400);
  });

  it('is that of PUBLIC_URL, too', async () => {
    const { port } = await listen({ PUBLIC_URL: 'https://data.example/demarche' });
    expect((await askAs(port, 'data.example')).status).toBe(200);
    expect((await askAs(port, 'other.example')).status).toBe(421);
  });

  it('stands in a request once; that of an absolute target counts', async () => {
    const { port } = await listen({});
    const twice = await say(
      port,
      'GET /topics HTTP/1.1\r\nHost: localhost\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n',
    );
    const missing = await say(port, 'GET /topics HTTP/1.1\r\nConnection: close\r\n\r\n');
    for (const { status, head, body } of [twice, missing]) {
      expect(status).toBe(400);
      expect(read(head, 'access-control-allow-origin')).toBe('*');
      expect((JSON.parse(body) as Problem).detail).toMatch(/Host/);
    }
    const old = await say(port, 'GET /topics?limit=1 HTTP/1.0\r\n\r\n');
    expect([old.status, (JSON.parse(old.body) as List).links.self]).toEqual([
      200,
      `http://127.0.0.1:${port}/topics?limit=1`,
    ]);
    const absolute = (target: string) =>
      say(port, `GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    const well = await absolute('http://127.0.0.1:99/topics?limit=1');
    expect((JSON.parse(well.body) as List).links.self).toBe('http://127.0.0.1:99/topics?limit=1');
    expect((await absolute('http://evil.example/topics')).status).toBe(421);
    expect((await absolute('http://127.0.0.1')).status).toBe(200);
  });

  it('a proxy forwards is believed of a proxy that is trusted alone', async () => {
    const forwarded = { 'x-forwarded-host': 'data.example', 'x-forwarded-proto': 'https' };
    const { port } = await listen({ ALLOWED_HOSTS: ['data.example'], TRUST_PROXY: ['127.0.0.1'] });
    const self = async (at: number, more: Record<string, string>) =>
      (JSON.parse((await askAs(at, 'localhost', '/topics?limit=1', more)).body) as List).links.self;
    expect(await self(port, {})).toBe('http://localhost/topics?limit=1');
    expect(await self(port, forwarded)).toBe('https://data.example/topics?limit=1');
    // What others said before is not what the trusted proxy says.
    const twice = { ...forwarded, 'x-forwarded-host': 'evil.example, Data.Example' };
    expect(await self(port, twice)).toBe('https://Data.Example/topics?limit=1');
    expect(await self(port, {})).toBe('http://localhost/topics?limit=1');
    const { port: other } = await listen({ ALLOWED_HOSTS: ['data.example'] });
    expect(await self(other, forwarded)).toBe('http://localhost/topics?limit=1');
    expect((await askAs(port, 'localhost', '/topics', { 'x-forwarded-host': 'evil.example' })).status).toBe(
      421,
    );
  });
});

describe('odd requests', () => {
  it('are answered with problems that may be read from elsewhere', async () => {
    const { port } = await listen({});
    for (const [bytes, status] of [
      ['CONNECT localhost:1 HTTP/1.1\r\nHost: localhost\r\n\r\n', 405],
      ['GET /topics HTTP/1.1\r\nHost: localhost\r\nExpect: wonders\r\nConnection: close\r\n\r\n', 417],
      ['GET topics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n', 400],
      ['GET * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n', 400],
    ] as const) {
      const { status: found, head, body } = await say(port, bytes);
      expect([found, read(head, 'content-type'), read(head, 'access-control-allow-origin')], bytes).toEqual([
        status,
        'application/problem+json',
        '*',
      ]);
      expect(JSON.parse(body)).toMatchObject({ status });
    }
  });
});

describe('connections', () => {
  const gone = async (socket: Socket) => {
    socket.resume();
    await once(socket, 'close');
  };

  it('over which a request does not arrive are closed', async () => {
    const { port, app } = await listen({ REQUEST_TIMEOUT: 1 });
    const { id } = (await app.inject('/sources?limit=1')).json().data[0];
    const sockets = [
      await open(port, ''),
      await open(port, 'GET /topics HTTP/1.1\r\nHost: loc'),
      await open(
        port,
        `POST /sources/${id}/verify HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\nx`,
      ),
    ];
    await Promise.all(sockets.map(gone));
    expect((await app.inject('/metrics')).body).toMatch(/refused_total\{reason="slow_request"\} [1-9]/);
  });

  it('over which an answer is not read are closed', async () => {
    const { port, app } = await listen({ WRITE_TIMEOUT: 1 });
    await askAs(port, 'localhost', '/demands');
    const socket = await open(port, 'GET /demands HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(3_000));
    socket.pause();
    for (let tries = 0; tries < 100; tries++) {
      if (/refused_total\{reason="slow_reader"\} 1/.test((await app.inject('/metrics')).body)) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect((await app.inject('/metrics')).body).toMatch(/refused_total\{reason="slow_reader"\} 1/);
    socket.destroy();
  });

  it('that talk nonsense are closed even where the client leaves them open', async () => {
    const { port, app } = await listen({ MAX_CONNECTIONS: 20 });
    const sockets = await Promise.all(Array.from({ length: 10 }, () => open(port, 'nonsense\r\n\r\n', true)));
    // Each was answered: before it is accepted it does not count either.
    await Promise.all(sockets.map((socket) => once(socket.resume(), 'end')));
    const count = () => new Promise<number>((resolve) => app.server.getConnections((_, n) => resolve(n)));
    for (let tries = 0; tries < 100 && (await count()) > 0; tries++)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await count()).toBe(0);
    expect((await askAs(port, 'localhost')).status).toBe(200);
  });

  it('of one client are half of all at most', async () => {
    const { port, app } = await listen({ MAX_CONNECTIONS: 8 });
    const sockets = await Promise.all(Array.from({ length: 12 }, () => open(port, '')));
    await expect
      .poll(() => new Promise((resolve) => app.server.getConnections((_, n) => resolve(n))), {
        timeout: 5_000,
      })
      .toBe(4);
    const socket = connect({ port, host: '127.0.0.1', localAddress: '127.0.0.2' });
    socket.write('GET /topics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
    const [chunk] = await once(socket, 'data');
    expect(String(chunk)).toMatch(/^HTTP\/1\.1 200/);
    for (const one of [socket, ...sockets]) one.destroy();
  });
});

describe('the rate', () => {
  it('is that of one client; kept answers do not count', async () => {
    const { app, port } = await listen({ RATE_LIMIT: 3 });
    for (const path of ['/topics?limit=1', '/topics?limit=2', '/topics?limit=3'])
      expect((await askAs(port, 'localhost', path)).status).toBe(200);
    const refused = await askAs(port, 'localhost', '/topics?limit=4');
    expect([refused.status, refused.headers['content-type']]).toEqual([
      429,
      'application/problem+json; charset=utf-8',
    ]);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    for (let n = 0; n < 20; n++) expect((await askAs(port, 'localhost', '/topics?limit=1')).status).toBe(200);
    expect((await askAs(port, 'localhost', '/readyz')).status).toBe(200);
    const other = await app.inject({ url: '/topics?limit=4', remoteAddress: '192.0.2.7' });
    expect(other.statusCode).toBe(200);
    expect(other.headers['access-control-expose-headers']).toContain('Retry-After');
  });

  it('is that of whom a trusted proxy names, of IPv6 of the network', async () => {
    const { port } = await listen({ RATE_LIMIT: 1, TRUST_PROXY: ['loopback'] });
    const as = async (client: string, path: string) =>
      (await askAs(port, 'localhost', path, { 'x-forwarded-for': client })).status;
    expect(await as('192.0.2.1', '/topics?limit=1')).toBe(200);
    expect(await as('192.0.2.1', '/topics?limit=2')).toBe(429);
    expect(await as('192.0.2.2', '/topics?limit=2')).toBe(200);
    expect(await as('2001:db8::1', '/topics?limit=3')).toBe(200);
    expect(await as('2001:db8:0:0:9::2', '/topics?limit=4')).toBe(429);
    expect(await as('2001:db8:0:1::1', '/topics?limit=4')).toBe(200);
  });

  it('has no limit where that is switched off', async () => {
    const app = await createApp(store, { LOG_LEVEL: 'silent', RATE_LIMIT: 0 });
    for (let n = 0; n < 50; n++) expect((await app.inject(`/topics?limit=${n}`)).statusCode).toBe(200);
    await app.close();
  });
});

describe('documents that are sent', () => {
  it('are taken in so many at once, half of them of one client, and again when others have gone', async () => {
    const { app, port } = await listen({});
    const { id } = (await app.inject('/sources?limit=1')).json().data[0];
    const from = (localAddress: string, length: number) =>
      request({
        ...{ port, host: '127.0.0.1', localAddress, method: 'POST', path: `/sources/${id}/verify` },
        headers: { 'content-type': 'text/plain', 'content-length': length },
        agent: false,
      });
    const answering: ServerResponse[] = [];
    app.server.on('request', (_, response) => answering.push(response));
    /** Begins to send eight documents, of which the rest does not come. */
    const begin = async (localAddress: string) => {
      const count = answering.length + 8;
      const begun = Array.from({ length: 8 }, () => from(localAddress, 9).on('error', () => {}));
      for (const one of begun) one.write('x');
      while (answering.length < count) await once(app.server, 'request');
      return begun;
    };
    const send = async (localAddress: string) => {
      const [response] = await once(from(localAddress, 1).end('x'), 'response');
      return response.resume().statusCode;
    };
    const begun = await begin('127.0.0.1');
    expect(await send('127.0.0.1')).toBe(503);
    begun.push(...(await begin('127.0.0.2')));
    expect(await send('127.0.0.3')).toBe(503);
    const closed = answering.filter(({ closed }) => !closed).map((response) => once(response, 'close'));
    for (const one of begun) one.destroy();
    await Promise.all(closed);
    expect(await send('127.0.0.1')).toBe(200);
  });
});

describe('one question', () => {
  it('holds so many parameters and values, and no more', async () => {
    const { get: ask } = await openApi();
    const many = Array.from({ length: 101 }, (_, n) => `unknown${n}=1`);
    expect(asProblem(await ask(`/demands?${many.join('&')}`), 400).errors).toHaveLength(1);
    const most = asProblem(await ask(`/demands?${many.slice(1).join('&')}`), 400);
    expect(most.errors?.length).toBeGreaterThan(1);
    const values = Array.from({ length: 100 }, (_, n) => `x${n}`).join(',');
    const lists = ['party', 'addressee', 'topic', 'region'].map((name) => `${name}=${values}`).join('&');
    expect(asProblem(await ask(`/demands?${lists}`), 400).detail).toContain('no record');
    const answer = await ask(`/demands?${lists}&limit=1`);
    expect(asProblem(answer, 400).detail).toMatch(/401 values are more than 400/);
    expect(answer.body.length).toBeLessThan(1_000);
    expect((await ask('/topics?id=arms&limit=1&utm_source=a')).statusCode).toBe(200);
  });

  it('is told what was meant for the first wrong references, and of the others that they are wrong', async () => {
    const { problem } = await openApi();
    const { errors } = await problem(
      '/statements?speaker=x1&topic=x2&region=x3&about=x4&source=x5&occasion=x6&weapon=x7&addressee=x8',
    );
    expect(errors).toHaveLength(8);
    for (const { detail } of errors ?? []) expect(detail).toMatch(/no record/);
    // What is near is looked for as often as one request may have it looked for.
    const looked = errors?.filter(({ detail }) => /listed at/.test(detail)) ?? [];
    expect(looked.length).toBeGreaterThan(0);
    expect(looked.length).toBeLessThan(8);
    const again = await problem('/demands?party=arlnd');
    expect(again.errors?.[0]?.suggestion).toBe('arland');
  });
});

describe('settings', () => {
  it('are refused where they mean nothing', () => {
    for (const [name, value] of [
      ['TRUST_PROXY', 'everybody'],
      ['TRUST_PROXY', '10.0.0.0/99'],
      ['ALLOWED_HOSTS', 'http://data.example'],
      ['RATE_LIMIT', '-1'],
      ['REQUEST_TIMEOUT', 'soon'],
      ['LOG_REQUESTS', 'yes'],
    ] as const)
      expect(() => readConfig({ [name]: value }), `${name}=${value}`).toThrow(`${name}: `);
    expect(readConfig({ TRUST_PROXY: '10.0.0.0/8, loopback' }).TRUST_PROXY).toEqual([
      '10.0.0.0/8',
      'loopback',
    ]);
  });
});
