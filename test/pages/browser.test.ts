import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, openApi } from '../api/support.ts';
import { DRAWN_FILES } from './support.ts';

const CHROMIUM = '/usr/bin/chromium';
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');

const PAGES = [
  '/',
  '/demands',
  '/demands?as_of=2031-04-01',
  '/demands/return-harbour',
  '/demands/changes',
  '/demands/changes?from=2030-01-01&to=2031-12-31',
  '/commitments',
  '/commitments/ease-limits',
  '/events/interview/accounts',
  '/statements',
  '/search?q=harbour',
  '/demands?party=arlant',
  '/statements/return-harbour',
  '/quotations',
  '/sources/envoy',
  '/events',
  '/regions',
  '/weapons/falcon',
  '/parties/arland',
  '/cite?url=/demands',
  `/cite/check?url=/demands&sha256=${'0'.repeat(64)}`,
  '/sql',
  '/figures/life/demands/return-harbour',
  '/figures/wording/statements/return-harbour',
];

/** Each page on a desk, and as it is printed from there; those that are drawn most on a phone in the dark, too. */
const DEVICES: [string, string[], BrowserContextOptions][] = [
  ['a desk and on paper', PAGES, { viewport: { width: 1280, height: 900 } }],
  [
    'a phone in the dark',
    ['/', '/demands', '/demands/return-harbour', '/statements', '/quotations', '/cite?url=/demands', '/sql'],
    { viewport: { width: 390, height: 844 }, isMobile: true, colorScheme: 'dark' },
  ],
];

