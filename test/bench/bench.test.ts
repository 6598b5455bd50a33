import { describe, expect, it } from 'vitest';
import { atLeast, atMost, interleave, isReached, median, percentile, worst } from '../../bench/measure.ts';
import { Random } from '../../bench/random.ts';
import { drawPlot, writePage } from '../../bench/report.ts';

describe('statistics', () => {
  it('take the middle, and percentiles by nearest rank', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 3, 2])).toBe(2);
    expect(median([7])).toBe(7);
    const values = Array.from({ length: 200 }, (_, index) => 200 - index);
    expect([0.5, 0.99, 1].map((share) => percentile(values, share))).toEqual([100, 198, 200]);
  });

  it('judge a target by its median, and tell its worst round', () => {
    const slow = atLeast('speed', 2, [3, 1.9, 1]);
    expect([isReached(slow), worst(slow)]).toEqual([false, 1]);
    const quick = atMost('time', 5, [9, 1, 4], 'ms');
    expect([isReached(quick), worst(quick)]).toEqual([true, 9]);
  });

  it('measure contenders in turn, after two turns that do not count', async () => {
    const turns: string[] = [];
    const once = (name: string) => async () => turns.push(name);
    const rows = await interleave(2, [
      ['a', 'ms', once('a')],
      ['b', 'ms', once('b')],
    ]);
    expect(turns.join('')).toBe('abababab');
    expect(rows.map(({ values }) => values)).toEqual([
      [5, 7],
      [6, 8],
    ]);
  });

  it('draw by weights', () => {
    const random = new Random(1);
    const drawn = Array.from({ length: 1000 }, () => random.weighted(90, 0, 10));
    expect(drawn.filter((one) => one === 0).length).toBeGreaterThan(850);
    expect(new Set(drawn)).toEqual(new Set([0, 2]));
  });
});

it('the page says what was missed and what was not measured', () => {
  const result = {
    title: 'Lists',
    about: 'Asked.',
    rows: [{ name: 'ours', unit: 'ms' as const, values: [2, 4, 3] }],
    targets: [atLeast('a < b', 2, [1]), atMost('c', 2, [1])],
    notes: ['Slowest: none.'],
  };
  const report = { facts: ['On a machine.'], results: [result], failures: ['start: no server'] };
  const page = writePage(report);
  expect(page).toContain('1 of 2 are reached. Missed: a < b.');
  expect(page).toContain('| ours | 3 ms | 4 ms | 3 |');
  for (const said of ['- On a machine.', '- start: no server', '- Slowest: none.'])
    expect(page).toContain(said);
  expect(drawPlot(report)).toContain('a &lt; b');
});
