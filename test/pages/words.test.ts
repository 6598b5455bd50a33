/** What values, sizes and spans of time are called on pages. */
import { expect, it } from 'vitest';
import { formatSpan } from '../../src/pages/dates.ts';
import { html } from '../../src/pages/html.ts';
import { writeValue } from '../../src/pages/value.ts';
import { writeSize } from '../../src/pages/words.ts';

it('a span is told in days up to two months, then in months, then in years', () => {
  const spans = ['2031-01-02', '2031-03-01', '2031-03-02', '2031-12-01', '2032-01-01', '2033-02-01'];
  expect(spans.map((to) => formatSpan('2031-01-01', to))).toEqual([
    '1 day',
    '59 days',
    '2 months',
    '11 months',
    '1 year',
    '2 years and 1 month',
  ]);
});

it('a file is so many kB up to a million bytes, then MB', () => {
  expect([1, 999_000, 1_000_000, 9_100_000].map(writeSize)).toEqual(['1 kB', '999 kB', '1.0 MB', '9.1 MB']);
});

it('a year alone is a text, a date with a month a date, and an empty list says why', () => {
  const show = (value: unknown, reason?: string) =>
    html`${writeValue('parties', 'description', value, reason)}`.text;
  expect(show('1984')).toBe('1984');
  expect(show('1984-03')).toBe('<time datetime="1984-03">March 1984</time>');
  expect(show([], 'not_in_sources')).toBe('<span class="none">not in sources</span>');
});
