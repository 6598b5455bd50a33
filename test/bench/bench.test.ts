import { describe, expect, it } from 'vitest';
import { filled, GROUPS, listed, placesOf, singles } from '../../bench/combinations.ts';
import { type Figure, type Figures, ratioOf, verdicts } from '../../bench/figures.ts';
import { number, spread } from '../../bench/format.ts';
import { numbersOf } from '../../bench/machine.ts';
import { readOptions } from '../../bench/options.ts';
import { margin, plot } from '../../bench/plot.ts';
import { figureTable, report, summary } from '../../bench/report.ts';
import { rowCounter } from '../../bench/scenarios/exports.ts';
import { scenarios } from '../../bench/scenarios/index.ts';
import { median, percentile, ratios, spreadOf } from '../../bench/statistics.ts';

describe('statistics', () => {
  it('takes the middle value, or the mean of the two', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([])).toBeNaN();
  });

  it('takes percentiles by nearest rank', () => {
    const values = Array.from({ length: 200 }, (_, index) => 200 - index);
    expect(percentile(values, 0.5)).toBe(100);
    expect(percentile(values, 0.99)).toBe(198);
    expect(percentile(values, 1)).toBe(200);
    expect(percentile([7], 0.01)).toBe(7);
    expect(percentile([], 0.5)).toBeNaN();
  });

  it('leaves its values as they were', () => {
    const values = [3, 1, 2];
    median(values);
    percentile(values, 0.5);
    expect(values).toEqual([3, 1, 2]);
  });

  it('forms ratios round by round, so that what slows both counts for neither', () => {
    expect(ratios([10, 5], [20, 10])).toEqual([0.5, 0.5]);
    expect(() => ratios([1], [1, 2])).toThrow('1 rounds cannot be held against 2');
    expect(spreadOf([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3, rounds: 3 });
  });
});

const figure: Figure = {
  scenario: 'hot',
  title: 'An invented list',
  size: 1_000,
  base: 'bare',
  series: [
    { name: 'ours', unit: 'requests/s', rounds: [90, 160, 95] },
    { name: 'bare', unit: 'requests/s', rounds: [100, 200, 100] },
    { name: 'slow', unit: 'requests/s', rounds: [10, 20, 20] },
  ],
  targets: [
    { label: 'quick', series: 'ours', against: 'bare', at: 'least', bound: 0.8 },
    { label: 'quicker', series: 'ours', against: 'slow', at: 'least', bound: 8.5 },
    { label: 'sparing', series: 'slow', against: 'ours', at: 'most', bound: 0.1 },
  ],
  notes: ['ten bytes each'],
};

const grouped: Figure = {
  scenario: 'combinations',
  title: 'Invented combinations',
  size: 1_000,
  base: 'one full scan',
  series: [
    ...[
      ['p50', 1],
      ['p99', 4],
      ['max', 8],
    ].map(([share, time]) => ({ name: `all, ${share}`, unit: 'ms' as const, rounds: [Number(time)] })),
    { name: 'one full scan', unit: 'ms', rounds: [16] },
  ],
  targets: [],
};

const figures: Figures = {
  facts: {
    date: '2026-01-02',
    versions: { Node: '1.2.3' },
    machine: { processor: 'Invented', cores: '2' },
    sizes: [1_000],
    synthetic: true,
    rounds: 3,
    seconds: 2,
    minutes: 12.34,
    notes: ['A note.'],
  },
  figures: [figure, grouped],
  combinations: [
    { size: 1_000, group: 'negations', query: '/a?b=c', p50: 1, p99: 4, max: 8, first: 2, scan: 16 },
    { size: 1_000, group: 'negations', query: '/slow?b=c', p50: 2, p99: 32, max: 64, first: 2, scan: 16 },
  ],
  skipped: [{ scenario: 'peers', why: 'a peer: could not be\ninstalled' }],
};

describe('targets', () => {
  it('are judged by the median of the ratios, not by the ratio of the medians', () => {
    expect(ratioOf(figure, 'ours')).toEqual({ median: 0.9, min: 0.8, max: 0.95, rounds: 3 });
    expect(verdicts(figures).map(({ label, reached }) => [label, reached])).toEqual([
      ['quick', true],
      ['quicker', false],
      ['sparing', false],
    ]);
  });

  it('are drawn so that more is better either way', () => {
    const ratio = { median: 2, min: 1, max: 4, rounds: 3 };
    expect(margin({ at: 'least', bound: 2, ratio })).toMatchObject({ median: 1, min: 0.5, max: 2 });
    expect(margin({ at: 'most', bound: 2, ratio })).toMatchObject({ median: 1, min: 0.5, max: 2 });
    expect(margin({ at: 'most', bound: 8, ratio })).toMatchObject({ median: 4, min: 2, max: 8 });
  });
});

