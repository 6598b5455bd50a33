/** The OpenAPI document: what the routes say of themselves, made into what Swagger UI and generated clients read best. */
import { STATUS_CODES } from 'node:http';
import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { type Format, hasCells } from '../formats/format.ts';
import { formats } from '../formats/index.ts';
import { SCHEMA_EXTRAS, SEVERAL } from '../query/parameter.ts';
import { getFlatColumns } from '../schema/flat.ts';
import { collections, resourceNamed } from '../schema/index.ts';
import { OPERATORS } from '../schema/parameters.ts';
import { toPascalCase } from '../schema/present.ts';
import type { Resource } from '../schema/resource.ts';
import type { Store } from '../store/store.ts';
import { pause } from './answer.ts';
import type { Context } from './context.ts';
import { canHold } from './fit.ts';
import { collectSchemas, type Json, makeRef, unwrapSchema } from './openapi-schemas.ts';

const writeDescription = (store: Store, base: string) => `${store.release.description}

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

/** A parameter as it is described. */
export interface Parameter {
  name: string;
  in: string;
  description: string;
  required?: boolean;
  example?: unknown;
  schema: Json;
}

/** What stands under components, and whoever has it in common refers to. */
export interface Reference {
  $ref: string;
}

/** An answer as it is described. */
export interface Response {
  description: string;
  headers?: Json;
  content?: Record<string, Json>;
}

/** An operation as it is described. */
export interface Operation {
  operationId: string;
  tags: string[];
  parameters: (Parameter | Reference)[];
  requestBody?: Json;
  responses: Record<string, Response | Reference>;
}

/** An OpenAPI document, as far as it is handled here. */
export interface Document {
  tags: { name: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, Json>;
    parameters: Record<string, Parameter>;
    responses: Record<string, Response>;
    headers: Json;
    examples?: Json;
  };
}

/** What a route declares that it takes and answers. */
interface RouteDeclaration {
  params?: z.ZodType;
  querystring?: z.ZodType;
  body?: z.ZodType;
  consumes?: string[];
  response: Record<string, { description: string; content: Record<string, { schema: z.ZodType }> }>;
}

/** Every operation of a document. */
export const listOperations = (
  document: Document,
): { path: string; method: string; operation: Operation }[] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

/** One value or several of them, as TypeScript would have it; words without a name of their own are given this one. */
function describeOneOrMore(
  one: Json,
  name: string,
  writeDescription: unknown,
  { schemas }: Components,
): Json {
  const value = one.enum ? schemas.refer(name, { description: writeDescription, ...one }) : one;
  return { anyOf: [value, { type: 'array', items: value }] };
}

/**
 * A parameter as it says of itself. Optional ones have their examples where Swagger UI leaves them alone: it fills in, and
 * sends, whatever stands in `example`, but not `schema.examples`. A list is sent as repeated parameters, since an empty
 * one is then not sent at all; as one with commas it would be sent empty.
 */
function describeParameter(
  where: string,
  name: string,
  field: z.ZodType,
  operationId: string,
  common: Components,
): Parameter {
  const {
    description,
    example,
    [SCHEMA_EXTRAS]: shown,
    [SEVERAL]: several,
    ...value
  } = field.meta() as Json & { [SCHEMA_EXTRAS]?: Json };
  const one = value.$ref ? value : { type: 'string', ...value };
  const schema = several
    ? describeOneOrMore(one, toPascalCase(`${operationId}_${name}`), description, common)
    : one;
  return {
    name,
    in: where,
    ...(field instanceof z.ZodOptional ? {} : { required: true }),
    description,
    ...(example === undefined ? {} : { example }),
    ...(several ? { style: 'form', explode: true } : {}),
    schema: { ...schema, ...shown },
  } as Parameter;
}

const getShape = (schema: z.ZodType | undefined): Record<string, z.ZodType> =>
  schema ? ((unwrapSchema(schema) as z.ZodObject).shape as Record<string, z.ZodType>) : {};

const describeParameters = (
  where: string,
  schema: z.ZodType | undefined,
  operationId: string,
  common: Components,
): Parameter[] =>
  Object.entries(getShape(schema)).map(([name, field]) =>
    describeParameter(where, name, field, operationId, common),
  );

/** The parameter as a format takes it, null being JSON; none where that cannot hold what it asks for. */
function adaptParameter(
  format: Format | null,
  resource: Resource | undefined,
  parameter: Parameter,
  common: Components,
): Parameter[] {
  if (!canHold(format, parameter.name)) return [];
  if (parameter.name !== 'select' || !resource || !hasCells(format)) return [parameter];
  const column = { type: 'string', enum: getFlatColumns(resource).map(({ header }) => header) };
  const description = 'Only these columns, in this order.';
  const columns = describeOneOrMore(column, `${toPascalCase(resource.name)}Column`, description, common);
  return [{ ...parameter, description, schema: { ...parameter.schema, ...columns } }];
}

const describeHeader = (about: string, example: string) => ({
  description: about,
  schema: { type: 'string' },
  example,
});

const HEADERS = {
  ETag: describeHeader('Tag of these bytes, for `If-None-Match`', '"qJvDFkHcYhGqkZQ0mSuuRw"'),
  Link: describeHeader(
    'Where the next page is, where there is one (RFC 8288)',
    '<https://…&cursor=…>; rel="next"',
  ),
  'Demarche-Also-Overlapping': describeHeader(
    'Where a date is asked for, or compared: how many more may lie there; where it is not 0',
    '93',
  ),
  'Demarche-Not-Found': describeHeader(
    'Where q finds nothing: which of its words no record has, percent-encoded, with commas between',
    'oreshnyk',
  ),
  'Demarche-Ignored': describeHeader('Parameters that were passed over, where there are any', 'utm_source'),
};

const referToHeaders = (...names: (keyof typeof HEADERS)[]) =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

const NOT_MODIFIED = { description: 'The client has it already', headers: referToHeaders('ETag') };

const IF_NONE_MATCH: Parameter = {
  name: 'If-None-Match',
  in: 'header',
  description: '`ETag` of an answer that the client has, or several with commas between.',
  schema: { type: 'string', examples: ['"qJvDFkHcYhGqkZQ0mSuuRw"'] },
};

/** Parts that operations have in common, each written once and referred to. */
class Shared<T extends object> {
  readonly parts: Record<string, T> = {};
  private readonly refs = new Map<string, Reference>();
  private readonly counts = new Map<string, number>();
  private readonly prefix: string;
  constructor(kind: string) {
    this.prefix = `#/components/${kind}/`;
  }
  /** What refers to the part, as it was named where it occurred first; another's name is numbered. */
  refer(name: string, part: T): Reference {
    const written = JSON.stringify(part);
    const known = this.refs.get(written);
    if (known) return known;
    const count = (this.counts.get(name) ?? 0) + 1;
    this.counts.set(name, count);
    const unique = count > 1 ? `${name}.${count}` : name;
    const ref = { $ref: this.prefix + unique };
    this.parts[unique] = part;
    this.refs.set(written, ref);
    return ref;
  }
}

