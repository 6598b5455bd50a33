/** How often each party put demands, month by month, with where they grew firmer or weaker. */
import { scaleLinear, scaleUtc } from 'd3-scale';
import { toWords } from '../../schema/present.ts';
import { formatDate, toTime } from '../dates.ts';
import { html } from '../html.ts';
import { changeQuery, type List, type Reference } from '../page.ts';
import { count } from '../words.ts';
import { defineFigure, type Figure } from './figure.ts';

/** A position, as far as it is counted. */
export interface Put {
  date_earliest: string | null;
  party: Reference;
  change: string | null;
}

const WIDTH = 960;
const ROW = 64;
const NAME = 170;
const RIGHT = WIDTH - 20;
/** Rows: the parties that put most. */
const MOST_ROWS = 4;
/** The share of positions that lie before the picture begins, told in words. */
const EARLY = 0.06;

/** What became of demands: firmer above, weaker beneath. */
const FIRMER = ['hardened', 'widened'];
const WEAKER = ['softened', 'narrowed', 'withdrawn'];

/** Months from the first that is shown to the last, and a row for each party. */
export function drawTime(positions: readonly Put[]): Figure | null {
  const dated = positions
    .flatMap(({ date_earliest: day, party, change }) =>
      day ? [{ month: day.slice(0, 7), party, change }] : [],
    )
    .toSorted((a, b) => (a.month < b.month ? -1 : 1));
  const first = dated[Math.floor(dated.length * EARLY)]?.month;
  const last = dated.at(-1)?.month;
  if (!first || !last || first === last) return null;
  const shown = dated.filter(({ month }) => month >= first);
  const parties = [...Map.groupBy(shown, ({ party }) => party.id).values()]
    .toSorted((a, b) => b.length - a.length)
    .slice(0, MOST_ROWS);
  const x = scaleUtc([toTime(`${first}-01`), toTime(`${last}-28`)], [NAME, RIGHT]);
  const most = Math.max(
    ...parties.flatMap((some) =>
      [...Map.groupBy(some, ({ month }) => month).values()].map(({ length }) => length),
    ),
  );
  const tall = scaleLinear([0, most], [0, ROW - 22]);
  const bottom = parties.length * ROW;
  const at = (time: Date | number) => Math.round(x(time) ?? 0);
  const early = dated.length - shown.length;
  return {
    title: 'How often each party put demands',
    note: `Bars: how often a party put demands in a month, at most ${most}. ▲ some were made firmer (${FIRMER.map(toWords).join(', ')}), ▼ weaker (${WEAKER.map(toWords).join(', ')}).${early > 0 ? ` ${count(early, 'position')} before ${formatDate(first)} ${early === 1 ? 'is' : 'are'} left out.` : ''}`,
    picture: {
      kind: 'time',
      width: WIDTH,
      height: bottom + 26,
      label: `Demands put month by month, from ${formatDate(first)} to ${formatDate(last)}, by ${parties.map(([one]) => one?.party.name).join(', ')}; most in one month: ${most}.`,
      content: html`${x.ticks(7).map((tick) => html`<g class="tick"><path d="M${at(tick)} 0V${bottom + 4}"/><text x="${at(tick)}" y="${bottom + 20}" text-anchor="middle">${x.tickFormat(7)(tick)}</text></g>`)}
${parties.map((some, row) => {
  const base = (row + 1) * ROW - 8;
  return html`<text class="name" x="0" y="${base}">${some[0]?.party.name}</text><path class="base" d="M${NAME} ${base}H${RIGHT}"/>${[
    ...Map.groupBy(some, ({ month }) => month),
  ].map(([month, put]) => {
    const middle = at(toTime(`${month}-15`));
    const height = Math.max(2, Math.round(tall(put.length)));
    const [up, down] = [FIRMER, WEAKER].map((words) =>
      put.some(({ change }) => change && words.includes(change)),
    );
    return html`<path class="bar" d="M${middle - 4} ${base}v${-height}h8v${height}z"><title>${formatDate(month)}: ${put.length}</title></path>${up && html`<path class="turn" d="M${middle - 5} ${base - height - 4}l5 -8 5 8z"/>`}${down && html`<path class="turn" d="M${middle - 5} ${base + 2}l5 8 5 -8z"/>`}`;
  })}`;
})}`,
    },
  };
}

/** Positions over time. */
export const timeFigure = defineFigure<List, { all: List<Put> }>({
  name: 'time',
  about: 'How often each party put demands, month by month',
  route: '/positions',
  ask: (_, url) => ({
    all: changeQuery(url, {
      limit: '1000',
      select: 'date_earliest,party,change',
      include: null,
      facet: null,
    }),
  }),
  draw: ({ more }) => drawTime(more.all.data),
});
