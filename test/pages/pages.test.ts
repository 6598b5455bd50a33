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
    const question = '/demands?party=arland&amp;sort=-last_affirmed';
    expect(body).toContain(`http://localhost:80${question}</code>`);
    expect(body).toContain('/docs/#/demands/listDemands');
    expect(linksIn(body.replaceAll('http://localhost:80', ''))).toContain(
      '/demands.csv?party=arland&sort=-last_affirmed',
    );
  });

  it.each([
    ['/demands', '-last_affirmed'],
    ['/statements', '-date'],
    ['/commitments', '-date'],
    ['/positions', '-date'],
    ['/events', 'date'],
    ['/people', 'name'],
    ['/parties', 'name'],
    ['/regions', 'name'],
    ['/divergences', 'title'],
    ['/demands?as_of=2031-06-01', 'title'],
    ['/citations', 'position'],
  ])('of %s is in an order that means something, as the question that it shows', async (url, order) => {
    const { body } = await open(url);
    const ordered = `${url}${url.includes('?') ? '&' : '?'}sort=${order}`;
    const [, shown = ''] = /<code class="url">http:\/\/localhost:80([^<]*)<\/code>/.exec(body) ?? [];
    expect(new URLSearchParams(shown.replaceAll('&amp;', '&').split('?')[1]).get('sort')).toBe(order);
    const { data } = await api.json<{ data: Rec[] }>(ordered);
    const main = body.slice(body.indexOf('class="total"'));
    const places = data.map((one) => main.indexOf(`class="title" href="${one.url}"`));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
    // Whoever chose an order has that one, and a client that asks for JSON the order of ids.
    expect((await open(`${url}${url.includes('?') ? '&' : '?'}sort=-id`)).body).toContain('sort=-id</code>');
    const ids = (await api.json<{ data: Rec[] }>(url)).data.map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted());
  });

  it('goes on in its order, page by page, to the last record', async () => {
    const seen: string[] = [];
    for (let url: string | null = '/statements?limit=2'; url; ) {
      const { statusCode, body }: { statusCode: number; body: string } = await open(url);
      expect(statusCode, body).toBe(200);
      const titles = (page: string) =>
        [...page.matchAll(/class="title" href="([^"]*)"/g)].map(([, to = '']) => to);
      const [, first = null] = /href="([^"]*)">First page/.exec(body) ?? [];
      expect(first === null).toBe(seen.length === 0);
      seen.push(...titles(body));
      if (first)
        expect(titles((await open(`/statements${first.replaceAll('&amp;', '&')}`)).body)).toEqual(
          seen.slice(0, 2),
        );
      const [, next = null] = /rel="next" href="([^"]*)"/.exec(body) ?? [];
      url = next && `/statements${next.replaceAll('&amp;', '&')}`;
    }
    const { data } = await api.json<{ data: Rec[] }>('/statements?sort=-date');
    expect(seen).toEqual(data.map(({ url }) => url));
    // A page of what was asked as data goes on in the order of that.
    const { links } = await api.json('/statements?limit=1');
    expect((await open(String(links.next))).statusCode).toBe(200);
  });

  it('tells values inside values by what they mean, not by the names of fields', async () => {
    const { body } = await open('/events/interview');
    expect(body).toContain('<dt>The date:</dt>');
    expect(body).not.toMatch(/<dt[^>]*>(edtf|basis|how|who):?<\/dt>/i);
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

  it.each([
    ['/events?date=29+March+2022', '/events?date=2022-03-29', '2022-03-29'],
    ['/events?date=March+29,+2022', '/events?date=2022-03-29', '2022-03-29'],
    ['/events?date=29.3.2022&type=ASSAULT', '/events?date=2022-03-29&type=ASSAULT', '2022-03-29'],
    ['/events?date=3.4.2022', '/events?date=2022-04-03', '2022-04-03'],
    ['/commitments?date=March+2022', '/commitments?date=2022-03', '2022-03'],
    ['/demands?as_of=2022/3/29', '/demands?as_of=2022-03-29', '2022-03-29'],
    ['/demands?partyy=arland', '/demands?party=arland', 'party'],
    ['/demands?party=arland,bordavio', '/demands?party=arland,bordavia', 'bordavia'],
    ['/demands?kind=-call', '/demands?kind__not=call', 'kind__not=call'],
    ['/statements?demand=return-harbor', '/statements?demand=return-harbour', 'return-harbour'],
  ])('of %s leads to the question that was meant', async (url, meant, word) => {
    const { statusCode, body } = await open(url);
    expect(statusCode).toBe(400);
    const [, link = ''] = new RegExp(`Was <a href="\\.([^"]*)">${word}</a> meant`).exec(body) ?? [];
    expect(new URLSearchParams(link.replaceAll('&amp;', '&').split('?')[1])).toEqual(
      new URLSearchParams(meant.split('?')[1]),
    );
    expect((await open(meant)).statusCode).toBe(200);
  });

  it('lets what is wrong be mended where it stands, and keeps the rest', async () => {
    const { body } = await open('/events?date=the+29th&type=ASSAULT');
    expect(body).toContain('write 2024, 2024-11, 2024-11-21');
    expect(body).toContain('<input name="date" value="the 29th">');
    expect(body).toContain('<input type="hidden" name="type" value="ASSAULT">');
    // A date that may be two is not guessed.
    expect((await open('/events?date=3/4/2022')).body).not.toContain(' meant?');
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

it('a form shows what was chosen, and keeps what it has no field for', async () => {
  const { body } = await open('/demands?party=arland&person=mila-orlov&sort=title');
  const [form = ''] = /<form class="filters"[\s\S]*?<\/form>/.exec(body) ?? [];
  expect(form).toContain('<input type="hidden" name="person" value="mila-orlov">');
  expect(form.match(/<input type="hidden"/g)?.length).toBe(1);
  expect(form.match(/<option value="[^"]*" selected>/g)).toEqual([
    '<option value="arland" selected>',
    '<option value="title" selected>',
  ]);
  expect((await open('/demands')).body).not.toContain('Show all');
});

it.each([
  ['/demands?id=return-harbour', '1 demand.'],
  ['/demands?limit=1', '3 demands.'],
  ['/demands?kind=red_line', '0 demands.'],
])('%s counts: %s', async (url, total) => {
  expect((await open(url)).body).toContain(`<p class="total">${total}`);
});
