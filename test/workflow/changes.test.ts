import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { collectServed, compare, formatReport } from '../../src/curation/changes.ts';
import { runChanges } from '../../src/curation/commands/changes.ts';
import { CITATIONS } from '../fixture.ts';
import { Workplace } from './support.ts';

const FIXTURE = collectServed(join(new Workplace().folder, 'data'));
const NAMES = { before: 'old', after: 'new' };

/** The report of one change of the fixture. */
const changed = (edit: (place: Workplace) => unknown): string[] => {
  const place = new Workplace();
  edit(place);
  return formatReport(FIXTURE, collectServed(join(place.folder, 'data')), NAMES);
};

describe('what is served', () => {
  test('does not change with the form of a file', () => {
    expect(
      changed((place) =>
        place.write(
          'data/people/semyon-yolkin.yaml',
          `${place.read('data/people/semyon-yolkin.yaml')}# looked at\n`,
        ),
      ),
    ).toEqual(['What is served, old → new: no change']);
  });

  test('changes in a field, and wherever it is shown', () => {
    expect(
      changed((place) => place.replace('data/people/mila-orlov.yaml', 'name: Mila Orlov', 'name: Mila O.')),
    ).toEqual(
      expect.arrayContaining([
        'people',
        '  ~ mila-orlov: name',
        'demands',
        '  ~ return-harbour: positions, voiced_by',
      ]),
    );
  });

  test('loses a record and all that came of it', () => {
    expect(changed((place) => place.remove('data/divergences/refusal-wording.yaml'))).toEqual([
      'What is served, old → new: added +, changed ~, removed -',
      '  divergences  1 → 0    +0 ~0 -1',
      `  citations    ${CITATIONS} → ${CITATIONS - 2}  +0 ~0 -2`,
      '',
      'divergences',
      '  - refusal-wording: Two wordings of one refusal',
      '',
      'citations',
      expect.stringMatching(
        /^ {2}- divergences\.refusal-wording\.envoy\.146\.positions\.envoy: “sign nothing/,
      ),
      expect.stringMatching(
        /^ {2}- divergences\.refusal-wording\.harbour\.142\.positions\.harbour: “not sign/,
      ),
      '',
      'Ids are stable for good: what was removed, or has another id now, breaks links that others keep.',
    ]);
  });

  test('names what a release says of itself', () => {
    expect(
      changed((place) => place.replace('data/release.yaml', 'title: Fixture', 'title: Another')),
    ).toContain('  release: title');
  });

  test('keeps to a length that is read', () => {
    const place = new Workplace();
    for (let n = 0; n < 25; n++) place.write(`data/topics/t${n}.yaml`, place.read('data/topics/arms.yaml'));
    const lines = formatReport(FIXTURE, collectServed(join(place.folder, 'data')), NAMES);
    expect(lines.filter((line) => line.startsWith('  + t'))).toHaveLength(20);
    expect(lines).toContain('  … and 5 more');
    for (let n = 20; n < 25; n++) place.remove(`data/topics/t${n}.yaml`);
    const whole = formatReport(FIXTURE, collectServed(join(place.folder, 'data')), NAMES);
    expect(whole.filter((line) => /^ {2}(\+ t|…)/.test(line))).toHaveLength(20);
  });

  test('is compared as far as it can be read, and calls nothing added or removed that is not', () => {
    const place = new Workplace()
      .replace('data/statements/easing.yaml', 'kind: offer', 'kind: gift')
      .replace('data/people/tomas-quint.yaml', 'name: Tomás Quint', 'name: T. Quint');
    const other = collectServed(join(place.folder, 'data'));
    for (const [before, after] of [
      [FIXTURE, other],
      [other, FIXTURE],
    ] as const) {
      const lines = formatReport(before, after, NAMES);
      expect(lines[1]).toMatch(
        /^(old|new) does not pass today’s checks \(\d+ problems?\); what can be read of it is compared\.$/,
      );
      expect(lines[2]).toMatch(/^ {2}Not read, and so not compared: .*statements\/easing/);
      expect(lines).toContain('  ~ tomas-quint: name');
      // It rests on what cannot be read.
      expect(lines.filter((line) => line.includes('ease-limits:'))).toEqual([]);
      for (const { added, removed } of compare(before, after)) expect([...added, ...removed]).toEqual([]);
    }
  });
});

describe('the command', () => {
  const place = new Workplace();
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', ...args], {
      cwd: place.folder,
    });

  beforeAll(() => {
    git('init', '--quiet');
    git('add', 'data');
    git('commit', '--quiet', '--message', 'first');
    place
      .replace('data/topics/arms.yaml', 'name: Arms', 'name: Weapons')
      .write('data/topics/boats.yaml', 'name: Boats\ndefinition: What floats\nrevised: "2031-06-01"\n');
    git('commit', '--quiet', '--all', '--message', 'second');
  });

  test('compares with a revision', async () => {
    const { code, out } = await place.run('changes', '--base', 'HEAD~1');
    expect(code).toBe(0);
    expect(out).toContain('What is served, HEAD~1 → data: added +, changed ~, removed -\n');
    expect(out).toContain('\ntopics\n  + boats: Boats\n  ~ arms: name\n');
    expect(out).toContain('data does not pass today’s checks (1 problem)'); // a topic that nothing is about
  });

  test('compares with a folder', () => {
    const said = vi.spyOn(console, 'log').mockImplementation(() => {});
    runChanges(place.options({ base: new Workplace().options().data }), []);
    expect(said.mock.calls.flat()).toEqual(
      expect.arrayContaining(['topics', '  + boats: Boats', '  ~ arms: name']),
    );
    said.mockRestore();
  });

  test.each([
    ['no such revision', 'v9', 'v9 is no folder, and no revision that has data/: '],
    ['an option for a revision', '--exec=x', '--exec=x is no folder, and no revision that has data/: '],
    ['no base', undefined, 'name what to compare with: --base REVISION, or --base DIR'],
  ])('refuses %s', (_, base, message) => {
    expect(() => runChanges(place.options({ base }), [])).toThrow(message);
  });
});
