import { beforeAll, describe, expect, it } from 'vitest';
import { parametersOf } from './openapi.ts';
import { type Api, asProblem, EVERY, openApi, shareApi } from './support.ts';
import { readTable } from './tables.ts';

let api: Api;
beforeAll(async () => {
  api = await shareApi();
});

const fault = (url: string) => api.fault(url);

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
    ['/events?after=WyJh', 'cursor'],
    ['/positions?since=2031', 'date__gte'],
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
    const operators = 'not gte gt lte lt isnull like eq ne in'.split(' ').concat('');
    for (const base of bases) {
      const unknown = operators
        .map((operator) => `${base}__${operator}`)
        .filter((one) => !documented.has(one));
      for (const some of [unknown.slice(0, 9), unknown.slice(9)].filter(({ length }) => length)) {
        const { errors = [] } = await api.problem(`/${name}?${some.map((one) => `${one}=1`).join('&')}`);
        expect(errors.map(({ parameter }) => parameter)).toEqual(some);
        for (const { detail } of errors) expect(detail).toContain('there is no parameter');
      }
    }
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
