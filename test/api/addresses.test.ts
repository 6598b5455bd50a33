/** Addresses with suffixes, and what is asked of addresses: each means one thing, wherever it stands. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type Api, openApi, shareApi } from './support.ts';

let api: Api;
let release: string;
beforeAll(async () => {
  api = await shareApi();
  release = String((await api.get('/')).headers['demarche-release']);
});

const BROWSER = { accept: 'text/html,*/*;q=0.8' };

describe('a suffix', () => {
  it('is one of the path, not of what is asked for', async () => {
    const html = await api.get('/demands?q=harbour.html', { accept: 'application/json' });
    expect(html.headers['content-type']).toContain('application/json');
    expect(html.json().links.self).toContain('q=harbour.html');
    const figure = await api.get('/figures/agreement/demands?q=harbour.svg');
    expect(figure.statusCode).toBe(404);
    expect(figure.json().detail).toContain('too little');
  });

  it('.json works where there is JSON', async () => {
    for (const url of [
      '/demands',
      '/demands/return-harbour',
      '/search?q=harbour',
      '/demands/changes?from=2030-01-01&to=2031-12-31',
      '/events/interview/accounts',
      '/statements/return-harbour/wording',
      '/cite?url=/demands',
      `/changes?since=${(await api.json('/releases')).data[0]?.id}`,
    ]) {
      const response = await api.get(url.replace(/(?=\?|$)/, '.json'), BROWSER);
      expect(response.statusCode, `${url}: ${response.body}`).toBe(200);
      expect(response.headers['content-type'], url).toBe('application/json; charset=utf-8');
    }
  });

  it('.html is that of pages alone', async () => {
    for (const url of [
      '/metrics.html',
      '/healthz.html',
      '/llms.txt.html',
      '/demands/return-harbour.html.html',
    ])
      expect((await api.get(url)).statusCode, url).toBe(404);
    expect((await api.get('/demands.html')).headers['content-type']).toContain('text/html');
  });

  it('of a format is none of figures', async () => {
    for (const suffix of ['csv', 'ndjson', 'xlsx', 'jsonld', 'json', 'csv.svg'])
      for (const of of ['agreement/demands', 'wording/statements/return-harbour'])
        expect((await api.get(`/figures/${of}.${suffix}`)).statusCode, `${of}.${suffix}`).toBe(404);
  });
});

describe('a path that is percent-encoded', () => {
  it('is the same with letters, digits, dots and dashes encoded that need not be', async () => {
    for (const [encoded, plain] of [
      ['/demands%2Ecsv', '/demands.csv'],
      ['/%64emands', '/demands'],
      ['/demands/return%2Dharbour.json', '/demands/return-harbour.json'],
      ['/demands/return-harbour%2ecsv', '/demands/return-harbour.csv'],
      ['/search%2Ejson?q=harbour', '/search.json?q=harbour'],
      ['/figures/passages/sources/envoy%2Esvg', '/figures/passages/sources/envoy.svg'],
      ['/demands%2Ehtml', '/demands.html'],
    ] as const) {
      const [one, other] = await Promise.all([api.get(encoded), api.get(plain)]);
      expect(one.statusCode, encoded).toBe(200);
      expect([one.headers['content-type'], one.body], encoded).toEqual([
        other.headers['content-type'],
        other.body,
      ]);
    }
    // Errors are tables where tables are asked for.
    const { headers } = await api.get('/demands%2Ecsv?nothing=1');
    expect(headers['content-type']).toContain('text/csv');
  });

  it('is another with slashes, dots or question marks that are none', async () => {
    for (const url of [
      '/demands%2Freturn-harbour',
      '/demands%3Fparty=arland',
      '/figures/timeline/events%2Fx',
      '/figures/timeline%2Fevents',
      '/figures/timeline/events%3Fa.svg',
      '/figures/life/demands/return-harbour%2Fx',
      '/figures/life/demands/return-harbour%00',
      '/figures/life/demands/%252Esvg',
      '/downloads/%2E%2E%2Ftest.sqlite',
      '/demands%00',
    ])
      for (const accept of ['*/*', BROWSER.accept])
        expect((await api.get(url, { accept })).statusCode, url).toBe(404);
  });
});

