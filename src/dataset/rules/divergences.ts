import { makeProblem, type Rule } from './rule.ts';

/** What only one source reports has one position with evidence, and no other. */
export const checkDivergences: Rule = function* (dataset) {
  for (const divergence of dataset.all('divergences')) {
    const positions = divergence.positions as { citations: unknown[] }[];
    const cited = positions.filter(({ citations }) => citations.length > 0).length;
    if (divergence.kind === 'only_one_reports' && cited !== 1)
      yield makeProblem(
        dataset,
        divergence,
        ['kind'],
        `only_one_reports, but ${cited} positions have evidence`,
        'give it the kind that fits now, or leave the evidence to the one that reports it',
      );
  }
};
