import { beforeAll, describe, expect, it } from 'vitest';
import { type Api, type Rec, shareApi } from '../api/support.ts';

let api: Api;
beforeAll(async () => {
  api = await shareApi();
});

const open = async (url: string): Promise<string> => (await api.get(url, { accept: 'text/html' })).body;

/** The words of a page, without its markup. */
const read = (page: string): string =>
  page
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/&(?:amp|quot|#39);/g, "'")
    .replaceAll(/\s+/g, ' ');

const readWords = async (url: string): Promise<string> => read(await open(url));

describe('the page of a statement', () => {
  it('has every report, with where it stands in its document', async () => {
    for (const statement of await api.all('statements')) {
      const { reports } = statement as Rec & { reports: { source: { url: string }; wording: Rec[] }[] };
      const page = await open(statement.url);
      const [, drawn = ''] = page.split('id="reports"');
      for (const { source } of reports) expect(drawn, statement.url).toContain(`href="${source.url}"`);
      expect(page.match(/class="place"/g)?.length ?? 0, statement.url).toBeGreaterThanOrEqual(
        reports.filter(({ wording }) => wording.length).length,
      );
    }
  });

  it('marks the words that documents do not share, and tells direct speech from indirect', async () => {
    const [, words = ''] = (await open('/statements/return-harbour')).split('id="wording"');
    expect(words).toMatch(/<q>[^<]*<mark>/);
    expect(read(words)).toContain('sign nothing without our harbour direct');
    expect(read(words)).toContain('return the harbour of Port Vell indirect');
  });

  it('says first what rests on one origin alone', async () => {
    expect(await readWords('/statements/return-harbour')).toContain('all rest on Northern Wire alone');
  });

  it('holds its quotations against the transcript, in words', async () => {
    const words = await readWords('/statements/return-harbour');
    expect(words).toContain('they are not in this transcript, nor what they say');
    expect(words).toContain('0 of 1 1 not found');
  });
});

describe('the page of quotations', () => {
  it('sets each beside what the transcript has', async () => {
    for (const { url, verdict } of (await api.all('quotations')) as (Rec & { verdict: string })[]) {
      const page = await open(`/quotations?verdict=${verdict}`);
      expect(page).toContain(`href="${url}"`);
      expect(page).toContain(`class="verdict ${verdict}"`);
    }
  });
});

describe('the page of a source', () => {
  it('draws every citation, and none of the text', async () => {
    for (const { id, url } of await api.all('sources')) {
      const page = await open(url);
      const [, marks = ''] = /class="marks">(.*?)<\/g>/s.exec(page) ?? [];
      const cited = (await api.all('citations')) as (Rec & { source: Rec })[];
      expect(marks.match(/<path/g)?.length ?? 0, url).toBe(
        cited.filter(({ source }) => source.id === id).length,
      );
    }
  });

  it('counts what it shares with each other document, and what either has alone', async () => {
    const statements = (await api.all('statements')) as (Rec & { sources: Rec[] })[];
    const has = (id: string) => statements.filter(({ sources }) => sources.some((one) => one.id === id));
    const own = has('envoy');
    const both = own.filter((one) => has('harbour').includes(one)).length;
    const words = await readWords('/sources/envoy');
    expect(words).toContain(`Harbour report ${own.length - both} ${both} ${has('harbour').length - both}`);
  });
});

describe('the page of a person, party, weapon or region', () => {
  it('has what is said of it with who says so, and what hangs on it', async () => {
    const weapon = await readWords('/weapons/falcon');
    for (const { weapon: of, asserted_by: by } of (await api.all('attributes')) as (Rec & {
      weapon: Rec;
      asserted_by: Rec;
    })[])
      if (of.id === 'falcon') expect(weapon).toContain(by.name);
    const party = await open('/parties/arland');
    for (const { url } of (await api.get('/demands?party=arland')).json().data)
      expect(party).toContain(`href="${url}"`);
  });
});

describe('the page of a record', () => {
  it('names how it is printed where that is in more than one way', async () => {
    for (const name of ['people', 'parties', 'regions', 'weapons'])
      for (const { url, spellings = [] } of (await api.all(name)) as (Rec & {
        spellings?: { exact: string }[];
      })[]) {
        const distinct = new Set(spellings.map(({ exact }) => exact));
        expect((await open(url)).includes('Printed as'), url).toBe(distinct.size > 1);
      }
  });
});

describe('the page of a divergence', () => {
  it('has what each document says', async () => {
    for (const { url, positions } of (await api.all('divergences')) as (Rec & {
      positions: { source: Rec; position: string }[];
    })[]) {
      const words = await readWords(url);
      for (const { source, position } of positions) {
        expect(words).toContain(source.name);
        expect(words).toContain(position);
      }
    }
  });
});

describe('the page of an event', () => {
  it('has what was said there, and the way to what each document has of it', async () => {
    const page = await open('/events/interview');
    const said = (await api.get('/statements?occasion=interview')).json().data as Rec[];
    expect(said.length).toBeGreaterThan(0);
    for (const { url } of said) expect(page.split('id="what-was-said-there"')[1]).toContain(`href="${url}"`);
    expect(page).toContain('href="/events/interview/accounts"');
  });
});

describe('the page of events', () => {
  it('has all of them, the dated ones in the order of time with their place in the year', async () => {
    const page = await open('/events');
    const events = (await api.all('events')) as (Rec & { date: string | null })[];
    for (const { url } of events) expect(page).toContain(`href="${url}"`);
    const dated = events
      .filter(({ date }) => date)
      .toSorted((a, b) => (String(a.date) < String(b.date) ? -1 : 1));
    expect(page.match(/class="year-strip"/g)?.length).toBe(dated.length);
    const places = dated.map(({ url }) => page.indexOf(`class="title" href="${url}"`));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });
});

describe('the page of regions', () => {
  it('has every assertion of whose a territory is, with who makes it', async () => {
    const words = await readWords('/regions');
    for (const { name, status } of (await api.all('regions')) as (Rec & { status: { asserted_by: Rec }[] })[])
      for (const { asserted_by: by } of status) {
        expect(words).toContain(name);
        expect(words).toContain(by.name);
      }
  });
});

describe('a page', () => {
  it('says how it is cited', async () => {
    const page = await open('/demands?party=arland');
    const [, link = ''] = /href="(\/cite[^"]*)"/.exec(page) ?? [];
    const { data } = (await api.get(link.replaceAll('&amp;', '&'))).json();
    expect(await readWords(link.replaceAll('&amp;', '&'))).toContain(data.sha256);
    const check = new URL(data.check_url);
    const checked = await readWords(check.pathname + check.search);
    expect(checked).toContain('It is still what was cited');
    expect(checked).not.toContain('cited without a release');
    const unpinned = `/cite/check?url=/demands&sha256=${data.sha256}`;
    expect(await readWords(unpinned)).toContain('cited without a release');
    check.searchParams.set('sha256', '0'.repeat(64));
    const words = await readWords(check.pathname + check.search);
    expect(words).toContain('It is not what was cited');
    expect(words).toContain(data.sha256);
  });
});
