import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { beforeAll, describe, expect, it } from 'vitest';
import { atEnd } from '../ending.ts';
import { RICH } from './rich.ts';
import { type Api, asProblem, openApi } from './support.ts';

const DOCUMENTS = fileURLToPath(new URL('../fixtures/documents', import.meta.url));
const MESSAGE = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };

let api: Api;
let origin: string;
beforeAll(async () => {
  api = await openApi({ files: RICH });
  origin = await api.app.listen({ host: '127.0.0.1', port: 0 });
});

type Mode = 'legacy' | 'auto';

/** The official client, connected: by the handshake of 2025, or as the server would have it. */
async function connect(mode: Mode = 'legacy'): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
  await client.connect(new StreamableHTTPClientTransport(new URL(`${origin}/mcp`)));
  atEnd(() => client.close());
  return client;
}

let client: Client;
beforeAll(async () => {
  client = await connect();
});

async function call(name: string, args: object, asked = client) {
  const { content, isError = false } = await asked.callTool({ name, arguments: args as never });
  expect(content).toHaveLength(1);
  return { isError, text: (content as { text: string }[])[0]?.text ?? '' };
}

/** What a tool answers, which has to be no error, and short. */
async function ask<T = Record<string, never>>(name: string, args: object, asked = client): Promise<T> {
  const { isError, text } = await call(name, args, asked);
  expect(isError ? text : '').toBe('');
  expect(text.length).toBeLessThan(25_000);
  return JSON.parse(text);
}

/** What a tool says where it cannot answer. */
async function refused(name: string, args: object): Promise<string> {
  const { isError, text } = await call(name, args);
  expect({ isError, text }).toMatchObject({ isError: true });
  return text;
}

interface Listed {
  total: number;
  count: number;
  records: ({ id: string; url?: string } & Record<string, unknown>)[];
  facets?: Record<string, { value: string; count: number }[]>;
  next_cursor?: string;
  url: string;
}

describe('the protocol', () => {
  it.each(['legacy', 'auto'] as const)('is spoken with clients that negotiate %s', async (mode) => {
    const other = await connect(mode);
    expect(other.getServerVersion()?.name).toBe('demarche');
    expect(other.getInstructions()).toMatch(/Said is not so/);
    const { tools } = await other.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      'search',
      'list',
      'get',
      'positions_over_time',
      'compare_wordings',
      'verify',
    ]);
    for (const { name, description, annotations } of tools) {
      expect(description?.length, name).toBeGreaterThan(100);
      expect(annotations, name).toMatchObject({ readOnlyHint: true, destructiveHint: false });
    }
    expect(await ask('search', { q: 'harbour' }, other)).toMatchObject({ total: expect.any(Number) });
  });

  it('takes POST alone', async () => {
    for (const method of ['GET', 'DELETE', 'PUT'] as const) {
      const response = await api.send(method, '/mcp', { accept: 'text/event-stream' });
      asProblem(response, 405);
      expect(response.headers.allow).toBe('POST, OPTIONS');
    }
  });

  it('may be spoken by pages of any origin', async () => {
    const preflight = await api.send('OPTIONS', '/mcp', {
      origin: 'https://elsewhere.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type,mcp-protocol-version',
    });
    expect(preflight.statusCode).toBe(204);
    expect(preflight.headers['access-control-allow-methods']).toContain('POST');
    expect(preflight.headers['access-control-allow-headers']).toContain('mcp-protocol-version');
    const list = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' });
    const answer = await api.send('POST', '/mcp', { ...MESSAGE, origin: 'https://elsewhere.example' }, list);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['access-control-allow-origin']).toBe('*');
  });

  it('answers what is no message with an error of JSON-RPC', async () => {
    for (const [body, code] of [
      ['{', -32700],
      ['', -32700],
      ['{"jsonrpc":"2.0","id":1,"method":"no/such"}', -32601],
    ] as const) {
      const response = await fetch(`${origin}/mcp`, { method: 'POST', headers: MESSAGE, body });
      expect(await response.text(), body).toContain(`"code":${code}`);
    }
    const untyped = await api.send('POST', '/mcp', { 'content-type': 'text/plain' }, '{}');
    expect(untyped.statusCode).toBe(415);
    expect(untyped.json()).toMatchObject({ jsonrpc: '2.0', error: { code: expect.any(Number) } });
  });

  it('takes notifications without a word', async () => {
    const body = JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' });
    const response = await fetch(`${origin}/mcp`, { method: 'POST', headers: MESSAGE, body });
    expect(response.status).toBe(202);
    expect(response.headers.get('content-type')).toBeNull();
    expect(response.headers.get('content-length')).toBe('0');
    expect(await response.text()).toBe('');
  });

  it('refuses a message of more than a megabyte', async () => {
    asProblem(await api.send('POST', '/mcp', MESSAGE, 'x'.repeat(1_000_001)), 413);
  });

  it('answers many at once, each with its own', async () => {
    const others = await Promise.all([connect(), connect('auto')]);
    const ids = [...(await api.ids('/demands')), ...(await api.ids('/demands'))];
    const answers = await Promise.all(
      ids.map((id, at) =>
        ask<{ id: string }>('get', { collection: 'demands', id }, others[at % 2] as Client),
      ),
    );
    expect(answers.map(({ id }) => id)).toEqual(ids);
  });
});

