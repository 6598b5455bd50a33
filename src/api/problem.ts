import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { writeProblemTable } from '../formats/csv.ts';
import { EMBED_POLICY, HTML_TYPE, POLICY } from '../pages/layout.ts';
import { writeProblemPage } from '../pages/problem.ts';
import { guessParameter } from '../query/guess.ts';
import { toWords } from '../schema/present.ts';
import type { Resource } from '../schema/resource.ts';
import type { Store } from '../store/store.ts';
import { prefersHtml } from './accept.ts';
import type { Refusals } from './refusals.ts';

/** The media type of problem documents (RFC 9457 §3). */
export const PROBLEM_TYPE = 'application/problem+json';

/** An error as it is answered: RFC 9457 §3.1, with a list of what is wrong. */
export const Problem = z
  .strictObject({
    type: z.literal('about:blank').describe('The title says all that the type would (RFC 9457 §4.2.1)'),
    title: z.string().describe('The status in words'),
    status: z.int().describe('The HTTP status'),
    detail: z.string().describe('What is wrong, and what to do'),
    errors: z
      .array(
        z.strictObject({
          parameter: z.string().describe('The parameter that is wrong'),
          detail: z.string().describe('What is wrong with it'),
          allowed: z.array(z.string()).optional().describe('What is allowed there'),
          suggestion: z.string().optional().describe('What was probably meant'),
        }),
      )
      .optional()
      .describe('Each thing that is wrong with the request'),
  })
  .meta({ id: 'Problem', description: 'An error (RFC 9457)' });

/** One thing that is wrong with a request. */
export type ProblemError = NonNullable<z.output<typeof Problem>['errors']>[number];

/** An answer other than 2xx, thrown by a handler. */
export class HttpProblem extends Error {
  readonly status: number;
  readonly errors: ProblemError[] | undefined;
  constructor(status: number, detail: string, errors?: ProblemError[]) {
    super(detail);
    this.status = status;
    this.errors = errors;
  }
}

/** An answer that leads elsewhere, thrown by a handler: 307 for now, 308 for good (RFC 9110 §15.4). */
export class HttpRedirect extends Error {
  readonly status: 307 | 308;
  /** Absolute URL. */
  readonly location: string;
  constructor(status: 307 | 308, location: string, detail: string) {
    super(detail);
    this.status = status;
    this.location = location;
  }
}

/** A problem document. */
export const makeProblem = (
  status: number,
  detail: string,
  errors?: ProblemError[],
): z.output<typeof Problem> => ({
  type: 'about:blank',
  title: STATUS_CODES[status] ?? 'Error',
  status,
  detail,
  ...(errors ? { errors } : {}),
});

/** 404 for an id that no record has, with those that are near. */
export function makeNotFoundProblem(store: Store, resource: Resource, id: string): HttpProblem {
  const near = store.findNear(resource.name, id);
  const [suggestion] = near;
  const hint = suggestion ? `; near: ${near.join(', ')}` : `; ids are listed at /${resource.name}`;
  const detail = `There is no ${toWords(resource.singular)} “${id}”${hint}`;
  const more = suggestion ? { allowed: near, suggestion } : {};
  return new HttpProblem(404, detail, [{ parameter: 'id', detail: 'no such record', ...more }]);
}

const PROTOCOL_ERRORS: Record<string, [status: number, detail: string]> = {
  HPE_HEADER_OVERFLOW: [431, 'The URL and the headers together are too long.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request did not arrive in time.'],
  HPE_INVALID_URL: [
    400,
    'The URL holds characters that no URL may hold as they are: percent-encode them, as UTF-8 (RFC 3986 §2.5); curl does with --data-urlencode and --get.',
  ],
};

/** How long a connection is kept for what it was told to be read, in milliseconds. */
const LINGER = 500;

/** Writes a problem to a socket, and closes it for good: closed half, it would stay for as long as the client likes. */
export function answerRawProblem(
  socket: Duplex,
  status: number,
  detail: string,
  headers: readonly string[] = [],
): void {
  const body = JSON.stringify(makeProblem(status, detail));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `content-type: ${PROBLEM_TYPE}`,
    'access-control-allow-origin: *',
    'cache-control: no-store',
    'x-content-type-options: nosniff',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
    ...headers,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  setTimeout(() => socket.destroy(), LINGER).unref();
}

