/** The HTTP server itself, with bounds on what a connection may take: files, time, memory. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { getNetwork } from './client.ts';
import { isAwaited } from './exchange.ts';
import { MAX_HEAD_BYTES } from './problem.ts';
import type { Refusals } from './refusals.ts';

/** Bounds on connections. */
export interface ConnectionLimits {
  /** Connections at once; null: as many as files may be open, but for those that are needed otherwise. */
  connections: number | null;
  /** Seconds in which a request has to arrive. */
  requestTimeout: number;
  /** Seconds after which a connection is closed over which nothing moves. */
  writeTimeout: number;
}

const MS = 1_000;
/** Files that are needed besides connections. */
const OTHER_FILES = 64;
/** Most connections where nothing else is said. */
const MOST_CONNECTIONS = 10_000;
/** Seconds that a connection waits for its next request: longer than proxies do, so that they close first. */
const KEEP_ALIVE = 65;
/** How often connections are looked through for requests that are late, in milliseconds. */
const LOOK_EVERY = 1_000;

/** How many files this process may have open; infinite where the system does not tell. */
function readFileLimit(): number {
  // Without what it would ask the network for, which takes long; its type is not told of that yet.
  Object.assign(process.report, { excludeNetwork: true });
  const { userLimits } = process.report.getReport() as { userLimits?: { open_files?: { soft: unknown } } };
  return Number(userLimits?.open_files?.soft) || Number.POSITIVE_INFINITY;
}

const countConnections = (limits: ConnectionLimits): number =>
  limits.connections ?? Math.max(2, Math.min(MOST_CONNECTIONS, readFileLimit() - OTHER_FILES));

/**
 * Refuses connections beyond half of all to one client, since others would find none. A proxy is everybody.
 * `server.maxConnections` refuses those beyond all.
 */
function shareConnections(server: Server, isProxy: (address?: string) => boolean, refusals: Refusals): void {
  const open = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    if (isProxy(socket.remoteAddress)) return;
    const client = getNetwork(socket.remoteAddress ?? '');
    const count = open.get(client) ?? 0;
    if (count >= server.maxConnections / 2) {
      refusals.count('connections');
      socket.destroy();
      return;
    }
    open.set(client, count + 1);
    socket.once('close', () => {
      const left = (open.get(client) ?? 1) - 1;
      if (left) open.set(client, left);
      else open.delete(client);
    });
  });
  server.on('drop', () => refusals.count('connections'));
}

/** An HTTP server with these bounds; it listens nowhere yet. */
export function createHttpServer(
  limits: ConnectionLimits,
  isProxy: (address?: string) => boolean,
  refusals: Refusals,
  listener: RequestListener,
): Server {
  const server = createServer(
    {
      headersTimeout: Math.ceil((limits.requestTimeout * MS) / 3),
      requestTimeout: limits.requestTimeout * MS,
      keepAliveTimeout: KEEP_ALIVE * MS,
      connectionsCheckingInterval: LOOK_EVERY,
      maxHeaderSize: MAX_HEAD_BYTES,
      // Host is looked at where the answer is a problem document; twice it is joined, and no host.
      requireHostHeader: false,
      joinDuplicateHeaders: true,
    },
    listener,
  );
  server.maxConnections = countConnections(limits);
  shareConnections(server, isProxy, refusals);
  server.setTimeout(limits.writeTimeout * MS, (socket: Socket) => {
    if (socket.writableLength === 0 && isAwaited(socket)) return; // it is we who are slow
    if (socket.writableLength > 0) refusals.count('slow_reader');
    socket.destroy();
  });
  return server;
}
