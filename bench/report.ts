/** The page and its plot: only what was measured stands there. */
import { scaleLog } from 'd3-scale';
import { escapeMarkup } from '../src/text/escape.ts';
import { isReached, median, type Result, type Row, type Target, worst } from './measure.ts';

/** All that a run found. */
export interface Report {
  /** With what, where and when, a line each. */
  facts: string[];
  results: Result[];
  /** Scenarios that failed, and why. */
  failures: string[];
}

/** Three digits at least. */
const shown = (value: number): string =>
  Math.abs(value) >= 100
    ? value.toLocaleString('en', { maximumFractionDigits: 0 })
    : value.toLocaleString('en', { maximumSignificantDigits: 3 });

const unitOf = ({ unit }: Target): string => (unit === 'ms' ? ' ms' : '');

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  return [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const targetsTable = (targets: readonly Target[]): string =>
  table(
    ['what', 'target', 'median', 'worst round', ''],
    targets.map((target) => [
      target.what,
      `${target.side} ${target.bound}${unitOf(target)}`,
      `${shown(median(target.values))}${unitOf(target)}`,
      `${shown(worst(target))}${unitOf(target)}`,
      isReached(target) ? 'reached' : '**missed**',
    ]),
  );

function rowCells({ name, unit, values }: Row): string[] {
  const bad = unit === 'requests/s' ? Math.min(...values) : Math.max(...values);
  return [name, `${shown(median(values))} ${unit}`, `${shown(bad)} ${unit}`, String(values.length)];
}

const section = ({ title, about, rows, notes = [] }: Result): string =>
  [
    `## ${title}`,
    about,
    ...(rows.length ? [table(['', 'median', 'worst round', 'rounds'], rows.map(rowCells))] : []),
    ...(notes.length ? [notes.map((note) => `- ${note}`).join('\n')] : []),
  ].join('\n\n');

/** The page, in Markdown. */
export function writePage({ facts, results, failures }: Report): string {
  const targets = results.flatMap((result) => result.targets ?? []);
  const missed = targets.filter((target) => !isReached(target));
  return `${[
    '# Performance',
    'Written by `npm run bench`; nothing here is typed in. A target counts as reached where the median of the rounds keeps it.',
    facts.map((fact) => `- ${fact}`).join('\n'),
    '![Each target: how far it is kept or missed](performance.svg)',
    '## Targets',
    `${targets.length - missed.length} of ${targets.length} are reached.${missed.length ? ` Missed: ${missed.map(({ what }) => what).join('; ')}.` : ''}`,
    targetsTable(targets),
    ...(failures.length ? [`Not measured:\n\n${failures.map((failure) => `- ${failure}`).join('\n')}`] : []),
    ...results.map(section),
  ].join('\n\n')}\n`;
}

const WIDTH = 960;
const LEFT = 400;
const RIGHT = 230;
const ROW = 24;
const TOP = 64;

/** How often a target is kept: 1 just so, 2 with as much again to spare, whichever side it bounds. */
const margin = ({ side, bound }: Target, value: number): number =>
  side === 'at least' ? value / bound : bound / value;

/** The plot, in SVG: a line for each target, from the worst round to the best, on a logarithmic axis. */
export function drawPlot({ results }: Report): string {
  const targets = results.flatMap((result) => result.targets ?? []);
  const margins = targets.map((target) => target.values.map((value) => margin(target, value)));
  const drawn = margins.flat().filter((value) => value > 0 && Number.isFinite(value));
  const scale = scaleLog([Math.min(0.3, ...drawn), Math.max(3, ...drawn)], [LEFT, WIDTH - RIGHT]).nice();
  const x = (value: number) => Math.round(scale(value));
  const bottom = TOP + targets.length * ROW;
  const ticks = scale.ticks().filter((tick) => Number.isInteger(Math.log10(tick)));
  const text = (at: number, y: number, content: string, more = '') =>
    `<text x="${at}" y="${y}"${more}>${escapeMarkup(content)}</text>`;
  const grid = ticks.map(
    (tick) =>
      `<path d="M${x(tick)} ${TOP - 8}V${bottom}" stroke="${tick === 1 ? '#222' : '#ddd'}"/>` +
      text(x(tick), bottom + 16, `${tick}`, ' text-anchor="middle" fill="#555"'),
  );
  const lines = targets.map((target, index) => {
    const y = TOP + (index + 0.5) * ROW;
    const colour = isReached(target) ? '#1b7f4d' : '#b3261e';
    const values = margins[index] as number[];
    const said = `${shown(median(target.values))}${unitOf(target)} (${target.side} ${target.bound})`;
    return (
      text(LEFT - 12, y + 4, target.what, ' text-anchor="end"') +
      `<path d="M${x(Math.min(...values))} ${y}H${x(Math.max(...values))}" stroke="${colour}" stroke-width="3"/>` +
      `<circle cx="${x(margin(target, median(target.values)))}" cy="${y}" r="5" fill="${colour}"/>` +
      text(WIDTH - RIGHT + 12, y + 4, said, ` fill="${colour}"`)
    );
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${bottom + 48}" font-family="sans-serif" font-size="12">
<title>Targets: how many times each is kept</title><rect width="100%" height="100%" fill="#fff"/>
${text(16, 24, 'Targets: how many times each is kept', ' font-size="16" font-weight="bold"')}
${text(16, 42, 'Right of 1 is reached, left of it missed. Dot: median of the rounds; line: from the worst to the best.', ' fill="#555"')}
${[...grid, ...lines].join('\n')}
${text(LEFT + (WIDTH - LEFT - RIGHT) / 2, bottom + 36, 'times the target', ' text-anchor="middle"')}
</svg>
`;
}