/** Answers what is no HTTP, or comes too late, before there is a request: the same shape, written to the socket. */
export function answerProtocolError(
  error: Error & { code?: string },
  socket: Duplex,
  refusals: Refusals,
): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  refusals.count(error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'slow_request' : 'protocol');
  const [status, detail] = PROTOCOL_ERRORS[error.code ?? ''] ?? [400, 'That is not an HTTP request.'];
  answerRawProblem(socket, status, detail);
}

/** Seconds after which a server that is busy may be asked again. */
const RETRY_AFTER = 5;

/** A problem as it is written: a document (RFC 9457), or where a table was asked for by its URL a table. */
function writeProblemBody(url: string, status: number, detail: string, errors?: ProblemError[]) {
  const [, suffix = null] = /\.(csv|tsv)$/.exec(url.split('?')[0] ?? '') ?? [];
  if (!suffix) return { type: PROBLEM_TYPE, body: JSON.stringify(makeProblem(status, detail, errors)) };
  const rows = (errors ?? [{ parameter: STATUS_CODES[status] ?? 'Error', detail }]).map((error) => ({
    error: error.parameter,
    detail: error.detail,
    suggestion: ('suggestion' in error && error.suggestion) || '',
  }));
  const type = suffix === 'csv' ? 'text/csv' : 'text/tab-separated-values';
  return { type: `${type}; charset=utf-8`, body: writeProblemTable(suffix, rows) };
}

/** Headers of every problem: errors may be mended by the next release, so they are not kept. */
const listProblemHeaders = (status: number, type: string): [string, string][] => [
  ['content-type', type],
  ['access-control-allow-origin', '*'],
  ['cache-control', 'no-store'],
  ...(status === 503 ? [['retry-after', String(RETRY_AFTER)] as [string, string]] : []),
];

/** A problem that is answered often, made once: to refuse has to cost next to nothing. */
export function makeRefusal(status: number, detail: string) {
  const refusals = new Map<string, { body: string; bytes: number; headers: string[] }>();
  for (const url of ['/', '/.csv', '/.tsv']) {
    const { type, body } = writeProblemBody(url, status, detail);
    const bytes = Buffer.byteLength(body);
    const headers = [
      ...listProblemHeaders(status, type),
      ['x-content-type-options', 'nosniff'],
      ['content-length', String(bytes)],
    ].flat();
    refusals.set(url.slice(1), { body, bytes, headers });
  }
  const json = refusals.get('') as NonNullable<ReturnType<typeof refusals.get>>;
  return ({ url = '', method }: IncomingMessage, response: ServerResponse, requestId: string): number => {
    const [path = ''] = url.split('?', 1);
    const { body, bytes, headers } = refusals.get(path.slice(-4)) ?? json;
    response.writeHead(status, [...headers, 'x-request-id', requestId]);
    response.end(method === 'HEAD' ? undefined : body);
    return bytes;
  };
}

/** Answers with a problem what does not reach the framework. */
export function writeProblem(
  { url = '', method }: IncomingMessage,
  response: ServerResponse,
  status: number,
  detail: string,
): void {
  const { type, body } = writeProblemBody(url, status, detail);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('content-length', Buffer.byteLength(body));
  for (const [name, value] of listProblemHeaders(status, type)) response.setHeader(name, value);
  response.writeHead(status).end(method === 'HEAD' ? undefined : body);
}

/**
 * Answers with a problem: a document (RFC 9457), or where a table was asked for a table, since clients that ignore the
 * status save it as one, or for a browser a page. Errors may be mended by the next release, so they are not kept.
 */