describe.skipIf(!existsSync(CHROMIUM))('pages in a browser', () => {
  let api: Api;
  let browser: Browser;
  let origin: string;
  beforeAll(async () => {
    api = await openApi({ files: DRAWN_FILES });
    await api.app.listen({ host: '127.0.0.1', port: 0 });
    origin = `http://127.0.0.1:${(api.app.server.address() as AddressInfo).port}`;
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'],
    });
  });
  afterAll(async () => {
    await browser?.close();
    await api.app.close();
  });

  /** Opens an address, and tells of all that is amiss while it is shown. */
  async function visit(url: string, options: BrowserContextOptions = {}) {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const wrong: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of 400/.test(message.text())) wrong.push(message.text());
    });
    page.on('pageerror', (error) => wrong.push(String(error)));
    page.on('request', (request) => {
      if (!request.url().startsWith(origin) && !request.url().startsWith('data:')) wrong.push(request.url());
    });
    // What moves after it was first shown (cumulative layout shift).
    await page.addInitScript(`globalThis.moved = [];
      new PerformanceObserver((list) => {
        for (const { value, sources } of list.getEntries())
          moved.push([value, ...sources.map(({ node }) => node?.outerHTML?.slice(0, 60))].join(' '));
      }).observe({ type: 'layout-shift', buffered: true });`);
    await page.goto(origin + url);
    return { page, wrong, close: () => context.close() };
  }

  /** What axe-core finds: run by the browser's own means, which the page's policy does not bind. */
  async function findViolations(page: Page): Promise<string[]> {
    await page.evaluate(AXE);
    const { violations } = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(
      "axe.run({ resultTypes: ['violations'] })",
    );
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }

  /** Holds a page that is shown against what paper takes: all that is folded, and nothing to press. */
  async function checkOnPaper(page: Page, url: string): Promise<void> {
    const viewport = page.viewportSize();
    await page.emulateMedia({ media: 'print' });
    // A4 between its margins.
    await page.setViewportSize({ width: 680, height: 970 });
    const wrong = await page.evaluate<
      string[]
    >(`[...document.querySelectorAll('main :is(table, svg, p, button)')]
      .filter((one) => one.tagName === 'BUTTON'
        ? one.checkVisibility()
        : one.getBoundingClientRect().right > innerWidth + 1)
      .map((one) => one.outerHTML.slice(0, 80))`);
    expect(wrong, url).toEqual([]);
    const folded =
      await page.evaluate<number>(`[...document.querySelectorAll('main :not(.schema-list) > details > :last-child')]
      .filter((one) => !one.checkVisibility({ contentVisibilityAuto: true })).length`);
    expect(folded, url).toBe(0);
    await page.emulateMedia({ media: null });
    if (viewport) await page.setViewportSize(viewport);
  }

  it.each(DEVICES)(
    'fit %s, hold still, load nothing from elsewhere and can be read by all',
    async (_, urls, options) => {
      const { page, wrong, close } = await visit(urls[0] ?? '/', options);
      for (const url of urls) {
        await page.goto(origin + url);
        expect(await page.locator('h1').count(), url).toBe(1);
        expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), url).toBe(true);
        expect(await findViolations(page), url).toEqual([]);
        expect(await page.evaluate('moved'), url).toEqual([]);
        expect(wrong, url).toEqual([]);
        if (!options.isMobile) await checkOnPaper(page, url);
      }
      await close();
    },
  );

  it.each([390, 720, 768, 1280])(
    'print nothing in drawings too small to be read, %i pixels wide',
    async (width) => {
      const { page, close } = await visit('/', { viewport: { width, height: 900 } });
      for (const url of [
        '/',
        '/demands/return-harbour',
        '/events',
        '/regions',
        '/sources/envoy',
        '/statements/return-harbour',
        '/figures/life/demands/return-harbour',
        '/figures/timeline/events',
        '/figures/time/positions',
        '/figures/map/regions',
        '/figures/passages/sources/envoy',
      ]) {
        await page.goto(origin + url);
        const [seen, smallest] = await page.evaluate<[number, number]>(`(() => {
        const sizes = [...document.querySelectorAll('svg text')]
          .filter((one) => one.checkVisibility())
          .map((one) => parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a);
        return [sizes.length, Math.min(99, ...sizes)];
      })()`);
        if (/^.figures|regions|events|demands/.test(url)) expect(seen, url).toBeGreaterThan(0);
        expect(smallest, url).toBeGreaterThanOrEqual(11);
      }
      await close();
    },
  );

  it('are come back to from the documentation, where they were left', async () => {
    const { page, close } = await visit('/demands/return-harbour');
    await page.getByRole('link', { name: 'Try it in the documentation' }).scrollIntoViewIfNeeded();
    const left = await page.evaluate<number>('scrollY');
    expect(left).toBeGreaterThan(0);
    await page.getByRole('link', { name: 'Try it in the documentation' }).click();
    await page.locator('.opblock.is-open').first().waitFor();
    await page.goBack();
    await page.waitForURL(`${origin}/demands/return-harbour`);
    await page.waitForFunction(`Math.abs(scrollY - ${left}) < 5`);
    await close();
  });

  it('come first to their content by the keyboard', async () => {
    const { page, close } = await visit('/demands');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to content');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.closest("main") !== null')).toBe(true);
    await close();
  });

  it('are asked by forms, with scripts or without', async () => {
    const { page, close } = await visit('/demands', { javaScriptEnabled: false });
    // What would do nothing is not shown.
    expect(await page.getByRole('button', { name: /Copy/ }).count()).toBe(0);
    await page.getByLabel('Kind').selectOption('call');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.waitForURL(`${origin}/demands?kind=call`);
    await page.getByRole('searchbox', { name: 'Search' }).first().fill('harbour');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${origin}/search?q=harbour`);
    expect(await page.locator('.entries mark').count()).toBeGreaterThan(0);
    await close();
  });

  it('suggest what is typed, within reach of the arrow keys', async () => {
    const { page, close } = await visit('/');
    await page.getByRole('searchbox').first().pressSequentially('harb');
    await page.locator('.suggestions a').first().waitFor();
    expect(await page.getByRole('status').first().textContent()).toMatch(
      /^\d+ suggestions?, reached by the arrow keys$/,
    );
    await page.keyboard.press('ArrowDown');
    // Whoever dismisses them goes on writing.
    await page.keyboard.press('Escape');
    expect(await page.evaluate('document.activeElement.type')).toBe('search');
    await page.keyboard.type('o');
    await page.locator('.suggestions a').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/[a-z]+\/[a-z-]+/);
    expect(await page.locator('h1').innerText()).toMatch(/harbour/i);
    await close();
  });

  it('copy their question', async () => {
    const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
    const page = await context.newPage();
    await page.goto(`${origin}/demands?party=arland`);
    await page.getByRole('button', { name: 'Copy for curl' }).click();
    await page.getByText('Copied').waitFor();
    // As the page has it: JSON by the same address is in the same order.
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(
      `curl '${origin}/demands?party=arland&sort=-last_affirmed'`,
    );
    await context.close();
  });

  it('move through the life of a demand by a slider, which sets the day', async () => {
    const { page, close } = await visit('/demands/return-harbour');
    const slider = page.getByRole('slider');
    await slider.focus();
    // It begins at its end.
    await page.keyboard.press('Home');
    const day = await page.getByLabel('As it stood on').inputValue();
    expect(await page.locator('output').innerText()).toContain(day);
    await page.getByRole('button', { name: 'Show' }).click();
    await page.waitForURL(`${origin}/demands?id=return-harbour&as_of=${day}`);
    await close();
  });

  it('give their figures away: to be framed, and as SVG and PNG', async () => {
    const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
    const page = await context.newPage();
    const wrong: string[] = [];
    page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
    await page.goto(`${origin}/demands/return-harbour`);
    await page.getByRole('button', { name: 'Copy to embed' }).click();
    await page.getByText('Copied').waitFor();
    const frame = await page.evaluate<string>('navigator.clipboard.readText()');
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'PNG' }).click(),
    ]);
    expect(saved.suggestedFilename()).toBe('demands-return-harbour.png');
    expect(
      readFileSync(await saved.path())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    const svg = String(await page.getByRole('link', { name: 'SVG' }).getAttribute('href'));
    await page.goto(origin + svg);
    // Its policy lets its own style through.
    expect(await page.evaluate('getComputedStyle(document.querySelector(".headline")).fontSize')).toBe(
      '21px',
    );
    // Somebody else’s page, on another origin.
    const other = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end(`<h1>An article</h1>${frame}`);
    }).listen(0, '127.0.0.1');
    await once(other, 'listening');
    await page.goto(`http://localhost:${(other.address() as AddressInfo).port}/`);
    const framed = page.frameLocator('iframe');
    await framed.getByRole('heading', { name: 'Return of the harbour of Port Vell' }).waitFor();
    expect(await framed.locator('svg.life-line use').count()).toBeGreaterThan(2);
    expect(wrong).toEqual([]);
    await context.close();
    other.close();
  });

  it('hold a reader’s own copy against every citation', async () => {
    const { page, wrong, close } = await visit('/sources/envoy');
    const text = readFileSync(new URL('../fixtures/documents/envoy.txt', import.meta.url));
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: text });
    await page.getByText('It is the same text, to the character.').waitFor();
    expect(await page.locator('.marks path:not(.anchored)').count()).toBe(0);
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'b.txt', mimeType: 'text/plain', buffer: Buffer.from('Something else.\n') });
    await page.getByText('It is another text').waitFor();
    expect(await page.locator('.marks path:not(.not_found)').count()).toBe(0);
    expect(wrong).toEqual([]);
    await close();
  });
});
