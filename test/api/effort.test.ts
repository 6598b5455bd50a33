/** What one question may take: it is looked at before each thing that is asked of the data. */
import { beforeAll, describe, expect, it } from 'vitest';
import { HttpProblem } from '../../src/api/problem.ts';
import { makeTasks } from '../../src/api/tasks.ts';
import { createApp } from '../../src/app.ts';
import { atEnd } from '../ending.ts';
import { type Api, asProblem, openApi } from './support.ts';

let api: Api;
beforeAll(async () => {
  api = await openApi();
});

/** A year is asked for once: what was counted is known from then on. */
const listHeavy = (year: number) => [
  '/statements?facet=kind&q=harbour',
  '/demands?party=arland&topic=fishing',
  '/demands/return-harbour?include=statements',
  '/search?q=harbour',
  '/demands/changes?from=2030-01-01&to=2031-12-31',
  '/events/interview/accounts',
  '/changes?since=2031-05-01-aaaaaaaa',
  `/events.csv?date=${year}`,
  '/demands.xlsx',
];

describe('a question that takes too long', () => {
  it.each([0, 1_000_000])(
    'is given up with what to ask instead; threads from %i records on',
    async (heavyFrom) => {
      const settings = { LOG_LEVEL: 'silent', PUBLIC_URL: undefined } as const;
      const app = await createApp(api.store, settings, { heavyFrom, longest: 0 });
      atEnd(() => app.close());
      const heavy = listHeavy(heavyFrom ? 2030 : 2031);
      for (const url of heavy) {
        const response = await app.inject(url);
        if (url.startsWith('/events.csv')) {
          // An answer that has begun is cut, so that nobody takes a part for the whole.
          expect(response.statusCode).not.toBe(200);
          continue;
        }
        expect(asProblem(response, 503).detail, url).toContain('Ask for less at once');
        expect(Number(response.headers['retry-after']), url).toBeGreaterThan(0);
      }
      // Nothing of it is kept: whoever may take longer is answered.
      for (const url of heavy) expect((await api.get(url)).statusCode, url).toBe(200);
    },
  );
});

it('a question is given up between its steps once whoever asked has gone', () => {
  const gone = new Int32Array(new SharedArrayBuffer(4));
  const question = { q: 'harbour', collections: [], limit: 10, after: null };
  const tasks = makeTasks(api.store);
  expect(tasks.search(question, gone).total).toBeGreaterThan(0);
  Atomics.store(gone, 0, 1);
  let thrown: unknown;
  try {
    tasks.search(question, gone);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(HttpProblem);
  expect(thrown).toMatchObject({ status: 499 });
});

it('what no count tells of is found in a thread, and is the same', async () => {
  const settings = { LOG_LEVEL: 'silent', PUBLIC_URL: undefined } as const;
  const app = await createApp(api.store, settings, { heavyFrom: 0 });
  atEnd(() => app.close());
  for (const url of [
    '/citations?record__isnull=false',
    '/citations?record__isnull=false&sort=-id&limit=3',
    '/citations?record__not=demands/return-harbour',
    '/statements?topic__not=fishing',
    '/statements?party__isnull=true',
    '/demands?include=citations&facet=kind,party',
  ]) {
    const { statusCode, body } = await app.inject(url);
    expect([statusCode, body], url).toEqual([200, (await api.get(url)).body]);
  }
});
