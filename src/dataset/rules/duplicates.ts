import { problemIn, type Rule } from './rule.ts';

/** Ids of embedded records and citations, made of what they hold, are unique. */
export const duplicates: Rule = function* (dataset) {
  for (const resource of dataset.resources) {
    let before = '';
    for (const record of dataset.all(resource.name)) {
      if (record.id === before)
        yield problemIn(
          dataset,
          record,
          [],
          `a second ${resource.singular} with the id ${record.id}`,
          'merge the two, or tell apart what they say (a report a source, a part a fragment)',
        );
      before = record.id;
    }
  }
};
