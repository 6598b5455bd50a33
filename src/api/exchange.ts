/** What is known of a request from before the framework saw it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { getNetwork } from './client.ts';

/** What is known of a request before the framework sees it. */
export interface Exchange {
  id: string;
  client: string;
  /** The pattern of its route, once that is known. */
  route: string;
}

const exchanges = new WeakMap<IncomingMessage, Exchange>();

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

/** The id of a request, as its answer and the log have it. */
export const getRequestId = (request: IncomingMessage): string => exchanges.get(request)?.id ?? '';

/** Where a request goes that no route is for. */
export const NO_ROUTE = 'none';

/** Notes the route of each request, which only the framework knows. */
export function noteRoutes(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _, done) => {
    const exchange = exchanges.get(request.raw);
    if (exchange) exchange.route = request.routeOptions.url ?? NO_ROUTE;
    done();
  });
}
