import { describe, expect, test } from 'vitest';
import { expectationsOf } from '../../src/dataset/expectations.ts';
import { resources } from '../../src/schema/index.ts';
import { Workplace } from './support.ts';

const SIZES = {
  parties: 4,
  sources: 3,
  people: 4,
  topics: 4,
  regions: 3,
  weapons: 1,
  attributes: 2,
  agreements: 1,
  events: 2,
  statements: 5,
  reports: 7,
  quotations: 1,
  demands: 3,
  positions: 3,
  commitments: 1,
  divergences: 1,
  citations: 38,
};
const FILE = 'data/expectations.yaml';

/** The fixture with a file that expects it to be just as large as it is, but for one line. */
function expecting(line = '', instead = line): Workplace {
  const lines = Object.entries(SIZES).map(([name, n]) => `${name}: { fewest: ${n}, most: ${n} }\n`);
  return new Workplace().write(FILE, lines.join('').replace(line, instead));
}

describe('expectations.yaml', () => {
  test('names every collection that comes from files', () => {
    expect(Object.keys(expectationsOf(resources).shape)).toEqual(Object.keys(SIZES));
  });

  test('is content with what it expects', () => {
    expect(expecting().problems()).toEqual([]);
  });

  test('notices a lost file, and what was lost with it', () => {
    expect(expecting().remove('data/divergences/refusal-wording.yaml').problems()).toEqual([
      'expectations.yaml:16: divergences.fewest: 0 divergences, fewer than 1; bring back what was lost, or write fewest: 0',
      'expectations.yaml:17: citations.fewest: 36 citations, fewer than 38; bring back what was lost, or write fewest: 36',
    ]);
  });

  test('notices more than there should be', () => {
    expect(expecting('topics: { fewest: 4, most: 4 }', 'topics: { fewest: 2, most: 3 }').problems()).toEqual([
      'expectations.yaml:4: topics.most: 4 topics, more than 3; remove what was added by mistake, or write most: 4',
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
    ['a most below the fewest', 'fewest: 38, most: 38', 'fewest: 38, most: 3', 'citations: '],
    ['a word for a number', 'fewest: 38', 'fewest: many', 'citations.fewest: "many" is no number'],
  ])('is refused with %s', (_, line, instead, message) => {
    const problems = expecting(line, instead).problems();
    expect(
      problems.some((problem) => problem.startsWith('expectations.yaml:') && problem.includes(message)),
    ).toBe(true);
  });
});
