/** The OpenAPI document: what the routes say of themselves, made into what Swagger UI and generated clients read best. */
import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type * as z from 'zod';
import { SHOWN } from '../query/schema.ts';
import { collections, resourceNamed } from '../schema/index.ts';
import { OPERATORS } from '../schema/parameters.ts';
import { pascal } from '../schema/present.ts';
import type { Store } from '../store/store.ts';

/** Where a schema is referred to. */
const SCHEMAS = '#/components/schemas/';

const description = (store: Store, base: string) => `${store.release.description}

Every value can be traced: each record has **citations**, and each citation names its source, the passage (in Unicode
code points) and a short fragment found there. What was **said** (statements, and the reports of them) is kept apart from
what is. A field that the sources leave open is null, and \`not_stated\` says why.

## Asking

| write | get |
|---|---|
| \`party=russia\` | records with that value; a topic or a region takes in what lies below it |
| \`kind=call,wish\` or \`kind=call&kind=wish\` | any of them |
| \`party=russia&kind=call\` | what meets both |
| \`date=2022\`, \`date=2024-11/2024-12\` | what lies wholly within an EDTF date |
| \`kind__not=call\`, \`source_count__gte=2\` | an operator after two underscores; ${Object.entries(OPERATORS)
  .map(([operator, about]) => `\`${operator}\` ${about}`)
  .join(' · ')} |
| \`q=red lines\`, \`q="red lines"\` | full text: all words, or the phrase |
| \`sort=-id\`, \`select=id,url\`, \`limit=10\` | order, fields, length of a page; \`links.next\` is the next one |
| \`include=citations\`, \`facet=kind\` | related records in full; counts of values |
| [\`/demands.csv\`](${base}/demands.csv), [\`/demands.ndjson\`](${base}/demands.ndjson) | the whole list that the filters leave, as a table or one record a line |

Anything unknown is refused with 400 and a suggestion, never ignored. Errors are problem documents (RFC 9457). Answers
may gain fields. An answer's \`ETag\` sent back as \`If-None-Match\` is answered with 304 as long as nothing has changed.

Release ${store.release.id} of ${store.release.date}. Data: CC BY 4.0, quoted fragments excluded.`;

type Json = Record<string, unknown>;

/** A parameter as it is described. */
export interface Parameter {
  name: string;
  in: string;
  description?: string;
  schema: Json & { [SHOWN]?: Json };
  [key: string]: unknown;
}

interface Response {
  description: string;
  headers?: Json;
  content?: Record<string, Json>;
}

/** An operation as it is described. */
export interface Operation {
  operationId: string;
  tags: string[];
  parameters?: Parameter[];
  responses: Record<string, Response>;
}

/** An OpenAPI document, as far as it is handled here. */
export interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Json>; parameters?: Json; headers?: Json; examples?: Json };
}

/**
 * What zod says of a schema, as far as it helps: numbers all count something or say where it stands, so they begin at 0;
 * answers may gain fields; and a pattern adds nothing to a format.
 */
function adjust({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodType; jsonSchema: Json }): void {
  const { def } = zodSchema._zod as unknown as { def: { discriminator?: string; options?: unknown[] } };
  if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
  if (jsonSchema.type === 'integer') {
    if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) jsonSchema.minimum = 0;
  }
  if (jsonSchema.format && jsonSchema.pattern) delete jsonSchema.pattern;
  if (def.discriminator) jsonSchema.discriminator = { propertyName: def.discriminator };
}

/** Calls back for every object of a document. */
function walk(part: unknown, visit: (object: Json) => void): void {
  if (typeof part !== 'object' || part === null) return;
  if (!Array.isArray(part)) visit(part as Json);
  for (const inner of Object.values(part)) walk(inner, visit);
}

/** Leaves references alone with their description, and tells discriminators which word is which schema. */
function tidyReferences(document: Document): void {
  walk(document, (object) => {
    if (typeof object.$ref === 'string')
      for (const key of Object.keys(object)) if (key !== '$ref' && key !== 'description') delete object[key];
    if (!object.discriminator) return;
    const { propertyName } = object.discriminator as { propertyName: string };
    const options = object.oneOf as { $ref: string }[];
    const mapping = options.map(({ $ref }) => {
      const { properties } = document.components.schemas[$ref.slice(SCHEMAS.length)] as {
        properties: Record<string, { const: string }>;
      };
      return [properties[propertyName]?.const, $ref];
    });
    object.discriminator = { propertyName, mapping: Object.fromEntries(mapping) };
  });
}

