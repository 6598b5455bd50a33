import { beforeAll, describe, expect, it } from 'vitest';
import { type Api, asProblem, EVERY, type Rec, shareApi } from './support.ts';
import { readTable } from './tables.ts';

let api: Api;
beforeAll(async () => {
  api = await shareApi();
});

describe('what a format cannot hold is refused by name', () => {
  it.each([
    ['/demands.csv?facet=kind', 'facet'],
    ['/demands.tsv?facet=kind', 'facet'],
    ['/demands.ndjson?facet=kind', 'facet'],
    ['/demands?bom=true', 'bom'],
    ['/demands.json?bom=true', 'bom'],
    ['/demands.ndjson?bom=true', 'bom'],
    ['/demands?provenance=true', 'provenance'],
    ['/demands.ndjson?provenance=true', 'provenance'],
    ['/demands.csv?include=citations', 'include'],
    ['/demands.tsv?include=citations', 'include'],
    ['/demands/return-harbour.csv?include=citations', 'include'],
    ['/demands/return-harbour.csv?select=voiced_by', 'select'],
    ['/citations.csv?select=selector', 'select'],
  ])('%s: %s', async (url, parameter) => {
    const response = await api.get(url);
    expect(response.statusCode).toBe(400);
    if (!/\.[ct]sv/.test(url)) {
      expect(asProblem(response, 400).errors?.map((error) => error.parameter)).toEqual([parameter]);
      return;
    }
    const { rows } = readTable(response.body, url.includes('.tsv') ? '\t' : ',');
    expect(rows.map(({ error }) => error)).toEqual([parameter]);
  });

  it('with the collection that has it: texts may hold what they would be joined by', async () => {
    for (const [name, field, table] of [
      ['agreements', 'terms', 'agreement_terms'],
      ['events', 'targets', 'event_targets'],
    ] as const) {
      const { rows } = readTable((await api.get(`/${name}.csv?select=id,${field}`)).body);
      expect(rows).toEqual([
        { error: 'select', detail: expect.stringContaining(`/${table}`), suggestion: `/${table}` },
      ]);
      expect(readTable((await api.get(`/${name}.csv?limit=0`)).body).header).not.toContain(field);
    }
  });

  it('but which passages support a member is kept', async () => {
    for (const name of ['region_statuses', 'event_reasons', 'person_roles', 'demand_renderings']) {
      const { data } = await api.json(`/${name}`);
      const { rows } = readTable((await api.get(`/${name}.csv`)).body);
      const ids = data.map(({ citations }) =>
        (citations as { citation: Rec }[]).map(({ citation }) => citation.id).join('|'),
      );
      expect(rows.map(({ citations }) => citations)).toEqual(ids);
      const chosen = readTable((await api.get(`/${name}.csv?select=citations`)).body);
      expect(chosen.header).toEqual(['citations']);
      for (const id of ids.flatMap((cell) => (cell ? cell.split('|') : [])))
        expect((await api.get(`/citations/${id}`)).statusCode, id).toBe(200);
    }
  });

  it('also where the format is asked for by Accept', async () => {
    const response = await api.get('/demands?facet=kind', { accept: 'text/csv' });
    expect(asProblem(response, 400).errors).toMatchObject([{ parameter: 'facet' }]);
  });

  it('but asking for nothing of it is no fault', async () => {
    for (const url of ['/demands?bom=false', '/demands.ndjson?provenance=false'])
      expect((await api.get(url)).statusCode).toBe(200);
  });
});

