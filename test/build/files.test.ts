import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Command } from '../../src/curation/commands/command.ts';
import { runNew } from '../../src/curation/commands/create.ts';
import { runAnchor, runLocate, runVerify } from '../../src/curation/commands/documents.ts';
import { runFix } from '../../src/curation/commands/fix.ts';
import { formatFiles } from '../../src/curation/format.ts';
import { build, hashInput } from '../../src/dataset/build.ts';
import { printProblems } from '../../src/dataset/print.ts';
import { DataError } from '../../src/dataset/problems.ts';
import { resources } from '../../src/schema/index.ts';
import { readInputHash } from '../../src/store/publish.ts';
import { emptyFolder } from '../ending.ts';
import { LONER } from './cases.ts';
import { Copy, FIXTURE, optionsOf, refusal, run } from './support.ts';

/** What a command refuses, a line for each problem: called as the command line calls it. */
function refusedBy(command: Command, copy: Copy): string[] {
  try {
    command(optionsOf(copy), []);
    return [];
  } catch (error) {
    if (error instanceof DataError) return printProblems(copy.data, error.problems).split('\n');
    throw error;
  }
}

const raw = (copy: Copy, file: string, bytes: Buffer) => writeFileSync(join(copy.data, file), bytes);
const bytesOf = (copy: Copy, file: string) => readFileSync(join(copy.data, file));

/** A file with its Cyrillic in Windows-1251. */
function asWindows1251(text: string): Buffer {
  const bytes = [...text].map((letter) => {
    const point = letter.codePointAt(0) as number;
    if (letter === 'ё') return 0xb8;
    if (letter === 'Ё') return 0xa8;
    return point >= 0x410 && point <= 0x44f ? point - 0x410 + 0xc0 : point;
  });
  return Buffer.from(bytes);
}

