/** Ids that were given up: what became of them is told wherever they stand in an address. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type Api, openApi } from './support.ts';

const BROWSER = { accept: 'text/html,*/*;q=0.8' };

const retire = (collection: string, record: string, became: string | null) => [
  `retirements/${collection}-${record}.yaml`,
  `title: Told twice\ncollection: ${collection}\nrecord: ${record}\nbecame: ${became}\ndate: "2031-05-20"\nrevised: "2031-05-20"\n`,
];

let api: Api;
beforeAll(async () => {
  api = await openApi({
    files: Object.fromEntries([
      retire('statements', 'harbour-returned', 'statements/return-harbour'),
      retire('statements', 'never-said', null),
      retire('statements', 'asked-for', 'demands/return-harbour'),
      retire('events', 'talk', 'events/interview'),
      retire('statements', 'talk', 'statements/return-harbour'),
      retire('sources', 'messenger', 'sources/envoy'),
      retire('people', 'm-orlov', 'people/mila-orlov'),
    ]),
  });
});

/** Where an address leads for good, relative to the root. */
async function follow(url: string, headers = {}, method: 'GET' | 'POST' = 'GET'): Promise<string> {
  const response = await api.send(method, url, headers);
  expect(response.statusCode, `${url}: ${response.body}`).toBe(308);
  return String(response.headers.location).replace(/^http:\/\/localhost:80/, '');
}

describe('an id that was given up', () => {
  it('leads on from below, too', async () => {
    expect(await follow('/statements/harbour-returned/wording')).toBe('/statements/return-harbour/wording');
    expect(await follow('/statements/harbour-returned/wording?select=id')).toBe(
      '/statements/return-harbour/wording?select=id',
    );
    expect(await follow('/events/talk/accounts')).toBe('/events/interview/accounts');
    expect(await follow('/people/m-orlov/statements')).toBe('/people/mila-orlov/statements');
    const text = { 'content-type': 'text/plain' };
    expect(await follow('/sources/messenger/verify', text, 'POST')).toBe('/sources/envoy/verify');
    const pin = `/releases/${api.store.release.id}`;
    expect(await follow(`${pin}/events/talk/accounts`)).toBe(`${pin}/events/interview/accounts`);
    for (const url of ['/statements/never-said/wording', '/statements/never-said/anything'])
      expect((await api.problem(url, 410)).detail).toContain('statements/never-said was withdrawn');
    // Of another collection there is nothing of that name below.
    expect(await follow('/statements/asked-for')).toBe('/demands/return-harbour');
    expect((await api.problem('/statements/asked-for/wording', 410)).detail).toContain(
      'demands/return-harbour now',
    );
  });

  it('is told of what went with it', async () => {
    expect(await follow('/wordings/harbour-returned')).toBe('/wordings/return-harbour');
    const [report] = await api.ids('/reports?statement=return-harbour');
    const before = String(report).replace('return-harbour', 'harbour-returned');
    expect(await follow(`/reports/${before}.csv`)).toBe(`/reports/${report}.csv`);
    for (const [url, said] of [
      ['/reports/harbour-returned.nobody', 'went with statements/harbour-returned, which is statements/'],
      ['/wordings/never-said', 'went with statements/never-said, which was withdrawn'],
    ] as const)
      expect((await api.problem(url, 410)).detail).toContain(said);
    await api.problem('/reports/nothing.nobody', 404);
    // Where two had that name, nothing tells which of them it belonged to.
    await api.problem('/reports/talk.envoy', 404);
  });

  it('leads on as it was asked for: suffix and query', async () => {
    for (const query of ['', '?utm_source=x', '?citations=none'])
      for (const suffix of ['.html', '.json', '.csv', ''])
        expect(await follow(`/statements/harbour-returned${suffix}${query}`, BROWSER)).toBe(
          `/statements/return-harbour${suffix}${query}`,
        );
    expect(await follow('/statements/harbour-returned/wording.json?select=id', BROWSER)).toBe(
      '/statements/return-harbour/wording.json?select=id',
    );
    expect(await follow('/events/talk/accounts.html')).toBe('/events/interview/accounts.html');
    expect(await follow('/figures/wording/statements/harbour-returned.svg')).toBe(
      '/figures/wording/statements/return-harbour.svg',
    );
    expect(await follow('/statements/harbour%2Dreturned%2Ehtml?citations=none')).toBe(
      '/statements/return-harbour.html?citations=none',
    );
  });
});

it('below a record that is there, what is not is told from what is', async () => {
  const { detail } = await api.problem('/people/mila-orlov/statements', 404);
  expect(detail).toContain('links of /people/mila-orlov');
  expect((await api.problem('/people/nobody/statements', 404)).errors).toMatchObject([{ parameter: 'id' }]);
});
