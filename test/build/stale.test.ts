import { execFileSync } from 'node:child_process';
import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { check } from '../../src/dataset/check.ts';
import { makeDeriver } from '../../src/dataset/derive.ts';
import { fillDatabase } from '../../src/store/fill.ts';
import { publish } from '../../src/store/publish.ts';
import { openStore } from '../../src/store/store.ts';
import { atEnd, emptyFolder } from '../ending.ts';
import { Copy, FIXTURE, ROOT } from './support.ts';

/** What a script prints that runs in a copy of the project, which it may change. */
function inCopy(script: string): unknown {
  const folder = emptyFolder();
  for (const part of ['src', 'migrations', 'package.json', 'package-lock.json', 'LICENSE-DATA.md'])
    cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const lines = `
    import { appendFileSync } from 'node:fs';
    import { build, hashInput } from './src/dataset/build.ts';
    import { openStore } from './src/store/store.ts';
    const data = ${JSON.stringify(FIXTURE)};
    ${script}`;
  const args = ['--input-type=module', '--eval', lines];
  return JSON.parse(execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' }));
}

test('a database is stale once anything has changed that it was built from, and nothing else', () => {
  const parts = [
    'migrations/0000_tables.sql',
    'src/schema/demands.ts',
    'src/dataset/derive.ts',
    'src/store/insert.ts',
    'src/text/fold.ts',
    'src/formats/csv.ts',
    'src/downloads/parquet.ts',
    'LICENSE-DATA.md',
    'package.json',
    'package-lock.json',
  ];
  const others = ['src/api/etag.ts', 'src/query/terms.ts', 'src/server.ts'];
  const changed = inCopy(`
    let before = hashInput(data);
    const changed = [];
    for (const part of ${JSON.stringify([...parts, ...others])}) {
      appendFileSync(part, '\\n');
      const after = hashInput(data);
      if (after !== before) changed.push(part);
      before = after;
    }
    console.log(JSON.stringify(changed));`);
  expect(changed).toEqual(parts);
});

test('what is served has another hash where its tables are others, and the release the same id', () => {
  const [before, same, after] = inCopy(`
    const read = (file) => {
      build(data, file);
      const store = openStore(file);
      const { id, content } = store.release;
      store.close();
      return { id, content };
    };
    const releases = [read('a.sqlite'), read('b.sqlite')];
    appendFileSync('migrations/0001_undeclared.sql', '\\n-- a remark\\n');
    console.log(JSON.stringify([...releases, read('c.sqlite')]));`) as { id: string; content: string }[];
  expect(same).toEqual(before);
  expect(after?.id).toBe(before?.id);
  expect(after?.content).not.toBe(before?.content);
});

test('what is served has another hash where places are others', () => {
  const copy = new Copy().append('regions/bordavia.yaml', 'iso_3166: XB');
  const { dataset, release } = check(copy.data);
  const [one, other] = [
    [0, 0],
    [0, 1],
  ].map((coordinates) => {
    const geometries = new Map([['XB', { type: 'Point', coordinates }]]);
    const sqlite = new Database(':memory:');
    const outlines = { origin: 'invented', geometries } as never;
    const derive = makeDeriver(dataset);
    fillDatabase(sqlite, { dataset, derive, release, outlines, version: '', inputHash: '' });
    const [content] = sqlite.prepare('SELECT content FROM "release"').pluck().all();
    sqlite.close();
    return content;
  });
  expect(other).not.toBe(one);
});

test('what is served has another hash where the service has another version', () => {
  const { dataset, release } = check(FIXTURE);
  const [one, same, other] = ['1.0.0', '1.0.0', '1.0.1'].map((version) => {
    const input = { dataset, derive: makeDeriver(dataset), release, version, inputHash: '' };
    const file = join(emptyFolder(), 'x.sqlite');
    publish(input, file);
    const store = openStore(file);
    atEnd(() => store.close());
    return store.release.content;
  });
  expect(same).toBe(one);
  expect(other).not.toBe(one);
});
