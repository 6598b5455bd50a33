import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../src/app.ts';
import { Environment } from '../src/config.ts';
import { build } from '../src/dataset/build.ts';
import { openStore, type Store } from '../src/store/store.ts';
import { emptyFolder } from './ending.ts';

const readme = readFileSync('README.md', 'utf8');
/** All pages for people. */
const PAGES = globSync('{*.md,{docs,data}/*.md}');
let app: FastifyInstance;
let store: Store;

beforeAll(async () => {
  const file = join(emptyFolder(), 'real.sqlite');
  build('data', file);
  store = openStore(file);
  app = await createApp(store, { LOG_LEVEL: 'silent', PUBLIC_URL: undefined });
});

afterAll(async () => {
  await app.close();
  store.close();
});

/** Each command of the README that asks the API, with the answer printed below it, where one is. */
const examples = [...readme.matchAll(/```sh\n((?:curl .*\n)+)```(?:\n\n```(json|csv)\n([^`]*)```)?/g)].map(
  ([, commands = '', kind, answer]) => ({
    paths: [...commands.matchAll(/'localhost:3000([^']+)'/g)].map(([, path = '']) => path),
    kind,
    answer,
  }),
);

describe('the README', () => {
  it('asks at least six questions', () => {
    expect(examples.length).toBeGreaterThanOrEqual(6);
  });

  it.each(examples)('gives the answer that is really given: $paths', async ({ paths, kind, answer = '' }) => {
    for (const path of paths) {
      const response = await app.inject(path);
      const wrong = path.includes('rusia');
      expect(response.statusCode).toBe(wrong ? 400 : 200);
      if (kind === 'csv') expect(response.body).toBe(answer.replaceAll('\n', '\r\n'));
      if (kind === 'json') expect(JSON.parse(answer)).toEqual(wrong ? response.json() : response.json().data);
    }
  });

  it('shows in its table only what is answered', async () => {
    const rows = [...readme.matchAll(/^\| (`.*?) \| .* \|$/gm)].map(([, cell = '']) => cell);
    const written = rows.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code));
    const lists = written.filter((code) => /^[a-z_]+=[^…]+$/.test(code));
    expect(lists.length).toBeGreaterThan(15);
    for (const query of lists) {
      // Each is a filter of demands, statements or events.
      const answers = await Promise.all(
        ['demands', 'statements', 'events'].map((name) =>
          app.inject(`/${name}?${query.replaceAll(' ', '%20')}`),
        ),
      );
      expect(
        answers.map(({ statusCode }) => statusCode),
        query,
      ).toContain(200);
    }
    const paths = written.filter((code) => /^\/[a-z_]+(\.\w+)?$/.test(code));
    expect(paths.length).toBeGreaterThan(4);
    for (const path of paths) expect((await app.inject(path)).statusCode, path).toBe(200);
  });

  it('lists the configuration as it is', () => {
    const rows = [...readme.matchAll(/^\| `([A-Z_]+)` \| (?:`([^`]*)`|from the request) \|/gm)];
    const listed = Object.fromEntries(rows.map(([, name, value]) => [name, value]));
    const defaults = Environment.parse({});
    expect(Object.keys(listed).sort()).toEqual(Object.keys(Environment.shape).sort());
    for (const [name, value] of Object.entries(defaults)) expect(listed[name]).toBe(String(value));
  });

  it.each(PAGES)('%s names only commands and files that exist', (page) => {
    const text = readFileSync(page, 'utf8');
    const scripts = Object.keys(JSON.parse(readFileSync('package.json', 'utf8')).scripts);
    const named = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name);
    expect(scripts).toEqual(expect.arrayContaining(named));
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path = '']) => path);
    expect(links.filter((path) => !existsSync(join(dirname(page), path)))).toEqual([]);
  });

  it('counts what its third question finds', async () => {
    const [, path] = /curl 'localhost:3000(\/wordings\?[^']+)'/.exec(readme) ?? [];
    const [, count] = /The first finds (\d+) statements/.exec(readme) ?? [];
    expect((await app.inject(path ?? '')).json().meta.total).toBe(Number(count));
  });
});
