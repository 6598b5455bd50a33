import { promisify } from 'node:util';
import cors from '@fastify/cors';
import Fastify, { type FastifyInstance, type FastifyRequest, LogController } from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import { EXPOSED_HEADERS } from './api/answer.ts';
import { Background } from './api/background.ts';
import { BoundedLookup, boundQueries } from './api/bounds.ts';
import { AnswerCache } from './api/cache.ts';
import type { Context } from './api/context.ts';
import { addDocsRoutes, addOpenapiRoutes } from './api/docs.ts';
import { refuseOtherEncodings } from './api/encoding.ts';
import { getRequestId, noteRoutes } from './api/exchange.ts';
import { addHealthRoutes, type Lifecycle } from './api/health.ts';
import { makeLogStream } from './api/log.ts';
import { addMetricsRoute, Metrics } from './api/metrics.ts';
import { registerOpenapi } from './api/openapi.ts';
import { logRefusals, makeServer } from './api/operation.ts';
import { answerProtocolError, handleError, sendProblem } from './api/problem.ts';
import { limitRate } from './api/rate-limit.ts';
import { Refusals } from './api/refusals.ts';
import { addRoutes } from './api/routes.ts';
import { addSecurityHeaders } from './api/security.ts';
import { ignoreTracking } from './api/tracking.ts';
import { type Config, Environment } from './config.ts';
import { MAX_ID } from './schema/fields.ts';
import { collections } from './schema/index.ts';
import type { Store } from './store/store.ts';
import { findNearest } from './text/closest.ts';

const METHODS = 'GET, HEAD, OPTIONS';
/** What CORS allows: `POST` holds evidence against a document, nothing else takes a body. */
const CORS_METHODS = ['GET', 'HEAD', 'POST', 'OPTIONS'];

/** Where the API is reached: as configured, else as the client addressed it. */
const getBase = (request: FastifyRequest, publicUrl: string | undefined) =>
  publicUrl ?? `${request.protocol === 'https' ? 'https' : 'http'}://${request.host}`;

declare module 'fastify' {
  interface FastifyInstance {
    lifecycle: Lifecycle;
  }
}

function answerNotFound(request: FastifyRequest, reply: Parameters<typeof sendProblem>[0]) {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    reply.header('allow', METHODS);
    return sendProblem(
      reply,
      405,
      `${request.method} is not understood here: the API is read-only (${METHODS}).`,
    );
  }
  const path = request.url.split('?')[0] ?? '';
  const near = findNearest(
    path.split('/')[1] ?? '',
    collections.map(({ name }) => name),
  );
  const hint = near.length
    ? `Near: ${near.map((name) => `/${name}`).join(', ')}.`
    : 'The collections are listed at /.';
  return sendProblem(reply, 404, `There is nothing at ${path}. ${hint}`);
}

/**
 * The application, over an opened database; it listens nowhere yet.
 * @param heavyFrom from how many records on heavy questions are left to threads
 */
export async function createApp(
  store: Store,
  settings: Partial<Config>,
  heavyFrom?: number,
): Promise<FastifyInstance> {
  const config: Config = { ...Environment.parse({}), ...settings };
  const cache = new AnswerCache(config.CACHE_MAX_BYTES);
  const refusals = new Refusals();
  const metrics = new Metrics(refusals);
  const lifecycle: Lifecycle = { state: 'starting' };
  const log = config.LOG_LEVEL === 'silent' ? null : makeLogStream();
  const app = Fastify({
    // What was answered before is answered again before Fastify looks at the request.
    serverFactory: (handler) => makeServer(config, { cache, lifecycle, metrics, refusals, log }, handler),
    logger: log ? { level: config.LOG_LEVEL, stream: log } : false,
    genReqId: getRequestId as never,
    trustProxy: config.TRUST_PROXY ?? false,
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { maxParamLength: MAX_ID, ignoreTrailingSlash: true },
    clientErrorHandler: (error, socket) => answerProtocolError(error, socket, refusals),
    frameworkErrors: (error, request, reply) => {
      handleError(error, request, reply as never);
    },
  });
  app.decorate('lifecycle', lifecycle);
  app.addHook('preClose', async () => {
    lifecycle.state = 'closing';
  });
  noteRoutes(app);
  await addSecurityHeaders(app, config.PUBLIC_URL?.startsWith('https:') ?? false);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  app.setErrorHandler((error, request, reply) => handleError(error as never, request, reply));
  app.setNotFoundHandler(answerNotFound);
  // The API takes no bodies; whatever comes with one is told so by its method, not by its media type.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_, payload, done) => {
    payload.resume();
    done(null);
  });
  await app.register(cors, {
    origin: '*',
    methods: CORS_METHODS,
    exposedHeaders: EXPOSED_HEADERS,
    strictPreflight: false,
    maxAge: 86_400,
  });
  await limitRate(app, config.RATE_LIMIT, refusals);
  const lookup = new BoundedLookup(store);
  boundQueries(app, lookup);
  refuseOtherEncodings(app);
  ignoreTracking(app);
  // Before the body is looked at: a wrong method is told so, whatever comes with it.
  app.addHook('onRequest', async (request, reply) => {
    if (request.is404 && request.method !== 'OPTIONS') return answerNotFound(request, reply);
  });
  const describe = await registerOpenapi(app, store, config.PUBLIC_URL);
  const background = new Background(store, refusals, heavyFrom);
  app.addHook('onReady', async () => {
    await background.warm();
    lifecycle.state = 'ready';
  });
  app.addHook('onClose', () => background.close());
  const path = config.PUBLIC_URL ? new URL(config.PUBLIC_URL).pathname.replace(/\/$/, '') : '';
  const context: Context = {
    store,
    lookup,
    background,
    refusals,
    release: store.release,
    cache,
    path,
    publicUrl: config.PUBLIC_URL ?? '',
    getBase: (request) => getBase(request, config.PUBLIC_URL),
  };
  addHealthRoutes(app, lifecycle);
  if (config.METRICS)
    addMetricsRoute(app, metrics, {
      connections: () => promisify<number>(app.server.getConnections.bind(app.server))(),
      heavyWaiting: () => background.waiting,
      cacheBytes: () => cache.bytes,
      release: () => store.release,
    });
  logRefusals(app, refusals);
  await addRoutes(app, context);
  addOpenapiRoutes(app, context, describe);
  await addDocsRoutes(app, context);
  return app;
}
