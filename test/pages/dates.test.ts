import { expect, it } from 'vitest';
import { formatDate } from '../../src/pages/dates.ts';

it.each([
  ['2022', '2022'],
  ['2022-03', 'March 2022'],
  ['2022-03-04', '4 March 2022'],
  ['2022-03-28~', 'about 28 March 2022'],
  ['2022-03-28%', 'about 28 March 2022 (uncertain)'],
  ['2024-06-14?', '14 June 2024 (uncertain)'],
  ['202X', '2020s'],
  ['2022-02-24/2022-04', '24 February 2022 to April 2022'],
  ['../2022-04-26', 'by 26 April 2022'],
  ['/2022-04-26', 'by 26 April 2022'],
  ['2022-02-22/..', 'from 22 February 2022 on'],
  ['2022-02-22/', 'from 22 February 2022 on'],
])('%s is told as %s', (edtf, told) => {
  expect(formatDate(edtf)).toBe(told);
});
