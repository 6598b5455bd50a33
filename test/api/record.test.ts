import { beforeAll, describe, expect, it } from 'vitest';
import { type Api, COLLECTIONS, openApi, type Page, type Rec, shareApi } from './support.ts';

/** Collections that rest on no passage of their own. */
const UNCITED: string[] = [
  'citations',
  'codings',
  'corrections',
  'coverage',
  'dictionary',
  'releases',
  'reliability',
  'retirements',
  'topics',
  'wordings',
];

let api: Api;
let release: string;
beforeAll(async () => {
  api = await shareApi();
  release = (await api.json('/demands')).meta.release;
});

describe('a record', () => {
  it('is data, meta and links', async () => {
    const response = await api.get('/demands/return-harbour', { host: 'api.test' });
    const page = response.json<Page>();
    expect(Object.keys(page)).toEqual(['data', 'meta', 'links']);
    expect(page.meta).toEqual({ release });
    expect(page.links).toEqual({
      self: 'http://api.test/demands/return-harbour',
      citations: 'http://api.test/citations?record=demands/return-harbour',
      statements: 'http://api.test/statements?demand=return-harbour',
      commitments: 'http://api.test/commitments?demand=return-harbour',
      divergences: 'http://api.test/divergences?about=demands/return-harbour',
      cite: 'http://api.test/cite?url=%2Fdemands%2Freturn-harbour',
    });
  });

  it('has its own fields, derived ones among them', async () => {
    const { data } = await api.json<Page>('/demands/return-harbour');
    expect(data).toMatchObject({
      id: 'return-harbour',
      url: '/demands/return-harbour',
      title: 'Return of the harbour of Port Vell',
      summary: 'Bordavia is to give the harbour of Port Vell back to Arland.',
      party: { id: 'arland', name: 'Arland', url: '/parties/arland' },
      addressees: [{ id: 'bordavia', name: 'Bordavia', url: '/parties/bordavia' }],
      kind: 'precondition',
      condition: 'before any peace is signed',
      topics: [{ id: 'harbours', name: 'Harbours', url: '/topics/harbours' }],
      regions: [{ id: 'port-vell', name: 'Port Vell', url: '/regions/port-vell' }],
      voiced_by: [
        {
          who: { collection: 'people', id: 'mila-orlov', name: 'Mila Orlov', url: '/people/mila-orlov' },
          act: 'made',
          restates: null,
        },
      ],
      reported_by: [],
      statements: [
        { id: 'return-harbour', name: 'The harbour must come back', url: '/statements/return-harbour' },
      ],
      responses: [
        {
          response: 'rejects',
          by: { collection: 'people', id: 'tomas-quint', name: 'Tomás Quint', url: '/people/tomas-quint' },
          to_all_of_party: false,
          statement: { id: 'fairy-tale', name: 'The demand is rejected', url: '/statements/fairy-tale' },
        },
        {
          response: 'falls_short',
          by: {
            collection: 'people',
            id: 'league-secretary',
            name: 'Secretary of the Lakes League',
            url: '/people/league-secretary',
          },
          to_all_of_party: true,
          statement: { id: 'easing', name: 'Limits could be eased', url: '/statements/easing' },
        },
      ],
      sources: [
        { id: 'envoy', name: 'Envoy report', url: '/sources/envoy' },
        { id: 'harbour', name: 'Harbour report', url: '/sources/harbour' },
      ],
      report_count: 2,
      source_count: 2,
      origins: [{ id: 'northern-wire', name: 'Northern Wire', url: '/parties/northern-wire' }],
      origin_count: 1,
      origins_not_stated: 0,
      not_stated: [],
      revised: '2031-06-01',
      citations: expect.any(Array),
    });
  });

  it('counts origins, not outlets, and those not stated apart', async () => {
    const counts = (record: Rec) => [
      record.report_count,
      record.source_count,
      record.origin_count,
      record.origins_not_stated,
    ];
    const of = async (url: string) => counts((await api.json<Page>(url)).data);
    // Two sources that rest on one agency.
    expect(await of('/statements/return-harbour')).toEqual([2, 2, 1, 0]);
    // Two sources that name none.
    expect(await of('/statements/lift-limits')).toEqual([2, 2, 0, 2]);
    // No statement is about it: its own citations count alone.
    expect(await of('/events/interview')).toEqual([0, 2, 1, 1]);
  });

  it('has its citations on its own page, not in lists', async () => {
    const { data } = await api.json<Page>('/demands/recovery-first');
    expect((data.citations as Rec[]).map(({ id }) => id)).toEqual([
      'positions.recovery-first.third.third.53.kind',
      'reports.easing.third.third.53.wording.offer',
    ]);
    expect((data.citations as Rec[])[0]).toEqual({
      id: 'positions.recovery-first.third.third.53.kind',
      url: '/citations/positions.recovery-first.third.third.53.kind',
      name: '“eased if stocks recover” (Third report)',
      source: { id: 'third', name: 'Third report', url: '/sources/third' },
      record: {
        collection: 'positions',
        id: 'recovery-first.third',
        name: 'Stocks must recover first, undated',
        url: '/positions/recovery-first.third',
      },
      field: 'kind',
      value: null,
      start: 53,
      end: 121,
      exact: 'eased if stocks recover',
      supports: [
        {
          collection: 'positions',
          id: 'recovery-first.third',
          name: 'Stocks must recover first, undated',
          url: '/positions/recovery-first.third',
        },
        {
          collection: 'demands',
          id: 'recovery-first',
          name: 'Stocks must recover first',
          url: '/demands/recovery-first',
        },
      ],
      selector: {
        type: 'TextPositionSelector',
        start: 53,
        end: 121,
        refinedBy: { type: 'TextQuoteSelector', exact: 'eased if stocks recover' },
      },
      position: 'third:0000053',
      not_stated: [{ field: 'value', reason: 'not_applicable' }],
    });
    for (const record of await api.all('demands')) expect(record).not.toHaveProperty('citations');
    for (const name of UNCITED)
      for (const { url } of (await api.all(name)).slice(0, 3))
        expect((await api.json<Page>(url)).data).not.toHaveProperty('citations');
  });

  it('never shows evidence of another record as its own', async () => {
    const { data } = await api.json<Page>('/regions/bordavia');
    expect((data.citations as Rec[]).map(({ id }) => id)).toEqual(['regions.bordavia.envoy.0.name']);
  });

  it.each(COLLECTIONS.filter((name) => !UNCITED.includes(name)))(
    '%s: its citations are those that support it',
    async (name) => {
      const citations = await api.all('citations');
      for (const { id, url } of await api.all(name)) {
        const { data } = await api.json<Page>(url);
        const own = citations.filter(({ supports }) =>
          (supports as Rec[]).some((supported) => supported.url === url),
        );
        expect(
          (data.citations as Rec[]).map((citation) => citation.id),
          id,
        ).toEqual(own.map((citation) => citation.id));
        // A source may say all of itself that is known.
        if (name !== 'sources') expect(own.length, id).toBeGreaterThan(0);
      }
    },
  );

  it('of a source has what is cited for the source itself, and links to all that is cited in it', async () => {
    const { data, links } = await api.json<Page>('/sources/harbour');
    expect((data.citations as Rec[]).map(({ id }) => id)).toEqual(['sources.harbour.harbour.792.agency']);
    expect(links).toMatchObject({
      citations: 'http://localhost:80/citations?record=sources/harbour',
      passages: 'http://localhost:80/citations?source=harbour',
    });
    const all = (await api.all('citations')).filter(({ source }) => (source as Rec).id === 'harbour');
    expect((await api.json(String(links.passages))).meta.total).toBe(all.length);
    expect(all.length).toBeGreaterThan(10);
    expect((await api.json<Page>('/sources/third')).data.citations).toMatchObject([{ field: 'title' }]);
  });

  it('gives the days that a date can mean beside it, and what the date rests on', async () => {
    const days = async (url: string, field: string) => {
      const { data } = await api.json<Page>(url);
      return ['', '_earliest', '_latest', '_basis'].map((end) => data[`${field}${end}`]);
    };
    expect(await days('/statements/fairy-tale', 'date')).toEqual([
      '2031-05~',
      '2031-05-01',
      '2031-05-31',
      'stated',
    ]);
    // It has none of its own: it is that of its occasion, which is inferred.
    expect(await days('/statements/lift-limits', 'date')).toEqual([
      '2031-05-02',
      '2031-05-02',
      '2031-05-02',
      'inferred',
    ]);
    expect(await days('/statements/easing', 'date')).toEqual([null, null, null, null]);
    expect(await days('/agreements/fishing-limits', 'date')).toEqual([
      '2029/..',
      '2029-01-01',
      null,
      'stated',
    ]);
    expect(await days('/events/interview', 'date')).toEqual([
      '2031-05-02',
      '2031-05-02',
      '2031-05-02',
      'inferred',
    ]);
    expect(await days('/sources/harbour', 'published')).toEqual([
      '2031-05-03',
      '2031-05-03',
      '2031-05-03',
      'stated',
    ]);
    expect(await days('/sources/envoy', 'published')).toEqual([null, null, null, null]);
    const { data } = await api.json<Page>('/events/interview');
    expect(data.dates).toMatchObject([
      { edtf: '2031-05-02', edtf_earliest: '2031-05-02', edtf_latest: '2031-05-02' },
      { edtf: '2031', edtf_earliest: '2031-01-01', edtf_latest: '2031-12-31' },
    ]);
    expect((await api.json<Page>('/regions/eastmark')).data.status).toMatchObject([
      { date: '2029-06', date_earliest: '2029-06-01', date_latest: '2029-06-30' },
    ]);
  });

  it.each(COLLECTIONS)('%s: every link answers, with what include gives', async (name) => {
    for (const { url } of await api.all(name)) {
      const { links } = await api.json<Page>(url);
      const { self, cite: _, ...others } = links;
      expect(new URL(self ?? '').pathname).toBe(url);
      for (const [link, target] of Object.entries(others)) {
        const { data } = await api.json<Page>(`${url}?include=${link}`);
        expect(data[link], `${url}?include=${link}`).toEqual((await api.json(`${target}&limit=1000`)).data);
      }
    }
  });

  it('answers under ids with dots, too', async () => {
    expect((await api.json<Page>('/reports/return-harbour.envoy')).data).toMatchObject({
      id: 'return-harbour.envoy',
      name: 'The harbour must come back (Envoy report)',
      speech: 'mixed',
      verb: 'insisted',
    });
  });
});

