/** Draws the targets, and the latencies of filter combinations, as one SVG with logarithmic axes. */
import { type Figure, type Figures, ratioOf, type Verdict, verdicts } from './figures.ts';
import { number, plain, size } from './format.ts';
import { boundOf, groupsOf, SHARES } from './report.ts';
import type { Spread } from './statistics.ts';

const WIDTH = 1000;
const LEFT = 440;
const RIGHT = 130;
const ROW = 22;
const HEADING = 72;
const AXIS = 44;
const DOT = 5;
const COLOURS = { good: '#1b7f4d', bad: '#b3261e', p50: '#1f5fa8', p99: '#c77700', max: '#7a7a7a' };

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const attributes = (all: Record<string, string | number>): string =>
  Object.entries(all)
    .map(
      ([name, value]) =>
        `${name}="${typeof value === 'number' ? Math.round(value * 10) / 10 : escaped(value)}"`,
    )
    .join(' ');

const line = (x1: number, y1: number, x2: number, y2: number, stroke: string, width = 1): string =>
  `<line ${attributes({ x1, y1, x2, y2, stroke, 'stroke-width': width })}/>`;
const dot = (cx: number, cy: number, fill: string): string =>
  `<circle ${attributes({ cx, cy, r: DOT, fill })}/>`;
const text = (x: number, y: number, content: string, more: Record<string, string | number> = {}): string =>
  `<text ${attributes({ x, y, ...more })}>${escaped(content)}</text>`;

/** A logarithmic axis that holds all of the values and 1. */
interface Axis {
  at(value: number): number;
  ticks: number[];
}

function axisFor(values: readonly number[]): Axis {
  const logs = [...values.filter((value) => value > 0 && Number.isFinite(value)), 1].map(Math.log10);
  const [low, high] = [Math.floor(Math.min(...logs)), Math.ceil(Math.max(...logs))];
  const [from, to] = low === high ? [low - 1, high + 1] : [low, high];
  const span = WIDTH - LEFT - RIGHT;
  const clamped = (value: number) =>
    Math.min(Math.max(Math.log10(Math.max(value, Number.MIN_VALUE)), from), to);
  return {
    at: (value) => LEFT + ((clamped(value) - from) / (to - from)) * span,
    ticks: Array.from({ length: to - from + 1 }, (_, index) => 10 ** (from + index)),
  };
}

interface Mark {
  label: string;
  colour: string;
  spread: Spread;
}

interface Row {
  label: string;
  marks: Mark[];
  said: string;
}

interface Panel {
  title: string;
  subtitle: string;
  axis: string;
  rows: Row[];
}

function rowDrawn({ label, marks, said }: Row, y: number, axis: Axis): string {
  const drawn = marks.map(({ colour, spread: { min, max, median } }) =>
    [line(axis.at(min), y, axis.at(max), y, colour, 2), dot(axis.at(median), y, colour)].join(''),
  );
  return [
    text(LEFT - 12, y + 4, label, { 'text-anchor': 'end' }),
    ...drawn,
    text(WIDTH - RIGHT + 12, y + 4, said, { fill: '#555' }),
  ].join('');
}

function legend(rows: readonly Row[], y: number): string {
  const marks = [...new Map(rows.flatMap((row) => row.marks).map((mark) => [mark.label, mark])).values()];
  return marks
    .map(({ label, colour }, index) => {
      const x = LEFT + index * 110;
      return `${dot(x + DOT, y - 4, colour)}${text(x + 16, y, label)}`;
    })
    .join('');
}

function panelDrawn({ title, subtitle, axis: name, rows }: Panel, top: number): string {
  const axis = axisFor(rows.flatMap(({ marks }) => marks.flatMap(({ spread: { min, max } }) => [min, max])));
  const first = top + HEADING;
  const bottom = first + rows.length * ROW;
  const grid = axis.ticks.map((tick) =>
    [
      line(
        axis.at(tick),
        first - 6,
        axis.at(tick),
        bottom,
        tick === 1 ? '#222' : '#ddd',
        tick === 1 ? 1.5 : 1,
      ),
      text(axis.at(tick), bottom + 16, plain(tick), { 'text-anchor': 'middle', fill: '#555' }),
    ].join(''),
  );
  return [
    text(20, top + 18, title, { 'font-size': 16, 'font-weight': 'bold' }),
    text(20, top + 38, subtitle, { fill: '#555' }),
    legend(rows, top + 58),
    ...grid,
    ...rows.map((row, index) => rowDrawn(row, first + (index + 0.5) * ROW, axis)),
    text(LEFT + (WIDTH - LEFT - RIGHT) / 2, bottom + 34, name, { 'text-anchor': 'middle' }),
  ].join('\n');
}

/** How far beyond its target a ratio lies: above 1 is reached, whichever way the target points. */
export function margin({ at, bound, ratio }: Pick<Verdict, 'at' | 'bound' | 'ratio'>): Spread {
  if (at === 'least')
    return { ...ratio, median: ratio.median / bound, min: ratio.min / bound, max: ratio.max / bound };
  return { ...ratio, median: bound / ratio.median, min: bound / ratio.max, max: bound / ratio.min };
}

function targetRow(verdict: Verdict): Row {
  const statements = verdict.figure.size === null ? '' : ` at ${size(verdict.figure.size)}`;
  return {
    label: `${verdict.label}${statements}`,
    marks: [
      {
        label: verdict.reached ? 'reached' : 'not reached',
        colour: verdict.reached ? COLOURS.good : COLOURS.bad,
        spread: margin(verdict),
      },
    ],
    said: `${number(verdict.ratio.median)} (${boundOf(verdict)})`,
  };
}

/** Groups of combinations of one size, each with its percentiles as parts of a full scan; the larger ones below. */
function groupRows(figure: Figure): Row[] {
  return groupsOf(figure).map((group) => {
    const marks = SHARES.toReversed().map((share) => ({
      label: share,
      colour: COLOURS[share],
      spread: ratioOf(figure, `${group}, ${share}`),
    }));
    return { label: group, marks, said: `${number(marks[1]?.spread.median ?? Number.NaN)}` };
  });
}

function panels(figures: Figures): Panel[] {
  const targets: Panel = {
    title: 'Targets',
    subtitle:
      'How many times better than its target each ratio is: median, smallest and largest of the rounds.',
    axis: 'times better than the target (1 is the target; right of it is reached)',
    rows: verdicts(figures).map(targetRow),
  };
  const combinations = figures.figures
    .filter(({ scenario }) => scenario === 'combinations')
    .map(
      (figure): Panel => ({
        title: `Filter combinations at ${size(figure.size)} statements`,
        subtitle: 'Latency of computed pages; the number at the right is the p99.',
        axis: `parts of one full scan of the table (1 is as long as a scan)`,
        rows: groupRows(figure),
      }),
    );
  return [targets, ...combinations].filter(({ rows }) => rows.length > 0);
}

/** The whole picture. */
export function plot(figures: Figures): string {
  let top = 10;
  const drawn = panels(figures).map((panel) => {
    const picture = panelDrawn(panel, top);
    top += HEADING + panel.rows.length * ROW + AXIS + 16;
    return picture;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${top}" width="${WIDTH}" height="${top}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="Targets and latencies">
<rect width="100%" height="100%" fill="#fff"/>
${drawn.join('\n')}
</svg>
`;
}
