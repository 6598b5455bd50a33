import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, NESTED, type OpenApi, type Operation, openApi, operationsOf, RICH } from './support.ts';

const CHROMIUM = '/usr/bin/chromium';
/** A name that is not this machine's own, to the browser: it is strict with such, and leaves loopback alone. */
const HOST = 'demarche.test';
/** Operations that are shown on one page. */
const TOGETHER = 20;

let api: Api;
let browser: Browser;
let port: number;

/** A page that keeps an account of all that goes wrong, and of every request that leaves the origin. */
async function open(origin: string, cut?: (document: OpenApi) => void) {
  const page = await browser.newPage({ viewport: { width: 800, height: 400 } });
  page.setDefaultTimeout(90_000);
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
  if (cut)
    await page.route('**/openapi.json', async (route) => {
      const document = (await (await route.fetch()).json()) as OpenApi;
      cut(document);
      await route.fulfill({ json: document });
    });
  await page.goto(`${origin}/docs`);
  await page.locator('.opblock').first().waitFor();
  return { page, wrong };
}

const blockOf = (page: Page, { tags, operationId }: Operation) =>
  page.locator(`[id="operations-${tags?.[0]}-${operationId}"]`);

/** Opens an operation, and waits until it can be executed. */
async function expand(block: Locator) {
  await block.locator('.opblock-summary-control').dispatchEvent('click');
  await block.locator('.btn.execute').waitFor();
  await block.locator('.opblock-loading-animation').waitFor({ state: 'detached' });
}

describe.skipIf(!existsSync(CHROMIUM))('Swagger UI in a browser', () => {
  beforeAll(async () => {
    api = await openApi({ files: RICH });
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

  it('shows 200 for every operation that is executed as it stands', { timeout: 300_000 }, async () => {
    // Formats are offered by the lists themselves: their own paths are left out here. Of lists inside records two stand
    // for all, since each operation takes a second to open.
    const left = new Set<string>(NESTED.filter((name) => name !== 'demand_voices' && name !== 'not_stated'));
    const operations = operationsOf(await api.openapi()).filter(
      ({ path }) => !/\.\w+$/.test(path) && !left.has(path.split('/')[1] ?? ''),
    );
    const shown = new Map<string, string>();
    const executeAll = async (some: typeof operations) => {
      // Swagger UI reads the whole document anew for each operation that is opened: seconds each, were it not cut.
      const { page, wrong } = await open(`http://127.0.0.1:${port}`, (document) => {
        document.paths = Object.fromEntries(some.map(({ path }) => [path, document.paths[path] ?? {}]));
        for (const { operation } of operationsOf(document))
          for (const response of Object.values(operation.responses)) delete response.content;
        const words = Object.entries(document.components.schemas).filter(
          ([, schema]) => 'enum' in (schema as object),
        );
        document.components.schemas = Object.fromEntries(words);
      });
      expect(await page.locator('.opblock').count()).toBe(some.length);
      for (const { operation, method, path } of some) {
        const block = blockOf(page, operation);
        await expand(block);
        await block.locator('.btn.execute').dispatchEvent('click');
        const status = block.locator('.live-responses-table .response .response-col_status');
        const text = await status.innerText({ timeout: 20_000 }).catch(() => 'no answer');
        shown.set(`${method} ${path}`, text.trim().split(/\s/)[0] ?? '');
        await block.locator('.opblock-summary-control').dispatchEvent('click');
      }
      expect(wrong).toEqual([]);
      await page.close();
    };
    const pages = Array.from({ length: Math.ceil(operations.length / TOGETHER) }, (_, index) =>
      operations.slice(index * TOGETHER, (index + 1) * TOGETHER),
    );
    // Two at a time.
    const next = async (): Promise<void> => {
      const some = pages.shift();
      if (some) await executeAll(some).then(next);
    };
    await Promise.all([next(), next()]);
    expect([...shown].toSorted()).toEqual(
      operations.map(({ method, path }) => [`${method} ${path}`, '200']).toSorted(),
    );
  });

  it('sends what is typed in, over plain HTTP and on another host than this machine, too', {
    timeout: 180_000,
  }, async () => {
    const { page, wrong } = await open(`http://${HOST}:${port}`);
    const block = page.locator('[id="operations-demands-listDemands"]');
    await expand(block);
    await block.locator('tr[data-param-name="party"] input').fill('arlnd');
    await block.locator('.btn.execute').click();
    const answer = block.locator('.live-responses-table .response');
    await answer.getByText('did you mean').first().waitFor();
    expect(await answer.locator('.response-col_status').innerText()).toMatch(/^400/);
    await block.locator('tr[data-param-name="party"] input').fill('lakes-league');
    await block.locator('tr[data-param-name="kind"] select').selectOption(['expectation', 'call']);
    await block.locator('.btn.execute').click();
    await answer.getByText('recovery-first').first().waitFor();
    expect(await answer.locator('.response-col_status').innerText()).toMatch(/^200/);
    const asked = new URL(await block.locator('.request-url pre').innerText());
    expect(asked.pathname).toBe('/demands');
    expect(asked.searchParams.get('party')).toBe('lakes-league');
    expect(
      asked.searchParams
        .getAll('kind')
        .flatMap((value) => value.split(','))
        .sort(),
    ).toEqual(['call', 'expectation']);
    // The browser itself tells of the 400.
    expect(wrong.filter((text) => !/status of 400/.test(text))).toEqual([]);
    await page.close();
  });

  it('sends nothing of a list from which all was taken away again', { timeout: 180_000 }, async () => {
    const { page, wrong } = await open(`http://127.0.0.1:${port}`);
    const block = page.locator('[id="operations-demands-listDemands"]');
    await expand(block);
    const kinds = block.locator('tr[data-param-name="kind"] select');
    const status = block.locator('.live-responses-table .response .response-col_status');
    const url = block.locator('.request-url pre');
    await kinds.selectOption(['call']);
    await block.locator('.btn.execute').click();
    await expect.poll(() => url.innerText(), { timeout: 30_000 }).toMatch(/demands\?kind=call$/);
    await kinds.selectOption([]);
    await block.locator('.btn.execute').click();
    await expect.poll(() => url.innerText(), { timeout: 30_000 }).toMatch(/demands$/);
    expect(await status.innerText()).toMatch(/^200/);
    expect(wrong).toEqual([]);
    await page.close();
  });

  it('shows answers as they were asked for as examples, and colours only what is short', {
    timeout: 180_000,
  }, async () => {
    const { page } = await open(`http://127.0.0.1:${port}`);
    const block = page.locator('[id="operations-demands-listDemands"]');
    await expand(block);
    expect(await block.locator('.example').first().innerText()).toContain('"url": "/demands/');
    await page.route('**/demands', (route) =>
      route.fulfill({ json: { data: Array.from({ length: 20_000 }, (_, id) => ({ id, url: '/x' })) } }),
    );
    await block.locator('.btn.execute').click();
    const body = block.locator('.live-responses-table .response-col_description pre').first();
    await body.waitFor();
    expect((await body.innerText()).length).toBeGreaterThan(400_000);
    expect(await body.locator('span').count()).toBeLessThan(10);
    await page.close();
  });

  it('fits the width of a phone', { timeout: 180_000 }, async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true });
    const page = await context.newPage();
    page.setDefaultTimeout(90_000);
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
