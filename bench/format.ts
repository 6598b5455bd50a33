/** Numbers as people read them. */
import type { Spread } from './statistics.ts';

const DIGITS = 3;
const MOST_DECIMALS = 6;

/** Three significant digits, whole numbers in full, thousands set apart. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const decimals = value === 0 ? 0 : DIGITS - 1 - Math.floor(Math.log10(Math.abs(value)));
  const shown = Math.min(Math.max(decimals, 0), MOST_DECIMALS);
  return value.toLocaleString('en', { minimumFractionDigits: shown, maximumFractionDigits: shown });
}

/** A number that was chosen, not measured: without digits that say nothing. */
export const plain = (value: number): string =>
  value.toLocaleString('en', { maximumFractionDigits: MOST_DECIMALS });

export const size = (statements: number | null): string => (statements === null ? '' : plain(statements));

const LIST = new Intl.ListFormat('en');
export const listed = (parts: readonly string[]): string => LIST.format(parts);

export const range = ({ min, max }: Spread): string => `${number(min)}–${number(max)}`;

/** Median and bounds. */
export const spread = (values: Spread): string => `${number(values.median)} (${range(values)})`;
