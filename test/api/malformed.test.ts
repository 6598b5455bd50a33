import { beforeAll, describe, expect, it } from 'vitest';
import { parametersOf } from './openapi.ts';
import { type Api, EVERY, shareApi } from './support.ts';

let api: Api;
beforeAll(async () => {
  api = await shareApi();
});

const fault = (url: string) => api.fault(url);

describe('what is malformed', () => {
  it('numbers', async () => {
    for (const value of [
      '1e2',
      '0x10',
      '1.5',
      '1.0',
      '+1',
      '--1',
      'one',
      '1 0',
      '１',
      '9'.repeat(30),
      '1234567890',
      'NaN',
      'Infinity',
    ])
      for (const name of ['report_count', 'source_count__gte', 'origin_count__lt', 'limit'])
        expect(
          await fault(`/demands?${name}=${encodeURIComponent(value)}`),
          `${name}=${value}`,
        ).toMatchObject({
          parameter: name,
          detail: expect.stringContaining('not a whole number'),
        });
  });

  it('numbers below zero, which no count can be', async () => {
    for (const name of ['limit', 'report_count', 'report_count__gte'])
      expect(await fault(`/demands?${name}=-1`)).toMatchObject({ parameter: name });
  });

  it('limits out of range', async () => {
    for (const value of ['1001', '5000', '99999'])
      expect((await fault(`/demands?limit=${value}`)).detail).toContain('from 0 to 1000');
    expect((await fault('/search?q=a&limit=101')).detail).toContain('from 0 to 100');
    expect((await api.json('/demands?limit=1000')).meta.limit).toBe(1000);
  });

  it('dates', async () => {
    for (const value of [
      '24',
      '2024-1',
      '2024-13',
      '2024-00',
      '2024-02-30',
      '2023-02-29',
      '2024-11-31',
      '2024-11-00',
      '21.11.2024',
      'yesterday',
      '2024/2023',
      '2024-11-22/2024-11-21',
      '../..',
      '2024/2025/2026',
      '２０２４',
    ])
      for (const name of ['date', 'date__gte', 'date__lt'])
        expect(await fault(`/events?${name}=${value}`), `${name}=${value}`).toMatchObject({
          parameter: name,
          detail: expect.stringContaining('not a date'),
        });
    for (const value of [
      '2024-02-29',
      '2024',
      '2024-11',
      '2024/2024',
      '0001',
      '9999',
      '202X',
      '20XX',
      '2024-XX',
      '2024-11-XX',
      '2024-XX-XX',
      '202X/2035',
    ])
      expect((await api.get(`/events?date=${encodeURIComponent(value)}`)).statusCode, value).toBe(200);
  });

  it('EDTF that is not read, by name, with what to write', async () => {
    for (const [values, said] of [
      [['2024~', '2024-11-21?', '2024%', '2022?/2023', '2024??', '2024-?11'], 'write it without ?, ~ and %'],
      [['[2022,2024]', '{2022,2024}', '[2022..2024]'], 'with commas alone'],
      [['Y20240', '-0001', '-2024', '1950S2', 'Y-17E7'], 'four digits'],
      [
        ['2XXX', 'XXXX', '2024-1X', '2024-XX-01', '20X4', '2X24', '202X-05', '202x', '2020/2XXX'],
        'X stands for the last digits',
      ],
      [['2024/', '/2024'], '2024/.. or ../2024'],
      [['2024-11-21T10:00', '2024-11-21T10:00:00Z'], 'no time of day'],
    ] as const)
      for (const value of values)
        for (const name of ['date', 'date__overlaps']) {
          const { errors } = await api.problem(`/events?${name}=${encodeURIComponent(value)}`);
          expect(errors?.[0], value).toEqual({
            parameter: name,
            detail: expect.stringMatching(/EDTF that is not read here: /),
          });
          expect(errors?.[0]?.detail).toContain(said);
        }
  });

  it('quarters, thirds and halves of a year, with their months', async () => {
    for (const [value, months] of [
      ['2024-33', 'quarter.*2024-01/2024-03'],
      ['2024-36', 'quarter.*2024-10/2024-12'],
      ['2024-37', 'third.*2024-01/2024-04'],
      ['2024-40', 'half.*2024-01/2024-06'],
      ['2023/2024-41', 'half.*2024-07/2024-12'],
    ] as const)
      expect((await fault(`/events?date=${value}`)).detail, value).toMatch(new RegExp(months));
  });

  it('seasons, by name, since they are dates elsewhere', async () => {
    for (const value of ['2024-21', '2024-24', '2024-25', '2024-32', '2024-22~', '2024-21/2024-23'])
      for (const name of ['date', 'date__gte', 'date__overlaps'])
        expect(await fault(`/events?${name}=${value}`), value).toMatchObject({
          parameter: name,
          detail: expect.stringMatching(/season.*2024-03\/2024-05/),
        });
    for (const value of ['2024-20', '2024-42'])
      expect((await fault(`/events?date=${value}`)).detail).toContain('not a date');
  });

  it('values that are empty', async () => {
    const document = await api.openapi();
    for (const name of EVERY) {
      const names = parametersOf(document, name)
        .map((parameter) => parameter.name)
        .filter((parameter) => parameter !== 'cursor');
      for (let from = 0; from < names.length; from += 10) {
        const some = names.slice(from, from + 10);
        const { errors = [] } = await api.problem(`/${name}?${some.map((one) => `${one}=`).join('&')}`);
        expect(errors.map(({ parameter }) => parameter)).toEqual(some);
        // They are known: what is refused is their values.
        for (const { detail } of errors) expect(detail).not.toContain('there is no parameter');
      }
      // A cursor is read once all else is understood.
      expect(await fault(`/${name}?cursor=`)).toMatchObject({ parameter: 'cursor' });
    }
    for (const parameter of parametersOf(document, 'statements'))
      for (const written of [parameter.name, `${parameter.name}=%20`])
        expect(await fault(`/statements?${written}`), written).toMatchObject({ parameter: parameter.name });
    for (const value of ['call,', ',call', 'call,,wish', ','])
      expect(await fault(`/demands?kind=${value}`)).toMatchObject({ detail: 'a value is empty' });
  });

  it('repeated parameters that take one value', async () => {
    const single = { limit: 1, sort: 'id', bom: 'true', provenance: 'true', q: 'a', cursor: 'x' };
    for (const [name, value] of Object.entries(single))
      expect(await fault(`/demands?${name}=${value}&${name}=${value}`)).toMatchObject({
        parameter: name,
        detail: expect.stringContaining('more than once'),
      });
    expect(await fault('/search?q=a&q=b')).toMatchObject({ parameter: 'q' });
    for (const query of [
      'report_count__gte=1,2',
      'report_count__lt=1&report_count__lt=2',
      'topic__isnull=true,false',
    ])
      expect(await fault(`/statements?${query}`)).toMatchObject({ detail: 'takes one value' });
    expect(await fault('/events?date__gte=2030,2031')).toMatchObject({ detail: 'takes one value' });
  });

  it('values that are too long', async () => {
    for (const [path, name] of [
      ['/demands', 'party'],
      ['/demands', 'q'],
      ['/events', 'date'],
      ['/demands', 'sort'],
      ['/sources', 'language'],
      ['/citations', 'field'],
      ['/search', 'q'],
    ]) {
      expect((await fault(`${path}?${name}=${'x'.repeat(501)}`)).detail, `${path}?${name}`).toContain(
        'longer than 500',
      );
    }
    expect((await fault(`/sources?language=${'x'.repeat(500)}`)).detail).toContain('no record has');
    expect((await api.get(`/demands?q=${'x'.repeat(500)}`)).statusCode).toBe(200);
  });

  it('values that are too many', async () => {
    const words = (count: number) => Array.from({ length: count }, (_, index) => `f${index}`).join(',');
    expect((await fault(`/citations?field=${words(101)}`)).detail).toContain('more than 100');
    expect((await fault(`/citations?field=${'kind,'.repeat(100)}kind`)).detail).toContain('more than 100');
    expect((await api.get(`/citations?field=${'kind,'.repeat(99)}kind`)).statusCode).toBe(200);
    expect((await fault(`/citations?field=${words(100)}`)).detail).toContain('no record has');
  });

  it('a search for nothing', async () => {
    for (const q of ['', '%20', '%22%22', '***', '%22', '-', '%F0%9F%90%89']) {
      expect(await fault(`/demands?q=${q}`)).toMatchObject({ parameter: 'q' });
      expect(await fault(`/search?q=${q}`)).toMatchObject({ parameter: 'q' });
    }
    expect(await fault('/search')).toMatchObject({ parameter: 'q' });
  });

  it('percent escapes in queries', async () => {
    for (const value of ['%', '%E0%A4%A', '%zz', 'a%'])
      expect(await fault(`/demands?party=${value}`)).toMatchObject({ parameter: 'party' });
  });
});
