import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  utimesSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { build, hashInput } from '../../src/dataset/build.ts';
import { examine } from '../../src/dataset/check.ts';
import { DataError } from '../../src/dataset/problems.ts';
import { readInputHash } from '../../src/store/publish.ts';
import { openStore } from '../../src/store/store.ts';
import { start } from '../command.ts';
import { emptyFolder } from '../ending.ts';
import { CITATIONS } from '../fixture.ts';
import { built, Copy, copyDatabase, FIXTURE, opened, sha256 } from './support.ts';

/** The fixture with copies of one statement. */
function withStatements(copies: number): Copy {
  const copy = new Copy();
  const statement = copy.read('statements/falcon-fired.yaml');
  for (let n = 1; n <= copies; n++) copy.write(`statements/copy-${n}.yaml`, statement);
  return copy;
}

test('records come in the order of their ids, in which files need not stand', () => {
  const copy = new Copy();
  const topic = copy.read('topics/arms.yaml');
  // A hyphen comes before the dot of a file's ending, and after an id's end.
  for (const id of ['arms-trade', 'arms-a']) copy.write(`topics/${id}.yaml`, topic);
  const reports = copy.read('statements/falcon-fired.yaml');
  copy.write('statements/falcon-fired-2.yaml', reports).write('statements/falcon.yaml', reports);
  const { dataset } = examine(copy.data);
  for (const name of ['topics', 'statements', 'reports', 'citations']) {
    const ids = [...dataset.all(name)].map(({ id }) => id);
    expect(ids.length, name).toBeGreaterThan(2);
    expect(ids).toEqual(ids.toSorted());
  }
});

describe('same input, same bytes', () => {
  test('built twice, and over an older file', () => {
    const older = new Copy().replace('topics/arms.yaml', 'their use', 'their uses');
    const file = join(emptyFolder(), 'demarche.sqlite');
    build(older.data, file);
    const other = sha256(file);
    build(FIXTURE, file);
    const first = sha256(file);
    expect(first).not.toBe(other);
    build(FIXTURE, file);
    expect(sha256(file)).toBe(first);
    expect(sha256(built(FIXTURE).file)).toBe(first);
  });

  test('from a copy elsewhere, written in another order and at another time', () => {
    const elsewhere = join(emptyFolder(), 'another/place');
    mkdirSync(elsewhere, { recursive: true });
    const entries = readdirSync(FIXTURE, { recursive: true, withFileTypes: true }).filter((e) => e.isFile());
    for (const entry of entries.toReversed()) {
      const file = join(entry.parentPath, entry.name);
      const target = join(elsewhere, relative(FIXTURE, file));
      cpSync(file, target);
      utimesSync(target, 1, 1);
    }
    expect(sha256(built(elsewhere).file)).toBe(sha256(built(FIXTURE).file));
  });

  test.each([
    ['a slash at the end', `${FIXTURE}/`],
    ['a path from here', `./${relative(process.cwd(), FIXTURE)}`],
  ])('however the folder is named: %s', (_, folder) => {
    expect(hashInput(folder)).toBe(hashInput(FIXTURE));
  });
});

describe('the hash of the input', () => {
  test.each<[string, (copy: Copy) => unknown]>([
    ['a letter', (copy) => copy.replace('topics/arms.yaml', 'their use', 'their uses')],
    ['a fragment', (copy) => copy.replace('people/tomas-quint.yaml', 'exact: Tomás Quint', 'exact: Quint')],
    ['a remark', (copy) => copy.append('topics/arms.yaml', '# a remark')],
    ['a record more', (copy) => copy.write('topics/weather.yaml', copy.read('topics/arms.yaml'))],
    ['a record less', (copy) => copy.remove('topics/arms.yaml')],
    [
      'a record under another id',
      (copy) => renameSync(join(copy.data, 'topics/arms.yaml'), join(copy.data, 'topics/arts.yaml')),
    ],
    ['the release', (copy) => copy.replace('release.yaml', '2031-06-02', '2031-06-03')],
    [
      'a line that moves to the file after',
      (copy) => {
        copy.write('topics/fishing.yaml', copy.read('topics/fishing.yaml').replace(/.*\n$/, ''));
        copy.write('topics/harbours.yaml', `revised: "2031-06-01"\n${copy.read('topics/harbours.yaml')}`);
      },
    ],
  ])('changes with %s', (_, edit) => {
    const copy = new Copy();
    const original = hashInput(FIXTURE);
    expect(hashInput(copy.data)).toBe(original);
    edit(copy);
    expect(hashInput(copy.data)).not.toBe(original);
  });

  test('is kept in the file; a file that holds none has none', () => {
    const file = copyDatabase();
    expect(readInputHash(file)).toBe(hashInput(FIXTURE));
    const folder = emptyFolder();
    expect(readInputHash(join(folder, 'none.sqlite'))).toBeNull();
    writeFileSync(join(folder, 'text.sqlite'), 'not a database');
    expect(readInputHash(join(folder, 'text.sqlite'))).toBeNull();
    new Database(join(folder, 'other.sqlite')).exec('CREATE TABLE meta (key, value)').close();
    expect(readInputHash(join(folder, 'other.sqlite'))).toBeNull();
    writeFileSync(join(folder, 'torn.sqlite'), readFileSync(file).subarray(0, 20_000));
    expect(readInputHash(join(folder, 'torn.sqlite'))).toBeNull();
  });
});

