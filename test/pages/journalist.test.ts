import { beforeAll, expect, it } from 'vitest';
import { type Api, openApi } from '../api/support.ts';
import { REAL } from '../database.ts';

interface Counted {
  extent: string;
  verdict: string;
  count: number;
}

/** What a reader looks for in the data that are served, and how few steps it takes. */
let api: Api;
beforeAll(async () => {
  api = await openApi({ data: REAL });
}, 120_000);

const open = async (url: string): Promise<string> => {
  const { statusCode, body } = await api.get(url, { accept: 'text/html' });
  expect(statusCode, url).toBe(200);
  return body;
};

const read = (page: string): string => page.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

it('what Kyiv offered on 29 March 2022 leads to what is told to have become of it, and equates nothing', async () => {
  const [, after = ''] = (await open('/commitments?date=2022-03-29')).split('id="after"');
  expect(after).toContain('href="/events/russia-ukraine-talks-2022-03-29"');
  expect(after).toContain('href="/events/istanbul-talks-2022"');
  expect(after).toContain('href="/divergences/istanbul-what-became-of-it"');
  expect(read(after)).toContain('No record says of what follows that it is about the same');
});

it('what a language model is told is short, says what it leaves out, and how the rest is had', async () => {
  const ask = async <T>(name: string, args: object): Promise<T> => {
    const params = { name, arguments: args };
    const { body } = await api.send(
      'POST',
      '/mcp',
      { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
      JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params }),
    );
    const { result } = JSON.parse(body.replace(/^[^{]*/, ''));
    const [{ text }] = result.content;
    expect(result.isError ?? false, text).toBe(false);
    expect(text.length).toBeLessThan(21_000);
    return JSON.parse(text);
  };
  const course = await ask<{
    positions: number;
    commitments: number;
    entries: { date?: string }[];
    not_shown: number;
    go_on: string;
  }>('positions_over_time', { party: 'russia' });
  expect(course.entries.length).toBeGreaterThan(10);
  expect(course.not_shown).toBe(course.positions + course.commitments - course.entries.length);
  const [, from = ''] = /^Ask again with from: "(\d{4}-\d\d-\d\d)"\./.exec(course.go_on) ?? [];
  const rest = await ask<typeof course>('positions_over_time', { party: 'russia', from });
  const undated = await Promise.all(
    ['positions', 'commitments'].map((name) => api.json(`/${name}?party=russia&date__isnull=true&limit=0`)),
  );
  const open = undated.reduce((sum, { meta }) => sum + meta.total, 0);
  expect(open).toBeGreaterThan(0);
  expect(course.go_on).toContain('date__isnull: true');
  expect(rest.go_on).not.toContain('date__isnull');
  expect(rest.positions + rest.commitments + open).toBeGreaterThanOrEqual(course.not_shown);
  expect(rest.positions + rest.commitments).toBeLessThan(course.positions + course.commitments);
  const list = await ask<{ total: number; count: number; next_cursor?: string }>('list', {
    collection: 'demands',
    limit: 50,
  });
  expect([list.count > 5, list.count < list.total, list.next_cursor !== undefined]).toEqual([
    true,
    true,
    true,
  ]);
  const cut = await ask<Record<string, unknown[]> & { left_out: Record<string, number> }>('get', {
    collection: 'sources',
    id: 'fresh-threats',
  });
  const { data: whole } = await api.json<{ data: Record<string, unknown[]> }>('/sources/fresh-threats');
  const own = Object.entries(cut.left_out).filter(([field]) => field in whole);
  expect(own.length).toBeGreaterThan(0);
  for (const [field, number] of own)
    expect((cut[field]?.length ?? 0) + number, field).toBe(whole[field]?.length);
});

it('what was said on an occasion stands once among what all, some and one document have', async () => {
  const url = '/events/lavrov-carlson-interview/accounts';
  const page = await open(url);
  const { data } = await api.json<{
    data: { items: { url: string; sources: unknown[]; lacking: unknown[] }[]; accounts: unknown[] };
  }>(url);
  const shared = data.items.filter(({ lacking }) => !lacking.length);
  const alone = data.items.filter(({ sources }) => sources.length === 1);
  const some = data.items.length - shared.length - alone.length;
  expect(data.accounts.length).toBeGreaterThan(2);
  expect(some).toBeGreaterThan(0);
  expect(page).toContain(`id="some">In some accounts <span class="count">${some}</span>`);
  if (shared.length) expect(page).toContain(`In every account <span class="count">${shared.length}</span>`);
  for (const { url: to } of data.items) expect(page.split(`href="${to}"`), to).toHaveLength(2);
});

