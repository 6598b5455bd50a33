/**
 * Follows the cookbook to the letter: `npm run test:recipes`, with the names of pages for those alone. Each section of a
 * page under docs/cookbook/ is a recipe: what it says to save is saved, its commands are run, and what they write has
 * to be what stands below them. With `--update` that is written anew. A recipe whose tools are not there is skipped.
 *
 * It has to be there already: the database and its downloads, by `npm run data:build`, or where DATABASE_PATH says.
 */
import { execFile } from 'node:child_process';
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { createApp } from '../src/app.ts';
import { openStore } from '../src/store/store.ts';

const { values: options, positionals: pages } = parseArgs({
  options: { update: { type: 'boolean', default: false } },
  allowPositionals: true,
});

const CHROMIUM = '/usr/bin/chromium';
/** Where the pages have the service. */
const ADDRESS = 'localhost:3000';
/** Languages of blocks that show what was written. */
const OUTPUTS = ['text', 'csv', 'json'];
/** Time for one command, in milliseconds. */
const PATIENCE = 120_000;

/** What recipes say that they need, each with a command that fails where it is not there. */
const TOOLS: Record<string, string> = {
  curl: 'curl --version',
  jq: 'jq --version',
  'the sqlite3 command': 'sqlite3 --version',
  'Python with pandas': 'python3 -c "import pandas"',
  'R with jsonlite': 'Rscript -e "library(jsonlite)"',
  LibreOffice: 'soffice --version',
  'Node.js with @duckdb/node-api': 'node -e "import(\'@duckdb/node-api\')"',
  'a browser': `test -x ${CHROMIUM}`,
};

/** A block of code of a page, and the line above it. */
interface Block {
  line: string;
  language: string;
  code: string;
  /** Where its code begins in the page. */
  at: number;
}

/** A section of a page that has blocks to follow. */
interface Recipe {
  page: string;
  title: string;
  needs: string[];
  blocks: Block[];
}

/** What stands in a recipe and is not so. */
class Difference extends Error {}

const run = promisify(execFile);

/** The recipes of a page, in their order. */
function readRecipes(page: string, text: string): Recipe[] {
  const starts = [...text.matchAll(/^## (.*)$/gm)];
  return starts.flatMap(({ index, 1: title = '' }, number) => {
    const section = text.slice(index, starts[number + 1]?.index);
    const blocks = [...section.matchAll(/(?:^(.+)\n\n)?^```(\w+)\n([\s\S]*?)^```$/gm)].map(
      ({ index: inside, 0: whole, 1: line = '', 2: language = '', 3: code = '' }): Block => {
        const fence = whole.indexOf('```');
        return { line, language, code, at: index + inside + whole.indexOf('\n', fence) + 1 };
      },
    );
    const [, needs = ''] = /^Needs: (.*)\.$/m.exec(section) ?? [];
    if (!blocks.length || /not run here/.test(needs)) return [];
    return [{ page, title, needs: needs.split(', '), blocks }];
  });
}

const isThere = async (command: string): Promise<boolean> =>
  run('sh', ['-c', command], { cwd: process.cwd() }).then(
    () => true,
    () => false,
  );

const found = new Map<string, Promise<boolean>>();

/** The tools of a recipe that are not there. */
async function findMissing({ page, title, needs }: Recipe): Promise<string[]> {
  const missing: string[] = [];
  for (const need of needs) {
    const command = TOOLS[need];
    if (!command) throw new Difference(`${page}, ${title}: “Needs: ${need}” is not in scripts/recipes.ts`);
    const there = found.get(need) ?? isThere(command);
    found.set(need, there);
    if (!(await there)) missing.push(need);
  }
  return missing;
}

/** What a page shows in a browser, when it has what it asks for. */
async function browse(file: string): Promise<string> {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
  const browser = await chromium.launch({ executablePath: CHROMIUM, args });
  try {
    const page = await browser.newPage();
    await page.goto(`file://${file}`, { waitUntil: 'networkidle', timeout: PATIENCE });
    return `${(await page.locator('body').innerText()).trim()}\n`;
  } finally {
    await browser.close();
  }
}

/** An empty folder in which commands find what they find in a checkout. */
function makeFolder(database: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-recipe-'));
  mkdirSync(join(folder, 'build'));
  symlinkSync(database, join(folder, 'build/demarche.sqlite'));
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** Follows a recipe; what its outputs are, by the block that shows them. */
async function follow({ blocks }: Recipe, database: string, address: string): Promise<Map<Block, string>> {
  const folder = makeFolder(database);
  const env = { ...process.env, LC_ALL: 'C.UTF-8', TZ: 'UTC' };
  const outputs = new Map<Block, string>();
  let output: string | null = null;
  try {
    for (const block of blocks) {
      const { line, language, code } = block;
      const [, saved] = /[Ss]ave (?:.* )?as `([^`]+)`:$/.exec(line) ?? [];
      const [, opened] = /[Oo]pen `([^`]+)` in a browser/.exec(line) ?? [];
      const here = code.replaceAll(ADDRESS, address);
      if (saved) writeFileSync(join(folder, saved), here);
      else if (language === 'sh') {
        const { stdout } = await run('sh', ['-ec', here], { cwd: folder, env, timeout: PATIENCE });
        output = stdout;
      } else {
        if (opened) output = await browse(join(folder, opened));
        if (output === null || !OUTPUTS.includes(language))
          throw new Difference(`nothing says what to do with\n${code}`);
        outputs.set(block, `${output.replaceAll(address, ADDRESS).trimEnd()}\n`);
        output = null;
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return outputs;
}

const database = resolve(process.env.DATABASE_PATH || 'build/demarche.sqlite');
if (!existsSync(database)) throw new Error(`There is no database at ${database}: run npm run data:build`);
const store = openStore(database);
const app = await createApp(store, { LOG_LEVEL: 'silent', PUBLIC_URL: undefined });
await app.listen({ host: '127.0.0.1', port: 0 });
const address = `127.0.0.1:${(app.server.address() as AddressInfo).port}`;

const counts = { followed: 0, skipped: 0, failed: 0 };
for (const page of globSync('docs/cookbook/*.md').toSorted()) {
  if (pages.length && !pages.some((name) => page.includes(name))) continue;
  let text = readFileSync(page, 'utf8');
  // From the end, so that what is written anew moves nothing that is still to come.
  for (const recipe of readRecipes(page, text).reverse()) {
    const name = `${page}: ${recipe.title}`;
    try {
      const missing = await findMissing(recipe);
      if (missing.length) {
        counts.skipped++;
        console.log(`skipped ${name}: without ${missing.join(', ')}`);
        continue;
      }
      const outputs = await follow(recipe, database, address);
      for (const [{ code, at }, output] of [...outputs].reverse()) {
        if (code === output) continue;
        if (!options.update) throw new Difference(`the page has\n${code}and this is\n${output}`);
        text = text.slice(0, at) + output + text.slice(at + code.length);
      }
      counts.followed++;
      console.log(`follows ${name}`);
    } catch (error) {
      counts.failed++;
      const { stdout = '', message, stderr = '' } = error as Error & { stdout?: string; stderr?: string };
      console.error(`FAILED  ${name}: ${[message, stdout, stderr].join('\n').trim()}`);
    }
  }
  if (options.update) writeFileSync(page, text);
}
await app.close();
store.close();
console.log(`${counts.followed} recipes followed, ${counts.skipped} skipped, ${counts.failed} failed`);
if (counts.failed || !(counts.followed + counts.skipped)) process.exitCode = 1;
