import { createServer } from 'node:http';
import cors from '@fastify/cors';
import Fastify, { type FastifyInstance, type FastifyRequest, LogController } from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import { EXPOSED_HEADERS } from './api/answer.ts';
import { Background } from './api/background.ts';
import { AnswerCache } from './api/cache.ts';
import type { Context } from './api/context.ts';
import { addDcatRoute } from './api/dcat.ts';
import { addDocsRoutes, addOpenapiRoutes } from './api/docs.ts';
import { refuseOtherEncodings } from './api/encoding.ts';
import { addLlmsRoute } from './api/llms.ts';
import { addMcpRoute } from './api/mcp.ts';
import { makeNotFoundHandler } from './api/not-found.ts';
import { registerOpenapi } from './api/openapi.ts';
import { answerProtocolError, handleError } from './api/problem.ts';
import { addRootRoute } from './api/root.ts';
import { addRoutes } from './api/routes.ts';
import { ignoreTracking } from './api/tracking.ts';
import { CACHE_MAX_BYTES, type Config } from './config.ts';
import { MAX_ID } from './schema/fields.ts';
import type { Store } from './store/store.ts';

/** What CORS allows: `POST` holds evidence against a document, nothing else takes a body. */
const CORS_METHODS = ['GET', 'HEAD', 'POST', 'OPTIONS'];

/** Where the API is reached: as configured, else as the client addressed it. */
const getBase = (request: FastifyRequest, publicUrl: string | undefined) =>
  publicUrl ?? `${request.protocol}://${request.host}`;

/** The path that a release is reached under for good. */
const writePin = ({ release }: Store) => `/releases/${release.id}`;

/** Adds the routes of a release under its own path, where they answer the same for good; the documentation has them once. */
const addPinnedRoutes = (app: FastifyInstance, context: Context) =>
  app.register(
    async (scope) => {
      scope.addHook('onRoute', (route) => {
        route.schema = { ...route.schema, hide: true };
      });
      await addRoutes(scope, context);
    },
    { prefix: writePin(context.store) },
  );

/** What the application is given besides the configuration. */
interface Options {
  /** From how many records on heavy questions are left to threads. */
  heavyFrom?: number;
  /** Releases that are served beside the newest, under their own paths. */
  earlier?: readonly Store[];
}

/** The application, over opened databases; it listens nowhere yet. */
export async function createApp(
  store: Store,
  config: Pick<Config, 'LOG_LEVEL' | 'PUBLIC_URL'> & Partial<Pick<Config, 'CACHE_MAX_BYTES'>>,
  { heavyFrom, earlier = [] }: Options = {},
): Promise<FastifyInstance> {
  const cache = new AnswerCache(config.CACHE_MAX_BYTES ?? CACHE_MAX_BYTES);
  let closing = false;
  const app = Fastify({
    // What was answered before is answered again before Fastify looks at the request; one that closes says so itself.
    serverFactory: (handler) =>
      createServer((request, response) => {
        if (closing || !cache.answer(request, response)) handler(request, response);
      }),
    logger: config.LOG_LEVEL === 'silent' ? false : { level: config.LOG_LEVEL },
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { maxParamLength: MAX_ID, ignoreTrailingSlash: true },
    clientErrorHandler: answerProtocolError,
    frameworkErrors: (error, request, reply) => {
      handleError(error, request, reply as never);
    },
  });
  app.addHook('preClose', async () => {
    closing = true;
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  app.setErrorHandler((error, request, reply) => handleError(error as never, request, reply));
  const answerNotFound = makeNotFoundHandler([store, ...earlier]);
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
  refuseOtherEncodings(app);
  ignoreTracking(app);
  // Before the body is looked at: a wrong method is told so, whatever comes with it.
  app.addHook('onRequest', async (request, reply) => {
    if (request.is404 && request.method !== 'OPTIONS') return answerNotFound(request, reply);
  });
  const describe = await registerOpenapi(app, store, config.PUBLIC_URL);
  const path = config.PUBLIC_URL ? new URL(config.PUBLIC_URL).pathname.replace(/\/$/, '') : '';
  const backgrounds = new Map([store, ...earlier].map((one) => [one, new Background(one, heavyFrom)]));
  app.addHook('onReady', () => backgrounds.get(store)?.warm());
  app.addHook('onClose', async () => {
    await Promise.all([...backgrounds.values()].map((background) => background.close()));
  });
  /** What routes are given that answer from a release, reached under a path of its own or under none. */
  const makeContext = (one: Store, pin: string): Context => ({
    store: one,
    background: backgrounds.get(one) as Background,
    release: one.release,
    cache,
    path: `${path}${pin}`,
    publicUrl: config.PUBLIC_URL ?? '',
    earlier: pin ? [] : earlier.map(({ release }) => release.id),
    getBase: (request) => `${getBase(request, config.PUBLIC_URL)}${pin}`,
    getRoot: (request) => getBase(request, config.PUBLIC_URL),
  });
  const context = makeContext(store, '');
  addRootRoute(app, context);
  await addRoutes(app, context);
  for (const one of backgrounds.keys()) await addPinnedRoutes(app, makeContext(one, writePin(one)));
  addDcatRoute(app, context);
  addLlmsRoute(app, context);
  await addMcpRoute(app, context);
  addOpenapiRoutes(app, context, describe);
  await addDocsRoutes(app, context);
  return app;
}
