import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { SHOWN } from '../query/schema.ts';
import { resources } from '../schema/index.ts';
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

/** The OpenAPI document; to be registered before the routes it describes. */
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
        ...[...resources]
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
}
