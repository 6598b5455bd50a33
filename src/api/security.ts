/** Headers that tell browsers what they need not do with an answer. */
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import helmet from 'helmet';

const YEAR = 31_536_000;

/**
 * The headers, which are the same for all answers: put together once, since the middleware does so for each request.
 * @param https whether the service is reached by HTTPS alone
 */
function makeHeaders(https: boolean): Record<string, string> {
  const setHeaders = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    strictTransportSecurity: https ? { maxAge: YEAR, includeSubDomains: false } : false,
    // What these say is said by the policy, or only to browsers that are gone.
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xFrameOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  setHeaders(response.req, response, () => {});
  return response.getHeaders() as Record<string, string>;
}

/**
 * Sets them on every answer; a page that shows something has a policy of its own. What is answered may be read from
 * everywhere, and holds nothing to be run or framed.
 * @param https whether the service is reached by HTTPS alone
 */
export function addSecurityHeaders(app: FastifyInstance, https: boolean): void {
  const headers = makeHeaders(https);
  app.addHook('onRequest', (_, reply, done) => {
    reply.headers(headers);
    done();
  });
}
