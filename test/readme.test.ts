/** Holds what README.md and the pages under docs/ say against what is really answered. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import SQLite from 'better-sqlite3';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTools } from '../src/api/mcp/tools.ts';
import { createApp } from '../src/app.ts';
import { Environment } from '../src/config.ts';
import { formats } from '../src/formats/index.ts';
import { figures } from '../src/pages/figures/index.ts';
import { resources } from '../src/schema/index.ts';
import { openStore, type Store } from '../src/store/store.ts';
import { findDatabase, REAL } from './database.ts';

/** All pages for people. */
const PAGES = globSync('{*.md,{docs,docs/stories,docs/cookbook,data,packages/client}/*.md}');
/** Those that show how to ask. */
const GUIDES = ['README.md', 'docs/using.md', 'docs/reliability.md', ...globSync('docs/stories/*.md')];
let app: FastifyInstance;
let store: Store;
let file: string;

beforeAll(async () => {
  file = findDatabase(REAL);
  store = openStore(file);
  app = await createApp(store, { LOG_LEVEL: 'silent', PUBLIC_URL: undefined });
});

afterAll(async () => {
  await app.close();
  store.close();
});

/** The answer that is printed below a command, where one is. */
const ANSWER = '(?:\\n\\n```(json|csv|text)\\n([^`]*)```)?';
const matches = (text: string, pattern: string | RegExp) => [...text.matchAll(new RegExp(pattern, 'gm'))];

/** Each command of a page that asks the API, with the answer printed below it. */
const examplesIn = (text: string) =>
  matches(text, `\`\`\`sh\\n((?:curl '.*\\n)+)\`\`\`${ANSWER}`).map(([, commands = '', kind, answer]) => ({
    paths: matches(commands, /'localhost:3000([^']+)'/).map(([, path = '']) => path),
    kind,
    answer,
  }));

/** Each command of a page that asks the file, with the answer printed below it. */
const queriesIn = (text: string) =>
  matches(text, `^sqlite3 build/demarche.sqlite "([^"]+)"\\n(?:\`\`\`${ANSWER})?`).map(
    ([, sql = '', , answer]) => ({ sql, answer }),
  );

