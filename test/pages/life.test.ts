import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Api, openApi } from '../api/support.ts';
import { LIFE, LONG_LIFE } from './support.ts';

let api: Api;
beforeAll(async () => {
  api = await openApi({ files: LIFE });
});
afterAll(() => api.app.close());

const open = async (url: string) => {
  const { statusCode, body } = await api.get(url, { accept: 'text/html' });
  expect(statusCode, body).toBe(200);
  return body;
};

it('a demand’s page tells its life in the order of time, with its silences', async () => {
  const page = await open('/demands/return-harbour');
  const [, life = ''] = page.split('<ol class="life">');
  const told = [
    ...(life.split('</ol>')[0] ?? '').matchAll(
      /datetime="(\d{4}-\d\d-\d\d)"|>(first stated|hardened|softened)<|(Nothing for [^<]+)</g,
    ),
  ].map((match) => match[1] ?? match[2] ?? match[3]);
  expect(told).toEqual([
    '2030-01-10',
    'first stated',
    '2030-01-25',
    'hardened',
    'Nothing for 1 year and 3 months',
    '2031-05-02',
    'softened',
  ]);
  // What has no date is no part of the line.
  expect(life.match(/ undated"/g)?.length).toBe(life.match(/no date stated/g)?.length);
  const { data } = await api.json('/citations?record=positions/return-harbour.again');
  expect(data.length).toBeGreaterThan(0);
  for (const { url, exact } of data) expect(page).toContain(`<a href="${url}">${exact}</a>`);
  // To scale: two positions stand close, the third far from them.
  const places = [...page.matchAll(/<use href="#kind-[a-z_]+" x="([\d.]+)"/g)].map(([, x]) => Number(x));
  expect((places[1] ?? 0) - (places[0] ?? 0)).toBeLessThan(((places[2] ?? 0) - (places[1] ?? 0)) / 10);
});

it('a life with empty years leaves them out, and says so; all else is to scale', async () => {
  const long = await openApi({ files: LONG_LIFE });
  for (const url of ['/demands/return-harbour', '/figures/life/demands/return-harbour']) {
    const { body } = await long.get(url, { accept: 'text/html' });
    for (const drawing of body.match(/<svg class="drawing [\s\S]*?<\/svg>/g) ?? []) {
      const [, width = ''] = /viewBox="0 0 (\d+)/.exec(drawing) ?? [];
      expect(drawing).toMatch(/class="break"/);
      expect(drawing).toContain('>19 years</text>');
      const [old = 0, wish = 0, term = 0, again = 0] = [
        ...drawing.matchAll(/<use href="#kind-[a-z_]+" x="([\d.]+)"/g),
      ].map(([, x]) => Number(x));
      // The twenty years take less than the one after them, which is to scale.
      expect(wish - old).toBeLessThan(again - wish);
      expect(again - old).toBeGreaterThan(Number(width) / 2);
      expect((term - wish) / (again - term)).toBeCloseTo(15 / 462, 2);
    }
    expect(body).toMatch(/Where the line is broken, years are left out .*1 February 2010 to 10 January 2030/);
  }
  expect((await long.get('/figures/life/demands/return-harbour.svg')).body).toContain('class="break"');
  expect(await open('/demands/return-harbour')).not.toContain('class="break"');
});

it('what no document of its time has is said to be told later, wherever it stands', async () => {
  const long = await openApi({ files: LONG_LIFE });
  const read = async (url: string) =>
    (await long.get(url, { accept: 'text/html' })).body.replaceAll(/<[^>]+>/g, '').replaceAll(/\s+/g, ' ');
  for (const url of ['/demands/return-harbour', '/positions/return-harbour.long-ago'])
    expect(await read(url)).toContain(
      'Told later: no document of that time has it. The earliest is 3 May 2031, 21 years and 2 months after: Harbour report.',
    );
  expect(await read('/figures/life/demands/return-harbour')).toContain(
    'told later, by no document of that time',
  );
  // Of what a document of no known day has, nothing is known of when it was told.
  expect(await read('/positions/return-harbour.wish')).not.toContain('Told later');
  expect(await read('/statements/return-harbour')).not.toContain('Told later');
});

it('what a document of the month after has is not told later, and its own day is that of its issuer', async () => {
  const [, head = ''] = /^([\s\S]*?positions:\n)/.exec(LIFE['demands/return-harbour.yaml']) ?? [];
  const put = (key: string, date: string, evidence: string) => `  - key: ${key}
    date: "${date}"
    kind: call
    voiced_by: [ people/mila-orlov ]
    act: made
    citations: [ { field: kind, ${evidence} } ]
`;
  const harbour = 'source: harbour, start: 26, end: 141, exact: demanded on Friday';
  const third = 'source: third, start: 0, end: 52, exact: asked the Lakes League';
  const text = readFileSync(new URL('../fixtures/data/sources/third.yaml', import.meta.url), 'utf8');
  const other = await openApi({
    files: {
      'demands/return-harbour.yaml': `${head}${put('issued', '2031-03-01', third)}${put('late', '2031-04-01', harbour)}${put('soon', '2031-04-02', harbour)}${put('said', '2031-05-02', harbour).replace('kind: call', 'kind: call\n    statements: [ return-harbour ]')}revised: "2031-06-01"\n`,
      'sources/third.yaml': `${text}published: "2031-05-03"\nissued: "2031-03-20"\n`,
    },
  });
  const later = async (key: string) =>
    (await other.get(`/positions/return-harbour.${key}`, { accept: 'text/html' })).body.includes(
      'Told later',
    );
  expect([await later('soon'), await later('late'), await later('issued')]).toEqual([false, true, false]);
});

it('offers of a day lead to what is told after, and say that nobody says it is the same', async () => {
  const dated = await openApi({
    files: {
      'commitments/ease-limits.yaml': readFileSync(
        new URL('../fixtures/data/commitments/ease-limits.yaml', import.meta.url),
        'utf8',
      ).replace('kind: offers', 'kind: offers\ndate: "2031-01-10"'),
    },
  });
  const { body } = await dated.get('/commitments?date=2031-01-10', { accept: 'text/html' });
  const [, after = ''] = body.split('id="after"');
  expect(after).toContain('No record says of what follows that it is about the same');
  const [{ topics = [] } = {}] = (await dated.json<{ data: { topics: { id: string }[] }[] }>('/commitments'))
    .data;
  const { data } = await dated.json<{ data: { url: string }[] }>(
    `/positions?topic=${topics.map(({ id }) => id).join(',')}&party=lakes-league,arland&date__gt=2031-01-10&date__lte=2032-01-10`,
  );
  for (const { url } of data) expect(after).toContain(`href="${url}"`);
  expect((await dated.get('/commitments', { accept: 'text/html' })).body).not.toContain('id="after"');
});

it('the list of demands shows them as they stood on a day', async () => {
  const page = await open('/demands?as_of=2030-01-26');
  expect(page).toMatch(/return-harbour">.*kind-required_term/s);
  expect(page).toContain('What stood on 26 January 2030');
});

it('two days are set side by side, with in what a demand is put otherwise', async () => {
  const page = await open('/demands/changes?from=2030-01-15&to=2030-02-01');
  expect(page).toMatch(/Changed <span class="count">1<\/span>/);
  expect(page).toMatch(/<th scope="row">Kind<\/th><td>.*?wish.*?<\/td><td>.*?required term/s);
  expect(page).toMatch(/<ul class="steps"><li>(?:(?!<\/li>)[\s\S])*>hardened</);
  expect(await open('/demands/changes')).toContain('name="from" required');
  // The form asks once for each day, and for what else was asked.
  const asked = await open('/demands/changes?from=2030-01-15&to=2030-02-01&party=arland&topic=harbours');
  const [form = ''] = /<form class="filters"[\s\S]*?<\/form>/.exec(asked) ?? [];
  expect([...form.matchAll(/ name="([^"]*)"/g)].map(([, name]) => name)).toEqual([
    'from',
    'to',
    'party',
    'topic',
  ]);
  expect(form).toContain('<option value="arland" selected>');
  expect(form).toContain('type="hidden" name="topic" value="harbours"');
});

it('offers say how many answer a demand, and of how many it is known what became of them', async () => {
  const { meta } = await api.json('/commitments?limit=0');
  const answering = await api.json('/commitments?limit=0&answer__isnull=false');
  const kept = await api.json('/commitments?limit=0&kept__isnull=false');
  const page = await open('/commitments');
  expect(page).toContain(`${meta.total} commitment`);
  expect(page).toContain(
    `${answering.meta.total} answers a demand by name. ${kept.meta.total ? `Of ${kept.meta.total} somebody says` : 'Nobody says of any'}`,
  );
});

it('accounts of an occasion tell what all have and what one has alone', async () => {
  const answer = await api.json<{ data: { shared: number; accounts: { only: { url: string }[] }[] } }>(
    '/events/interview/accounts',
  );
  const page = await open('/events/interview/accounts');
  expect(page).not.toMatch(/class="tag">(statements|commitments)</);
  for (const { only } of answer.data.accounts)
    for (const { url } of only) expect(page.split('In one account alone')[1]).toContain(url);
});

it('an occasion of which no document has a word says so, without headings over nothing', async () => {
  const events = (await api.json('/events')).data;
  const answers = await Promise.all(
    events.map(({ id }) => api.json<{ data: { accounts: unknown[] } }>(`/events/${id}/accounts`)),
  );
  const silent = events.find((_, index) => !answers[index]?.data.accounts.length);
  const page = await open(`/events/${silent?.id}/accounts`);
  expect(page).toContain('No document has anything of what was said there. That');
  expect(page).not.toContain('id="only"');
});

it('home leads to the demand that most documents report, and says how many there are', async () => {
  const [top] = (await api.json('/demands?sort=-source_count&limit=1')).data;
  const page = await open('/');
  expect(page).toContain(`most documents report is <a href="${top?.url}">`);
  const { meta } = await api.json('/demands?limit=0');
  expect(page).toContain(`${meta.total} demands, each a mark`);
});

it('a search without words is a form, and with them marks what it found', async () => {
  expect(await open('/search')).toContain('<h1>Search</h1>');
  expect(await open('/search?q=harbour')).toContain('<mark>harbour</mark>');
  const some = await open('/search?q=harbour&collection=statements');
  expect(some.match(/<option value="[^"]*" selected>/g)).toEqual(['<option value="statements" selected>']);
  const { data } = await api.json<{ data: { also: Record<string, number> }[] }>(
    '/search?q=harbour&collection=statements',
  );
  const also = data.filter(({ also: more }) => Object.keys(more).length);
  expect(also.length).toBeGreaterThan(0);
  expect(some.match(/Also in \d+ of its/g)?.length).toBe(also.length);
});
