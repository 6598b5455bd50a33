/** Whether a page costs the same however many records there are, and however deep it lies. */
import { list } from '../dataset.ts';
import type { Figure } from '../figures.ts';
import { atMost, ensure, figureOf, interleaved, using } from '../measure.ts';
import { startCold } from '../servers/ours.ts';
import type { Server } from '../servers/server.ts';
import { type Bench, largest, latencyOf, type Scenario, smallest } from './scenario.ts';

const PAGE = 50;
const DEEP_PAGE = 10_000;
/** Records of one step on the way to a deep page. */
const STEP = 1_000;
const TARGET = 2;
const ORDERS = ['id', '-date'];

const pathOf = (order: string, limit: number, cursor: string | null): string =>
  `/statements?sort=${order}&limit=${limit}${cursor === null ? '' : `&cursor=${cursor}`}`;

/** Where the page after so many records begins; a cursor is good for pages of any length. */
async function cursorAt(server: Server, order: string, depth: number): Promise<string | null> {
  let cursor: string | null = null;
  for (let passed = 0; passed < depth; passed += STEP) {
    const path: string = pathOf(order, Math.min(STEP, depth - passed), cursor);
    cursor = (await list(server, path)).meta.next_cursor;
    ensure(cursor !== null, `there are no more than ${depth} records`);
  }
  return cursor;
}

async function compared(bench: Bench, order: string, big: Server, small: Server): Promise<Figure> {
  const { size } = largest(bench);
  const deep = Math.max(1, Math.min(DEEP_PAGE, Math.floor(size / 2 / PAGE)));
  const cursor = await cursorAt(big, order, deep * PAGE);
  const answer = await list(big, pathOf(order, PAGE, cursor));
  ensure(answer.data.length === PAGE, 'the deep page is not full');
  const [first, page] = ['first page', `page ${(deep + 1).toLocaleString('en')}`];
  const base = `first page of ${smallest(bench).size.toLocaleString('en')}`;
  const series = await interleaved(bench.options.rounds, [
    latencyOf(bench, first, big.port, [pathOf(order, PAGE, null)]),
    latencyOf(bench, page, big.port, [pathOf(order, PAGE, cursor)]),
    latencyOf(bench, base, small.port, [pathOf(order, PAGE, null)]),
  ]);
  return figureOf('pages', `A page of ${PAGE}, computed, by ${order}: p50`, size, series, [
    atMost(`first page by ${order}`, TARGET, first, base),
    atMost(`${page} by ${order}`, TARGET, page, base),
  ]);
}

export const pages: Scenario = {
  name: 'pages',
  run: (bench) =>
    using(
      [() => startCold(largest(bench).file), () => startCold(smallest(bench).file)],
      async (big: Server, small: Server) => {
        const figures: Figure[] = [];
        for (const order of ORDERS) figures.push(await compared(bench, order, big, small));
        return { figures };
      },
    ),
};
