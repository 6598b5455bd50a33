/** Example answers for the documentation: what the API answers, asked when the document is first asked for. */
import { STATUS_CODES } from 'node:http';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { problemTable } from '../formats/csv.ts';
import { writeCursor } from '../query/cursor.ts';
import { resourceNamed } from '../schema/index.ts';
import { parametersOf } from '../schema/parameters.ts';
import type { Context } from './collections.ts';
import { type Document, operationsOf, type Parameter } from './openapi.ts';
import { PROBLEM_TYPE, problemOf } from './problem.ts';

/** A host for links where none is configured: that of a server as it starts. */
const HOST = 'localhost:3000';

/** Longest list that is shown. */
const MOST = 3;

/** Errors that cannot be provoked without harm. */
const DETAILS: Record<number, string> = {
  413: 'Request body is too large',
  503: 'Too many heavy questions are being answered; try again in a moment.',
};

/** Headers that are refused whatever is asked. */
const HEADERS: Record<number, Record<string, string>> = {
  406: { accept: 'image/png' },
  415: { 'content-type': 'application/pdf' },
};

/** Errors that read the same wherever they are answered: kept once, since Swagger UI reads the whole document again and again. */
const COMMON = [406, 410, 413, 415, 503];

/** A value with its lists cut, so that it can be read. */
function shorten(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, MOST).map(shorten);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shorten(item)]));
}

/** The path of an operation with the examples of its own parameters, and of those it requires. */
function exampleUrl(path: string, parameters: readonly Parameter[]): string {
  const query = new URLSearchParams();
  let filled = path;
  for (const { name, in: where, required, schema, example = schema.example } of parameters) {
    if (where === 'path') filled = filled.replace(`{${name}}`, encodeURIComponent(String(example)));
    else if (required) query.set(name, String(example));
  }
  return query.size ? `${filled}?${query}` : filled;
}

const add = (url: string, query: string) => `${url}${url.includes('?') ? '&' : '?'}${query}`;

/** A short list: a record, with the facet that has the fewest values where there is one. */
function listQuery(type: string, collection: string): string {
  if (type === 'application/x-ndjson') return 'limit=2&select=id,url';
  if (type !== 'application/json') return 'limit=2';
  const resource = resourceNamed.get(collection);
  const counted = resource && parametersOf(resource).find(({ type }) => type.name === 'word');
  return counted ? `limit=1&facet=${counted.field}` : 'limit=1';
}

/** A misspelt id, where the collection can be asked by one; else a misspelt parameter. */
function wrongQuery({ store }: Context, collection: string): string {
  const resource = resourceNamed.get(collection);
  const filters = store.examples[collection]?.filters ?? {};
  const parameter = (resource ? parametersOf(resource) : []).find(
    ({ name, type }) =>
      name !== 'id' && type.name === 'reference' && !type.any && typeof filters[name]?.value === 'string',
  );
  return parameter ? `${parameter.name}=${String(filters[parameter.name]?.value).slice(0, -1)}` : 'limt=10';
}

/** A URL that is answered with a status; null where none is sure to be. */
function urlFor(context: Context, status: number, type: string, asked: Asked): string | null {
  const { path, collection, plain } = asked;
  const isList = resourceNamed.has(collection) && new RegExp(`^/${collection}(\\.|$)`).test(path);
  if (status === 200) return isList || path === '/search' ? add(plain, listQuery(type, collection)) : plain;
  if (status === 400) return add(plain, isList ? wrongQuery(context, collection) : 'limt=10');
  if (status === 404) return plain.replace(/^(\/\w+\/[^/?]+)[^/?]/, '$1');
  if (status === 410) return add(plain, `cursor=${writeCursor('0'.repeat(12), '', '')}`);
  return status in HEADERS ? plain : null;
}

/** An operation's path, the collection it belongs to, and its URL as it stands in the examples of parameters. */
interface Asked {
  path: string;
  collection: string;
  plain: string;
}

const suffixOf = (path: string): string => /\.(\w+)$/.exec(path)?.[1] ?? '';

/** A problem as it is answered at a path: where tables are, a table. */
function problemAs(path: string, status: number, detail: string): unknown {
  const suffix = suffixOf(path);
  const error = STATUS_CODES[status] ?? '';
  return suffix === 'csv' || suffix === 'tsv'
    ? problemTable(suffix, [{ error, detail, suggestion: '' }])
    : problemOf(status, detail);
}

/** The document with an example of every answer: questions are asked one after another, so that others are answered between. */
export async function addExamples(app: FastifyInstance, context: Context): Promise<object> {
  const document = structuredClone(app.swagger()) as unknown as Document;
  const { parameters: shared = {} } = document.components;
  const examples: Record<string, object> = {};
  document.components.examples = examples;
  const parameterOf = (parameter: Parameter | { $ref: string }): Parameter =>
    '$ref' in parameter ? (shared[String(parameter.$ref).split('/').at(-1) ?? ''] as Parameter) : parameter;
  for (const { path, method, operation } of operationsOf(document)) {
    const plain = exampleUrl(path, (operation.parameters ?? []).map(parameterOf));
    for (const [code, { content = {} }] of Object.entries(operation.responses))
      for (const [type, media] of Object.entries(content)) {
        const status = Number(code);
        const url = urlFor(context, status, type, { path, collection: operation.tags[0] ?? '', plain });
        const common = `Problem${status}${type === PROBLEM_TYPE ? '' : suffixOf(path)}`;
        if (COMMON.includes(status)) media.examples = { asked: { $ref: `#/components/examples/${common}` } };
        if (common in examples) continue;
        const detail = DETAILS[status];
        if (detail) examples[common] = { summary: `Any ${status}`, value: problemAs(path, status, detail) };
        if (!url) continue;
        const answer = await app.inject({
          method: method.toUpperCase() as InjectOptions['method'] & string,
          url,
          headers: {
            host: HOST,
            accept: status === 200 ? type : '*/*',
            ...(method === 'post' ? { 'content-type': 'text/plain' } : {}),
            ...HEADERS[status],
          },
          ...(method === 'post' ? { payload: 'The text of the document' } : {}),
        });
        const answered = String(answer.headers['content-type']).split(';')[0];
        if (answer.statusCode !== status || answered !== type) continue;
        const isJson = type === PROBLEM_TYPE || type === 'application/json';
        const value = isJson ? shorten(answer.json()) : answer.body;
        const asked = { summary: `${method.toUpperCase()} ${url}`, value };
        if (COMMON.includes(status)) examples[common] = asked;
        else media.examples = { asked };
      }
  }
  return document;
}