describe('search', () => {
  it('finds what the API does, with addresses to pass on', async () => {
    const found = await ask<{ total: number; hits: { id: string; url: string; match: string }[] }>('search', {
      q: 'harbour',
      collections: ['demands', 'statements'],
    });
    const { data, meta } = await api.json('/search?q=harbour&collection=demands,statements');
    expect(found.total).toBe(meta.total);
    expect(found.hits.map(({ id }) => id)).toEqual(data.slice(0, 10).map(({ id }) => id));
    for (const { url, match } of found.hits) {
      expect((await fetch(url)).status).toBe(200);
      expect(match).toMatch(/\*\*harbour/i);
      expect(match).not.toContain('<mark>');
    }
  });

  it('goes on page by page', async () => {
    const seen: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const { hits, next_cursor } = await ask<{ hits: { url: string }[]; next_cursor?: string }>('search', {
        q: 'harbour',
        limit: 3,
        ...(cursor ? { cursor } : {}),
      });
      seen.push(...hits.map(({ url }) => url.replace(origin, '')));
      cursor = next_cursor;
      if (!cursor) break;
    }
    const { data } = await api.json('/search?q=harbour');
    expect(data.length).toBeGreaterThan(3);
    expect(seen).toEqual(data.map(({ url }) => url));
  });

  it('says which word no record has', async () => {
    expect(await ask('search', { q: 'harbuor' })).toMatchObject({
      total: 0,
      not_found: [{ word: 'harbuor', suggestion: 'Harbour' }],
    });
  });
});

describe('list', () => {
  it('filters, counts and pages as the API does', async () => {
    const asked = {
      collection: 'statements',
      filters: { speaker: ['mila-orlov', 'tomas-quint'] },
      sort: '-date',
    };
    const expected = await api.ids('/statements?speaker=mila-orlov,tomas-quint&sort=-date');
    const seen: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page: Listed = await ask('list', { ...asked, limit: 1, ...(cursor ? { cursor } : {}) });
      expect(page.total).toBe(expected.length);
      seen.push(...page.records.map(({ id }) => id));
      cursor = page.next_cursor;
      if (!cursor) break;
    }
    expect(seen).toEqual(expected);
    const { facets } = await ask<Listed>('list', { collection: 'demands', facet: ['party'], limit: 1 });
    expect(facets?.party?.[0]).toMatchObject({ value: 'arland', count: expect.any(Number) });
  });

  it('leaves out what is empty or said twice, and says why fields are', async () => {
    const { records } = await ask<Listed>('list', { collection: 'commitments' });
    const [record] = records;
    expect(record).toMatchObject({
      id: 'ease-limits',
      url: `${origin}/commitments/ease-limits`,
      party: { id: 'lakes-league', name: 'Lakes League' },
      date: '2031-05-02',
    });
    expect(Object.values(record ?? {})).not.toContain(null);
    expect(record).not.toHaveProperty('date_earliest');
    const [full] = (await api.json('/commitments')).data;
    const open = (full as never as { not_stated: { field: string; reason: string }[] }).not_stated.filter(
      ({ reason }) => reason !== 'not_applicable',
    );
    expect(record?.not_stated ?? {}).toEqual(
      Object.fromEntries(open.map(({ field, reason }) => [field, reason])),
    );
  });

  it('brings citations where they are asked for', async () => {
    const { records } = await ask<Listed>('list', { collection: 'demands', citations: true });
    for (const { id, citations = [] } of records)
      for (const citation of citations as { id: string; source: string; exact: string }[]) {
        const { data } = await api.json<{ data: { exact: string; source: { id: string } } }>(
          `/citations/${citation.id}`,
        );
        expect({ id, exact: data.exact, source: data.source.id }).toEqual({
          id,
          exact: citation.exact,
          source: citation.source,
        });
      }
    expect(records.some(({ citations }) => citations)).toBe(true);
  });

  it('refuses what it does not know, with what it knows', async () => {
    expect(await refused('list', { collection: 'demands', filters: { parti: 'arland' } })).toMatch(
      /no parameter “parti”.*did you mean “party”/,
    );
    expect(await refused('list', { collection: 'demands', filters: { party: 'arlnd' } })).toMatch(/“arland”/);
    expect(await refused('list', { collection: 'demands', filters: { kind: 'threat' } })).toMatch(
      /kind: one of precondition, /,
    );
    expect(await refused('list', { collection: 'demand' })).toMatch(/"demands"/);
    expect(await refused('list', { collection: 'demands', filter: {} })).toMatch(/filter/);
    expect(await refused('list', { collection: 'demands', limit: 51 })).toMatch(/limit/);
    expect(await refused('list', { collection: 'demands', cursor: 'x' })).toMatch(/cursor/);
  });
});

