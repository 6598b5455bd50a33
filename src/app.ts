import { createServer } from 'node:http';
import cors from '@fastify/cors';
import Fastify, { type FastifyInstance, type FastifyRequest, LogController } from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import { EXPOSED_HEADERS } from './api/answer.ts';
import { Background } from './api/background.ts';
import { AnswerCache } from './api/cache.ts';
import type { Context } from './api/context.ts';
import { addDocsRoutes, addOpenapiRoutes } from './api/docs.ts';
import { refuseOtherEncodings } from './api/encoding.ts';
import { registerOpenapi } from './api/openapi.ts';
import { answerProtocolError, handleError, sendProblem } from './api/problem.ts';
import { addRoutes } from './api/routes.ts';
import { ignoreTracking } from './api/tracking.ts';
import { CACHE_MAX_BYTES, type Config } from './config.ts';
import { MAX_ID } from './schema/fields.ts';
import { collections } from './schema/index.ts';
import type { Store } from './store/store.ts';
import { findNearest } from './text/closest.ts';

const METHODS = 'GET, HEAD, OPTIONS';
/** What CORS allows: `POST` holds evidence against a document, nothing else takes a body. */
const CORS_METHODS = ['GET', 'HEAD', 'POST', 'OPTIONS'];

/** Where the API is reached: as configured, else as the client addressed it. */
const getBase = (request: FastifyRequest, publicUrl: string | undefined) =>
  publicUrl ?? `${request.protocol}://${request.host}`;

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
  config: Pick<Config, 'LOG_LEVEL' | 'PUBLIC_URL'> & Partial<Pick<Config, 'CACHE_MAX_BYTES'>>,
  heavyFrom?: number,
): Promise<FastifyInstance> {
  const cache = new AnswerCache(config.CACHE_MAX_BYTES ?? CACHE_MAX_BYTES);
  let closing = false;
  const app = Fastify({
    // What was answered before is answered again before Fastify looks at the request; one that closes says so itself.
    serverFactory: (handler) =>
      createServer((request, response) => {
        if (closing || !cache.answer(request, response)) handler(request, response);
      }),
    // A busy machine may take long to begin its threads, and is not to give up for that.
    pluginTimeout: 0,
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
  const background = new Background(store, heavyFrom);
  app.addHook('onReady', () => background.warm());
  app.addHook('onClose', () => background.close());
  const path = config.PUBLIC_URL ? new URL(config.PUBLIC_URL).pathname.replace(/\/$/, '') : '';
  const context: Context = {
    store,
    background,
    release: store.release,
    cache,
    path,
    publicUrl: config.PUBLIC_URL ?? '',
    getBase: (request) => getBase(request, config.PUBLIC_URL),
  };
  await addRoutes(app, context);
  addOpenapiRoutes(app, context, describe);
  await addDocsRoutes(app, context);
  return app;
}
