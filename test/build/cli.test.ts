import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { build, hashInput } from '../../src/dataset/build.ts';
import { readInputHash } from '../../src/store/publish.ts';
import { hear, start } from '../command.ts';
import { emptyFolder } from '../ending.ts';
import { CITATIONS } from '../fixture.ts';
import { Copy, FIXTURE, run } from './support.ts';

describe('a call that cannot be carried out', () => {
  test.each([
    ['a command that only JavaScript knows', ['toString'], 'no command toString'],
    ['an option that is not known', ['check', '--dta', FIXTURE], '--dta'],
    ['verify without documents', ['verify', '--data', FIXTURE], '--documents DIR'],
    ['locate without a fragment', ['locate', '--data', FIXTURE, '--documents', FIXTURE], 'name the fragment'],
  ])('%s: exit 2, what is wrong, and how it is called', async (_, args, message) => {
    const { code, out, err } = await run(...args);
    const [first, ...rest] = err.split('\n');
    expect(first).toContain(message);
    expect(rest.join('\n')).toContain('usage: npm run data:COMMAND');
    expect(err).not.toMatch(/^ +at /m);
    expect([code, out]).toEqual([2, '']);
  });
});

test('help is what is asked for, and no error', async () => {
  const { code, out, err } = await run('check', '--help');
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(/^usage: npm run data:COMMAND/);
});

describe('check', () => {
  test('counts the records of data that is right, and writes nothing', async () => {
    const copy = new Copy();
    const { code, out, err } = await run('check', '--data', copy.data);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(
      new RegExp(`^parties 4, sources 3, people 4, .*demands 3, .*citations ${CITATIONS}\\b`),
    );
    expect(readdirSync(dirname(copy.data)).toSorted()).toEqual(['data', 'documents']);
  });

  test('prints file:line: field: message; fix for each problem, and fails', async () => {
    const copy = new Copy()
      .replace('people/tomas-quint.yaml', 'party: bordavia', 'party: bordava')
      .replace('statements/falcon-fired.yaml', 'voice: own', 'voice: attributed');
    // As the process that it is.
    expect(await hear(start(emptyFolder(), ['check', '--data', copy.data]))).toEqual({
      code: 1,
      out: '',
      err: [
        'people/tomas-quint.yaml:2: party: no record parties/bordava; write bordavia',
        'statements/falcon-fired.yaml:4: voice: attributed, but to a source; name who the source attributes it to, or the voice is own',
        '2 problems in the data',
        '',
      ].join('\n'),
    });
  });
});

test('build says what it built and where; --if-stale builds again where something changed, and only there', async () => {
  const copy = new Copy();
  const file = join(emptyFolder(), 'new/folder/demarche.sqlite');
  const call = ['build', '--data', copy.data, '--out', file];
  const { release, records } = build(copy.data, file);
  expect(readdirSync(dirname(file))).toEqual(['demarche.sqlite']);

  const { ino, mtimeMs } = statSync(file);
  expect(await run(...call, '--if-stale', '--no-downloads')).toEqual({ code: 0, out: '', err: '' });
  expect(statSync(file)).toMatchObject({ ino, mtimeMs });

  copy.append('topics/arms.yaml', '# a remark');
  expect(readInputHash(file)).not.toBe(hashInput(copy.data));
  const { code, out, err } = await run(...call, '--if-stale', '--no-downloads');
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(new RegExp(`^${file}: release ${release}, ${records} records in \\d+\\.\\d s\\n$`));
  expect(readInputHash(file)).toBe(hashInput(copy.data));
});
