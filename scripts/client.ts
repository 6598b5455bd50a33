/**
 * Writes the types of `packages/client` from the OpenAPI document that the service serves: `npm run client:generate`.
 * With `--check` nothing is written, and what is out of date is named. No server is needed, nor a network.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@hey-api/openapi-ts';
import { createApp } from '../src/app.ts';
import { build } from '../src/dataset/build.ts';
import { openStore } from '../src/store/store.ts';

/** What is read of the document; the rest is the generator's. */
interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: object; parameters: Record<string, object>; responses: Record<string, Response> };
}

interface Response {
  description: string;
  content: Record<string, { schema: { $ref: string } }>;
}

interface Operation {
  operationId: string;
  parameters: { $ref?: string }[];
  responses: Record<string, Response>;
}

const GENERATED = 'packages/client/src/generated';

/** The document as it is served; of the tests' small dataset, since none of it follows from records but examples. */
async function readDocument(folder: string): Promise<Document> {
  const file = join(folder, 'fixture.sqlite');
  build('test/fixtures/data', file);
  const store = openStore(file);
  const app = await createApp(store, { LOG_LEVEL: 'silent', PUBLIC_URL: undefined });
  const document: Document = (await app.inject('/openapi.json')).json();
  await app.close();
  store.close();
  return document;
}

/**
 * The document as far as the client asks, with parameters where they are taken, or each would be a type: tables have
 * none, every error is the same problem, and headers are left to `fetch`.
 */
function keepJson({ paths, components, ...document }: Document): Document {
  const { schemas, parameters, responses } = components;
  const kept = Object.entries(paths).filter(([path]) => !/\.\w+$/.test(path));
  for (const operation of kept.flatMap(([, methods]) => Object.values(methods))) {
    const { description, content } = operation.responses[200] as Response;
    const json = { 'application/json': content['application/json'] as Response['content'][string] };
    operation.responses = {
      200: { description, content: json },
      400: responses.BadRequest as Response,
    };
    operation.parameters = operation.parameters
      .map((parameter) => parameters[parameter.$ref?.split('/').at(-1) ?? ''] ?? parameter)
      .filter((parameter) => !('in' in parameter) || parameter.in !== 'header');
  }
  const used = { schemas, parameters: {}, responses: {} };
  return { ...document, paths: Object.fromEntries(kept), components: used };
}

const capitalize = (word: string) => word.replace(/^./, (first) => first.toUpperCase());

/**
 * The collections of a document, which are those that have a list and its records; and the types that people name.
 * @param types what the generator wrote
 */
function writeCollections({ paths }: Document, types: string): string {
  const collections = Object.entries(paths).flatMap(([path, { get }]) => {
    if (!get || path === '/' || !paths[`${path}/{id}`]) return [];
    const page = get.responses[200]?.content['application/json']?.schema.$ref.split('/').at(-1);
    return [{ name: path.slice(1), list: capitalize(get.operationId), page }];
  });
  const operations = Object.values(paths).flatMap((methods) =>
    Object.values(methods).map(({ operationId }) => capitalize(operationId)),
  );
  const inner = new RegExp(`^(ClientOptions|(${operations.join('|')})(Data|Errors?|Responses?))$`);
  const named = [...types.matchAll(/^export type (\w+) =/gm)].map(([, name = '']) => name);
  const lines = (write: (collection: (typeof collections)[number]) => string) =>
    collections.map(write).join('\n');
  return `// This file is generated: see scripts/client.ts

import type * as types from './types.gen.ts';

export type {
${named.flatMap((name) => (inner.test(name) ? [] : [`    ${name},`])).join('\n')}
} from './types.gen.ts';

${lines(
  ({ name, list }) => `/** What \`/${name}\` may be asked with. */
export type ${list}Query = NonNullable<types.${list}Data['query']>;
`,
)}
/** The collections by name, each with what a list is asked with and a page of it. */
export interface Collections {
${lines(({ name, list, page }) => `    ${name}: { query: ${list}Query; page: types.${page} };`)}
}

/** The names of the collections. */
export const COLLECTIONS = [
${lines(({ name }) => `    '${name}',`)}
] as const satisfies (keyof Collections)[];
`;
}

/** Writes all that is generated into a folder. */
async function generate(folder: string, document: Document): Promise<void> {
  const input = keepJson(document);
  await createClient({
    input: structuredClone(input) as never,
    output: { path: folder, entryFile: false },
    parser: { filters: { orphans: false } },
    plugins: ['@hey-api/typescript'],
    logs: { level: 'silent', file: false },
  });
  const types = readFileSync(join(folder, 'types.gen.ts'), 'utf8');
  writeFileSync(join(folder, 'collections.gen.ts'), writeCollections(input, types));
}

const readFolder = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));

const folder = mkdtempSync(join(tmpdir(), 'demarche-client-'));
try {
  const document = await readDocument(folder);
  if (process.argv.includes('--check')) {
    const made = join(folder, 'generated');
    await generate(made, document);
    const [expected, found] = [readFolder(made), readFolder(GENERATED)];
    const stale = [...new Set([...Object.keys(expected), ...Object.keys(found)])].filter(
      (name) => expected[name] !== found[name],
    );
    if (stale.length) {
      console.error(`Out of date in ${GENERATED}: ${stale.join(', ')}. Run npm run client:generate.`);
      process.exitCode = 1;
    }
  } else await generate(GENERATED, document);
} finally {
  rmSync(folder, { recursive: true });
}
