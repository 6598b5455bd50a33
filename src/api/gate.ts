/** What every request passes before the framework: its host, the cache, and whether there is time for it. */
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { AnswerCache } from './cache.ts';
import type { Clients } from './client.ts';
import { type Exchange, makeRequestId, NO_ROUTE, noteExchange, OPERATION_PATHS } from './exchange.ts';
import type { Lifecycle } from './health.ts';
import type { Hosts } from './host.ts';
import type { RequestLine } from './log.ts';
import type { Metrics } from './metrics.ts';
import { Overload } from './overload.ts';
import { answerRawProblem, GONE, type RefusalLog, writeProblem } from './problem.ts';
import type { Reason, Refusals } from './refusals.ts';
import { UnreadAnswers } from './unread.ts';

/** What the gate asks. */
export interface GateParts {
  cache: AnswerCache;
  clients: Clients;
  hosts: Hosts;
  lifecycle: Lifecycle;
  metrics: Metrics;
  refusals: Refusals;
  /** Logs a request; null where requests are not logged. */
  logRequest: ((line: RequestLine) => void) | null;
  /** Whether requests are refused while there are too many. */
  sheds: boolean;
}

/** Why a request is refused before it is known what it asks for. */
interface Refusal {
  reason: Reason;
  status: number;
  detail: string;
}

/** What is told to whoever asks while there is no time for it. */
const BUSY: Partial<Record<Reason, string>> = {
  closing: 'The server is closing; ask again in a moment.',
  unread: 'Answers that were asked for have not been read; read them, and ask again.',
  overload: 'More is asked than can be answered; ask again in a moment.',
};

/** Refuses an expectation that is not met (RFC 9110 §10.1.1). */
const refuseExpectation = ({ headers: { expect } }: IncomingMessage): Refusal | null =>
  expect === undefined || /^100-continue$/i.test(expect)
    ? null
    : { reason: 'protocol', status: 417, detail: 'Of expectations only 100-continue is met.' };

/**
 * Puts the gate before a handler: what was answered before is answered again there, and what cannot be is refused, each
 * counted and logged as the answers of the handler are.
 */
export function makeGate(parts: GateParts, handler: RequestListener): RequestListener {
  const { cache, clients, hosts, lifecycle, metrics, refusals, logRequest, sheds } = parts;
  const overload = new Overload();
  const unread = new UnreadAnswers();

  const follow = (request: IncomingMessage, response: ServerResponse, exchange: Exchange) => {
    const began = performance.now();
    const { socket } = request;
    const before = socket.bytesWritten;
    noteExchange(request, response, exchange);
    response.setHeader('x-request-id', exchange.id);
    response.once('close', () => {
      const { id, route } = exchange;
      // Whoever has gone before it began was told nothing.
      const status = response.headersSent ? response.statusCode : GONE;
      const milliseconds = performance.now() - began;
      const bytes =
        request.method === 'HEAD' || status === 304
          ? 0
          : Number(response.getHeader('content-length') ?? socket.bytesWritten - before);
      metrics.countAnswer(route, status, bytes, milliseconds / 1_000);
      logRequest?.({ id, route, status, milliseconds, bytes, kept: false });
    });
  };

  /** Why a request is not answered now; null where it is. */
  const findReason = (client: string): Reason | null => {
    if (lifecycle.state === 'closing') return 'closing';
    if (unread.isFull(client)) return 'unread';
    return !sheds || overload.admit(client) ? null : 'overload';
  };

  return (request, response) => {
    const id = makeRequestId();
    const { url = '' } = request;
    const wrongHost = hosts.settle(request, clients.isProxy(request.socket.remoteAddress));
    const wrong: Refusal | null = wrongHost ? { reason: 'host', ...wrongHost } : refuseExpectation(request);
    if (!wrong && lifecycle.state !== 'closing') {
      const kept = cache.answer(request, response, id);
      if (kept) {
        const { route, status, bytes } = kept;
        metrics.countKept(route, status, bytes);
        logRequest?.({ id, route, status, milliseconds: 0, bytes, kept: true });
        return;
      }
    }
    const client = clients.read(request);
    const operation = OPERATION_PATHS.has(request.url?.split('?', 1)[0] ?? '');
    const reason = operation || wrong ? null : findReason(client);
    if (reason) {
      refusals.count(reason);
      // Who reads nothing would keep the connection for as long as one may wait for its next request.
      if (reason !== 'overload') response.shouldKeepAlive = false;
      const bytes = writeProblem(request, response, { url, id }, 503, BUSY[reason] ?? '');
      metrics.countRefusal(503, bytes);
      logRequest?.({ id, route: NO_ROUTE, status: 503, milliseconds: 0, bytes, kept: false });
      return;
    }
    const exchange = { id, url, client, route: NO_ROUTE };
    follow(request, response, exchange);
    // Whoever runs the service asks by whatever name.
    if (operation && wrong?.reason !== 'protocol') return handler(request, response);
    if (wrong) {
      refusals.count(wrong.reason);
      writeProblem(request, response, exchange, wrong.status, wrong.detail);
      return;
    }
    unread.follow(client, response);
    handler(request, response);
  };
}

/** Answers what Node would answer without a body, or not at all: an expectation that is not met, and CONNECT. */
export function answerOddRequests(server: Server, log: RefusalLog): void {
  // The gate refuses it, and counts and logs it as all others.
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
  server.on('connect', ({ url = '' }, socket) => {
    log.refusals.count('protocol');
    const detail = 'CONNECT is not understood here: the API is read-only.';
    answerRawProblem(socket, log, url, 405, detail, ['allow: GET, HEAD, OPTIONS']);
  });
}
