/** Dates as they are printed; the machine-readable form stands beside them. */
import { type Html, html } from './html.ts';

const makeFormat = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options });
const FORMATS = [
  makeFormat({ year: 'numeric' }),
  makeFormat({ year: 'numeric', month: 'long' }),
  makeFormat({ year: 'numeric', month: 'long', day: 'numeric' }),
] as const;

/** A point in time, as EDTF level 0 with `X`, `?` and `~` has it (`2022`, `2022-03`, `2022-03-04~`, `202X`). */
function formatPoint(written: string): string {
  const bare = written.replaceAll(/[?~%]/g, '');
  const doubt = /[~%]/.test(written) ? 'about ' : '';
  const question = /[?%]/.test(written) ? ' (uncertain)' : '';
  if (/X/.test(bare)) return `${doubt}${bare.replaceAll('X', '0')}s${question}`;
  const parts = bare.split('-').length;
  const time = Date.parse(`${bare}${'-01'.repeat(3 - parts)}T00:00:00Z`);
  if (Number.isNaN(time)) return written;
  return `${doubt}${FORMATS[parts - 1]?.format(time)}${question}`;
}

const isOpen = (written: string | undefined): boolean => written === '..' || written === '';

/** A date in EDTF in words: “4 March 2022”, “about March 2022”, “February 2022 to March 2022”, “by 26 April 2022”. */
export function formatDate(edtf: string): string {
  const [from = '', to] = edtf.split('/');
  if (isOpen(to)) return `from ${formatPoint(from)} on`;
  if (to !== undefined && isOpen(from)) return `by ${formatPoint(to)}`;
  return edtf.split('/').map(formatPoint).join(' to ');
}

/** The same with its machine-readable form, where HTML has one for it. */
export const writeDate = (edtf: string): Html =>
  /^\d{4}(-\d\d){0,2}$/.test(edtf)
    ? html`<time datetime="${edtf}">${formatDate(edtf)}</time>`
    : html`${formatDate(edtf)}`;

/** Milliseconds of a day, for drawing. */
export const toTime = (day: string): number => Date.parse(`${day}T00:00:00Z`);

const DAY = 86_400_000;

const say = (value: number, unit: string) => `${value} ${unit}${value === 1 ? '' : 's'}`;

/** How long between two days, in days or in months and years. */
export function formatSpan(from: string, to: string): string {
  const days = Math.round((toTime(to) - toTime(from)) / DAY);
  if (days < 60) return say(days, 'day');
  const months = Math.round(days / 30.44);
  if (months < 12) return say(months, 'month');
  const years = Math.floor(months / 12);
  return months % 12 ? `${say(years, 'year')} and ${say(months % 12, 'month')}` : say(years, 'year');
}
