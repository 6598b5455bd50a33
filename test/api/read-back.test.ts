/** Each format, read back by a reader that is none of ours: the same records with the same values as JSON. */
import { check } from '@placemarkio/check-geojson';
// @ts-expect-error: it comes without types
import bibtex from 'bibtex-parse';
import jsonld from 'jsonld';
import readExcelFile from 'read-excel-file/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { bib } from '../../src/formats/bib.ts';
import { RICH } from './rich.ts';
import { type Api, asProblem, EVERY, openApi, type Page, type Rec } from './support.ts';
import { readTable } from './tables.ts';

const BASE = 'http://localhost:80';

/** A square and one with a hole, both invented. */
const SQUARE = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
  [0, 0],
];
const HOLE = SQUARE.map(([x = 0, y = 0]) => [x / 2 + 0.25, y / 2 + 0.25]).reverse();
const outlines = (geometries: Record<string, object>) =>
  JSON.stringify({
    type: 'FeatureCollection',
    source: 'An invented atlas',
    method: 'By hand',
    features: Object.entries(geometries).map(([iso_3166, geometry]) => ({
      type: 'Feature',
      properties: { iso_3166 },
      geometry,
    })),
  });

const FILES = {
  ...RICH,
  'outlines.geojson': outlines({
    XB: { type: 'MultiPolygon', coordinates: [[SQUARE, HOLE]] },
    'XB-1': { type: 'Polygon', coordinates: [SQUARE] },
  }),
  'regions/bordavia.yaml': `name: Bordavia
kind: country
iso_3166: XB
citations:
  - { field: name, source: envoy, start: 0, end: 145, exact: Bordavia gives up the harbour }
revised: "2031-06-01"
`,
  'sources/harbour.yaml': RICH['sources/harbour.yaml']
    ?.replace('headline: Arland wants harbour back', 'headline: \'Гавань {50%} & "Arland_" ~ \\x\'')
    .replace('language: en', 'language: en\nofficial_url: "https://example.org/a_b?c={d}%20e&f=~"') as string,
  'sources/envoy.yaml': `title: Envoy report
document_kind: report
issued: "2031-05"
citations:
  - { field: title, source: envoy, start: 0, end: 145, exact: the Northern Wire agency reported }
language: en
file: envoy.txt
sha256: 19be93782a416aff88b9fc7455537fb237dcc4f62d81eb1047d20e2ea206d24c
length: 1309
article: { start: 0, end: 1309 }
revised: "2031-06-01"
`,
};

let api: Api;
beforeAll(async () => {
  api = await openApi({ files: FILES });
});

type Row = Record<string, unknown>;

