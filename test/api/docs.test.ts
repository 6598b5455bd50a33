import { copyFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../src/app.ts';
import { Environment } from '../../src/config.ts';
import { Documents } from '../../src/documents.ts';
import { openStore } from '../../src/store/store.ts';
import { FIXTURE, findDatabase } from '../database.ts';
import { emptyFolder } from '../ending.ts';
import { RICH } from './rich.ts';
import { type Api, shareApi } from './support.ts';

let api: Api;
beforeAll(async () => {
  api = await shareApi();
});

describe('/docs', () => {
  it('leads to the page relatively, so that a prefix that a proxy took off stays', async () => {
    const response = await api.get('/docs');
    expect(response.statusCode).toBe(302);
    expect(response.headers.location).toBe('docs/');
  });

  it('is a page, and all that it loads comes from here, by relative links', async () => {
    const page = await api.get('/docs/');
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-type']).toMatch(/^text\/html/);
    expect(page.body).toContain('<meta name="viewport" content="width=device-width, initial-scale=1">');
    expect(page.body).toContain('<title>Demarche API</title>');
    const wanted = [...page.body.matchAll(/(?:src|href)="([^"]*)"/g)]
      .map(([, url]) => String(url))
      .filter((url) => !url.startsWith('data:'));
    expect(wanted.length).toBeGreaterThan(3);
    for (const url of wanted) {
      expect(url).toMatch(/^[a-z]/);
      expect((await api.get(`/docs/${url}`)).statusCode, url).toBe(200);
    }
    const start = (await api.get('/docs/docs.js')).body;
    for (const text of [page.body.replace("xmlns='http://www.w3.org/2000/svg'", ''), start])
      expect(text).not.toMatch(/(?:https?:)?\/\/[a-z][\w-]*\.[a-z]/i);
    expect(start).toMatch(/validatorUrl: null/);
    expect(start).toMatch(/tryItOutEnabled: true/);
  });

  it('allows no outside host, and no upgrade that would break plain HTTP', async () => {
    const policy = String((await api.get('/docs/')).headers['content-security-policy']);
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'self'");
    expect(policy).not.toMatch(/[a-z][\w-]*\.[a-z]{2,}/i);
    expect(policy).not.toMatch(/https?:/);
    expect(policy).not.toContain('upgrade-insecure-requests');
  });
});

describe('the document and the page', () => {
  const PATHS = [
    '/openapi.json',
    '/openapi.yaml',
    '/docs/',
    '/docs/docs.css',
    '/docs/docs.js',
    '/docs/swagger-ui.css',
    '/docs/swagger-ui-bundle.js',
  ];

  it.each(PATHS)('%s comes compressed, tagged, and once', async (path) => {
    const whole = await api.get(path);
    expect(whole.headers.vary).toContain('Accept-Encoding');
    for (const [coding, decode] of [
      ['br', brotliDecompressSync],
      ['gzip', gunzipSync],
    ] as const) {
      const response = await api.get(path, { 'accept-encoding': coding });
      expect(response.headers['content-encoding']).toBe(coding);
      expect(decode(response.rawPayload).equals(whole.rawPayload)).toBe(true);
      const again = { 'accept-encoding': coding, 'if-none-match': String(response.headers.etag) };
      const nothing = await api.get(path, again);
      expect(nothing.statusCode).toBe(304);
      expect(nothing.rawPayload).toHaveLength(0);
      const head = await api.send('HEAD', path, { 'accept-encoding': coding });
      expect(head.headers['content-encoding']).toBe(coding);
      expect(head.rawPayload).toHaveLength(0);
    }
  });

  it.each(PATHS)('%s takes no parameters', async (path) => {
    expect((await api.problem(`${path}?x=1`)).errors).toMatchObject([{ parameter: 'x' }]);
  });
});

describe('a document that a thread makes', () => {
  const config = { ...Environment.parse({}), LOG_LEVEL: 'silent' } as const;
  const log = { error: (error: Error) => expect.unreachable(error.message) };

  async function open(file: string, replace: () => void) {
    const store = openStore(file);
    const documents = new Documents([store], config, log);
    const app = await createApp(store, config, { documents });
    replace();
    const read = async (path: string) => (await app.inject(path)).body;
    const close = async () => {
      await documents.close();
      await app.close();
      store.close();
    };
    return { read, close };
  }

  it('is the one that is made where nothing else is asked', async () => {
    const { read, close } = await open(findDatabase(), () => undefined);
    for (const path of ['/openapi.json', '/openapi.yaml'])
      expect(await read(path)).toBe((await api.get(path)).body);
    await close();
  });

  it('is made without it where the file is another by then', async () => {
    const file = join(emptyFolder(), 'served.sqlite');
    copyFileSync(findDatabase(), file);
    const { read, close } = await open(file, () => {
      copyFileSync(findDatabase(FIXTURE, RICH), `${file}.new`);
      renameSync(`${file}.new`, file);
    });
    expect(await read('/openapi.json')).toBe((await api.get('/openapi.json')).body);
    await close();
  });
});
