import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runAnchor, runLocate, runVerify } from '../../src/curation/commands/documents.ts';
import { DocumentText } from '../../src/text/document.ts';
import { Copy, mismatches, optionsOf, run } from './support.ts';

describe('a document that is not UTF-8', () => {
  const latin = (copy: Copy) =>
    writeFileSync(join(copy.documents, 'third.txt'), Buffer.from('One\nTwo caf\xe9\n', 'latin1'));

  test('verify names it beside what else does not hold', async () => {
    const copy = new Copy().replace('regions/port-vell.yaml', 'harbour of Port Vell', 'harbour of Port Bell');
    latin(copy);
    const { code, err } = await run('verify', '--data', copy.data, '--documents', copy.documents);
    expect(code).toBe(1);
    expect(err).toMatch(/^harbour: regions\.port-vell.*not in 26–141$/m);
    expect(err).toMatch(
      /^third: third\.txt is not UTF-8: E9 is no character there \(byte 11, line 2\); save/m,
    );
  });

  test('locate and anchor refuse it', async () => {
    const copy = new Copy();
    latin(copy);
    const { code, err } = await run('locate', 'Orlov', '--data', copy.data, '--documents', copy.documents);
    expect([code, err]).toEqual([1, expect.stringMatching(/^third: third\.txt is not UTF-8: E9 .*\n$/)]);
    expect(() => runAnchor(optionsOf(copy), [])).toThrow(/^third: third\.txt is not UTF-8: E9 /);
  });

  test.each<[string, (file: string) => unknown, string]>([
    ['a folder', (file) => mkdirSync(file), 'a folder, not a file'],
    ['a pipe', (file) => execFileSync('mkfifo', [file]), 'a named pipe, not a file'],
    ['a link to nothing', (file) => symlinkSync('none', file), 'a link to nothing'],
  ])('%s is none', (_, make, message) => {
    const copy = new Copy();
    const file = join(copy.documents, 'third.txt');
    rmSync(file);
    make(file);
    expect(mismatches(copy)).toEqual([`third: third.txt: ${message}`]);
  });

  test('it is found by its name in a folder below, once', () => {
    const copy = new Copy();
    mkdirSync(join(copy.documents, 'dossier', 'late'), { recursive: true });
    renameSync(join(copy.documents, 'third.txt'), join(copy.documents, 'dossier/late/third.txt'));
    expect(mismatches(copy)).toEqual([]);
    writeFileSync(join(copy.documents, 'dossier/third.txt'), 'One');
    expect(mismatches(copy)).toEqual([
      'third: third.txt is there twice: dossier/late/third.txt, dossier/third.txt',
    ]);
  });

  test('a folder of documents that is not there is named', () => {
    const options = { ...optionsOf(new Copy()), documents: 'nowhere' };
    for (const command of [runVerify, runAnchor, runLocate])
      expect(() => command(options, ['x'])).toThrow('no folder nowhere');
  });

  test.each<[string, (text: string) => string, string]>([
    ['Windows line ends', (text) => text.replaceAll('\n', '\r\n'), 'line_ends'],
    ['a byte order mark', (text) => `\uFEFF${text}`, 'byte_order_mark'],
    ['no line feed at the end', (text) => text.trimEnd(), 'final_line_end'],
  ])('with %s: verify says that this is all that differs', (_, edit, name) => {
    const copy = new Copy();
    const file = join(copy.documents, 'third.txt');
    writeFileSync(file, edit(readFileSync(file, 'utf8')));
    expect(mismatches(copy)).toContainEqual(
      expect.stringMatching(new RegExp(`^third: SHA-256 is .*; it differs in nothing but ${name}$`)),
    );
  });
});

test('a fragment is found at each of its places, those that overlap too', () => {
  expect(new DocumentText('aaaa b').find('aa', 0, 6)).toEqual([0, 1, 2]);
});

test('blank lines hold no sentence', () => {
  const document = new DocumentText('One.\n\n  \nTwo.\n');
  expect(document.findSentences().map(({ start, end }) => document.slice(start, end))).toEqual([
    'One.',
    'Two.',
  ]);
});
