/** First and last day that a date can mean, as `YYYY-MM-DD`; null where an interval is open on that side. */
export interface Span {
  earliest: string | null;
  latest: string | null;
}

/** A date: year, month and day, whose last digits may be unspecified (`X`), and how sure it is (`?`, `~`, `%`). */
const DATE = /^(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?[?~%]?$/;

/** Seasons (ISO 8601-2:2019, level 1): they begin on different days in different places. */
export const SEASON = /^\d{4}-(2[1-9]|3\d|4[01])[?~%]?$/;

function countDays(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function parseDate(text: string): { earliest: string; latest: string } | null {
  const match = DATE.exec(text);
  if (!match) return null;
  const [, year = '', month = 'XX', day = 'XX'] = match;
  // What is more exact than what is left open before it says nothing.
  if ((year.includes('X') && month !== 'XX') || (month === 'XX' && day !== 'XX')) return null;
  if (month === 'XX')
    return { earliest: `${year.replaceAll('X', '0')}-01-01`, latest: `${year.replaceAll('X', '9')}-12-31` };
  if (Number(month) < 1 || Number(month) > 12) return null;
  const last = countDays(Number(year), Number(month));
  if (day === 'XX') return { earliest: `${year}-${month}-01`, latest: `${year}-${month}-${last}` };
  if (Number(day) < 1 || Number(day) > last) return null;
  return { earliest: `${year}-${month}-${day}`, latest: `${year}-${month}-${day}` };
}

/**
 * Reads an EDTF level 0 date or interval (ISO 8601-2:2019): `2022`, `2022-09`, `2024-11-21`,
 * `2022-09/2024`, `2022/..`, with level 1's `?` (uncertain), `~` (approximate), `%` (both) at the end of a date and `X`
 * for digits that are not specified, from the right: `202X`, `2024-XX`, `2024-11-XX`.
 * @returns the days it spans, or null where the text is no such date (a 30th of February included)
 */
export function parseEdtf(text: string): Span | null {
  const parts = text.split('/');
  if (parts.length === 1) return parseDate(text);
  if (parts.length !== 2) return null;
  const [from = '', to = ''] = parts;
  if (from === '..' && to === '..') return null;
  const first = from === '..' ? null : parseDate(from);
  const second = to === '..' ? null : parseDate(to);
  if ((from !== '..' && !first) || (to !== '..' && !second)) return null;
  if (first && second && first.earliest > second.latest) return null;
  return { earliest: first?.earliest ?? null, latest: second?.latest ?? null };
}

/** The day before or after another; null where no date of four digits is that. */
function shiftDay(day: string, days: 1 | -1): string | null {
  const beside = new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
  return parseEdtf(beside) ? beside : null;
}

/** The interval, open on one side, that a comparison with a date bounds; null where it bounds none. */
export function makeInterval(operator: 'gte' | 'gt' | 'lte' | 'lt', text: string): string | null {
  const { earliest = null, latest = null } = parseEdtf(text) ?? {};
  const day = {
    gte: earliest,
    gt: latest && shiftDay(latest, 1),
    lte: latest,
    lt: earliest && shiftDay(earliest, -1),
  }[operator];
  if (day === null) return null;
  return operator.startsWith('g') ? `${day}/..` : `../${day}`;
}
