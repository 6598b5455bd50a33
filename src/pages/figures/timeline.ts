/** Events on a line of time, a row for each type: a mark is as wide as its date is open. */
import { scaleUtc } from 'd3-scale';
import { toWords } from '../../schema/present.ts';
import { formatDate, toTime } from '../dates.ts';
import { type Html, html, type Part } from '../html.ts';
import { changeQuery, getLabel, type List, type Rec } from '../page.ts';
import { capitalize, count } from '../words.ts';
import { defineFigure, drawBoth, type Figure, type Picture, type Room } from './figure.ts';

/** An event, as far as it is drawn and listed. */
export interface Event extends Rec {
  title: string;
  type: string | null;
  standing: string;
  date: string | null;
  date_earliest: string | null;
  date_latest: string | null;
  source_count: number;
  origin_count: number;
  origins_not_stated: number;
}

/** All events of a list in the order of time. */
export const askTimeline = (url: string): string =>
  changeQuery(url, {
    limit: '1000',
    sort: 'date',
    select:
      'id,url,title,type,standing,date,date_earliest,date_latest,source_count,origin_count,origins_not_stated',
    include: null,
    facet: null,
  });

const DAY = 86_400_000;

/** What an open end fades by, which marks refer to: once in a page or a drawing. */
export const writeFade = (): Html =>
  html`<linearGradient id="fade"><stop class="from" offset="0"/><stop class="to" offset="1"/></linearGradient>`;

/** An event’s days on a line from one time to another, in pixels: an open end fades, a guess is hollow. */
export function drawMark(
  { date, date_earliest: from, date_latest: to }: Event,
  { x, start, end, narrow, top, tall }: MarkPlace,
  title?: Part,
): { mark: Html; left: number; right: number } {
  const clamp = (time: number) => Math.min(end, Math.max(start, time));
  const round = (place: number) => Math.round(10 * place) / 10;
  const [first, last] = [x(start), x(end)];
  const begin = from ? x(clamp(toTime(from))) : first;
  // The last day is in it.
  const stop = to ? x(clamp(toTime(to) + DAY)) : last;
  const isOpen = !to || toTime(to) >= end;
  const isGuess = /[~?%]/.test(date ?? '');
  // Some day of a month or a year: a time from one day to another is written with both.
  const isVague = !isGuess && !isOpen && from !== to && !date?.includes('/');
  const wide = Math.max(narrow, stop - begin);
  const left = Math.min(begin, last - wide);
  return {
    mark: html`<path class="when${isGuess && ' guess'}${isVague && ' vague'}"${isOpen && html` fill="url(#fade)"`} d="M${round(left)} ${top}h${round(wide)}v${tall}H${round(left)}z">${title}</path>`,
    left,
    right: left + wide,
  };
}

/** Where a mark stands: a scale from milliseconds to pixels, its ends, and the mark’s own measures. */
interface MarkPlace {
  x: (time: number) => number;
  start: number;
  end: number;
  /** Width of the shortest mark. */
  narrow: number;
  top: number;
  tall: number;
}

/** Width that names take, and in a narrow drawing the height. */
const NAME = 150;
const NAME_ABOVE = 14;
const MARK = 7;
const STEP = 9;
/** The share of events that lie before the picture begins, told in words. */
const EARLY = 0.08;

