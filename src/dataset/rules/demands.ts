import { problemIn, type Rule } from './rule.ts';

/** Nobody demands of itself, and every demand has somebody who voices or reports it. */
export const demands: Rule = function* (dataset) {
  for (const demand of dataset.all('demands')) {
    const self = (demand.addressees as string[]).indexOf(String(demand.party));
    if (self >= 0)
      yield problemIn(
        dataset,
        demand,
        ['addressees', self],
        `${demand.party} demands of itself`,
        'name another addressee, or none',
      );
    if ((demand.voiced_by as unknown[]).length === 0 && (demand.reported_by as unknown[]).length === 0)
      yield problemIn(
        dataset,
        demand,
        ['voiced_by'],
        'neither voiced nor reported by anybody',
        'fill voiced_by or reported_by',
      );
  }
};
