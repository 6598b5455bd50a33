import { beforeAll, expect, it } from 'vitest';
import { type Api, EVERY, openApi } from '../api/support.ts';
import { REAL } from '../database.ts';

/** What any page may take on its way, in bytes. */
const MOST = 100_000;

let api: Api;
beforeAll(async () => {
  api = await openApi({ data: REAL });
}, 120_000);

it.each([
  '/',
  '/sql',
  '/demands/changes?from=2014-01-01&to=2025-12-31',
  ...EVERY.map((name) => `/${name}?limit=1000`),
])('%s is no large page, with the data that are served', async (url) => {
  for (const coding of ['br', 'gzip']) {
    const { statusCode, headers, rawPayload } = await api.get(url, {
      accept: 'text/html',
      'accept-encoding': coding,
    });
    expect(statusCode, url).toBe(200);
    expect(headers['content-encoding']).toBe(coding);
    expect(rawPayload.length, coding).toBeLessThan(MOST);
  }
});
