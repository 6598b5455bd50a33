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

describe('a citation', () => {
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
