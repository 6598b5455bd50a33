/** Parameters that others put on links, and that say nothing of what is asked for: they are passed over, and named. */
import type { FastifyInstance, FastifyRequest } from 'fastify';

const IGNORED = /^(?:fbclid|gclid|utm_[a-z_]+)$/;

const ignored = new WeakMap<FastifyRequest, readonly string[]>();

/** The parameters of a request that were passed over, in order. */
export const getIgnored = (request: FastifyRequest): readonly string[] => ignored.get(request) ?? [];

/** Takes them out before a query is checked, which refuses all that it does not know. */
export function ignoreTracking(app: FastifyInstance): void {
  app.addHook('preValidation', (request, _, done) => {
    const query = request.query as Record<string, unknown>;
    const found = Object.keys(query).filter((name) => IGNORED.test(name));
    if (found.length) {
      for (const name of found) delete query[name];
      ignored.set(request, found.sort());
    }
    done();
  });
}
