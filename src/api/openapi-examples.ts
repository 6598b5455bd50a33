/** Example answers for the documentation: what the API answers, asked of the data that is served. */
import { STATUS_CODES } from 'node:http';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { writeProblemTable } from '../formats/csv.ts';
import { type Format, isBook } from '../formats/format.ts';
import { formats, SUFFIXES } from '../formats/index.ts';
import { writeCursor } from '../query/cursor.ts';
import { getFlatColumns } from '../schema/flat.ts';
import { resourceNamed } from '../schema/index.ts';
import { getParameters } from '../schema/parameters.ts';
import { toPascalCase } from '../schema/present.ts';
import type { Context } from './context.ts';
import { OURSELVES } from './exchange.ts';
import { removeParameters } from './media-type.ts';
import { type Document, listOperations, type Parameter, type Reference } from './openapi.ts';
import { HEAD_TOO_LONG, makeProblem, PROBLEM_TYPE, URL_TOO_LONG } from './problem.ts';

/** A host for links where none is configured: that of a server as it starts. */
const HOST = 'localhost:3000';

/** Longest list that is shown, and most fields of a row. */
const MOST = 1;
const MOST_FIELDS = 4;

/** Errors that cannot be provoked without harm. */
const DETAILS: Record<number, string> = {
  308: 'statements/first is statements/second now: Both were the same sentence',
  413: 'Request body is too large',
  414: URL_TOO_LONG,
  431: HEAD_TOO_LONG,
  503: 'Too many heavy questions are being answered; try again in a moment.',
};

/** What cannot be provoked while the files of a release are there. */
const NOT_MADE = 'There are no downloads of this release yet.';

/** Media types that an example can be shown of: text. */
const IS_TEXT = /^text\/|json|xml|yaml/;

/** Headers that are refused whatever is asked. */
const HEADERS: Record<number, Record<string, string>> = {
  406: { accept: 'image/png' },
  412: { 'if-match': '"0"' },
  415: { 'content-type': 'application/pdf' },
  416: { range: 'bytes=999999999999-' },
};

/** A value with its lists cut, so that it can be read. */
function shorten(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, MOST).map(shorten);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shorten(item)]));
}

/** The path of an operation with the examples of its own parameters, and of those it requires. */
function writeExampleUrl(path: string, parameters: readonly Parameter[]): string {
  const query = new URLSearchParams();
  let filled = path;
  for (const { name, in: where, required, example } of parameters) {
    if (where === 'path') filled = filled.replace(`{${name}}`, encodeURIComponent(String(example)));
    else if (required) query.set(name, String(example));
  }
  return query.size ? `${filled}?${query}` : filled;
}

const addQuery = (url: string, query: string) => `${url}${url.includes('?') ? '&' : '?'}${query}`;

const getSuffix = (path: string): string => /\.(\w+)$/.exec(path)?.[1] ?? '';

/** What a reference stands for. */
const resolveReference = <T extends object>(part: T | Reference, parts: Record<string, T>): T =>
  '$ref' in part ? (parts[part.$ref.split('/').at(-1) ?? ''] as T) : part;

/** Whether a path lists records, in whichever format. */
const isList = (path: string, collection: string): boolean =>
  ['/search', `/${collection}`, ...SUFFIXES.map((suffix) => `/${collection}.${suffix}`)].includes(path);

/** A short list: a record, of which a format shows a few fields; as JSON (null) with the facet that has the fewest values where there is one. */
function writeListQuery(collection: string, format: Format | null): string {
  const resource = resourceNamed.get(collection);
  if (!resource || format?.holds === 'entries') return 'limit=1';
  const fields = new Set(getFlatColumns(resource).map(({ field }) => field));
  if (format) return `limit=1&select=${[...fields].slice(0, MOST_FIELDS).join(',')}`;
  const counted = getParameters(resource).find(({ type }) => type.name === 'word');
  return counted ? `limit=1&facet=${counted.field}` : 'limit=1';
}

/** A misspelt id, where the collection can be asked by one; else a misspelt parameter. */
function writeWrongQuery({ store }: Context, collection: string): string {
  const resource = resourceNamed.get(collection);
  const filters = store.examples[collection]?.filters ?? {};
  const parameter = (resource ? getParameters(resource) : []).find(
    ({ name, type }) =>
      name !== 'id' && type.name === 'reference' && !type.any && typeof filters[name]?.value === 'string',
  );
  return parameter ? `${parameter.name}=${String(filters[parameter.name]?.value).slice(0, -1)}` : 'limt=10';
}

/** An operation, the collection it belongs to, and its URL as it stands in the examples of parameters. */
interface ExampleRequest {
  path: string;
  method: string;
  collection: string;
  url: string;
}

