import { makeProblem, type Rule } from './rule.ts';

const CLASSIFIED = ['statements', 'demands', 'events'];

/** Every statement, demand and event has a topic, and every topic has a record. */
export const checkTopics: Rule = function* (dataset) {
  const used = new Set<string>();
  for (const collection of [...CLASSIFIED, 'agreements'])
    for (const record of dataset.all(collection)) {
      const its = record.topics as string[];
      for (const topic of its) {
        used.add(topic);
        const parent = dataset.get('topics', topic)?.parent;
        if (parent) used.add(String(parent));
      }
      if (its.length === 0 && CLASSIFIED.includes(collection))
        yield makeProblem(dataset, record, ['topics'], 'no topic', 'name at least one of data/topics');
    }
  // A record that could not be read may be the one that uses it.
  if (dataset.refused.size) return;
  for (const topic of dataset.all('topics'))
    if (!used.has(topic.id))
      yield makeProblem(
        dataset,
        topic,
        [],
        'a topic that nothing is about',
        'remove it, or give it to the records it fits',
      );
};