describe('the report', () => {
  it('gives every series with its spread and its ratio', () => {
    expect(figureTable(figure)).toBe(`**An invented list**, 1,000 statements (ten bytes each)

|  | median (min–max) | ratio to bare | rounds |
| --- | --- | --- | --- |
| ours | 95.0 (90.0–160) requests/s | 0.900 (0.800–0.950) | 3 |
| bare | 100 (100–200) requests/s | 1 | 3 |
| slow | 20.0 (10.0–20.0) requests/s | 0.100 (0.100–0.200) | 3 |`);
  });

  it('says which targets are reached', () => {
    const text = report(figures);
    expect(text).toContain('1 of 3 are reached.');
    expect(text).toContain('| quick | 1,000 | ours ≥ 0.8 × bare | 0.900 (0.800–0.950) | reached |');
    expect(text).toContain('| sparing | 1,000 | slow ≤ 0.1 × ours | 0.125 (0.111–0.211) | **not reached** |');
    expect(summary(figures)).toContain('NOT REACHED  quicker at 1,000');
  });

  it('shows percentiles of a group in one row, and the slowest combination first', () => {
    const text = report(figures);
    expect(text).toContain(
      '| all | 1.00 (1.00–1.00) = 0.0625 (0.0625–0.0625) | 4.00 (4.00–4.00) = 0.250 (0.250–0.250) |',
    );
    expect(text.indexOf('/slow?b=c')).toBeLessThan(text.indexOf('/a?b=c'));
    expect(text).toContain('| `/slow?b=c` | 2.00 (0.125) | 32.0 (2.00) | 64.0 (4.00) | 2.00 (0.125) |');
  });

  it('says with what, where and when, and what is missing', () => {
    const text = report(figures);
    expect(text).toContain('on 2026-01-02, which took 12.3 minutes');
    expect(text).toContain('With Node 1.2.3. On processor Invented, cores 2.');
    expect(text).toContain('Not measured: a peer: could not be installed');
    expect(text).toContain('- A note.');
  });

  it('has a section for every scenario', () => {
    const each = scenarios.map(({ name }) => ({
      ...figure,
      scenario: name,
      title: `Title of ${name}`,
      targets: [],
    }));
    const text = report({ ...figures, figures: each, combinations: [], skipped: [] });
    for (const { name } of scenarios)
      expect(text).toContain(name === 'combinations' ? '## Filter combinations' : `Title of ${name}`);
  });
});

describe('the plot', () => {
  it('is well-formed, with a row for each target and each group', () => {
    const picture = plot(figures);
    expect(picture).toMatch(/^<svg [^>]*viewBox="0 0 1000 \d+"/);
    for (const label of ['quick at 1,000', 'sparing at 1,000', 'Filter combinations at 1,000 statements'])
      expect(picture).toContain(`>${label}<`);
    expect(picture).not.toMatch(/NaN|Infinity|undefined/);
    expect(picture.match(/<text/g)?.length).toBe(picture.match(/<\/text>/g)?.length);
  });
});

describe('the list of combinations', () => {
  const kinds = ['common', 'second', 'rare', 'many'];
  const all = [...singles({ filters: ['kind', 'topic'], sorts: ['id', '-id', 'date'] }), ...listed()];

  it('has some sixty beside every filter in every order', () => {
    expect(listed().length).toBeGreaterThanOrEqual(60);
    expect(all.filter(({ group }) => group === 'single filters').map(({ query }) => query)).toEqual([
      'kind={kind.common}&sort=id',
      'kind={kind.common}&sort=-id',
      'kind={kind.common}&sort=date',
      'topic={topic.common}&sort=id',
      'topic={topic.common}&sort=-id',
      'topic={topic.common}&sort=date',
    ]);
  });

  it('has no query twice, and some of every group', () => {
    const queries = all.map(({ query }) => query);
    expect(new Set(queries).size).toBe(queries.length);
    expect(new Set(all.map(({ group }) => group))).toEqual(new Set(GROUPS));
  });

  it('names only values that a dataset has', () => {
    for (const place of all.flatMap(({ query }) => placesOf(query))) {
      const [name = '', kind = ''] = place.split('.');
      if (name === 'date' && kind !== 'common') expect(['old', 'recent']).toContain(kind);
      else if (name === 'word') expect(['common', 'rare']).toContain(kind);
      else expect(kinds, place).toContain(kind);
    }
  });

  it('is filled with values, and left out where there are none', () => {
    const values = new Map([
      ['kind.common', 'claim'],
      ['topic.many', 'a,b'],
    ]);
    expect(filled('kind={kind.common}&topic={topic.many}', values)).toBe('kind=claim&topic=a,b');
    expect(filled('kind={kind.rare}', values)).toBeNull();
  });
});

describe('small parts', () => {
  it('writes numbers with three digits that count', () => {
    expect([0, 0.012345, 0.5, 9.876, 1234.5, 1e6].map(number)).toEqual([
      '0',
      '0.0123',
      '0.500',
      '9.88',
      '1,235',
      '1,000,000',
    ]);
    expect(number(Number.NaN)).toBe('–');
    expect(spread({ median: 2, min: 1, max: 3, rounds: 3 })).toBe('2.00 (1.00–3.00)');
  });

  it('reads lists of cores', () => {
    expect(numbersOf('0-2,5')).toEqual([0, 1, 2, 5]);
    expect(numbersOf('3')).toEqual([3]);
  });

  it('counts rows of CSV, also where a field holds line ends and pieces cut it', () => {
    const counter = rowCounter();
    for (const piece of ['id,text\r\n1,"two\nli', 'nes, ""quoted""\n"\r\n2,plain\r\n'])
      counter.feed(Buffer.from(piece));
    expect(counter.rows()).toBe(3);
  });

  it('reads its options', () => {
    const usual = readOptions([]);
    expect(usual).toMatchObject({
      sizes: [1_000, 100_000, 1_000_000],
      rounds: 9,
      seconds: 2,
      documents: true,
    });
    expect(readOptions(['--quick'])).toMatchObject({ sizes: [1_000], documents: false });
    expect(readOptions(['--sizes', '5,3,5', '--only', 'hot,cold'])).toMatchObject({
      sizes: [3, 5],
      only: ['hot', 'cold'],
      documents: false,
    });
    expect(readOptions(['--help'])).toBeNull();
    expect(() => readOptions(['--rounds', '0'])).toThrow('--rounds');
    expect(() => readOptions(['--nonsense'])).toThrow('nonsense');
  });
});
