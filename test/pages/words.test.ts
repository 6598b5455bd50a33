/** What values, sizes and spans of time are called on pages. */
import { expect, it } from 'vitest';
import { formatSpan } from '../../src/pages/dates.ts';
import { html } from '../../src/pages/html.ts';
import { writeCorroboration } from '../../src/pages/kinds.ts';
import { writeValue } from '../../src/pages/value.ts';
import { labelByMeaning, writeSize } from '../../src/pages/words.ts';

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

it('what a record rests on is counted in words', () => {
  const tell = (source_count: number, origin_count: number, origins_not_stated: number) =>
    writeCorroboration({ source_count, origin_count, origins_not_stated }).text;
  expect([tell(1, 0, 0), tell(2, 1, 1), tell(3, 2, 0)]).toEqual([
    '1 document',
    '2 documents, 1 origin named, 1 of no stated origin',
    '3 documents, 2 origins named',
  ]);
});

it('a value is told as what it is: numbers, truth, addresses, a few words or references, or a list of them', () => {
  const show = (value: unknown, collection = 'demands', path = 'summary') =>
    html`${writeValue(collection, path, value)}`.text;
  expect([show(1234567), show(true), show(false)]).toEqual(['1,234,567', 'yes', 'no']);
  expect(show('https://example.org/a')).toBe(
    '<a class="url" href="https://example.org/a" rel="external">https://example.org/a</a>',
  );
  expect(show('2031-05-01/..')).toBe('from 1 May 2031 on');
  const long = 'x'.repeat(40);
  expect(show(['a', long.slice(1)])).toBe(`a, ${long.slice(1)}`);
  expect(show(['a', long])).toBe(`<ul class="members"><li>a</li><li>${long}</li></ul>`);
  const references = ['a', 'b', 'c', 'd'].map((id) => ({ id, name: id, url: `/parties/${id}` }));
  expect(show(references.slice(1)).match(/<a /g)?.length).toBe(3);
  expect(show(references.slice(1))).not.toContain('<li>');
  expect(show(references).match(/<li><a href="\/parties\/[a-d]">/g)?.length).toBe(4);
  // Of an object what is empty or said elsewhere is left out.
  const role = { id: 'x', title: 'Role', party: null, note: 'Envoy', citations: [], ordinal: 0 };
  expect(show(role, 'people', 'roles').match(/<dd>[^<]*/g)).toEqual(['<dd>Envoy']);
});

it('a field is labelled by what it means where that is short, else by its name', () => {
  expect(labelByMeaning('commitments', 'kind')).toBe('Kind');
  for (const [collection, field] of [
    ['demands', 'condition'],
    ['sources', 'quality'],
    ['events', 'dates.edtf'],
  ] as const) {
    const label = labelByMeaning(collection, field);
    expect(label).toMatch(/^\p{Lu}/u);
    expect(label).not.toMatch(/[,;:(]/);
    expect(label.length).toBeLessThanOrEqual(48);
  }
});