describe('a build that fails', () => {
  test('for its data leaves the old file as it was, and nothing beside it', () => {
    const file = copyDatabase();
    const before = { bytes: sha256(file), ino: statSync(file).ino, mtimeMs: statSync(file).mtimeMs };
    const copy = new Copy().replace('people/tomas-quint.yaml', 'party: bordavia', 'party: bordava');
    expect(() => build(copy.data, file)).toThrow(DataError);
    const { ino, mtimeMs } = statSync(file);
    expect({ bytes: sha256(file), ino, mtimeMs }).toEqual(before);
    expect(readdirSync(dirname(file))).toEqual([basename(file)]);
  });

  test('for its data makes no folder', () => {
    const copy = new Copy().remove('release.yaml');
    const file = join(emptyFolder(), 'new/demarche.sqlite');
    expect(() => build(copy.data, file)).toThrow(DataError);
    expect(existsSync(dirname(file))).toBe(false);
  });

  test('at the last step takes its own file away', () => {
    const target = join(emptyFolder(), 'demarche.sqlite');
    mkdirSync(join(target, 'in-the-way'), { recursive: true });
    expect(() => build(FIXTURE, target)).toThrow();
    expect(readdirSync(dirname(target))).toEqual(['demarche.sqlite']);
    expect(readdirSync(target)).toEqual(['in-the-way']);
  });
});

describe('a build that is killed', () => {
  const large = withStatements(200).data;

  /** Starts a build and kills it once what lies beside `file` is as `when` says; the id it ran under, if it was. */
  async function killed(file: string, when: (written: number) => boolean): Promise<number | null> {
    const child = start(emptyFolder(), ['build', '--data', large, '--out', file]);
    const ended = once(child, 'exit');
    const watcher = watch(dirname(file), () => {
      const fresh = `${file}.${child.pid}.tmp`;
      if (existsSync(fresh) && when(statSync(fresh).size)) child.kill('SIGKILL');
    });
    const [, signal] = await ended;
    watcher.close();
    return signal === 'SIGKILL' ? (child.pid ?? null) : null;
  }

  const leftovers = (file: string) => readdirSync(dirname(file)).filter((name) => name !== basename(file));
  const counted = (file: string) => {
    const store = openStore(file);
    const statements = store.sqlite.prepare('SELECT count(*) FROM statements').pluck().get();
    expect(store.sqlite.pragma('integrity_check', { simple: true })).toBe('ok');
    store.close();
    return statements;
  };

  test('as it begins to write leaves the old file, and the next build sweeps what it left', async () => {
    const file = copyDatabase();
    const before = sha256(file);
    const pid = await killed(file, () => true);
    expect(pid).not.toBeNull();
    expect(leftovers(file)).toContain(`${basename(file)}.${pid}.tmp`);
    expect(sha256(file)).toBe(before);
    expect(counted(file)).toBe(5);

    writeFileSync(`${file}.${pid}.tmp-journal`, '');
    const runs = [
      `${basename(file)}.${process.ppid}.tmp`,
      `another.sqlite.${pid}.tmp`,
      'demarche.sqlite.txt',
    ];
    for (const name of runs) writeFileSync(join(dirname(file), name), '');
    build(FIXTURE, file);
    expect(leftovers(file).toSorted()).toEqual(runs.toSorted());
    expect(sha256(file)).toBe(before);
  });

  test('while it writes leaves the old file whole, or has put a whole new one in its place', async () => {
    const file = copyDatabase();
    const before = sha256(file);
    const pid = await killed(file, (written) => written > 1_000_000);
    if (sha256(file) === before) expect(counted(file)).toBe(5);
    else expect(counted(file)).toBe(205);
    for (const name of leftovers(file)) expect(name).toContain(`${basename(file)}.${pid}.tmp`);
    build(FIXTURE, file);
    expect(leftovers(file)).toEqual([]);
    expect(sha256(file)).toBe(before);
  });
});

describe('many records', () => {
  test('are as many rows, each as the one that it was copied from', () => {
    const copies = 600;
    const { records, query, record } = built(withStatements(copies).data);
    const few = opened();
    expect(query('SELECT count(*) AS n FROM statements')).toEqual([{ n: 5 + copies }]);
    expect(query('SELECT count(*) AS n FROM reports')).toEqual([{ n: 7 + copies }]);
    expect(query('SELECT count(*) AS n FROM citations')).toEqual([{ n: CITATIONS + copies }]);
    expect(query('SELECT count(*) AS n FROM serve_search')).toEqual([{ n: records }]);
    const [before] = few.query('SELECT count(*) AS n FROM serve_search');
    expect(records - Number(before?.n)).toBeGreaterThanOrEqual(3 * copies);
    expect(query("SELECT count(*) AS n FROM statement_about WHERE about_id = 'strike'")).toEqual([
      { n: 1 + copies },
    ]);
    expect(record('events', 'strike')).toMatchObject({ report_count: 1 + copies, source_count: 1 });
    const [original, last] = [
      few.record('statements', 'falcon-fired'),
      record('statements', `copy-${copies}`),
    ];
    expect(JSON.stringify(last)).toBe(
      JSON.stringify(original)
        .replaceAll('"falcon-fired', `"copy-${copies}`)
        .replaceAll('/falcon-fired', `/copy-${copies}`)
        .replaceAll('reports.falcon-fired', `reports.copy-${copies}`),
    );
    expect(query('PRAGMA foreign_key_check')).toEqual([]);
  });
});
