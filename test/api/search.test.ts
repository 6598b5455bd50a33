import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Api, COLLECTIONS, openApi, sorted } from './support.ts';

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

const party = (name: string, description: string) => `name: ${JSON.stringify(name)}
kind: group
description: ${JSON.stringify(description)}
citations:
  - { field: name, source: envoy, start: 201, end: 260, exact: asked the Lakes League }
revised: "2031-06-01"
`;

let api: Api;
beforeAll(async () => {
  api = await openApi({
    files: {
      'parties/markup.yaml': party(
        '<b>Zephyr</b> & "Sons"',
        'A <script>alert(1)</script> club of zephyr sailors',
      ),
      'parties/cloud-club.yaml': party(
        'Cloud club',
        'Talks of a zephyr once, and of a lot of other weather too',
      ),
      'parties/cafe.yaml': party(
        'Café Ünal',
        'Coffee is served at noon; they’re re-elected, 24/7, on e-mail',
      ),
      'parties/yozh.yaml': party('Ёж', 'Всё ещё ёжик, и йод'),
      'parties/lodz.yaml': party(
        'Łódź Tramways',
        'Straße, Ørsted, Đoković, Şıklık, œuvre, Ægir, Þingvellir, Guðrún, Ħamrun; run by Lukʼyan O’Neill',
      ),
      'parties/names.yaml': party(
        'Friends of Zelenskyy',
        'Dmitrij Volodymyrovych negotiates recognition of the mobilised, organizes them, and has a policy',
      ),
      'parties/plural.yaml': party('Gardeners', 'Gardening and running'),
    },
  });
});

const q = (text: string) => encodeURIComponent(text);
const find = (text: string, more = '') => api.json<Found>(`/search?q=${q(text)}${more}`);
const parties = (text: string) => api.ids(`/parties?q=${q(text)}`);