/** Leaves out schemas that nothing refers to: every schema comes a second time, as it would be written. */
function prune(document: Document): void {
  const { schemas } = document.components;
  const used = new Set<string>();
  const follow = (part: unknown) =>
    walk(part, ({ $ref }) => {
      if (typeof $ref !== 'string' || !$ref.startsWith(SCHEMAS)) return;
      const name = $ref.slice(SCHEMAS.length);
      if (used.has(name)) return;
      used.add(name);
      follow(schemas[name]);
    });
  follow(document.paths);
  follow(document.components.parameters);
  const kept = Object.entries(schemas).filter(([name]) => used.has(name));
  document.components.schemas = Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Every operation of a document. */
export const operationsOf = (document: Document): { path: string; method: string; operation: Operation }[] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

/**
 * Puts each optional parameter's examples where Swagger UI leaves them alone: it fills in, and sends, whatever
 * stands in `example`, but not `schema.examples`. A list is sent as repeated parameters, since an empty one is then not
 * sent at all; as one with commas it would be sent empty.
 */
function showParameter(parameter: Parameter): void {
  const { [SHOWN]: shown, ...schema } = parameter.schema;
  parameter.schema = { ...schema, ...shown };
  if (schema.type === 'array') Object.assign(parameter, { style: 'form', explode: true });
}

const header = (about: string, example: string) => ({
  description: about,
  schema: { type: 'string' },
  example,
});

const HEADERS = {
  ETag: header('Tag of these bytes, for `If-None-Match`', '"qJvDFkHcYhGqkZQ0mSuuRw"'),
  'Last-Modified': header('The day of the release', 'Fri, 20 Dec 2024 00:00:00 GMT'),
  Link: header('Where the next page is, where there is one (RFC 8288)', '<https://…&cursor=…>; rel="next"'),
};

const headers = (...names: (keyof typeof HEADERS)[]) =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

/** Says of what is read that it is tagged, and answered with 304 to who has it. */
function describeCaching({ parameters = [], responses }: Operation): void {
  const answer = responses[200];
  if (!answer) return;
  const isList = parameters.some(({ name }) => name === 'cursor');
  answer.headers = headers('ETag', 'Last-Modified', ...(isList ? (['Link'] as const) : []));
  responses[304] = { description: 'The client has it already', headers: headers('ETag', 'Last-Modified') };
}

const IF_NONE_MATCH = {
  name: 'If-None-Match',
  in: 'header',
  required: false,
  description: '`ETag` of an answer that the client has, or several with commas between.',
  schema: { type: 'string', examples: ['"qJvDFkHcYhGqkZQ0mSuuRw"'] },
};

/**
 * Keeps the parameters of lists once: each format of a list takes the same. They are told apart by their collection, since
 * their words and examples differ.
 */
function shareParameters(document: Document): void {
  const shared: Json = { IfNoneMatch: IF_NONE_MATCH };
  for (const { path, method, operation } of operationsOf(document)) {
    const [tag = ''] = operation.tags;
    const isList = resourceNamed.has(tag) && (path === `/${tag}` || path.startsWith(`/${tag}.`));
    const parameters = (operation.parameters ?? []).map((parameter) => {
      if (!isList) return parameter;
      const name = `${pascal(tag)}.${parameter.name}`;
      shared[name] = parameter;
      return { $ref: `#/components/parameters/${name}` };
    });
    if (method === 'get') parameters.push({ $ref: '#/components/parameters/IfNoneMatch' });
    operation.parameters = parameters as never;
  }
  document.components.parameters = shared;
}

function complete(made: Document): Document {
  const document = structuredClone(made);
  for (const { method, operation } of operationsOf(document)) {
    operation.parameters?.forEach(showParameter);
    if (method === 'get') describeCaching(operation);
  }
  shareParameters(document);
  prune(document);
  tidyReferences(document);
  document.components.headers = HEADERS;
  return document;
}

/** What most come for stands first. */
const FIRST = ['demands', 'statements'];

const tagsOf = () => [
  ...[...collections]
    .sort((a, b) => place(a.name) - place(b.name))
    .map(({ name, about }) => ({ name, description: about })),
  { name: 'search', description: 'Full text over all collections' },
  { name: 'about', description: 'The service itself' },
];

const place = (name: string): number => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);

/** The OpenAPI document; to be registered before the routes it describes. */
export async function documentation(app: FastifyInstance, store: Store, publicUrl: string | undefined) {
  const zodToJsonConfig = { override: adjust };
  const transformObject = createJsonSchemaTransformObject({ zodToJsonConfig } as never);
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: store.release.title,
        version: store.release.version,
        description: description(store, publicUrl ?? ''),
        license: {
          name: 'MIT (code), CC BY 4.0 (data)',
          url: 'https://creativecommons.org/licenses/by/4.0/',
        },
      },
      servers: [{ url: publicUrl ?? '/' }],
      security: [],
      tags: tagsOf(),
    },
    transform: createJsonSchemaTransform({ zodToJsonConfig } as never) as never,
    transformObject: ((document: never) => complete(transformObject(document) as never)) as never,
  });
}
