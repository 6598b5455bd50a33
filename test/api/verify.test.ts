import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Api, asProblem, type Page, type Rec, shareApi } from './support.ts';

interface Verification {
  data: {
    same_text: boolean;
    differs_in: string[];
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
      looks_like: { start: number; end: number; differs: string } | null;
    }[];
  };
  meta: { release: string };
}

const document = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../fixtures/documents/${name}.txt`, import.meta.url)));

let api: Api;
beforeAll(async () => {
  api = await shareApi();
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
    const starts = data.citations.map(({ start }) => start);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
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

  it('finds what stands at the very end of a text', async () => {
    const points = [...document('third').toString()];
    const citations = (await api.json('/citations?source=third&limit=1000')).data;
    const ends = citations.map(({ end }) => Number(end)).sort((a, b) => a - b);
    const last = ends.at(-1);
    for (const [end, status] of [
      [Number(last), 'anchored'],
      [Number(last) - 1, 'moved'],
    ] as const) {
      const { data } = await verify('third', points.slice(0, end).join(''));
      const found = data.citations.filter((citation) => citation.end === last);
      expect(found.length).toBeGreaterThan(0);
      for (const citation of found) expect(citation.status).toBe(status);
    }
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

  it('takes a fragment that stands twice in its passage for none that is anchored', async () => {
    const text = document('envoy')
      .toString()
      .replace(
        'Falcon missiles were fired at Eastmark two days before.',
        'Falcon missiles were fired, '.repeat(2),
      );
    const { data } = await verify('envoy', text);
    const twice = data.citations.filter(({ exact }) => exact === 'Falcon missiles were fired');
    expect(twice.length).toBeGreaterThan(0);
    for (const { status, found_at } of twice) expect([status, found_at]).toEqual(['moved', [333, 361]]);
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

  describe('a text that is packed', () => {
    const packed = (coding: string, body: Buffer) =>
      api.send(
        'POST',
        '/sources/third/verify',
        { 'content-type': 'text/plain', 'content-encoding': coding },
        body,
      );

    it.each<[string, (text: Buffer) => Buffer]>([
      ['gzip', (text) => gzipSync(text)],
      ['GZIP', (text) => gzipSync(text)],
      ['x-gzip', (text) => gzipSync(text)],
      ['deflate', (text) => deflateSync(text)],
      ['br', (text) => brotliCompressSync(text)],
      ['zstd', (text) => zstdCompressSync(text)],
      ['identity', (text) => text],
      ['deflate, gzip', (text) => gzipSync(deflateSync(text))],
    ])('is unpacked: %s', async (coding, pack) => {
      const response = await packed(coding, pack(document('third')));
      expect(response.statusCode, response.body).toBe(200);
      expect(response.json<Verification>().data).toMatchObject({ same_text: true, not_found: 0 });
    });

    it('counts as large as it is, whatever it is packed to', async () => {
      for (const [coding, pack] of [
        ['gzip', gzipSync],
        ['br', brotliCompressSync],
        ['deflate', deflateSync],
        ['zstd', zstdCompressSync],
      ] as const) {
        const largest = await packed(coding, pack(Buffer.alloc(1_000_000, 'a')));
        expect(largest.statusCode, coding).toBe(200);
        const bomb = pack(Buffer.alloc(20_000_000, 'a'));
        expect(bomb.length).toBeLessThan(1_000_000);
        expect(asProblem(await packed(coding, bomb), 413).detail).toContain('1000000 bytes');
      }
    });

    it('is refused where it is not packed so, or in a way that is not known', async () => {
      const text = document('third');
      expect(asProblem(await packed('gzip', text), 400).detail).toContain('not packed with gzip');
      expect(asProblem(await packed('gzip', gzipSync(text).subarray(0, 100)), 400).detail).toContain('gzip');
      for (const coding of ['compress', 'toString', 'gzip, gzip, gzip'])
        expect(asProblem(await packed(coding, text), 415).detail).toContain('gzip, deflate, br, zstd');
      asProblem(await packed('gzip', gzipSync('')), 400);
    });
  });

  describe('a text in another encoding', () => {
    const text = document('harbour').toString();
    it.each<[string, Buffer]>([
      ['utf-16le', Buffer.from(text, 'utf16le')],
      ['UTF-16', Buffer.from(`\uFEFF${text}`, 'utf16le')],
      ['utf-16', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
      ['"utf-16be"', Buffer.from(text, 'utf16le').swap16()],
      ['UTF-8', Buffer.from(text)],
    ])('is decoded: %s', async (charset, body) => {
      const response = await post('/sources/harbour/verify', body, `text/plain; charset=${charset}`);
      expect(response.statusCode, response.body).toBe(200);
      expect(response.json<Verification>().data).toMatchObject({ same_text: true, not_found: 0 });
    });

    it('is taken for what it is: windows-1251', async () => {
      const name = Buffer.from([0xd1, 0xe5, 0xec, 0xb8, 0xed, 0x20, 0xa8, 0xeb, 0xea, 0xe8, 0xed]);
      const response = await post('/sources/envoy/verify', name, 'text/plain; charset=windows-1251');
      const moved = response.json<Verification>().data.citations.filter(({ status }) => status === 'moved');
      expect(moved.map(({ exact }) => exact)).toContain('Семён Ёлкин');
    });

    it('is refused where it is not in it, with what was seen', async () => {
      const refused = async (body: Buffer, charset = '') =>
        asProblem(await post('/sources/third/verify', body, `text/plain${charset}`), 400).detail;
      expect(await refused(Buffer.from('caf\xe9', 'latin1'))).toMatch(
        /^The text is not UTF-8: E9 is no character there \(byte 3, line 1\)\. .*charset=windows-1251/,
      );
      expect(await refused(Buffer.from([0xff, 0xfe, 0x41, 0x00]))).toContain('UTF-16, not UTF-8');
      expect(await refused(Buffer.from('text', 'utf16le'))).toContain('NUL byte (byte 1, line 1)');
      for (const charset of ['us-ascii', 'ASCII', '"ANSI_X3.4-1968"'])
        expect(await refused(Buffer.from('café'), `; charset=${charset}`)).toMatch(
          /is not (us-ascii|ascii|ANSI_X3\.4-1968), as its charset says: byte 3 is above 127/i,
        );
      expect(await refused(Buffer.from([0x00, 0xd8]), '; charset=utf-16le')).toContain('not in utf-16le');
      expect(
        asProblem(await post('/sources/third/verify', 'text', 'text/plain; charset=utf-7'), 415).detail,
      ).toContain('The charset utf-7 is not understood.');
    });
  });

  it.each<[string[], (text: string) => string]>([
    [['line_ends'], (text) => text.replaceAll('\n', '\r\n')],
    [['line_ends'], (text) => text.replace('\n', '\r\n')],
    [['byte_order_mark'], (text) => `\uFEFF${text}`],
    [['final_line_end'], (text) => text.trimEnd()],
    [['final_line_end'], (text) => `${text}\n\n`],
    [['normalization'], (text) => text.normalize('NFD')],
    [
      ['byte_order_mark', 'line_ends', 'normalization'],
      (text) => `\uFEFF${text.normalize('NFD').replaceAll('\n', '\r\n')}`,
    ],
    [[], (text) => text],
    [[], (text) => text.replace('e', 'x')],
    [[], (text) => text.replaceAll('\n', '')],
  ])('says in what alone the text differs: %j', async (differs, edit) => {
    const text = document('envoy').toString();
    const { data } = await verify('envoy', edit(text));
    expect(data.differs_in).toEqual(differs);
    expect(data.same_text).toBe(edit(text) === text);
  });

  it.each([
    [
      'a no-break space',
      'Arland\u00A0annexed Eastmark',
      'U+00A0 where the fragment has a space (character 7)',
    ],
    [
      'a soft hyphen',
      'Arland an\u00ADnexed Eastmark',
      'U+00AD where the fragment has nothing (character 10)',
    ],
    [
      'a letter of another script',
      'Аrland annexed Eastmark',
      'U+0410 (А) where the fragment has U+0041 (A) (character 1)',
    ],
  ])('says where what looks the same stands in other characters: %s', async (_, written, differs) => {
    const text = document('third').toString().replace('Arland annexed Eastmark', written);
    const { data } = await verify('third', text);
    const gone = data.citations.filter(({ status }) => status === 'not_found');
    expect(gone).toMatchObject([{ found_at: [], looks_like: { start: 122, differs } }]);
    expect(data.citations.filter(({ looks_like }) => looks_like)).toEqual(gone);
  });

  it('says how a file is sent to who sends a form, or nothing', async () => {
    for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
      expect(asProblem(await post('/sources/third/verify', 'a=b', type), 415).detail).toContain(
        `${type.split(';')[0]}, not text/plain. Send the file as it is: curl --data-binary @FILE`,
      );
    expect(asProblem(await post('/sources/third/verify', ''), 400).detail).toContain('--data-binary @FILE');
    const { description } = (await api.openapi()).paths['/sources/{id}/verify']?.post ?? {};
    expect(description).toContain('curl --data-binary @FILE');
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
