/** The life of a demand on a line of time, to scale: positions above it, answers beneath, silence dashed. */
import { scaleUtc } from 'd3-scale';
import { toWords } from '../../schema/present.ts';
import { formatDate, toTime } from '../dates.ts';
import { html } from '../html.ts';
import { getLabel, type List, type Rec, type Reference, type Single } from '../page.ts';
import type { Citation } from '../record.ts';
import { count } from '../words.ts';
import { defineFigure, type Figure } from './figure.ts';

/** A position, as far as its demand’s page tells it. */
export interface Position extends Rec {
  date: string | null;
  date_earliest: string | null;
  date_latest: string | null;
  occasion: Reference | null;
  voiced_by: Reference[];
  reported_by: Reference[];
  act: string;
  kind: string;
  condition: string | null;
  scope: string | null;
  deadline: string | null;
  consequence: string | null;
  in_return: string | null;
  change: string | null;
  change_basis: string | null;
  statements: Reference[];
  sources: Reference[];
  valid_from: string | null;
  valid_to: string | null;
  citations: Citation[];
}

/** An answer to a demand, as the demand has it. */
export interface Response {
  response: string;
  by: Reference;
  to_all_of_party: boolean;
  statement: Reference | null;
  commitment: Reference | null;
}

interface Dated extends Rec {
  date: string | null;
  date_earliest: string | null;
  date_latest: string | null;
}

/** What a demand’s life is made of, besides the demand. */
export interface Life {
  positions: List<Position>;
  statements: List<Dated>;
  commitments: List<Dated>;
  /** The latest positions of all, which tell how far the sources reach. */
  latest: List<{ date_latest: string | null }>;
}

/** A demand whose life is told. */
export interface Living extends Rec {
  party: Reference;
  responses: Response[];
}

/** What stands on the line of time: a position, or an answer. */
export interface Entry {
  /** The first day on which it may lie; of what lies before a day, that. */
  day: string | null;
  /** The last one. */
  until: string | null;
  position?: Position;
  response?: Response;
  date?: string | null;
}

const idsOf = (responses: readonly Response[], of: 'statement' | 'commitment'): string =>
  [...new Set(responses.flatMap(({ [of]: one }) => (one ? [one.id] : [])))].join(',');

/** Records by their ids, or none: a list of no ids would be one of all. */
const askDates = (collection: string, ids: string): string =>
  ids
    ? `/${collection}?id=${ids}&select=id,date,date_earliest,date_latest,url&limit=1000`
    : `/${collection}?limit=0`;

/** What is asked to tell a demand’s life. */
export const askLife = ({ data: { id, responses } }: Single<Living>) => ({
  positions: `/positions?demand=${id}&sort=date&include=citations&limit=200`,
  statements: askDates('statements', idsOf(responses, 'statement')),
  commitments: askDates('commitments', idsOf(responses, 'commitment')),
  latest: '/positions?sort=-date&limit=1&select=date_latest',
});

const readDays = ({
  date = null,
  date_earliest: first = null,
  date_latest: last = null,
}: Partial<Dated> = {}) => ({
  date,
  day: first ?? last,
  until: last ?? first,
});

/** All that happened to a demand in the order of time; what is not dated comes last. */
export function listEntries({ responses }: Living, { positions, statements, commitments }: Life): Entry[] {
  const dates = new Map([...statements.data, ...commitments.data].map((one) => [one.url, one]));
  const answers = responses.map((response): Entry => {
    const dated = dates.get((response.statement ?? response.commitment)?.url ?? '');
    return { ...readDays(dated), response };
  });
  const put = positions.data.map((position): Entry => ({ ...readDays(position), position }));
  return [...put, ...answers].sort((a, b) =>
    (a.day ?? '9') < (b.day ?? '9') ? -1 : a.day === b.day ? 0 : 1,
  );
}

/** The day that the sources reach, or none. */
export const getEnd = ({ latest }: Life): string => latest.data[0]?.date_latest ?? '';

/** Days between entries from which on it is told that nobody spoke. */
const LONG = 60;
const DAY = 86_400_000;

/** Whether nobody spoke for so long between two days that it is told. */
export const isSilence = (from: string, to: string): boolean => toTime(to) - toTime(from) >= LONG * DAY;

const WIDTH = 960;
const MARGIN = 16;
/** The side of a mark, with the air around it. */
const MARK = 14;
/** Width that a year’s label takes. */
const LABEL = 44;
/** Height of the key, and the width of a mark and of a letter in it. */
const KEY = 26;
const KEY_MARK = 17;
const KEY_LETTER = 7;

