import { createHash } from 'node:crypto';
import { readFileSync, rmSync, symlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../src/app.ts';
import { build } from '../../src/dataset/build.ts';
import { makeDownloads } from '../../src/downloads/make.ts';
import { openStore } from '../../src/store/store.ts';
import { Copy } from '../build/support.ts';
import { emptyFolder } from '../ending.ts';
import { type Api, openApi } from './support.ts';

interface File {
  name: string;
  url: string;
  about: string;
  media_type: string;
  bytes: number;
  sha256: string;
  release: string;
}

interface Files {
  data: File[];
  meta: { release: string };
}

let api: Api;
/** Where it really listens. */
let origin: string;
let files: File[];
/** One that is small, and its bytes. */
let file: File;
let bytes: Buffer;
beforeAll(async () => {
  api = await openApi({ downloads: true });
  origin = await api.app.listen({ host: '127.0.0.1', port: 0 });
  files = (await api.json<Files>('/downloads')).data;
  file = files.find(({ name }) => name.endsWith('.ndjson.gz')) as File;
  bytes = readFileSync(join(`${api.file}.downloads`, file.name));
});

const ask = (headers: Record<string, string> = {}, method = 'GET', url = file.url) =>
  fetch(origin + url, { method, headers });

const bodyOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

describe('the list of downloads', () => {
  it('tells of each file its name, size, hash, URL and release, and each is there to the byte', async () => {
    const { meta } = await api.json<Files>('/downloads');
    expect(meta).toEqual({ release: api.store.release.id });
    for (const one of files) {
      expect(one.url).toBe(`/downloads/${one.name}`);
      expect(one.release).toBe(api.store.release.id);
      const response = await ask({}, 'GET', one.url);
      expect(response.status, one.name).toBe(200);
      expect(response.headers.get('content-type')).toBe(one.media_type);
      const body = await bodyOf(response);
      expect(body.length, one.name).toBe(one.bytes);
      expect(createHash('sha256').update(body).digest('hex'), one.name).toBe(one.sha256);
    }
    expect(files.length).toBeGreaterThan(100);
  });

  it('is linked from the root, and has URLs under the path that a proxy takes off', async () => {
    expect((await api.json<{ links: object }>('/')).links).toMatchObject({
      downloads: expect.stringMatching(/\/downloads$/),
    });
    const settings = { LOG_LEVEL: 'silent', PUBLIC_URL: 'https://example.org/demarche' } as const;
    const behind = await createApp(api.store, settings);
    const { data } = (await behind.inject('/downloads')).json<Files>();
    await behind.close();
    expect(data.map(({ url }) => url)).toEqual(files.map(({ url }) => `/demarche${url}`));
  });

  it('is that beside the file itself, where what is served is a link to it', async () => {
    const link = join(emptyFolder(), 'current.sqlite');
    symlinkSync(api.file, link);
    const store = openStore(link);
    const linked = await createApp(store, { LOG_LEVEL: 'silent' });
    const { data } = (await linked.inject('/downloads')).json<Files>();
    const { statusCode } = await linked.inject(file.url);
    const catalogue = (await linked.inject('/dcat.jsonld')).body;
    await linked.close();
    store.close();
    expect(data).toEqual(files);
    expect(statusCode).toBe(200);
    expect(catalogue).toContain(file.sha256);
  });

  it('is answered with 304 to who has it, and refuses what it does not know', async () => {
    const { etag } = (await api.get('/downloads')).headers;
    expect((await api.get('/downloads', { 'if-none-match': String(etag) })).statusCode).toBe(304);
    expect((await api.problem('/downloads?format=csv')).errors).toMatchObject([{ parameter: 'format' }]);
    expect((await api.problem('/downloads', 406, { accept: 'text/csv' })).status).toBe(406);
  });
});

describe('a download', () => {
  it('is saved under its name, and carries what resuming and pages of other origins need', async () => {
    const { headers } = await ask({ origin: 'https://example.org' });
    expect(headers.get('content-disposition')).toBe(`attachment; filename="${file.name}"`);
    expect(headers.get('etag')).toBe(`"${file.sha256}"`);
    expect(headers.get('accept-ranges')).toBe('bytes');
    expect(headers.get('content-length')).toBe(String(file.bytes));
    expect(headers.get('content-encoding')).toBeNull();
    expect(headers.get('demarche-release')).toBe(file.release);
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('access-control-expose-headers')?.split(', ')).toEqual(
      expect.arrayContaining(['Accept-Ranges', 'Content-Range', 'Content-Disposition', 'ETag']),
    );
  });

  it('is told of by HEAD without being sent', async () => {
    const response = await ask({ range: 'bytes=0-9' }, 'HEAD');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-length')).toBe(String(file.bytes));
    expect(response.headers.get('content-type')).toBe(file.media_type);
    expect(await bodyOf(response)).toHaveLength(0);
  });

  it.each([
    ['its beginning', 'bytes=0-99', 0, 99],
    ['one byte', 'bytes=7-7', 7, 7],
    ['its middle', 'bytes=100-1999', 100, 1999],
    ['its end', 'bytes=-50', -50, -1],
    ['all from a byte on', 'bytes=200-', 200, -1],
    ['more than there is', 'bytes=300-99999999999', 300, -1],
    ['more of its end than there is', 'bytes=-99999999999', 0, -1],
    ['far more of its end than there is', `bytes=-${'9'.repeat(400)}`, 0, -1],
    ['the one of several that is there', 'bytes=0-9,99999999999-', 0, 9],
    ['one range in a list', 'bytes=, 5-9 ,', 5, 9],
    ['a unit in capitals', 'Bytes=5-9', 5, 9],
  ])('is sent in part: %s', async (_, range, from, to) => {
    const [first, last] = [from, to].map((at) => (at < 0 ? bytes.length + at : at)) as [number, number];
    const response = await ask({ range });
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe(`bytes ${first}-${last}/${bytes.length}`);
    expect(response.headers.get('content-length')).toBe(String(last - first + 1));
    expect((await bodyOf(response)).equals(bytes.subarray(first, last + 1))).toBe(true);
  });

  it.each([
    ['several ranges', 'bytes=0-9,50-59'],
    ['another unit', 'lines=0-9'],
    ['no unit', '0-9'],
  ])('is sent whole to who asks for %s', async (_, range) => {
    const response = await ask({ range });
    expect(response.status).toBe(200);
    expect((await bodyOf(response)).equals(bytes)).toBe(true);
  });

  it.each([
    ['bytes beyond its end', () => `bytes=${bytes.length}-`],
    ['far beyond its end', () => `bytes=${'9'.repeat(400)}-`],
    ['none of its end', () => 'bytes=-0'],
    ['an end before its beginning', () => 'bytes=5-2'],
    ['what is no range', () => 'bytes=ten'],
    ['a range without either end', () => 'bytes=-'],
  ])('has none of the bytes of %s', async (_, write) => {
    const response = await ask({ range: write() });
    expect(response.status).toBe(416);
    expect(response.headers.get('content-range')).toBe(`bytes */${bytes.length}`);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await response.json()).toMatchObject({ status: 416, detail: expect.stringContaining('bytes') });
  });

  it('is resumed only where it is what was begun, whole otherwise', async () => {
    const range = 'bytes=100-';
    const etag = `"${file.sha256}"`;
    expect((await ask({ range, 'if-range': etag })).status).toBe(206);
    for (const other of ['"another"', `W/${etag}`, 'Thu, 26 Nov 2026 00:00:00 GMT']) {
      const response = await ask({ range, 'if-range': other });
      expect(response.status, other).toBe(200);
      expect((await bodyOf(response)).equals(bytes)).toBe(true);
    }
  });

  it('is sent to who has another, and only to who wants this one', async () => {
    const etag = `"${file.sha256}"`;
    for (const tags of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
      const response = await ask({ 'if-none-match': tags });
      expect(response.status, tags).toBe(304);
      expect(response.headers.get('etag')).toBe(etag);
      expect(await bodyOf(response)).toHaveLength(0);
    }
    expect((await ask({ 'if-none-match': '"x"' })).status).toBe(200);
    expect((await ask({ 'if-none-match': etag }, 'HEAD')).status).toBe(304);
    for (const tags of [etag, `"x", ${etag}`, '*'])
      expect((await ask({ 'if-match': tags })).status).toBe(200);
    for (const tags of ['"x"', `W/${etag}`]) expect((await ask({ 'if-match': tags })).status).toBe(412);
  });

  it('that is not listed is 404, with those that are near', async () => {
    const near = await api.problem(`${file.url.slice(0, -1)}`, 404);
    expect(near.errors).toMatchObject([{ parameter: 'name', suggestion: file.name }]);
    expect((await api.problem(`/downloads/${'x'.repeat(40)}`, 404)).detail).toContain('/downloads');
    expect((await api.problem(`${file.url}?part=1`)).errors).toMatchObject([{ parameter: 'part' }]);
  });

  it.each([
    ['the list itself', '/downloads/downloads.json'],
    ['the database', '/downloads/../test.sqlite'],
    ['the database, encoded', '/downloads/..%2Ftest.sqlite'],
    ['the database, encoded twice', '/downloads/%252e%252e%252ftest.sqlite'],
    ['a backslash', '/downloads/..%5Ctest.sqlite'],
    ['a null byte', '/downloads/test.sqlite%00'],
    ['a file of the system', '/downloads/%2Fetc%2Fpasswd'],
  ])('is none but what is listed: %s', async (_, path) => {
    // As it stands: fetch and inject would resolve the dots.
    const { hostname, port } = new URL(origin);
    const socket = connect(Number(port), hostname);
    socket.end(`GET ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`);
    const chunks: Buffer[] = [];
    for await (const chunk of socket) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString('latin1')).toMatch(/^HTTP\/1\.1 404 /);
  });
});

describe('a server without downloads', () => {
  it('says what to do, and serves all else; it has them once they are made, and none that are others', async () => {
    // Its own file: others read the one that is shared.
    const without = await openApi({ downloads: 'own' });
    rmSync(`${without.file}.downloads`, { recursive: true });
    const { detail } = await without.problem('/downloads', 404);
    expect(detail).toContain('npm run data:build');
    expect((await without.problem(file.url, 404)).detail).toBe(detail);
    expect((await without.get('/demands')).statusCode).toBe(200);

    makeDownloads(without.file);
    expect((await without.json<Files>('/downloads')).data).toEqual(files);
    expect((await without.get(file.url)).statusCode).toBe(200);

    rmSync(join(`${without.file}.downloads`, file.name));
    expect((await without.problem(file.url, 404)).detail).toContain('no longer there');

    build(new Copy().replace('topics/arms.yaml', 'their use', 'their uses').data, without.file);
    const { release } = makeDownloads(without.file);
    for (const path of ['/downloads', file.url, `/downloads/demarche-${release}.sqlite`]) {
      const { detail: why } = await without.problem(path, 404);
      expect(why).toContain(release);
      expect(why).toContain(without.store.release.id);
    }
  });
});
