import { beforeAll, describe, expect, it } from 'vitest';
import { type Api, EVERY, openApi, type Rec, shareApi } from '../api/support.ts';

const BROWSER = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8' };

let api: Api;
beforeAll(async () => {
  api = await shareApi();
});

const open = (url: string, headers = {}) => api.get(url, { ...BROWSER, ...headers });

/** The addresses that a page leads to on this host. */
const linksIn = (page: string): string[] =>
  [...page.matchAll(/(?:href|src|action)="([^"#]*)/g)]
    .map(([, url = '']) => url.replaceAll('&amp;', '&'))
    .filter((url) => url && !/^(https?|data):/.test(url));

const statuses = new Map<string, number>();

/** What a link of the page at an address leads to; each is followed once. */
async function follow(link: string, from: string): Promise<number> {
  const { pathname, search } = new URL(link, `http://localhost${from}`);
  const known = statuses.get(pathname + search) ?? (await open(pathname + search)).statusCode;
  statuses.set(pathname + search, known);
  return known;
}

describe('a page', () => {
  it.each(EVERY)('of /%s and of its first record is there, and leads nowhere in vain', async (name) => {
    const list = await open(`/${name}?limit=3`);
    expect(list.statusCode, list.body).toBe(200);
    expect(list.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(list.headers.vary).toContain('Accept');
    const [first] = (await api.all(name)) as Rec[];
    if (!first) return;
    const record = await open(first.url);
    expect(record.statusCode, record.body).toBe(200);
    for (const [page, at] of [
      [list, `/${name}`],
      [record, first.url],
    ] as const)
      for (const link of linksIn(page.body))
        expect(await follow(link, at), `${at}: ${link}`).toBeLessThan(400);
  });

  it('is tagged, and not sent twice', async () => {
    const { headers } = await open('/demands');
    expect(headers.etag).not.toBe((await api.get('/demands')).headers.etag);
    expect((await open('/demands', { 'if-none-match': headers.etag })).statusCode).toBe(304);
    expect((await open('/demands?party=nobody', { 'if-none-match': '*' })).statusCode).toBe(400);
  });

  it('lets nothing run or come from elsewhere', async () => {
    const { headers, body } = await open('/demands');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(body).not.toMatch(/\sstyle="|<style|\son[a-z]+="|<script(?![^>]*src=)/);
  });

  it('of an id that was given up leads to what became of it, or says that it was withdrawn', async () => {
    for (const [before, after] of [
      ['', ''],
      ['/figures/life', ''],
      ['/figures/life', '.svg'],
    ]) {
      const { statusCode, headers } = await open(`${before}/demands/give-back-harbour${after}`);
      expect(statusCode).toBe(308);
      expect(headers.location).toBe(`http://localhost:80${before}/demands/return-harbour${after}`);
    }
    const { statusCode, body } = await open('/demands/no-fishing');
    expect(statusCode).toBe(410);
    expect(body).toContain('<h1>');
    expect(body).toContain('Nobody demanded it');
  });

  it('shows its question, to be asked as it stands', async () => {
    const { body } = await open('/demands?party=arland');
    expect(body).toContain('http://localhost:80/demands?party=arland</code>');
    expect(body).toContain('/docs/#/demands/listDemands');
    expect(linksIn(body.replaceAll('http://localhost:80', ''))).toContain('/demands.csv?party=arland');
  });

  it('asks nothing by a field of a form that was left empty', async () => {
    const { statusCode, headers } = await open('/demands?party=arland&kind=&q=');
    expect(statusCode).toBe(303);
    expect(headers.location).toBe('demands?party=arland');
    expect((await open('/demands?kind=')).headers.location).toBe('demands');
    expect((await api.get('/demands?kind=')).statusCode).toBe(400);
  });

  it('stands under the path of PUBLIC_URL, with all that it leads to', async () => {
    const under = await openApi({ publicUrl: 'https://data.example/demarche' });
    for (const url of ['/', '/demands', '/demands/return-harbour']) {
      const { body } = await under.get(url, BROWSER);
      for (const link of linksIn(body)) expect(link).toMatch(/^(\/demarche\/|\?)/);
    }
  });
});

describe('an error', () => {
  it('is a page with what was probably meant as a link', async () => {
    const missing = await open('/demands/return-harbor');
    expect(missing.statusCode).toBe(404);
    expect(missing.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(missing.body).toContain('href="../demands/return-harbour"');
    // The way on is the list above it, since the same address would be missing again.
    expect(missing.body).toContain('href="../demands">All demands</a>');
    expect(missing.body).not.toContain('without its question');
    const wrong = await open('/demands?party=arlant&kind=wish');
    expect(wrong.statusCode).toBe(400);
    expect(wrong.body).toContain('href="./demands?party=arland&amp;kind=wish"');
    expect(wrong.headers['cache-control']).toBe('no-store');
  });

  it.each(['/nothing', '/demands/%zz', `/demands/${'x'.repeat(500)}`])('at %s is one, too', async (url) => {
    const { statusCode, headers, body } = await open(url);
    expect(statusCode).toBeGreaterThanOrEqual(400);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(body).toContain('<main');
  });
});

describe('a hostile name', () => {
  const NAME = `"'><script src=//x></script><b onclick="x">&amp;`;
  it('is text, wherever it stands', async () => {
    const quoted = `'${NAME.replaceAll("'", "''")}'`;
    const odd = await openApi({
      files: { 'topics/fishing.yaml': `name: ${quoted}\ndefinition: ${quoted}\nrevised: "2031-06-01"\n` },
    });
    for (const url of [
      '/',
      '/topics',
      '/topics/fishing',
      '/demands',
      '/demands/lift-fishing-limits',
      `/search?q=${encodeURIComponent(NAME)}`,
      `/topics?q=${encodeURIComponent(NAME)}`,
      `/demands?party=${encodeURIComponent(NAME)}`,
      `/${encodeURIComponent(NAME)}`,
    ]) {
      const { body } = await odd.get(url, BROWSER);
      expect(body, url).not.toMatch(/<script src=\/\/|<b onclick/);
    }
    expect((await odd.get('/topics/fishing', BROWSER)).body).toContain('&lt;script src=//x&gt;');
    await odd.app.close();
  });
});

it.each([
  ['/demands?id=return-harbour', '1 demand.'],
  ['/demands?limit=1', '3 demands.'],
  ['/demands?kind=red_line', '0 demands.'],
])('%s counts: %s', async (url, total) => {
  expect((await open(url)).body).toContain(`<p class="total">${total}`);
});
