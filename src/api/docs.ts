import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { SHOWN } from '../query/schema.ts';
import { collections } from '../schema/index.ts';
import { OPERATORS } from '../schema/parameters.ts';
import type { Store } from '../store/store.ts';

const description = (store: Store) => `${store.release.description}

Every value can be traced: each record has **citations**, and each citation names its source, the passage (in Unicode
code points) and a short fragment found there. What was **said** (statements, and the reports of them) is kept apart from
what is. A field that the sources leave open is null, and \`not_stated\` says why.

**Filters** are plain parameters, named after fields: \`/demands?party=russia&kind=precondition,red_line\`. Several values by
comma or by repetition mean any of them; different parameters must all hold. Filters on a topic or a region take in what
lies below it. **Operators** stand in the parameter's name, after two underscores:

${Object.entries(OPERATORS)
  .map(([operator, about]) => `- \`__${operator}\`: ${about}`)
  .join('\n')}

Anything unknown is refused with 400 and a suggestion, never ignored. **Lists** come as JSON, and with the suffix
\`.csv\` or \`.ndjson\` (or \`Accept\`) as a whole: \`/demands.csv?party=russia\`. Errors are problem documents (RFC 9457).

Release ${store.release.id} of ${store.release.date}. Data: CC BY 4.0, quoted fragments excluded.`;

type Schemas = Record<string, unknown>;

/** Leaves out schemas that nothing refers to: every schema comes a second time, as it would be written. */
function prune(document: { components?: { schemas?: Schemas } }): object {
  const schemas = document.components?.schemas ?? {};
  const used = new Set<string>();
  const follow = (part: unknown) => {
    for (const [, name = ''] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (used.has(name)) continue;
      used.add(name);
      follow(schemas[name] ?? {});
    }
  };
  follow({ ...document, components: {} });
  const kept = Object.fromEntries(Object.entries(schemas).filter(([name]) => used.has(name)));
  return { ...document, components: { ...document.components, schemas: kept } };
}

interface Parameter {
  example?: unknown;
  examples?: unknown;
  explode?: boolean;
  style?: string;
  schema: Record<string, unknown> & { [SHOWN]?: { examples?: unknown[]; explode?: boolean } };
}

/**
 * Puts each optional parameter's examples where Swagger UI leaves them alone: it fills in, and sends, whatever
 * stands in `example`, but not `schema.examples`. A comma list is an array that is not exploded.
 */
function showExamples(document: { paths?: Record<string, Record<string, { parameters?: Parameter[] }>> }) {
  for (const operation of Object.values(document.paths ?? {}).flatMap((path) => Object.values(path)))
    for (const parameter of operation.parameters ?? []) {
      const { [SHOWN]: shown, ...schema } = parameter.schema;
      if (!shown) continue;
      parameter.schema = { ...schema, ...(shown.examples ? { examples: shown.examples } : {}) };
      if (shown.explode !== undefined) Object.assign(parameter, { style: 'form', explode: shown.explode });
    }
  return document;
}

/** What most come for stands first. */
const FIRST = ['demands', 'statements'];

/** Everything comes from here; Swagger UI styles itself inline and draws its icons from data URLs. */
const CSP =
  "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'self'";

/** The OpenAPI document, and Swagger UI that shows it; to be registered before the routes it describes. */
export async function documentation(app: FastifyInstance, store: Store, publicUrl: string | undefined) {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: store.release.title,
        version: store.release.version,
        description: description(store),
        license: {
          name: 'MIT (code), CC BY 4.0 (data)',
          url: 'https://creativecommons.org/licenses/by/4.0/',
        },
      },
      servers: [{ url: publicUrl ?? '/' }],
      tags: [
        ...[...collections]
          .sort((a, b) => Number(FIRST.includes(b.name)) - Number(FIRST.includes(a.name)))
          .map(({ name, about }) => ({ name, description: about })),
        { name: 'search', description: 'Full text over all collections' },
        { name: 'about', description: 'The service itself' },
      ],
    },
    transform: jsonSchemaTransform as never,
    transformObject: ((document: never) =>
      showExamples(prune(jsonSchemaTransformObject(document) as never) as never)) as never,
  });
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: CSP,
    uiConfig: {
      validatorUrl: null,
      deepLinking: true,
      docExpansion: 'list',
      displayRequestDuration: true,
      tryItOutEnabled: true,
      defaultModelsExpandDepth: 0,
    } as never,
  });
}

/** `/openapi.json` and `/openapi.yaml`; made once, when the application is ready. */
export function openapiRoutes(app: FastifyInstance) {
  const made: { json?: string; yaml?: string } = {};
  app.get('/openapi.json', { schema: { hide: true } }, (_, reply) => {
    made.json ??= JSON.stringify(app.swagger());
    return reply
      .type('application/json; charset=utf-8')
      .header('cache-control', 'public, max-age=60')
      .send(made.json);
  });
  app.get('/openapi.yaml', { schema: { hide: true } }, (_, reply) => {
    made.yaml ??= app.swagger({ yaml: true });
    return reply
      .type('application/yaml; charset=utf-8')
      .header('cache-control', 'public, max-age=60')
      .send(made.yaml);
  });
}