describe('XLSX', () => {
  const readBook = async (url: string) => {
    const response = await api.get(url);
    expect(response.statusCode, response.body).toBe(200);
    const sheets = await readExcelFile(response.rawPayload);
    return new Map(
      sheets.map(({ sheet, data }) => {
        const [header = [], ...rows] = data as unknown[][];
        expect(new Set(header).size, sheet).toBe(header.length);
        return [sheet, rows.map((row): Row => Object.fromEntries(header.map((name, at) => [name, row[at]])))];
      }),
    );
  };
  /** A cell as CSV has it. */
  const show = (value: unknown): string =>
    value instanceof Date ? value.toISOString().slice(0, 10) : String(value ?? '');

  it.each(EVERY)('%s: says what CSV says, in every cell', async (name) => {
    const { rows } = readTable((await api.get(`/${name}.csv`)).body);
    const book = await readBook(`/${name}.xlsx`);
    const shown = book
      .get(name)
      ?.map((row) => Object.fromEntries(Object.entries(row).map(([header, value]) => [header, show(value)])));
    expect(shown).toEqual(rows);
  });

  it('keeps numbers, truth and days as such, and text as text, formulas too', async () => {
    const [demand] = (await readBook('/demands.xlsx?id=return-harbour')).get('demands') ?? [];
    expect(demand).toMatchObject({
      title: '+Return of the harbour, "whole"',
      report_count: 2,
      revised: new Date('2031-06-01'),
    });
    const [person] = (await readBook('/people.xlsx?id=league-secretary')).get('people') ?? [];
    expect(person?.unnamed).toBe(true);
    const [agreement] = (await readBook('/agreements.xlsx')).get('agreement_terms') ?? [];
    expect(agreement).toEqual({ record_id: 'fishing-limits', terms_ordinal: 0, term: '=no nets' });
  });

  it('has a sheet of each list of objects, and of lists within them', async () => {
    const { data } = await api.json('/demands');
    const book = await readBook('/demands.xlsx');
    for (const [sheet, rows] of book) expect(rows.length, sheet).toBeGreaterThan(0);
    // A list that nobody has anything in has no sheet.
    expect([...(await readBook('/demands.xlsx?id=recovery-first')).keys()].length).toBeLessThan(book.size);
    for (const [sheet, rows] of await readBook('/demands.xlsx?id=recovery-first'))
      expect(rows.length, sheet).toBeGreaterThan(0);
    const positions = data.flatMap(({ id, positions }) =>
      (positions as Rec[]).map((position, at) => ({ record_id: id, positions_ordinal: at, id: position.id })),
    );
    expect(book.get('positions')).toMatchObject(positions);
    const renderings = data.flatMap(({ id, positions }) =>
      (positions as { as_reported: { kind: string; condition: string | null; source: Rec }[] }[]).flatMap(
        ({ as_reported }, at) =>
          as_reported.map(({ kind, condition, source }, place) => ({
            record_id: id,
            positions_ordinal: at,
            as_reported_ordinal: place,
            kind,
            condition,
            source_id: source.id,
          })),
      ),
    );
    expect(renderings.length).toBeGreaterThan(1);
    expect(book.get('position_renderings')).toMatchObject(renderings);
  });

  it('says where it is from, and what each column means', async () => {
    const { meta } = await api.json('/regions');
    const rows = (await readBook('/regions.xlsx?kind=city&select=id,status')).get('provenance') ?? [];
    const told = Object.fromEntries(rows.map(({ sheet, what, value }) => [`${sheet ?? ''} ${what}`, value]));
    expect(told).toMatchObject({
      ' release': meta.release,
      ' query': `${BASE}/regions.xlsx?kind=city&select=id,status`,
      ' date of the release': new Date('2031-06-02'),
      'regions rows': 1,
      'regions id': 'Id of the record',
    });
    expect(told).not.toHaveProperty(['regions name']);
  });

  it('is of one record, too, and the same bytes whenever it is written', async () => {
    expect((await readBook('/demands/return-harbour.xlsx')).get('demands')).toEqual(
      (await readBook('/demands.xlsx?id=return-harbour')).get('demands'),
    );
    const [one, other] = [await api.get('/topics.xlsx'), await api.get('/topics.xlsx?sort=-id')];
    expect(one.headers.etag).not.toBe(other.headers.etag);
    const again = await openApi({ files: FILES });
    expect((await again.get('/topics.xlsx')).rawPayload).toEqual(one.rawPayload);
  });

  it('has days before March 1900 as text, of which spreadsheets make different ones', async () => {
    const limits = String(RICH['agreements/fishing-limits.yaml']).replace(
      '"2029/.."',
      '"1899-12-31/1900-03-01"',
    );
    const { get } = await openApi({ files: { 'agreements/fishing-limits.yaml': limits } });
    const [sheet] = await readExcelFile((await get('/agreements.xlsx')).rawPayload);
    const data = (sheet?.data ?? []) as unknown[][];
    const cells = Object.fromEntries((data[0] ?? []).map((name, at) => [String(name), data[1]?.[at]]));
    expect(cells).toMatchObject({ date_earliest: '1899-12-31', date_latest: new Date('1900-03-01') });
  });
});

