/** The client of `packages/client`, asking a server that listens. */
import type { AddressInfo } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Client, createClient, DemarcheProblem, type Root } from '../../packages/client/src/index.ts';
import { type Api, openApi } from '../api/support.ts';

let api: Api;
let baseUrl: string;
let client: Client;

beforeAll(async () => {
  api = await openApi();
  await api.app.listen({ host: '127.0.0.1', port: 0 });
  baseUrl = `http://127.0.0.1:${(api.app.server.address() as AddressInfo).port}`;
  client = createClient({ baseUrl });
});

/** What a client throws. */
const thrownBy = async (asked: Promise<unknown>): Promise<DemarcheProblem> => {
  const error = await asked.then(
    () => null,
    (error) => error,
  );
  expect(error).toBeInstanceOf(DemarcheProblem);
  return error;
};

/** A client whose every request is answered so. */
const answered = (body: string, init: ResponseInit) =>
  createClient({ baseUrl, fetch: async () => new Response(body, init) });

describe('a list', () => {
  it('is what the API answers', async () => {
    const page = await client.demands.list({ party: 'lakes-league', facet: 'kind', sort: '-id' });
    expect(page).toEqual(await api.json(`${baseUrl}/demands?party=lakes-league&sort=-id&facet=kind`));
    expect(page.data.map(({ title }) => title)).not.toEqual([]);
  });

  it('takes one value or several, and leaves out what is undefined', async () => {
    const found = await client.demands.list({
      party: ['arland', 'lakes-league'],
      kind: undefined,
      region: [],
    });
    expect(found.data.map(({ id }) => id)).toEqual(await api.ids('/demands?party=arland,lakes-league'));
    const all = await client.ask('/demands', { party: null, kind: undefined });
    expect(all).toEqual(await api.json(`${baseUrl}/demands`));
    expect(await createClient({ baseUrl: `${baseUrl}//` }).demands.list()).toEqual(all);
  });

  it('has records cut down to what is selected, and what is included in full', async () => {
    const { data } = await client.demands.list({ select: ['id', 'title'], include: 'statements' });
    const [demand] = data;
    expect(Object.keys(demand ?? {})).toEqual(['id', 'title', 'statements']);
    const paraphrases: (string | undefined)[] = data.flatMap(({ statements }) =>
      statements.map(({ paraphrase }) => paraphrase),
    );
    expect(paraphrases.length).toBeGreaterThan(0);
    for (const paraphrase of paraphrases) expect(paraphrase).toMatch(/\w/);
    // @ts-expect-error it was not selected
    expect(demand?.summary).toBeUndefined();
  });

  it('has references where nothing is included', async () => {
    const { data } = await client.demands.list();
    const names: (string | undefined)[] = data.flatMap(({ statements }) =>
      statements.map(({ name }) => name),
    );
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(name).toMatch(/\w/);
  });

  it('is refused by the compiler where the API would refuse it', async () => {
    // @ts-expect-error no such kind
    await thrownBy(client.demands.list({ kind: 'red-line' }));
    // @ts-expect-error no such parameter
    await thrownBy(client.demands.list({ party: 'arland', partyy: 'arland' }));
    // @ts-expect-error no such field
    await thrownBy(client.demands.list({ select: ['id', 'name'] }));
    // @ts-expect-error topics include none
    await thrownBy(client.topics.list({ include: 'positions' }));
  });
});

describe('a list that is iterated over', () => {
  /** Requests that were made. */
  const counting = () => {
    const asked: string[] = [];
    const counted = createClient({
      baseUrl,
      fetch: (input, init) => {
        asked.push(String(input));
        return fetch(input, init);
      },
    });
    return { asked, counted };
  };

  it('has every record once, page by page', async () => {
    const { asked, counted } = counting();
    const ids: string[] = [];
    for await (const { id } of counted.dictionary.iterate({ select: 'id' })) ids.push(id);
    expect(ids).toEqual((await api.all('dictionary')).map(({ id }) => id));
    expect(asked.length).toBe(Math.ceil(ids.length / 200));
    expect(asked.length).toBeGreaterThan(2);
  });

  it('asks for no page that nobody comes to', async () => {
    const { asked, counted } = counting();
    for await (const { id } of counted.dictionary.iterate()) if (id) break;
    expect(asked).toHaveLength(1);
  });
});

