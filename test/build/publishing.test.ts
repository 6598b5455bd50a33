import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { build } from '../../src/dataset/build.ts';
import { readInputHash } from '../../src/store/publish.ts';
import { APPLICATION_ID } from '../../src/store/sqlite.ts';
import { emptyFolder } from '../ending.ts';
import { Copy, FIXTURE, run, sha256 } from './support.ts';

const SENTENCE =
  'is there and is not a dataset of ours; nothing is written over it: name another file, or remove it';

const database = (file: string, id: number) => {
  const sqlite = new Database(file);
  sqlite.pragma(`application_id = ${id}`);
  sqlite.exec('CREATE TABLE precious (value)').close();
};

describe('a file that is not ours stays as it is', () => {
  const FOREIGN: [string, (file: string) => unknown][] = [
    ['a text', (file) => writeFileSync(file, 'Not a database\n'.repeat(50))],
    ['a short text', (file) => writeFileSync(file, 'x')],
    ['another database of SQLite', (file) => database(file, 0)],
    ['a database that was made for measuring', (file) => database(file, APPLICATION_ID.bench)],
    [
      'a link to a text',
      (file) => {
        writeFileSync(`${file}.txt`, 'Not a database');
        symlinkSync(`${file}.txt`, file);
      },
    ],
  ];
  test.each(FOREIGN)('%s', (_, make) => {
    const file = join(emptyFolder(), 'demarche.sqlite');
    make(file);
    const before = { bytes: sha256(file), ino: lstatSync(file).ino };
    expect(() => build(FIXTURE, file)).toThrow(`${file} ${SENTENCE}`);
    expect({ bytes: sha256(file), ino: lstatSync(file).ino }).toEqual(before);
  });

  test.each<[string, (file: string) => unknown]>([
    ['a folder', (file) => mkdirSync(file)],
    ['a pipe', (file) => execFileSync('mkfifo', [file])],
    ['a link to nothing', (file) => symlinkSync('none', file)],
    ['a link to a folder', (file) => symlinkSync('.', file)],
  ])('%s', (_, make) => {
    const file = join(emptyFolder(), 'demarche.sqlite');
    make(file);
    const { ino } = lstatSync(file);
    expect(readInputHash(file)).toBeNull();
    expect(() => build(FIXTURE, file)).toThrow(SENTENCE);
    expect(lstatSync(file).ino).toBe(ino);
  });

  test('the command line says so in one sentence', async () => {
    const file = join(emptyFolder(), 'notes.txt');
    writeFileSync(file, 'Not a database');
    expect(await run('build', '--if-stale', '--data', FIXTURE, '--out', file)).toEqual({
      code: 1,
      out: '',
      err: `${file} ${SENTENCE}\n`,
    });
    expect(readFileSync(file, 'utf8')).toBe('Not a database');
  });

  test('a place that cannot be written to is told in one sentence, too', async () => {
    const file = join(emptyFolder(), 'notes.txt');
    writeFileSync(file, '');
    const { code, err } = await run('build', '--data', FIXTURE, '--out', join(file, 'demarche.sqlite'));
    expect([code, err]).toEqual([1, expect.stringMatching(/^E[A-Z]+: .*notes\.txt.*\n$/)]);
  });
});

describe('what may be replaced', () => {
  test('an empty file holds nothing that could be lost', () => {
    const file = join(emptyFolder(), 'demarche.sqlite');
    writeFileSync(file, '');
    build(FIXTURE, file);
    expect(readInputHash(file)).not.toBeNull();
  });

  test('what a link leads to: the link stays', () => {
    const folder = emptyFolder();
    const [file, link] = [join(folder, 'real/demarche.sqlite'), join(folder, 'link.sqlite')];
    build(FIXTURE, file);
    symlinkSync(file, link);
    const copy = new Copy().append('topics/arms.yaml', '# a remark');
    const before = readInputHash(file);
    build(copy.data, link);
    expect(readlinkSync(link)).toBe(file);
    expect(readInputHash(file)).not.toBe(before);
    expect(existsSync(`${link}.${process.pid}.tmp`)).toBe(false);
  });
});