describe('what a client accepts', () => {
  it('is answered by the best that there is, whatever else it would rather have', async () => {
    for (const [url, accept, type] of [
      ['/search?q=harbour', 'application/ld+json, text/html', 'text/html'],
      ['/search?q=harbour', 'image/avif, text/html;q=0.5, application/json;q=0.1', 'text/html'],
      ['/search?q=harbour', 'text/csv, application/json', 'application/json'],
      ['/', 'application/ld+json, text/html', 'text/html'],
      ['/demands', 'application/ld+json, text/html', 'application/ld+json'],
      ['/demands', 'application/geo+json, text/html', 'text/html'],
      ['/demands', 'application/geo+json, text/csv;q=0.1', 'text/csv'],
      ['/regions', 'application/geo+json, text/html', 'application/geo+json'],
      ['/demands/return-harbour', 'application/geo+json, text/html;q=0.2', 'text/html'],
      ['/statements/return-harbour/wording', 'application/x-bibtex, text/csv', 'text/csv'],
      ['/demands/changes?from=2030-01-01&to=2031-12-31', 'text/csv, text/html', 'text/html'],
      ['/events/interview/accounts', 'application/x-ndjson, text/html;q=0.9', 'text/html'],
      ['/cite?url=/demands', 'application/x-bibtex, text/html', 'text/html'],
      ['/downloads', 'application/zip, text/html', 'text/html'],
      ['/figures', 'image/svg+xml, text/html', 'text/html'],
      ['/openapi.json', 'application/yaml, application/json', 'application/json'],
    ] as const) {
      const { statusCode, headers } = await api.get(url, { accept });
      if (url === '/downloads') expect(headers['content-type']).toContain(type);
      else
        expect([statusCode, headers['content-type']], `${url} ${accept}`).toEqual([
          200,
          expect.stringContaining(type),
        ]);
    }
  });

  it('is 406 only where there is nothing of it', async () => {
    for (const url of ['/demands', '/search?q=harbour', '/', '/demands/return-harbour', '/figures'])
      await api.problem(url, 406, { accept: 'image/png, application/pdf' });
    await api.problem('/search?q=harbour', 406, { accept: 'text/csv' });
    await api.problem('/search?q=harbour', 406, { accept: 'application/json;q=0, text/csv' });
  });
});

describe('a figure', () => {
  it('is of all that meets the filters, and says so where less is asked for', async () => {
    for (const query of ['limit=1', 'cursor=x', 'sort=title', 'select=id']) {
      const { detail } = await api.problem(`/figures/agreement/demands?${query}`, 400);
      expect(detail).toContain(`leave ${query.split('=')[0]} out`);
    }
  });

  it('is a file to whoever accepts that rather', async () => {
    const { headers } = await api.get('/figures/passages/sources/envoy', { accept: 'image/svg+xml' });
    expect(headers['content-type']).toBe('image/svg+xml; charset=utf-8');
    expect(headers.vary).toContain('Accept');
  });

  it('says in a frame why there is none', async () => {
    const { headers, body } = await api.get('/figures/agreement/demands?party=nobody', BROWSER);
    expect(headers['content-security-policy']).not.toContain('frame-ancestors');
    expect(body).toContain('nobody');
  });
});

describe('figures', () => {
  interface Figures {
    data: { name: string; about: string; drawn_from: string; url: string }[];
  }

  it('are listed, each with an example that answers', async () => {
    const { data } = await api.json<Figures>('/figures');
    expect(data.map(({ name }) => name).sort()).toEqual(
      'agreement life map passages shares time timeline topics who wording'.split(' '),
    );
    const { body, headers } = await api.get('/figures', BROWSER);
    expect(headers['content-type']).toContain('text/html');
    for (const { url, about, drawn_from } of data) {
      const { statusCode, body: figure } = await api.get(url);
      if (statusCode !== 200) expect(figure, url).toContain('too little to draw');
      expect(drawn_from).toMatch(/^\/\w+(\/\{id\})?$/);
      expect(body).toContain(`href="${url}"`);
      expect(body).toContain(about);
    }
    expect((await api.json<{ links: Record<string, string> }>('/')).links.figures).toMatch(/\/figures$/);
  });

  it('that are misspelt, or drawn from something else, are told from those that are', async () => {
    const misspelt = await api.problem('/figures/timelin/events', 404);
    expect(misspelt.errors).toMatchObject([{ parameter: 'name', suggestion: 'timeline' }]);
    expect(misspelt.errors?.[0]?.allowed).toHaveLength(10);
    expect((await api.problem('/figures/nothing-like-it', 404)).detail).toContain('/figures');
    for (const url of [
      '/figures/life',
      '/figures/life/',
      '/figures/life/demands',
      '/figures/life/events/interview',
    ])
      expect((await api.problem(url, 404)).detail, url).toContain('/figures/life/demands/{id}');
    expect((await api.get('/figures/timelin/events', BROWSER)).body).toContain('timeline');
  });
});

it('an address below one that is there, or a misspelt one, says which there are', async () => {
  for (const [url, said] of [
    ['/docs/nothing', 'below /docs'],
    ['/search/x', 'below /search'],
    ['/cite/x', 'below /cite'],
    ['/sql/x', 'below /sql'],
    ['/serch?q=harbour', '/search'],
    ['/figure', '/figures'],
    ['/download', '/downloads'],
    ['/openapi.jso', '/openapi.json'],
    [`/releases/${release.slice(0, -1)}/demands`, release],
    ['/releases/x', 'There is no release'],
  ] as const)
    expect((await api.problem(url, 404)).detail, url).toContain(said);
  const { detail } = await api.problem(`/${'x'.repeat(5_000)}`, 404);
  expect(detail.length).toBeLessThan(300);
});

