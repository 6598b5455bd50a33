/** Writes what was measured as Markdown. */
import {
  type CombinationFigure,
  type Figure,
  type Figures,
  ratioOf,
  type Series,
  type Verdict,
  verdicts,
} from './figures.ts';
import { listed, number, plain, size, spread } from './format.ts';
import { spreadOf } from './statistics.ts';

/** What each scenario is about, in the order of the report. */
const SECTIONS: Readonly<Record<string, string>> = {
  hot: 'Out of the cache',
  cold: 'Computed lists',
  record: 'One record',
  pages: 'First and deep pages',
  combinations: 'Filter combinations',
  search: 'Search',
  facets: 'Facets',
  export: 'Exports',
  start: 'Start',
  blocking: 'Others’ heavy requests',
  bound: 'The bounded cache',
  peers: 'Peers',
};
const SLOWEST = 10;

const row = (...cells: string[]): string => `| ${cells.join(' | ')} |`;
const head = (...cells: string[]): string => `${row(...cells)}\n${row(...cells.map(() => '---'))}`;
/** A query as code inside a table. */
const code = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``;

const SIGNS = { least: '≥', most: '≤' } as const;

/** What a target asks for, in words. */
const wanted = ({ series, against, at, bound }: Verdict): string =>
  `${series} ${SIGNS[at]} ${plain(bound)} × ${against}`;

/** The bound alone. */
export const boundOf = ({ at, bound }: Pick<Verdict, 'at' | 'bound'>): string =>
  `${SIGNS[at]} ${plain(bound)}`;

const verdictRow = (verdict: Verdict): string =>
  row(
    verdict.label,
    size(verdict.figure.size),
    wanted(verdict),
    spread(verdict.ratio),
    verdict.reached ? 'reached' : '**not reached**',
  );

function targets(figures: Figures): string {
  const all = verdicts(figures);
  if (!all.length) return '';
  const reached = all.filter((verdict) => verdict.reached).length;
  return [
    '## Targets',
    `${reached} of ${all.length} are reached.`,
    `${head('what', 'statements', 'target', 'ratio (min–max)', '')}\n${all.map(verdictRow).join('\n')}`,
  ].join('\n\n');
}

const seriesRow = (figure: Figure, series: Series): string =>
  row(
    series.name,
    `${spread(spreadOf(series.rounds))} ${series.unit}`,
    series.name === figure.base ? '1' : spread(ratioOf(figure, series.name)),
    String(series.rounds.length),
  );

const heading = (figure: Figure): string => {
  const statements = figure.size === null ? '' : `, ${size(figure.size)} statements`;
  const notes = figure.notes?.length ? ` (${figure.notes.join('; ')})` : '';
  return `**${figure.title}**${statements}${notes}`;
};

function table(figure: Figure, series: readonly Series[]): string {
  const rows = series.map((one) => seriesRow(figure, one)).join('\n');
  return `${head('', 'median (min–max)', `ratio to ${figure.base}`, 'rounds')}\n${rows}`;
}

/** A figure as a table: absolute values beside their ratios. */
export const figureTable = (figure: Figure): string =>
  `${heading(figure)}\n\n${table(figure, figure.series)}`;

export const SHARES = ['p50', 'p99', 'max'] as const;
const shareOf = ({ name }: Series): string | undefined => SHARES.find((share) => name.endsWith(`, ${share}`));

/** What is measured by several percentiles. */
export const groupsOf = ({ series }: Figure): string[] => [
  ...new Set(series.flatMap((one) => (shareOf(one) ? [one.name.slice(0, one.name.lastIndexOf(', '))] : []))),
];

/** A figure with several percentiles of each of its groups: one row a group. */
function groupedTable(figure: Figure): string {
  const cell = (name: string) => {
    const series = figure.series.find((one) => one.name === name);
    return series ? `${spread(spreadOf(series.rounds))} = ${spread(ratioOf(figure, name))}` : '';
  };
  const rows = groupsOf(figure).map((group) =>
    row(group, ...SHARES.map((share) => cell(`${group}, ${share}`))),
  );
  const others = figure.series.filter((series) => !shareOf(series));
  return [
    `${heading(figure)}: ms (min–max) = ratio to ${figure.base} (min–max)`,
    `${head('', ...SHARES)}\n${rows.join('\n')}`,
    table(figure, others),
  ].join('\n\n');
}

