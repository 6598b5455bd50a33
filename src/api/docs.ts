/** Swagger UI at `/docs/`, and the OpenAPI document that it shows. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { stringify } from 'yaml';
import * as z from 'zod';
import { pause, send } from './answer.ts';
import type { Context } from './context.ts';
import { makeEtag } from './etag.ts';
import { JSON_TYPE } from './media-type.ts';
import { memoize } from './memoize.ts';
import { refuseUnlessJson } from './negotiate.ts';
import type { Document } from './openapi.ts';
import { addExamples } from './openapi-examples.ts';

const HIDDEN = { hide: true, querystring: z.strictObject({}) };

/** Everything comes from here; Swagger UI styles itself inline and draws its icons from data URLs. */
const POLICY =
  "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'self'";

/**
 * What the page loads, beside it so that links need no prefix. Of @fastify/swagger-ui the files are taken alone: its own
 * routes send them whole and untagged, and its page knows no phones.
 */
const FILES: readonly [name: string, file: string, mediaType: string][] = [
  ['', './docs.html', 'text/html; charset=utf-8'],
  ['docs.css', './docs.css', 'text/css; charset=utf-8'],
  ['docs.js', './docs.js', 'text/javascript; charset=utf-8'],
  ['swagger-ui.css', '@fastify/swagger-ui/static/swagger-ui.css', 'text/css; charset=utf-8'],
  [
    'swagger-ui-bundle.js',
    '@fastify/swagger-ui/static/swagger-ui-bundle.js',
    'text/javascript; charset=utf-8',
  ],
];

/** The files, read once, since each release that is served has the page. */
const readFiles = memoize(() =>
  Promise.all(
    FILES.map(async ([name, file, mediaType]) => ({
      name,
      body: await readFile(fileURLToPath(import.meta.resolve(file))),
      mediaType,
    })),
  ),
);

/** `/docs/` and what it loads. */
export async function addDocsRoutes(app: FastifyInstance, context: Context) {
  const { publicUrl } = context;
  // Executed is where `servers` says, which is another origin where the page is opened past the proxy.
  const policy = publicUrl ? `${POLICY}; connect-src 'self' ${new URL(publicUrl).origin}` : POLICY;
  for (const { name, body, mediaType } of await readFiles()) {
    const key = makeEtag([policy, body.toString('latin1')]);
    app.get(`/docs${name && `/${name}`}`, { schema: HIDDEN }, (request, reply) => {
      // Relative, since a proxy may have taken a prefix off; and needed, for the page's own links are relative too.
      if (!name && !request.url.split('?')[0]?.endsWith('/')) return reply.redirect('docs/');
      if (!name) reply.header('content-security-policy', policy);
      return send(request, reply, context, { mediaType, key, compute: () => ({ body }) });
    });
  }
}

/** The document as YAML, entry by entry: at once it would hold up whoever else asks. */
async function writeYaml(document: object): Promise<string> {
  const write = (key: string, part: unknown) => stringify({ [key]: part }, { aliasDuplicateObjects: false });
  let text = '';
  for (const [key, part] of Object.entries(document)) {
    if (typeof part !== 'object' || Array.isArray(part)) {
      text += write(key, part);
      continue;
    }
    text += `${key}:\n`;
    for (const [name, inner] of Object.entries(part)) {
      text += write(name, inner).replaceAll(/^(?=.)/gm, '  ');
      await pause();
    }
  }
  return text;
}

/** A release's OpenAPI document, as it is answered in each form. */
export interface DocumentTexts {
  json: string;
  yaml: string;
}

/** Writes a release's OpenAPI document in one of its forms. */
export type WriteDocument = (form: keyof DocumentTexts) => Promise<string>;

/**
 * Writes the document with its examples here: most of a second of work, in pieces between which requests are answered.
 * Not done by the build, since it tells of the code that serves.
 */
export function makeDocumentWriter(
  app: FastifyInstance,
  context: Context,
  describe: () => Promise<Document>,
): WriteDocument {
  const make = memoize(async () => {
    const document = await describe();
    await addExamples(app, context, document);
    return document;
  });
  return async (form) => (form === 'json' ? JSON.stringify : writeYaml)(await make());
}

/** `/openapi.json` and `/openapi.yaml`. */
export function addOpenapiRoutes(app: FastifyInstance, context: Context, write: WriteDocument) {
  const addRoute = (form: keyof DocumentTexts, mediaType: string) => {
    const prepare = memoize(async () => {
      const text = await write(form);
      // Bytes, since text would be given the path of its URLs, which these have.
      return { body: Buffer.from(text), key: makeEtag([text]) };
    });
    app.get(`/openapi.${form}`, { schema: HIDDEN }, async (request, reply) => {
      if (form === 'json') refuseUnlessJson(request);
      const { body, key } = await prepare();
      return send(request, reply, context, { mediaType, key, compute: () => ({ body }) });
    });
  };
  addRoute('json', JSON_TYPE);
  addRoute('yaml', 'application/yaml; charset=utf-8');
}