describe('q', () => {
  it.each([
    // Any form of a word finds any other.
    ['gardener', ['plural']],
    ['GARDENERS', ['plural']],
    ['gardened run', ['plural']],
    ['runs gardens', ['plural']],
    // All words, in any order.
    ['weather zephyr', ['cloud-club']],
    ['zephyr', ['cloud-club', 'markup']],
    ['zephyr nowhere', []],
    // Phrases as they stand.
    ['"lot of other weather"', ['cloud-club']],
    ['"other of lot"', []],
    ['other of lot', ['cloud-club']],
    ['"zephyr once" weather', ['cloud-club']],
    ['“zephyr once” weather', ['cloud-club']],
    ['„lot of other“', ['cloud-club']],
    ['«other of lot»', []],
    // Accents on either side.
    ['cafe', ['cafe']],
    ['CAFÉ unal', ['cafe']],
    ['cafe\u0301', ['cafe']],
    ['câfè', ['cafe']],
    // ё and е are the same letter, on either side.
    ['ёж', ['yozh']],
    ['еж', ['yozh']],
    ['ЕЖ', ['yozh']],
    ['е\u0308ж', ['yozh']],
    ['все еще', ['yozh']],
    ['всё еще ежик', ['yozh']],
    ['"все еще"', ['yozh']],
    ['"всё ещё"', ['yozh']],
    // What is no letter or digit separates, and means nothing.
    ['re-elected', ['cafe']],
    ['e-mail 24/7', ['cafe']],
    ['(zephyr) AND^', ['cloud-club']],
    ['name: zephyr', []],
    ['zephyr;--', ['cloud-club', 'markup']],
    ['NEAR zephyr', []],
    ['Ёж AND йод', ['yozh']],
    ['zephyr\nweather', ['cloud-club']],
    ['weather OR "(zephyr)"', ['cloud-club', 'markup']],
    // Beginnings, of words as they are written: “negotiat” is no beginning of the stem “negoti”.
    ['zephyr*', ['cloud-club', 'markup']],
    ['zeph*', ['cloud-club', 'markup']],
    ['(((zeph**,', ['cloud-club', 'markup']],
    ['negotiat*', ['names']],
    ['ZEL*', ['names']],
    ['zelenskiy*', ['names']],
    ['łód*', ['lodz']],
    ['"zephyr onc*"', ['cloud-club']],
    ['"zephyr onc"*', ['cloud-club']],
    ['re-ele*', ['cafe']],
    ['ephyr*', []],
    // One or the other: OR joins the words beside it.
    ['zephyr OR gardener', ['cloud-club', 'markup', 'plural']],
    ['zephyr OR gardener weather', ['cloud-club']],
    ['weather gardener OR zephyr', ['cloud-club']],
    ['nowhere OR "zephyr once" OR nothing', ['cloud-club']],
    ['garden* OR weath*', ['cloud-club', 'plural']],
    ['zephyr or gardener', []],
    ['zephyr AND weather', ['cloud-club']],
    // Left out.
    ['zephyr -weather', ['markup']],
    ['-weather zephyr', ['markup']],
    ['zephyr NOT weather', ['markup']],
    ['zephyr -"other weather"', ['markup']],
    ['zephyr -"weather other"', ['cloud-club', 'markup']],
    ['zephyr OR gardener -weather -running', ['markup']],
    ['zephyr -weath*', ['markup']],
    ['zephyr – weather', ['cloud-club']],
    // Letters that no accent is taken off, on either side.
    ['lodz', ['lodz']],
    ['ŁÓDŹ', ['lodz']],
    ['Ło\u0301dz\u0301 tramway', ['lodz']],
    ['strasse orsted dokovic siklik oeuvre aegir thingvellir gudrun hamrun', ['lodz']],
    ['straße ørsted đoković şıklık œuvre ægir þingvellir guðrún ħamrun', ['lodz']],
    ["luk'yan o'neill", ['lodz']],
    ['lukʼyan oʼneill', ['lodz']],
    ['luk’yan o‘neill', ['lodz']],
    // An apostrophe inside a word is left away by others.
    ['Tram’ways', ['lodz']],
    ['lukyan oneill', ['lodz']],
    // As it is written on either side of an ocean.
    ['mobilized organises', ['names']],
    ['mobilization organisations', ['names']],
    ["weath'er zeph’yr", ['cloud-club']],
    ["zephyr -wea'ther", ['markup']],
    ["tram'way*", ['lodz']],
    ['"lot of ot’her weather"', ['cloud-club']],
    // What is not seen, and letters as wide as Chinese ones.
    ['zep\u200Bhyr once', ['cloud-club']],
    ['\uFEFFwea\u00ADther', ['cloud-club']],
    ['ＺＥＰＨＹＲ ｏｎｃｅ', ['cloud-club']],
    ['ｚｅｐｈ＊', ['cloud-club', 'markup']],
    // Names that are transliterated in several ways.
    ['zelenskyy', ['names']],
    ['zelensky', ['names']],
    ['Zelenskiy', ['names']],
    ['Zelenskij', ['names']],
    ['Zelenskyi', ['names']],
    ['zelenski', ['names']],
    ['"friends of zelensky"', ['names']],
    ['dmitriy', ['names']],
    ['policies', ['names']],
    ['zelens', []],
  ])('%s', async (text, expected) => {
    expect(await parties(text)).toEqual(expected);
  });

  it.each([
    ['ze*', '“ze*”: give at least 3 letters before *'],
    ['24/7*', '“24/7*”: give at least 3 letters before *'],
    ['"zephyr on*"', 'give at least 3 letters before *'],
    ['*zephyr', '“*zephyr”: * stands at the end of a word only'],
    ['ze*yr', '“ze*yr”: * stands at the end of a word only'],
    ['"zephyr once', 'a quotation mark is not closed'],
    ['zephyr "', 'a quotation mark is not closed'],
    ['label:zephyr', '“label:” searches no field'],
    ['-label:zephyr', '“label:” searches no field'],
    ['speaker:"a b"', '“speaker:” searches no field'],
    ['{label body}:zephyr', '“body:” searches no field'],
    ['NEAR(zephyr weather)', 'NEAR is not understood'],
    ['zephyr NEAR/5 weather', 'NEAR is not understood'],
    ['zephyr NEAR weather', 'NEAR is not understood'],
    ['zephyr - weather', '“-”: a minus touches the word'],
    ['zephyr --weather', 'one minus leaves a word out: -word'],
    ['zephyr –weather', 'a word is left out by a plain minus, -word'],
    ['zephyr −weather', 'a word is left out by a plain minus, -word'],
    ['zephyr !weather', 'write -word'],
    ['zephyr | weather', 'write OR between two words'],
    ['zephyr||weather', 'write OR between two words'],
    ['zephyr && weather', '&& is not understood'],
    ['zephir~', '~ finds nothing alike'],
    ['zephir~2', '~ finds nothing alike'],
    ['"zephyr weather"~3', '~ finds nothing alike'],
    ['zephyr^2 weather', '^ weighs nothing'],
    ['zeph?r', '? stands for no letter'],
    ['zephyr OR', 'OR stands between two words'],
    ['OR zephyr', 'OR stands between two words'],
    ['zephyr OR OR weather', 'OR stands between two words'],
    ['zephyr OR -weather', 'OR stands between two words'],
    ['zephyr -weather OR gardener', 'OR stands between two words'],
    ['zephyr NOT weather OR gardener', 'OR stands between two words'],
    ['zephyr NOT', 'NOT stands between two words'],
    ['zephyr NOT NOT weather', 'NOT stands between two words'],
    ['zephyr OR (gardener weather)', 'parentheses do not group'],
    ['zephyr (-weather)', 'parentheses do not group'],
    ['-zephyr', 'only words to leave out'],
    ['NOT zephyr', 'only words to leave out'],
  ])('refuses %s, and says why', async (text, detail) => {
    for (const path of ['/parties', '/parties.ndjson', '/search']) {
      const { errors } = await api.problem(`${path}?q=${q(text)}`);
      expect(errors).toEqual([{ parameter: 'q', detail: expect.stringContaining(detail) }]);
    }
    const table = await api.get(`/parties.csv?q=${q(text)}`);
    expect(table.statusCode).toBe(400);
    expect(table.body).toContain(detail.replaceAll('"', '""'));
  });

  it('takes parentheses for punctuation where they group nothing', async () => {
    expect(await parties('(zephyr) (weather)')).toEqual(['cloud-club']);
    expect(await parties('zephyr -"weather (other)"')).toEqual(['cloud-club', 'markup']);
  });

  it('says which word was not found, and the nearest that is', async () => {
    const notFound = async (path: string) => (await api.json(path)).meta.not_found;
    expect(await notFound('/parties?q=zefyr+weather')).toEqual([{ word: 'zefyr', suggestion: 'zephyr' }]);
    expect(await notFound('/search?q=zefyr+weather')).toEqual([{ word: 'zefyr', suggestion: 'zephyr' }]);
    expect(await notFound('/parties?q=gardning')).toEqual([{ word: 'gardning', suggestion: 'Gardening' }]);
    expect(await notFound('/parties?q=zelensyk')).toEqual([{ word: 'zelensyk', suggestion: 'Zelenskyy' }]);
    expect(await notFound('/parties?q=qqqqqq')).toEqual([{ word: 'qqqqqq', suggestion: null }]);
    expect(await notFound(`/parties?q=${q('"othr weather"')}`)).toEqual([
      { word: '"othr weather"', suggestion: 'other weather' },
    ]);
    expect(await notFound(`/parties?q=${q('zefyr OR qqqqqq -weather')}`)).toHaveLength(2);
    // Each is there, but not in one record; or a filter leaves nothing.
    expect(await notFound('/parties?q=zephyr+gardener')).toEqual([]);
    expect(await notFound('/parties?q=zephyr&kind=state')).toEqual([]);
    // Operators in lower case are words.
    expect(await notFound('/parties?q=zephyr+or+gardener')).toEqual([{ word: 'or', suggestion: 'OR' }]);
    expect(await notFound('/search?q=zephyr+and+gardener')).toEqual([{ word: 'and', suggestion: 'AND' }]);
    // What is found elsewhere is not found here.
    expect(await notFound('/topics?q=zephyr')).toMatchObject([{ word: 'zephyr' }]);
    expect(await notFound('/search?q=zephyr&collection=topics')).toMatchObject([{ word: 'zephyr' }]);
    expect(await notFound('/parties?q=zephyr')).toBeUndefined();
    expect(await notFound('/search?q=zephyr')).toBeUndefined();
    expect(await notFound('/parties?kind=bloc')).toBeUndefined();
  });

  it('finds people by every spelling, and records by the names of those they refer to', async () => {
    expect(await api.ids(`/people?q=${q('елкин')}`)).toEqual(['semyon-yolkin']);
    expect(await api.ids(`/people?q=${q('Ёлкин')}`)).toEqual(['semyon-yolkin']);
    expect(await api.ids('/people?q=tomas')).toEqual(['tomas-quint']);
    // Orlov is named in no field of theirs, but speaks.
    expect(await api.ids('/statements?q=orlov')).toEqual(
      expect.arrayContaining(['lift-limits', 'return-harbour']),
    );
    expect(await api.ids('/demands?q=bordavia+harbour')).toEqual(['return-harbour']);
  });

  it('searches the collection’s own text only', async () => {
    for (const collection of COLLECTIONS)
      for (const word of ['demands', 'statements', 'parties']) {
        const records = await api.all(collection);
        const found = await api.ids(`/${collection}?q=${word}&limit=1000`);
        // The collection’s name is no word of its records.
        expect(found.length, `${collection}?q=${word}`).toBeLessThan(records.length);
      }
  });

  it('names of fields are no text', async () => {
    expect(await parties('name')).toEqual([]);
    expect(await api.ids('/demands?q=kind')).toEqual([]);
    expect(await api.ids('/sources?q=title')).toEqual([]);
    expect(await api.ids('/statements?q=wording')).toEqual([]);
  });

  it('goes with filters, order and count', async () => {
    const list = await api.json('/statements?q=limits&kind=demand&sort=-title');
    expect(list.data.map(({ id }) => id)).toEqual(['lift-limits']);
    expect(list.meta.total).toBe(1);
    expect((await api.json('/parties?q=zephyr&limit=0')).meta.total).toBe(2);
    expect(await api.ids('/parties?q=zephyr&sort=-id')).toEqual(['markup', 'cloud-club']);
  });

  it('finds nothing with 200', async () => {
    expect(await api.json('/parties?q=absent')).toMatchObject({ data: [], meta: { total: 0 } });
  });

  it('finds every record by its own label', async () => {
    for (const collection of COLLECTIONS)
      for (const record of (await api.all(collection)).slice(0, 40)) {
        const label = String(record.name ?? record.title);
        expect(await api.ids(`/${collection}?q=${q(label)}&limit=1000`), label).toContain(record.id);
      }
  });

  it('no punctuation changes what a word finds', async () => {
    const mark = fc.constantFrom(..."#$%'()+,./:;<=>?@[\\]^_`{}«»“”„’—…№§\t\n\u00a0\u200b");
    const noise = fc.string({ unit: mark, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(noise, noise, async (before, after) => {
        expect(await parties(`${before}weather${after}`)).toEqual(['cloud-club']);
        expect(await parties(`weather ${before} ${after} zephyr`)).toEqual(['cloud-club']);
      }),
      { numRuns: 150, examples: [['_:', '']] },
    );
  });

  it('any text is answered, or refused for what it holds', async () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom('zephyr', '"', '""', ' ', '"a b"', 'AND', 'NEAR(', '{label}:', '*', '\u0000', '\u0001'),
      fc.constantFrom(' OR ', ' NOT ', ' -', '(', ')', 'zep*', '“', '”', '«a»', 'ʼ'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 5 }), async (pieces) => {
        const text = pieces.join('');
        const [list, search] = [
          await api.get(`/parties?q=${q(text)}`),
          await api.get(`/search?q=${q(text)}`),
        ];
        expect([200, 400]).toContain(list.statusCode);
        expect(search.statusCode).toBe(list.statusCode);
        if (!/[\p{L}\p{N}]/u.test(text.replace(/ʼ/g, ''))) expect(list.statusCode).toBe(400);
        else if (!/["*:(|!~&^?-]|OR|NOT|AND/.test(text)) expect(list.statusCode).toBe(200);
      }),
      { numRuns: 300 },
    );
  });
});

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
      release: expect.stringMatching(/^[0-9a-f]{12}$/),
    });
    expect(found.links).toEqual({ self: 'http://api.test/search?q=gardener', next: null });
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