/** What stands between backticks in running text and tables. */
const codeIn = (text: string) =>
  matches(text.replace(/^```[\s\S]*?^```$/gm, ''), /`([^`]+)`/).map(([, code = '']) => code);

describe.each(GUIDES)('%s', (page) => {
  const text = readFileSync(page, 'utf8');

  it.each(examplesIn(text))(
    'gives the answer that is really given: $paths',
    async ({ paths, kind, answer = '' }) => {
      for (const path of paths) {
        const response = await app.inject(path);
        const expected = kind === 'json' ? JSON.parse(answer) : {};
        expect(response.statusCode).toBe(expected.status ?? 200);
        if (kind === 'csv') expect(response.body).toBe(answer.replaceAll('\n', '\r\n'));
        if (kind === 'json')
          expect(expected).toEqual(expected.status ? response.json() : response.json().data);
      }
    },
  );

  it('finds as many as it says', async () => {
    const counts = matches(text.replaceAll('\n', ' '), /(\d[\d,]*) [a-z ]+ \(`(\/[^`]+)`\)/);
    expect(counts.length).toBeGreaterThan(0);
    for (const [said, count = '', path = ''] of counts)
      expect((await app.inject(path)).json().meta.total, said).toBe(Number(count.replaceAll(',', '')));
  });

  it('names only addresses that answer', async () => {
    const paths = [
      ...codeIn(text).filter((code) => /^\/[a-z_]/.test(code)),
      ...matches(text, /http:\/\/localhost:3000(\/[^\s'"`<>)]*)/).map(([, path = '']) => path),
    ].filter((path) => !path.includes('…'));
    expect(paths.length).toBeGreaterThan(2);
    for (const path of paths) {
      const { statusCode, headers } = await app.inject(path);
      // What takes messages alone answers by saying so.
      // Downloads are made beside a database, and not for this one.
      const usual = path === '/downloads' ? [404] : [200, 302];
      expect(String(headers.allow).startsWith('POST') ? [405] : usual, path).toContain(statusCode);
    }
  });
});

it('dates its documents as they are', async () => {
  const [, first, last] =
    /dated from (\d{4}) to (\d{4})/.exec(readFileSync('README.md', 'utf8').replace(/\s+/g, ' ')) ?? [];
  const sources: Record<string, string | null>[] = (await app.inject('/sources?limit=1000')).json().data;
  const days = sources.flatMap((source) => [
    source.published_earliest,
    source.published_latest,
    source.issued_earliest,
    source.issued_latest,
  ]);
  const years = days.flatMap((day) => day?.slice(0, 4) ?? []).sort();
  expect([first, last]).toEqual([years[0], years.at(-1)]);
});

describe('the guide', () => {
  const text = readFileSync('docs/using.md', 'utf8');

  it('shows filters that some collection has', async () => {
    const cells = matches(text, /^\| (`.*?) \| .* \|$/).map(([, cell = '']) => cell);
    const written = cells.flatMap(codeIn).filter((code) => /^[a-z_]+=[^…]+$/.test(code));
    expect(written.length).toBeGreaterThan(20);
    for (const query of written) {
      const answers = await Promise.all(
        ['demands', 'statements', 'events'].map((list) =>
          app.inject(`/${list}?${query.replaceAll(' ', '%20')}`),
        ),
      );
      expect(
        answers.map(({ statusCode }) => statusCode),
        query,
      ).toContain(200);
    }
  });

  it('asks the file as it is', () => {
    const sqlite = new SQLite(file, { readonly: true });
    const queries = queriesIn(text);
    expect(queries.length).toBeGreaterThan(1);
    for (const { sql, answer } of queries) {
      const rows = sqlite.prepare(sql).raw().all() as unknown[][];
      expect(rows, sql).not.toEqual([]);
      if (answer) expect(rows.map((row) => `${row.join('|')}\n`).join('')).toBe(answer);
    }
    sqlite.close();
  });

  it('holds a copy of a document against the evidence', async () => {
    const [, url = ''] = /localhost:3000(\/sources\/\S+\/verify)/.exec(text) ?? [];
    const headers = { 'content-type': 'text/plain; charset=utf-8' };
    const response = await app.inject({ method: 'POST', url, headers, payload: 'another text' });
    expect(response.statusCode).toBe(200);
    expect(response.json().data.same_text).toBe(false);
  });

  it('lists the configuration as it is', () => {
    const rows = matches(
      readFileSync('docs/operation.md', 'utf8'),
      /^\| `([A-Z_]+)` \| (?:`([^`]*)`|[^`|]+) \|/,
    );
    const listed = Object.fromEntries(rows.map(([, name, value]) => [name, value]));
    const defaults = Environment.parse({});
    expect(Object.keys(listed).sort()).toEqual(Object.keys(Environment.shape).sort());
    for (const [name, value] of Object.entries(defaults)) expect(listed[name]).toBe(String(value));
  });
});

describe('every page', () => {
  it.each(PAGES)('%s names only commands, files and headings that exist', (page) => {
    const text = readFileSync(page, 'utf8');
    const scripts = Object.keys(JSON.parse(readFileSync('package.json', 'utf8')).scripts);
    const named = matches(text, /npm run ([\w:]+)/).map(([, name]) => name);
    expect(scripts).toEqual(expect.arrayContaining(named));
    for (const [link, path = '', heading] of matches(text, /\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/)) {
      const target = path ? join(dirname(page), path) : page;
      expect(existsSync(target), link).toBe(true);
      if (heading) expect(headingsOf(readFileSync(target, 'utf8')), link).toContain(heading);
    }
  });
});

/** The headings of a page as links name them. */
const headingsOf = (text: string) =>
  matches(text, /^#+ (.*)$/).map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  );

describe('docs/using.md', () => {
  const named = codeIn(readFileSync('docs/using.md', 'utf8'));

  it('names each collection, format, figure and tool that there is', () => {
    const there = {
      collections: resources.map(({ name }) => `/${name}`),
      formats: formats.map(({ mediaType }) => mediaType.split(';', 1)[0] as string),
      figures: figures.map(({ name }) => name),
      tools: makeTools().map(({ name }) => name),
    };
    const isNamed = (one: string) => named.some((code) => code === one || code.startsWith(`${one}?`));
    for (const [kind, names] of Object.entries(there))
      expect([kind, ...names.filter((name) => !isNamed(name))]).toEqual([kind]);
  });
});