describe('get', () => {
  it('has a record with its citations, or without', async () => {
    const demand = await ask<Listed['records'][number]>('get', {
      collection: 'demands',
      id: 'return-harbour',
    });
    expect(demand).toMatchObject({ id: 'return-harbour', party: { id: 'arland' } });
    expect(demand.permalinks).toBe(`${origin}/releases/${demand.release}/{collection}/{id}`);
    expect(demand.citations).toContainEqual(
      expect.objectContaining({
        record: 'positions/return-harbour.earlier',
        field: 'kind',
        exact: 'possible only if Bordavia gives up',
      }),
    );
    const bare = await ask('get', { collection: 'demands', id: 'return-harbour', citations: false });
    expect(bare).not.toHaveProperty('citations');
    // What is made from other records has none, and is answered as it is.
    const [id] = await api.ids('/dictionary');
    expect(await ask('get', { collection: 'dictionary', id, citations: false })).toMatchObject({ id });
  });

  it('refuses an id that no record has, with those that are near', async () => {
    expect(await refused('get', { collection: 'demands', id: 'return-harbor' })).toMatch(/return-harbour/);
    expect(await refused('get', { collection: 'demands', id: '../parties' })).toMatch(/no demand/);
  });
});

describe('positions_over_time', () => {
  interface Course {
    demand?: { id: string };
    entries: { collection: string; id: string; date?: string; evidence?: { exact: string } }[];
    positions: number;
    commitments: number;
  }

  it('tells the life of a demand', async () => {
    const { demand, entries } = await ask<Course>('positions_over_time', { demand: 'lift-fishing-limits' });
    expect(demand).toMatchObject({ id: 'lift-fishing-limits', party: { id: 'arland' } });
    expect(entries.map(({ collection, id }) => `${collection}/${id}`).sort()).toEqual([
      'commitments/ease-limits',
      'positions/lift-fishing-limits.interview',
    ]);
    expect(entries.map(({ evidence }) => evidence?.exact)).toContain('eased if stocks recover');
  });

  it('tells what a party put and offered in a time, in its order', async () => {
    const all = await ask<Course>('positions_over_time', { topic: 'fishing' });
    expect(all).toMatchObject({ positions: 2, commitments: 1 });
    const party = await ask<Course>('positions_over_time', {
      party: 'arland',
      from: '2031-05',
      to: '2031-05',
    });
    const expected = await api.ids('/positions?party=arland&date__gte=2031-05&date__lte=2031-05&sort=date');
    expect(party.entries.map(({ id }) => id)).toEqual(expected);
    expect(party.entries.length).toBeGreaterThan(1);
    const offers = await ask<Course>('positions_over_time', { from: '2031', only: 'commitments' });
    expect(offers.entries.map(({ id }) => id)).toEqual(['ease-limits']);
    // What was put stands before what was offered where it came before.
    const life = await ask<Course>('positions_over_time', { demand: 'return-harbour' });
    expect(life.entries.map(({ id }) => id)).toEqual([
      'return-harbour.earlier',
      'ease-limits',
      'return-harbour.interview',
    ]);
  });

  it('tells what stood on a day', async () => {
    const { records } = await ask<Listed>('positions_over_time', { party: 'arland', as_of: '2031-05-01' });
    const expected = await api.json('/demands?party=arland&as_of=2031-05-01&sort=title');
    expect(records.map(({ id, kind }) => [id, kind])).toEqual(
      expected.data.map(({ id, kind }) => [id, kind]),
    );
    expect(records.length).toBeGreaterThan(0);
  });

  it('refuses what asks for nothing, for two things, or for what is not there', async () => {
    expect(await refused('positions_over_time', {})).toMatch(/Give a demand/);
    expect(await refused('positions_over_time', { as_of: '2031-05-01', from: '2031' })).toMatch(/either/);
    expect(await refused('positions_over_time', { demand: 'return-harbor' })).toMatch(/return-harbour/);
    expect(await refused('positions_over_time', { from: 'May 2031' })).toMatch(/date/);
    expect(await refused('positions_over_time', { as_of: '2031-05' })).toMatch(/as_of/);
  });
});

