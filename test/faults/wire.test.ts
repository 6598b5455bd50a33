/** What no client library would send. */
import { connect } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import { openApi, type Problem } from '../api/support.ts';
import { atEnd } from '../ending.ts';
import { type Heard, say } from './support.ts';

let origin: string;
beforeAll(async () => {
  const { app } = await openApi();
  origin = await app.listen({ host: '127.0.0.1', port: 0 });
});

const HEAD = 'Host: 127.0.0.1\r\nConnection: close\r\n';
const get = (target = '/topics', more = '') => `GET ${target} HTTP/1.1\r\n${HEAD}${more}\r\n`;
const post = (more: string, body = '') =>
  `POST /sources/harbour/verify HTTP/1.1\r\n${HEAD}Content-Type: text/plain\r\n${more}\r\n${body}`;

/** The one answer, which has to be a problem document that other origins may read. */
function expectRefusal(heard: Heard[], status: number): void {
  expect(heard.map((answer) => answer.status)).toEqual([status]);
  const [{ head, body }] = heard as [Heard];
  expect(head).toContain('content-type: application/problem+json');
  expect(head).toContain('access-control-allow-origin: *');
  expect(JSON.parse(body) as Problem).toMatchObject({ type: 'about:blank', status });
}

describe('a request that two readers could read as two', () => {
  it.each([
    ['a length and chunks', post('Content-Length: 3\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n')],
    ['two lengths', post('Content-Length: 3\r\nContent-Length: 4\r\n', 'abcd')],
    ['lengths with a comma', post('Content-Length: 3, 3\r\n', 'abc')],
    ['a length with a sign', post('Content-Length: +3\r\n', 'abc')],
    ['a length below zero', post('Content-Length: -1\r\n')],
    ['a length in hexadecimal', post('Content-Length: 0x3\r\n', 'abc')],
    ['an encoding of its own', post('Transfer-Encoding: xchunked\r\n', '0\r\n\r\n')],
    ['chunks that are not the last encoding', post('Transfer-Encoding: chunked, identity\r\n', '0\r\n\r\n')],
    ['a chunk of no size', post('Transfer-Encoding: chunked\r\n', 'x\r\n\r\n')],
    ['a chunk with a sign', post('Transfer-Encoding: chunked\r\n', '+1\r\na\r\n0\r\n\r\n')],
    ['a space before the colon', get('/topics', 'Content-Length : 3\r\n')],
    ['a folded header', get('/topics', 'X-Folded: a\r\n b\r\nX-Next: c\r\n')],
    ['a line that ends in CR', get('/topics', 'X-Bare: a\rX-Next: b\r\n')],
    ['a header with a null', get('/topics', 'X-Null: a\0b\r\n')],
    ['another protocol', 'GET /topics HTTP/9.9\r\nHost: x\r\n\r\n'],
    ['spaces in the target', 'GET /topics /demands HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'.padEnd(200, '\x01')],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ])('is refused: %s', async (_, bytes) => {
    expectRefusal(await say(origin, bytes), 400);
  });

  it('ends at a refusal: what follows is never read', async () => {
    const smuggled = post(
      'Content-Length: 3\r\nTransfer-Encoding: chunked\r\n',
      `0\r\n\r\n${get('/demands')}`,
    );
    expectRefusal(await say(origin, smuggled), 400);
  });
});

describe('a host', () => {
  it.each([
    ['twice', 'GET /topics HTTP/1.1\r\nHost: a.example\r\nHost: b.example\r\nConnection: close\r\n\r\n', 400],
    ['with a path', 'GET /topics HTTP/1.1\r\nHost: a.example/b\r\nConnection: close\r\n\r\n', 400],
    ['of no one', 'GET /topics HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n', 421],
    ['that is missing', 'GET /topics HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
  ])('is refused: %s', async (_, bytes, status) => {
    expectRefusal(await say(origin, bytes), status);
  });

  it('in an absolute target counts', async () => {
    const [answer] = await say(
      origin,
      'GET http://127.0.0.1/topics HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
    );
    expect(answer?.status).toBe(200);
    expect(answer?.body).not.toContain('evil.example');
  });
});

describe('more than is taken', () => {
  it.each([
    ['a URL', get(`/demands?q=${'x'.repeat(100_000)}`), 414],
    ['one header', get('/topics', `X-Long: ${'x'.repeat(100_000)}\r\n`), 431],
    ['many headers', get('/topics', Array.from({ length: 5_000 }, (_, n) => `X-${n}: y\r\n`).join('')), 431],
  ])('is refused: %s', async (_, bytes, status) => {
    expectRefusal(await say(origin, bytes), status);
  });

  it('is refused: a body', async () => {
    expectRefusal(await say(origin, post('Content-Length: 2000000\r\n', 'a'.repeat(2_000_000))), 413);
  });
});

describe('requests one after the other', () => {
  it('are answered in their order, without waiting', async () => {
    const paths = ['/topics', '/nothing', '/parties?limit=1', '/topics?x=1', '/regions'];
    const many = paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`).join('');
    const heard = await say(origin, many + get());
    expect(heard.map(({ status }) => status)).toEqual([200, 404, 200, 400, 200, 200]);
    expect(heard.at(-1)?.body).toBe(heard[0]?.body);
  });

  it('are answered though they come byte by byte', async () => {
    const [answer] = await say(origin, [...get()]);
    expect(answer?.status).toBe(200);
  });

  it('do not end the others, where they are none', async () => {
    const noise = Array.from({ length: 20 }, () => say(origin, '\0\xff nonsense\r\n\r\n'));
    const answers = await Promise.all(Array.from({ length: 20 }, () => fetch(`${origin}/topics`)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    for (const heard of await Promise.all(noise)) expectRefusal(heard, 400);
  });
});

describe('a client that does not go on', () => {
  it('with its head is left after a while', { timeout: 15_000 }, async () => {
    const { app } = await openApi();
    const slow = await app.listen({ host: '127.0.0.1', port: 0 });
    const [answer] = await say(slow, 'GET /topics HTTP/1.1\r\nHost: 127', 12_000);
    expect(answer?.status).toBe(408);
  });

  it('with reading costs no more than its share: others are answered', async () => {
    const deaf = Array.from({ length: 50 }, () => {
      const socket = connect(Number(new URL(origin).port), '127.0.0.1');
      socket.pause();
      socket.write(get('/citations.ndjson').repeat(3));
      return socket;
    });
    atEnd(() => {
      for (const socket of deaf) socket.destroy();
    });
    const answer = await fetch(`${origin}/topics?limit=2`);
    expect(answer.status).toBe(200);
    for (const socket of deaf) socket.destroy();
  });

  it('but leaves in the midst harms nobody', async () => {
    for (let n = 0; n < 50; n++) {
      const socket = connect(Number(new URL(origin).port), '127.0.0.1');
      socket.on('error', () => undefined);
      socket.write(get('/citations.ndjson'), () => socket.resetAndDestroy());
    }
    expect((await fetch(`${origin}/topics`)).status).toBe(200);
  });
});
