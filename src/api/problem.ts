import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { writeProblemTable } from '../formats/csv.ts';
import { EMBED_POLICY, HTML_TYPE, POLICY } from '../pages/layout.ts';
import { writeProblemPage } from '../pages/problem.ts';
import { guessParameter } from '../query/guess.ts';
import { MAX_ID } from '../schema/fields.ts';
import { toWords } from '../schema/present.ts';
import type { Resource } from '../schema/resource.ts';
import type { Store } from '../store/store.ts';
import { getTakenSuffix, prefersHtml } from './accept.ts';
import { type Exchange, getExchange, makeRequestId, NO_ROUTE } from './exchange.ts';
import type { RequestLine } from './log.ts';
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
    instance: z.string().optional().describe('The address that was asked; of a very long one its beginning'),
    request_id: z
      .string()
      .optional()
      .describe('The id of the request, as in `X-Request-Id`: whoever runs the service finds it in the log'),
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

/** The status of what nobody waits for any more: nobody is told, but the log has it, as that of nginx would. */
export const GONE = 499;

/** What is thrown where nobody waits for an answer any more. */
export const makeGoneProblem = () => new HttpProblem(GONE, 'The client has gone.');

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

/** Which request met a problem: the address as the client wrote it, and the id. */
type Occurrence = Pick<Exchange, 'url' | 'id'>;

/** Characters of an address that are told. */
const MAX_INSTANCE = 1_000;

/** An address as a problem tells it: without its query, or only its beginning, where it is very long. */
function writeInstance(url: string): string {
  const [path = ''] = url.length > MAX_INSTANCE ? url.split('?', 1) : [url];
  return path.slice(0, MAX_INSTANCE).replace(/%.?$/, '');
}

const describeOccurrence = (occurrence: Occurrence | undefined) =>
  occurrence ? { instance: writeInstance(occurrence.url), request_id: occurrence.id } : {};

/**
 * A problem document.
 * @param occurrence the request that met it; none where the service asked itself
 */
