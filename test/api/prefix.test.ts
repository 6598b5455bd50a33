import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyFolder } from '../ending.ts';
import { type Api, type List, openApi, type Page } from './support.ts';

const CHROMIUM = '/usr/bin/chromium';
const NGINX = '/usr/sbin/nginx';
const PREFIX = '/demarche';

/** Every `url` in an answer. */
const urlsIn = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.flatMap(urlsIn)
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, item]) => (key === 'url' ? [String(item)] : urlsIn(item)))
      : [];

describe('urls under the path of PUBLIC_URL', () => {
  let api: Api;
  let plain: Api;
  beforeAll(async () => {
    plain = await openApi();
    api = await openApi({ publicUrl: `https://data.example${PREFIX}` });
  });

  it.each([
    '/',
    '/demands?facet=kind,party&include=citations',
    '/demands?select=url,party',
    '/statements/lifting-first',
    '/search?q=harbour',
  ])('stand in every answer of %s, and nothing else is changed', async (path) => {
    const response = await api.get(path.replace('lifting-first', (await api.ids('/statements'))[0] ?? ''));
    expect(response.statusCode).toBe(200);
    const urls = urlsIn(response.json());
    expect(urls.length).toBeGreaterThan(2);
    for (const url of urls) {
      expect(url).toMatch(/^\/demarche\/[a-z]/);
      expect((await plain.get(url.slice(PREFIX.length))).statusCode, url).toBe(200);
    }
    const before = await plain.get(path.replace('lifting-first', (await api.ids('/statements'))[0] ?? ''));
    const links = (text: string) =>
      text.replaceAll(`https://data.example${PREFIX}`, 'http://localhost:80').replaceAll(`${PREFIX}/`, '/');
    expect(links(response.body)).toBe(before.body);
  });

  it('stand in CSV and NDJSON, absolute since a file has no host', async () => {
    const csv = await api.get('/demands.csv?select=id,url');
    for (const line of csv.body.trim().split('\r\n').slice(1))
      expect(line).toMatch(/^([a-z-]+),https:\/\/data\.example\/demarche\/demands\/\1$/);
    const ndjson = await api.get('/demands.ndjson?include=citations');
    const urls = ndjson.body
      .trim()
      .split('\n')
      .flatMap((line) => urlsIn(JSON.parse(line)));
    expect(urls.length).toBeGreaterThan(10);
    for (const url of urls) expect(url).toMatch(/^https:\/\/data\.example\/demarche\/[a-z]/);
    const { headers } = await api.get('/demands/return-harbour.csv');
    expect(headers.link).toBe('<https://data.example/demarche/demands/return-harbour.csv>; rel="canonical"');
    const [line = ''] = (await api.get('/demands/return-harbour.ndjson')).body.split('\n');
    for (const url of urlsIn(JSON.parse(line)))
      expect(url).toMatch(/^https:\/\/data\.example\/demarche\/[a-z]/);
  });

  it('stand in what a check of evidence answers', async () => {
    const [source] = await api.all('sources');
    const response = await api.send(
      'POST',
      `/sources/${source?.id}/verify`,
      { 'content-type': 'text/plain' },
      'Nothing of it.',
    );
    expect(response.statusCode).toBe(200);
    for (const url of urlsIn(response.json())) expect(url).toMatch(/^\/demarche\/citations\//);
  });

  it('have a tag of their own, and come from the cache as they were made', async () => {
    const [here, there] = [await plain.get('/topics/arms'), await api.get('/topics/arms')];
    expect(here.headers.etag).not.toBe(there.headers.etag);
    const again = await api.get('/topics/arms');
    expect(again.body).toBe(there.body);
    const page = again.json<Page>();
    expect(page.data.url).toBe('/demarche/topics/arms');
    expect(page.links.self).toBe('https://data.example/demarche/topics/arms');
    const nothing = await api.get('/topics/arms', { 'if-none-match': String(there.headers.etag) });
    expect(nothing.statusCode).toBe(304);
  });

  it('are told from texts that only read like one', async () => {
    const odd = 'They say "url":"/topics/arms", and url: /topics/arms';
    const text = await openApi({
      publicUrl: 'https://data.example/demarche',
      files: {
        'topics/arms.yaml': `name: '${odd}'\ndefinition: '${odd}'\nrevised: "2031-06-01"\n`,
      },
    });
    const { data } = await text.json<Page>('/topics/arms');
    expect(data).toMatchObject({ name: odd, definition: odd, url: '/demarche/topics/arms' });
    expect((await text.get('/topics.csv?id=arms')).body).toContain('"They say ""url"":""/topics/arms""');
  });
});

describe.skipIf(!existsSync(NGINX) || !existsSync(CHROMIUM))('behind a proxy that takes a prefix off', () => {
  let nginx: ChildProcess;
  let browser: Browser;
  let origin: string;
  let direct: string;

  const freePort = () =>
    new Promise<number>((resolve) => {
      const server = createServer().listen(0, '127.0.0.1', () => {
        const { port } = server.address() as AddressInfo;
        server.close(() => resolve(port));
      });
    });

  beforeAll(async () => {
    const port = await freePort();
    origin = `http://127.0.0.1:${port}`;
    const api = await openApi({ publicUrl: origin + PREFIX });
    await api.app.listen({ host: '127.0.0.1', port: 0 });
    direct = `http://127.0.0.1:${(api.app.server.address() as AddressInfo).port}`;
    const folder = emptyFolder();
    const file = join(folder, 'nginx.conf');
    writeFileSync(
      file,
      `daemon off; pid ${folder}/pid; error_log ${folder}/error.log; worker_processes 1;
       events {}
       http {
         access_log off; client_body_temp_path ${folder}/b; proxy_temp_path ${folder}/p;
         fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
         server { listen 127.0.0.1:${port}; location ${PREFIX}/ { proxy_pass ${direct}/; } }
       }`,
    );
    nginx = spawn(NGINX, ['-p', folder, '-c', file, '-e', `${folder}/error.log`], { stdio: 'ignore' });
    const answers = () =>
      fetch(`${origin}${PREFIX}/`).then(
        () => true,
        () => false,
      );
    while (!(await answers())) {
      // A machine may be busy: it is waited for as long as it is starting.
      if (nginx.exitCode !== null) throw new Error(readFileSync(`${folder}/error.log`, 'utf8'));
      await setTimeout(50);
    }
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'],
    });
  });
  afterAll(async () => {
    await browser?.close();
    nginx?.kill();
  });

  it('every url of an answer leads on', async () => {
    const list = (await (await fetch(`${origin}${PREFIX}/demands?limit=2&facet=kind`)).json()) as List;
    const urls = urlsIn(list);
    expect(urls.length).toBeGreaterThan(4);
    for (const url of new Set(urls)) expect((await fetch(origin + url)).status, url).toBe(200);
    const { links } = (await (await fetch(`${origin}${PREFIX}/`)).json()) as Page;
    // None were made, and messages alone are taken.
    const { downloads: _, mcp: __, ...there } = links;
    for (const link of [list.links.next, ...Object.values(there)])
      expect((await fetch(String(link))).status, String(link)).toBe(200);
  });

  it.each([
    ['the proxy', () => `${origin}${PREFIX}`],
    ['the server itself, which is another origin', () => direct],
  ])('documentation opened at %s shows and executes', async (_, base) => {
    const page = await browser.newPage();
    page.setDefaultTimeout(30_000);
    const wrong: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') wrong.push(message.text());
    });
    page.on('response', (response) => {
      if (response.status() >= 400) wrong.push(`${response.status()} ${response.url()}`);
    });
    await page.goto(`${base()}/docs`);
    expect(page.url()).toBe(`${base()}/docs/`);
    const block = page.locator('[id="operations-demands-listDemands"]');
    await block.locator('.opblock-summary-control').click();
    await block.locator('.btn.execute').click();
    await block.locator('.live-responses-table .response .response-col_status').first().waitFor();
    expect(await block.locator('.request-url pre').innerText()).toBe(`${origin}${PREFIX}/demands`);
    expect(
      await block.locator('.live-responses-table .response .response-col_status').first().innerText(),
    ).toMatch(/^200/);
    expect(wrong).toEqual([]);
    await page.close();
  });
});