export function sendProblem(
  reply: FastifyReply,
  status: number,
  detail: string,
  errors?: ProblemError[],
): FastifyReply {
  for (const header of ['etag', 'vary', 'content-encoding', 'link', 'content-disposition'])
    reply.removeHeader(header);
  if (prefersHtml(reply.request)) {
    const { url, routeOptions } = reply.request;
    const pin = /^\/releases\/[^/:]+(?=\/)/.exec(routeOptions.url ?? '')?.[0] ?? '';
    const { text } = writeProblemPage(url.slice(pin.length), makeProblem(status, detail, errors));
    return (
      reply
        .code(status)
        .headers(Object.fromEntries(listProblemHeaders(status, HTML_TYPE)))
        // What frames a figure shows why there is none.
        .header('content-security-policy', /\/figures\//.test(url) ? EMBED_POLICY : POLICY)
        .header('vary', 'Accept')
        .send(text)
    );
  }
  const { type, body } = writeProblemBody(reply.request.url ?? '', status, detail, errors);
  return reply
    .code(status)
    .headers(Object.fromEntries(listProblemHeaders(status, type)))
    .send(body);
}

interface Issue {
  keyword: string;
  instancePath: string;
  message: string;
  params: { keys?: string[]; params?: { allowed?: readonly string[]; suggestion?: string } };
}

/** Errors that are explained: who makes more has not read the first. */
const MAX_ERRORS = 10;
/** Characters of a name that are shown. */
const MAX_SHOWN = 100;

const shorten = (text: string) => (text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text);

function explainUnknown(written: string, value: string, known: readonly string[]): ProblemError {
  const long = written.length > MAX_SHOWN;
  const { suggestion, allowed, hint } = guessParameter(long ? '' : written, value, known);
  return {
    parameter: shorten(written),
    detail: `there is no parameter “${shorten(written)}”${hint ? `; ${hint}` : ''}`,
    allowed,
    ...(suggestion ? { suggestion } : {}),
  };
}

/** What zod found wrong with a query string, parameter by parameter; the first of very many. */
function explainIssues(
  issues: Issue[],
  known: readonly string[],
  query: Record<string, unknown>,
): ProblemError[] {
  const total = issues.reduce((sum, { params }) => sum + (params.keys?.length ?? 1), 0);
  const found: ProblemError[] = [];
  for (const { keyword, instancePath, message, params } of issues) {
    if (keyword === 'unrecognized_keys') {
      for (const written of (params.keys ?? []).slice(0, MAX_ERRORS - found.length))
        found.push(explainUnknown(written, String(query[written]), known));
      continue;
    }
    if (found.length >= MAX_ERRORS) break;
    const { allowed, suggestion } = params.params ?? {};
    found.push({
      parameter: instancePath.slice(1),
      detail: message,
      ...(allowed ? { allowed: [...allowed] } : {}),
      ...(suggestion ? { suggestion } : {}),
    });
  }
  const rest = total - found.length;
  return rest > 0 ? [...found, { parameter: '…', detail: `and ${rest} more` }] : found;
}

const writeSentence = ({ parameter, detail, suggestion }: ProblemError) =>
  `${parameter}: ${detail}${suggestion ? ` (did you mean “${suggestion}”?)` : ''}`;

/** Every error of the API, the framework's own included, as a problem document. */
export function handleError(
  error: FastifyError | HttpProblem | HttpRedirect,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (error instanceof HttpRedirect)
    return sendProblem(reply.header('location', error.location), error.status, error.message);
  if (error instanceof HttpProblem) return sendProblem(reply, error.status, error.message, error.errors);
  if (error.validation) {
    const written = request.routeOptions.schema?.querystring;
    const schema = (written instanceof z.ZodLazy ? written.unwrap() : written) as
      | { def?: { in?: { shape: object } }; shape?: object }
      | undefined;
    const known = Object.keys(schema?.def?.in?.shape ?? schema?.shape ?? {});
    const errors = explainIssues(error.validation as unknown as Issue[], known, request.query as never);
    return sendProblem(reply, 400, errors.map(writeSentence).join('; '), errors);
  }
  const status = error.statusCode ?? 500;
  if (status >= 500) request.log.error({ err: error, url: request.url }, 'a request failed');
  return sendProblem(
    reply,
    status,
    status >= 500 ? 'The server failed; the request may be repeated.' : error.message,
  );
}