export const makeProblem = (
  status: number,
  detail: string,
  errors?: ProblemError[],
  occurrence?: Occurrence,
): z.output<typeof Problem> => ({
  type: 'about:blank',
  title: STATUS_CODES[status] ?? 'Error',
  status,
  detail,
  ...describeOccurrence(occurrence),
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

/** Bytes of a request's head that are read. */
export const MAX_HEAD_BYTES = 16_384;

/** What is told of a URL that is longer. */
export const URL_TOO_LONG =
  'The URL is longer than is taken: 16 kB with the headers. Ask in several requests.';
/** What is told of a head that is longer. */
export const HEAD_TOO_LONG = 'The URL and the headers together are longer than is taken: 16 kB.';

const PROTOCOL_ERRORS: Record<string, [status: number, detail: string]> = {
  HPE_HEADER_OVERFLOW: [431, HEAD_TOO_LONG],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request did not arrive in time.'],
  HPE_INVALID_URL: [
    400,
    'The URL holds characters that no URL may hold as they are: percent-encode them, as UTF-8 (RFC 3986 §2.5); curl does with --data-urlencode and --get.',
  ],
};

/** Bytes of a head beyond which it is refused, less what the parser may have taken before. */
const MAX_TARGET = MAX_HEAD_BYTES - 384;

/** How long a connection is kept for what it was told to be read, in milliseconds. */
const LINGER = 500;

/** Where it is noted that something was refused which is no request. */
export interface RefusalLog {
  refusals: Refusals;
  /** Logs a request; null where requests are not logged. */
  logRequest: ((line: RequestLine) => void) | null;
}

/** Writes a problem to a socket, and closes it for good: closed half, it would stay for as long as the client likes. */
export function answerRawProblem(
  socket: Duplex,
  { logRequest }: RefusalLog,
  url: string,
  status: number,
  detail: string,
  headers: readonly string[] = [],
): void {
  const id = makeRequestId();
  const body = JSON.stringify(makeProblem(status, detail, undefined, { url, id }));
  const bytes = Buffer.byteLength(body);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `content-type: ${PROBLEM_TYPE}`,
    'access-control-allow-origin: *',
    'access-control-expose-headers: X-Request-Id',
    'cache-control: no-store',
    'x-content-type-options: nosniff',
    `x-request-id: ${id}`,
    `content-length: ${bytes}`,
    'connection: close',
    ...headers,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  setTimeout(() => socket.destroy(), LINGER).unref();
  logRequest?.({ id, route: NO_ROUTE, status, milliseconds: 0, bytes, kept: false });
}

/** An error of the parser, with the bytes that it read last. */
type ProtocolError = Error & { code?: string; rawPacket?: unknown };

const readPacket = (packet: unknown): string => (Buffer.isBuffer(packet) ? packet.toString('latin1') : '');

/** The target of what may be no request, as far as it has come; what no URL may hold is percent-encoded. */
function readTarget(packet: unknown): string {
  const [, target = '/'] = /^[A-Z]+ ([^ \r\n]*)/.exec(readPacket(packet)) ?? [];
  return target.replaceAll(
    /[^!-~]|["<>\\^`{|}]/g,
    (character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`,
  );
}

/** What is told of an error of the parser. A URL that ends nowhere in what is taken of a head is too long by itself (RFC 9112 §3). */
function explainProtocolError({ code, rawPacket }: ProtocolError): [status: number, detail: string] {
  if (code === 'HPE_HEADER_OVERFLOW' && /^[A-Z]+ [^\r\n]*$/.test(readPacket(rawPacket).slice(0, MAX_TARGET)))
    return [414, URL_TOO_LONG];
  return PROTOCOL_ERRORS[code ?? ''] ?? [400, 'That is not an HTTP request.'];
}

/** Answers what is no HTTP, or comes too late, before there is a request: the same shape, written to the socket. */
export function answerProtocolError(error: ProtocolError, socket: Duplex, log: RefusalLog): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  log.refusals.count(error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'slow_request' : 'protocol');
  answerRawProblem(socket, log, readTarget(error.rawPacket), ...explainProtocolError(error));
}

/** Seconds after which a server that is busy may be asked again. */
const RETRY_AFTER = 5;

/** The suffix of an address that asks for a table; null of all others. */
const readTableSuffix = (url: string): string | null =>
  /\.(csv|tsv)$/.exec(url.split('?', 1)[0] ?? '')?.[1] ?? null;

/**
 * A problem as it is written: a document (RFC 9457), or where a table was asked for by its URL a table, but to a client
 * that says it reads problem documents.
 */
function writeProblemBody(
  { url = '', headers }: Pick<IncomingMessage, 'url' | 'headers'>,
  occurrence: Occurrence | undefined,
  status: number,
  detail: string,
  errors?: ProblemError[],
) {
  const suffix = headers.accept?.includes(PROBLEM_TYPE) ? null : readTableSuffix(url);
  if (!suffix)
    return { type: PROBLEM_TYPE, body: JSON.stringify(makeProblem(status, detail, errors, occurrence)) };
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

/** Answers with a problem what does not reach the framework: how many bytes it has. */
export function writeProblem(
  request: IncomingMessage,
  response: ServerResponse,
  occurrence: Occurrence,
  status: number,
  detail: string,
): number {
  const { type, body } = writeProblemBody(request, occurrence, status, detail);
  const bytes = Buffer.byteLength(body);
  response.writeHead(status, [
    ...listProblemHeaders(status, type).flat(),
    ...['access-control-expose-headers', 'X-Request-Id, Retry-After'],
    ...['x-content-type-options', 'nosniff'],
    ...['content-length', String(bytes)],
    ...['x-request-id', occurrence.id],
  ]);
  response.end(request.method === 'HEAD' ? undefined : body);
  return bytes;
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
  const occurrence = getExchange(reply.request.raw);
  if (prefersHtml(reply.request)) {
    const { url, routeOptions } = reply.request;
    const pin = /^\/releases\/[^/:]+(?=\/)/.exec(routeOptions.url ?? '')?.[0] ?? '';
    const problem = makeProblem(status, detail, errors, occurrence);
    const { text } = writeProblemPage(url.slice(pin.length), problem);
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
  const { type, body } = writeProblemBody(reply.request, occurrence, status, detail, errors);
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

/** The beginning of a text of the client, as it is shown in what is told of it. */
export const shorten = (text: string): string =>
  text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;

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
  if (error instanceof HttpRedirect) {
    // What was asked for by a suffix is asked for so again.
    const location = error.location.replace(/(?=\?|$)/, getTakenSuffix(request));
    return sendProblem(reply.header('location', location), error.status, error.message);
  }
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
  if (error.code === 'FST_ERR_MAX_PARAM_LENGTH')
    return sendProblem(reply, 414, `A part of the path is longer than any id: ${MAX_ID} characters.`);
  const status = error.statusCode ?? 500;
  if (status >= 500) request.log.error({ err: error, url: request.url }, 'a request failed');
  return sendProblem(
    reply,
    status,
    status >= 500 ? 'The server failed; the request may be repeated.' : error.message,
  );
}
