import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseEdtf } from '../../src/schema/edtf.ts';

test.each([
  ['2022', '2022-01-01', '2022-12-31'],
  ['2022-09', '2022-09-01', '2022-09-30'],
  ['2024-02', '2024-02-01', '2024-02-29'],
  ['2023-02', '2023-02-01', '2023-02-28'],
  ['1900-02', '1900-02-01', '1900-02-28'],
  ['2000-02', '2000-02-01', '2000-02-29'],
  ['2024-11-21', '2024-11-21', '2024-11-21'],
  ['2024-02-29', '2024-02-29', '2024-02-29'],
  ['0987', '0987-01-01', '0987-12-31'],
  ['2022?', '2022-01-01', '2022-12-31'],
  ['2022-09~', '2022-09-01', '2022-09-30'],
  ['2024-11-21?', '2024-11-21', '2024-11-21'],
  ['2022/2024', '2022-01-01', '2024-12-31'],
  ['2022-09/2024', '2022-09-01', '2024-12-31'],
  ['2024-11-21/2024-11-21', '2024-11-21', '2024-11-21'],
  ['2024-11-21/2024-12-05', '2024-11-21', '2024-12-05'],
  ['2024/2024-06', '2024-01-01', '2024-06-30'],
  ['2024-06-15/2024-06', '2024-06-15', '2024-06-30'],
  ['2022~/2024-02?', '2022-01-01', '2024-02-29'],
  ['2022%', '2022-01-01', '2022-12-31'],
  ['2024-11-21%', '2024-11-21', '2024-11-21'],
  ['202X', '2020-01-01', '2029-12-31'],
  ['20XX', '2000-01-01', '2099-12-31'],
  ['202X~', '2020-01-01', '2029-12-31'],
  ['2024-XX', '2024-01-01', '2024-12-31'],
  ['2024-XX-XX', '2024-01-01', '2024-12-31'],
  ['2024-02-XX', '2024-02-01', '2024-02-29'],
  ['2023-02-XX', '2023-02-01', '2023-02-28'],
  ['202X/2035', '2020-01-01', '2035-12-31'],
  ['2024-11-XX/..', '2024-11-01', null],
  ['../202X', null, '2029-12-31'],
  ['2022/..', '2022-01-01', null],
  ['../2022-02', null, '2022-02-28'],
])('%s is %s to %s', (text, earliest, latest) => {
  expect(parseEdtf(text)).toEqual({ earliest, latest });
});

test.each([
  '',
  ' 2022',
  '2022 ',
  '2022\n',
  '22',
  '20222',
  '-2022',
  '+2022',
  '2022-9',
  '2022-00',
  '2022-13',
  '2022-21',
  '2022-09-1',
  '2022-09-00',
  '2022-09-31',
  '2023-02-29',
  '1900-02-29',
  '2024-02-30',
  '20220901',
  '2022/09/01',
  '2022-09-01T12:00',
  '2022-09-01T12:00:00Z',
  '2022??',
  '2022?~',
  '2022%%',
  '2022%?',
  '~2022',
  '?',
  'XXXX',
  '2XXX',
  '20X2',
  'X022',
  '202x',
  '2022-X1',
  '2022-1X',
  '2022-XX-01',
  '202X-05',
  '202X-XX-01',
  '2022-05-2X',
  '2022-24',
  '..',
  '../..',
  '2022/',
  '/2022',
  '/',
  '2022..2024',
  '2022/2023/2024',
  '2024/2022',
  '2024-12/2024-06',
  '2024-11-22/2024-11-21',
  'November 2024',
  '２０２２',
])('%j is no date', (text) => {
  expect(parseEdtf(text)).toBeNull();
});