describe('GeoJSON', () => {
  const read = async (url: string) => {
    const response = await api.get(url);
    expect(response.headers['content-type']).toBe('application/geo+json');
    return check(response.body) as unknown as {
      features: { id: string; geometry: Row | null; properties: Row }[];
    };
  };

  it.each(['regions', 'events'])('%s: has every record, with the columns of CSV', async (name) => {
    const { features } = await read(`/${name}.geojson`);
    const { rows } = readTable((await api.get(`/${name}.csv`)).body);
    expect(features.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
    for (const [at, row] of rows.entries())
      for (const [column, cell] of Object.entries(row))
        expect(String(features[at]?.properties[column] ?? ''), column).toBe(cell);
  });

  it('has outlines by their code, points that were looked up, and nothing else', async () => {
    const { features } = await read('/regions.geojson');
    const found = Object.fromEntries(
      features.map(({ id, geometry, properties }) => [id, [geometry, properties.geometry_from]]),
    );
    expect(found).toEqual({
      bordavia: [{ type: 'MultiPolygon', coordinates: [[SQUARE, HOLE]] }, 'An invented atlas; simplified'],
      eastmark: [null, null],
      'port-vell': [{ type: 'Point', coordinates: [-3.25, 12.5] }, 'invented'],
    });
  });

  it('says who asserts what of a territory, and with which passage', async () => {
    const { data } = await api.json<Page>('/regions/eastmark');
    const [asserted] = data.status as { citations: { citation: Rec }[] }[];
    const [feature] = (await read('/regions/eastmark.geojson')).features;
    expect(feature?.properties.status).toMatchObject([
      {
        status: 'annexed_by',
        by_id: 'arland',
        date: '2029-06',
        asserted_by_collection: 'sources',
        asserted_by_id: 'third',
        voice: 'own',
        citations: asserted?.citations.map(({ citation }) => citation.id).join('|'),
      },
    ]);
  });

  it('puts events where their places are', async () => {
    const { data } = await api.json('/events');
    const { features } = await read('/events.geojson');
    const known = ['bordavia', 'port-vell'];
    for (const [at, { regions }] of data.entries()) {
      const count = (regions as Rec[]).filter(({ id }) => known.includes(id)).length;
      const { geometry } = features[at] ?? {};
      expect(count === 0 ? geometry === null : geometry !== null, String(data[at]?.id)).toBe(true);
    }
  });

  it.each([
    ['clockwise', { 'XB-1': { type: 'Polygon', coordinates: [[...SQUARE].reverse()] } }, 'counterclockwise'],
    ['open', { 'XB-1': { type: 'Polygon', coordinates: [SQUARE.slice(0, 4)] } }, 'ends where it begins'],
    [
      'off the globe',
      { 'XB-1': { type: 'Polygon', coordinates: [SQUARE.map(([x = 0, y]) => [x + 181, y])] } },
      'degrees east',
    ],
  ])('is not built from an outline that is %s', async (_, geometries, message) => {
    await expect(openApi({ files: { 'outlines.geojson': outlines(geometries) } })).rejects.toMatchObject({
      problems: expect.arrayContaining([
        expect.objectContaining({ file: 'outlines.geojson', fix: expect.stringContaining(message) }),
      ]),
    });
  });
});

describe('JSON-LD', () => {
  const OWN = `${BASE}/dictionary`;
  const SCHEMA = 'https://schema.org/';
  const OA = 'http://www.w3.org/ns/oa#';
  type Node = Record<string, unknown[]> & { '@id': string; '@type': string[] };
  /** Expanded without anything loaded from elsewhere; the first node is the dataset. */
  const expand = async (url: string): Promise<Node[]> => {
    const response = await api.get(url);
    expect(response.headers['content-type']).toBe('application/ld+json');
    const documentLoader = () => Promise.reject(new Error('loaded from elsewhere'));
    return (await jsonld.expand(response.json(), { documentLoader })) as never;
  };

  /** Every text, number and truth in a value, however deep; of references and sorts of nodes nothing is added. */
  const listValues = (value: unknown): string[] => {
    if (value === null || value === undefined) return [];
    if (typeof value !== 'object') return [String(value)];
    return Object.values(value).flatMap(listValues);
  };
  const absolute = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value), (key, inner) => (key === 'url' ? `${BASE}${inner}` : inner));

  it.each(EVERY)('%s: keeps every value of every record', async (name) => {
    const [dataset, ...nodes] = await expand(`/${name}.jsonld`);
    expect(dataset?.['@type']).toEqual([`${SCHEMA}Dataset`]);
    const records = await api.all(name);
    expect(nodes.map((node) => node['@id'])).toEqual(records.map(({ url }) => `${BASE}${url}`));
    for (const [at, record] of records.entries()) {
      const kept = new Set(listValues(nodes[at]));
      for (const value of listValues(absolute(record)))
        expect(
          kept.has(value) || [...kept].some((one) => one.endsWith(`/${value}`) || one.endsWith(`#${value}`)),
          `${name} ${record.id}: ${value}`,
        ).toBe(true);
    }
  });

  it.each(EVERY)('%s: means by terms of its own what the dictionary says', async (name) => {
    const [, node] = await expand(`/${name}.jsonld?limit=1`);
    for (const term of Object.keys(node ?? {}).filter((key) => key.startsWith(`${OWN}/`))) {
      const entry = term.slice(BASE.length).split('#')[0] as string;
      expect((await api.get(entry)).statusCode, term).toBe(200);
    }
  });

  it('says by public terms what these have a word for', async () => {
    const [, statement] = await expand('/statements.jsonld?id=fairy-tale');
    expect(statement?.['@type']).toEqual([`${SCHEMA}Claim`, `${OWN}#Statement`]);
    expect(statement?.[`${SCHEMA}creator`]).toMatchObject([{ '@id': `${BASE}/people/tomas-quint` }]);
    const [, position] = await expand('/positions.jsonld?id=lift-fishing-limits.interview');
    for (const day of ['positions.valid-from', 'positions.date#earliest'])
      expect(position?.[`${OWN}/${day}`], day).toMatchObject([
        { '@type': 'http://www.w3.org/2001/XMLSchema#date' },
      ]);
    const [, region] = await expand('/regions.jsonld?id=port-vell');
    expect(region?.['@type']).toContain(`${SCHEMA}Place`);
    expect(region?.[`${SCHEMA}containedInPlace`]).toMatchObject([{ '@id': `${BASE}/regions/bordavia` }]);
    expect(region?.[`${SCHEMA}geo`]).toMatchObject([
      { [`${SCHEMA}latitude`]: [{ '@value': 12.5 }], [`${SCHEMA}longitude`]: [{ '@value': -3.25 }] },
    ]);
    const [, source] = await expand('/sources.jsonld?id=harbour');
    expect(source?.[`${SCHEMA}datePublished`]).toEqual([{ '@value': '2031-05-03' }]);
  });

  it('makes citations annotations, by themselves and inside their record', async () => {
    const { data } = await api.json<Page & { data: { citations: Rec[] } }>('/demands/return-harbour');
    const [, demand] = await expand('/demands/return-harbour.jsonld');
    const [list] = (demand?.[`${OWN}/demands.citations`] ?? []) as { '@list': Node[] }[];
    const inside = list?.['@list'] ?? [];
    expect(inside.map((node) => node['@id'])).toEqual(data.citations.map(({ url }) => `${BASE}${url}`));
    const [first] = data.citations as unknown as {
      id: string;
      source: Rec;
      start: number;
      end: number;
      exact: string;
      record: Rec;
    }[];
    const [, alone] = await expand(`/citations.jsonld?id=${first?.id}`);
    for (const node of [inside[0], alone]) {
      expect(node?.['@type']).toContain(`${OA}Annotation`);
      expect(node?.[`${OA}hasBody`]).toMatchObject([{ '@id': `${BASE}${first?.record.url}` }]);
      expect(node?.[`${OA}hasTarget`]).toMatchObject([
        {
          '@type': [`${OA}SpecificResource`],
          [`${OA}hasSource`]: [{ '@id': `${BASE}${first?.source.url}` }],
          [`${OA}hasSelector`]: [
            {
              '@type': [`${OA}TextPositionSelector`],
              [`${OA}start`]: [{ '@value': first?.start }],
              [`${OA}end`]: [{ '@value': first?.end }],
              [`${OA}refinedBy`]: [
                { '@type': [`${OA}TextQuoteSelector`], [`${OA}exact`]: [{ '@value': first?.exact }] },
              ],
            },
          ],
        },
      ]);
    }
  });
});

