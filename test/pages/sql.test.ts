import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import Database from 'better-sqlite3';
import { parse } from 'csv-parse/sync';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { QUESTIONS } from '../../src/pages/questions.ts';
import { type Api, openApi } from '../api/support.ts';
import { REAL } from '../database.ts';

const CHROMIUM = '/usr/bin/chromium';
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');
const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
/** More than any browser would finish. */
const ENDLESS = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n';

describe('/sql', () => {
  let api: Api;
  beforeAll(async () => {
    api = await openApi({ downloads: true, publicUrl: 'https://data.example/demarche' });
  });

  it('lets a thread be begun from here, and that thread alone compile SQLite', async () => {
    const page = String((await api.get('/sql', BROWSER)).headers['content-security-policy']);
    expect(page).toContain("worker-src 'self'");
    expect(page).not.toMatch(/unsafe|wasm/);
    const worker = String((await api.get('/sql/worker.js')).headers['content-security-policy']);
    expect(worker).toContain("script-src 'self' 'wasm-unsafe-eval'");
    expect(worker).not.toContain("'unsafe-");
    for (const url of ['/', '/demands', '/downloads'])
      expect((await api.get(url, BROWSER)).headers['content-security-policy'], url).not.toMatch(
        /wasm|worker/,
      );
  });

  it('says what is fetched and how large it is, under whatever path and of whichever release', async () => {
    const { id } = api.store.release;
    for (const pin of ['', `/releases/${id}`]) {
      const { body, statusCode } = await api.get(`${pin}/sql`, BROWSER);
      expect(statusCode).toBe(200);
      const [, file = ''] = /data-file="([^"]+)"/.exec(body) ?? [];
      expect(file).toBe(`/demarche${pin}/downloads/demarche-${id}.sqlite.gz`);
      const { rawPayload } = await api.get(file.replace('/demarche', ''));
      expect(body).toContain(`data-bytes="${rawPayload.length}"`);
      expect(body).toMatch(/fetches the whole release once: [\d.,]+ [kM]B/);
      expect(body).toContain(`src="/demarche${pin}/sql/page.js"`);
      expect(body).not.toMatch(/\sstyle="|<style|\son[a-z]+="|<script(?![^>]*src=)/);
    }
  });

  it('shows the query of its address as text, and explains every table and view of the file', async () => {
    const { body, headers } = await api.get(
      `/sql?q=${encodeURIComponent('SELECT "<b>" </textarea><script>')}`,
      BROWSER,
    );
    expect(headers.etag).not.toBe((await api.get('/sql', BROWSER)).headers.etag);
    expect(body).toContain('SELECT &quot;&lt;b&gt;&quot; &lt;/textarea&gt;&lt;script&gt;</textarea>');
    const database = new Database(api.file, { readonly: true });
    const names = database.prepare('SELECT name FROM table_guide').pluck().all() as string[];
    database.close();
    for (const name of names) expect(body).toContain(`<summary>${name}`);
  });

  it('says without scripts how the same is asked', async () => {
    const { body } = await api.get('/sql', BROWSER);
    const [without = ''] = /<noscript>.*<\/noscript>/s.exec(body) ?? [];
    const { id } = api.store.release;
    expect(without).toContain(`curl -O https://data.example/demarche/downloads/demarche-${id}.sqlite\n`);
    expect(without).toContain(`sqlite3 -box demarche-${id}.sqlite`);
    for (const { ask } of QUESTIONS.slice(1)) expect(without).toContain(ask);
  });

  it('is a page and no data: other clients are told where those are', async () => {
    expect((await api.get('/sql', { accept: '*/*' })).headers['content-type']).toMatch(/^text\/html/);
    const { detail } = await api.problem('/sql', 406, { accept: 'application/json' });
    expect(detail).toContain('/downloads');
    expect((await api.openapi()).paths).not.toHaveProperty('/sql');
    expect((await api.problem('/sql?query=x')).errors).toMatchObject([{ parameter: 'query' }]);
    expect((await api.problem(`/sql?q=${'x'.repeat(4001)}`)).errors).toMatchObject([{ parameter: 'q' }]);
  });

  it('says so where the file has not been made', async () => {
    const other = await openApi({ downloads: 'own' });
    const { headers } = await other.get('/sql', BROWSER);
    const expectNone = async () => {
      const { statusCode, body } = await other.get('/sql', {
        ...BROWSER,
        'if-none-match': String(headers.etag),
      });
      expect(statusCode).toBe(200);
      expect(body).toContain('has not been made here yet');
      expect(body).not.toMatch(/<textarea|<noscript|sql\/page\.js/);
    };
    const list = `${other.file}.downloads/downloads.json`;
    // Those that are there are of another release.
    writeFileSync(list, readFileSync(list, 'utf8').replaceAll(other.store.release.id, '2030-01-01-00000000'));
    await expectNone();
    rmSync(`${other.file}.downloads`, { recursive: true });
    await expectNone();
  });

  it('is led to from the page of downloads, which has every file', async () => {
    const { body } = await api.get('/downloads', BROWSER);
    expect(body).toContain('href="/demarche/sql"');
    const { data } = await api.json<{ data: { url: string; sha256: string }[] }>('/downloads');
    for (const { url, sha256 } of data) {
      expect(body).toContain(`href="${url}"`);
      expect(body).toContain(sha256);
    }
  });
});

