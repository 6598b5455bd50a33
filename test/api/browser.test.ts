import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Operation, operationsOf } from './openapi.ts';
import { RICH } from './rich.ts';
import { type Api, EVERY, openApi } from './support.ts';

const CHROMIUM = '/usr/bin/chromium';
/** A name that is not this machine's own, to the browser: it is strict with such, and leaves loopback alone. */
const HOST = 'demarche.test';
/** A machine may be busy. */
const PATIENT = { timeout: 30_000 };

/** Collections whose operations are executed: with filters of every type, records, and lists inside those. */
const SHOWN: string[] = ['demands', 'events', 'sources', 'statements', 'demand_voices', 'not_stated'];
/** Collections whose records have an operation of their own on the page. */
const SINGLE = [
  'demands',
  'statements',
  'sources',
  'events',
  'people',
  'parties',
  'regions',
  'weapons',
  'topics',
  'positions',
  'commitments',
  'citations',
];

let api: Api;
let browser: Browser;
let port: number;

/** A page that keeps an account of all that goes wrong, and of every request that leaves the origin. */
async function open(origin: string) {
  const page = await browser.newPage({ viewport: { width: 800, height: 400 } });
  page.setDefaultTimeout(PATIENT.timeout);
  const wrong: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') wrong.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => wrong.push(`error: ${error.message}`));
  page.on('requestfailed', (request) => wrong.push(`failed: ${request.url()}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(`${origin}/`) && !/^(data|blob):/.test(request.url()))
      wrong.push(`left the origin: ${request.url()}`);
  });
  await page.goto(`${origin}/docs`);
  await page.locator('.opblock').first().waitFor();
  return { page, wrong };
}

const blockOf = (page: Page, { tags, operationId }: Operation) =>
  page.locator(`[id="operations-${tags?.[0]}-${operationId}"]`);

/** Opens or closes an operation. */
const toggle = (block: Locator) => block.locator('.opblock-summary-control').dispatchEvent('click');

/** Opens an operation, and waits until it can be executed. */
async function expand(block: Locator) {
  await toggle(block);
  await block.locator('.btn.execute').waitFor();
  await block.locator('.opblock-loading-animation').waitFor({ state: 'detached' });
}

const statusIn = (block: Locator) =>
  block.locator('.live-responses-table .response .response-col_status').first();

describe.skipIf(!existsSync(CHROMIUM))('Swagger UI in a browser', () => {
  beforeAll(async () => {
    api = await openApi({ files: RICH, hosts: [HOST], downloads: true });
    await api.app.listen({ host: '127.0.0.1', port: 0 });
    ({ port } = api.app.server.address() as AddressInfo);
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        `--host-resolver-rules=MAP ${HOST} 127.0.0.1`,
      ],
    });
  });
  afterAll(async () => {
    await browser?.close();
  });

  it('shows 200 for every operation that is executed as it stands', async () => {
    const document = await api.openapi();
    // Formats are offered by the lists themselves, and have no blocks of their own.
    const offered = operationsOf(document).filter(
      ({ path }) =>
        !/\.\w+$/.test(path) && (!/^\/\w+\/\{id\}$/.test(path) || SINGLE.includes(path.split('/')[1] ?? '')),
    );
    // Of lists and records some stand for all: see what the document says of examples.
    const left = new Set<string>(EVERY.filter((name) => !SHOWN.includes(name)));
    const operations = offered.filter(({ path }) => !left.has(path.split('/')[1] ?? ''));
    const shown = new Map<string, string>();
    const { page, wrong } = await open(`http://127.0.0.1:${port}`);
    // All of them: from a hundred on Swagger UI would show those in sight alone.
    expect(await page.locator('.opblock').count()).toBe(offered.length);
    for (const { path, method, operation } of operations) {
      const block = blockOf(page, operation);
      await expand(block);
      await block.locator('.btn.execute').dispatchEvent('click');
      const text = await statusIn(block).innerText();
      shown.set(`${method} ${path}`, text.trim().split(/\s/)[0] ?? '');
      await toggle(block);
    }
    expect(wrong).toEqual([]);
    await page.close();
    expect([...shown].toSorted()).toEqual(
      operations.map(({ method, path }) => [`${method} ${path}`, '200']).toSorted(),
    );
  });

  describe('with a list of demands open, over plain HTTP and on another host than this machine', () => {
    let page: Page;
    let wrong: string[];
    let block: Locator;
    const url = () => block.locator('.request-url pre').innerText();
    const execute = () => block.locator('.btn.execute').click();
    beforeAll(async () => {
      ({ page, wrong } = await open(`http://${HOST}:${port}`));
      block = page.locator('[id="operations-demands-listDemands"]');
      await expand(block);
    });
    afterAll(async () => {
      await page?.close();
    });

    it('shows the answer as it was asked for as an example', async () => {
      expect(await block.locator('.example').first().innerText()).toContain('"url": "/demands/');
    });

    it('shows the words that a filter takes, with what each means', async () => {
      const kinds = block.locator('tr[data-param-name="kind"] select option');
      expect(await kinds.allInnerTexts()).toContain('red_line');
      const about = await block.locator('tr[data-param-name="kind"] .renderedMarkdown').first().innerText();
      expect(about).toContain('red_line: it must not happen');
    });

    it('shows an example of a filter', async () => {
      const about = await block.locator('tr[data-param-name="party"] .renderedMarkdown').first().innerText();
      expect(about).toContain('Such as party=arland.');
    });

    it('sends what is typed in', async () => {
      await block.locator('tr[data-param-name="party"] input').fill('arlnd');
      await execute();
      const answer = block.locator('.live-responses-table .response');
      await answer.getByText('did you mean').first().waitFor();
      expect(await statusIn(block).innerText()).toMatch(/^400/);
      await block.locator('tr[data-param-name="party"] input').fill('lakes-league');
      await block.locator('tr[data-param-name="kind"] select').selectOption(['expectation', 'call']);
      await execute();
      await answer.getByText('recovery-first').first().waitFor();
      expect(await statusIn(block).innerText()).toMatch(/^200/);
      const asked = new URL(await url());
      expect(asked.pathname).toBe('/demands');
      expect(asked.searchParams.get('party')).toBe('lakes-league');
      expect(asked.searchParams.getAll('kind').sort()).toEqual(['call', 'expectation']);
      // The browser itself tells of the 400.
      expect(wrong.splice(0).filter((text) => !/status of 400/.test(text))).toEqual([]);
    });

    it('sends nothing of a list from which all was taken away again', async () => {
      await block.locator('tr[data-param-name="party"] input').fill('');
      await block.locator('tr[data-param-name="kind"] select').selectOption([]);
      await execute();
      await expect.poll(url, PATIENT).toMatch(/demands$/);
      expect(await statusIn(block).innerText()).toMatch(/^200/);
      expect(wrong).toEqual([]);
    });

    it('colours only what is short', async () => {
      await page.route('**/demands', (route) =>
        route.fulfill({ json: { data: Array.from({ length: 20_000 }, (_, id) => ({ id, url: '/x' })) } }),
      );
      await execute();
      const body = block.locator('.live-responses-table .response-col_description pre').first();
      await expect.poll(async () => (await body.innerText()).length, PATIENT).toBeGreaterThan(400_000);
      expect(await body.locator('span').count()).toBeLessThan(10);
    });
  });

  it('fits the width of a phone', async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true });
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${port}/docs`);
    await page.locator('.opblock').first().waitFor();
    expect(await page.title()).toBe('Demarche API');
    expect(await page.locator('.topbar').count()).toBe(0);
    expect(await page.locator('.opblock-tag').first().innerText()).toMatch(/^demands/);
    await expand(page.locator('[id="operations-demands-listDemands"]'));
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await context.close();
  });
});
