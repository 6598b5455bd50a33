/** `/mcp`: the dataset as tools for language models (Model Context Protocol, revision 2026-07-28 and those of 2025). */
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import { MCP_PATH } from '../links.ts';
import { sendProblem } from '../problem.ts';

/** Largest message taken, in bytes. */
const MAX_MESSAGE_BYTES = 1_000_000;

/** A request as the SDK takes it, which knows no Fastify; `url` is the address that the client has asked. */
const makeRequest = (url: string, { headers, body }: FastifyRequest) =>
  new Request(url, {
    method: 'POST',
    headers: Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as [string, string]] : [],
    ),
    body: body as Buffer<ArrayBuffer>,
  });

/** What the SDK answers; without a body, as to a notification, with none: null would be written as JSON. */
function sendResponse(reply: FastifyReply, { status, headers, body }: Response): FastifyReply {
  reply.code(status).headers(Object.fromEntries(headers)).header('cache-control', 'no-store');
  return body
    ? reply.send(Readable.fromWeb(body as ReadableStream))
    : reply.removeHeader('content-type').send();
}

/**
 * Adds the endpoint: each message is answered by itself, with nothing kept in between. `Origin` is answered whatever it
 * is: the tools read what pages of any origin may read of the API anyway, and nothing else.
 */
export async function addMcpRoute(app: FastifyInstance, context: Context): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MAX_MESSAGE_BYTES }, (_, body, done) =>
      done(null, body),
    );
    scope.route({
      method: ['GET', 'PUT', 'PATCH', 'DELETE'],
      url: MCP_PATH,
      schema: { hide: true },
      onRequest: async (_, reply) =>
        sendProblem(
          reply.header('allow', 'POST, OPTIONS'),
          405,
          'This is for clients of the Model Context Protocol: messages are sent with POST, and nothing is kept between them.',
        ),
      handler: async () => undefined,
    });
    scope.post(MCP_PATH, {
      bodyLimit: MAX_MESSAGE_BYTES,
      schema: { hide: true },
      handler: async (request, reply) => {
        // Most servers never need them, and they would hold up every start.
        const { answerMessage } = await import('./server.ts');
        const base = context.getBase(request);
        const message = makeRequest(`${base}${MCP_PATH}`, request);
        return sendResponse(reply, await answerMessage({ app, context, base, request }, message));
      },
    });
  });
}
