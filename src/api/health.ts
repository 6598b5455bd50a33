/** Whether the process lives, and whether it is to be asked: for whoever starts, ends and balances servers. */
import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { sendProblem } from './problem.ts';

/** What the server is at. */
export interface Lifecycle {
  /** `draining`: it still answers, and wants to be asked no more. */
  state: 'starting' | 'ready' | 'draining' | 'closing';
}

const HIDDEN = { hide: true, querystring: z.strictObject({}) };

/** `/healthz` and `/readyz`. */
export function addHealthRoutes(app: FastifyInstance, lifecycle: Lifecycle): void {
  app.get('/healthz', { schema: HIDDEN }, async (_, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'alive' }),
  );
  app.get('/readyz', { schema: HIDDEN }, async (_, reply) =>
    lifecycle.state === 'ready'
      ? reply.header('cache-control', 'no-store').send({ status: 'ready' })
      : sendProblem(reply, 503, `The server is not to be asked: it is ${lifecycle.state}.`),
  );
}
