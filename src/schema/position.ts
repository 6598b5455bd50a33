/** How a demand was put on an occasion: what a position says, and what follows from all of a demand's in the order of time. */
import type * as z from 'zod';
import { collectOrigins, getStatements } from './corroboration.ts';
import { parseEdtf } from './edtf.ts';
import { getEventDate } from './events.ts';
import {
  actorRef,
  citations,
  common,
  edtf,
  evidenceHere,
  getWords,
  list,
  member,
  open,
  prose,
  ref,
  slug,
  speakerRef,
  words,
} from './fields.ts';
import type { Dataset, Rec } from './resource.ts';

/** How binding a demand is, as it is put on an occasion. */
export const demandKind = words('DemandKind', 'How binding a demand is', {
  precondition: 'without it no settlement, or no talks',
  required_term: 'a settlement has to contain it',
  red_line: 'it must not happen',
  requirement: 'it must be done, and is tied to nothing',
  expectation: 'the party counts on it',
  call: 'an appeal',
  proposal: 'a plan put forward',
  wish: 'wanted, and not made a condition',
});
/** The words of `demandKind`, as tables take them. */
export const DEMAND_KINDS = getWords(demandKind);

/** How a demand comes to be voiced: made, made again, cited, or told by others. */
export const act = words('VoicingAct', 'How a demand comes to be voiced on an occasion', {
  made: 'the sources have it made then',
  restated: 'the sources say that it was made before',
  quoted: 'somebody cites it as it was put before',
  told_of_another_side: 'another side, or a source, says that the party demands it',
});
/** The words of `act`, as tables take them. */
export const ACTS = getWords(act);

const speechAct = words('SpeechAct', 'What is done with the words in which a demand is put', {
  request: 'somebody is asked',
  demand: 'somebody is told to',
  offer: 'it is put as what the party would give or take',
  assurance: 'it is put as what the party vouches for',
  threat: 'it is put with harm that follows if it is not met',
});
/** What may be done with the words of a demand, as tables take it. */
export const SPEECH_ACTS = getWords(speechAct);

const positionChange = words('PositionChange', 'What became of a demand since the position before', {
  first_stated: 'it is put for the first time, as far as the sources go',
  restated: 'it is put again, the same',
  hardened: 'it is more binding',
  softened: 'it is less binding',
  widened: 'it asks for more',
  narrowed: 'it asks for less',
  made_conditional: 'it is tied to something that it was not tied to',
  dropped_from_the_list:
    'a list of what is demanded leaves it out; that is no withdrawal, and it stands as it stood',
  withdrawn: 'a text says that it is no longer demanded',
  met: 'a text says that it is fulfilled',
  met_in_part: 'a text says that a part of it is fulfilled',
  superseded: 'another demand has taken its place',
});
/** What may have become of a demand, as tables take it. */
export const CHANGES = getWords(positionChange);

const changeBasis = words('ChangeBasis', 'What the reading of a change rests on', {
  passage: 'a passage says so',
  curator: 'the positions compared by the curators',
});
/** What the reading of a change may rest on, as tables take it. */
export const CHANGE_BASES = getWords(changeBasis);

/** As `basisWord`, where the occasion may have the date. */
const positionDateBasis = words('PositionDateBasis', 'What the date of a position rests on', {
  stated: 'a source states it',
  inferred: 'it is concluded from what sources state',
  occasion: 'it is the date of the occasion, which has a basis of its own',
});
/** The words of `positionDateBasis`, as tables take them. */
export const POSITION_DATE_BASES = getWords(positionDateBasis);

/** What the date of something said on an occasion rests on, where it has one. */
export const saidDateBasis = open(positionDateBasis.describe('What its date rests on'), 'not_applicable');

/** How its date was found, where it is no source's. */
export const dateHow = open(
  prose.describe('What the date is concluded from, where it is written here and no text states it'),
  'not_applicable',
);

/** Who voices something for a party. */
export const voicedBy = list(actorRef('Who voices it'), 'Who voices it for the party');

/** Who says for a party what it does not say itself. */
export const reportedBy = list(
  speakerRef('Reporter'),
  'Who says that it is demanded, where another side or a source says so and not the party',
);

/** How a source puts a demand. */
export const asReported = member('source', {
  source: ref('sources', 'The document'),
  kind: demandKind.describe('How binding it is as this source puts it'),
  condition: open(prose.describe('What this source ties it to, in words')),
  citations: list(evidenceHere('exact', {}), 'The passages that show it'),
});

/** How a demand was put on one occasion, written inside its demand; a record of its own in `/positions`. */
export const position = member('key', {
  key: slug.describe('What tells it apart among the positions of its demand, such as the occasion'),
  occasion: open(ref('events', 'The event on which it was put so')),
  date: open(edtf('When it was put so: as written here, else as the occasion is dated')),
  date_how: dateHow,
  voiced_by: voicedBy,
  act: act.describe('Whether it is made then, made again, cited, or told by another side'),
  restates: open(actorRef('Whose demand is restated, where a source says so'), 'not_applicable'),
  reported_by: reportedBy,
  kind: demandKind.describe('How binding it is'),
  condition: open(prose.describe('What it is tied to, in words')),
  scope: open(prose.describe('How far it reaches as it is put here, in words')),
  speech_act: open(speechAct.describe('What is done with the words')),
  deadline: open(prose.describe('By when it is to be met, in words')),
  consequence: open(prose.describe('What is said to follow if it is not met')),
  consequence_condition: open(prose.describe('What that consequence is tied to, in words'), 'not_applicable'),
  in_return: open(prose.describe('What is offered in return, in words')),
  change: open(positionChange.describe('What became of the demand since the position before')),
  change_basis: open(changeBasis.describe('What the reading of the change rests on'), 'not_applicable'),
  statements: list(ref('statements', 'Statement'), 'The statements it rests on'),
  as_reported: list(asReported, 'How each source puts it, where they differ'),
  citations,
  not_stated: common.not_stated,
});