describe('for any day', () => {
  const digits = (n: number, length: number) => String(n).padStart(length, '0');
  const day = fc
    .record({ year: fc.integer({ min: 1, max: 9999 }), ofYear: fc.integer({ min: 0, max: 364 }) })
    .map(({ year, ofYear }) => {
      const date = new Date(0);
      date.setUTCFullYear(year, 0, 1 + ofYear);
      return date.toISOString().slice(0, 10);
    });
  const mark = fc.constantFrom('', '?', '~', '%');
  const span = (text: string) => {
    const found = parseEdtf(text);
    if (!found) throw new Error(`${text} is refused`);
    return found;
  };

  test('it is itself, however sure', () => {
    fc.assert(
      fc.property(day, mark, (text, sure) => {
        expect(parseEdtf(text + sure)).toEqual({ earliest: text, latest: text });
      }),
    );
  });

  test('its month and its year hold it, and a day more lies outside', () => {
    const dayAfter = (text: string) => {
      const date = new Date(`${text}T00:00:00Z`);
      date.setUTCDate(date.getUTCDate() + 1);
      return date.toISOString().slice(0, 10);
    };
    fc.assert(
      fc.property(day, (text) => {
        for (const length of [4, 7]) {
          const whole = text.slice(0, length);
          const { earliest, latest } = span(whole);
          expect(earliest?.slice(0, length)).toBe(whole);
          expect(earliest?.slice(length)).toBe('-01-01'.slice(length - 4));
          expect(latest?.slice(0, length)).toBe(whole);
          expect(String(earliest) <= text && text <= String(latest)).toBe(true);
          if (latest !== '9999-12-31') expect(dayAfter(String(latest)).slice(0, length)).not.toBe(whole);
        }
      }),
    );
  });

  test('what is not specified of it spans all that it may be', () => {
    fc.assert(
      fc.property(day, mark, (text, sure) => {
        const [year = '', month] = text.split('-');
        expect(parseEdtf(`${year}-${month}-XX${sure}`)).toEqual(span(`${year}-${month}`));
        expect(parseEdtf(`${year}-XX${sure}`)).toEqual(span(year));
        expect(parseEdtf(`${year}-XX-XX${sure}`)).toEqual(span(year));
        for (const kept of [3, 2]) {
          const century = year.slice(0, kept);
          expect(parseEdtf(`${century.padEnd(4, 'X')}${sure}`)).toEqual({
            earliest: `${century.padEnd(4, '0')}-01-01`,
            latest: `${century.padEnd(4, '9')}-12-31`,
          });
        }
      }),
    );
  });

  test('an interval spans both its ends, and is refused the wrong way round', () => {
    const precision = fc.constantFrom(4, 7, 10);
    fc.assert(
      fc.property(day, day, precision, precision, mark, mark, (a, b, pa, pb, sureA, sureB) => {
        const [from, to] = [a.slice(0, pa) + sureA, b.slice(0, pb) + sureB];
        const [first, second] = [span(from), span(to)];
        const interval = parseEdtf(`${from}/${to}`);
        if (String(first.earliest) > String(second.latest)) expect(interval).toBeNull();
        else expect(interval).toEqual({ earliest: first.earliest, latest: second.latest });
        expect(parseEdtf(`${from}/..`)).toEqual({ earliest: first.earliest, latest: null });
        expect(parseEdtf(`../${to}`)).toEqual({ earliest: null, latest: second.latest });
      }),
    );
  });

  test('a day that no calendar has is refused, and every other is not', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9999 }),
        fc.integer({ min: 0, max: 14 }),
        fc.integer({ min: 0, max: 33 }),
        (year, month, dayOfMonth) => {
          const text = `${digits(year, 4)}-${digits(month, 2)}-${digits(dayOfMonth, 2)}`;
          const date = new Date(0);
          date.setUTCFullYear(year, month - 1, dayOfMonth);
          expect(parseEdtf(text) !== null).toBe(date.toISOString().slice(0, 10) === text);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('no text is more than refused', () => {
    const near = fc.stringMatching(/^[0-9./?~%X -]{0,24}$/);
    fc.assert(
      fc.property(fc.oneof(fc.string(), near), (text) => {
        const found = parseEdtf(text);
        if (found === null) return;
        const { earliest, latest } = found;
        for (const end of [earliest, latest]) if (end !== null) expect(parseEdtf(end)).not.toBeNull();
        expect(earliest ?? latest).not.toBeNull();
        if (earliest && latest) expect(earliest <= latest).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
