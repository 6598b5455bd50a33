/** Swagger UI at `/docs/`, and the OpenAPI document that it shows. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { stringify } from 'yaml';
import * as z from 'zod';
import { send } from './answer.ts';
import type { Context } from './collections.ts';
import { etagOf } from './etag.ts';
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

/** `/docs/` and what it loads. */
export async function docsRoutes(app: FastifyInstance, context: Context) {
  const { publicUrl } = context;
  // Executed is where `servers` says, which is another origin where the page is opened past the proxy.
  const policy = publicUrl ? `${POLICY}; connect-src 'self' ${new URL(publicUrl).origin}` : POLICY;
  for (const [name, file, mediaType] of FILES) {
    const body = await readFile(fileURLToPath(import.meta.resolve(file)));
    const key = etagOf([policy, body.toString('latin1')]);
    app.get(`/docs${name && `/${name}`}`, { schema: HIDDEN }, (request, reply) => {
      // Relative, since a proxy may have taken a prefix off; and needed, for the page's own links are relative too.
      if (!name && !request.url.endsWith('/')) return reply.redirect('docs/');
      if (!name) reply.header('content-security-policy', policy);
      return send(request, reply, context, { mediaType, key, compute: () => ({ body }) });
    });
  }
}

/** `/openapi.json` and `/openapi.yaml`; made once, when first asked for. */
export function openapiRoutes(app: FastifyInstance, context: Context) {
  let made: Promise<object> | undefined;
  const route = (path: string, mediaType: string, write: (document: object) => string) => {
    let written: Promise<{ body: string; key: string }> | undefined;
    const writeOnce = async () => {
      made ??= addExamples(app, context);
      const body = write(await made);
      return { body, key: etagOf([body]) };
    };
    app.get(path, { schema: HIDDEN }, async (request, reply) => {
      written ??= writeOnce();
      const { body, key } = await written;
      // Bytes, since text would be given the path of its URLs, which these have.
      return send(request, reply, context, { mediaType, key, compute: () => ({ body: Buffer.from(body) }) });
    });
  };
  route('/openapi.json', 'application/json; charset=utf-8', (document) => JSON.stringify(document));
  route('/openapi.yaml', 'application/yaml; charset=utf-8', (document) =>
    stringify(document, { aliasDuplicateObjects: false }),
  );
}
