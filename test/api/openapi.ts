import type { Store } from '../../src/store/store.ts'; /** The OpenAPI document as tests read it. */

export interface Parameter {
  name: string;
  in: string;
  required: boolean;
  description?: string;
  example?: unknown;
  examples?: unknown;
  schema: {
    type?: string;
    enum?: string[];
    anyOf?: { $ref?: string; enum?: string[] }[];
    example?: unknown;
    examples?: unknown[];
    default?: unknown;
    [key: string]: unknown;
  };
}

export interface Operation {
  operationId?: string;
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: Parameter[];
  responses: Record<string, { description?: string; content?: Record<string, { schema: unknown }> }>;
}

export interface OpenApi {
  openapi: string;
  servers: { url: string }[];
  tags: { name: string; description?: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, unknown>;
    parameters: Record<string, Parameter>;
    responses: Record<string, Operation['responses'][string]>;
    examples: Record<string, { value: unknown }>;
  };
}

/** The document with each parameter and each answer where it is referred to. */
export function resolved(document: OpenApi): OpenApi {
  const { parameters, responses } = document.components;
  const resolve = <T extends object>(part: T, parts: Record<string, T>): T => {
    const { $ref } = part as { $ref?: string };
    return $ref ? (parts[$ref.split('/').at(-1) ?? ''] as T) : part;
  };
  for (const { operation } of operationsOf(document)) {
    operation.parameters = operation.parameters?.map((parameter) => resolve(parameter, parameters));
    for (const [status, response] of Object.entries(operation.responses))
      operation.responses[status] = resolve(response, responses);
  }
  return document;
}

/** The operations of a document, with their path. */
export const operationsOf = (document: OpenApi) =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

/** The query parameters of a collection's list. */
export function parametersOf(document: OpenApi, collection: string): Parameter[] {
  const parameters = document.paths[`/${collection}`]?.get?.parameters ?? [];
  return parameters.filter((parameter) => parameter.in === 'query');
}

/** The words that a parameter takes, one or several of them; none where it takes others. */
export function wordsOf(document: OpenApi, parameter: Parameter | undefined): string[] {
  const [one] = parameter?.schema.anyOf ?? [parameter?.schema];
  const name = (one?.$ref as string | undefined)?.split('/').at(-1);
  const found = (name ? document.components.schemas[name] : one) as { enum?: string[] } | undefined;
  return found?.enum ?? [];
}

/** Parameters of a list that are no filters. */
export const SHAPING = ['q', 'sort', 'select', 'include', 'facet', 'limit', 'cursor', 'bom', 'provenance'];

/** Parameters that only tables hold. */
export const OF_TABLES = ['bom', 'provenance'];

/** A schema of the document. */
export interface Schema {
  $ref?: string;
  description?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  additionalProperties?: Schema | boolean;
  [key: string]: unknown;
}

/** Whether an operation is on a collection that has no records here, and so no example. */
export const isEmpty = ({ store }: { store: Store }, { tags: [tag = ''] = [] }: Operation) =>
  store.counts[tag] === 0;

/** Every object in the document, with the path to it. */
export function walk(
  value: unknown,
  visit: (object: Record<string, unknown>, path: string) => void,
  path = '',
) {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) visit(value as Record<string, unknown>, path);
  for (const [key, item] of Object.entries(value)) walk(item, visit, `${path}/${key}`);
}
