/** Whatever is asked is answered, or refused as a problem. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { SHAPING } from './openapi.ts';
import { type Api, asProblem, EVERY, shareApi } from './support.ts';
import { readTable } from './tables.ts';

let api: Api;
beforeAll(async () => {
  api = await shareApi();
});

describe('whatever is asked', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom(
      'harbour',
      '2031-05',
      'true',
      'people/mila-orlov',
      'id,title',
      '-date',
      '%00',
      '"',
      '\u0000a',
      'NEAR(a b)',
      'a OR b',
      '{x}: y',
      "'; DROP TABLE demands; --",
      '../..',
      '__proto__',
      '1000',
    ),
  );
  const name = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.constantFrom(
        ...SHAPING,
        'party',
        'topic',
        'date',
        'id',
        'source',
        'about',
        'report_count__gte',
      ),
    },
    { weight: 1, arbitrary: text },
  );
  const query = fc
    .array(fc.tuple(name, text), { maxLength: 4 })
    .map((pairs) =>
      pairs.map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`).join('&'),
    );
  const raw = fc.string({ maxLength: 30 }).map((part) => part.replace(/[\s#\\]/g, ''));

  const holds = async (url: string) => {
    for (const method of ['GET', 'HEAD'] as const) {
      const response = await api.send(method, url);
      const { statusCode } = response;
      expect(statusCode, url).toBeGreaterThanOrEqual(200);
      expect(statusCode, url).toBeLessThan(500);
      expect(response.headers['access-control-allow-origin']).toBe('*');
      if (statusCode < 400) continue;
      const type = String(response.headers['content-type']);
      // Where a table is asked for a problem is one.
      if (/^[^?]*\.(csv|tsv)$/.test(url.split('?')[0] ?? '')) {
        expect(type, url).toMatch(/^text\/(csv|tab-separated-values); charset=utf-8$/);
        if (method === 'GET')
          expect(readTable(response.body, type.startsWith('text/csv') ? ',' : '\t').header).toEqual([
            'error',
            'detail',
            'suggestion',
          ]);
        continue;
      }
      expect(type, url).toMatch(/^application\/problem\+json/);
      if (method === 'GET') asProblem(response, statusCode);
    }
  };

  it('queries answer 2xx or a problem, never fail', async () => {
    const path = fc.constantFrom(
      ...EVERY.map((collection) => `/${collection}`),
      '/search',
      '/demands.csv',
      '/statements.ndjson',
      '/demands/return-harbour',
      '/',
    );
    await fc.assert(
      fc.asyncProperty(path, fc.oneof(query, raw), (where, what) => holds(`${where}?${what}`)),
      { numRuns: 250 },
    );
  });

  it('paths answer 2xx, 3xx or a problem, never fail', async () => {
    const segment = fc.oneof(
      fc.constantFrom(...EVERY, 'demands.csv', 'docs', 'search', 'return-harbour', '..', '%2e%2e', '%00'),
      text.map(encodeURIComponent),
      raw,
    );
    const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => `/${parts.join('/')}`);
    await fc.assert(fc.asyncProperty(path, holds), { numRuns: 150 });
  });

  it('a search may hold any character, NUL too', async () => {
    for (const q of ['a%00b', '%00a', 'harbour%00'])
      for (const path of ['/demands', '/search', '/demands.csv'])
        expect((await api.get(`${path}?q=${q}`)).statusCode, `${path}?q=${q}`).toBe(200);
  });
});
