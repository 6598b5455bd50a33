/** Passages that two readers code apart. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DOCUMENTS, FIXTURE, opened, run } from '../build/support.ts';

const draw = async (...args: string[]) => {
  const { code, out, err } = await run('sample', ...args, '--data', FIXTURE, '--documents', DOCUMENTS);
  expect([code, err]).toEqual([0, '']);
  const [head, ...rows] = out.trimEnd().split('\n');
  expect(head).toBe('source\tstart\tend\ttext');
  return rows;
};

test('sentences of forty characters and more are drawn, as they stand, in the order of the documents', async () => {
  const all = await draw('1', '1000');
  const placed = all.map((row) => row.split('\t') as [string, string, string, string]);
  for (const [source, start, end, text] of placed) {
    const points = [...readFileSync(join(DOCUMENTS, `${source}.txt`), 'utf8')];
    expect(text).toBe(points.slice(Number(start), Number(end)).join(''));
  }
  const texts = placed.map(([, , , text]) => text);
  expect(texts).toContain('Its keeper also sells honey, and stamps.'); // forty
  expect(texts).not.toContain('Nets are mended on Mondays.');
  expect(placed).toEqual(
    placed.toSorted((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : Number(a[1]) - Number(b[1]))),
  );
});

test('half of them, or one more, are such as a position rests on', async () => {
  const cited = opened()
    .all('citations')
    .filter(({ record }) => (record as { collection: string }).collection === 'positions') as unknown as {
    source: { id: string };
    start: number;
    end: number;
  }[];
  const isCited = (row: string) => {
    const [id, start, end] = row.split('\t');
    return cited.some((one) => one.source.id === id && one.start < Number(end) && Number(start) < one.end);
  };
  for (const [size, half] of [
    [4, 2],
    [5, 3],
  ]) {
    const rows = await draw('1', String(size));
    expect([rows.length, rows.filter(isCited).length]).toEqual([size, half]);
  }
});

test('a round draws the same each time, and another round others', async () => {
  expect(await draw('1', '10')).toEqual(await draw('1', '10'));
  expect(await draw('2', '10')).not.toEqual(await draw('1', '10'));
});

test.each(['0', '-1', 'many', '1.5'])('“%s” is no number of passages', async (size) => {
  const { code, out, err } = await run(
    'sample',
    '1',
    '--data',
    FIXTURE,
    '--documents',
    DOCUMENTS,
    '--',
    size,
  );
  expect([code, out, err.split('\n')[0]]).toEqual([2, '', `“${size}” is no number of passages`]);
});
