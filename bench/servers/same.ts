/** Servers that answer the bytes of ours: Node's own, and nginx with a file. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { headerOf, type Reply } from '../load/client.ts';
import { WORK } from '../places.ts';
import { launch, type Server } from './server.ts';

const BARE = fileURLToPath(new URL('bare.ts', import.meta.url));
/** Node sets these by itself, for us too. */
const OF_CONNECTION = new Set(['date', 'connection', 'keep-alive', 'transfer-encoding']);
/** nginx sets these by itself. */
const OF_NGINX = new Set([...OF_CONNECTION, 'content-length', 'content-type', 'etag', 'last-modified']);

const without = (rawHeaders: readonly string[], left: ReadonlySet<string>): string[] =>
  rawHeaders.filter((_, at) => !left.has((rawHeaders[at - (at % 2)] ?? '').toLowerCase()));

/** Node's own server with an answer of ours in memory. */
export function startBare(name: string, { body, rawHeaders }: Reply): Promise<Server> {
  const [bodyFile, headersFile] = [join(WORK, `${name}.body`), join(WORK, `${name}.headers.json`)];
  writeFileSync(bodyFile, body);
  writeFileSync(headersFile, JSON.stringify(without(rawHeaders, OF_CONNECTION)));
  return launch((port) => ({
    command: process.execPath,
    args: [BARE, String(port), bodyFile, headersFile],
  }));
}

/** Node's own server that streams a file. */
export function startBareStream(name: string, bodyFile: string): Promise<Server> {
  const headersFile = join(WORK, `${name}.headers.json`);
  writeFileSync(headersFile, JSON.stringify(['content-type', 'text/csv; charset=utf-8']));
  return launch((port) => ({
    command: process.execPath,
    args: [BARE, String(port), bodyFile, headersFile, 'stream'],
  }));
}

const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, (sign) => `\\${sign}`)}"`;

function configuration(port: number, folder: string, reply: Reply): string {
  const headers = without(reply.rawHeaders, OF_NGINX);
  const lines = headers.flatMap((name, at) =>
    at % 2 ? [] : [`    add_header ${name} ${quoted(headers[at + 1] ?? '')};`],
  );
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `  ${kind}_temp_path ${quoted(join(folder, kind))};`,
  );
  return `daemon off;
master_process off;
pid ${quoted(join(folder, 'nginx.pid'))};
error_log stderr crit;
events { worker_connections 1024; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000000;
  open_file_cache max=100;
${temporary.join('\n')}
  types {}
  default_type ${quoted(headerOf(reply, 'content-type') ?? 'application/json')};
  server {
    listen 127.0.0.1:${port};
    root ${quoted(folder)};
${lines.join('\n')}
  }
}
`;
}

/** nginx with an answer of ours as a file: its path is \`/${name}\`. */
export function startNginx(name: string, reply: Reply): Promise<Server> {
  const folder = join(WORK, `nginx-${name}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), reply.body);
  return launch((port) => {
    const file = join(folder, 'nginx.conf');
    writeFileSync(file, configuration(port, folder, reply));
    return { command: 'nginx', args: ['-e', 'stderr', '-p', folder, '-c', file] };
  }, `/${name}`);
}