it('what was put in December 2021, as an interview of 2024 alone has it, says so', async () => {
  for (const url of ['/demands/no-nato-membership', '/positions/no-nato-membership.russia-2021-12'])
    expect(read(await open(url))).toMatch(
      /Told later: no document of that time has it\. The earliest is 6 December 2024/,
    );
});

it('a mark of the matrix leads to its demand, and a cell to its list', async () => {
  const [matrix = ''] = /<table class="matrix">[\s\S]*?<\/table>/.exec(await open('/demands')) ?? [];
  const cells = [
    ...matrix.matchAll(
      /<a class="size" href="([^"]*)" aria-label="(\d+) demands?: [^"]*">\2<\/a>((?:<a [\s\S]*?<\/a>)*)/g,
    ),
  ];
  expect(cells.length).toBeGreaterThan(20);
  for (const [, list = '', number, marks = ''] of cells.slice(0, 5)) {
    const asked = await api.json<{ data: { url: string }[] }>(`${list.replaceAll('&amp;', '&')}&limit=1000`);
    const led = [...marks.matchAll(/ href="([^"]*)" title="[^"]+"/g)].map(([, to]) => to);
    expect(led.length).toBe(Number(number));
    const urls = asked.data.map(({ url }) => url);
    for (const to of led) expect(urls).toContain(to);
  }
});

it('a mark of the matrix is as large as documents are many, and underlined where it is answered; most come first', async () => {
  const [matrix = ''] = /<table class="matrix">[\s\S]*?<\/table>/.exec(await open('/demands')) ?? [];
  const { data } = await api.json<{
    data: { url: string; source_count: number; response_count: number }[];
  }>('/demands?limit=1000&select=id,url,source_count,response_count');
  const byUrl = new Map(data.map((one) => [one.url, one]));
  for (const [, url = '', answered, size] of matrix.matchAll(
    /<a tabindex="-1" href="([^"]*)" title="[^"]*"( class="answered")?><svg class="mark (\w+)"/g,
  )) {
    const { source_count = 0, response_count = 0 } = byUrl.get(url) ?? {};
    expect([url, answered !== undefined, size]).toEqual([
      url,
      response_count > 0,
      source_count > 4 ? 'large' : source_count > 1 ? 'plain' : 'small',
    ]);
  }
  const rows = [...matrix.matchAll(/<tr><th scope="row">([\s\S]*?)<\/tr>/g)].map(([, row = '']) => row);
  const sizes = rows.map((row) => new Set(row.match(/tabindex="-1" href="[^"]*"/g)).size);
  expect(sizes.length).toBeGreaterThan(10);
  expect(sizes[0]).toBe(Math.max(...sizes));
  for (const cell of matrix.match(/<td>[\s\S]*?<\/td>/g) ?? []) {
    const many = [...cell.matchAll(/tabindex="-1" href="([^"]*)"/g)].map(
      ([, to = '']) => byUrl.get(to)?.source_count ?? 0,
    );
    expect(many).toEqual(many.toSorted((a, b) => b - a));
  }
});

it('a form has words in the order of their list', async () => {
  const [, select = ''] = /<select name="kind">([\s\S]*?)<\/select>/.exec(await open('/demands')) ?? [];
  const offered = [...select.matchAll(/<option value="([^"]+)"/g)].map(([, word]) => word);
  const { errors } = await api.problem('/demands?kind=nothing');
  expect(offered.length).toBeGreaterThan(4);
  expect(offered).toEqual(errors?.[0]?.allowed?.filter((word) => offered.includes(word)));
});

it('the page of a source counts all that is cited, and what of its quotations the transcript has', async () => {
  const page = await open('/sources/fresh-threats');
  const [, all = '', lanes = ''] =
    /aria-label="([\d,]+) citations on a document of [^:]*: ([^"]*)"/.exec(page) ?? [];
  const sizes = lanes.split(', ').map((lane) => Number(/\d+$/.exec(lane)?.[0]));
  expect(sizes.length).toBeGreaterThan(3);
  expect(sizes.reduce((sum, size) => sum + size)).toBe(Number(all.replaceAll(',', '')));
  const { data } = await api.json<{
    data: { url: string; quotation_counts: Counted[]; not_stated: { field: string; reason: string }[] }[];
  }>('/sources?limit=1000');
  // What does not apply to one is not told.
  const written = data.find(({ not_stated: open }) =>
    open.some(({ field, reason }) => field === 'origin' && reason === 'not_applicable'),
  );
  expect(read(await open(String(written?.url)))).not.toContain('not applicable');
  const url = '/figures/shares/sources';
  const shares = read(await open(url));
  for (const { quotation_counts: counts } of data)
    for (const extent of new Set(counts.map((one) => one.extent))) {
      const some = counts.filter((one) => one.extent === extent);
      const sum = (few: Counted[]) => few.reduce((total, { count }) => total + count, 0);
      const has = some.filter(({ verdict }) => verdict === 'exact' || verdict === 'near');
      expect(shares).toContain(` ${sum(has)} of ${sum(some)} `);
    }
});

