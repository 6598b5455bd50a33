/** Changes of the fixture that are refused, each with all that is then printed, and changes that are not. */
import { expect, test } from 'vitest';
import { Copy, refusal } from './support.ts';

/** One change of the fixture, and all that is then printed: text to the character, or a pattern where it is long. */
type Case = [name: string, edit: (copy: Copy) => unknown, ...expected: (string | RegExp)[]];

export function eachRefused(cases: readonly Case[]) {
  test.each(cases)('%s', (_, edit, ...expected) => {
    const copy = new Copy();
    edit(copy);
    expect(refusal(copy.data)).toEqual(
      expected.map((line) => (typeof line === 'string' ? line : expect.stringMatching(line))),
    );
  });
}

export function eachAccepted(cases: readonly [name: string, edit: (copy: Copy) => unknown][]) {
  test.each(cases)('%s', (_, edit) => {
    const copy = new Copy();
    edit(copy);
    expect(refusal(copy.data)).toEqual([]);
  });
}

/** A person whom nothing refers to: what is wrong here is wrong here alone. */
export const LONER = 'people/semyon-yolkin.yaml';
/** A divergence, which nothing refers to either. */
export const LEAF = 'divergences/refusal-wording.yaml';
export const loner = (from: string, to: string) => (copy: Copy) => copy.replace(LONER, from, to);
export const leaf = (from: string, to: string) => (copy: Copy) => copy.replace(LEAF, from, to);
