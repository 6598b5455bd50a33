import { beforeAll, describe, expect, it } from 'vitest';
import { party, SEARCHED } from './searched.ts';
import { type Api, COLLECTIONS, openApi, shareApi, sorted } from './support.ts';

interface NotFound {
  word: string;
  suggestion: string | null;
}

interface Found {
  data: {
    collection: string;
    id: string;
    name: string;
    url: string;
    match: string;
    also: Record<string, number>;
  }[];
  meta: {
    total: number;
    count: number;
    release: string;
    next_cursor: string | null;
    not_found?: NotFound[];
  };
  links: { self: string; next: string | null };
}

let api: Api;
beforeAll(async () => {
  api = await shareApi(SEARCHED);
});

const q = (text: string) => encodeURIComponent(text);

const find = (text: string, more = '') => api.json<Found>(`/search?q=${q(text)}${more}`);

describe('/search', () => {
  it('answers hits with collection, id, name, url and match', async () => {
    const found = (await api.get('/search?q=gardener', { host: 'api.test' })).json<Found>();
    expect(Object.keys(found)).toEqual(['data', 'meta', 'links']);
    expect(found.data[0]).toEqual({
      collection: 'parties',
      id: 'plural',
      name: 'Gardeners',
      url: '/parties/plural',
      match: expect.stringContaining('<mark>Garden'),
      also: { citations: 1 },
    });
    const { length } = found.data;
    expect(found.meta).toEqual({
      total: length,
      ranked: length,
      count: length,
      limit: 20,
      next_cursor: null,
      release: expect.stringMatching(/^2031-06-02-[0-9a-f]{8}$/),
    });
    expect(found.links).toEqual({
      self: 'http://api.test/search?q=gardener',
      next: null,
      cite: 'http://api.test/cite?url=%2Fsearch%3Fq%3Dgardener',
    });
  });

  it('searches all collections, and those asked for', async () => {
    const all = await find('harbour', '&limit=100');
    expect(new Set(all.data.map(({ collection }) => collection)).size).toBeGreaterThan(4);
    const some = await find('harbour', '&collection=demands,topics');
    expect(some.data.map(({ url }) => url).sort()).toEqual(['/demands/return-harbour', '/topics/harbours']);
    expect(some.meta).toMatchObject({ total: 2, count: 2 });
    const repeated = await find('harbour', '&collection=demands&collection=topics');
    expect(repeated.data).toEqual(some.data);
  });

  it('finds in each collection what its own q finds', async () => {
    for (const text of ['harbour', 'limits', 'елкин', '"lakes league"', 'orlov'])
      for (const collection of COLLECTIONS) {
        const hits = await find(text, `&collection=${collection}&limit=100`);
        const ids = await api.ids(`/${collection}?q=${q(text)}&limit=1000`);
        expect(hits.meta.total, `${collection} ${text}`).toBe(ids.length);
        if (ids.length <= 100) expect(sorted(hits.data.map(({ id }) => id))).toEqual(ids);
      }
  });

  it('ranks a match in the label before one in the text', async () => {
    const { data } = await find('zephyr');
    expect(data.slice(0, 2).map(({ id }) => id)).toEqual(['markup', 'cloud-club']);
    const [first] = (await find('return harbour port vell')).data;
    expect(first?.url).toBe('/demands/return-harbour');
    const [topic] = (await find('fishing', '&collection=topics,statements,agreements')).data;
    expect(topic?.name).toMatch(/Fishing/);
  });

  it('takes 20 hits where no limit is given, and counts the rest', async () => {
    const some = await find('the');
    expect(some.data).toHaveLength(20);
    expect(some.meta).toMatchObject({ count: 20, limit: 20 });
    expect(some.meta.total).toBeGreaterThan(20);
    const all = await find('the', '&limit=100');
    expect(all.meta.total).toBe(some.meta.total);
    expect(all.data.slice(0, 20)).toEqual(some.data);
    expect((await find('the', '&limit=3')).data).toEqual(some.data.slice(0, 3));
    const none = await find('the', '&limit=0');
    expect([none.data, none.meta.count, none.meta.total]).toEqual([[], 0, some.meta.total]);
    expect([none.meta.next_cursor, none.links.next]).toEqual([null, null]);
  });

  it('goes on page by page, until all that were ranked have been shown once', async () => {
    for (const [text, limit] of [
      ['harbour', 3],
      ['harbour', 8],
      ['the', 100],
    ] as const) {
      const pages: Found[] = [];
      for (let next: string | null = `/search?q=${text}&limit=${limit}`; next; ) {
        const response = await api.get(next);
        const page = response.json<Found>();
        expect(response.headers.link).toBe(page.links.next ? `<${page.links.next}>; rel="next"` : undefined);
        expect(page.links.next === null).toBe(page.meta.next_cursor === null);
        pages.push(page);
        next = page.links.next;
      }
      const { total } = pages[0]?.meta ?? {};
      expect(pages).toHaveLength(Math.ceil(Number(total) / limit));
      const urls = pages.flatMap(({ data }) => data.map(({ url }) => url));
      expect(urls).toHaveLength(Number(total));
      expect(new Set(urls).size).toBe(total);
    }
  });

  it('refuses the cursor of another search, and of another release', async () => {
    const { meta } = await find('harbour', '&limit=3');
    const cursor = String(meta.next_cursor);
    expect((await find('harbour', `&limit=5&cursor=${cursor}`)).data).toHaveLength(5);
    for (const path of [
      `/search?q=limits&cursor=${cursor}`,
      `/search?q=harbour&collection=demands&cursor=${cursor}`,
      `/demands?q=harbour&cursor=${cursor}`,
    ])
      expect((await api.problem(path)).detail).toContain('belongs to another query');
    expect((await api.problem('/search?q=harbour&cursor=x')).detail).toContain('is not a cursor');
    const other = await openApi({ files: { 'parties/one-more.yaml': party('One more', 'Another release') } });
    const gone = await other.problem(`/search?q=harbour&cursor=${cursor}`, 410);
    expect(gone.detail).toContain('no longer served');
  });

  it('puts what matches as well in the order of ids, and before it what has the words more often', async () => {
    const tied = await openApi({
      files: {
        'parties/tie-c.yaml': party('Quokka hunted', 'Animals'),
        'parties/tie-a.yaml': party('Quokka hunter', 'Animals'),
        'parties/tie-b.yaml': party('Quokka quokka', 'Animals'),
        'parties/tie-d.yaml': party('Wombats that eat', 'Animals'),
        'parties/tie-e.yaml': party('Wombats that run', 'Animals'),
      },
    });
    const idsOf = async (word: string) =>
      (await tied.json<Found>(`/search?q=${word}&collection=parties`)).data.map(({ id }) => id);
    expect(await idsOf('quokka')).toEqual(['tie-b', 'tie-a', 'tie-c']);
    expect(await idsOf('wombat')).toEqual(['tie-d', 'tie-e']);
    expect(await idsOf('animals')).toEqual(['tie-a', 'tie-b', 'tie-c', 'tie-d', 'tie-e']);
  });

  it('finds nobody by hashes, file names and the labels of sources, which are ours', async () => {
    const { data } = await api.json<{ data: { sha256: string; file: string } }>('/sources/envoy');
    expect((await find(data.sha256)).meta.total).toBe(0);
    const [release] = (await api.json<{ data: { hash: string }[] }>('/releases')).data;
    expect((await find(String(release?.hash))).meta.total).toBe(0);
    expect((await find(`"${data.file}"`)).meta.total).toBe(0);
    const labelled = await find('"Envoy report"', '&limit=100');
    expect(labelled.data.map(({ url }) => url)).toEqual(['/sources/envoy']);
    for (const name of ['statements', 'demands', 'divergences', 'events', 'weapons'])
      expect(await api.ids(`/${name}?q=${q('"Envoy report"')}`), name).toEqual([]);
  });

  it('refuses more than twenty words, however they are joined, and none', async () => {
    const refused = async (text: string) => (await api.problem(`/search?q=${q(text)}`)).detail;
    const words = (n: number) => Array.from({ length: n }, (_, k) => `word${k}`);
    for (const by of [' ', ' OR ', ' -']) {
      expect(await refused(words(21).join(by))).toContain('more than 20 different words');
      expect((await api.get(`/search?q=${q(words(20).join(by))}`)).statusCode, by).toBe(200);
    }
    expect(await refused('!?')).toContain('nothing to search for');
  });

  it('answers one hit a record, and counts what belongs to it', async () => {
    const { data } = await find('harbour', '&limit=100');
    const within = ['attributes', 'citations', 'coverage', 'positions', 'quotations', 'reports', 'wordings'];
    expect(data.filter(({ collection }) => within.includes(collection))).toEqual([]);
    const statement = data.find(({ url }) => url === '/statements/return-harbour');
    expect(statement?.also).toEqual({ reports: 2, citations: 4, wordings: 1, coverage: 1 });
    for (const { url, also } of data) {
      const found = await find('harbour', '&collection=citations&limit=100');
      const own: string[] = [];
      for (const citation of found.data) {
        const { record } = (await api.json<{ data: Record<string, { url: string }> }>(citation.url)).data;
        const [, collection = '', id = ''] = String(record?.url).split('/');
        const above = {
          reports: 'statements',
          attributes: 'weapons',
          positions: 'demands',
          quotations: 'sources',
        }[collection];
        own.push(above ? `/${above}/${id.split('.')[0]}` : String(record?.url));
      }
      expect(also.citations ?? 0, url).toBe(own.filter((record) => record === url).length);
    }
  });

  it('searches what belongs to others where that is asked for', async () => {
    const { data } = await find('harbour', '&collection=citations,reports&limit=100');
    expect(new Set(data.map(({ collection }) => collection))).toEqual(new Set(['citations', 'reports']));
    for (const { also } of data) expect(also).toEqual({});
  });

  it('puts the record of that name first, and the shorter name before the longer', async () => {
    const first = async (text: string) => (await find(text)).data.slice(0, 2).map(({ url }) => url);
    expect(await first('fishing')).toEqual(['/topics/fishing', '/agreements/fishing-limits']);
    expect(await first('FISHING limits')).toEqual([
      '/agreements/fishing-limits',
      '/demands/lift-fishing-limits',
    ]);
    expect(await first('orlov')).toEqual(['/people/mila-orlov', '/events/interview']);
    // One of that name that has what is to be left out is not found.
    const { data } = await find('fishing limits -league');
    expect(data.map(({ url }) => url)).toEqual(['/topics/fishing']);
  });

  it('puts what somebody wrote before what the build makes of it', async () => {
    for (const text of ['demand', 'limits']) {
      const { data } = await find(text, '&limit=100');
      const made = data.map(({ collection }) => ['dictionary', 'reliability'].includes(collection));
      expect(made, text).toEqual(made.toSorted());
      expect(new Set(made).size, text).toBe(2);
    }
  });

  it('marks what was found and escapes everything else', async () => {
    const { data } = await find('zephyr', '&collection=parties');
    const [label] = data;
    expect(label?.match).toContain('&lt;b&gt;<mark>Zephyr</mark>&lt;/b&gt; &amp; &quot;Sons&quot;');
    expect(label?.match).toContain(
      '&lt;script&gt;alert(1)&lt;/script&gt; club of <mark>zephyr</mark> sailors',
    );
    expect(label?.name).toBe('<b>Zephyr</b> & "Sons"');
    const [script] = (await find('script alert')).data;
    expect(script?.match).toContain('&lt;<mark>script</mark>&gt;<mark>alert</mark>(1)');
    expect(script?.match).not.toMatch(/<(?!\/?mark>)/);
    const phrase = (await find('"other weather"')).data[0];
    expect(phrase?.match).toContain('<mark>other weather</mark>');
  });

  it('shows the text as it is written where it is found by its folded form', async () => {
    const [hit] = (await find('ежик')).data;
    expect(hit?.match).toContain('Ёж · Всё ещё <mark>ёжик</mark>, и йод · ');
    const [lodz] = (await find("lodz strasse o'neill thingvellir")).data;
    expect(lodz?.match).toContain('<mark>Łódź</mark> Tramways · <mark>Straße</mark>, Ørsted');
    expect(lodz?.match).toContain('<mark>Þingvellir</mark>');
    expect(lodz?.match).toContain('Lukʼyan <mark>O’Neill</mark>');
  });

  it('marks nothing but the text', async () => {
    for (const collection of ['parties', 'topics', 'demands', 'people'])
      for (const { match, name } of (await find(collection, '&limit=100')).data)
        expect(match, name).not.toMatch(new RegExp(`^<mark>${collection}</mark>$`));
    for (const { match } of (await find('harbour', '&collection=demands')).data)
      expect(match).toContain('<mark>harbour</mark>');
  });
});