/** Answers as they are described: schemas by their names. */
const describeContent = (content: RouteDeclaration['response'][string]['content']): Record<string, Json> =>
  Object.fromEntries(
    Object.entries(content).map(([mediaType, { schema }]) => [mediaType, { schema: makeRef(schema) }]),
  );

/** The paths in the order of the tags: what most come for stands first, and gives what others share its name. */
function sortPaths({ tags, paths }: Document): Document['paths'] {
  const rank = (methods: Record<string, Operation>) =>
    tags.findIndex(({ name }) => Object.values(methods)[0]?.tags.includes(name));
  return Object.fromEntries(Object.entries(paths).toSorted(([, a], [, b]) => rank(a) - rank(b)));
}

/** Parts of the document that operations have in common. */
class Components {
  readonly parameters = new Shared<Parameter>('parameters');
  readonly responses = new Shared<Response>('responses');
  readonly schemas = new Shared<Json>('schemas');
}

/** An error, or that nothing is sent, as all operations with the same format answer it. */
function shareResponse(status: string, format: Format | null, answer: Response, { responses }: Components) {
  const words = (STATUS_CODES[status] ?? status).replaceAll(' ', '');
  return responses.refer(format?.holds === 'cells' ? `${words}.${format.suffix}` : words, answer);
}

/**
 * Adds to an operation what its route takes and answers. Left to @fastify/swagger and zod, each parameter of each
 * operation would be written out anew: a second of work, and most of the document.
 */
