/** `/events`: what happened, was said to happen or is to happen, year by year, each date as precise as it is known. */
import { eventResource } from '../schema/events.ts';
import { formatDate, toTime, writeDate } from './dates.ts';
import { writeFilters } from './filters.ts';
import { type Html, html, type Part } from './html.ts';
import { writeCorroboration } from './kinds.ts';
import { writeDocument } from './layout.ts';
import { askFacets, orderFacets, writeTotal } from './list.ts';
import { changeQuery, definePage, getLabel, type List, type Rec, readQuery } from './page.ts';
import { writeWord } from './words.ts';

interface Event extends Rec {
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

const FACETS = ['type', 'standing', 'party', 'person', 'region', 'weapon', 'topic'];
const FIELDS =
  'id,url,title,type,standing,date,date_earliest,date_latest,source_count,origin_count,origins_not_stated';

const WIDTH = 372;
const HEIGHT = 14;
/** Width of the shortest mark, with that of a day a tenth of it. */
const NARROW = 5;

/** What an open end fades by: once in a page. */
const writeFade = (): Html =>
  html`<svg class="unseen" width="0" height="0" aria-hidden="true"><defs><linearGradient id="fade"><stop class="from" offset="0"/><stop class="to" offset="1"/></linearGradient></defs></svg>`;

/** A year as a strip of twelve months, with the days on which an event may lie: an open end fades, a guess is hollow. */
function drawYear(year: string, { date, date_earliest: from, date_latest: to }: Event): Html {
  const [start, end] = [toTime(`${year}-01-01`), toTime(`${Number(year) + 1}-01-01`)];
  const at = (time: number) =>
    Math.round((10 * WIDTH * (Math.min(end, Math.max(start, time)) - start)) / (end - start)) / 10;
  const left = at(toTime(from ?? `${year}-01-01`));
  // The last day is in it.
  const right = to ? at(toTime(to) + 86_400_000) : WIDTH;
  const isOpen = !to || toTime(to) >= end;
  const isGuess = /[~?%]/.test(date ?? '');
  const wide = Math.max(NARROW, right - left);
  const x = Math.min(left, WIDTH - wide);
  return html`<svg class="year-strip" viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true">${[...Array(13).keys()].map((month) => html`<path class="base" d="M${Math.min(WIDTH - 0.5, Math.max(0.5, at(Date.UTC(Number(year), month, 1))))} 0v${HEIGHT}"/>`)}<path class="when${isGuess && ' guess'}"${isOpen && html` fill="url(#fade)"`} d="M${x} 3h${Math.round(10 * wide) / 10}v8H${x}z"/></svg>`;
}

const writeEvent = (event: Event, year?: string): Html =>
  html`<li><p class="when">${event.date ? writeDate(event.date) : html`<span class="none">no date stated</span>`}</p><div><a class="title" href="${event.url}">${getLabel(event)}</a><ul class="told"><li>${writeWord('events', 'standing', event.standing)}</li>${event.type && html`<li>${writeWord('events', 'type', event.type)}</li>`}<li>${writeCorroboration(event)}</li></ul></div>${year && drawYear(year, event)}</li>`;

/** Year by year, what is dated; then what is not. */
function writeTimeline(events: readonly Event[]): Part {
  const years = Map.groupBy(
    events.filter(({ date_earliest: day }) => day !== null),
    ({ date_earliest: day }) => String(day).slice(0, 4),
  );
  const undated = events.filter(({ date_earliest: day }) => day === null);
  return [
    [...years].map(
      ([year, some]) =>
        html`<section aria-labelledby="y${year}"><h2 id="y${year}">${year} <span class="count">${some.length}</span></h2><p class="months" aria-hidden="true"><span>January</span><span>December</span></p><ol class="events">${some.map((event) => writeEvent(event, year))}</ol></section>`,
    ),
    undated.length > 0 &&
      html`<section aria-labelledby="undated"><h2 id="undated">Without a date <span class="count">${undated.length}</span></h2><ol class="events">${undated.map((event) => writeEvent(event))}</ol></section>`,
  ];
}

/** Events in the order of time. */
export const eventsPage = definePage<List<Event>, { counted: List; all: List<Event> }>({
  route: '/events',
  ask: (_, url) => ({
    counted: askFacets(url, FACETS),
    all: changeQuery(url, { limit: '1000', sort: 'date', select: FIELDS, include: null, facet: null }),
  }),
  render(view) {
    const { answer, more, url } = view;
    const query = readQuery(url);
    const dated = more.all.data.filter(({ date_earliest: day }) => day !== null);
    const [first, last] = [dated[0]?.date, dated.at(-1)?.date];
    return writeDocument(view, {
      title: 'Events',
      about: eventResource.about,
      isTable: true,
      main: html`${writeFade()}<h1>Events</h1>
<p class="lead">${eventResource.about}</p>
${writeFilters(eventResource, url, orderFacets(more.counted, FACETS), {
  isSearched: true,
  names: ['date'],
  fields: html`<label>Date <input name="date" value="${query.get('date') ?? ''}" placeholder="2022 or 2022-03" size="16"></label>`,
})}
${writeTotal(eventResource, answer)}
${first && last && html`<p class="aside">From ${formatDate(first)} to ${formatDate(last)}. A mark is as wide as the date is open: a day is a stroke, a month or a year a bar, an open end fades, what is about or uncertain is hollow.</p>`}
${writeTimeline(more.all.data)}`,
    });
  },
});