describe('a format is chosen', () => {
  const typeOf = async (url: string, accept?: string) => {
    const response = await api.get(url, accept === undefined ? {} : { accept });
    return `${response.statusCode} ${String(response.headers['content-type']).split(';')[0]}`;
  };

  it.each([
    ['text/csv', '200 text/csv'],
    ['text/csv;q=0.9, application/json;q=0.5', '200 text/csv'],
    ['application/json, text/csv', '200 application/json'],
    ['text/*', '200 text/csv'],
    ['application/x-ndjson', '200 application/x-ndjson'],
    ['application/*', '200 application/json'],
    ['*/*', '200 application/json'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', '200 text/html'],
    ['application/json;q=0, */*', '200 text/csv'],
    ['application/json; charset=utf-8', '200 application/json'],
    ['application/json;charset="utf-8";q=0.5', '200 application/json'],
    ['text/csv; header=present; charset=utf-8, */*;q=0.1', '200 text/csv'],
    ['text/tab-separated-values', '200 text/tab-separated-values'],
    ['image/png', '406 application/problem+json'],
    ['text/html', '200 text/html'],
    ['text/html;q=0.5, application/json', '200 application/json'],
    ['application/json;q=0', '406 application/problem+json'],
  ])('by Accept: %s', async (accept, expected) => {
    expect(await typeOf('/demands', accept)).toBe(expected);
  });

  it.each([
    ['/demands', 'text/csv;header=absent'],
    ['/demands', 'text/csv; charset=windows-1251'],
    ['/demands', 'application/json; charset="iso-8859-1"'],
    ['/demands/return-harbour', 'text/csv; charset=utf-16'],
    ['/search?q=harbour', 'text/csv'],
    ['/', 'text/csv'],
    ['/openapi.json', 'image/png'],
    ['/events/interview/accounts', 'text/csv'],
    ['/demands/changes?from=2030-01-01&to=2031-01-01', 'text/csv'],
  ])('%s is 406 where nothing meets %s', async (url, accept) => {
    expect((await api.problem(url, 406, { accept })).detail).toContain('offered: application/json');
    expect((await api.get(url, { accept: `${accept}, */*;q=0.1` })).statusCode).toBe(200);
    expect((await api.get(url, { accept: 'application/json;charset=UTF-8' })).statusCode).toBe(200);
  });

  it('as JSON where nothing is accepted in particular', async () => {
    expect(await typeOf('/demands')).toBe('200 application/json');
    expect(await typeOf('/demands', '')).toBe('200 application/json');
  });

  it('by suffix, whatever is accepted', async () => {
    expect(await typeOf('/demands.csv', 'application/json')).toBe('200 text/csv');
    expect(await typeOf('/demands.ndjson', 'text/html')).toBe('200 application/x-ndjson');
    expect(await typeOf('/demands.json', 'text/csv')).toBe('200 application/json');
    expect(await typeOf('/demands.json', 'text/html')).toBe('200 application/json');
    expect(await typeOf('/demands/return-harbour.csv', 'text/html')).toBe('200 text/csv');
    expect(await typeOf('/demands.html', 'application/json')).toBe('200 text/html');
    expect(await typeOf('/demands/return-harbour.html')).toBe('200 text/html');
  });

  it('to the same bytes, by suffix or Accept', async () => {
    const byAccept = await api.get('/demands?party=arland', { accept: 'text/csv' });
    expect(byAccept.body).toBe((await api.get('/demands.csv?party=arland')).body);
    const { headers } = await api.get('/demands.csv?party=arland');
    for (const name of ['content-disposition', 'link', 'etag'])
      expect(byAccept.headers[name], name).toBe(headers[name]);
    const json = (await api.get('/demands.json?party=arland')).json();
    const plain = (await api.get('/demands?party=arland')).json();
    expect({ ...json, links: null }).toEqual({ ...plain, links: null });
  });

  it('or refused with what is offered', async () => {
    const problem = asProblem(await api.get('/demands', { accept: 'image/png' }), 406);
    expect(problem.title).toBe('Not Acceptable');
    for (const type of ['application/json', 'text/csv', 'text/tab-separated-values', 'application/x-ndjson'])
      expect(problem.detail).toContain(type);
  });

  it.each(EVERY)('%s: under every suffix', async (name) => {
    expect(await typeOf(`/${name}.csv`)).toBe('200 text/csv');
    expect(await typeOf(`/${name}.tsv`)).toBe('200 text/tab-separated-values');
    expect(await typeOf(`/${name}.ndjson`)).toBe('200 application/x-ndjson');
    expect(await typeOf(`/${name}.json`)).toBe('200 application/json');
  });
});
