/** The bench from its beginning to its end, on a small database: `npm run test:bench`. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { emptyFolder } from '../ending.ts';

const RUN = fileURLToPath(new URL('../../bench/run.ts', import.meta.url));

it('a quick run measures everything and writes page and plot', () => {
  const out = emptyFolder();
  const { status, stdout, stderr } = spawnSync(process.execPath, [RUN, '--quick', '--out', out], {
    encoding: 'utf8',
  });
  expect(`${status} ${stdout}${status ? stderr : ''}`).not.toContain('FAILED');
  expect(status, stderr).toBe(0);
  const page = readFileSync(join(out, 'performance.md'), 'utf8');
  expect(page.match(/^## .*$/gm)).toHaveLength(9);
  for (const what of [
    'Single filters',
    'Combinations',
    'Facets under filters',
    'computed list of 50',
    'Files',
  ])
    expect(page).toContain(what);
  expect(page).not.toMatch(/NaN|undefined/);
  const plot = readFileSync(join(out, 'performance.svg'), 'utf8');
  expect(plot.match(/<circle/g)).toHaveLength(9);
  expect(plot).not.toMatch(/NaN/);
});