describe('a record’s page', () => {
  const page = async (query: string) => (await api.json<Page>(`/demands/return-harbour${query}`)).data;
  const fields = async (query: string) => Object.keys(await page(query));
  const cited = async (query: string) => ((await page(query)).citations as Rec[]).map(({ field }) => field);

  it('takes select: those fields, in that order, without citations unless they are asked for', async () => {
    expect(await fields('?select=kind,id')).toEqual(['kind', 'id']);
    expect(await fields('?select=kind,id&include=statements')).toEqual(['kind', 'id', 'statements']);
    for (const asked of ['include=citations', 'citations=all', 'citations=kind'])
      expect(await fields(`?select=id&${asked}`), asked).toEqual(['id', 'citations']);
    expect(await fields('?select=id&citations=none')).toEqual(['id']);
    expect((await api.problem('/demands/return-harbour?select=titl')).errors).toMatchObject([
      { parameter: 'select', suggestion: 'title' },
    ]);
    expect((await api.problem('/demands/return-harbour?select=party_id')).errors).toMatchObject([
      { parameter: 'select', suggestion: 'party' },
    ]);
  });

  it('answers with what was asked for, whatever was asked before', async () => {
    const again = await openApi();
    for (const query of [
      '?select=id',
      '?select=id&include=citations',
      '?select=id&citations=all',
      '?select=id&citations=none',
      '?select=id&citations=kind',
      '?citations=kind',
      '?citations=none',
      '?citations=all',
      '?select=id',
      '',
    ])
      for (const one of [api, again]) {
        const { data, links } = (await one.get(`/demands/return-harbour${query}`)).json<Page>();
        const own = query.includes('select')
          ? /none|select=id$/.test(query)
            ? undefined
            : query.includes('kind')
              ? 1
              : 5
          : query.includes('none')
            ? undefined
            : query.includes('kind')
              ? 1
              : 5;
        expect(`${query} ${(data.citations as Rec[] | undefined)?.length}`).toBe(`${query} ${own}`);
        // Its own link leads to the same.
        expect((await one.get(String(links.self))).json<Page>().data).toEqual(data);
      }
  });

  it('takes citations: all, none, or those of some fields', async () => {
    expect(await cited('')).toEqual(['kind', 'wording', 'wording', 'wording', 'wording']);
    expect(await page('?citations=all')).toEqual(await page(''));
    expect(await fields('?citations=none')).not.toContain('citations');
    expect(await cited('?citations=kind')).toEqual(['kind']);
    expect(await cited('?citations=title')).toEqual([]);
    expect(await cited('?citations=kind,title')).toEqual(['kind']);
    for (const query of ['citations=none,kind', 'citations=none,all', 'citations=none&include=citations'])
      expect((await api.problem(`/demands/return-harbour?${query}`)).errors).toEqual([
        { parameter: 'citations', detail: expect.stringContaining('two things') },
      ]);
    expect((await api.problem('/demands/return-harbour?citations=knd')).errors).toMatchObject([
      {
        parameter: 'citations',
        suggestion: 'kind',
        allowed: expect.arrayContaining(['all', 'none', 'title']),
      },
    ]);
    expect((await api.problem('/topics/arms?citations=all')).errors).toMatchObject([
      { parameter: 'citations' },
    ]);
    expect((await api.get('/demands/return-harbour.csv?citations=kind')).statusCode).toBe(400);
  });
});
