/** The life of a demand on a line of time: positions above it, answers beneath, silence dashed, empty years left out. */
import { toWords } from '../../schema/present.ts';
import { formatDate, toTime } from '../dates.ts';
import { type Html, html } from '../html.ts';
import { askIssued, findLater, type Issued } from '../later.ts';
import { getLabel, type List, type Rec, type Reference, type Single } from '../page.ts';
import type { Citation } from '../record.ts';
import { count } from '../words.ts';
import { defineFigure, drawBoth, type Figure, type Picture, type Room } from './figure.ts';
import {
  cutTime,
  DAY,
  isSilence,
  MARGIN,
  makeScale,
  type Piece,
  placePieces,
  placeTicks,
  round,
  writeDay,
} from './time-scale.ts';

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

/** The side of a mark, with the air around it. */
const MARK = 16;
/** Height of a row of the key, and the width of a mark and of a letter in it. */
const KEY = 22;
const KEY_MARK = 17;
const KEY_LETTER = 6.6;
/** The line of time of a demand, and what its marks are. */
export function drawLife(demand: Living, life: Life): Figure | null {
  const dated = listEntries(demand, life).filter((entry): entry is DatedEntry => entry.day !== null);
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

/** An entry with a day, which has a place on the line. */
type DatedEntry = Entry & { day: string };

/** What is drawn, and from when until when. */
interface Line {
  dated: readonly DatedEntry[];
  pieces: readonly Piece[];
  first: string;
  until: string;
}

/** Where marks stand: what would lie on what is there already is put one step further from the line. */
function stackMarks(life: Life, dated: readonly DatedEntry[], at: (time: number) => number) {
  const taken: { place: number; level: number; isAbove: boolean }[] = [];
  const isTaken = (place: number, level: number, isAbove: boolean) =>
    taken.some((one) => one.isAbove === isAbove && one.level === level && Math.abs(one.place - place) < MARK);
  const marks = dated.map((entry) => {
    const isAbove = Boolean(entry.position);
    const place = at(toTime(entry.day));
    let level = 0;
    while (isTaken(place, level, isAbove)) level++;
    taken.push({ place, level, isAbove });
    const isLater = entry.position ? findLater(entry.position, life.documents) !== null : false;
    return { entry, place, level, isLater };
  });
  const countLevels = (isAbove: boolean) =>
    Math.max(1, ...taken.filter((one) => one.isAbove === isAbove).map(({ level }) => level + 1));
  return { marks, above: countLevels(true), below: countLevels(false) };
}

/** The line between entries: spoken, silent or broken. */
function listSegments({ dated, pieces, until }: Line) {
  const isBroken = (day: string) => pieces.some((piece) => piece.isBroken && piece.from === toTime(day));
  return dated
    .map(({ day: from, until: last }, index) => {
      const to = dated[index + 1]?.day ?? until;
      return { from, to, isLong: isSilence(last ?? from, to), isBroken: isBroken(from) };
    })
    .filter(({ from, to }) => from !== to);
}

/** What of the drawing has to be told, in rows of a width. */
function placeKeys(
  { dated, pieces }: Line,
  has: { later: boolean; silence: boolean },
  width: number,
): { mark: Html; word: string; left: number; row: number }[] {
  const kinds = [...new Set(dated.flatMap(({ position }) => position?.kind ?? []))];
  const hasAnswers = dated.some(({ response }) => response);
  const keys = [
    ...kinds.map((kind) => ({
      mark: html`<use href="#kind-${kind}" y="-10" width="12" height="12"/>`,
      word: toWords(kind),
    })),
    ...(hasAnswers ? [{ mark: html`<path class="answer" d="M2 -4h8m-4 -4v8"/>`, word: 'an answer' }] : []),
    ...(has.later
      ? [{ mark: html`<path class="later" d="M0 0h12"/>`, word: 'told later, by no document of that time' }]
      : []),
    ...(has.silence
      ? [{ mark: html`<path class="silent" d="M0 -4h14"/>`, word: 'two months or more without a word' }]
      : []),
    ...(pieces.some((piece) => piece.isBroken)
      ? [{ mark: html`<path class="break" d="M1 1l4 -10m3 10l4 -10"/>`, word: 'years left out' }]
      : []),
  ];
  let [left, row] = [0, 0];
  return keys.map(({ mark, word }) => {
    const wide = KEY_MARK + word.length * KEY_LETTER + 16;
    if (left > 0 && left + wide > width - MARGIN) [left, row] = [0, row + 1];
    const place = { mark, word, left, row };
    left += wide;
    return place;
  });
}

/** The line in so much room. */
function drawLine(life: Life, drawn: Line, { width }: Room): Picture {
  const { dated, pieces, first, until } = drawn;
  const placed = placePieces(pieces, width);
  const at = makeScale(placed);
  const { marks, above, below } = stackMarks(life, dated, at);
  const line = above * MARK + 10;
  const axis = line + below * MARK + 20;
  const segments = listSegments(drawn);
  const has = {
    later: marks.some(({ isLater }) => isLater),
    silence: segments.some(({ isLong }) => isLong),
  };
  const keys = placeKeys(drawn, has, width);
  const positions = dated.filter(({ position }) => position).length;
  return {
    kind: 'life-line',
    width,
    height: axis + ((keys.at(-1)?.row ?? 0) + 1) * KEY + 4,
    label: `From ${formatDate(first)} to ${formatDate(until)}: ${count(positions, 'dated position')}, ${count(dated.length - positions, 'dated answer')}.`,
    data: html` data-stops="${[...placed.map(({ from, start }) => `${writeDay(from)}=${round(start)}`), `${until}=${width - MARGIN}`].join(' ')}"`,
    content: html`${placeTicks(placed, width).map(({ place, middle, word }) => html`<g class="tick"><path d="M${place} ${line - 4}v8"/><text x="${middle}" y="${axis}" text-anchor="middle">${word}</text></g>`)}
${segments.map(({ from, to, isLong, isBroken }) => {
  const [start, end] = [at(toTime(from)), at(toTime(to))];
  const middle = round((start + end) / 2);
  return isBroken
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
${keys.map(({ mark, word, left: start, row: below }) => html`<g class="soft" transform="translate(${Math.round(MARGIN + start)} ${axis + (below + 1) * KEY})">${mark}<text x="${KEY_MARK}">${word}</text></g>`)}`,
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