const combinationRow = ({ query, p50, p99, max, first, scan }: CombinationFigure): string =>
  row(code(query), ...[p50, p99, max, first].map((ms) => `${number(ms)} (${number(ms / scan)})`));

/** The slowest combinations of each size. */
function slowest(combinations: readonly CombinationFigure[]): string[] {
  const sizes = [...new Set(combinations.map((one) => one.size))];
  return sizes.map((statements) => {
    const own = combinations.filter((one) => one.size === statements);
    const worst = [...own].sort((a, b) => b.p99 - a.p99).slice(0, SLOWEST);
    return [
      `The slowest of ${own.length} at ${size(statements)} statements, in ms (in scans):`,
      `${head('query', 'p50', 'p99', 'max', 'the very first')}\n${worst.map(combinationRow).join('\n')}`,
    ].join('\n\n');
  });
}

function section(name: string, heading: string, figures: Figures): string {
  const grouped = name === 'combinations';
  const own = figures.figures.filter(({ scenario }) => scenario === name);
  const parts = own.map(grouped ? groupedTable : figureTable);
  if (grouped) parts.push(...slowest(figures.combinations));
  const missing = figures.skipped.filter(({ scenario }) => scenario === name);
  parts.push(...missing.map(({ why }) => `Not measured: ${why.replaceAll('\n', ' ')}`));
  return parts.length ? [`## ${heading}`, ...parts].join('\n\n') : '';
}

const list = (facts: Record<string, string>): string =>
  Object.entries(facts)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');

function method({ facts }: Figures): string {
  const lines = [
    `Each figure is the median of its rounds, with the smallest and the largest; the rounds of what is compared are interleaved (A B C, A B C, …), and a ratio is formed within each round. Ratios hold elsewhere, absolute values only on this machine.`,
    `A throughput is measured for ${facts.seconds} s a round after a first one that is left out. Before it is measured every server’s answer is checked (status, bytes or records); a run in which any request fails is thrown away.`,
    '“One full scan” is the time in which better-sqlite3 reads the whole table of statements of the same file once, in its own process, with warm caches: the smaller of searching the stored JSON and of comparing a column that no index holds.',
    'Ratios to a scan are held against their targets at the largest size only: a thousand rows are read sooner than any request is answered.',
    '“Computed” is with `CACHE_MAX_BYTES=0`, so that every answer is computed; latencies are those of one client over one kept connection, to the last byte.',
    'While others are heavy, simple requests are sent at a fixed rate, whether those before were answered or not, so that a server which stops does not hide it. The heavy clients yield the core of the load to the one that measures.',
    ...facts.notes,
  ];
  return ['## How it is measured', lines.map((line) => `- ${line}`).join('\n')].join('\n\n');
}

const opening = ({ facts }: Figures): string =>
  [
    '# Performance',
    `Written by \`npm run bench\` on ${facts.date}, which took ${number(facts.minutes)} minutes; nothing here is typed in. ${facts.synthetic ? 'Synthetic databases (`npm run bench:generate`)' : 'The database'} of ${listed(facts.sizes.map(size))} statements, up to ${facts.rounds} rounds: each table says how many.`,
    `With ${list(facts.versions)}. On ${list(facts.machine)}.`,
    '![How far each target is surpassed or missed, and how long filter combinations take](performance.svg)',
  ].join('\n\n');

/** The whole document. */
export function report(figures: Figures): string {
  const sections = Object.entries(SECTIONS).map(([name, heading]) => section(name, heading, figures));
  const parts = [opening(figures), targets(figures), ...sections, method(figures)];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** The targets, and what could not be measured, for the terminal. */
export function summary(figures: Figures): string {
  const lines = verdicts(figures).map((verdict) => {
    const at = verdict.figure.size === null ? '' : ` at ${size(verdict.figure.size)}`;
    const mark = verdict.reached ? 'reached    ' : 'NOT REACHED';
    return `${mark}  ${verdict.label}${at}: ${spread(verdict.ratio)}, ${boundOf(verdict)} × ${verdict.against}`;
  });
  const missing = figures.skipped.map(({ scenario, why }) => `NOT MEASURED ${scenario}: ${why}`);
  return [...lines, ...missing].join('\n');
}
