/** The real Varnish and nginx with the configuration in deploy/, on ports of their own. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { atEnd, emptyFolder } from '../ending.ts';
import { findPorts, waitFor } from './replicas.ts';

const DEPLOY = fileURLToPath(new URL('../../deploy', import.meta.url));

/** What stands before the replicas. */
export interface Balancer {
  origin: string;
  /** The command that has it forget what it keeps of other releases; {} is the release's id. */
  forget: string;
  stop(): Promise<void>;
}

/** What a balancer is tried with. */
export interface Options {
  /** Ports of the replicas. */
  ports: number[];
  /** As it would be without what deploy/ says: no retries, and answers passed on as they come. */
  naive?: boolean;
  /** Seconds for which answers count as fresh, where that is less than the server says. */
  freshFor?: number;
}

const has = (command: string) => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;
/** What can be tried on this machine. */
export const installed = { varnish: has('varnishd'), nginx: has('nginx') };

/** Replaces what has to be there. */
function replace(text: string, from: string | RegExp, to: string): string {
  const replaced = text.replaceAll(from, to);
  if (replaced === text) throw new Error(`deploy/ has no ${from} any more`);
  return replaced;
}

/** Rewrites the ports of the three replicas. */
const setPorts = (text: string, ports: number[]) =>
  [3001, 3002, 3003].reduce(
    (written, port, at) => replace(written, new RegExp(`\\b${port}\\b`, 'g'), String(ports[at])),
    text,
  );

function copyDeploy(): string {
  const folder = emptyFolder();
  cpSync(DEPLOY, folder, { recursive: true });
  chmodSync(folder, 0o755); // nginx's workers are another user's
  return folder;
}

const edit = (file: string, change: (text: string) => string) =>
  writeFileSync(file, change(readFileSync(file, 'utf8')));

async function run(command: string, args: string[], port: number, forget: string): Promise<Balancer> {
  const child: ChildProcess = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => {
      said += chunk;
    });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  atEnd(stop);
  const origin = `http://127.0.0.1:${port}`;
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${command} ended: ${said}`);
  });
  ended.catch(() => undefined);
  await Promise.race([ended, waitFor(`${origin}/topics`)]);
  return { origin, forget, stop };
}

/** Varnish as deploy/README.md starts it. */
export async function startVarnish({ ports, naive, freshFor }: Options): Promise<Balancer> {
  const [port = 0] = await findPorts(1);
  const folder = copyDeploy();
  const fresh = freshFor ? `sub vcl_backend_response { set beresp.ttl = ${freshFor}s; }` : '';
  edit(join(folder, 'replicas.vcl'), (text) => `${setPorts(text, ports)}\n${fresh}`);
  if (naive)
    writeFileSync(
      join(folder, 'default.vcl'),
      `vcl 4.1; import directors; probe ready { .url = "/"; .interval = 5s; .initial = 8; }
      include "./replicas.vcl";
      sub vcl_backend_fetch { set bereq.backend = replicas.backend(by=HASH, healthy=IGNORE); }`,
    );
  const work = emptyFolder();
  chmodSync(work, 0o755);
  return run(
    'varnishd',
    [
      ...['-F', '-n', work, '-f', join(folder, 'default.vcl'), '-a', `127.0.0.1:${port}`],
      ...['-s', 'malloc,64m', '-s', 'Transient=malloc,256m', '-p', 'thread_pool_min=5', '-j', 'none'],
    ],
    port,
    `varnishadm -n ${work} ban 'obj.http.demarche-release ~ . && obj.http.demarche-release != {}'`,
  );
}

/** nginx with the whole of deploy/nginx.conf. */
export async function startNginx({ ports, naive, freshFor }: Options): Promise<Balancer> {
  const [port = 0] = await findPorts(1);
  const folder = copyDeploy();
  const config = join(folder, 'nginx.conf');
  const fresh = freshFor ? `proxy_ignore_headers Cache-Control; proxy_cache_valid 200 ${freshFor}s;` : '';
  edit(join(folder, 'replicas.conf'), (text) => `${setPorts(text, ports)}\n${fresh}`);
  edit(config, (text) => {
    let edited = replace(text, 'listen 80;', `listen 127.0.0.1:${port};`);
    edited = replace(edited, '/var/cache/nginx/demarche', join(folder, 'cache'));
    edited = replace(edited, '/var/log/nginx', folder);
    edited = replace(edited, '/run/nginx.pid', join(folder, 'nginx.pid'));
    if (naive) edited = replace(edited, /proxy_next_upstream error .*;/g, 'proxy_next_upstream off;');
    return edited;
  });
  return run(
    'nginx',
    ['-c', config, '-g', 'daemon off;'],
    port,
    `${join(folder, 'nginx-forget')} {} ${config}`,
  );
}