it('a statement goes back to its speaker, each on the way once, and rests on one origin alone where it does', async () => {
  const { data } = await api.json<{
    data: {
      url: string;
      origin_count: number;
      origins_not_stated: number;
      reports: { origin: { url: string } | null; via: { who: { url: string } | null }[] }[];
    }[];
  }>('/statements?sort=-id&limit=1000&select=id,url,origin_count,origins_not_stated,reports');
  const told = data.filter(({ reports }) =>
    reports.some(({ origin, via }) => via.some(({ who }) => who && who.url === origin?.url)),
  );
  const vague = data.filter(({ origin_count, origins_not_stated: silent }) => origin_count === 1 && silent);
  const closed = data.filter(({ origin_count, origins_not_stated: silent }) => origin_count === 1 && !silent);
  expect([told.length > 0, vague.length > 0]).toEqual([true, true]);
  for (const { url, origin_count, origins_not_stated: silent } of [
    ...told.slice(0, 3),
    ...vague.slice(0, 2),
    ...closed.slice(0, 2),
  ]) {
    const page = await open(url);
    for (const chain of page.match(/<ol class="chain"[\s\S]*?<\/ol>/g) ?? []) {
      const links = chain.match(/href="[^"]*"/g) ?? [];
      expect(new Set(links).size, `${url} ${chain}`).toBe(links.length);
    }
    expect(page.includes('<p class="alone">'), url).toBe(origin_count === 1 && !silent);
  }
});

it('the map tells what is annexed from what is claimed, and has a key for both', async () => {
  const page = await open('/regions');
  expect(page).toMatch(/<pattern id="hatch-0"[^>]*><path class="line annexed_by"/);
  expect(page).toMatch(/<pattern id="hatch-\d"[^>]*><path class="line claimed_by"/);
  const words = read(page);
  for (const key of ['annexed by Russia', 'claimed by Russia', 'annexed and claimed by Russia'])
    expect(words).toContain(` ${key} `);
  expect(page).toContain('said to be claimed by Russia and by Ukraine');
  // An area is what its outline holds, not all the world but that.
  expect(page).not.toMatch(/class="shape" d="[^"]*M0,0L/);
  const labels = [...page.matchAll(/class="label" x="(\d+)" y="(\d+)">/g)];
  expect(labels.length).toBeGreaterThan(15);
  // Countries have outlines that are not drawn.
  await api.problem('/figures/map/regions?kind=country', 404);
  // No two rows of the table say the same of one region.
  const rows = [
    ...page.matchAll(
      /<tr>(?:<th scope="rowgroup"[^>]*><a href="([^"]*)">[\s\S]*?<\/th>)?<td>([\s\S]*?)<\/td>/g,
    ),
  ];
  let region = '';
  const said = rows.map(([, to, what]) => {
    region = to ?? region;
    return `${region} ${what}`;
  });
  expect(new Set(said).size).toBe(said.length);
  const { data } = await api.json<{
    data: { url: string; status: { status: string; by: { url: string } | null }[] }[];
  }>('/regions?limit=1000');
  const each = data.flatMap(({ url, status }) =>
    status.map(({ status: word, by }) => `${url} ${word} ${by?.url}`),
  );
  expect(said.length).toBe(new Set(each).size);
});

it('the page of a region says whose it is said to be, and by whom, once each', async () => {
  const page = await open('/regions/crimea');
  const rows = [...page.matchAll(/<tr><th scope="row">([\s\S]*?)<details>/g)].map(([, row = '']) =>
    read(row),
  );
  expect(rows.length).toBeGreaterThan(1);
  expect(new Set(rows).size).toBe(rows.length);
  const { data } = await api.json<{ data: { url: string; status: Record<string, unknown>[] }[] }>(
    '/regions?limit=1000&select=id,url,status',
  );
  for (const { url, status: said } of data.filter(({ status }) => status.length > 1)) {
    const told = said.map(({ status, by, date, asserted_by }) =>
      JSON.stringify([status, by, date, asserted_by]),
    );
    const [, table = ''] = (await open(url)).split('<table class="compared known">');
    expect(table.split('</table>')[0]?.match(/<tr><th scope="row"><span class="word"/g)?.length, url).toBe(
      new Set(told).size,
    );
  }
});