const ENCODINGS: [string, (text: string) => Buffer, RegExp][] = [
  [
    'Windows-1251',
    asWindows1251,
    /^people\/semyon-yolkin\.yaml:1: is not UTF-8: D1 is no character there \(byte 6, line 1\); save it as UTF-8/,
  ],
  [
    'UTF-16',
    (text) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
    /:1: is UTF-16, not UTF-8: it begins with the bytes FF FE; save it as UTF-8/,
  ],
  [
    'UTF-16, big-endian',
    (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
    /:1: is UTF-16, not UTF-8: it begins with the bytes FE FF; /,
  ],
  [
    'UTF-16 without a mark',
    () => Buffer.from('name: Somebody\n', 'utf16le'),
    /:1: holds a NUL byte \(byte 1, line 1\), and many more: it looks like UTF-16; save it as UTF-8/,
  ],
  [
    'a byte order mark',
    (text) => Buffer.from(`\uFEFF${text}`),
    /:1: begins with a byte order mark \(EF BB BF\); save it as UTF-8 without one/,
  ],
  [
    'a NUL byte',
    (text) => Buffer.from(`${text}# \0\n`),
    /:5: holds a NUL byte \(byte \d+, line 5\); take it out/,
  ],
  [
    'half a character at the end',
    (text) => Buffer.concat([Buffer.from(`${text}# `), Buffer.from([0xd0])]),
    /:5: is not UTF-8: D0 is no character there \(byte \d+, line 5\); /,
  ],
];

describe('a file that is not UTF-8', () => {
  test.each(ENCODINGS)('%s: is refused with what was seen, where, and what to do', (_, encode, line) => {
    const copy = new Copy();
    raw(copy, LONER, encode(copy.read(LONER)));
    expect(refusal(copy.data)).toEqual([expect.stringMatching(line)]);
  });

  test.each(ENCODINGS)('%s: fix writes nothing, neither it nor others', (_, encode, line) => {
    const copy = new Copy();
    copy.write('parties/arland.yaml', copy.read('parties/arland.yaml').replace('name: ', 'name:    '));
    const other = bytesOf(copy, 'parties/arland.yaml');
    const bytes = encode(copy.read(LONER));
    raw(copy, LONER, bytes);
    expect(refusedBy(runFix, copy)).toEqual([expect.stringMatching(line)]);
    expect(bytesOf(copy, LONER)).toEqual(bytes);
    expect(bytesOf(copy, 'parties/arland.yaml')).toEqual(other);
  });

  test('the command line prints its name, and no stack', async () => {
    const copy = new Copy();
    const bytes = asWindows1251(copy.read(LONER));
    raw(copy, LONER, bytes);
    expect(await run('fix', '--data', copy.data)).toEqual({
      code: 1,
      out: '',
      err: expect.stringMatching(
        /^people\/semyon-yolkin\.yaml:1: is not UTF-8: D1 .*\n1 problem in the data\n$/,
      ),
    });
    expect(bytesOf(copy, LONER)).toEqual(bytes);
  });

  test('anchor writes nothing; verify, changes, locate and new name the file they need', async () => {
    const copy = new Copy();
    const orlov = copy.read('people/mila-orlov.yaml');
    copy.write('people/mila-orlov.yaml', orlov.replaceAll(/start: \d+, end: \d+, exact/g, 'exact'));
    const before = bytesOf(copy, 'people/mila-orlov.yaml');
    raw(copy, 'statements/easing.yaml', Buffer.from([0x61, 0x3a, 0x20, 0xff, 0x0a]));
    const line = /^statements\/easing\.yaml:1: is not UTF-8: FF is no character there \(byte 3, line 1\); /;
    expect(refusedBy(runAnchor, copy)).toEqual([expect.stringMatching(line)]);
    expect(bytesOf(copy, 'people/mila-orlov.yaml')).toEqual(before);
    copy.write('people/mila-orlov.yaml', orlov);
    expect(refusedBy(runVerify, copy)).toContainEqual(expect.stringMatching(line));
    const compared = await run('changes', '--data', copy.data, '--base', FIXTURE);
    expect([compared.code, compared.err]).toEqual([0, '']);
    expect(compared.out).toMatch(/Not read, and so not compared: .*statements\/easing/);

    raw(copy, 'sources/third.yaml', Buffer.from([0xff]));
    expect(refusedBy((options) => runLocate(options, ['Orlov']), copy)).toEqual([
      expect.stringMatching(/^sources\/third\.yaml:1: is not UTF-8/),
    ]);
    raw(copy, 'release.yaml', Buffer.from([0xff]));
    expect(refusedBy((options) => runNew(options, ['people', 'somebody']), copy)).toEqual([
      expect.stringMatching(/^release\.yaml:1: is not UTF-8/),
    ]);
    expect(() => bytesOf(copy, 'people/somebody.yaml')).toThrow('ENOENT');
  });
});

const LEFT_BEHIND = [
  '.DS_Store',
  '.x.yaml.swp',
  'x.yaml~',
  '#x.yaml#',
  'Thumbs.db',
  'desktop.ini',
  '._x.yaml',
  '.gitkeep',
  '.x.yaml.kate-swp',
  'x.yaml.bak',
  'x.yaml.orig',
  'x.tmp',
  'x.yaml.TMP',
  '4913',
];

test.each(['people/', ''])(
  'what systems and editors leave in data/%s is passed over and named',
  async (folder) => {
    const copy = new Copy();
    for (const name of LEFT_BEHIND) copy.write(`${folder}${name}`, 'no: record');
    // Emacs locks a file with a link to nothing.
    symlinkSync('someone@host.1234:5678', join(copy.data, `${folder}.#x.yaml`));
    expect(refusal(copy.data)).toEqual([]);
    expect(hashInput(copy.data)).toBe(hashInput(FIXTURE));
    const names = [...LEFT_BEHIND, '.#x.yaml'].toSorted().map((name) => folder + name);
    const line = `passed over, being no records: ${names.join(', ')}\n`;
    const out = join(emptyFolder(), 'x.sqlite');
    const built = await run('build', '--data', copy.data, '--out', out, '--no-downloads');
    expect(built).toMatchObject({ code: 0, err: line });
    expect(readInputHash(out)).toBe(hashInput(FIXTURE));
    if (folder) expect(await run('check', '--data', copy.data)).toMatchObject({ code: 0, err: line });
    expect([...formatFiles(copy.data, resources)].map(({ file }) => file)).toEqual(
      [...formatFiles(FIXTURE, resources)].map(({ file }) => file),
    );
  },
);

describe('what is no file', () => {
  test.each<[string, (path: string) => unknown, string]>([
    ['a pipe', (path) => execFileSync('mkfifo', [path]), 'a named pipe, not a file'],
    ['a folder', (path) => mkdirSync(path), 'a folder, not a file'],
    ['a link to nothing', (path) => symlinkSync('none.yaml', path), 'a link to nothing'],
    ['a link to a folder', (path) => symlinkSync('.', path), 'a link to a folder, not a file'],
    ['a link to itself', (path) => symlinkSync('somebody.yaml', path), 'a link that cannot be read (ELOOP)'],
    [
      'a link to a pipe',
      (path) => {
        execFileSync('mkfifo', [`${path}~`]);
        symlinkSync(`${path}~`, path);
      },
      'a link to a named pipe, not a file',
    ],
  ])('%s as a record: refused by all commands, waited for by none', (_, make, message) => {
    const copy = new Copy();
    make(join(copy.data, 'people/somebody.yaml'));
    const line = `people/somebody.yaml:1: ${message}; put a file there, or take it away`;
    expect(refusal(copy.data)).toEqual([line]);
    expect(refusedBy(runFix, copy)).toEqual([line]);
    expect(refusedBy(runAnchor, copy)).toEqual([line]);
    expect(hashInput(copy.data)).not.toBe(hashInput(FIXTURE));
    expect(() => runNew(optionsOf(copy), ['people', 'somebody'])).toThrow('is there already');
  });

  test('a socket', async () => {
    const copy = new Copy();
    const server = createServer().listen(join(copy.data, 'people/s.yaml'));
    await once(server, 'listening');
    expect(refusal(copy.data)).toEqual([expect.stringMatching(/^people\/s\.yaml:1: a socket, not a file; /)]);
    server.close();
  });

  test.skipIf(process.getuid?.() === 0)('a file that may not be read', () => {
    const copy = new Copy();
    chmodSync(join(copy.data, LONER), 0);
    expect(refusal(copy.data)).toEqual([
      expect.stringMatching(/^people\/semyon-yolkin\.yaml:1: cannot be read \(EACCES\); /),
    ]);
    expect(hashInput(copy.data)).not.toBe(hashInput(FIXTURE));
  });

  test.each(['release.yaml', 'expectations.yaml', 'pipe', 'pipe.yaml'])('a pipe as %s', (name) => {
    const copy = new Copy();
    rmSync(join(copy.data, name), { force: true });
    execFileSync('mkfifo', [join(copy.data, name)]);
    expect(refusal(copy.data)).toEqual([
      `${name}:1: a named pipe, not a file; put a file there, or take it away`,
    ]);
  });

  test.each<[string, (path: string) => unknown, string]>([
    [
      'a link to a folder',
      (path) => {
        renameSync(path, `${path}~`);
        symlinkSync(`${path}~`, path);
      },
      'a link, not a folder',
    ],
    [
      'a file',
      (path) => {
        rmSync(path, { recursive: true });
        writeFileSync(path, '');
      },
      'a file, not a folder',
    ],
    [
      'a pipe',
      (path) => {
        rmSync(path, { recursive: true });
        execFileSync('mkfifo', [path]);
      },
      'a named pipe, not a folder',
    ],
  ])('%s where the folder of a collection belongs', (_, make, message) => {
    const copy = new Copy();
    make(join(copy.data, 'agreements'));
    expect(refusal(copy.data)).toContainEqual(`agreements:1: ${message}; put a folder of .yaml files there`);
    expect(hashInput(copy.data)).not.toBe(hashInput(FIXTURE));
  });

  test('a database that was built before does not pass for such data', async () => {
    const copy = new Copy();
    const out = join(emptyFolder(), 'x.sqlite');
    build(copy.data, out);
    execFileSync('mkfifo', [join(copy.data, 'people/pipe.yaml')]);
    const { code, err } = await run('build', '--if-stale', '--data', copy.data, '--out', out);
    expect([code, err]).toEqual([1, expect.stringMatching(/^people\/pipe\.yaml:1: a named pipe, /)]);
  });

  test('a link to a file is a file, and the hash is that of what it leads to', () => {
    const copy = new Copy();
    const elsewhere = join(emptyFolder(), 'elsewhere.yaml');
    renameSync(join(copy.data, LONER), elsewhere);
    symlinkSync(elsewhere, join(copy.data, LONER));
    expect(refusal(copy.data)).toEqual([]);
    expect(hashInput(copy.data)).toBe(hashInput(FIXTURE));
    writeFileSync(elsewhere, `${readFileSync(elsewhere, 'utf8')}# a remark\n`);
    expect(hashInput(copy.data)).not.toBe(hashInput(FIXTURE));
  });
});
