/** How much one client may ask for. What is answered out of the cache costs nothing, and does not count. */
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { getClient, OPERATION_PATHS, OURSELVES } from './exchange.ts';
import { HttpProblem } from './problem.ts';
import type { Refusals } from './refusals.ts';

const MINUTE = 60_000;
/** Clients that are known at once; of more, those longest unseen begin anew. */
const CLIENTS = 10_000;

/** Answers 429 to clients that ask for more than `most` answers a minute (RFC 6585 §4); 0 for no limit. */
export async function limitRate(app: FastifyInstance, most: number, refusals: Refusals): Promise<void> {
  if (most === 0) return;
  await app.register(rateLimit, {
    max: most,
    timeWindow: MINUTE,
    cache: CLIENTS,
    keyGenerator: (request) => getClient(request.raw),
    allowList: (request) =>
      OPERATION_PATHS.has(request.url.split('?')[0] ?? '') || request.raw.socket?.remoteAddress === OURSELVES,
    // An answer is cached with its headers: the next client would be told the count of this one.
    addHeaders: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    addHeadersOnExceeding: {
      'x-ratelimit-limit': false,
      'x-ratelimit-remaining': false,
      'x-ratelimit-reset': false,
    },
    onExceeded: () => refusals.count('rate'),
    errorResponseBuilder: (_, { ttl }) =>
      new HttpProblem(
        429,
        `More than ${most} requests in a minute; ask again in ${Math.ceil(ttl / 1_000)} s, or for whole lists as CSV or NDJSON.`,
      ),
  });
}
