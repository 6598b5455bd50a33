import { isWritten } from '../../schema/resource.ts';
import { forEachReference } from '../../schema/walk.ts';
import { findClosest } from '../../text/closest.ts';
import type { Problem } from '../problems.ts';
import { makeProblem, type Rule } from './rule.ts';

/** Every reference leads to a record. */
export const checkReferences: Rule = function* (dataset) {
  for (const resource of dataset.resources) {
    if (!isWritten(resource)) continue;
    for (const record of dataset.all(resource.name)) {
      const found: Problem[] = [];
      forEachReference(resource.record, record, (to, path, written) => {
        if (dataset.get(to.collection, to.id) || dataset.refused.has(`${to.collection}/${to.id}`)) return;
        const near = findClosest(to.id, dataset.listIds(to.collection));
        const fix = near
          ? `write ${written.replace(to.id, near)}`
          : `add data/${to.collection}/${to.id}.yaml`;
        found.push(makeProblem(dataset, record, path, `no record ${to.collection}/${to.id}`, fix));
      });
      yield* found;
    }
  }
};
