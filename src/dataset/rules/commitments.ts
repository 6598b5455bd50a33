import { makeProblem, type Rule } from './rule.ts';

/** Whether a commitment was kept is said by somebody, in a passage of its own; a party answers others’ demands. */
export const checkCommitments: Rule = function* (dataset) {
  for (const commitment of dataset.all('commitments')) {
    for (const [index, { citations }] of (commitment.kept as { citations: unknown[] }[]).entries())
      if (!citations.length)
        yield makeProblem(
          dataset,
          commitment,
          ['kept', index],
          'said by somebody, but in no passage',
          'cite the passage that says so',
        );
    for (const [index, { demand }] of (commitment.answers as { demand: string }[]).entries())
      if (dataset.get('demands', demand)?.party === commitment.party)
        yield makeProblem(
          dataset,
          commitment,
          ['answers', index],
          `answers a demand of ${commitment.party} itself`,
          'name the party that answers, or another demand',
        );
    if (commitment.date_how && !commitment.date)
      yield makeProblem(
        dataset,
        commitment,
        ['date_how'],
        'says what a date is concluded from, but there is none',
        'write date, or leave it out',
      );
  }
};
