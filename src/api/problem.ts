import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { closest } from '../text/closest.ts';

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

type ProblemError = NonNullable<z.output<typeof Problem>['errors']>[number];

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

/** A problem document. */
export const problemOf = (
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

const PROTOCOL_ERRORS: Record<string, [status: number, detail: string]> = {
  HPE_HEADER_OVERFLOW: [431, 'The URL and the headers together are too long.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request did not arrive in time.'],
};

/** Answers what is no HTTP, before there is a request: the same shape, written to the socket. */
export function answerProtocolError(error: Error & { code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, detail] = PROTOCOL_ERRORS[error.code ?? ''] ?? [400, 'That is not an HTTP request.'];
  const body = JSON.stringify(problemOf(status, detail));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `content-type: ${PROBLEM_TYPE}`,
    'access-control-allow-origin: *',
    'cache-control: no-store',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/** Answers with a problem document. Errors may be mended by the next release, so they are kept but briefly. */
export function sendProblem(
  reply: FastifyReply,
  status: number,
  detail: string,
  errors?: ProblemError[],
): FastifyReply {
  for (const header of ['etag', 'last-modified', 'vary', 'content-encoding']) reply.removeHeader(header);
  return reply
    .code(status)
    .header('content-type', PROBLEM_TYPE)
    .header('access-control-allow-origin', '*')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(problemOf(status, detail, errors)));
}

interface Issue {
  keyword: string;
  instancePath: string;
  message: string;
  params: { keys?: string[]; params?: { allowed?: readonly string[]; suggestion?: string } };
}

/** What zod found wrong with a query string, parameter by parameter. */
function explain(issues: Issue[], known: readonly string[]): ProblemError[] {
  return issues.flatMap(({ keyword, instancePath, message, params }) => {
    if (keyword === 'unrecognized_keys')
      return (params.keys ?? []).map((parameter) => {
        const suggestion = closest(parameter, known);
        return {
          parameter,
          detail: `there is no parameter “${parameter}”`,
          allowed: known.filter((name) => !name.includes('__')),
          ...(suggestion ? { suggestion } : {}),
        };
      });
    const { allowed, suggestion } = params.params ?? {};
    return [
      {
        parameter: instancePath.slice(1),
        detail: message,
        ...(allowed ? { allowed: [...allowed] } : {}),
        ...(suggestion ? { suggestion } : {}),
      },
    ];
  });
}

const sentence = ({ parameter, detail, suggestion }: ProblemError) =>
  `${parameter}: ${detail}${suggestion ? ` (did you mean “${suggestion}”?)` : ''}`;

/** Every error of the API, the framework's own included, as a problem document. */
export function handleError(
  error: FastifyError | HttpProblem,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (error instanceof HttpProblem) return sendProblem(reply, error.status, error.message, error.errors);
  if (error.validation) {
    const written = request.routeOptions.schema?.querystring;
    const schema = (written instanceof z.ZodLazy ? written.unwrap() : written) as
      | { def?: { in?: { shape: object } }; shape?: object }
      | undefined;
    const known = Object.keys(schema?.def?.in?.shape ?? schema?.shape ?? {});
    const errors = explain(error.validation as unknown as Issue[], known);
    return sendProblem(reply, 400, errors.map(sentence).join('; '), errors);
  }
  const status = error.statusCode ?? 500;
  if (status >= 500) request.log.error(error);
  return sendProblem(
    reply,
    status,
    status >= 500 ? 'The server failed; the request may be repeated.' : error.message,
  );
}
