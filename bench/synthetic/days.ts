import type { Random } from './random.ts';

/** The day of the release; nothing is dated or revised after it. Days are counted from 1 January 1970. */
export const RELEASED = '2026-06-30';
const FIRST_DAY = 9131; // 1 January 1995
const LAST_DAY = 20_393; // 1 November 2025: what follows a dossier's first day stays before the release
const REVISIONS = 500;
const REVISED_FROM = 20_089; // 1 January 2025

const two = (n: number): string => (n < 10 ? `0${n}` : String(n));

/** A day as `YYYY-MM-DD`, without the cost of a Date (Howard Hinnant's days_from_civil, read backwards). */
export function dayOf(day: number): string {
  const z = day + 719_468;
  const era = Math.floor(z / 146_097);
  const doe = z - era * 146_097;
  const yoe = Math.floor(
    (doe - Math.floor(doe / 1460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365,
  );
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
  const shifted = Math.floor((5 * doy + 2) / 153);
  const date = doy - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return `${yoe + era * 400 + (month <= 2 ? 1 : 0)}-${two(month)}-${two(date)}`;
}

/** A day within some thirty years, later ones more often: of what is nearer, more is written. */
export const someDay = (random: Random): number =>
  FIRST_DAY + Math.floor((LAST_DAY - FIRST_DAY) * Math.sqrt(random.float()));

/** An EDTF date that holds the day, as exactly as texts tend to say it. */
export function edtfOf(day: number, random: Random): string {
  const text = dayOf(day);
  const u = random.float();
  if (u < 0.68) return text;
  if (u < 0.8) return text.slice(0, 7);
  if (u < 0.86) return text.slice(0, 4);
  if (u < 0.91) return `${text}~`;
  if (u < 0.94) return `${text.slice(0, 7)}?`;
  if (u < 0.98) return `${text}/${dayOf(day + 1 + random.below(20))}`;
  return u < 0.99 ? `${text.slice(0, 7)}/..` : `../${text}`;
}

export const revisedOn = (random: Random): string => dayOf(REVISED_FROM + random.below(REVISIONS));
