import { beforeAll, describe, expect, it } from 'vitest';
import { MANY, PARTIES, RICH } from './rich.ts';
import { type Api, EVERY, type List, shareApi } from './support.ts';
import { absolute, askTable, readLines } from './tables.ts';

let api: Api;
let rich: Api;
let large: Api;
beforeAll(async () => {
  api = await shareApi();
  rich = await shareApi(RICH);
  large = await shareApi(PARTIES);
});

describe('NDJSON', () => {
  it.each(EVERY)('%s: a line is a record as JSON has it, with absolute URLs', async (name) => {
    const response = await rich.get(`/${name}.ndjson`);
    expect(response.headers['content-type']).toMatch(/^application\/x-ndjson/);
    expect(readLines(response.body)).toEqual(absolute(await rich.all(name)));
  });

  it('takes select and include', async () => {
    const list = await api.json('/demands?select=id,kind&include=citations');
    expect(readLines((await api.get('/demands.ndjson?select=id,kind&include=citations')).body)).toEqual(
      absolute(list.data),
    );
  });

  it('is empty where nothing is found', async () => {
    const empty = await api.get('/demands.ndjson?party=bordavia');
    expect([empty.statusCode, empty.body]).toEqual([200, '']);
  });
});

describe('the whole result', () => {
  const ids = async (url: string) =>
    url.includes('.csv')
      ? (await askTable(large, url)).rows.map(({ id }) => id)
      : readLines((await large.get(url)).body).map(({ id }) => id);

  it.each(['csv', 'ndjson'])('%s: comes without limit, whatever its length', async (suffix) => {
    const all = Array.from({ length: MANY }, (_, index) => `zz-${String(index).padStart(4, '0')}`);
    expect(await ids(`/parties.${suffix}?kind=group`)).toEqual(all);
    expect(await ids(`/parties.${suffix}?kind=group&sort=-id`)).toEqual([...all].reverse());
    expect(await ids(`/parties.${suffix}?kind=group&id__not=zz-0500,zz-0999`)).toHaveLength(MANY - 2);
    expect(new Set(await ids(`/parties.${suffix}?sort=name`)).size).toBe(MANY + 4);
  });

  it.each(['csv', 'ndjson'])('%s: up to the limit where one is given', async (suffix) => {
    for (const limit of [1, 499, 500, 501, 1000])
      expect(await ids(`/parties.${suffix}?limit=${limit}`)).toEqual(
        (await large.ids('/parties?limit=1000')).slice(0, limit),
      );
  });

  it.each(['csv', 'ndjson'])('%s: from a cursor on, with a limit or without', async (suffix) => {
    const { meta } = await large.json('/parties?sort=-name&limit=100');
    const whole = await ids(`/parties.${suffix}?sort=-name`);
    expect(await ids(`/parties.${suffix}?sort=-name&cursor=${meta.next_cursor}`)).toEqual(whole.slice(100));
    expect(await ids(`/parties.${suffix}?sort=-name&cursor=${meta.next_cursor}&limit=7`)).toEqual(
      whole.slice(100, 107),
    );
  });

  it('is as long as JSON pages together', async () => {
    const found: unknown[] = [];
    for (let next: string | null = '/parties?limit=600'; next; ) {
      const page: List = await large.json(next);
      found.push(...page.data);
      next = page.links.next;
    }
    expect(readLines((await large.get('/parties.ndjson')).body)).toEqual(absolute(found));
  });
});