type Written = z.output<typeof position>;

/** Whether the party itself puts the demand in a position. */
export const isOwn = ({ act }: Pick<Written, 'act'>): boolean => act === 'made' || act === 'restated';
/** Changes after which a demand is not raised on that occasion, though it may still stand. */
const SILENT: readonly Written['change'][] = ['dropped_from_the_list'];
/** Changes after which a demand no longer stands. */
const ENDING: readonly Written['change'][] = ['withdrawn', 'met', 'superseded'];

/** A position in the order of time. */
export interface DatedPosition {
  id: string;
  position: Written;
  date: string | null;
  date_basis: (typeof POSITION_DATE_BASES)[number] | null;
  /** Whether the party affirms its demand there. */
  affirms: boolean;
  /** The day by which it was surely put so; null where nothing says. */
  by: string | null;
  /** From which day on the demand stands so, and until before which; null: it never does, or still does. */
  valid_from: string | null;
  valid_to: string | null;
}

/** The id of a position. */
export const makePositionId = (demand: { id: string }, { key }: { key?: unknown }): string =>
  `${demand.id}.${key}`;

/** The date of what was said on an occasion, as it is written, else that of the occasion. */
export function findDate(
  { date, date_how, occasion }: Pick<Written, 'date' | 'date_how' | 'occasion'>,
  dataset: Dataset,
): Pick<DatedPosition, 'date' | 'date_basis'> {
  if (date) return { date, date_basis: date_how ? 'inferred' : 'stated' };
  const chosen = getEventDate(dataset.get('events', String(occasion)));
  return chosen ? { date: chosen.edtf, date_basis: 'occasion' } : { date: null, date_basis: null };
}

/** The last day that the sources of a position can be of: what is told there was said by then. */
function findSourceDay(id: string, { statements }: Written, dataset: Dataset): string | null {
  const days = [
    ...collectOrigins(dataset, 'positions', id, getStatements(statements, dataset)).keys(),
  ].flatMap((source) => {
    const document = dataset.get('sources', source);
    return [document?.published, document?.issued].flatMap((date) =>
      date ? (parseEdtf(String(date))?.latest ?? []) : [],
    );
  });
  return days.sort()[0] ?? null;
}

const timelines = new WeakMap<Rec, DatedPosition[]>();

/**
 * A demand's positions in the order of time, each with the days on which the demand stands so: from the day by which it was
 * surely put until it is put anew. That is the last day that its date can mean or that a source which has it can be of,
 * whichever is earlier. What another side tells, or cites, changes nothing of what the party demands, unless nothing else is
 * known of it. What has neither a date nor an
 * occasion comes first, and never stands.
 */
export function getTimeline(demand: Rec, dataset: Dataset): readonly DatedPosition[] {
  const known = timelines.get(demand);
  if (known) return known;
  const all = (demand.positions as Written[]).map((position): DatedPosition => {
    const { date, date_basis } = findDate(position, dataset);
    const id = makePositionId(demand, position);
    const ends = [date && parseEdtf(date)?.latest, findSourceDay(id, position, dataset)];
    return {
      id,
      position,
      date,
      date_basis,
      by:
        date === null && position.occasion === null
          ? null
          : (ends.filter((day) => typeof day === 'string').sort()[0] ?? null),
      affirms: isOwn(position) && ![...SILENT, ...ENDING].includes(position.change),
      valid_from: null,
      valid_to: null,
    };
  });
  const day = ({ by, date }: DatedPosition) => by ?? (date && parseEdtf(date)?.earliest) ?? '';
  const timeline = all.toSorted((a, b) => (day(a) < day(b) ? -1 : day(a) > day(b) ? 1 : 0));
  const own = timeline.some(({ position }) => isOwn(position));
  const standing = timeline.filter(
    ({ by, position }) =>
      by &&
      !SILENT.includes(position.change) &&
      (!own || isOwn(position) || ENDING.includes(position.change)),
  );
  for (const [index, dated] of standing.entries()) {
    dated.valid_from = dated.by;
    const next = standing[index + 1]?.by ?? null;
    dated.valid_to = ENDING.includes(dated.position.change) ? dated.valid_from : next;
  }
  timelines.set(demand, timeline);
  return timeline;
}

/** The position that says how a demand is put now: the last in which the party affirms it, else the last there is. */
export function findLeading(timeline: readonly DatedPosition[]): DatedPosition {
  const leading = timeline.findLast(({ affirms }) => affirms) ?? timeline.at(-1);
  if (!leading) throw new Error('A demand without a position');
  return leading;
}

/** When a demand is affirmed for the first time and the last, null where no date says so, and the day of silence after. */
export function findAffirmed(timeline: readonly DatedPosition[]) {
  const dated = timeline.filter(({ affirms, date }) => affirms && date !== null);
  const last = dated.at(-1);
  return {
    first_stated: dated[0]?.date ?? null,
    last_affirmed: last?.date ?? null,
    silent_since: last?.by ?? null,
  };
}