/** The line of time of a demand, and what its marks are. */
export function drawLife(demand: Living, life: Life): Figure | null {
  const dated = listEntries(demand, life).filter(
    (entry): entry is Entry & { day: string } => entry.day !== null,
  );
  const first = dated[0]?.day;
  const until = [getEnd(life), ...dated.map(({ day }) => day)].sort().at(-1);
  if (!first || !until || first === until) return null;
  const x = scaleUtc([toTime(first), toTime(until)], [MARGIN, WIDTH - MARGIN]);
  const at = (day: string) => Math.round((x(toTime(day)) ?? 0) * 10) / 10;
  // What would lie on what is there already is put one step further from the line.
  const taken: { place: number; level: number; side: number }[] = [];
  const placed = dated.map((entry) => {
    const side = entry.position ? -1 : 1;
    const place = at(entry.day);
    let level = 0;
    while (
      taken.some((one) => one.side === side && one.level === level && Math.abs(one.place - place) < MARK)
    )
      level++;
    taken.push({ place, level, side });
    return { entry, place, level };
  });
  const levels = (side: number) =>
    Math.max(0, ...taken.filter((one) => one.side === side).map(({ level }) => level + 1));
  const line = levels(-1) * MARK + 10;
  const axis = line + Math.max(levels(1), 1) * MARK + 20;
  const segments = dated.map(({ day: from, until: last }, index) => {
    const to = dated[index + 1]?.day ?? until;
    return { from, to, isLong: isSilence(last ?? from, to) };
  });
  const ticks = x
    .ticks(8)
    .filter((tick, index, all) => index === 0 || (x(tick) ?? 0) - (x(all[index - 1] as Date) ?? 0) > LABEL);
  const format = x.tickFormat(8, until.slice(0, 4) === first.slice(0, 4) ? '%b %Y' : undefined);
  const kinds = [...new Set(dated.flatMap(({ position }) => position?.kind ?? []))];
  const hasAnswers = dated.some(({ response }) => response);
  const hasSilence = segments.some(({ isLong }) => isLong);
  const keys = [
    ...kinds.map((kind) => ({
      mark: html`<use href="#kind-${kind}" y="-10" width="12" height="12"/>`,
      word: toWords(kind),
    })),
    ...(hasAnswers ? [{ mark: html`<path class="answer" d="M2 -4h8m-4 -4v8"/>`, word: 'an answer' }] : []),
    ...(hasSilence
      ? [{ mark: html`<path class="silent" d="M0 -4h14"/>`, word: 'two months or more without a word' }]
      : []),
  ];
  let left = 0;
  return {
    title: `${demand.party.name}: ${getLabel(demand)}`,
    picture: {
      kind: 'life-line',
      width: WIDTH,
      height: axis + KEY,
      label: `From ${formatDate(first)} to ${formatDate(until)}: ${count(dated.filter(({ position }) => position).length, 'dated position')}, ${count(dated.filter(({ response }) => response).length, 'dated answer')}.`,
      data: html` data-first="${first}" data-last="${until}" data-from="${MARGIN}" data-to="${WIDTH - MARGIN}"`,
      content: html`${ticks.map((tick) => html`<g class="tick"><path d="M${x(tick)} ${line - 4}v8"/><text x="${x(tick)}" y="${axis}" text-anchor="middle">${format(tick)}</text></g>`)}
${segments.map(({ from, to, isLong }) => html`<path class="${isLong ? 'silent' : 'spoken'}" d="M${at(from)} ${line}H${at(to)}"/>`)}
${placed.map(({ entry: { position }, place, level }) =>
  position
    ? html`<use href="#kind-${position.kind}" x="${place - 6}" y="${line - 7 - (level + 1) * MARK + 2}" width="12" height="12"/>`
    : html`<path class="answer" d="M${place - 4} ${line + 9 + level * MARK}h8m-4 -4v8"/>`,
)}
<path class="day" d="M0 0V${axis - 14}" visibility="hidden"/>
${keys.map(({ mark, word }) => {
  const start = left;
  left += KEY_MARK + word.length * KEY_LETTER + KEY;
  return html`<g class="soft" transform="translate(${MARGIN + start} ${axis + KEY - 4})">${mark}<text x="${KEY_MARK}">${word}</text></g>`;
})}`,
    },
  };
}

/** A demand’s life. */
export const lifeFigure = defineFigure<Single<Living>, Life>({
  name: 'life',
  about: 'The positions on a demand, and the answers to it, on a line of time',
  route: '/demands/:id',
  ask: askLife,
  draw: ({ answer, more }) => drawLife(answer.data, more),
});
