/**
 * Asks every operation of the OpenAPI document what it says, nearly that, and what nobody should ask: `npm run test:fuzz`.
 * FUZZ_SEED repeats a run, FUZZ_RUNS says how many requests, FUZZ_SECONDS for how long at most.
 */
import fc from 'fast-check';
import type { LightMyRequestResponse } from 'fastify';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OpenApi } from '../api/openapi.ts';
import { RICH } from '../api/rich.ts';
import { type Api, EVERY, type List, openApi } from '../api/support.ts';
import { checkNumbers, expectSameHeaders, Promises } from './promises.ts';
import { type Asked, makeRequests } from './requests.ts';

const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
const runs = Number(process.env.FUZZ_RUNS ?? 20_000);
const seconds = Number(process.env.FUZZ_SECONDS ?? 40);

let api: Api;
let document: OpenApi;
let promises: Promises;
beforeAll(async () => {
  api = await openApi({ files: RICH });
  document = await api.openapi();
  promises = new Promises(document);
});

const send = ({ method, url, headers, payload }: Asked) => api.send(method, url, headers, payload);

/** Follows a list to its end: each record once, as many as were said. */
async function followPages(first: List, headers: Asked['headers']): Promise<void> {
  const ids = new Set(first.data.map(({ id }) => id));
  let read = first.data.length;
  for (let page = first; page.links.next; ) {
    const response = await api.get(page.links.next, headers);
    expect(response.statusCode, page.links.next).toBe(200);
    page = response.json();
    checkNumbers(page);
    expect(page.data.length, page.links.self).toBeGreaterThan(0);
    for (const { id } of page.data) ids.add(id);
    read += page.data.length;
    expect(read, page.links.self).toBeLessThanOrEqual(first.meta.total);
  }
  expect(read).toBe(first.meta.total);
  if (first.data.every(({ id }) => id !== undefined)) expect(ids.size).toBe(first.meta.total);
}

describe('every operation', () => {
  it('keeps its promises, whatever is asked', async () => {
    const ids = new Map<string, string[]>();
    for (const name of EVERY) ids.set(name, await api.ids(`/${name}?limit=3`));
    const statuses = new Map<number, number>();
    const reached = new Set<string | null>();
    let asked = 0;
    const property = fc.asyncProperty(makeRequests(document, ids), fc.nat(23), async (request, draw) => {
      const response = await send(request);
      asked++;
      statuses.set(response.statusCode, (statuses.get(response.statusCode) ?? 0) + 1);
      promises.check(request, response);
      if (response.statusCode !== 200 || request.method !== 'GET') return;
      reached.add(request.operationId);
      // Each of these asks more than the question did: a part of the answers has to do.
      if (draw < 6) promises.checkBody(request, response);
      else if (draw < 8) expectSameHeaders(response, await send({ ...request, method: 'HEAD' }));
      else if (draw < 10) {
        const headers = { ...request.headers, 'if-none-match': String(response.headers.etag) };
        const again = await send({ ...request, headers });
        expect([again.statusCode, again.body]).toEqual([304, '']);
      } else if (draw < 12 && String(response.headers['content-type']).startsWith('application/json')) {
        const body = response.headers['content-encoding'] ? null : response.json();
        if (body?.meta?.next_cursor) await followPages(body, request.headers);
      }
    });
    try {
      await fc.assert(property, { seed, numRuns: runs, interruptAfterTimeLimit: seconds * 1000 });
    } finally {
      const shares = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${count} × ${status}`);
      console.log(
        `seed ${seed}: ${asked} requests; ${shares.join(', ')}; ${reached.size} operations answered`,
      );
    }
    // Else it asked next to nothing that is answered.
    expect(statuses.get(200)).toBeGreaterThan(asked / 4);
    expect(statuses.get(400)).toBeGreaterThan(asked / 20);
  });
});

describe('the promises', () => {
  /** An answer with something about it that should not be. */
  const doctor = (response: LightMyRequestResponse, change: Partial<LightMyRequestResponse>) =>
    Object.create(response, Object.getOwnPropertyDescriptors(change)) as LightMyRequestResponse;

  it('are seen to be broken', async () => {
    const list: Asked = { operationId: 'listDemands', method: 'GET', url: '/demands', headers: {} };
    const refused: Asked = { ...list, url: '/demands?x=1' };
    const [well, badly] = [await send(list), await send(refused)];
    promises.check(list, well);
    promises.checkBody(list, well);
    promises.check(refused, badly);
    const without = (name: string) => ({ ...well.headers, [name]: undefined });
    for (const [asked, broken] of [
      [list, doctor(well, { statusCode: 500 })],
      [list, doctor(well, { statusCode: 503 })],
      [list, doctor(well, { statusCode: 418 })],
      [list, doctor(well, { headers: without('access-control-allow-origin') })],
      [list, doctor(well, { body: 'Error: x\n    at open (/srv/demarche/src/app.ts:3:1)' })],
      [refused, doctor(badly, { json: () => ({ ...badly.json(), status: 404 }) } as never)],
      [refused, doctor(badly, { headers: { ...badly.headers, etag: '"a"' } })],
      [{ ...list, method: 'HEAD' }, well],
    ] as const)
      expect(() => promises.check(asked, broken), asked.url).toThrow();
    const [body, record] = [well.json(), well.json().data[0]];
    for (const wrong of [
      { ...body, data: [{ ...record, title: null }] },
      { ...body, meta: { ...body.meta, count: 99 } },
      { ...body, meta: { ...body.meta, total: 0 } },
      { ...body, meta: { ...body.meta, next_cursor: 'x' } },
    ])
      expect(() => promises.checkBody(list, doctor(well, { json: () => wrong } as never))).toThrow();
    expect(() => expectSameHeaders(well, doctor(well, { headers: without('etag') }))).toThrow();
  });
});
