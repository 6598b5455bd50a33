/** The life of a demand on a line of time: positions above it, answers beneath, silence dashed, empty years left out. */
import { scaleUtc } from 'd3-scale';
import { toWords } from '../../schema/present.ts';
import { formatDate, toTime } from '../dates.ts';
import { html } from '../html.ts';
import { askIssued, findLater, type Issued } from '../later.ts';
import { getLabel, type List, type Rec, type Reference, type Single } from '../page.ts';
import type { Citation } from '../record.ts';
import { count } from '../words.ts';
import { defineFigure, drawBoth, type Figure, type Picture, type Room } from './figure.ts';

/** A position, as far as its demand’s page tells it. */
export interface Position extends Rec {
  date: string | null;
  date_earliest: string | null;
  date_latest: string | null;
  date_basis: string | null;
  date_how: string | null;
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
  /** When its documents are of. */
  documents: List<Issued>;
}

/** A demand whose life is told. */
export interface Living extends Rec {
  party: Reference;
  responses: Response[];
  sources: Reference[];
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
export const askLife = ({ data: { id, responses, sources } }: Single<Living>) => ({
  positions: `/positions?demand=${id}&sort=date&include=citations&limit=200`,
  statements: askDates('statements', idsOf(responses, 'statement')),
  commitments: askDates('commitments', idsOf(responses, 'commitment')),
  latest: '/positions?sort=-date&limit=1&select=date_latest',
  documents: askIssued([{ sources }]),
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

const MARGIN = 16;
/** The side of a mark, with the air around it. */
const MARK = 16;
/** Height of a row of the key, and the width of a mark and of a letter in it. */
const KEY = 22;
const KEY_MARK = 17;
const KEY_LETTER = 6.6;
/** Half the width that a label of the axis takes. */
const LABEL = 31;
/** Width of a break in the line: labels on either side of it fit, that at an end of the drawing too. */
const BREAK = 84;
/** What is broken: a year and more, that would take a third of the line or more from all else. */
const EMPTY = 365 * DAY;
const SHARE = 1 / 3;

/** A part of the line, from one time to another: to scale, or broken. */
interface Piece {
  from: number;
  to: number;
  isBroken: boolean;
}

/** The time between entries, with what is broken: the longest first, until none squeezes the rest. */
function cutTime(times: readonly number[]): Piece[] {
  const pieces = times
    .slice(1)
    .map((to, index): Piece => ({ from: times[index] ?? to, to, isBroken: false }));
  for (;;) {
    const whole = pieces.filter(({ isBroken }) => !isBroken);
    const [longest] = whole.toSorted((a, b) => b.to - b.from - (a.to - a.from));
    const all = whole.reduce((sum, { from, to }) => sum + to - from, 0);
    if (!longest) return pieces;
    const size = longest.to - longest.from;
    // What is left has to be worth a scale of its own.
    if (size < EMPTY || size < all * SHARE || all - size < LONG * DAY) return pieces;
    longest.isBroken = true;
  }
}

/**
 * Labels of a part that is to scale: years where it is long, else months or days with their year. Where there is room for
 * one alone, when it begins and when it ends: that is where marks are.
 */
function labelPiece(from: number, to: number, wide: number) {
  const scale = scaleUtc([from, to], [0, wide]);
  const most = Math.max(1, Math.floor(wide / (2.5 * LABEL)));
  const ticks = to > from && most > 1 ? scale.ticks(most) : [];
  const shown = ticks.length ? ticks : to > from ? [new Date(from), new Date(to)] : [new Date(from)];
  const step = shown[1] ? shown[1].getTime() - (shown[0]?.getTime() ?? 0) : 0;
  const format = scale.tickFormat(
    most,
    step > 300 * DAY ? '%Y' : step === 0 || step > 25 * DAY ? '%b %Y' : '%-d %b',
  );
  const words = shown.map((tick) => ({ time: tick.getTime(), word: format(tick) }));
  return words.filter(({ word }, index) => word !== words[index - 1]?.word);
}

/** The line of time of a demand, and what its marks are. */
export function drawLife(demand: Living, life: Life): Figure | null {
  const dated = listEntries(demand, life).filter(
    (entry): entry is Entry & { day: string } => entry.day !== null,
  );
  const first = dated[0]?.day;
  const until = [getEnd(life), ...dated.map(({ day }) => day)].sort().at(-1);
  if (!first || !until || first === until) return null;
  const times = [...new Set([...dated.map(({ day }) => day), until])].map(toTime).sort((a, b) => a - b);
  const pieces = cutTime(times);
  const broken = pieces.filter(({ isBroken }) => isBroken);
  return {
    title: `${demand.party.name}: ${getLabel(demand)}`,
    ...(broken.length > 0 && {
      note: `Where the line is broken, years are left out in which nobody is known to have put or answered it (${broken.map(({ from, to }) => `${formatDate(writeDay(from))} to ${formatDate(writeDay(to))}`).join(', ')}); all else is to scale.`,
    }),
    ...drawBoth((room) => drawLine(life, { dated, pieces, first, until }, room)),
  };
}

const writeDay = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** What is drawn, and from when until when. */
interface Line {
  dated: readonly (Entry & { day: string })[];
  pieces: readonly Piece[];
  first: string;
  until: string;
}

/** Where each time stands on a line of a width. */
function placePieces(pieces: readonly Piece[], width: number) {
  const broken = pieces.filter(({ isBroken }) => isBroken).length;
  const all = pieces.reduce((sum, { from, to, isBroken }) => sum + (isBroken ? 0 : to - from), 0);
  const unit = (width - 2 * MARGIN - broken * BREAK) / all;
  let left = MARGIN;
  return pieces.map((piece) => {
    const start = left;
    left += piece.isBroken ? BREAK : (piece.to - piece.from) * unit;
    return { ...piece, start, end: left };
  });
}

/** Parts that are to scale and follow on each other, as one; of a single time between two breaks, that. */
function joinPieces(
  placed: ReturnType<typeof placePieces>,
): { from: number; to: number; start: number; end: number }[] {
  const joined: { from: number; to: number; start: number; end: number }[] = [];
  for (const [index, { from, to, start, end, isBroken }] of placed.entries()) {
    const last = joined.at(-1);
    if (!isBroken && last?.to === from) Object.assign(last, { to, end });
    else if (!isBroken) joined.push({ from, to, start, end });
    else {
      if (!last || last.to < from) joined.push({ from, to: from, start, end: start });
      const next = placed[index + 1];
      if (!next) joined.push({ from: to, to, start: end, end });
    }
  }
  return joined;
}

/** The line in so much room. */
function drawLine(life: Life, { dated, pieces, first, until }: Line, { width }: Room): Picture {
  const placedPieces = placePieces(pieces, width);
  const x = scaleUtc(
    [...placedPieces.map(({ from }) => from), placedPieces.at(-1)?.to ?? 0],
    [...placedPieces.map(({ start }) => start), placedPieces.at(-1)?.end ?? 0],
  );
  const round = (place: number) => Math.round(place * 10) / 10;
  const at = (day: string) => round(x(toTime(day)) ?? 0);
  // What would lie on what is there already is put one step further from the line.
  const taken: { place: number; level: number; side: number }[] = [];
  const marks = dated.map((entry) => {
    const side = entry.position ? -1 : 1;
    const place = at(entry.day);
    let level = 0;
    while (
      taken.some((one) => one.side === side && one.level === level && Math.abs(one.place - place) < MARK)
    )
      level++;
    taken.push({ place, level, side });
    return {
      entry,
      place,
      level,
      isLater: entry.position ? findLater(entry.position, life.documents) !== null : false,
    };
  });
  const levels = (side: number) =>
    Math.max(0, ...taken.filter((one) => one.side === side).map(({ level }) => level + 1));
  const line = Math.max(levels(-1), 1) * MARK + 10;
  const axis = line + Math.max(levels(1), 1) * MARK + 20;
  const isBroken = (day: string) => pieces.some((piece) => piece.isBroken && piece.from === toTime(day));
  const segments = dated
    .map(({ day: from, until: last }, index) => {
      const to = dated[index + 1]?.day ?? until;
      return { from, to, isLong: isSilence(last ?? from, to), isBroken: isBroken(from) };
    })
    .filter(({ from, to }) => from !== to);
  let free = 0;
  const ticks = joinPieces(placedPieces)
    .flatMap(({ from, to, end, start }) => labelPiece(from, to, end - start))
    .flatMap(({ time, word }) => {
      const place = round(x(time) ?? 0);
      const middle = Math.min(width - LABEL, Math.max(LABEL, place));
      if (middle - LABEL < free) return [];
      free = middle + LABEL;
      return [{ place, middle, word }];
    });
  const kinds = [...new Set(dated.flatMap(({ position }) => position?.kind ?? []))];
  const hasAnswers = dated.some(({ response }) => response);
  const keys = [
    ...kinds.map((kind) => ({
      mark: html`<use href="#kind-${kind}" y="-10" width="12" height="12"/>`,
      word: toWords(kind),
    })),
    ...(hasAnswers ? [{ mark: html`<path class="answer" d="M2 -4h8m-4 -4v8"/>`, word: 'an answer' }] : []),
    ...(marks.some(({ isLater }) => isLater)
      ? [{ mark: html`<path class="later" d="M0 0h12"/>`, word: 'told later, by no document of that time' }]
      : []),
    ...(segments.some(({ isLong }) => isLong)
      ? [{ mark: html`<path class="silent" d="M0 -4h14"/>`, word: 'two months or more without a word' }]
      : []),
    ...(pieces.some((piece) => piece.isBroken)
      ? [{ mark: html`<path class="break" d="M1 1l4 -10m3 10l4 -10"/>`, word: 'years left out' }]
      : []),
  ];
  let [left, row] = [0, 0];
  const placedKeys = keys.map(({ mark, word }) => {
    const wide = KEY_MARK + word.length * KEY_LETTER + 16;
    if (left > 0 && left + wide > width - MARGIN) [left, row] = [0, row + 1];
    const place = { mark, word, left, row };
    left += wide;
    return place;
  });
  const positions = dated.filter(({ position }) => position).length;
  return {
    kind: 'life-line',
    width,
    height: axis + (row + 1) * KEY + 4,
    label: `From ${formatDate(first)} to ${formatDate(until)}: ${count(positions, 'dated position')}, ${count(dated.length - positions, 'dated answer')}.`,
    data: html` data-stops="${[...placedPieces.map(({ from, start }) => `${writeDay(from)}=${round(start)}`), `${until}=${width - MARGIN}`].join(' ')}"`,
    content: html`${ticks.map(({ place, middle, word }) => html`<g class="tick"><path d="M${place} ${line - 4}v8"/><text x="${middle}" y="${axis}" text-anchor="middle">${word}</text></g>`)}
${segments.map(({ from, to, isLong, isBroken: isCut }) => {
  const [start, end] = [at(from), at(to)];
  const middle = round((start + end) / 2);
  return isCut
    ? html`<path class="silent" d="M${start} ${line}H${middle - 7}M${middle + 7} ${line}H${end}"/><path class="break" d="M${middle - 6} ${line + 6}l4 -12m4 12l4 -12"/><text class="soft" x="${middle}" y="${line - 11}" text-anchor="middle">${count(Math.max(1, Math.floor((toTime(to) - toTime(from)) / (365.25 * DAY))), 'year')}</text>`
    : html`<path class="${isLong ? 'silent' : 'spoken'}" d="M${start} ${line}H${end}"/>`;
})}
${marks.map(({ entry: { position }, place, level, isLater }) => {
  const top = line - 7 - (level + 1) * MARK + 3;
  return position
    ? html`<use href="#kind-${position.kind}" x="${round(place - 6)}" y="${top}" width="12" height="12"/>${isLater && html`<path class="later" d="M${round(place - 6)} ${top + 13.5}h12"/>`}`
    : html`<path class="answer" d="M${round(place - 4)} ${line + 9 + level * MARK}h8m-4 -4v8"/>`;
})}
<path class="day" d="M0 0V${axis - 14}" visibility="hidden"/>
${placedKeys.map(({ mark, word, left: start, row: below }) => html`<g class="soft" transform="translate(${Math.round(MARGIN + start)} ${axis + (below + 1) * KEY})">${mark}<text x="${KEY_MARK}">${word}</text></g>`)}`,
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
