import type { Server } from 'node:http';
import { promisify } from 'node:util';
import cors from '@fastify/cors';
import Fastify, { type FastifyInstance, type FastifyRequest, LogController } from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import { readSuffix } from './api/accept.ts';
import { EXPOSED_HEADERS } from './api/answer.ts';
import { Background } from './api/background.ts';
import { BoundedLookup, boundQueries } from './api/bounds.ts';
import { AnswerCache } from './api/cache.ts';
import { type Context, writePin } from './api/context.ts';
import { makeDocumentWriter, type WriteDocument } from './api/docs.ts';
import { refuseOtherEncodings } from './api/encoding.ts';
import { getRequestId, noteRoutes } from './api/exchange.ts';
import { addHealthRoutes, type Lifecycle } from './api/health.ts';
import { makeLogStream } from './api/log.ts';
import { addMetricsRoute, Metrics } from './api/metrics.ts';
import { makeNotFoundHandler } from './api/not-found.ts';
import { type Document, registerOpenapi } from './api/openapi.ts';
import { logRefusals, makeRequestLogger, makeServer } from './api/operation.ts';
import { answerProtocolError, handleError } from './api/problem.ts';
import { limitRate } from './api/rate-limit.ts';
import { Refusals } from './api/refusals.ts';
import { addRootRoute } from './api/root.ts';
import { addRoutes } from './api/routes.ts';
import { addSecurityHeaders } from './api/security.ts';
import { ignoreTracking } from './api/tracking.ts';
import { type Config, Environment } from './config.ts';
import type { Documents } from './documents.ts';
import { MAX_ID } from './schema/fields.ts';
import type { Store } from './store/store.ts';

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

/** What the application is given besides the configuration. */
interface Options {
  /** From how many records on heavy questions are left to threads. */
  heavyFrom?: number;
  /** Milliseconds that one question may take. */
  longest?: number;
  /** Releases that are served beside the newest, under their own paths. */
  earlier?: readonly Store[];
  /** Counts of what is refused, which outlive it where another application takes its place. */
  refusals?: Refusals;
  /** The server that listens, where it is not its own. */
  front?: Server;
  /** What makes the OpenAPI documents elsewhere; without it they are made here when they are asked for. */
  documents?: Documents;
}

/** The application, over opened databases; it listens nowhere yet. */
export async function createApp(
  store: Store,
  settings: Partial<Config>,
  { heavyFrom, longest, earlier = [], refusals = new Refusals(), front, documents }: Options = {},
): Promise<FastifyInstance> {
  const config: Config = { ...Environment.parse({}), ...settings };
  const cache = new AnswerCache(config.CACHE_MAX_BYTES);
  const metrics = new Metrics(refusals);
  const lifecycle: Lifecycle = { state: 'starting' };
  const log = config.LOG_LEVEL === 'silent' ? null : makeLogStream();
  const logRequest = makeRequestLogger(config, log);
  const app = Fastify({
    // What was answered before is answered again before Fastify looks at the request.
    serverFactory: (handler) => makeServer(config, { cache, lifecycle, metrics, refusals, log }, handler),
    // A busy machine may take long to begin its threads, and is not to give up for that.
    pluginTimeout: 0,
    logger: log ? { level: config.LOG_LEVEL, stream: log } : false,
    genReqId: getRequestId as never,
    trustProxy: config.TRUST_PROXY ?? false,
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { maxParamLength: MAX_ID, ignoreTrailingSlash: true },
    rewriteUrl: readSuffix,
    clientErrorHandler: (error, socket) => answerProtocolError(error, socket, { refusals, logRequest }),
    frameworkErrors: (error, request, reply) => {
      handleError(error, request, reply as never);
    },
  });
  app.decorate('lifecycle', lifecycle);
  app.addHook('preClose', async () => {
    lifecycle.state = 'closing';
  });
  noteRoutes(app);
  addSecurityHeaders(app, config.PUBLIC_URL?.startsWith('https:') ?? false);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  app.setErrorHandler((error, request, reply) => handleError(error as never, request, reply));
  const parts = new Map(
    [store, ...earlier].map((one) => [
      one,
      { lookup: new BoundedLookup(one), background: new Background(one, refusals, heavyFrom, longest) },
    ]),
  );
  const path = config.PUBLIC_URL ? new URL(config.PUBLIC_URL).pathname.replace(/\/$/, '') : '';
  /** What routes are given that answer from a release, reached under a path of its own or under none. */
  const makeContext = (one: Store, pin: string): Context => ({
    store: one,
    ...(parts.get(one) as { lookup: BoundedLookup; background: Background }),
    refusals,
    release: one.release,
    cache,
    path: `${path}${pin}`,
    publicUrl: config.PUBLIC_URL ?? '',
    served: new Map((pin ? [one] : [...parts.keys()]).map((each) => [each.release.id, each])),
    pin,
    getBase: (request) => `${getBase(request, config.PUBLIC_URL)}${pin}`,
    getRoot: (request) => getBase(request, config.PUBLIC_URL),
  });
  const context = makeContext(store, '');
  const pinned = [...parts.keys()].map((one) => makeContext(one, writePin(one.release.id)));
  const answerNotFound = makeNotFoundHandler(context, pinned);
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
  boundQueries(
    app,
    [...parts.values()].map(({ lookup }) => lookup),
  );
  refuseOtherEncodings(app);
  ignoreTracking(app);
  // Before the body is looked at: a wrong method is told so, whatever comes with it.
  app.addHook('onRequest', async (request, reply) => {
    if (request.is404 && request.method !== 'OPTIONS') return answerNotFound(request, reply);
  });
  app.addHook('onReady', async () => {
    await parts.get(store)?.background.warm();
    lifecycle.state = 'ready';
  });
  app.addHook('onClose', async () => {
    await Promise.all([...parts.values()].map(({ background }) => background.close()));
  });
  /** Documents are made elsewhere where there is such a place, and it can. */
  const makeWriter = (
    scope: FastifyInstance,
    one: Context,
    describe: () => Promise<Document>,
  ): WriteDocument => {
    const write = makeDocumentWriter(scope, one, describe);
    return async (form) => (await documents?.make(one.pin))?.[form] ?? write(form);
  };
  const describe = await registerOpenapi(app, context);
  addHealthRoutes(app, lifecycle);
  if (config.METRICS) {
    const server = front ?? app.server;
    addMetricsRoute(app, metrics, {
      connections: () => promisify<number>(server.getConnections.bind(server))(),
      heavyWaiting: () => [...parts.values()].reduce((sum, { background }) => sum + background.waiting, 0),
      cacheBytes: () => cache.bytes,
      release: () => store.release,
    });
  }
  if (!front) logRefusals(app, refusals);
  await addRoutes(app, context, makeWriter(app, context, describe));
  addRootRoute(app, context);
  for (const one of pinned)
    await app.register(
      async (scope) => addRoutes(scope, one, makeWriter(scope, one, await registerOpenapi(scope, one))),
      { prefix: one.pin },
    );
  return app;
}
