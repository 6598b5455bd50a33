import { folders } from '../../schema/index.ts';
import type { Rec } from '../../schema/resource.ts';
import { makeProblem, type Rule } from './rule.ts';

const nameOf = ({ collection, record }: Record<string, unknown>) => `${collection}/${record}`;

/** An id that was given up is never used again, once, and of a collection there is; what a release no longer has was given up. */
export const checkRetirements: Rule = function* (dataset) {
  const retired = new Map<string, Rec>();
  for (const retirement of dataset.all('retirements')) {
    const name = nameOf(retirement);
    const { collection, record } = retirement as unknown as { collection: string; record: string };
    if (!folders.includes(collection))
      yield makeProblem(
        dataset,
        retirement,
        ['collection'],
        `no collection ${collection}`,
        `known: ${folders.join(', ')}`,
      );
    if (dataset.get(collection, record))
      yield makeProblem(
        dataset,
        retirement,
        ['record'],
        `${name} is a record, and an id that was given up`,
        'give the record another id: no id is used again',
      );
    if (retired.has(name))
      yield makeProblem(
        dataset,
        retirement,
        ['record'],
        `${name} is given up twice`,
        `keep retirements/${retired.get(name)?.id}`,
      );
    retired.set(name, retirement);
  }
  for (const release of dataset.all('releases'))
    for (const [index, change] of (release.changes as Record<string, unknown>[]).entries())
      if (change.change === 'removed' && !retired.has(nameOf(change)))
        yield makeProblem(
          dataset,
          release,
          ['changes', index],
          `${nameOf(change)} was removed, and nothing says what became of it`,
          'write a record in data/retirements',
        );
};
