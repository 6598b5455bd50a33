import { copyFileSync, renameSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../src/app.ts';
import { atEnd } from '../ending.ts';
import { type Api, asProblem, EVERY, openApi, parametersOf, RICH, readTable, SHAPING } from './support.ts';

let api: Api;
beforeAll(async () => {
  api = await openApi();
});

/** The only fault that a query has. */
async function fault(url: string) {
  const { errors = [], detail } = await api.problem(url);
  expect(errors, url).toHaveLength(1);
  expect(detail).toContain(`${errors[0]?.parameter}: ${errors[0]?.detail}`);
  return errors[0] as NonNullable<(typeof errors)[0]>;
}

describe('what is unknown', () => {
  it('names the parameter, what is allowed, and what was probably meant', async () => {
    const problem = await api.problem('/demands?partyy=arland');
    expect(problem).toEqual({
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      detail: 'partyy: there is no parameter “partyy” (did you mean “party”?)',
      errors: [
        {
          parameter: 'partyy',
          detail: 'there is no parameter “partyy”',
          allowed: ['party', 'party__not'],
          suggestion: 'party',
        },
      ],
    });
    // Where nothing near is known, all that there is; operators stand with their filters.
    const { allowed = [] } = await fault('/demands?zzzzzzzzzzzz=1');
    expect(allowed).toEqual(expect.arrayContaining(['party', 'addressee', 'kind', 'limit', 'cursor', 'q']));
    expect(allowed.filter((name) => name.includes('__'))).toEqual([]);
  });

  it.each([
    ['/demands?kind__in=call', 'kind'],
    ['/demands?kind__eq=call', 'kind'],
    ['/demands?kind__ne=call', 'kind__not'],
    ['/demands?kind__nin=call', 'kind__not'],
    ['/demands?kind__exclude=call', 'kind__not'],
    ['/demands?region__null=true', 'region__isnull'],
    ['/events?date__ge=2031', 'date__gte'],
    ['/events?date__from=2031', 'date__gte'],
    ['/events?date__after=2031', 'date__gt'],
    ['/events?date__le=2031', 'date__lte'],
    ['/events?date__before=2031', 'date__lt'],
    ['/events?date__intersects=2031', 'date__overlaps'],
    ['/events?date__within=2031', 'date'],
    ['/demands?source_count__min=2', 'source_count__gte'],
    ['/demands?page=2', 'cursor'],
    ['/demands?offset=50', 'cursor'],
    ['/demands?per_page=10', 'limit'],
    ['/demands?page_size=10', 'limit'],
    ['/demands?fields=id', 'select'],
    ['/demands?columns=id', 'select'],
    ['/demands?order_by=id', 'sort'],
    ['/demands?orderby=id', 'sort'],
    ['/demands?expand=citations', 'include'],
    ['/demands?search=harbour', 'q'],
    ['/demands?query=harbour', 'q'],
    ['/demands?group_by=kind', 'facet'],
    ['/demands?country=bordavia', 'region'],
    ['/demands?actor=arland', 'party'],
    ['/events?from=2031', 'date__gte'],
    ['/events?until=2031', 'date__lte'],
    ['/events?year=2031', 'date'],
    ['/demands?kind[]=call', 'kind'],
    ['/demands?kind%5B%5D=call', 'kind'],
    ['/demands?filter[kind]=call', 'kind'],
    ['/demands?filters[kind]=call', 'kind'],
    ['/demands?filter.kind=call', 'kind'],
    ['/demands?kind[ne]=call', 'kind__not'],
    ['/demands?source-count=2', 'source_count'],
    ['/demands?Kind=call', 'kind'],
    ['/demands?country__not=bordavia', 'region__not'],
  ])('suggests what is so called here: %s', async (url, suggestion) => {
    const { allowed, ...error } = await fault(url);
    expect(error.suggestion).toBe(suggestion);
    // All that its filter takes, where it is one.
    const [base = ''] = suggestion.split('__');
    expect(allowed).toContain(base);
    if (suggestion.includes('__')) {
      expect(allowed).toContain(suggestion);
      for (const name of allowed ?? []) expect(name.split('__')[0]).toBe(base);
    }
  });

  it.each([
    ['/demands?kind=-call', 'kind__not=call'],
    ['/demands?kind=!call', 'kind__not=call'],
    ['/demands?kind=not:call', 'kind__not=call'],
    ['/demands?kind=not%20call', 'kind__not=call'],
    ['/demands?party=-arland', 'party__not=arland'],
    ['/sources?language=!en', 'language__not=en'],
    ['/demands?kind__not=-call', undefined],
    ['/demands?source_count=%3E%3D3', 'source_count__gte=3'],
    ['/demands?source_count=lt:3', 'source_count__lt=3'],
    ['/events?date=%3C2031', 'date__lt=2031'],
    ['/events?date=!2031', undefined],
    ['/demands?kind!=call', 'kind__not'],
    ['/demands?-kind=call', 'kind__not'],
    ['/demands?not_kind=call', 'kind__not'],
    ['/demands?no_kind=call', 'kind__not'],
    ['/demands?exclude_kind=call', 'kind__not'],
    ['/demands?kind_ne=call', 'kind__not'],
    ['/demands?kind_in=call', 'kind'],
    ['/demands?source_count%3E=3', 'source_count__gte'],
    ['/demands?source_count%3E3', 'source_count__gt'],
    ['/demands?source_count%3C3', 'source_count__lt'],
    ['/demands?source_count%3C=3', 'source_count__lte'],
    ['/demands?source_count_min=2', 'source_count__gte'],
    ['/demands?max_source_count=2', 'source_count__lte'],
    ['/demands?source_count__not=2', undefined],
    ['/demands?source_count__range=2', undefined],
    ['/demands?source_count__lge=2', undefined],
    ['/demands?source_count__gtt=2', 'source_count__gt'],
    ['/demands?region__isnul=true', 'region__isnull'],
    ['/demands?source_count__isnull=true', undefined],
    ['/demands?region__exists=true', 'region__isnull=false'],
    ['/demands?region__exists=false', 'region__isnull=true'],
    ['/demands?region__notnull=true', 'region__isnull=false'],
    ['/demands?region__isnotnull=1', 'region__isnull=false'],
    ['/demands?has_region=true', 'region__isnull=false'],
    ['/demands?region__is_null=true', 'region__isnull'],
    ['/demands?revised__until=2031', 'revised__lte'],
    ['/demands?revised__since=2031', 'revised__gte'],
    ['/demands?revised__from=2031', 'revised__gte'],
    ['/demands?revised__after=2031', 'revised__gt'],
    ['/demands?revised_before=2031', 'revised__lt'],
    ['/demands?sort=%2Btitle', 'title'],
    ['/demands?sort=title:desc', '-title'],
    ['/demands?sort=title-', '-title'],
    ['/demands?sort=title.asc', 'title'],
    ['/demands?sort=desc(title)', '-title'],
    ['/demands?sort=id,title', undefined],
    ['/demands?select=-title', undefined],
    ['/demands?facet=-kind', undefined],
    ['/demands?exclude=title', undefined],
    ['/people?unnamed=!true', undefined],
    ['/people?named=true', undefined],
    ['/demands?kind__contains=call', undefined],
    ['/demands?format=csv', undefined],
    ['/demands?first=10', 'limit'],
    ['/demands?$top=10', 'limit'],
    ['/demands?skip=10', 'cursor'],
    ['/demands?countries=bordavia', 'region'],
    ['/events?since=2031', 'date__gte'],
    ['/events?after=2031', 'date__gt'],
    ['/events?date_basis=stated', undefined],
    ['/demands?since=2031', undefined],
  ])('never turns round what was meant: %s', async (url, suggestion) => {
    expect((await fault(url)).suggestion).toBe(suggestion);
  });

  it('lists the parameters of the field where the operator is not known', async () => {
    expect((await fault('/demands?kind__contains=call')).allowed).toEqual([
      'kind',
      'kind__not',
      'kind__isnull',
    ]);
    expect((await fault('/demands?source_count__not=2')).allowed).toEqual([
      'source_count',
      'source_count__gte',
      'source_count__gt',
      'source_count__lte',
      'source_count__lt',
    ]);
    expect((await fault('/demands?since=2031')).allowed).toContain('first_stated__gte');
  });

  it('says in a sentence what has no parameter', async () => {
    expect((await fault('/demands?format=csv')).detail).toMatch(/suffix.*demands\.csv.*Accept/);
    expect((await fault('/demands?exclude=title')).detail).toContain('select names the fields');
    expect((await fault('/demands?sort=id,title')).detail).toContain('one order');
    expect((await fault('/demands?select=-title')).detail).toContain('not what is not');
  });

  it('never suggests what means the opposite', async () => {
    const OPPOSITE: Record<string, string[]> = {
      gte: ['lt', 'lte'],
      gt: ['lt', 'lte'],
      lte: ['gt', 'gte'],
      lt: ['gt', 'gte'],
      not: [''],
    };
    for (const [written, meant] of [
      ['ge', 'gte'],
      ['gtt', 'gt'],
      ['le', 'lte'],
      ['ltt', 'lt'],
      ['g', 'gte'],
      ['l', 'lte'],
      ['ne', 'not'],
      ['no', 'not'],
      ['nott', 'not'],
      ['notin', 'not'],
    ] as const)
      for (const [path, field] of [
        ['/events', 'date'],
        ['/demands', 'source_count'],
        ['/demands', 'kind'],
      ] as const) {
        const { suggestion } = await fault(`${path}?${field}__${written}=1`);
        const operator = suggestion === undefined ? null : (suggestion.split('__')[1] ?? '');
        expect(OPPOSITE[meant], `${field}__${written}: ${suggestion}`).not.toContain(operator);
      }
    expect((await fault('/events?date__between=2031')).suggestion).toBeUndefined();
  });

  it('explains ten of very many, and says how many more there are', async () => {
    const query = Array.from({ length: 90 }, (_, n) => `unknown${n}=1`).join('&');
    const response = await api.get(`/demands?${query}`);
    const { errors = [], detail } = asProblem(response, 400);
    expect(errors).toHaveLength(11);
    expect(errors.slice(0, 10).map(({ parameter }) => parameter)).toEqual(
      Array.from({ length: 10 }, (_, n) => `unknown${n}`),
    );
    expect(errors[10]).toEqual({ parameter: '…', detail: 'and 80 more' });
    expect(detail).toContain('and 80 more');
    expect(response.rawPayload.length).toBeLessThan(10_000);
    const table = await api.get(`/demands.csv?${query}`);
    expect(readTable(table.body).rows).toHaveLength(11);
    const long = await api.get(`/demands?${'x'.repeat(5000)}=1`);
    expect(asProblem(long, 400).errors).toHaveLength(1);
    expect(long.rawPayload.length).toBeLessThan(2000);
    // Of ten there are no more.
    const ten = Array.from({ length: 10 }, (_, n) => `unknown${n}=1`).join('&');
    expect((await api.problem(`/demands?${ten}`)).errors).toHaveLength(10);
  });

  it.each(EVERY)('%s: unknown parameters are never ignored', async (name) => {
    for (const parameter of ['zz', 'offset', 'page', 'party[id]', 'constructor', '__proto__', 'toString', ''])
      expect((await fault(`/${name}?${encodeURIComponent(parameter)}=1`)).parameter).toBe(parameter);
  });

  it.each(EVERY)('%s: unknown operators are refused', async (name) => {
    const documented = new Set(parametersOf(await api.openapi(), name).map((parameter) => parameter.name));
    const bases = [...documented].filter((parameter) => !parameter.includes('__'));
    for (const base of bases)
      for (const operator of ['__not', '__gte', '__gt', '__lte', '__lt', '__isnull', '__like', '__eq', '__'])
        if (!documented.has(base + operator))
          expect(await fault(`/${name}?${base}${operator}=1`)).toMatchObject({
            parameter: base + operator,
            detail: expect.stringContaining('there is no parameter'),
          });
  });

  it.each(['/', '/demands/return-harbour', '/search?q=a', '/demands.ndjson', '/demands.json'])(
    'parameters are checked at %s, too',
    async (path) => {
      expect((await fault(`${path}${path.includes('?') ? '&' : '?'}partyy=1`)).parameter).toBe('partyy');
    },
  );

  it('parameters are checked where a table is asked for, too', async () => {
    for (const suffix of ['csv', 'tsv']) {
      const response = await api.get(`/demands.${suffix}?partyy=1`);
      expect(response.statusCode).toBe(400);
      expect(readTable(response.body, suffix === 'tsv' ? '\t' : ',').rows).toEqual([
        { error: 'partyy', detail: 'there is no parameter “partyy”', suggestion: 'party' },
      ]);
    }
  });

  it('suggests the operator that was meant', async () => {
    expect(await fault('/events?date_gte=2031')).toMatchObject({ suggestion: 'date__gte' });
    expect(await fault('/demands?source_count__gtee=2')).toMatchObject({ suggestion: 'source_count__gte' });
  });

  it('a word that is not in the list', async () => {
    expect(await fault('/demands?kind=preconditon')).toEqual({
      parameter: 'kind',
      detail: expect.stringContaining('“preconditon”'),
      allowed: [
        'precondition',
        'required_term',
        'red_line',
        'requirement',
        'expectation',
        'call',
        'proposal',
        'wish',
      ],
      suggestion: 'precondition',
    });
    expect(await fault('/demands?kind=call,Call')).toMatchObject({ parameter: 'kind', suggestion: 'call' });
    expect(await fault('/demands?kind__not=x')).toMatchObject({ parameter: 'kind__not' });
    expect(await fault('/people?unnamed=yes')).toMatchObject({ allowed: ['true', 'false'] });
    expect(await fault('/people?unnamed=1')).toMatchObject({ allowed: ['true', 'false'] });
    expect(await fault('/people?party__isnull=TRUE')).toMatchObject({ suggestion: 'true' });
    expect(await fault('/demands?sort=-titl')).toMatchObject({
      allowed: [
        'id',
        '-id',
        'title',
        '-title',
        'first_stated',
        '-first_stated',
        'last_affirmed',
        '-last_affirmed',
        'source_count',
        '-source_count',
        'origin_count',
        '-origin_count',
      ],
      suggestion: '-title',
    });
    expect(await fault('/demands?facet=partty')).toMatchObject({
      allowed: expect.arrayContaining(['party', 'topic', 'region']),
      suggestion: 'party',
    });
    expect(await fault('/search?q=a&collection=demand')).toMatchObject({ suggestion: 'demands' });
  });

  it('a record that does not exist', async () => {
    expect(await fault('/demands?party=arlnd')).toEqual({
      parameter: 'party',
      detail: 'no record “arlnd”',
      suggestion: 'arland',
    });
    expect(await fault('/demands?party=arland,nobody-at-all')).toEqual({
      parameter: 'party',
      detail: expect.stringMatching(/no record “nobody-at-all”.*\/parties/),
    });
    // What exists, but in another collection.
    expect(await fault('/demands?party=mila-orlov')).toMatchObject({ parameter: 'party' });
    expect(await fault('/statements?weapon=arland')).toMatchObject({ parameter: 'weapon' });
    expect(await fault('/demands?topic=port-vell')).toMatchObject({ parameter: 'topic' });
    expect(await fault('/demands?id=return-harbor')).toMatchObject({ suggestion: 'return-harbour' });
    expect(await fault('/demands?id__not=nothing-like-it')).toMatchObject({ parameter: 'id__not' });
    expect(await fault('/demands?topic__not=fishin')).toMatchObject({ suggestion: 'fishing' });
  });

  it('what is percent-encoded, and not as UTF-8', async () => {
    for (const url of [
      '/parties?q=Ant%F3nio',
      '/search?q=%FF',
      '/demands?party=ru%FFssia',
      '/demands?sort=%E4',
    ])
      expect((await fault(url)).detail, url).toContain('is not UTF-8');
  });

  it('a text that no record has', async () => {
    for (const [url, suggestion] of [
      ['/parties?wikidata=q1', 'Q1'],
      ['/sources?language=EN', 'en'],
      ['/citations?field=kinds', 'kind'],
      ['/dictionary?collection=demandz', 'demands'],
      ['/demands?not_stated=conditions', 'condition'],
      ['/report_wordings?part=demnad', 'demand'],
      ['/citations?field__not=kinds', 'kind'],
    ] as const) {
      const [, parameter = ''] = /\?(\w+)=/.exec(url) ?? [];
      const { allowed = [], ...error } = await fault(url);
      expect(error).toEqual({ parameter, detail: expect.stringContaining('no record has'), suggestion });
      // What may be asked for is listed where it is not very much.
      expect(allowed).toContain(suggestion);
      for (const value of allowed)
        expect((await api.json(url.replace(/=.*/, `=${value}`))).data, `${url} ${value}`).toBeDefined();
    }
    // Very many are not listed, and what is near is named all the same.
    const party = (n: number) => `name: Party ${n}
kind: group
wikidata: Q${1000 + n}
identifiers_from: invented
citations: [ { field: name, source: third, start: 0, end: 52, exact: lift fishing limits } ]
revised: "2031-06-01"
`;
    const many = Array.from({ length: 101 }, (_, n) => [`parties/party-${n}.yaml`, party(n)] as const);
    const other = await openApi({ files: Object.fromEntries(many) });
    expect((await other.problem('/parties?wikidata=q1050')).errors?.[0]).toEqual({
      parameter: 'wikidata',
      detail: expect.stringContaining('no record has'),
      suggestion: 'Q1050',
    });
    expect(await fault('/parties?wikidata=nothing-like-it')).not.toHaveProperty('suggestion');
    expect(await fault('/citations?field=kind,nothing')).toMatchObject({
      detail: expect.stringContaining('“nothing”'),
    });
    // An operator that asks for none is not asked for a value.
    expect((await api.get('/regions?wikidata__isnull=true')).statusCode).toBe(200);
  });

  it('a record of several collections that does not exist', async () => {
    expect(await fault('/statements?speaker=people/mila-orlof')).toMatchObject({
      suggestion: 'people/mila-orlov',
    });
    expect(await fault('/statements?speaker=mila-orlof')).toMatchObject({ suggestion: 'mila-orlov' });
    expect(await fault('/statements?speaker=parties/mila-orlov')).toMatchObject({ parameter: 'speaker' });
    expect(await fault('/statements?speaker=peeple/mila-orlov')).toMatchObject({
      allowed: ['people', 'parties', 'sources'],
      suggestion: 'people',
    });
    expect(await fault('/statements?speaker=weapons/falcon')).toMatchObject({
      allowed: ['people', 'parties', 'sources'],
    });
    expect(await fault('/statements?speaker=falcon')).toMatchObject({ parameter: 'speaker' });
    expect(await fault('/statements?speaker=people/')).toMatchObject({ parameter: 'speaker' });
    expect(await fault('/statements?speaker=/mila-orlov')).toMatchObject({ parameter: 'speaker' });
    expect(await fault('/citations?record=demands/return-harbor')).toMatchObject({
      suggestion: 'demands/return-harbour',
    });
    expect(await fault('/demands?person=parties/arland')).toMatchObject({ allowed: ['people'] });
  });

  it('tells everything that is wrong at once', async () => {
    const { detail, errors } = await api.problem('/demands?party=arlnd&kind=x&foo=1&limit=-1&sort=up');
    expect(errors?.map(({ parameter }) => parameter).sort()).toEqual([
      'foo',
      'kind',
      'limit',
      'party',
      'sort',
    ]);
    expect(detail).toContain('did you mean “arland”?');
  });
});

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
    for (const name of EVERY)
      for (const parameter of parametersOf(document, name))
        expect(await fault(`/${name}?${parameter.name}=`)).toMatchObject({ parameter: parameter.name });
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

describe('a path that leads nowhere', () => {
  it('with a wrong id: 404 with ids that are near', async () => {
    const problem = await api.problem('/demands/return-harbor', 404);
    expect(problem).toEqual({
      type: 'about:blank',
      title: 'Not Found',
      status: 404,
      detail: expect.stringContaining('return-harbour'),
      errors: [
        {
          parameter: 'id',
          detail: 'no such record',
          allowed: ['return-harbour'],
          suggestion: 'return-harbour',
        },
      ],
    });
    expect((await api.problem('/parties/russia', 404)).detail).toContain('/parties');
    for (const name of EVERY)
      expect((await api.problem(`/${name}/no-such-thing-here`, 404)).errors).toEqual([
        { parameter: 'id', detail: 'no such record' },
      ]);
  });

  it('with the id of another collection', async () => {
    await api.problem('/demands/arland', 404);
    await api.problem('/reports/return-harbour', 404);
    await api.problem('/demands/Return-Harbour', 404);
  });

  it('with an id that no record can have', async () => {
    for (const id of [
      '%20',
      '%00',
      '..%2F..%2Fetc%2Fpasswd',
      "'%20OR%201=1--",
      '%F0%9F%90%89',
      'a%2Fb',
      '%C3%A9',
    ])
      await api.problem(`/demands/${id}`, 404);
  });

  it('with an id that is too long', async () => {
    // An id of a citation is made of others' and may be as long as 400 characters.
    for (const length of [101, 150, 400])
      for (const name of ['demands', 'citations'])
        expect((await api.problem(`/${name}/${'a'.repeat(length)}`, 404)).errors).toMatchObject([
          { parameter: 'id', detail: 'no such record' },
        ]);
    for (const length of [401, 5000]) {
      const response = await api.get(`/demands/${'a'.repeat(length)}`);
      asProblem(response, response.statusCode);
      expect(response.statusCode).toBeGreaterThanOrEqual(404);
      expect(response.statusCode).toBeLessThan(500);
    }
  });

  it('with malformed percent escapes', async () => {
    for (const path of [
      '/%',
      '/%zz',
      '/demands/%',
      '/demands/%E0%A4%A',
      '/%E0%A4%A/x',
      '/demands%zz?limit=1',
    ])
      await api.problem(path, 400);
  });

  it('that is unknown', async () => {
    expect((await api.problem('/demand', 404)).detail).toContain('/demands');
    expect((await api.problem('/demands.xml', 404)).detail).toContain('/demands');
    expect((await api.problem('/nothing-like-it', 404)).detail).toContain('listed at /');
    for (const path of [
      '/demands/return-harbour/more',
      '/demands/return-harbour.xml',
      '/Demands',
      '/demands.CSV',
      '/docs/nothing',
      '/search/x',
      '/.env',
      '/favicon.ico',
    ])
      await api.problem(path, 404);
    for (const path of ['/search.csv', '/demands/return-harbour/more.csv', '/nothing.tsv']) {
      const response = await api.get(path);
      expect(response.statusCode, path).toBe(404);
      expect(response.headers['content-type']).toMatch(/^text\/(csv|tab-separated-values)/);
    }
  });

  it('and a trailing slash is no other path', async () => {
    expect((await api.json('/demands/')).meta.total).toBe(3);
    expect((await api.json<{ data: { id: string } }>('/topics/arms/')).data.id).toBe('arms');
    await api.problem('/demands//', 404);
  });
});

describe('a failure of ours', () => {
  it('is a problem, too, that tells nothing of the inside and is not kept', async () => {
    const broken = await openApi();
    expect((await broken.get('/demands?limit=1')).statusCode).toBe(200);
    broken.store.close();
    for (const url of [
      '/demands?limit=2',
      '/search?q=harbour',
      '/demands/return-harbour',
      '/demands?party=arland',
    ]) {
      const response = await broken.get(url);
      const problem = asProblem(response, 500);
      expect(problem.title).toBe('Internal Server Error');
      expect(problem.detail).not.toMatch(/sqlite|database|connection|SELECT|\.ts/i);
      for (const header of ['content-encoding', 'link']) expect(response.headers[header]).toBeUndefined();
      asProblem(await broken.get(url, { 'accept-encoding': 'br' }), 500);
    }
  });
});

describe('a file that was replaced', () => {
  it('is 503, with when to ask again', async () => {
    const old = await openApi();
    const other = await openApi({ files: RICH });
    const app = await createApp(old.store, { LOG_LEVEL: 'silent', PUBLIC_URL: undefined }, 0);
    atEnd(() => app.close());
    copyFileSync(other.file, `${old.file}.new`);
    renameSync(`${old.file}.new`, old.file);
    const response = await app.inject('/statements?facet=kind');
    expect(asProblem(response, 503).title).toBe('Service Unavailable');
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
    expect((await app.inject('/statements?limit=1')).headers['retry-after']).toBeUndefined();
  });
});

describe('whatever is asked', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom(
      'harbour',
      '2031-05',
      'true',
      'people/mila-orlov',
      'id,title',
      '-date',
      '%00',
      '"',
      '\u0000a',
      'NEAR(a b)',
      'a OR b',
      '{x}: y',
      "'; DROP TABLE demands; --",
      '../..',
      '__proto__',
      '1000',
    ),
  );
  const name = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.constantFrom(
        ...SHAPING,
        'party',
        'topic',
        'date',
        'id',
        'source',
        'about',
        'report_count__gte',
      ),
    },
    { weight: 1, arbitrary: text },
  );
  const query = fc
    .array(fc.tuple(name, text), { maxLength: 4 })
    .map((pairs) =>
      pairs.map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`).join('&'),
    );
  const raw = fc.string({ maxLength: 30 }).map((part) => part.replace(/[\s#\\]/g, ''));

  const holds = async (url: string) => {
    for (const method of ['GET', 'HEAD'] as const) {
      const response = await api.send(method, url);
      const { statusCode } = response;
      expect(statusCode, url).toBeGreaterThanOrEqual(200);
      expect(statusCode, url).toBeLessThan(500);
      expect(response.headers['access-control-allow-origin']).toBe('*');
      if (statusCode < 400) continue;
      const type = String(response.headers['content-type']);
      // Where a table is asked for a problem is one.
      if (/^[^?]*\.(csv|tsv)$/.test(url.split('?')[0] ?? '')) {
        expect(type, url).toMatch(/^text\/(csv|tab-separated-values); charset=utf-8$/);
        if (method === 'GET')
          expect(readTable(response.body, type.startsWith('text/csv') ? ',' : '\t').header).toEqual([
            'error',
            'detail',
            'suggestion',
          ]);
        continue;
      }
      expect(type, url).toMatch(/^application\/problem\+json/);
      if (method === 'GET') asProblem(response, statusCode);
    }
  };

  it('queries answer 2xx or a problem, never fail', async () => {
    const path = fc.constantFrom(
      ...EVERY.map((collection) => `/${collection}`),
      '/search',
      '/demands.csv',
      '/statements.ndjson',
      '/demands/return-harbour',
      '/',
    );
    await fc.assert(
      fc.asyncProperty(path, fc.oneof(query, raw), (where, what) => holds(`${where}?${what}`)),
      { numRuns: 600 },
    );
  });

  it('paths answer 2xx, 3xx or a problem, never fail', async () => {
    const segment = fc.oneof(
      fc.constantFrom(...EVERY, 'demands.csv', 'docs', 'search', 'return-harbour', '..', '%2e%2e', '%00'),
      text.map(encodeURIComponent),
      raw,
    );
    const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => `/${parts.join('/')}`);
    await fc.assert(fc.asyncProperty(path, holds), { numRuns: 400 });
  });

  it('a search may hold any character, NUL too', async () => {
    for (const q of ['a%00b', '%00a', 'harbour%00'])
      for (const path of ['/demands', '/search', '/demands.csv'])
        expect((await api.get(`${path}?q=${q}`)).statusCode, `${path}?q=${q}`).toBe(200);
  });
});