it('a spelling stands once among those of a record, in quotation marks of a document or without', async () => {
  const [, spellings = ''] = /Printed as ([^<]*)\.</.exec(await open('/regions/crimea')) ?? [];
  const printed = [...spellings.matchAll(/“([^”]*)”/g)].map(([, one]) => one);
  expect(printed.length).toBeGreaterThan(1);
  expect(new Set(printed).size).toBe(printed.length);
  expect(await open('/weapons/oreshnik')).not.toContain('Printed as “Oreshnik” (5), “Oreshnik” (1)');
});

it('the line of time of a demand names when each part begins and ends, on a phone as well', async () => {
  const page = await open('/demands/no-nato-membership');
  const drawings = page.match(/<svg class="drawing [\s\S]*?<\/svg>/g) ?? [];
  expect(drawings.length).toBe(2);
  for (const drawing of drawings)
    for (const word of ['Dec 2021', 'Nov 2024']) expect(drawing).toContain(`>${word}</text>`);
});

it('empty years of a life are left out where they would squeeze the rest', async () => {
  const page = await open('/demands/no-nato-expansion-eastward');
  expect(page).toContain('class="break"');
  expect(read(page)).toContain('years are left out');
});

it('a list of a thousand is laid out fifty entries at a time, in its order', async () => {
  const page = await open('/statements?limit=1000');
  const lists = [...page.matchAll(/<ol class="entries">([\s\S]*?)<\/ol>/g)].map(
    ([, list = '']) => list.match(/class="title"/g)?.length,
  );
  expect(lists).toEqual(Array(20).fill(50));
  const { data } = await api.json<{ data: { url: string }[] }>(
    '/statements?limit=1000&sort=-date&select=id,url',
  );
  expect([...page.matchAll(/class="title" href="([^"]*)"/g)].map(([, to]) => to)).toEqual(
    data.map(({ url }) => url),
  );
});

it('a reference manager is told who wrote it, without the word before the name', async () => {
  const { data } = await api.json<{ data: { id: string; byline: string | null }[] }>(
    '/sources?limit=1000&select=id,byline',
  );
  const signed = data.find(({ byline }) => byline?.startsWith('By '));
  const { body } = await api.get(`/sources/${signed?.id}.bib`);
  expect(body).toContain(`author = {{${signed?.byline?.slice('By '.length)}}}`);
});

it('no more is drawn than can be told apart', async () => {
  const [, label = ''] =
    /aria-label="(Demands put month by month[^"]*)"/.exec(await open('/figures/time/positions')) ?? [];
  expect(/, by ([^;]*); most/.exec(label)?.[1]?.split(', ').length).toBe(4);
  // What is left out of a line of time is a year at least.
  const { data } = await api.json('/demands?sort=-source_count&limit=30&select=id,url');
  for (const { id } of data) {
    const { body, statusCode } = await api.get(`/figures/life/demands/${id}`, { accept: 'text/html' });
    const [, left = ''] = /in which nobody is known to have put or answered it \(([^)]*)\)/.exec(body) ?? [];
    for (const gap of statusCode === 200 && left ? left.split(', ') : []) {
      const [from = 0, to = 0] = gap.split(' to ').map((day) => Date.parse(`${day} UTC`));
      expect((to - from) / 86_400_000, `${id} ${gap}`).toBeGreaterThanOrEqual(365);
    }
  }
});

it('how documents put a demand stands beneath each kind, those first that most report', async () => {
  const table = await open('/figures/agreement/demands');
  const rows = [...table.matchAll(/<th scope="row"><a href="([^"]*)">[\s\S]*?<\/tr>/g)].map(([row, url]) => ({
    url,
    cells: [...row.matchAll(/<td class="number">(\d*)<\/td>/g)].map(([, cell]) => Number(cell)),
  }));
  const kinds = (await api.problem('/demands?kind=nothing')).errors?.[0]?.allowed ?? [];
  const { data } = await api.json<{
    data: { url: string; source_count: number; kinds: { kind: string; source_count: number }[] }[];
  }>('/demands?sort=-source_count&limit=10');
  expect(rows).toEqual(
    data.map((one) => ({
      url: one.url,
      cells: [
        one.source_count,
        ...kinds.map((kind) => one.kinds.find((each) => each.kind === kind)?.source_count ?? 0),
      ],
    })),
  );
});
