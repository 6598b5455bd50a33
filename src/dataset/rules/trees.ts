import { makeProblem, type Rule } from './rule.ts';

const TREES = { parties: 'part_of', weapons: 'part_of', regions: 'parent', topics: 'parent' } as const;
const DEEPEST_TOPIC = 2;

/** Nothing is its own ancestor, and topics stay two levels deep. */
export const checkTrees: Rule = function* (dataset) {
  for (const [collection, field] of Object.entries(TREES))
    for (const record of dataset.all(collection)) {
      const seen = [record.id];
      let above = record[field] as string | null;
      while (above && !seen.includes(above)) {
        seen.push(above);
        above = (dataset.get(collection, above)?.[field] ?? null) as string | null;
      }
      if (above === record.id)
        yield makeProblem(
          dataset,
          record,
          [field],
          `${record.id} is its own ancestor (${seen.join(' < ')})`,
          'break the circle',
        );
      else if (collection === 'topics' && !above && seen.length > DEEPEST_TOPIC)
        yield makeProblem(
          dataset,
          record,
          [field],
          'a topic of a third level',
          'place it below a topic of the first level',
        );
    }
};
