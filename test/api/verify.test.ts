import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Api, asProblem, openApi, type Page, type Rec } from './support.ts';

interface Verification {
  data: {
    same_text: boolean;
    sha256: string;
    expected_sha256: string;
    length: number;
    anchored: number;
    moved: number;
    not_found: number;
    citations: {
      id: string;
      url: string;
      exact: string;
      start: number;
      end: number;
      status: string;
      found_at: number[];
    }[];
  };
  meta: { release: string };
}

const document = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../fixtures/documents/${name}.txt`, import.meta.url)));

let api: Api;
beforeAll(async () => {
  api = await openApi();
});

const post = (url: string, body: string | Buffer, type = 'text/plain') =>
  api.send('POST', url, { 'content-type': type }, body);

async function verify(source: string, body: string | Buffer): Promise<Verification> {
  const response = await post(`/sources/${source}/verify`, body);
  expect(response.statusCode, response.body).toBe(200);
  expect(response.headers['content-type']).toBe('application/json; charset=utf-8');
  expect(response.headers['access-control-allow-origin']).toBe('*');
  // Of a text that is nobody’s business, nothing is kept anywhere.
  expect(response.headers['cache-control']).toBe('no-store');
  return response.json<Verification>();
}

describe('POST /sources/{id}/verify', () => {
  it.each(['envoy', 'harbour', 'third'])('%s: finds all evidence in the same text', async (source) => {
    const { data, meta } = await verify(source, document(source));
    const citations = (await api.json(`/citations?source=${source}&limit=1000`)).data;
    expect(data.same_text).toBe(true);
    expect(data.sha256).toBe(data.expected_sha256);
    expect(data.sha256).toBe((await api.json<Page>(`/sources/${source}`)).data.sha256);
    expect(data.length).toBe([...document(source).toString()].length);
    expect([data.anchored, data.moved, data.not_found]).toEqual([citations.length, 0, 0]);
    expect(new Set(data.citations.map(({ id }) => id))).toEqual(new Set(citations.map(({ id }) => id)));
    const points = [...document(source).toString()];
    for (const { exact, start, end, status, found_at, url } of data.citations) {
      expect(status).toBe('anchored');
      expect(found_at).toHaveLength(1);
      const [at = -1] = found_at;
      expect(at).toBeGreaterThanOrEqual(start);
      expect(at + [...exact].length).toBeLessThanOrEqual(end);
      // Positions are code points: a dragon counts for one.
      expect(points.slice(at, at + [...exact].length).join('')).toBe(exact);
      expect((await api.json<{ data: Rec }>(url)).data.exact).toBe(exact);
    }
    expect(meta.release).toBe((await api.json('/sources')).meta.release);
  });

  it('tells what has moved', async () => {
    const { data } = await verify(
      'third',
      `Foreword, long enough that no fragment stays in its passage.${' '.repeat(600)}${document('third')}`,
    );
    expect(data.same_text).toBe(false);
    expect([data.anchored, data.not_found]).toEqual([0, 0]);
    expect(data.moved).toBe(data.citations.length);
    for (const { status, found_at } of data.citations) {
      expect(status).toBe('moved');
      expect(found_at).not.toEqual([]);
    }
  });

  it('tells what is not there', async () => {
    const text = document('third')
      .toString()
      .replace('Arland annexed Eastmark', 'Eastmark was annexed by Arland');
    const { data } = await verify('third', text);
    const gone = data.citations.filter(({ status }) => status === 'not_found');
    expect(gone.map(({ id, found_at }) => [id, found_at])).toEqual([
      ['regions.eastmark.third.122.status.annexed-by', []],
    ]);
    expect([data.not_found, data.anchored]).toEqual([1, data.citations.length - 1]);
  });

  it('takes another text for what it is', async () => {
    const { data } = await verify('third', document('envoy'));
    expect(data.same_text).toBe(false);
    expect(data.sha256).not.toBe(data.expected_sha256);
    expect(data.not_found).toBeGreaterThan(0);
    const bytes = await verify('third', Buffer.from([0xff, 0xfe, 0x00, 0x80]));
    expect(bytes.data.not_found).toBe(bytes.data.citations.length);
  });

  it('keeps no answer for the next one', async () => {
    const right = await verify('envoy', document('envoy'));
    const wrong = await verify('envoy', 'Something else');
    expect([right.data.same_text, wrong.data.same_text]).toEqual([true, false]);
    expect((await verify('envoy', document('envoy'))).data).toEqual(right.data);
  });

  it('takes charsets and parameters of text/plain, too', async () => {
    const response = await post('/sources/third/verify', document('third'), 'text/plain; charset=utf-8');
    expect(response.json<Verification>().data.same_text).toBe(true);
  });

  it('refuses what is no text, or none', async () => {
    for (const type of ['application/json', 'application/octet-stream', 'multipart/form-data; boundary=x'])
      asProblem(await post('/sources/third/verify', '{}', type), 415);
    asProblem(await post('/sources/third/verify', ''), 400);
    asProblem(await api.send('POST', '/sources/third/verify'), 400);
  });

  it('refuses what is too long', async () => {
    asProblem(await post('/sources/third/verify', Buffer.alloc(1_000_001, 'a')), 413);
    expect((await verify('third', Buffer.alloc(1_000_000, 'a'))).data.length).toBe(1_000_000);
  });

  it('refuses unknown sources and parameters', async () => {
    asProblem(await post('/sources/thirdd/verify', 'text'), 404);
    const problem = asProblem(await post('/sources/third/verify?strict=1', 'text'), 400);
    expect(problem.errors).toMatchObject([{ parameter: 'strict' }]);
  });

  it('names ids that are near to a wrong one, as every path does', async () => {
    const problem = asProblem(await post('/sources/thirdd/verify', 'text'), 404);
    expect(problem.errors).toMatchObject([{ parameter: 'id', suggestion: 'third' }]);
  });

  it('is a method of its own: others are 405 with what is allowed there', async () => {
    for (const method of ['GET', 'PUT', 'DELETE', 'PATCH'] as const) {
      const response = await api.send(method, '/sources/third/verify');
      asProblem(response, 405);
      expect(String(response.headers.allow).split(', ').sort(), method).toEqual(['OPTIONS', 'POST']);
    }
  });

  it('may be asked for from elsewhere', async () => {
    const response = await api.send('OPTIONS', '/sources/third/verify', {
      origin: 'https://elsewhere.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    });
    expect(response.statusCode).toBe(204);
    expect(response.headers['access-control-allow-methods']).toContain('POST');
    expect(String(response.headers['access-control-allow-headers'])).toMatch(/content-type/i);
  });
});

describe('/statements/{id}/wording', () => {
  it('is the wording’s record', async () => {
    const { data } = await api.json<Page>('/statements/return-harbour/wording');
    expect(data).toEqual((await api.json<Page>('/wordings/return-harbour')).data);
    expect(data).toMatchObject({ id: 'return-harbour', direct_quotations_differ: true });
  });

  it('sets fragments of one part side by side', async () => {
    const { data } = await api.json<Page>('/statements/return-harbour/wording');
    const parts = data.parts as { part: string; fragments: Record<string, unknown>[] }[];
    expect(parts.map(({ part }) => part)).toEqual(['demand', 'refusal']);
    expect(
      parts[1]?.fragments.map(({ source, speech, exact }) => [(source as Rec).id, speech, exact]),
    ).toEqual([
      ['harbour', 'direct', 'not sign anything without the harbour'],
      ['envoy', 'direct', 'sign nothing without our harbour'],
    ]);
  });

  it('is 404 where there is no such statement', async () => {
    await api.problem('/statements/return-harbor/wording', 404);
    expect((await api.problem('/statements/easing/wording?x=1')).errors).toMatchObject([{ parameter: 'x' }]);
  });

  it('keeps the caching of every record', async () => {
    const { headers } = await api.get('/statements/easing/wording');
    const again = await api.get('/statements/easing/wording', { 'if-none-match': String(headers.etag) });
    expect(again.statusCode).toBe(304);
  });
});
