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
import { makeDocumentWriter } from './api/docs.ts';
import { refuseOtherEncodings } from './api/encoding.ts';
import { getRequestId, noteRoutes } from './api/exchange.ts';
import { addHealthRoutes, type Lifecycle } from './api/health.ts';
import { makeLogStream } from './api/log.ts';
import { addMetricsRoute, Metrics } from './api/metrics.ts';
import { makeNotFoundHandler } from './api/not-found.ts';
import { registerOpenapi } from './api/openapi.ts';
import { logRefusals, makeRequestLogger, makeServer, type ServerParts } from './api/operation.ts';
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

/** Fastify, with how it logs, checks and tells errors. */
function makeFramework(config: Config, parts: Omit<ServerParts, 'log'>): FastifyInstance {
  const { lifecycle, refusals } = parts;
  const log = config.LOG_LEVEL === 'silent' ? null : makeLogStream();
  const logRequest = makeRequestLogger(config, log);
  const app = Fastify({
    // What was answered before is answered again before Fastify looks at the request.
    serverFactory: (handler) => makeServer(config, { ...parts, log }, handler),
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
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  app.setErrorHandler((error, request, reply) => handleError(error as never, request, reply));
  return app;
}

/** What routes answer from: of the newest release, reached under no path of its own, and of each under its own. */
function makeContexts(
  stores: readonly Store[],
  { PUBLIC_URL }: Config,
  {
    heavyFrom,
    longest,
    refusals,
    cache,
  }: Pick<Options, 'heavyFrom' | 'longest'> & Pick<Context, 'refusals' | 'cache'>,
): [newest: Context, ...pinned: Context[]] {
  const path = PUBLIC_URL ? new URL(PUBLIC_URL).pathname.replace(/\/$/, '') : '';
  const served = new Map(stores.map((store) => [store.release.id, store]));
  const pinned = stores.map((store): Context => {
    const { release } = store;
    const pin = writePin(release.id);
    return {
      store,
      lookup: new BoundedLookup(store),
      background: new Background(store, refusals, heavyFrom, longest),
      refusals,
      release,
      cache,
      path: `${path}${pin}`,
      publicUrl: PUBLIC_URL ?? '',
      served: new Map([[release.id, store]]),
      pin,
      getBase: (request) => `${getBase(request, PUBLIC_URL)}${pin}`,
      getRoot: (request) => getBase(request, PUBLIC_URL),
    };
  });
  const [first] = pinned as [Context];
  return [{ ...first, path, served, pin: '', getBase: first.getRoot }, ...pinned];
}

/** What every request passes before its route. */
async function addHooks(app: FastifyInstance, config: Config, [newest, ...pinned]: [Context, ...Context[]]) {
  addSecurityHeaders(app, config.PUBLIC_URL?.startsWith('https:') ?? false);
  const answerNotFound = makeNotFoundHandler(newest, pinned);
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
  await limitRate(app, config.RATE_LIMIT, newest.refusals);
  boundQueries(
    app,
    pinned.map(({ lookup }) => lookup),
  );
  refuseOtherEncodings(app);
  ignoreTracking(app);
  // Before the body is looked at: a wrong method is told so, whatever comes with it.
  app.addHook('onRequest', async (request, reply) => {
    if (request.is404 && request.method !== 'OPTIONS') return answerNotFound(request, reply);
  });
}

/** The application, over opened databases; it listens nowhere yet. */
export async function createApp(
  store: Store,
  settings: Partial<Config>,
  { earlier = [], refusals = new Refusals(), front, documents, ...bounds }: Options = {},
): Promise<FastifyInstance> {
  const config: Config = { ...Environment.parse({}), ...settings };
  const cache = new AnswerCache(config.CACHE_MAX_BYTES);
  const metrics = new Metrics(refusals);
  const lifecycle: Lifecycle = { state: 'starting' };
  const app = makeFramework(config, { cache, lifecycle, metrics, refusals });
  const contexts = makeContexts([store, ...earlier], config, { ...bounds, refusals, cache });
  const [newest, ...pinned] = contexts;
  await addHooks(app, config, contexts);
  app.addHook('onReady', async () => {
    await newest.background.warm();
    lifecycle.state = 'ready';
  });
  app.addHook('onClose', async () => {
    await Promise.all(pinned.map(({ background }) => background.close()));
  });
  if (!front) logRefusals(app, refusals);
  /** Routes of a release; its OpenAPI document is made elsewhere where there is such a place, and it can. */
  const addRelease = async (scope: FastifyInstance, context: Context) => {
    const write = makeDocumentWriter(scope, context, await registerOpenapi(scope, context));
    await addRoutes(
      scope,
      context,
      async (form) => (await documents?.make(context.pin))?.[form] ?? write(form),
    );
  };
  await addRelease(app, newest);
  addRootRoute(app, newest);
  for (const context of pinned)
    await app.register((scope) => addRelease(scope, context), { prefix: context.pin });
  addHealthRoutes(app, lifecycle);
  if (config.METRICS) {
    const server = front ?? app.server;
    addMetricsRoute(app, metrics, {
      connections: () => promisify<number>(server.getConnections.bind(server))(),
      heavyWaiting: () => pinned.reduce((sum, { background }) => sum + background.waiting, 0),
      cacheBytes: () => cache.bytes,
      release: () => store.release,
    });
  }
  return app;
}
