import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const SRC = fileURLToPath(new URL('../../src', import.meta.url));
const IMPORT = /(?:^\s*(?:import|export)\b[^;'"]*?\bfrom|^\s*import|\bimport\s*\()\s*['"]([^'"]+)['"]/gm;

/** What each file below `src` imports: files of ours by their path below it, anything else by its name. */
const imports = new Map(
  readdirSync(SRC, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      const found = [...readFileSync(file, 'utf8').matchAll(IMPORT)].map(([, name = '']) =>
        name.startsWith('.') ? relative(SRC, join(dirname(file), name)) : name,
      );
      return [relative(SRC, file), found] as const;
    }),
);

/** All that a file leads to, by whatever way. */
function reached(file: string, seen = new Set<string>()): Set<string> {
  for (const name of imports.get(file) ?? [])
    if (!seen.has(name)) {
      seen.add(name);
      reached(name, seen);
    }
  return seen;
}

const below = (...folders: string[]) =>
  [...imports.keys()].filter((file) => folders.some((folder) => file.startsWith(`${folder}/`)));

/** Pairs of a file and what it leads to but must not. */
const breaches = (files: readonly string[], forbidden: RegExp) =>
  files.flatMap((file) =>
    [...reached(file)].filter((name) => forbidden.test(name)).map((name) => `${file} → ${name}`),
  );

test('the imports are read', () => {
  expect(imports.get('dataset/check.ts')).toContain('dataset/rules/index.ts');
  expect(imports.get('server.ts')).toEqual(expect.arrayContaining(['node:fs', 'app.ts', 'store/store.ts']));
  expect(reached('app.ts')).toContain('schema/edtf.ts');
  for (const [file, names] of imports)
    for (const name of names)
      if (name.endsWith('.ts')) expect(imports.has(name), `${file} → ${name}`).toBe(true);
});

describe('imports run one way, by whatever way', () => {
  const DRIVER = 'better-sqlite3|drizzle-orm/better-sqlite3';
  test.each([
    [
      'the schema leads to nothing above it',
      ['schema', 'text'],
      /^(dataset|curation|store|query|formats|api)\/|^[^/]+\.ts$/,
    ],
    [
      'it knows no Fastify, no driver and no YAML',
      ['schema'],
      new RegExp(`^(@?fastify(\\/.*|-.*)?|${DRIVER}|yaml)$`),
    ],
    [
      'formats are pure: no Fastify, no driver, no query and no route',
      ['formats'],
      new RegExp(`^(@?fastify(\\/.*|-.*)?|${DRIVER}|yaml)$|^(dataset|curation|query|api)\\/|^[^/]+\\.ts$`),
    ],
    [
      'query leads to no route and no format',
      ['query'],
      /^(api|formats)\/|^(app|server|config)\.ts$|^@?fastify/,
    ],
    ['the API and its queries lead to no dataset and no curation', ['api', 'query'], /^(dataset|curation)\//],
    ['queries and formats know no YAML', ['query', 'formats'], /^yaml$/],
    [
      'the dataset leads to nothing that serves',
      ['dataset', 'curation'],
      /^(api|query|formats)\/|^(app|server)\.ts$|^@?fastify/,
    ],
    ['the API does not lead to the app', ['api'], /^(app|server)\.ts$/],
  ] as const)('%s', (_, folders, forbidden) => {
    const files = below(...folders);
    expect(files.length).toBeGreaterThan(0);
    expect(breaches(files, forbidden)).toEqual([]);
  });

  test('nothing leads to the server, and the server and the app to no build', () => {
    expect(breaches([...imports.keys()], /^server\.ts$/)).toEqual([]);
    expect(breaches(['server.ts', 'app.ts'], /^(dataset|curation)\//)).toEqual([]);
  });

  test('of what serves, only the documentation knows YAML, which it is also written in', () => {
    const serving = [...reached('server.ts')].filter((file) => imports.get(file)?.includes('yaml'));
    expect(serving).toEqual(['api/docs.ts']);
  });
});