describe('a record', () => {
  it('comes with its citations', async () => {
    const demand = await client.demands.get('return-harbour');
    expect(demand).toEqual((await api.json<{ data: object }>(`${baseUrl}/demands/return-harbour`)).data);
    expect(demand.citations.map(({ source }) => source.id)).toContain('envoy');
  });

  it('is cut down to what is selected', async () => {
    const demand = await client.demands.get('return-harbour', { select: 'party' });
    expect(demand.party.name).toBe('Arland');
    expect(Object.keys(demand)).toEqual(['party']);
    // @ts-expect-error it was not selected
    expect(demand.title).toBeUndefined();
  });

  it('is given what is included', async () => {
    const demand = await client.demands.get('return-harbour', { include: ['statements'] });
    expect(demand.statements[0]?.paraphrase).toMatch(/\w/);
    expect(demand.citations.length).toBeGreaterThan(0);
  });

  it('is asked for by any id, but not by none', async () => {
    const { status, url } = await thrownBy(client.demands.get('a/b?c#d'));
    expect([status, url]).toEqual([404, `${baseUrl}/demands/a%2Fb%3Fc%23d`]);
    await expect(client.demands.get('')).rejects.toThrow('An id of /demands is needed');
  });
});

describe('what is no collection', () => {
  it('is asked by functions of its own', async () => {
    expect((await client.search({ q: 'harbour' })).data[0]?.url).toMatch(/^\//);
    expect((await client.changes({ from: '2031-01-01', to: '2031-12-31' })).data.length).toBeGreaterThan(0);
    expect((await client.accounts('interview')).data).toBeDefined();
    expect((await client.wording('return-harbour')).data).toBeDefined();
    expect((await client.verify('envoy', 'another text')).data.same_text).toBe(false);
    expect((await client.ask<Root>('/')).release.id).toBe(api.store.release.id);
  });
});

describe('what goes wrong', () => {
  it('is thrown as the API says it, with what was probably meant', async () => {
    const problem = await thrownBy(client.demands.list({ party: 'arlnd', limit: 5000 }));
    expect(problem).toMatchObject({ name: 'DemarcheProblem', status: 400, title: 'Bad Request' });
    expect(problem.message).toBe(problem.detail);
    expect(problem.url).toBe(`${baseUrl}/demands?party=arlnd&limit=5000`);
    expect(problem.errors.map(({ parameter }) => parameter).toSorted()).toEqual(['limit', 'party']);
    expect(problem.errors.find(({ parameter }) => parameter === 'party')?.suggestion).toBe('arland');
  });

  it('is thrown so where a record is not there', async () => {
    const problem = await thrownBy(client.demands.get('return-harbor'));
    expect(problem.status).toBe(404);
    expect(problem.errors[0]?.suggestion).toBe('return-harbour');
  });

  it('is thrown so where something else answers', async () => {
    const html = { headers: { 'content-type': 'text/html' } };
    const bad = answered('<h1>no</h1>', { ...html, status: 502, statusText: 'Bad Gateway' });
    expect(await thrownBy(bad.demands.list())).toMatchObject({
      status: 502,
      title: 'Bad Gateway',
      errors: [],
    });
    expect(await thrownBy(answered('<h1>hi</h1>', html).demands.list())).toMatchObject({ status: 200 });
    // What is not read keeps no connection.
    let isCancelled = false;
    const cancel = () => {
      isCancelled = true;
    };
    const endless = createClient({
      baseUrl,
      fetch: async () => new Response(new ReadableStream({ cancel }), html),
    });
    await thrownBy(endless.demands.list());
    expect(isCancelled).toBe(true);
  });

  it('is the error of fetch where nothing answers, or the request is given up', async () => {
    await expect(createClient({ baseUrl: 'http://127.0.0.1:1' }).demands.list()).rejects.toThrow(TypeError);
    await expect(client.demands.list({}, { signal: AbortSignal.abort() })).rejects.toThrow(/abort/);
  });
});
