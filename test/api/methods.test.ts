import { beforeAll, describe, expect, it } from 'vitest';
import { type Api, asProblem, shareApi } from './support.ts';
import { readTable } from './tables.ts';

let api: Api;
beforeAll(async () => {
  api = await shareApi();
});

const READ = [
  '/',
  '/demands',
  '/demands.csv',
  '/demands/return-harbour',
  '/search?q=a',
  '/openapi.json',
  '/docs',
];

describe('methods', () => {
  it.each(READ)('others than those allowed are 405 with Allow at %s', async (path) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const) {
      const response = await api.send(method, path);
      if (path.endsWith('.csv')) {
        expect(response.statusCode).toBe(405);
        expect(readTable(response.body).rows[0]?.detail).toContain(method);
      } else expect(asProblem(response, 405).detail).toContain(method);
      expect(String(response.headers.allow).split(', ').sort()).toEqual(['GET', 'HEAD', 'OPTIONS']);
    }
  });

  it('are checked before bodies, whatever their content type', async () => {
    for (const type of [
      'application/json',
      'text/xml',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'application/json; charset=\u00e9',
      'nonsense',
      ';;;',
      '/',
      '',
    ])
      for (const body of ['', '{', '{"a":1}', 'é'.repeat(1000)]) {
        const response = await api.send('POST', '/demands', { 'content-type': type }, body);
        expect(`${type} ${response.statusCode}`).toBe(`${type} 405`);
        asProblem(response, 405);
        expect(response.headers.allow).toBeDefined();
      }
    const big = await api.send(
      'POST',
      '/demands',
      { 'content-type': 'application/json' },
      Buffer.alloc(3_000_000, 32),
    );
    asProblem(big, big.statusCode);
    expect([405, 413]).toContain(big.statusCode);
  });

  it.each(READ)('a preflight is answered at %s', async (path) => {
    const response = await api.send('OPTIONS', path, {
      origin: 'https://elsewhere.example',
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'if-none-match',
    });
    expect(response.statusCode).toBe(204);
    expect(response.body).toBe('');
    const { headers } = response;
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(String(headers['access-control-allow-methods']).split(/, ?/)).toEqual(
      expect.arrayContaining(['GET', 'HEAD', 'OPTIONS']),
    );
    expect(headers['access-control-allow-headers']).toMatch(/if-none-match|\*/i);
    expect(Number(headers['access-control-max-age'])).toBeGreaterThan(0);
  });

  it('OPTIONS without a preflight’s headers is answered, too', async () => {
    const response = await api.send('OPTIONS', '/demands');
    expect(response.statusCode).toBe(204);
    expect(response.headers['access-control-allow-origin']).toBe('*');
  });

  it('every answer may be read from elsewhere, with the headers that matter', async () => {
    for (const path of [...READ, '/demands?limit=1', '/demands?x=1', '/nothing', '/demands/nothing']) {
      const { headers } = await api.get(path, { origin: 'https://elsewhere.example' });
      expect(headers['access-control-allow-origin'], path).toBe('*');
      expect(String(headers['access-control-expose-headers']).toLowerCase().split(', '), path).toEqual(
        expect.arrayContaining(['etag', 'link', 'demarche-release']),
      );
    }
  });
});

describe('HEAD', () => {
  /** What depends on the moment or on the body alone. */
  const steady = ({ date, connection, 'transfer-encoding': _, ...headers }: Record<string, unknown>) =>
    headers;

  it.each([
    '/',
    '/demands',
    '/demands?limit=2&sort=-title',
    '/demands.csv',
    '/demands.tsv?provenance=true',
    '/demands.ndjson?limit=1',
    '/demands/return-harbour',
    '/demands/return-harbour.csv',
    '/demand_voices?limit=1',
    '/demands.csv?x=1',
    '/demands/nothing.tsv',
    '/search?q=harbour',
    '/openapi.json',
    '/openapi.yaml',
    '/docs',
    '/demands?x=1',
    '/demands/nothing',
    '/nothing',
    '/demands/%',
  ])('answers as GET does, without the body: %s', async (path) => {
    for (const coding of ['identity', 'gzip', 'br']) {
      const headers = { 'accept-encoding': coding };
      const get = await api.get(path, headers);
      const head = await api.send('HEAD', path, headers);
      expect(head.statusCode).toBe(get.statusCode);
      expect(head.rawPayload).toHaveLength(0);
      const { 'content-length': length, ...rest } = steady(head.headers);
      const { 'content-length': whole, ...others } = steady(get.headers);
      expect(rest).toEqual(others);
      // Left out, or what GET would have: 0 would be a lie.
      if (length !== undefined) expect(Number(length)).toBe(Number(whole));
    }
  });
});