describe('a bibliography', () => {
  const URL = 'https://example.org/a_b?c=%7Bd%7D%20e&f=~';

  it('is read by BibTeX, with keys that are ids and dates as exact as they are known', async () => {
    const response = await api.get('/sources.bib');
    expect(response.headers['content-type']).toBe('application/x-bibtex');
    const entries = bibtex.entries(response.body) as Record<string, string>[];
    expect(entries.map(({ key }) => key)).toEqual(await api.ids('/sources'));
    const [envoy, harbour, third] = entries;
    expect(envoy).toMatchObject({
      type: 'misc',
      TITLE: '[Envoy report]',
      DATE: '2031-05',
      YEAR: '2031',
      MONTH: 'May',
    });
    expect(envoy).not.toHaveProperty('DAY');
    expect(envoy).not.toHaveProperty('URL');
    expect(harbour).toMatchObject({
      DATE: '2031-05-03',
      DAY: '3',
      URL,
      AUTHOR: 'Northern Wire',
      ADDRESS: 'Port Vell',
    });
    expect(third).not.toHaveProperty('DATE');
    expect(third?.NOTE).toContain(`${BASE}/sources/third`);
  });

  it('escapes what TeX reads as something else, and leaves Cyrillic', async () => {
    const { body } = await api.get('/sources/harbour.bib');
    expect(body).toContain(
      'title = {{Гавань \\textbraceleft{}50\\%\\textbraceright{} \\& "Arland\\_" \\textasciitilde{} \\textbackslash{}x}},',
    );
  });

  it('is read by citation processors as CSL-JSON, with the whole record in custom', async () => {
    const response = await api.get('/sources.csl');
    expect(response.headers['content-type']).toBe('application/vnd.citationstyles.csl+json');
    const items = response.json<Row[]>();
    const { data } = await api.json('/sources');
    expect(items.map(({ custom }) => custom)).toEqual(
      JSON.parse(JSON.stringify(data), (key, inner) => (key === 'url' ? `${BASE}${inner}` : inner)),
    );
    const [envoy, harbour, third] = items;
    expect(envoy).toMatchObject({ id: 'envoy', type: 'document', issued: { 'date-parts': [[2031, 5]] } });
    expect(harbour).toMatchObject({
      id: 'harbour',
      type: 'webpage',
      title: 'Гавань {50%} & "Arland_" ~ \\x',
      author: [{ literal: 'Northern Wire' }],
      issued: { 'date-parts': [[2031, 5, 3]] },
      URL: 'https://example.org/a_b?c={d}%20e&f=~',
    });
    expect(third).not.toHaveProperty('issued');
  });
});

