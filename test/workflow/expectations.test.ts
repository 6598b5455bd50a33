import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { check } from '../../src/dataset/check.ts';
import { makeExpectationsSchema } from '../../src/dataset/expectations.ts';
import { folders, resources } from '../../src/schema/index.ts';
import { CITATIONS } from '../fixture.ts';
import { ROOT, Workplace } from './support.ts';

const EXPECTED = Object.keys(makeExpectationsSchema(resources).shape);
const { dataset } = check(join(ROOT, 'test/fixtures/data'));
const FILE = 'data/expectations.yaml';

/** The fixture with a file that expects it to be just as large as it is, but for one line. */
function expecting(line = '', instead = line): Workplace {
  const lines = EXPECTED.map((name) => {
    const { length } = dataset.all(name);
    return `${name}: { fewest: ${length}, most: ${length} }\n`;
  });
  return new Workplace().write(FILE, lines.join('').replace(line, instead));
}

const lineOf = (name: string) => EXPECTED.indexOf(name) + 1;

describe('expectations.yaml', () => {
  test('names every collection that comes from files', () => {
    expect(EXPECTED).toEqual(expect.arrayContaining([...folders, 'attributes', 'reports', 'citations']));
  });

  test('is content with what it expects', () => {
    expect(expecting().problems()).toEqual([]);
  });

  test('notices a lost file, and what was lost with it', () => {
    expect(expecting().remove('data/divergences/refusal-wording.yaml').problems()).toEqual([
      `expectations.yaml:${lineOf('divergences')}: divergences.fewest: 0 divergences, fewer than 1; bring back what was lost, or write fewest: 0`,
      `expectations.yaml:${lineOf('citations')}: citations.fewest: ${CITATIONS - 2} citations, fewer than ${CITATIONS}; bring back what was lost, or write fewest: ${CITATIONS - 2}`,
    ]);
  });

  test('notices more than there should be', () => {
    expect(expecting('topics: { fewest: 4, most: 4 }', 'topics: { fewest: 2, most: 3 }').problems()).toEqual([
      `expectations.yaml:${lineOf('topics')}: topics.most: 4 topics, more than 3; remove what was added by mistake, or write most: 4`,
    ]);
  });

  test('calls nothing lost because it cannot be read', () => {
    const place = expecting().replace(
      'data/divergences/refusal-wording.yaml',
      'kind: wording',
      'kind: words',
    );
    expect(place.problems()).toEqual([
      expect.stringMatching(/^divergences\/refusal-wording\.yaml:2: kind: /),
    ]);
  });

  test.each([
    [
      'a collection left out',
      'weapons: { fewest: 1, most: 1 }\n',
      '',
      'weapons: missing; give a value (object)',
    ],
    ['one it does not know', 'topics:', 'topic:', 'topic: unknown key topic; write topics'],
    ['a most below the fewest', `most: ${CITATIONS} }`, 'most: 3 }', 'citations: '],
    ['a word for a number', `fewest: ${CITATIONS}`, 'fewest: many', 'citations.fewest: "many" is no number'],
  ])('is refused with %s', (_, line, instead, message) => {
    const problems = expecting(line, instead).problems();
    expect(
      problems.some((problem) => problem.startsWith('expectations.yaml:') && problem.includes(message)),
    ).toBe(true);
  });
});
