import { collectOrigins, getStatements } from '../../schema/corroboration.ts';
import { getTimeline } from '../../schema/position.ts';
import type { Rec } from '../../schema/resource.ts';
import type { LoadedDataset } from '../dataset.ts';
import type { Problem } from '../problems.ts';
import { makeProblem, type Rule } from './rule.ts';

interface Position extends Rec {
  act: string;
  voiced_by: string[];
  reported_by: string[];
  restates: string | null;
  date: string | null;
  date_how: string | null;
  change: string | null;
  change_basis: string | null;
  consequence: string | null;
  consequence_condition: string | null;
  statements: string[];
  as_reported: { source: string }[];
  citations: { field: string }[];
}

/** What is wrong with a position by itself: the field, what it is, and what would be right. */
function* checkPosition(position: Position): Iterable<[field: string, message: string, fix: string]> {
  const { act, voiced_by, reported_by, restates, change, change_basis } = position;
  if (!voiced_by.length && !reported_by.length)
    yield ['act', 'neither voiced nor reported by anybody', 'fill voiced_by or reported_by'];
  if (act === 'told_of_another_side' && !reported_by.length)
    yield ['reported_by', 'told of another side, by nobody', 'name who tells it'];
  if ((act === 'made' || act === 'restated') && !voiced_by.length)
    yield ['voiced_by', `${act} by nobody`, 'name who voices it, or it is told_of_another_side'];
  if (restates && act === 'made')
    yield ['restates', 'made, but restates another’s', 'the act is restated, or it restates nobody’s'];
  if (position.date_how && !position.date)
    yield [
      'date_how',
      'says what a date is concluded from, but there is none',
      'write date, or leave it out',
    ];
  if ((change === null) !== (change_basis === null))
    yield [
      'change_basis',
      change ? 'a change that rests on nothing' : 'a basis of no change',
      'write change and change_basis, or neither',
    ];
  if (change_basis === 'passage' && !position.citations.some(({ field }) => field === 'change'))
    yield [
      'change_basis',
      'rests on a passage that is not cited',
      'cite it with field: change, or it is curator',
    ];
  if (position.consequence_condition && !position.consequence)
    yield ['consequence_condition', 'a condition of no consequence', 'write consequence, or leave it out'];
}

/** The sources of a position that do not say how they put it, where some do. */
function findUnheard(dataset: LoadedDataset, position: Position): string[] {
  if (!position.as_reported.length) return [];
  const statements = getStatements(position.statements, dataset);
  const named = position.as_reported.map(({ source }) => source);
  return [...collectOrigins(dataset, 'positions', position.id, statements).keys()].filter(
    (source) => !named.includes(source),
  );
}

/** Positions say who puts the demand and what a change rests on; those of a demand stand in the order of time. */
export const checkPositions: Rule = function* (dataset) {
  for (const position of dataset.all('positions') as Position[]) {
    for (const [field, message, fix] of checkPosition(position))
      yield makeProblem(dataset, position, [field], message, fix);
    const left = findUnheard(dataset, position);
    if (left.length)
      yield makeProblem(
        dataset,
        position,
        ['as_reported'],
        `leaves out ${left.join(', ')}`,
        'say of each source how it puts it, or of none',
      );
  }
  for (const demand of dataset.all('demands')) {
    if ((demand.positions as Position[]).every(({ statements }) => !statements.length))
      yield makeProblem(
        dataset,
        demand,
        ['positions'],
        'rests on no statement',
        'name the statements of its positions',
      );
    yield* checkOrder(dataset, demand);
  }
};

function* checkOrder(dataset: LoadedDataset, demand: Rec): Iterable<Problem> {
  const timeline = getTimeline(demand, dataset).filter(({ date }) => date !== null);
  const keys = (demand.positions as { key: string }[]).map(({ key }) => key);
  const written = timeline.map(({ position }) => keys.indexOf(position.key));
  const wrong = written.findIndex((place, index) => place < (written[index - 1] ?? 0));
  if (wrong >= 0)
    yield makeProblem(
      dataset,
      demand,
      ['positions', written[wrong] as number],
      `${keys[written[wrong] as number]} stands before what was put earlier`,
      'write positions in the order of time',
    );
  for (const [index, { position }] of timeline.entries())
    if (position.change === 'first_stated' && index > 0)
      yield makeProblem(
        dataset,
        demand,
        ['positions', keys.indexOf(position.key), 'change'],
        'first stated, but it was put before',
        'say what became of it since',
      );
}
