import jsonld from 'jsonld';
import { beforeAll, describe, expect, it } from 'vitest';
import { LIFE } from '../pages/support.ts';
import { RICH } from './rich.ts';
import { type Api, openApi } from './support.ts';

let api: Api;
beforeAll(async () => {
  api = await openApi({ files: RICH, downloads: true });
});

/** The address within a link, which has to begin as the request did. */
function pathOf(url: string): string {
  expect(url).toMatch(/^http:\/\/localhost(:80)?\//);
  return url.replace(/^http:\/\/[^/]+/, '');
}

/** Addresses that do not answer. */
async function findBroken(urls: readonly string[]): Promise<string[]> {
  const broken: string[] = [];
  for (const url of urls) {
    const { statusCode } = await api.get(pathOf(url));
    if (statusCode !== 200) broken.push(`${statusCode} ${url}`);
  }
  return broken;
}

describe('/', () => {
  it('leads to all that says how to ask', async () => {
    const { links } = await api.json<{ links: Record<string, string> }>('/');
    expect(Object.keys(links)).toEqual(
      expect.arrayContaining(['docs', 'openapi', 'llms', 'dcat', 'corrections', 'search', 'mcp']),
    );
    const { mcp = '', ...others } = links;
    expect(await findBroken(Object.values(others))).toEqual([]);
    expect((await api.get(pathOf(mcp))).headers.allow).toContain('POST');
  });
});

describe('/llms.txt', () => {
  it('is a text that begins with the title and what it is', async () => {
    const { body, headers } = await api.get('/llms.txt');
    expect(headers['content-type']).toMatch(/^text\/plain; charset=utf-8/);
    expect(headers.etag).toBeDefined();
    expect(body).toMatch(/^# Fixture\n\n> An invented dataset for tests\n/);
    for (const section of ['What to know before asking', 'Questions', 'Collections'])
      expect(body).toContain(`\n## ${section}\n`);
    expect(body.length).toBeLessThan(20_000);
  });

  it('has links that all answer', async () => {
    const { body } = await api.get('/llms.txt');
    const urls = [...body.matchAll(/\]\((\S+)\)/g)].map(([, url = '']) => url);
    expect(urls.length).toBeGreaterThan(30);
    expect(await findBroken(urls)).toEqual([]);
  });

  it('names addresses as they are reached', async () => {
    const other = await openApi({ publicUrl: 'https://data.example/demarche' });
    const { body } = await other.get('/llms.txt');
    expect(body).toContain('](https://data.example/demarche/demands?');
    expect(body).not.toContain('localhost');
  });
});

describe('/dcat.jsonld', () => {
  const DCAT = 'http://www.w3.org/ns/dcat#';
  const TERMS = 'http://purl.org/dc/terms/';
  const SCHEMA = 'https://schema.org/';

  type Node = Record<string, { '@id'?: string; '@value'?: string }[]> & { '@id': string; '@type': string[] };

  /** The description as a graph, without anything being fetched. */
  async function readGraph(asked: Api = api): Promise<Map<string, Node>> {
    const response = await asked.get('/dcat.jsonld');
    expect(response.headers['content-type']).toMatch(/^application\/ld\+json/);
    const documentLoader = async (url: string) => {
      throw new Error(`${url} would have to be fetched`);
    };
    const flat = (await jsonld.flatten(response.json(), undefined, { documentLoader })) as unknown as Node[];
    return new Map(flat.map((node) => [node['@id'], node]));
  }

  const ofType = (graph: Map<string, Node>, type: string) =>
    [...graph.values()].filter((node) => node['@type']?.includes(type));
  const valuesOf = (node: Node | undefined, term: string) =>
    (node?.[term] ?? []).map((value) => value['@value'] ?? value['@id']);

  it('expands to a catalogue with one dataset, which both vocabularies describe', async () => {
    const graph = await readGraph();
    const [catalogue, ...others] = ofType(graph, `${DCAT}Catalog`);
    expect(others).toEqual([]);
    const [dataset] = ofType(graph, `${DCAT}Dataset`);
    expect(valuesOf(catalogue, `${DCAT}dataset`)).toEqual([dataset?.['@id']]);
    expect(dataset?.['@type']).toContain(`${SCHEMA}Dataset`);
    // No key of ours is left without a meaning.
    for (const node of graph.values())
      for (const term of Object.keys(node)) expect(term).toMatch(/^(@id|@type|https?:\/\/)/);
  });

  it('has what the release, the topics, the regions and the dates of the data say', async () => {
    const graph = await readGraph();
    const [dataset] = ofType(graph, `${DCAT}Dataset`);
    const { id, license } = api.store.release;
    expect(valuesOf(dataset, `${DCAT}version`)).toEqual([id]);
    expect(valuesOf(dataset, `${SCHEMA}version`)).toEqual([id]);
    expect(valuesOf(dataset, `${TERMS}license`)).toEqual([license]);
    const topics = (await api.all('topics')).map(({ name }) => name);
    expect(valuesOf(dataset, `${DCAT}keyword`).sort()).toEqual(topics.sort());
    expect(valuesOf(dataset, `${SCHEMA}keywords`).sort()).toEqual(topics);
    const [period] = ofType(graph, `${TERMS}PeriodOfTime`);
    const [from, to] = [...valuesOf(period, `${DCAT}startDate`), ...valuesOf(period, `${DCAT}endDate`)];
    expect(valuesOf(dataset, `${SCHEMA}temporalCoverage`)).toEqual([`${from}/${to}`]);
    const dated = [...(await api.all('statements')), ...(await api.all('positions'))];
    expect(dated.some(({ date_earliest }) => date_earliest && String(date_earliest) < String(from))).toBe(
      false,
    );
    expect(dated.some(({ date_latest }) => date_latest && String(date_latest) > String(to))).toBe(false);
    const places = ofType(graph, `${SCHEMA}Place`).flatMap((place) => valuesOf(place, `${SCHEMA}name`));
    expect(places).toEqual((await api.json('/regions?kind=country')).data.map(({ name }) => name));
  });

  it('has what a dataset search requires and recommends', async () => {
    const { '@graph': graph } = (await api.get('/dcat.jsonld')).json();
    const dataset = graph[1];
    expect(dataset).toMatchObject({
      '@type': 'Dataset',
      name: 'Fixture',
      url: expect.stringMatching(/^http:/),
      isAccessibleForFree: true,
      creator: { '@type': 'Organization', name: expect.any(String) },
      license: expect.stringMatching(/^https:/),
      measurementTechnique: expect.any(String),
      includedInDataCatalog: { '@type': 'DataCatalog' },
    });
    for (const term of ['description', 'identifier', 'dateModified', 'variableMeasured', 'spatialCoverage'])
      expect(dataset[term], term).toBeTruthy();
  });

  it('has distributions that are served, in the media type that is said', async () => {
    const { '@graph': graph } = (await api.get('/dcat.jsonld')).json();
    const { distribution } = graph[1] as { distribution: { contentUrl: string; encodingFormat: string }[] };
    expect(distribution.length).toBeGreaterThan(40);
    for (const { contentUrl, encodingFormat } of distribution) {
      const { statusCode, headers } = await api.send('HEAD', pathOf(contentUrl));
      expect(`${contentUrl} ${statusCode} ${String(headers['content-type']).split(';')[0]}`).toBe(
        `${contentUrl} 200 ${encodingFormat}`,
      );
    }
  });

  it('has the files of the whole release, with size and hash, once they are made', async () => {
    const { data } = await api.json('/downloads');
    const whole = data.filter(({ name }) => !String(name).endsWith('.parquet'));
    const graph = await readGraph();
    const SPDX = 'http://spdx.org/rdf/terms#';
    const sizes = ofType(graph, `${DCAT}Distribution`).filter((node) => node[`${DCAT}byteSize`]);
    expect(
      sizes.map((node) => [
        pathOf(node['@id']),
        ...valuesOf(node, `${DCAT}byteSize`),
        ...valuesOf(graph.get(node[`${SPDX}checksum`]?.[0]?.['@id'] ?? ''), `${SPDX}checksumValue`),
      ]),
    ).toEqual(whole.map(({ url, bytes, sha256 }) => [url, String(bytes), sha256]).toSorted());
    const files = ofType(graph, `${SCHEMA}DataDownload`).filter((node) => node[`${SCHEMA}sha256`]);
    expect(files.length).toBe(whole.length);
    const without = await readGraph(await openApi());
    expect(ofType(without, `${DCAT}Distribution`).some((node) => node[`${DCAT}byteSize`])).toBe(false);
  });

  it('begins its period with whatever is dated first: here a position', async () => {
    const early = ofType(await readGraph(await openApi({ files: LIFE })), `${SCHEMA}Dataset`);
    expect(early.flatMap((node) => valuesOf(node, `${SCHEMA}temporalCoverage`))).toEqual([
      expect.stringMatching(/^2030-01-10\//),
    ]);
  });

  it('names addresses as they are reached', async () => {
    const graph = await readGraph(await openApi({ publicUrl: 'https://data.example/demarche' }));
    const [dataset] = ofType(graph, `${DCAT}Dataset`);
    expect(dataset?.['@id']).toBe('https://data.example/demarche/#dataset');
    for (const node of ofType(graph, `${DCAT}Distribution`))
      expect(node['@id']).toMatch(/^https:\/\/data\.example\/demarche\/[a-z_]+\.\w+$/);
  });
});