describe('a citation', () => {
  it('is refused of what is refused, with the reason', async () => {
    for (const [url, status, said] of [
      ['/demands?facet=nope', 400, 'nope'],
      ['/demands?bom=true', 400, 'byte order mark'],
      ['/demands?provenance=true', 400, 'provenance'],
      ['/demands?limit=5000', 400, '1000'],
      ['/demands.csv?facet=kind', 400, 'facet'],
      ['/demands.csv?include=citations', 400, 'include'],
      ['/demands.svg', 404, '/demands.svg'],
      ['/demands.geojson', 404, 'geojson'],
      ['/demands/return-harbour.bib', 404, 'bib'],
      ['/demands/return-harbour?facet=kind', 400, 'facet'],
      ['/demands?cursor=x', 400, 'cursor'],
      ['/nothing', 404, '/nothing'],
      ['/cite?url=/demands', 400, 'citation itself'],
    ] as const)
      for (const asked of ['/cite?', `/cite/check?sha256=${'a'.repeat(64)}&`]) {
        const { detail } = await api.problem(`${asked}url=${encodeURIComponent(url)}`, status);
        expect(detail, url).toContain(said);
      }
    for (const url of [
      '/demands?facet=kind',
      '/demands.csv?bom=true',
      '/demands.html',
      '/demands/return-harbour.csv',
    ])
      expect((await api.get(`/cite?url=${encodeURIComponent(url)}`)).statusCode, url).toBe(200);
  });

  it('is refused of what has no records, whatever it answers with', async () => {
    for (const url of ['/figures/agreement/demands', '/docs/', '/llms.txt', '/changes.atom', '/openapi.yaml'])
      for (const asked of [`/cite?url=${url}`, `/cite/check?url=${url}&sha256=${'a'.repeat(64)}`])
        expect((await api.problem(asked, 400)).detail, asked).toContain('no records');
  });

  it('says where a record went whose id was given up', async () => {
    const { detail } = await api.problem('/cite?url=/demands/give-back-harbour', 400);
    expect(detail).toContain('/demands/return-harbour');
  });

  it('has a title, with a slash at the end too', async () => {
    const title = async (url: string) =>
      (await api.json(`/cite?url=${url}`)).data as unknown as { title: string };
    expect((await title('/demands/return-harbour/')).title).toBe(
      (await title('/demands/return-harbour')).title,
    );
    expect((await title('/demands/')).title).toBe('Demands');
  });

  it('may be of a long question', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => `a-record-with-a-long-name-${index}`).join(',');
    const { detail } = await api.problem(`/cite?url=${encodeURIComponent(`/demands?id=${ids}`)}`, 400);
    expect(detail).not.toContain('longer than');
  });

  it('is none of an address beside the path of PUBLIC_URL', async () => {
    const under = await openApi({ publicUrl: 'https://data.example/demarche' });
    const ask = async (url: string) => (await under.get(`/cite?url=${url}`)).statusCode;
    expect(await ask('https://data.example/demands')).toBe(400);
    expect(await ask('https://data.example/demarche/demands')).toBe(200);
    await under.app.close();
  });
});

it('media types are told by their letters, large or small', async () => {
  expect((await api.get('/demands', { accept: 'TEXT/CSV' })).headers['content-type']).toContain('text/csv');
  expect((await api.get('/', { accept: 'TEXT/HTML' })).headers['content-type']).toContain('text/html');
});

it('an error of a release under its own path leads on in it', async () => {
  const { body } = await api.get(`/releases/${release}/demands?kind=nope`, BROWSER);
  expect(body).toContain('href="./demands"');
  expect(body).not.toContain('href="../../demands"');
});

it.each([
  ['/demands.json?limit=50', '/demands.json'],
  ['/demands?limit=50', '/demands'],
  ['/demands/return-harbour?citations=all', '/demands/return-harbour'],
  ['/demands/return-harbour?include=citations', '/demands/return-harbour'],
  ['/search?q=harbour&collection=statements,demands', '/search?q=harbour&collection=demands,statements'],
  ['/search?q=harbour&limit=20', '/search?q=harbour'],
  [
    '/demands/changes?to=2031-06-01&party=lakes-league,arland&from=2030-01-01',
    '/demands/changes?from=2030-01-01&party=arland,lakes-league&to=2031-06-01',
  ],
])('%s is the same as %s', async (written, plain) => {
  const [one, other] = [await api.get(written), await api.get(plain)];
  expect([one.statusCode, other.statusCode]).toEqual([200, 200]);
  expect(one.json().links.self).toBe(`http://localhost:80${plain}`);
  expect(one.body).toBe(other.body);
  expect(one.headers.etag).toBe(other.headers.etag);
});
