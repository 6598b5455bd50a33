/** What every request passes before the framework: its host, the cache, and whether there is time for it. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { AnswerCache } from './cache.ts';
import type { Clients } from './client.ts';
import { type Exchange, NO_ROUTE, noteExchange, OPERATION_PATHS } from './exchange.ts';
import type { Lifecycle } from './health.ts';
import type { Hosts } from './host.ts';
import type { RequestLine } from './log.ts';
import type { Metrics } from './metrics.ts';
import { Overload } from './overload.ts';
import { answerRawProblem, makeRefusal, writeProblem } from './problem.ts';
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

/** Ids that no other process gives. */
function makeIds(): () => string {
  const process = randomBytes(6).toString('base64url');
  let count = 0;
  return () => `${process}-${(++count).toString(36)}`;
}

/**
 * Puts the gate before a handler: what was answered before is answered again there, and what cannot be is refused, each
 * counted and logged as the answers of the handler are.
 */
export function makeGate(parts: GateParts, handler: RequestListener): RequestListener {
  const { cache, clients, hosts, lifecycle, metrics, refusals, logRequest, sheds } = parts;
  const makeId = makeIds();
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
      const { statusCode: status } = response;
      const milliseconds = performance.now() - began;
      const bytes =
        request.method === 'HEAD' || status === 304
          ? 0
          : Number(response.getHeader('content-length') ?? socket.bytesWritten - before);
      metrics.countAnswer(route, status, bytes, milliseconds / 1_000);
      logRequest?.({ id, route, status, milliseconds, bytes, kept: false });
    });
  };

  const busy: Partial<Record<Reason, ReturnType<typeof makeRefusal>>> = {
    closing: makeRefusal(503, 'The server is closing; ask again in a moment.'),
    unread: makeRefusal(503, 'Answers that were asked for have not been read; read them, and ask again.'),
    overload: makeRefusal(503, 'More is asked than can be answered; ask again in a moment.'),
  };
  /** Why a request is not answered now; null where it is. */
  const findReason = (client: string): Reason | null => {
    if (lifecycle.state === 'closing') return 'closing';
    if (unread.isFull(client)) return 'unread';
    return !sheds || overload.admit(client) ? null : 'overload';
  };

  return (request, response) => {
    const id = makeId();
    const wrongHost = hosts.settle(request, clients.isProxy(request.socket.remoteAddress));
    // Under a host that is not served nothing is kept.
    if (lifecycle.state !== 'closing') {
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
    const reason = operation || wrongHost ? null : findReason(client);
    if (reason) {
      refusals.count(reason);
      // Who reads nothing would keep the connection for as long as one may wait for its next request.
      if (reason !== 'overload') response.shouldKeepAlive = false;
      const bytes = busy[reason]?.(request, response, id) ?? 0;
      metrics.countRefusal(503, bytes);
      logRequest?.({ id, route: NO_ROUTE, status: 503, milliseconds: 0, bytes, kept: false });
      return;
    }
    follow(request, response, { id, client, route: NO_ROUTE });
    if (operation) return handler(request, response);
    if (wrongHost) {
      refusals.count('host');
      return writeProblem(request, response, wrongHost.status, wrongHost.detail);
    }
    unread.follow(client, response);
    handler(request, response);
  };
}

/** Answers what Node would answer without a body, or not at all: an expectation that is not met, and CONNECT. */
export function answerOddRequests(server: Server, refusals: Refusals): void {
  server.on('checkExpectation', (request, response) => {
    refusals.count('protocol');
    writeProblem(request, response, 417, 'Of expectations only 100-continue is met.');
  });
  server.on('connect', (_, socket) => {
    refusals.count('protocol');
    answerRawProblem(socket, 405, 'CONNECT is not understood here: the API is read-only.', [
      'allow: GET, HEAD, OPTIONS',
    ]);
  });
}