describe('compare_wordings', () => {
  it('has the fragments of all reports, and what a transcript makes of them', async () => {
    const found = await ask<{
      parts: { part: string; fragments: { source: string; exact?: string }[] }[];
      reports: { id: string }[];
      quotations: { verdict: string }[];
    }>('compare_wordings', { statement: 'return-harbour' });
    expect(found).toMatchObject({ statement: { id: 'return-harbour' }, direct_quotations_differ: true });
    const refusal = found.parts.find(({ part }) => part === 'refusal');
    expect(refusal?.fragments.map(({ source, exact }) => [source, exact]).sort()).toEqual([
      ['envoy', 'sign nothing without our harbour'],
      ['harbour', 'not sign anything without the harbour'],
    ]);
    expect(found.reports.map(({ id }) => id).sort()).toEqual([
      'return-harbour.envoy',
      'return-harbour.harbour',
    ]);
    expect(found.quotations.map(({ verdict }) => verdict).sort()).toEqual(['near', 'not_found']);
  });

  it('refuses a statement that is not there', async () => {
    expect(await refused('compare_wordings', { statement: 'return-harbor' })).toMatch(/return-harbour/);
  });
});

describe('verify', () => {
  const envoy = readFileSync(join(DOCUMENTS, 'envoy.txt'), 'utf8');

  it('holds the citations of a source against a text', async () => {
    expect(await ask('verify', { text: envoy, source: 'envoy' })).toMatchObject({
      same_text: true,
      not_found: 0,
      moved: 0,
    });
    const altered = await ask<{ same_text: boolean; not_anchored: { exact: string }[] }>('verify', {
      text: envoy.replace('sign nothing without our harbour', 'sign nothing'),
      source: 'envoy',
    });
    expect(altered.same_text).toBe(false);
    expect(altered.not_anchored.map(({ exact }) => exact)).toContain('sign nothing without our harbour');
  });

  it('holds one citation, and any words, against a text', async () => {
    const [citation] = (await api.json('/citations?source=envoy&limit=1')).data;
    expect(await ask('verify', { text: envoy, citation: citation?.id })).toMatchObject({
      status: 'anchored',
    });
    expect(await ask('verify', { text: 'Nothing', citation: citation?.id })).toMatchObject({
      status: 'not_found',
    });
    expect(await ask('verify', { text: '🙂 a “word”', fragment: '“word”' })).toMatchObject({
      found: 1,
      found_at: [4],
    });
    expect(await ask('verify', { text: 'a "word"', fragment: '“word”' })).toMatchObject({
      found: 0,
      remark: expect.stringMatching(/not in the text.*U\+0022/),
    });
  });

  it('wants to know which evidence is meant', async () => {
    expect(await refused('verify', { text: envoy })).toMatch(/one of source, citation and fragment/);
    expect(await refused('verify', { text: envoy, source: 'envoi' })).toMatch(/envoy/);
    expect(await refused('verify', { text: '', fragment: 'a' })).toMatch(/text/);
  });
});
