/** What is known of a request from before the framework saw it. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { getNetwork } from './client.ts';

/** What is known of a request before the framework sees it. */
export interface Exchange {
  id: string;
  /** The address as the client wrote it. */
  url: string;
  client: string;
  /** The pattern of its route, once that is known. */
  route: string;
}

const PROCESS = randomBytes(6).toString('base64url');
/** The number of the request before: all have as many digits. */
let made = 1_000_000_000;

/** Makes the id of a request: one that no other has, of this process or another; all are as long, so that answers are. */
export const makeRequestId = (): string => `${PROCESS}-${++made}`;

const exchanges = new WeakMap<IncomingMessage, Exchange>();

/** Where each request is answered. */
const responses = new WeakMap<IncomingMessage, ServerResponse>();
const signals = new WeakMap<IncomingMessage, AbortSignal>();

/** A signal that is aborted when whoever asked has gone before the answer was sent; one of each request. */
export function getGone(request: IncomingMessage): AbortSignal {
  const known = signals.get(request);
  if (known) return known;
  const controller = new AbortController();
  const response = responses.get(request);
  if (response?.destroyed && !response.writableFinished) controller.abort();
  response?.once('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  signals.set(request, controller.signal);
  return controller.signal;
}

/** What each connection waits for. */
const awaited = new WeakMap<Socket, ServerResponse>();

/** Notes a request that the framework is to answer. */
export function noteExchange(request: IncomingMessage, response: ServerResponse, exchange: Exchange): void {
  exchanges.set(request, exchange);
  awaited.set(request.socket, response);
}

/** Whether a connection waits for an answer that has not begun. */
export function isAwaited(socket: Socket): boolean {
  const response = awaited.get(socket);
  return response !== undefined && !response.headersSent && !response.destroyed;
}

/** Paths for whoever runs the server: answered under any host, however much is asked. */
export const OPERATION_PATHS: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);

/** Where the service’s own questions come from: an address that nobody else has (RFC 4291 §2.5.2). */
export const OURSELVES = '::';

/** Who asks, as limits know them. */
export const getClient = (request: IncomingMessage): string =>
  exchanges.get(request)?.client ?? getNetwork(request.socket?.remoteAddress ?? '');

/** What is known of a request; undefined of one that the service asks itself. */
export const getExchange = (request: IncomingMessage): Exchange | undefined => exchanges.get(request);

/** The id of a request, as its answer and the log have it. */
export const getRequestId = (request: IncomingMessage): string => exchanges.get(request)?.id ?? '';

/** Where a request goes that no route is for. */
export const NO_ROUTE = 'none';

/** Notes the route of each request, which only the framework knows, and where it is answered. */
export function noteRoutes(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    responses.set(request.raw, reply.raw);
    const exchange = exchanges.get(request.raw);
    if (exchange) exchange.route = request.routeOptions.url ?? NO_ROUTE;
    done();
  });
}
