import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { AnswerCache } from '../../src/api/cache.ts';
import { type Api, asProblem, type List, openApi } from './support.ts';

let api: Api;
/** The same data, built again, with no memory for finished answers. */
let again: Api;
/** With memory for a few. */
let small: Api;
beforeAll(async () => {
  api = await openApi();
  again = await openApi({ cacheBytes: 0 });
  small = await openApi({ cacheBytes: 30_000 });
  for (const { app } of [api, again, small]) await app.listen({ port: 0, host: '127.0.0.1' });
});

/** Asks over a connection: what was answered before is answered there before Fastify sees the request. */
async function ask({ app }: Api, method: string, path: string, headers: Record<string, string> = {}) {
  const { port } = app.server.address() as AddressInfo;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    httpRequest({ host: '127.0.0.1', port, method, path, headers: { host: 'localhost:80', ...headers } })
      .on('response', resolve)
      .on('error', reject)
      .end();
  });
  return { statusCode: response.statusCode, headers: response.headers, rawPayload: await buffer(response) };
}

/** One of each kind of answer that is cached. */
const ANSWERS = [
  '/',
  '/demands',
  '/demands.json',
  '/statements?kind=demand&facet=topic&limit=1',
  '/demands/return-harbour',
  '/citations.csv',
  '/statements.ndjson',
  '/search?q=harbour',
];

const tagOf = async (url: string, headers: Record<string, string> = {}) =>
  String((await api.get(url, headers)).headers.etag);

describe('an ETag', () => {
  it.each(ANSWERS)('is strong and stays the same: %s', async (url) => {
    const etag = await tagOf(url);
    expect(etag).toMatch(/^"[\w-]{16,}"$/);
    expect(await tagOf(url)).toBe(etag);
    expect((await api.send('HEAD', url)).headers.etag).toBe(etag);
    expect((await again.get(url)).headers.etag).toBe(etag);
  });

  it('differs by query, path, format, coding and host', async () => {
    const tags = await Promise.all([
      tagOf('/demands'),
      tagOf('/demands?party=arland'),
      tagOf('/demands?party=lakes-league'),
      tagOf('/demands?sort=-id'),
      tagOf('/demands?limit=1'),
      tagOf('/demands?select=id'),
      tagOf('/demands?include=citations'),
      tagOf('/demands?select=id,kind'),
      tagOf('/demands?select=kind,id'),
      tagOf('/demands?fbclid=1'),
      tagOf('/demands.csv'),
      tagOf('/demands.csv?limit=1'),
      // As many as a page of JSON has without being asked: of a table it is fewer than all.
      tagOf('/demands.csv?limit=50'),
      tagOf('/demands.csv?provenance=true'),
      tagOf('/demands.tsv'),
      tagOf('/demands/return-harbour?select=id'),
      tagOf('/demands/return-harbour?select=id&include=citations'),
      tagOf('/demands/return-harbour?citations=none'),
      tagOf('/demands/return-harbour?citations=kind'),
      tagOf('/demands/return-harbour.csv'),
      tagOf('/demands?facet=kind'),
      tagOf('/demands?q=harbour'),
      tagOf('/statements'),
      tagOf('/demands/return-harbour'),
      tagOf('/demands/return-harbour?include=statements'),
      tagOf('/demands/recovery-first'),
      tagOf('/search?q=harbour'),
      tagOf('/search?q=harbour&limit=1'),
      tagOf('/search?q=harbour&collection=demands'),
      tagOf('/'),
      tagOf('/demands', { accept: 'application/x-ndjson' }),
      tagOf('/demands.csv?bom=true'),
      tagOf('/demands', { 'accept-encoding': 'gzip' }),
      tagOf('/demands', { 'accept-encoding': 'br' }),
      // Links are absolute, so that another host gets other bytes.
      tagOf('/demands', { host: 'elsewhere.test' }),
    ]);
    expect(new Set(tags).size).toBe(tags.length);
  });

  it('is the same wherever the bytes are the same, and only there', async () => {
    const bodies = new Map<string, string>();
    const urls = [
      '/demands',
      '/demands?limit=50',
      '/demands?limit=1',
      '/demands?sort=id',
      '/demands?sort=-id',
      '/topics',
    ];
    for (const url of urls)
      for (const coding of ['identity', 'gzip', 'br', 'gzip, br'])
        for (const accept of ['*/*', 'application/json', 'text/csv']) {
          const { headers, rawPayload } = await api.get(url, { 'accept-encoding': coding, accept });
          const body = rawPayload.toString('base64');
          expect(bodies.get(String(headers.etag)) ?? body).toBe(body);
          bodies.set(String(headers.etag), body);
        }
    expect(bodies.size).toBeGreaterThan(12);
  });

  it('differs by release', async () => {
    const revised = await openApi({
      files: {
        'topics/arms.yaml':
          'name: Arms\ndefinition: Weapons and what is done with them\nrevised: "2031-06-02"\n',
      },
    });
    for (const url of ANSWERS) {
      const { headers, body } = await revised.get(url);
      expect(headers.etag, url).not.toBe(await tagOf(url));
      expect(body).toBeDefined();
    }
    // The record that did not change belongs to another release all the same.
    expect((await revised.get('/demands/recovery-first')).json().meta.release).not.toBe(
      (await api.json('/demands')).meta.release,
    );
  });
});