describe('a format that a collection has not', () => {
  it.each([
    ['/demands.geojson', 'json, csv, tsv, xlsx, ndjson, jsonld'],
    ['/demands/return-harbour.bib', 'json, csv, tsv, xlsx, ndjson, jsonld'],
    ['/sources.geojson', 'json, csv, tsv, xlsx, ndjson, jsonld, bib, csl'],
  ])('is 404 with those that it has: %s', async (url, offered) => {
    expect((await api.problem(url, 404)).detail).toContain(offered);
  });

  it.each([
    ['/demands', 'application/geo+json'],
    ['/regions/eastmark', 'application/x-bibtex'],
  ])('is 406 by Accept: %s as %s', async (url, accept) => {
    const { detail } = await api.problem(url, 406, { accept });
    expect(detail).toContain('application/ld+json');
    expect(detail).not.toContain(accept);
  });

  it.each([
    ['/sources.bib?select=title', 'select'],
    ['/sources.csl?include=citations', 'include'],
    ['/regions.geojson?include=citations', 'include'],
    ['/regions.geojson?bom=true', 'bom'],
    ['/demands.xlsx?provenance=true', 'provenance'],
    ['/demands.xlsx?include=citations', 'include'],
    ['/demands.jsonld?facet=kind', 'facet'],
    ['/demands.jsonld?select=party_id', 'select'],
    ['/demands.xlsx?party=arlnd', 'party'],
    ['/demands/return-harbour.xlsx?x=1', 'x'],
  ])('refuses what it cannot hold, as a problem document: %s', async (url, parameter) => {
    expect((asProblem(await api.get(url), 400).errors ?? []).map((error) => error.parameter)).toEqual([
      parameter,
    ]);
  });
});

it('BibTeX has addresses as they are, but for what would end the field', () => {
  const { writeRow } = bib.makeWriter({} as never, { base: 'https://data.example' } as never);
  const row = writeRow(
    JSON.stringify({
      id: 'x',
      title: 'X',
      official_url: 'https://example.org/a\\b{c}',
      document_kind: 'report',
    }),
  );
  expect(row).toContain('url = {https://example.org/a%5Cb%7Bc%7D}');
});
