/** `/events`: what happened, was said to happen or is to happen, year by year, each date as precise as it is known. */
import { eventResource } from '../schema/events.ts';
import { toTime, writeDate } from './dates.ts';
import { writeDefs, writeFigure } from './figures/figure.ts';
import {
  askTimeline,
  drawMark,
  drawTimeline,
  type Event,
  timelineFigure,
  writeFade,
} from './figures/timeline.ts';
import { writeFilters } from './filters.ts';
import { type Html, html, type Part } from './html.ts';
import { writeCorroboration } from './kinds.ts';
import { writeDocument } from './layout.ts';
import { askFacets, orderFacets, writePaging, writeTotal } from './list.ts';
import { definePage, getLabel, type List, readQuery } from './page.ts';
import { writeWord } from './words.ts';

const FACETS = ['type', 'standing', 'party', 'person', 'region', 'weapon', 'topic'];
const WIDTH = 372;
const HEIGHT = 14;
/** Width of the shortest mark, with that of a day a tenth of it. */
const NARROW = 5;

/** A year as a strip of twelve months, with the days on which an event may lie. */
function drawYear(year: string, event: Event): Html {
  const [start, end] = [toTime(`${year}-01-01`), toTime(`${Number(year) + 1}-01-01`)];
  const x = (time: number) => (WIDTH * (time - start)) / (end - start);
  const months = [...Array(13).keys()].map((month) => x(Date.UTC(Number(year), month, 1)));
  const { mark } = drawMark(event, { x, start, end, narrow: NARROW, top: 3, tall: 8 });
  return html`<svg class="year-strip" viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true">${months.map((place) => html`<path class="base" d="M${Math.round(10 * Math.min(WIDTH - 0.5, Math.max(0.5, place))) / 10} 0v${HEIGHT}"/>`)}${mark}</svg>`;
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

/** A page of the list as the API has it, where another order than that of time was asked for. */
const writeList = (answer: List<Event>, url: string): Part =>
  html`<ol class="events">${answer.data.map((event) => writeEvent(event))}</ol>${writePaging(answer, url)}`;

/** Where no picture of all has what an open end fades by. */
const FADE = writeDefs(writeFade());

/** Events in the order of time, or in that which was asked for. */
export const eventsPage = definePage<List<Event>, { counted: List; all: List<Event> }>({
  route: '/events',
  // Read from the first on, year by year.
  order: () => 'date',
  ask: (_, url) => ({
    counted: askFacets(url, FACETS),
    all: askTimeline(url),
  }),
  render(view) {
    const { answer, more, url } = view;
    const query = readQuery(url);
    return writeDocument(view, {
      title: 'Events',
      about: eventResource.about,
      isTable: true,
      main: html`<h1>Events</h1>
<p class="lead">${eventResource.about}</p>
${writeFilters(eventResource, url, orderFacets(more.counted, FACETS), {
  isSearched: true,
  names: ['date'],
  fields: html`<label>Date <input name="date" value="${query.get('date') ?? ''}" placeholder="2022 or 2022-03" size="16"></label>`,
})}
${writeTotal(eventResource, answer)}
${writeFigure(drawTimeline(more.all.data), timelineFigure, view, url) ?? FADE}
${!query.has('cursor') && (query.get('sort') ?? 'date') === 'date' ? writeTimeline(more.all.data) : writeList(answer, url)}`,
    });
  },
});
