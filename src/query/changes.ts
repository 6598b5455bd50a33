/** What became of demands between two days. */
import { demandResource } from '../schema/demands.ts';
import type { outcome } from '../schema/outcome.ts';
import { positionResource } from '../schema/positions.ts';
import type { Store } from '../store/store.ts';
import { selectJson } from './json.ts';
import { selectPage } from './page.ts';
import type { Condition } from './query.ts';

/** What is asked: two days, and which demands. */
export interface ChangesQuestion {
  from: string;
  to: string;
  conditions: readonly Condition[];
}

type Outcome = (typeof outcome.options)[number];

/** What a position puts in words or degrees: what is compared. */
export const COMPARED_FIELDS = [
  'kind',
  'condition',
  'scope',
  'deadline',
  'consequence',
  'in_return',
] as const;

/** A position as it is served. */
interface Position extends Record<string, unknown> {
  id: string;
  date_latest: string | null;
  valid_from: string | null;
  valid_to: string | null;
}

/** Positions that are looked through: what takes more is asked for in parts. */
export const MAX_STEPS = 1_000;

/** More than can be answered at once. */
export class TooManyChanges extends Error {}

/** A demand, and what became of it. */
export interface Change {
  demand: unknown;
  party: unknown;
  outcome: Outcome;
  differs: string[];
  from: Position | null;
  to: Position | null;
  steps: Position[];
}

const standsOn = ({ valid_from, valid_to }: Position, day: string) =>
  valid_from !== null && valid_from <= day && (valid_to === null || valid_to > day);

function decideOutcome(
  from: Position | null,
  to: Position | null,
  steps: readonly Position[],
  differs: boolean,
): Outcome {
  if (from && to) {
    if (from.id === to.id) return 'told';
    return differs ? 'changed' : 'reaffirmed';
  }
  if (to) return 'stated';
  if (from) return 'ended';
  return steps.some(({ valid_from }) => valid_from !== null) ? 'stated_and_ended' : 'told';
}

/** The ids of the demands of which some position falls into the time, by the day from which it stood or its date. */
function selectChangedDemands(store: Store, { from, to, conditions }: ChangesQuestion): string[] {
  const askBetween = (field: string) => ({
    conditions: [
      ...conditions,
      { name: `${field}__gt`, values: [from] },
      { name: `${field}__lte`, values: [to] },
    ],
    q: null,
  });
  const found = ['valid_from', 'date'].flatMap((field) =>
    selectPage(
      store,
      positionResource,
      askBetween(field),
      { name: 'id', descending: false },
      MAX_STEPS + 1,
      null,
    ),
  );
  const positions = [...new Set(found)];
  if (positions.length > MAX_STEPS) throw new TooManyChanges();
  return [...new Set(positions.map((id) => id.slice(0, id.indexOf('.'))))].sort();
}

/**
 * Demands that were put, told or ended after one day and by another, each as it stood on both, with the steps between.
 * @throws {TooManyChanges} where more positions than can be answered at once fall into the time
 */
export function findChanges(store: Store, question: ChangesQuestion): Change[] {
  const { from, to } = question;
  const isBetween = ({ valid_from, date_latest }: Position) => {
    const day = valid_from ?? date_latest;
    return day !== null && day > from && day <= to;
  };
  return selectJson(store, demandResource, selectChangedDemands(store, question)).flatMap((json) => {
    const { id, title, url, party, positions } = JSON.parse(json) as Record<string, unknown> & {
      positions: Position[];
    };
    const steps = positions.filter(isBetween);
    if (!steps.length) return [];
    const before = positions.find((position) => standsOn(position, from)) ?? null;
    const after = positions.find((position) => standsOn(position, to)) ?? null;
    const differs = before && after ? COMPARED_FIELDS.filter((field) => before[field] !== after[field]) : [];
    return [
      {
        demand: { id, name: title, url },
        party,
        outcome: decideOutcome(before, after, steps, differs.length > 0),
        differs,
        from: before,
        to: after,
        steps,
      },
    ];
  });
}
