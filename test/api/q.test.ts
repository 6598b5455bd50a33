import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { SEARCHED } from './searched.ts';
import { type Api, COLLECTIONS, shareApi } from './support.ts';

let api: Api;
beforeAll(async () => {
  api = await shareApi(SEARCHED);
});

const q = (text: string) => encodeURIComponent(text);

const parties = (text: string) => api.ids(`/parties?q=${q(text)}`);

describe('q', () => {
  it('counts what it finds, in every collection', async () => {
    for (const name of COLLECTIONS)
      for (const word of ['arland', 'harbour', 'missiles', 'zephyr']) {
        const { data, meta } = await api.json(`/${name}?q=${word}&select=id&limit=1000`);
        expect(`${name} ${word} ${meta.total}`).toBe(`${name} ${word} ${data.length}`);
      }
  });

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
    // Each of its words is there, and is what was meant.
    expect(await notFound(`/search?q=${q('"limits harbour"')}`)).toEqual([
      { word: '"limits harbour"', suggestion: null },
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
    // Releases and what was retired tell of collections, by their names.
    const own = COLLECTIONS.filter((name) => name !== 'releases' && name !== 'retirements');
    for (const collection of own)
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
      { numRuns: 60, examples: [['_:', '']] },
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
      { numRuns: 120 },
    );
  });
});
