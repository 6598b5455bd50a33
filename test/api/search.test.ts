import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Api, COLLECTIONS, openApi, sorted } from './support.ts';

interface Found {
  data: { collection: string; id: string; name: string; url: string; match: string }[];
  meta: { total: number; count: number; release: string };
  links: { self: string };
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
    ['"zephyr once', ['cloud-club']],
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
    ['zephyr*', ['cloud-club', 'markup']],
    ['zeph*', []],
    ['name:zephyr', []],
    ['label:zephyr', []],
    ['zephyr OR gardener', []],
    ['NOT zephyr', []],
    ['-zephyr', ['cloud-club', 'markup']],
    ['zephyr;--', ['cloud-club', 'markup']],
  ])('%s', async (text, expected) => {
    expect(await parties(text)).toEqual(expected);
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
    const mark = fc.constantFrom(..."!#$%&'()*+,-./:;<=>?@[\\]^_`{|}~«»“”„’—…№§\t\n\u00a0\u200b");
    const noise = fc.string({ unit: mark, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(noise, noise, async (before, after) => {
        expect(await parties(`${before}weather${after}`)).toEqual(['cloud-club']);
        expect(await parties(`weather ${before} ${after} zephyr`)).toEqual(['cloud-club']);
      }),
      { numRuns: 150 },
    );
  });

  it('any text is answered, with words of the record or without', async () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom('zephyr', '"', '""', ' ', '"a b"', 'AND', 'NEAR(', '{label}:', '*', '\u0000', '\u0001'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 5 }), async (pieces) => {
        const text = pieces.join('');
        const wanted = /[\p{L}\p{N}]/u.test(text.trim()) ? 200 : 400;
        expect((await api.get(`/parties?q=${q(text)}`)).statusCode).toBe(wanted);
        expect((await api.get(`/search?q=${q(text)}`)).statusCode).toBe(wanted);
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
    });
    const { length } = found.data;
    expect(found.meta).toEqual({
      total: length,
      ranked: length,
      count: length,
      release: expect.stringMatching(/^[0-9a-f]{12}$/),
    });
    expect(found.links).toEqual({ self: 'http://api.test/search?q=gardener' });
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
    const some = await find('harbour');
    expect(some.data).toHaveLength(20);
    expect(some.meta.count).toBe(20);
    expect(some.meta.total).toBeGreaterThan(20);
    const all = await find('harbour', '&limit=100');
    expect(all.meta.total).toBe(some.meta.total);
    expect(all.data.slice(0, 20)).toEqual(some.data);
    expect((await find('harbour', '&limit=3')).data).toEqual(some.data.slice(0, 3));
    const none = await find('harbour', '&limit=0');
    expect([none.data, none.meta.count, none.meta.total]).toEqual([[], 0, some.meta.total]);
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
    expect(hit?.match).toContain('<mark>');
    expect(hit?.match.replaceAll(/<\/?mark>/g, '').toLowerCase()).toMatch(/ежик|ёжик/);
  });

  it('marks nothing but the text', async () => {
    for (const collection of ['parties', 'topics', 'demands', 'people'])
      for (const { match, name } of (await find(collection, '&limit=100')).data)
        expect(match, name).not.toMatch(new RegExp(`^<mark>${collection}</mark>$`));
    for (const { match } of (await find('harbour', '&collection=demands')).data)
      expect(match).toContain('<mark>harbour</mark>');
  });
});