describe('with the data that are served', () => {
  let api: Api;
  let browser: Browser | undefined;
  let origin: string;
  let database: Database.Database;
  let page: Page;
  /** What went amiss, and what was fetched of the release. */
  const wrong: string[] = [];
  const fetched: string[] = [];
  beforeAll(async () => {
    api = await openApi({ data: REAL, downloads: 'database' });
    await api.app.listen({ host: '127.0.0.1', port: 0 });
    origin = `http://127.0.0.1:${(api.app.server.address() as AddressInfo).port}`;
    const { id } = api.store.release;
    database = new Database(`${api.file}.downloads/demarche-${id}.sqlite`, { readonly: true });
    if (!existsSync(CHROMIUM)) return;
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'],
    });
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
    page.on('pageerror', (error) => wrong.push(String(error)));
    page.on('request', (request) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(origin))
        wrong.push(request.url());
      if (request.url().includes('/downloads/')) fetched.push(request.url());
    });
    await page.goto(`${origin}/sql`);
  });
  afterAll(async () => {
    await browser?.close();
    database.close();
  });

  it('six questions have answers worth reading', () => {
    expect(QUESTIONS).toHaveLength(6);
    for (const { ask, sql } of QUESTIONS) {
      const rows = database.prepare(sql).all() as Record<string, unknown>[];
      expect(rows.length, ask).toBeGreaterThanOrEqual(5);
      expect(rows.length, ask).toBeLessThan(100);
      // No column says the same, or nothing, in every row.
      const columns = Object.keys(rows[0] ?? {});
      const told = columns.filter((name) => new Set(rows.map((row) => row[name])).size > 1);
      expect(told.length, ask).toBeGreaterThanOrEqual(4);
    }
  });

  // One page, as a reader has it: what was fetched stays.
  describe.skipIf(!existsSync(CHROMIUM))('in a browser', () => {
    const run = async (sql: string) => {
      await page.getByLabel('Query').fill(sql);
      await page.getByLabel('Query').press('Control+Enter');
    };
    const said = () => page.locator('#main').getByRole('status').innerText();

    it('runs each question, having fetched the file once, and nothing before', async () => {
      expect(fetched).toEqual([]);
      for (const { ask, sql } of QUESTIONS) {
        await page.getByRole('link', { name: ask }).click();
        expect(await page.getByLabel('Query').inputValue()).toBe(sql);
        await page.getByRole('button', { name: 'Run' }).click();
        const rows = database.prepare(sql).raw().all() as unknown[][];
        await page.getByText(`${rows.length} rows in`).waitFor();
        const cells = await page.locator('.rows tbody tr').first().locator('td').allInnerTexts();
        expect(cells).toEqual(rows[0]?.map((value) => (value === null ? 'NULL' : String(value))));
        expect(new URL(page.url()).searchParams.get('q')).toBe(sql);
      }
      expect(fetched).toHaveLength(1);
    });

    it('says where a query is too long for an address', async () => {
      const link = page.getByRole('link', { name: 'Address of this query' });
      const told = page.getByText('too long for an address');
      // A letter of it takes six characters of an address, and a proxy takes 8 kB of one.
      const long = `SELECT '${'ж'.repeat(1_500)}' AS text`;
      await run(long);
      await page.getByText('1 row in').waitFor();
      expect([await link.isVisible(), await told.isVisible()]).toEqual([false, true]);
      expect(new URL(page.url()).search).toBe('');
      await run(`SELECT '${'ж'.repeat(100)}' AS text`);
      await page.getByText('1 row in').waitFor();
      expect([await link.isVisible(), await told.isVisible()]).toEqual([true, false]);
      expect((await fetch(page.url())).status).toBe(200);
      await page.goBack();
      expect(await page.getByLabel('Query').inputValue()).toBe(long);
    });

    it('saves as CSV what the table says, rows that it leaves out too', async () => {
      const sql = `SELECT id, exact, member, start FROM citations ORDER BY id LIMIT 300`;
      await run(sql);
      await page.getByText('300 rows in').waitFor();
      expect(await said()).toContain('the first 200 are shown');
      expect(await page.locator('.rows tbody tr').count()).toBe(200);
      const [saved] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'CSV of all 300' }).click(),
      ]);
      const lines = parse(readFileSync(await saved.path())) as string[][];
      const rows = database.prepare(sql).raw().all() as unknown[][];
      expect(lines).toEqual([
        ['id', 'exact', 'member', 'start'],
        ...rows.map((row) => row.map((value) => (value === null ? '' : String(value)))),
      ]);
    });

    it('shows what SQLite says of a wrong query, and lets nothing be changed', async () => {
      await run('SELECT wishes FROM demands');
      await page.getByText('no such column: wishes', { exact: true }).waitFor();
      expect(await page.locator('.rows').count()).toBe(0);
      await run('DELETE FROM demands');
      await page.getByText('attempt to write a readonly database', { exact: true }).waitFor();
      await run("SELECT '<i>a</i>' AS markup WHERE 0");
      await page.getByText('0 rows in').waitFor();
      await run("SELECT '<i>a</i>' AS markup, 9223372036854775807 AS large");
      await page.getByText('1 row in').waitFor();
      expect(await page.locator('.rows td').allInnerTexts()).toEqual(['<i>a</i>', '9223372036854775807']);
    });

    it('stops a query that takes long, and asks on without fetching again', async () => {
      await run(ENDLESS);
      await page.getByText('Running…').waitFor();
      await page.getByRole('button', { name: 'Stop' }).click();
      await page.getByText('Stopped.').waitFor();
      await run('SELECT 41 + 1 AS answer');
      await page.getByText('1 row in').waitFor();
      expect(await page.locator('.rows td').innerText()).toBe('42');
      expect(fetched).toHaveLength(1);
    });

    it('goes back to the query before', async () => {
      await run('SELECT 1');
      await page.getByText('1 row in').waitFor();
      await run('SELECT 2');
      await page.getByText('1 row in').waitFor();
      await page.goBack();
      expect(await page.getByLabel('Query').inputValue()).toBe('SELECT 1');
    });

    it('can be read by all, wherever it is looked at', async () => {
      await run(QUESTIONS[0]?.sql ?? '');
      await page.locator('.rows').waitFor();
      for (const [width, colorScheme] of [
        [1280, 'light'],
        [390, 'dark'],
      ] as const) {
        await page.setViewportSize({ width, height: 844 });
        await page.emulateMedia({ colorScheme });
        expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
        await page.evaluate(AXE);
        const { violations } = await page.evaluate<{ violations: unknown[] }>('axe.run()');
        expect(violations).toEqual([]);
      }
    });

    it('asks a release for good, and runs nothing that an address has until it is asked to', async () => {
      const { id } = api.store.release;
      await page.goto(`${origin}/releases/${id}/sql?q=SELECT+id+FROM+release`);
      expect(await page.getByLabel('Query').inputValue()).toBe('SELECT id FROM release');
      expect(await said()).toBe('');
      await page.getByRole('button', { name: 'Run' }).click();
      await page.getByText('1 row in').waitFor();
      expect(await page.locator('.rows td').innerText()).toBe(id);
      expect(fetched.at(-1)).toContain(`/releases/${id}/downloads/`);
      expect(wrong).toEqual([]);
    });
  });
});
