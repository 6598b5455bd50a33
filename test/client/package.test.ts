/** The package as it is installed: its documentation's examples, compiled and run in a browser. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { openApi } from '../api/support.ts';
import { atEnd, emptyFolder } from '../ending.ts';

const CHROMIUM = '/usr/bin/chromium';
const CLIENT = resolve('packages/client');
const TSC = resolve('node_modules/typescript/bin/tsc');
const readme = readFileSync(join(CLIENT, 'README.md'), 'utf8');

let folder: string;
/** Where the API listens. */
let origin: string;
/** What the compiler says of the examples. */
let faults: string[];

/** A block of code in the documentation, the first of its language that has these words. */
function findExample(language: string, words: string): string {
  const blocks = [...readme.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)];
  const [, , code] = blocks.find(([, name, text = '']) => name === language && text.includes(words)) ?? [];
  if (!code) throw new Error(`The documentation has no ${language} with ${words}`);
  return code;
}

/** Compiles files of the folder, as the documentation says it; each line that the compiler writes. */
function compile(files: string[]): string[] {
  const flags = ['--strict', '--target', 'es2022', '--module', 'es2022', '--moduleResolution', 'bundler'];
  const { stdout } = spawnSync(process.execPath, [TSC, ...flags, ...files], {
    cwd: folder,
    encoding: 'utf8',
  });
  return stdout.split('\n').filter(Boolean);
}

beforeAll(async () => {
  const { app } = await openApi();
  await app.listen({ host: '127.0.0.1', port: 0 });
  origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  folder = emptyFolder();
  const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
    cwd: CLIENT,
    encoding: 'utf8',
  });
  const installed = join(folder, 'node_modules/@demarche/client');
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', join(folder, packed.trim()), '-C', installed, '--strip-components=1']);
  const asking = findExample('ts', 'client.demands.get(');
  // Two a page, since the tests' dataset is small.
  const list = findExample('ts', 'createElement').replace('limit: 20', 'limit: 2');
  const files = {
    'index.html': findExample('html', 'importmap'),
    'list.ts': list.replace('http://localhost:3000', origin),
    'ask.ts': asking,
    'wrong.ts': asking.replace("'red_line'", "'red-line'"),
  };
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  faults = compile(['list.ts', 'ask.ts', 'wrong.ts']);
});

it('holds what it needs and nothing else', () => {
  const installed = join(folder, 'node_modules/@demarche/client');
  for (const file of ['README.md', 'LICENSE', 'package.json', 'dist/index.js', 'dist/index.d.ts'])
    expect(existsSync(join(installed, file)), file).toBe(true);
  expect(existsSync(join(installed, 'src'))).toBe(false);
  expect(readFileSync(join(installed, 'LICENSE'), 'utf8')).toBe(readFileSync('LICENSE', 'utf8'));
  const { dependencies, version } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
  expect(dependencies).toBeUndefined();
  expect(version).toBe(JSON.parse(readFileSync('package.json', 'utf8')).version);
});

it('has types under which the examples compile, and wrong words do not', () => {
  expect(faults).toEqual([
    expect.stringMatching(/^wrong\.ts\(.*'"red-line"' is not assignable.* Did you mean '"red_line"'/),
  ]);
});

/** Serves the files of a folder, as any web server does. */
async function serveFiles(): Promise<string> {
  const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' };
  const server = createServer(({ url = '/' }, response) => {
    const file = join(folder, url === '/' ? 'index.html' : url);
    const type = types[extname(file)];
    if (!type || !existsSync(file)) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': type }).end(readFileSync(file));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  atEnd(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe.skipIf(!existsSync(CHROMIUM))('the list with filters, in a browser', () => {
  let page: Page;
  const texts = () => page.locator('li').allInnerTexts();
  const said = (text: string | RegExp) => page.locator('[role=status]').getByText(text).waitFor();

  beforeAll(async () => {
    const browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
    atEnd(() => browser.close());
    page = await browser.newPage();
    page.setDefaultTimeout(30_000);
    await page.goto(await serveFiles());
  });

  it('shows a page, and then the rest', async () => {
    await said('2 of 3');
    expect(await texts()).toHaveLength(2);
    await page.locator('button').click();
    await said('3 of 3');
    expect(new Set(await texts()).size).toBe(3);
    expect(await page.locator('button').isVisible()).toBe(false);
  });

  it('shows what the filters leave, and offers what is left of the others', async () => {
    await page.locator('[name=party]').selectOption('lakes-league');
    await said('1 of 1');
    expect((await texts()).join()).toContain('Lakes League');
    expect((await page.locator('[name=kind] option').allInnerTexts()).length).toBe(2);
    await page.locator('[name=party]').selectOption('');
    await said('2 of 3');
  });

  it('keeps what is chosen where other filters leave nothing of it', async () => {
    await page.locator('[name=party]').selectOption('lakes-league');
    await said('1 of 1');
    await page.locator('[name=q]').fill('harbour');
    await said('0 of 0');
    expect(await page.locator('[name=party] option').allInnerTexts()).toContain('lakes-league (0)');
    expect(await page.locator('[name=party]').inputValue()).toBe('lakes-league');
    await page.locator('[name=party]').selectOption('');
    await said('1 of 1');
  });

  it('says what is wrong as the API does', async () => {
    await page.locator('[name=q]').fill('"');
    await said(/^q: /);
  });
});
