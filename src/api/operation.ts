/** What stands round the routes: the server and its limits, health, figures, the log. */
import type { RequestListener, Server } from 'node:http';
import type { FastifyInstance } from 'fastify';
import pino, { type DestinationStream } from 'pino';
import type { AnswerCache } from './cache.ts';
import { makeClients } from './client.ts';
import { answerOddRequests, makeGate } from './gate.ts';
import type { Lifecycle } from './health.ts';
import { Hosts } from './host.ts';
import { createHttpServer } from './http-server.ts';
import { makeRequestLog, type RequestLine } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { RefusalLog } from './problem.ts';
import type { Refusals } from './refusals.ts';

/** Settings of the server, as the configuration has them. */
export interface ServerSettings {
  HOST: string;
  PUBLIC_URL?: string | undefined;
  ALLOWED_HOSTS?: readonly string[] | undefined;
  TRUST_PROXY?: readonly string[] | undefined;
  MAX_CONNECTIONS?: number | undefined;
  REQUEST_TIMEOUT: number;
  WRITE_TIMEOUT: number;
  LOG_LEVEL: string;
  LOG_REQUESTS: boolean;
  SHED_LOAD: boolean;
}

/** What the server is made of besides its settings. */
export interface ServerParts {
  cache: AnswerCache;
  lifecycle: Lifecycle;
  metrics: Metrics;
  refusals: Refusals;
  /** Where logs go; null where there are none. */
  log: DestinationStream | null;
}

/** Makes a server with bounds on its connections; whoever listens on it hands on what arrives. */
export function makeFront(config: ServerSettings, log: RefusalLog, handler: RequestListener): Server {
  const server = createHttpServer(
    {
      connections: config.MAX_CONNECTIONS ?? null,
      requestTimeout: config.REQUEST_TIMEOUT,
      writeTimeout: config.WRITE_TIMEOUT,
    },
    makeClients(config.TRUST_PROXY).isProxy,
    log.refusals,
    handler,
  );
  answerOddRequests(server, log);
  return server;
}

/** Whether what is information only is logged at a level. */
const isInfo = (level: string): boolean =>
  (pino.levels.values[level] ?? Number.POSITIVE_INFINITY) <= (pino.levels.values.info ?? 0);

/** What logs requests to a stream, where the settings have it so; else null. */
export const makeRequestLogger = (
  { LOG_REQUESTS, LOG_LEVEL }: Pick<ServerSettings, 'LOG_REQUESTS' | 'LOG_LEVEL'>,
  stream: DestinationStream | null,
): ((line: RequestLine) => void) | null =>
  stream && LOG_REQUESTS && isInfo(LOG_LEVEL) ? makeRequestLog(stream) : null;

/** Makes the server that a handler stands behind, and before it the gate, by its settings. */
export function makeServer(
  config: ServerSettings,
  { log, ...parts }: ServerParts,
  handler: RequestListener,
): Server {
  const { PUBLIC_URL, ALLOWED_HOSTS, HOST, TRUST_PROXY } = config;
  const clients = makeClients(TRUST_PROXY);
  const published = PUBLIC_URL ? [new URL(PUBLIC_URL).hostname] : [];
  const logRequest = makeRequestLogger(config, log);
  const hosts = new Hosts([HOST, ...published, ...(ALLOWED_HOSTS ?? [])]);
  return makeFront(
    config,
    { refusals: parts.refusals, logRequest },
    makeGate({ ...parts, clients, hosts, logRequest, sheds: config.SHED_LOAD }, handler),
  );
}

/** How often what was refused is logged, in milliseconds. */
const TELL_EVERY = 10_000;

/** Logs, while anything is refused, how much of what. */
export function logRefusals(app: FastifyInstance, refusals: Refusals): void {
  const tell = () => {
    const refused = refusals.takeNew();
    if (refused) app.log.warn({ refused }, 'refused or cut off');
  };
  const timer = setInterval(tell, TELL_EVERY).unref();
  app.addHook('onClose', async () => {
    clearInterval(timer);
    tell();
  });
}