/** All dated events, a row for each type, those with most first. */
export function drawTimeline(events: readonly Event[]): Figure | null {
  const all = events
    .filter((event): event is Event & { date_earliest: string } => event.date_earliest !== null)
    .toSorted((a, b) => (a.date_earliest < b.date_earliest ? -1 : 1));
  const first = all[Math.floor(all.length * EARLY)]?.date_earliest.slice(0, 4);
  const last = all.at(-1);
  if (!first || !last || all.length < 2) return null;
  const shown = all.filter(({ date_earliest: day }) => day >= first);
  const early = all.length - shown.length;
  const start = toTime(`${first}-01-01`);
  const end = Math.max(
    ...shown.map(({ date_earliest: from, date_latest: to }) => toTime(to ?? from) + 31 * DAY),
  );
  return {
    title: 'Events over time',
    note: `A mark is as wide as the date is open: a day is a stroke, some day of a month or a year a pale bar, a time from one day to another a full one; an open end fades, what is about or uncertain is hollow.${early > 0 ? ` ${count(early, 'event')} before ${first} ${early === 1 ? 'is' : 'are'} left out.` : ''}${events.length > all.length ? ` ${count(events.length - all.length, 'event')} without a date ${events.length - all.length === 1 ? 'is' : 'are'} not drawn.` : ''}`,
    ...drawBoth((room) => drawRows(shown, { start, end }, room)),
  };
}

/** A row for each type, in so much room. */
function drawRows(
  shown: readonly (Event & { date_earliest: string })[],
  { start, end }: { start: number; end: number },
  { width, isNarrow }: Room,
): Picture {
  const right = width - 10;
  const scale = scaleUtc([start, end], [isNarrow ? 4 : NAME, right]);
  const x = (time: number) => scale(time) ?? 0;
  const head = isNarrow ? NAME_ABOVE : 0;
  let top = 0;
  const rows = [...Map.groupBy(shown, ({ type }) => type)]
    .toSorted((a, b) => b[1].length - a[1].length)
    .map(([type, some]) => {
      // A mark that would lie on another stands beneath it.
      const ends: number[] = [];
      const marks = some.map((event) => {
        const measure = { x, start, end, narrow: 4, tall: MARK };
        const { left, right: reach } = drawMark(event, { ...measure, top: 0 });
        const free = ends.findIndex((taken) => taken < left);
        const level = free < 0 ? ends.length : free;
        ends[level] = reach;
        const title = html`<title>${event.date && formatDate(event.date)}: ${getLabel(event)}</title>`;
        return html`<a href="${event.url}" aria-label="${getLabel(event)}">${drawMark(event, { ...measure, top: top + head + 6 + level * STEP }, title).mark}</a>`;
      });
      const row = {
        name: capitalize(toWords(type ?? 'no type stated')),
        size: some.length,
        marks,
        top,
      };
      top += head + Math.max(isNarrow ? 20 : 26, 12 + ends.length * STEP);
      return { ...row, bottom: top };
    });
  const at = (tick: Date) => Math.round(x(tick.getTime()));
  const ticks = isNarrow ? 4 : 8;
  const [first, last] = [shown[0]?.date_earliest ?? '', shown.at(-1)?.date_earliest ?? ''];
  return {
    kind: 'timeline',
    width,
    height: top + 26,
    label: `${count(shown.length, 'event')} from ${first.slice(0, 4)} to ${formatDate(last)}, by type: ${rows.map(({ name, size }) => `${name} ${size}`).join(', ')}`,
    isLinked: true,
    defs: writeFade(),
    content: html`${scale.ticks(ticks).map((tick) => html`<g class="tick"><path d="M${at(tick)} 0V${top + 4}"/><text x="${Math.min(width - 16, Math.max(16, at(tick)))}" y="${top + 20}" text-anchor="middle">${scale.tickFormat(ticks)(tick)}</text></g>`)}
${rows.map(({ name, size, marks, top: from, bottom }) => html`<text class="row" x="0" y="${from + (isNarrow ? 13 : 17)}">${name} <tspan class="soft">${size}</tspan></text><path class="base" d="M0 ${bottom}H${right}"/>${marks}`)}`,
  };
}

/** Events of a list over time. */
export const timelineFigure = defineFigure<List, { all: List<Event> }>({
  name: 'timeline',
  about: 'Events by type, each as precise as its date',
  route: '/events',
  ask: (_, url) => ({ all: askTimeline(url) }),
  draw: ({ more }) => drawTimeline(more.all.data),
});
