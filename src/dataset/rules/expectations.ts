import type { Rule } from './rule.ts';

/** Collections are as large as they are expected to be: a lost file is noticed, and a heap of new ones. */
export const checkExpectations: Rule = function* (dataset, _, expected) {
  for (const [name, { fewest, most }] of Object.entries(expected ?? {})) {
    const count = dataset.all(name).length;
    const wrong = (bound: 'fewest' | 'most', than: string, cause: string) => ({
      file: 'expectations.yaml',
      path: [name, bound],
      message: `${count} ${name}, ${than}`,
      fix: `${cause}, or write ${bound}: ${count}`,
    });
    // A record that could not be read is not lost.
    if (count < fewest && !dataset.refused.size)
      yield wrong('fewest', `fewer than ${fewest}`, 'bring back what was lost');
    if (count > most) yield wrong('most', `more than ${most}`, 'remove what was added by mistake');
  }
};
