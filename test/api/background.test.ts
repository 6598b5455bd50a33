import { EventEmitter } from 'node:events';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Background } from '../../src/api/background.ts';
import { HttpProblem } from '../../src/api/problem.ts';
import { Refusals } from '../../src/api/refusals.ts';
import type { ListQuery } from '../../src/query/query.ts';
import type { Store } from '../../src/store/store.ts';
import { openApi } from './support.ts';

/** Questions that may wait, and threads at most: what is asked beyond both is refused. */
const WAITING = 256;
const MANY = 500;

let store: Store;
let background: Background;
beforeAll(async () => {
  ({ store } = await openApi());
});
afterEach(() => background.close());

const query: ListQuery = {
  conditions: [],
  q: null,
  sort: { name: 'id', descending: false },
  select: null,
  include: [],
  facet: [],
  limit: null,
  cursor: null,
  bom: false,
  provenance: false,
};
const ask = (signal = new AbortController().signal, client = 'one', begun = false) =>
  background.run('count', { collection: 'demands', query }, { client, signal }, begun);
/** An answer in parts: all that is asked of it is when it ends. */
const admit = (client = 'another') =>
  background.admit({ client, signal: new AbortController().signal }, new EventEmitter() as never);
const settled = (asked: Promise<unknown>[]) => Promise.allSettled(asked);

describe('questions for threads', () => {
  it('wait for their turn, so many and no more; exports are not begun before half as many', async () => {
    background = new Background(store, new Refusals(), 0);
    const few = Array.from({ length: WAITING / 2 - 50 }, () => ask());
    expect(() => admit()).not.toThrow();
    const more = Array.from({ length: MANY }, () => ask());
    expect(() => admit()).toThrow(HttpProblem);
    const answers = await settled([...few, ...more]);
    const refused = answers.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
    expect(answers.length - refused.length).toBeGreaterThanOrEqual(WAITING);
    expect(answers.length - refused.length).toBeLessThan(WAITING + 100);
    for (const { reason } of refused) expect(reason).toMatchObject({ status: 503 });
    expect(await ask()).toEqual({ total: 3, overlapping: null });
    expect(() => admit()).not.toThrow();
  });

  it('are never refused where they are part of an answer that has begun', async () => {
    background = new Background(store, new Refusals(), 0);
    const asked = Array.from({ length: MANY }, () => ask());
    const begun = ask(undefined, 'one', true);
    expect((await settled(asked)).some(({ status }) => status === 'rejected')).toBe(true);
    expect(await begun).toEqual({ total: 3, overlapping: null });
  });

  it('are taken back where whoever asked has gone, and make room', async () => {
    background = new Background(store, new Refusals(), 0);
    const gone = new AbortController();
    const asked = settled(Array.from({ length: 200 }, () => ask(gone.signal)));
    expect(() => admit()).toThrow(HttpProblem);
    gone.abort();
    expect(() => admit()).not.toThrow();
    for (const answer of await asked)
      if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ status: 499 });
    expect((await asked).some(({ status }) => status === 'rejected')).toBe(true);
  });

  it('are answered to clients in turn, however many one of them asks', async () => {
    background = new Background(store, new Refusals(), 0);
    let answered = 0;
    const many = Array.from({ length: 250 }, () => ask().then(() => answered++));
    await ask(undefined, 'two');
    expect(answered).toBeLessThan(20);
    await Promise.all(many);
  });

  it('are refused to the client that has most of them, not to whoever comes last', async () => {
    const refusals = new Refusals();
    background = new Background(store, refusals, 0);
    const many = settled(Array.from({ length: MANY }, () => ask()));
    expect(await ask(undefined, 'two')).toEqual({ total: 3, overlapping: null });
    const refused = (await many).filter(({ status }) => status === 'rejected').length;
    expect(refused).toBeGreaterThan(MANY - WAITING - 20);
    expect(refusals.counts.get('heavy')).toBe(refused);
  });

  it('leave room for the exports of others', () => {
    background = new Background(store, new Refusals(), 0);
    for (let n = 0; n < WAITING / 4; n++) admit('one');
    expect(() => admit('one')).toThrow(HttpProblem);
    expect(() => admit('two')).not.toThrow();
  });

  it('end with the service', async () => {
    background = new Background(store, new Refusals(), 0);
    await ask();
    const asked = settled(Array.from({ length: 50 }, () => ask()));
    await background.close();
    expect((await asked).some(({ status }) => status === 'rejected')).toBe(true);
  });
});