function completeOperation(
  path: string,
  isRead: boolean,
  operation: Operation,
  declared: RouteDeclaration,
  common: Components,
) {
  const { params, querystring, body, consumes = [], response } = declared;
  const [tag = ''] = operation.tags;
  const format = formats.find(({ suffix }) => path.endsWith(`.${suffix}`)) ?? null;
  operation.parameters = [
    ...describeParameters('path', params, operation.operationId, common),
    ...describeParameters('query', querystring, operation.operationId, common)
      .flatMap((parameter) => adaptParameter(format, resourceNamed.get(tag), parameter, common))
      .map((parameter) => common.parameters.refer(`${toPascalCase(tag)}.${parameter.name}`, parameter)),
    ...(isRead ? [common.parameters.refer(IF_NONE_MATCH.name, IF_NONE_MATCH)] : []),
  ];
  if (body) {
    const { example, ...schema } = body.meta() as Json;
    const content = consumes.map((mediaType) => [mediaType, { schema, example }]);
    operation.requestBody = { required: true, content: Object.fromEntries(content) };
  }
  operation.responses = Object.fromEntries(
    Object.entries(response).map(([status, { description, content }]) => {
      const answer = { description, content: describeContent(content) };
      return [status, status === '200' ? answer : shareResponse(status, format, answer, common)];
    }),
  );
  if (!isRead) return;
  const isPaged = 'cursor' in getShape(querystring);
  Object.assign(operation.responses[200] as Response, {
    headers: referToHeaders(
      'ETag',
      'Demarche-Ignored',
      ...(isPaged ? (['Link'] as const) : []),
      ...(format ? (['Demarche-Also-Overlapping', 'Demarche-Not-Found'] as const) : []),
    ),
  });
  operation.responses[304] = shareResponse('304', null, NOT_MODIFIED, common);
}

/** The document that @fastify/swagger has begun, with all that its routes declare. */
async function completeDocument(
  document: Document,
  declared: ReadonlyMap<string, RouteDeclaration>,
): Promise<Document> {
  const common = new Components();
  document.paths = sortPaths(document);
  for (const { path, method, operation } of listOperations(document)) {
    completeOperation(
      path,
      method === 'get',
      operation,
      declared.get(operation.operationId) as RouteDeclaration,
      common,
    );
    await pause();
  }
  const parts = { parameters: common.parameters.parts, responses: common.responses.parts };
  const schemas = { ...common.schemas.parts, ...collectSchemas(document.paths, parts) };
  document.components = { ...parts, headers: HEADERS, schemas };
  return document;
}

/** What most come for stands first. */
const FIRST = ['demands', 'statements'];

const listTags = () => [
  ...[...collections]
    .sort((a, b) => rankCollection(a.name) - rankCollection(b.name))
    .map(({ name, about }) => ({ name, description: about })),
  { name: 'search', description: 'Full text over all collections' },
  { name: 'citing', description: 'Citations of answers, and their proof' },
  { name: 'about', description: 'The service itself' },
];

const rankCollection = (name: string): number => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);

/** Whether a route is that of a release under its own path, which has a document of its own. */
const isPinned = (url: string): boolean => /^\/releases\/[^/:]+\//.test(url);

/**
 * Registers what collects the routes of a release, before these are; the answer makes the OpenAPI document, in pieces
 * between which requests are answered.
 */
export async function registerOpenapi(
  app: FastifyInstance,
  { store, publicUrl, pin }: Pick<Context, 'store' | 'publicUrl' | 'pin'>,
): Promise<() => Promise<Document>> {
  const declared = new Map<string, RouteDeclaration>();
  const base = publicUrl + pin;
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: store.release.title,
        version: store.release.version,
        description: writeDescription(store, base),
        license: {
          name: 'MIT (code), CC BY 4.0 (data)',
          url: store.release.license,
        },
      },
      servers: [{ url: base || '/' }],
      security: [],
      tags: listTags(),
    },
    transform: ({ schema, url }) => {
      const { operationId, tags, summary, description, ...takes } = schema as never as RouteDeclaration &
        Operation &
        Json;
      const hide = takes.hide || (!pin && isPinned(url));
      if (!hide) declared.set(operationId, takes);
      return {
        schema: { operationId, tags, summary, description, hide } as never,
        url: url.slice(pin.length),
      };
    },
  });
  return () => completeDocument(app.swagger() as unknown as Document, declared);
}
