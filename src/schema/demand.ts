/** What a demand has from its positions: now, over all of them, and as it stood on a day. */
import { sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type * as z from 'zod';
import { by, byOwner, checkWords, memberOf, originColumns } from './columns.ts';
import {
  collectOrigins,
  counted,
  countOrigins,
  getStatements,
  mergeOrigins,
  type Origins,
} from './corroboration.ts';
import { actorRef, member, open, ref } from './fields.ts';
import {
  type ACTS,
  act,
  asReported,
  type DatedPosition,
  DEMAND_KINDS,
  demandKind,
  findAffirmed,
  findLeading,
  getTimeline,
  isOwn,
} from './position.ts';
import type { Dataset, Rec } from './resource.ts';

/** How a source puts a demand on an occasion, as its position has it. */
export const rendering = asReported.extend({
  position: ref('positions', 'The position in which it puts it so'),
});

/** Who voices a demand for its party, on one occasion or another. */
export const voice = member('who', {
  who: actorRef('Who voices it'),
  act: act.describe('Whether the sources have it made then, or restated'),
  restates: open(actorRef('Whose demand is restated, where a source says so')),
});

/** How many put a demand as how binding. */
export const kindCount = member('kind', {
  kind: demandKind.describe('How binding it is'),
  ...counted,
});

/** A table of such counts, of demands or of positions. */
export const kindTable = (table: string, ...owner: Parameters<typeof memberOf>) =>
  sqliteTable(
    table,
    { ...memberOf(...owner), kind: text({ enum: DEMAND_KINDS }).notNull(), ...originColumns },
    (t) => [
      checkWords(table, t.kind, DEMAND_KINDS),
      byOwner(table, t),
      by(table, t.kind, t.id),
      by(table, t.source_count, t.id),
      by(table, t.origin_count, t.id),
      by(table, t.origins_not_stated, t.id),
    ],
  );

/** A position as it is served inside its demand. */
interface Served {
  act: (typeof ACTS)[number];
  id: string;
  url: string;
  name: string;
  valid_from: string | null;
  valid_to: string | null;
  [field: string]: unknown;
}

/** A demand as it is served, as it stood on a day: what it has from a position, from the one of that day. */
export function showOn(demand: Record<string, unknown>, day: string): Record<string, unknown> {
  const standing = (demand.positions as Served[]).find(
    ({ valid_from, valid_to }) =>
      valid_from !== null && valid_from <= day && (valid_to === null || valid_to > day),
  );
  if (!standing) return demand;
  const { id, url, name, kind, condition } = standing;
  const takeAffirmed = (field: string) => (isOwn(standing) ? standing[field] : null);
  return {
    ...demand,
    kind,
    condition,
    position: { id, name, url },
    last_affirmed: takeAffirmed('date'),
    last_affirmed_earliest: takeAffirmed('date_earliest'),
    last_affirmed_latest: takeAffirmed('date_latest'),
    silent_since: takeAffirmed('valid_from'),
  };
}

/** What a demand has from its positions, in the order of time. */
export function deriveFromPositions(demand: Rec, dataset: Dataset) {
  const timeline = getTimeline(demand, dataset);
  const leading = findLeading(timeline);
  const voices = timeline.flatMap(({ position: { voiced_by, act, restates } }) =>
    voiced_by.map((who) => ({ who, act, restates })),
  );
  return {
    kind: leading.position.kind,
    condition: leading.position.condition,
    position: leading.id,
    ...findAffirmed(timeline),
    as_reported: timeline.flatMap(({ id, position }) =>
      position.as_reported.map((one) => ({ ...one, position: id })),
    ),
    voiced_by: keepDistinct(voices, ({ who, act, restates }) => `${who} ${act} ${restates}`),
    reported_by: [...new Set(timeline.flatMap(({ position }) => position.reported_by))],
    statements: [...new Set(timeline.flatMap(({ position }) => position.statements))],
    kinds: countKinds(timeline, dataset),
  };
}

/** Each value once, by what tells them apart. */
const keepDistinct = <T>(values: readonly T[], key: (value: T) => string): T[] => [
  ...new Map(values.map((value) => [key(value), value])).values(),
];

/** How many sources put a demand as how binding: as they are said to report it, else as their position has it. */
export function countKinds(
  positions: readonly Pick<DatedPosition, 'id' | 'position'>[],
  dataset: Dataset,
): z.output<typeof kindCount>[] {
  const origins = new Map<string, Origins[]>();
  for (const { id, position } of positions) {
    const all = collectOrigins(dataset, 'positions', id, getStatements(position.statements, dataset));
    for (const [source, named] of all) {
      const kind = position.as_reported.find((one) => one.source === source)?.kind ?? position.kind;
      origins.set(kind, [...(origins.get(kind) ?? []), new Map([[source, named]])]);
    }
  }
  return DEMAND_KINDS.flatMap((kind) => {
    const found = origins.get(kind);
    return found ? [{ kind, ...countOrigins(mergeOrigins(found)) }] : [];
  });
}