/** A URL that is answered with a status; null where none is sure to be. */
function writeUrl(
  context: Context,
  status: number,
  { path, collection, url }: ExampleRequest,
): string | null {
  if (status === 200) return isList(path, collection) ? addQuery(url, writeListQuery(collection, null)) : url;
  if (status === 400)
    return addQuery(url, isList(path, collection) ? writeWrongQuery(context, collection) : 'limt=10');
  if (status === 404) return url.replace(/^(\/\w+\/[^/?]+)[^/?]/, '$1');
  if (status === 410) return addQuery(url, `cursor=${writeCursor('0'.repeat(12), '', '')}`);
  return status in HEADERS ? url : null;
}

/** A problem as it is answered at a path: where tables are, a table. */
function writeProblem(path: string, status: number, detail: string): unknown {
  const suffix = getSuffix(path);
  const error = STATUS_CODES[status] ?? '';
  return suffix === 'csv' || suffix === 'tsv'
    ? writeProblemTable(suffix, [{ error, detail, suggestion: '' }])
    : makeProblem(status, detail);
}

/** A feed with its first entry alone; what is none stays as it is. */
const shortenFeed = (text: string): string => text.replace(/(<\/entry>\n).*(<\/feed>)/s, '$1$2');

/** Asks the application, and keeps what answers with each name. */
class ExampleClient {
  readonly examples: Record<string, object> = {};
  private readonly app: FastifyInstance;
  private readonly pin: string;
  constructor(app: FastifyInstance, { pin }: Context) {
    this.app = app;
    this.pin = pin;
  }

  /** What is answered with a status and a media type; none where it is not. */
  async ask(method: string, url: string, status: number, type: string): Promise<{ asked?: object }> {
    const isPost = method === 'post';
    const answer = await this.app.inject({
      method: method.toUpperCase() as InjectOptions['method'] & string,
      url: this.pin + url,
      remoteAddress: OURSELVES,
      headers: {
        host: HOST,
        accept: status === 200 ? type : '*/*',
        ...(isPost ? { 'content-type': 'text/plain' } : {}),
        ...HEADERS[status],
      },
      ...(isPost ? { payload: 'The text of the document' } : {}),
    });
    const answered = removeParameters(String(answer.headers['content-type']));
    if (answer.statusCode !== status || answered !== type) return {};
    const isJson = type === PROBLEM_TYPE || type === 'application/json';
    const value = isJson ? shorten(answer.json()) : shortenFeed(answer.body);
    return { asked: { summary: `${method.toUpperCase()} ${url}`, value } };
  }

  /** What refers to the beginning of a list in a format, which is answered by its suffix and by its media type. */
  async refer(collection: string, format: Format): Promise<{ asked?: object }> {
    const { suffix, mediaType } = format;
    const name = `${toPascalCase(collection)}.${suffix}`;
    const url = `/${collection}.${suffix}?${writeListQuery(collection, format)}`;
    this.examples[name] ??= (await this.ask('get', url, 200, removeParameters(mediaType))).asked ?? {};
    return { asked: { $ref: `#/components/examples/${name}` } };
  }
}

/** Whether the beginning of a list in a format is shown: of some it is no text, and of others longer than all the rest. */
const isShown = (format: Format): boolean => !(isBook(format) || format.mediaType.endsWith('+json'));

/** Adds an example of every answer: questions are asked one after another, so that others are answered between. */
export async function addExamples(app: FastifyInstance, context: Context, document: Document): Promise<void> {
  const { parameters, responses } = document.components;
  const asker = new ExampleClient(app, context);
  document.components.examples = asker.examples;

  async function makeExamples(asked: ExampleRequest, status: number, type: string) {
    const { method, path, collection } = asked;
    if (!IS_TEXT.test(type)) return {};
    const detail = status === 404 && !path.includes('{') ? NOT_MADE : DETAILS[status];
    if (detail) return { asked: { summary: `Any ${status}`, value: writeProblem(path, status, detail) } };
    const format = formats.find(({ mediaType }) => removeParameters(mediaType) === type);
    if (status === 200 && format) return isShown(format) ? asker.refer(collection, format) : {};
    const url = writeUrl(context, status, asked);
    return url === null ? {} : asker.ask(method, url, status, type);
  }

  for (const { path, method, operation } of listOperations(document)) {
    const [collection = ''] = operation.tags;
    const taken = operation.parameters.map((one) => resolveReference(one, parameters));
    const asked = { path, method, collection, url: writeExampleUrl(path, taken) };
    for (const [status, response] of Object.entries(operation.responses))
      for (const [type, media] of Object.entries(resolveReference(response, responses).content ?? {}))
        media.examples ??= await makeExamples(asked, Number(status), type);
  }
}
