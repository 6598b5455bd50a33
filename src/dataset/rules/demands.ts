import { makeProblem, type Rule } from './rule.ts';

/** Nobody demands of itself, and demands that are told apart point to each other. */
export const checkDemands: Rule = function* (dataset) {
  for (const demand of dataset.all('demands')) {
    const self = (demand.addressees as string[]).indexOf(String(demand.party));
    if (self >= 0)
      yield makeProblem(
        dataset,
        demand,
        ['addressees', self],
        `${demand.party} demands of itself`,
        'name another addressee, or none',
      );
    for (const [index, { demand: other }] of (demand.relations as { demand: string }[]).entries()) {
      const back = (dataset.get('demands', other)?.relations ?? []) as { demand: string }[];
      if (other === demand.id)
        yield makeProblem(dataset, demand, ['relations', index], 'stands to itself', 'name another demand');
      else if (dataset.get('demands', other) && !back.some((relation) => relation.demand === demand.id))
        yield makeProblem(
          dataset,
          demand,
          ['relations', index],
          `${other} does not point back`,
          `name ${demand.id} among the relations of ${other} too`,
        );
    }
  }
};
