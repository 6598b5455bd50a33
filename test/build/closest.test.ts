import { expect, test } from 'vitest';
import { findClosest, findNearest } from '../../src/text/closest.ts';

test.each([
  // A third of the letters may differ, one at least.
  ['a', 'b', true],
  ['ab', 'xy', false],
  ['abc', 'abx', true],
  ['abc', 'axx', false],
  ['abcdefgh', 'xxxdefgh', true],
  ['abcdefgh', 'xxxxefgh', false],
  ['abcdefghijkl', 'xxxxefghijkl', true],
  ['abcdefghijkl', 'xxxxxfghijkl', false],
  ['ARLAND', 'arland', true],
  // Or one is a piece of the other, if it has four letters.
  ['nato', 'no-nato-membership', true],
  ['nat', 'no-nato-membership', false],
  ['ban-on-arms', 'arms', true],
  ['ban-on-arm', 'arm', false],
])('“%s” for “%s”: %s', (written, known, near) => {
  expect(findNearest(written, [known])).toEqual(near ? [known] : []);
});

test('the nearest come first, then those first in the alphabet, five at most', () => {
  const known = ['strikes', 'strive', 'stride', 'strife', 'stripe', 'stroke', 'strike'];
  expect(findNearest('strike', known)).toEqual(['strike', 'stride', 'strife', 'strikes', 'stripe']);
  expect(findClosest('strike', known)).toBe('strike');
  expect(findClosest('strike', [])).toBeUndefined();
});
