/** How often each party put demands, month by month, with where they grew firmer or weaker. */
import { scaleLinear, scaleUtc } from 'd3-scale';
import { toWords } from '../../schema/present.ts';
import { formatDate, toTime } from '../dates.ts';
import { html } from '../html.ts';
import { changeQuery, type List, type Reference } from '../page.ts';
import { count } from '../words.ts';
import { defineFigure, drawBoth, type Figure, type Picture, type Room } from './figure.ts';

/** A position, as far as it is counted. */
export interface Put {
  date_earliest: string | null;
  party: Reference;
  change: string | null;
}

/** Height of a row, and of what is left of it above bars. */
const ROW = 66;
const HEAD = 22;
/** Width that names take, and in a narrow drawing the height. */
const NAME = 134;
const NAME_ABOVE = 20;
/** Width of the figures of the scale. */
const SCALE = 22;
const AIR = 8;
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
  const most = Math.max(
    ...parties.flatMap((some) =>
      [...Map.groupBy(some, ({ month }) => month).values()].map(({ length }) => length),
    ),
  );
  const early = dated.length - shown.length;
  return {
    title: 'How often each party put demands',
    note: `Bars: how often a party put demands in a month, on one scale, from none to ${most}. ▲ some were made firmer (${FIRMER.map(toWords).join(', ')}), ▼ weaker (${WEAKER.map(toWords).join(', ')}).${early > 0 ? ` ${count(early, 'position')} before ${formatDate(first)} ${early === 1 ? 'is' : 'are'} left out.` : ''}`,
    ...drawBoth((room) => drawRows(parties, { first, last, most }, room)),
  };
}

interface Month {
  month: string;
  party: Reference;
  change: string | null;
}

/** A row for each party, in so much room. */
function drawRows(
  parties: readonly (readonly Month[])[],
  { first, last, most }: { first: string; last: string; most: number },
  { width, isNarrow }: Room,
): Picture {
  const left = (isNarrow ? 0 : NAME) + SCALE;
  const right = width - AIR;
  const tallRow = ROW + (isNarrow ? NAME_ABOVE : 0);
  const x = scaleUtc([toTime(`${first}-01`), toTime(`${last}-28`)], [left + AIR, right]);
  const tall = scaleLinear([0, most], [0, ROW - HEAD]);
  const bottom = parties.length * tallRow;
  const at = (time: Date | number) => Math.round(x(time) ?? 0);
  const ticks = isNarrow ? 4 : 7;
  const wide = isNarrow ? 2.5 : 4;
  return {
    kind: 'time',
    width,
    height: bottom + 26,
    label: `Demands put month by month, from ${formatDate(first)} to ${formatDate(last)}, by ${parties.map(([one]) => one?.party.name).join(', ')}; most in one month: ${most}.`,
    content: html`${x.ticks(ticks).map((tick) => html`<g class="tick"><path d="M${at(tick)} 0V${bottom + 4}"/><text x="${Math.min(at(tick), width - 16)}" y="${bottom + 20}" text-anchor="middle">${x.tickFormat(ticks)(tick)}</text></g>`)}
${parties.map((some, row) => {
  const base = (row + 1) * tallRow - 10;
  const top = base - Math.round(tall(most));
  return html`<text class="name" x="0" y="${isNarrow ? top - 12 : base}">${some[0]?.party.name}</text><path class="base" d="M${left} ${base}H${right}M${left} ${top}H${right}"/><text class="soft" x="${left - 4}" y="${base + 2}" text-anchor="end">0</text><text class="soft" x="${left - 4}" y="${top + 4}" text-anchor="end">${most}</text>${[
    ...Map.groupBy(some, ({ month }) => month),
  ].map(([month, put]) => {
    const middle = at(toTime(`${month}-15`));
    const height = Math.max(2, Math.round(tall(put.length)));
    const [up, down] = [FIRMER, WEAKER].map((words) =>
      put.some(({ change }) => change && words.includes(change)),
    );
    return html`<path class="bar" d="M${middle - wide} ${base}v${-height}h${2 * wide}v${height}z"><title>${formatDate(month)}: ${put.length}</title></path>${up && html`<path class="turn" d="M${middle - 5} ${base - height - 3}l5 -8 5 8z"/>`}${down && html`<path class="turn" d="M${middle - 5} ${base + 2}l5 8 5 -8z"/>`}`;
  })}`;
})}`,
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