describe('finished answers that are kept', () => {
  type Whole = { statusCode?: number | undefined; headers: Record<string, unknown>; rawPayload: Buffer };
  /** An answer, but for the moment and the connection. */
  const shown = ({ statusCode, headers, rawPayload }: Whole) => {
    const {
      date,
      connection,
      'keep-alive': _,
      'transfer-encoding': __,
      'x-request-id': ___,
      ...others
    } = headers;
    // Each request has an id of its own, in the problem that it meets too.
    const body = rawPayload.toString('latin1').replace(/"request_id":"[^"]*"/, '');
    return { statusCode, headers: others, body };
  };
  const pick = <T>(...values: T[]) => fc.constantFrom(...values);
  const request = fc.record({
    method: pick('GET', 'GET', 'GET', 'HEAD') as fc.Arbitrary<'GET' | 'HEAD'>,
    path: pick(
      '/demands',
      '/demands',
      '/demands/',
      '/demands.json',
      '/demands.csv',
      '/demand_voices',
      '/demands/return-harbour',
      '/demands/return-harbour.csv',
      '/statements',
      '/statements/easing',
      '/search',
      '/',
    ),
    query: pick(
      '',
      '',
      'q=limits',
      'q=LIMITS',
      'limit=1',
      'limit=50',
      'kind=call,expectation',
      'kind=expectation&kind=call',
      'kind=demand,offer&source=third',
      'source=third&kind=offer,demand',
      'facet=topic,kind',
      'facet=kind,topic',
      'include=citations,statements',
      'include=statements,citations',
      'include=divergences,demands',
      'include=demands,divergences',
      'select=id,kind',
      'select=kind,id',
      'select=id&include=citations',
      'select=id&citations=all',
      'citations=none',
      'citations=kind,title',
      'citations=title,kind',
      'nothing=1',
      'bom=true',
      'provenance=true',
      'utm_source=1&limit=1',
    ),
    headers: fc.record(
      {
        host: pick('localhost:80', 'elsewhere.test', 'localhost:80'),
        accept: pick('*/*', 'application/json', 'text/csv', 'image/png'),
        'accept-encoding': pick('gzip', 'br', 'br, gzip', 'identity', 'gzip;q=0'),
        'if-none-match': pick('*', '"other"'),
        origin: pick('https://elsewhere.example'),
      },
      { requiredKeys: [] },
    ),
  });

  it('are not to be told from fresh ones, whatever was asked before', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(request, { minLength: 2, maxLength: 8 }), async (requests) => {
        for (const { method, path, query, headers } of requests) {
          const url = query ? `${path}?${query}` : path;
          const sent = headers as Record<string, string>;
          const fresh = shown(await ask(again, method, url, sent));
          for (const one of [api, small, api])
            expect(shown(await ask(one, method, url, sent)), `${method} ${url}`).toEqual(fresh);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('are shared by requests that mean the same, byte for byte', async () => {
    for (const [one, other] of [
      ['/demands?kind=call,expectation&party=arland', '/demands?party=arland&kind=expectation&kind=call'],
      ['/demands?kind=call', '/demands?kind=call,call&kind=call'],
      ['/demands', '/demands?limit=50'],
      ['/demands', '/demands?sort=id'],
      ['/demands', '/demands/'],
      ['/demands?limit=7', '/demands?limit=007'],
      ['/statements?facet=topic,kind', '/statements?facet=kind,topic'],
      ['/demands?include=citations,divergences', '/demands?include=divergences,citations'],
      ['/demands/return-harbour', '/demands/return-harbour?include=citations'],
      [
        '/demands/return-harbour?include=statements,divergences',
        '/demands/return-harbour?include=divergences,statements',
      ],
    ]) {
      const [first, second] = [shown(await again.get(String(one))), shown(await again.get(String(other)))];
      expect(second, `${one} ${other}`).toEqual(first);
    }
  });

  it('never stand in for another request’s', async () => {
    const get = (headers: Record<string, string> = {}) => ask(api, 'GET', '/topics', headers);
    const json = async (headers: Record<string, string>) =>
      JSON.parse((await get(headers)).rawPayload.toString()) as List;
    for (let round = 0; round < 2; round++) {
      expect((await json({ host: 'localhost' })).links.self).toBe('http://localhost/topics');
      expect((await json({ host: '127.0.0.2' })).links.self).toBe('http://127.0.0.2/topics');
      expect((await get({ accept: 'text/csv' })).headers['content-type']).toMatch(/^text\/csv/);
      expect((await get({ accept: 'image/png' })).statusCode).toBe(406);
      expect((await get()).headers['content-encoding']).toBeUndefined();
      expect((await get({ 'accept-encoding': 'br' })).headers['content-encoding']).toBe('br');
      expect((await ask(api, 'POST', '/topics')).statusCode).toBe(405);
      expect((await ask(api, 'OPTIONS', '/topics')).statusCode).toBe(204);
      expect((await ask(api, 'HEAD', '/topics')).rawPayload).toHaveLength(0);
      expect((await json({})).data).toHaveLength(4);
    }
  });

  it('are 304 over a connection, too, without what tells of a body', async () => {
    const { headers } = await ask(api, 'GET', '/demands.csv');
    for (const tag of [String(headers.etag), `W/${headers.etag}`, '*']) {
      const { statusCode, headers: unchanged } = await ask(api, 'GET', '/demands.csv', {
        'if-none-match': tag,
      });
      expect(statusCode).toBe(304);
      for (const name of ['content-type', 'content-length', 'content-disposition', 'link'])
        expect(unchanged[name], name).toBeUndefined();
      expect(unchanged).toMatchObject({ etag: headers.etag, vary: headers.vary });
    }
  });
});

describe('memory for finished answers', () => {
  const request = (n: number) => ({ method: 'GET', url: `/${n}`, headers: { host: 'x' } }) as IncomingMessage;
  const finished = (bytes: number) => ({ etag: '"x"', body: Buffer.alloc(bytes), headers: [], route: '/' });

  it('is bounded, and what was asked for longest ago goes first', () => {
    const cache = new AnswerCache(100_000);
    for (let n = 0; n < 20; n++) {
      cache.put(`key ${n}`, request(n), finished(10_000));
      cache.get('key 0', request(0));
    }
    const kept = Array.from({ length: 20 }, (_, n) => n).filter((n) => cache.get(`key ${n}`, request(n)));
    expect(kept.length).toBeGreaterThan(4);
    expect(kept.length).toBeLessThan(10);
    expect(kept).toEqual([0, ...Array.from({ length: kept.length - 1 }, (_, n) => 21 - kept.length + n)]);
  });

  it('keeps nothing that would take more than an eighth of it', () => {
    const cache = new AnswerCache(100_000);
    cache.put('large', request(1), finished(12_500));
    cache.put('small', request(2), finished(10_000));
    expect(cache.get('large', request(1))).toBeUndefined();
    expect(cache.get('small', request(2))).toBeDefined();
  });
});

describe('If-None-Match', () => {
  const askWith = (url: string, tag: string, more = {}) => api.get(url, { 'if-none-match': tag, ...more });

  it.each(ANSWERS)('is answered 304 where it holds the tag: %s', async (url) => {
    const whole = await api.get(url);
    const etag = String(whole.headers.etag);
    for (const header of [
      etag,
      `W/${etag}`,
      `"other", ${etag}`,
      `"other",${etag},"another"`,
      `W/"other" , W/${etag}`,
      '*',
    ]) {
      const response = await askWith(url, header);
      expect(response.statusCode, header).toBe(304);
      expect(response.rawPayload).toHaveLength(0);
      expect(response.headers['content-length']).toBeUndefined();
      expect(response.headers['content-type']).toBeUndefined();
      expect(response.headers['content-encoding']).toBeUndefined();
      for (const name of [
        'etag',
        'cache-control',
        'vary',
        'access-control-allow-origin',
        'access-control-expose-headers',
      ])
        expect(response.headers[name], name).toBe(whole.headers[name]);
    }
    const head = await api.send('HEAD', url, { 'if-none-match': etag });
    expect([head.statusCode, head.body]).toEqual([304, '']);
  });

  it('is answered in full where it does not', async () => {
    const etag = await tagOf('/demands');
    const inner = etag.slice(1, -1);
    for (const header of [
      '"other"',
      'W/"other"',
      inner,
      `"${inner.slice(0, -1)}"`,
      `"x${inner}"`,
      `"${inner}x"`,
      `"${inner.toUpperCase()}"`,
      '"*"',
      '""',
      '',
    ])
      expect((await askWith('/demands', header)).statusCode, header).toBe(200);
  });

  it('is answered in full where it holds the tag of another coding, format or query', async () => {
    const etag = await tagOf('/demands');
    expect((await askWith('/demands', etag, { 'accept-encoding': 'br' })).statusCode).toBe(200);
    expect((await askWith('/demands', etag, { accept: 'text/csv' })).statusCode).toBe(200);
    expect((await askWith('/demands?limit=1', etag)).statusCode).toBe(200);
    const brotli = await tagOf('/demands', { 'accept-encoding': 'br' });
    expect((await askWith('/demands', brotli, { 'accept-encoding': 'br' })).statusCode).toBe(304);
    expect((await askWith('/demands', brotli)).statusCode).toBe(200);
  });

  it('never hides an error', async () => {
    const problems: [string, number][] = [
      ['/demands?x=1', 400],
      ['/demands?party=nobody', 400],
      ['/demands?cursor=x', 400],
      ['/demands/nothing', 404],
      ['/nothing', 404],
      ['/demands/%', 400],
      ['/search', 400],
    ];
    for (const [url, status] of problems) {
      asProblem(await askWith(url, '*'), status);
      asProblem(await askWith(url, await tagOf('/demands')), status);
    }
    asProblem(await api.send('POST', '/demands', { 'if-none-match': '*' }), 405);
    asProblem(await askWith('/demands', '*', { accept: 'image/png' }), 406);
  });
});

describe('If-Modified-Since', () => {
  it.each(ANSWERS)('is passed over, since under one date data may change: %s', async (url) => {
    const response = await api.get(url, { 'if-modified-since': 'Fri, 01 Jan 2100 00:00:00 GMT' });
    expect(response.statusCode).toBe(200);
    expect(response.headers['last-modified']).toBeUndefined();
  });
});

describe('the headers of a success', () => {
  it.each(ANSWERS)('allow it to be cached and revalidated: %s', async (url) => {
    const { headers } = await api.get(url);
    const control = String(headers['cache-control']).split(', ');
    expect(control).toEqual(expect.arrayContaining(['public', 'max-age=60']));
    expect(control.join()).toMatch(/stale-while-revalidate=\d+/);
    // No URL is pinned to a release yet.
    expect(control).not.toContain('immutable');
    expect(headers.vary).toBe('Accept, Accept-Encoding');
    expect(headers['demarche-release']).toBe((await api.json('/demands')).meta.release);
    expect(String(headers['access-control-expose-headers']).split(', ')).toEqual(
      expect.arrayContaining(['Demarche-Release', 'Content-Disposition', 'Link', 'Retry-After']),
    );
  });

  it('of an error forbid it', async () => {
    const { headers } = await api.get('/demands?x=1');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers.etag).toBeUndefined();
  });
});

describe('a coding', () => {
  const decoded: Record<string, (body: Buffer) => Buffer> = {
    br: brotliDecompressSync,
    gzip: gunzipSync,
    identity: (body) => body,
  };

  it.each(ANSWERS)('decodes to the same bytes: %s', async (url) => {
    const plain = await api.get(url);
    expect(plain.headers['content-encoding']).toBeUndefined();
    for (const coding of ['br', 'gzip']) {
      const response = await api.get(url, { 'accept-encoding': coding });
      expect(response.headers['content-encoding']).toBe(coding);
      expect(decoded[coding]?.(response.rawPayload)).toEqual(plain.rawPayload);
      expect(response.headers['content-type']).toBe(plain.headers['content-type']);
      const length = response.headers['content-length'];
      if (length !== undefined) expect(Number(length)).toBe(response.rawPayload.length);
    }
    if (plain.rawPayload.length > 2000)
      expect((await api.get(url, { 'accept-encoding': 'br' })).rawPayload.length).toBeLessThan(
        plain.rawPayload.length / 2,
      );
  });

  it.each([
    ['br, gzip', 'br'],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip, deflate', 'gzip'],
    ['GZIP', 'gzip'],
    ['deflate', undefined],
    ['identity', undefined],
    ['', undefined],
    ['*', 'br'],
    ['br;q=0, *', 'gzip'],
    ['br;q=0, gzip;q=0', undefined],
    ['gzip;q=0', undefined],
    ['nonsense', undefined],
    [',;,=', undefined],
  ])('is chosen by what is accepted: %s', async (accepted, expected) => {
    const response = await api.get('/demands', { 'accept-encoding': accepted });
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-encoding']).toBe(expected);
    expect(decoded[expected ?? 'identity']?.(response.rawPayload).subarray(0, 8).toString()).toBe('{"data":');
  });

  it('does not touch errors', async () => {
    const response = await api.get('/demands?x=1', { 'accept-encoding': 'br' });
    expect(response.headers['content-encoding']).toBeUndefined();
    asProblem(response, 400);
  });
});

describe('whatever headers are sent', () => {
  it('the answer is a success, 304 or 406, never a failure', async () => {
    const value = fc
      .oneof(
        fc.string({ maxLength: 40 }),
        fc.constantFrom(
          '*',
          'W/',
          '"',
          '""',
          'W/"',
          'text/*;q=2',
          'a/b;q=',
          ';q=0',
          '*/*;q=-1',
          'br;q=x',
          ',,,',
        ),
      )
      .map((text) => text.replace(/[^\t\x20-\x7e]/g, ''));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('/demands', '/demands.csv', '/demands/return-harbour'),
        value,
        value,
        value,
        async (url, accept, coding, tag) => {
          const headers = { accept, 'accept-encoding': coding, 'if-none-match': tag };
          const response = await api.get(url, headers);
          expect([200, 304, 406], JSON.stringify(headers)).toContain(response.statusCode);
          if (response.statusCode === 406) asProblem(response, 406);
        },
      ),
      { numRuns: 120 },
    );
  });
});
