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
  const { data } = await api.json('/citations?record=positions/return-harbour.again');
  expect(data.length).toBeGreaterThan(0);
  for (const { url, exact } of data) expect(page).toContain(`<a href="${url}">${exact}</a>`);
  // To scale: two positions stand close, the third far from them.
  const places = [...page.matchAll(/<use href="#kind-[a-z_]+" x="([\d.]+)"/g)].map(([, x]) => Number(x));
  expect((places[1] ?? 0) - (places[0] ?? 0)).toBeLessThan(((places[2] ?? 0) - (places[1] ?? 0)) / 10);
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
  expect(await open('/demands/changes')).toContain('name="from" required');
});

it('offers say how many answer a demand, and of how many it is known what became of them', async () => {
  const { meta } = await api.json('/commitments?limit=0');
  const answering = await api.json('/commitments?limit=0&answer__isnull=false');
  const kept = await api.json('/commitments?limit=0&kept__isnull=false');
  const page = await open('/commitments');
  expect(page).toContain(`${meta.total} commitment`);
  expect(page).toContain(
    `${answering.meta.total} answer a demand by name. Of ${kept.meta.total} of them somebody says`,
  );
});

it('accounts of an occasion tell what all have and what one has alone', async () => {
  const answer = await api.json<{ data: { shared: number; accounts: { only: { url: string }[] }[] } }>(
    '/events/interview/accounts',
  );
  const page = await open('/events/interview/accounts');
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
  expect(page).toContain('No document has something of what was said there. That');
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
});
