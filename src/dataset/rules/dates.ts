import { parseEdtf } from '../../schema/edtf.ts';
import { getEventDate } from '../../schema/events.ts';
import { isWritten, type Rec } from '../../schema/resource.ts';
import { makeProblem, type Rule } from './rule.ts';

const readDate = (event: Rec | undefined) => {
  const chosen = getEventDate(event);
  return chosen ? parseEdtf(chosen.edtf) : null;
};
const isAfter = (a: string | null | undefined, b: string | null | undefined) => Boolean(a && b && a > b);

/** Dates agree with each other: order of events, inferred dates explained, nothing revised or happened after the release. */
export const checkDates: Rule = function* (dataset, release) {
  for (const event of dataset.all('events')) {
    const own = readDate(event);
    for (const [index, relation] of (event.relations as { relation: string; event: string }[]).entries()) {
      const other = readDate(dataset.get('events', relation.event));
      const impossible =
        (relation.relation === 'before' && isAfter(own?.earliest, other?.latest)) ||
        (relation.relation === 'after' && isAfter(other?.earliest, own?.latest));
      if (impossible)
        yield makeProblem(
          dataset,
          event,
          ['relations', index],
          `${relation.relation} ${relation.event}, but its dates say otherwise`,
          'mend the dates or the relation',
        );
    }
    for (const [index, date] of (event.dates as { basis: string; how: string | null }[]).entries())
      if ((date.basis === 'inferred') !== (date.how !== null))
        yield makeProblem(
          dataset,
          event,
          ['dates', index, 'how'],
          `a date that is ${date.basis} ${date.how ? 'says' : 'does not say'} how`,
          'inferred dates say what from, stated ones do not',
        );
    if (
      release &&
      event.standing !== 'foreseen' &&
      event.standing !== 'hypothetical' &&
      isAfter(own?.earliest, release.date)
    )
      yield makeProblem(
        dataset,
        event,
        ['dates', 0],
        `lies after the release (${release.date})`,
        'mend the date, or its standing is foreseen',
      );
  }
  for (const region of dataset.all('regions'))
    for (const [index, { date, date_basis }] of (
      region.status as { date: string | null; date_basis: string | null }[]
    ).entries())
      if ((date === null) !== (date_basis === null))
        yield makeProblem(
          dataset,
          region,
          ['status', index, 'date_basis'],
          date === null ? 'a basis without a date' : 'a date without its basis',
          'a date is stated by a source, or inferred from what sources state',
        );
  for (const { name } of dataset.resources.filter(isWritten))
    for (const record of dataset.all(name))
      if (release && isAfter(String(record.revised), release.date))
        yield makeProblem(
          dataset,
          record,
          ['revised'],
          `revised after the release (${release.date})`,
          'move the date in release.yaml',
        );
};
