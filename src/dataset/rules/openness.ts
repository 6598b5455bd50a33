import { makeProblem, type Rule } from './rule.ts';

/** What is called not stated is empty, and is a field. */
export const checkNotStated: Rule = function* (dataset) {
  for (const resource of dataset.resources) {
    if (resource.makeRecords || !('not_stated' in resource.record.shape)) continue;
    for (const record of dataset.all(resource.name))
      for (const [index, { field }] of (record.not_stated as { field: string }[]).entries()) {
        const value = record[field];
        const empty = value === null || (Array.isArray(value) && value.length === 0);
        if (empty) continue;
        const message =
          field in resource.record.shape
            ? `${field} is called not stated but has a value`
            : `no field ${field}`;
        yield makeProblem(
          dataset,
          record,
          ['not_stated', index, 'field'],
          message,
          'remove the entry, or the value',
        );
      }
  }
};

/** What a reader was unsure of is a field of the record. */
export const checkDoubts: Rule = function* (dataset) {
  for (const resource of dataset.resources.filter(({ record }) => 'doubts' in record.shape))
    for (const record of dataset.all(resource.name))
      for (const [index, { field }] of (record.doubts as { field: string }[]).entries())
        if (!(field in resource.record.shape))
          yield makeProblem(
            dataset,
            record,
            ['doubts', index, 'field'],
            `no field ${field}`,
            'name the field that could be read otherwise',
          );
};
