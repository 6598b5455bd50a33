/** deploy/Containerfile without containers: its commands are run in folders, one a stage, and what it starts is asked. */
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { atEnd, emptyFolder } from '../ending.ts';
import { findPorts, waitFor } from './replicas.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const read = (name: string) => readFileSync(join(ROOT, 'deploy', name), 'utf8');
/** Whose the process is: nobody's, as in the image it is not root's. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

it('the image is built by its commands, and serves for another user out of files that nobody may write', async () => {
  const stages = new Map<string, string>();
  let folder = '';
  let environment: Record<string, string> = {};
  const commands: Record<string, string[]> = {};
  for (const line of read('Containerfile').split('\n')) {
    const [word = '', ...rest] = line.split(' ');
    if (word === 'FROM') {
      folder = emptyFolder();
      stages.set(rest[2] ?? '', folder);
    } else if (word === 'COPY') {
      const [, stage = null] = /^--from=(.*)/.exec(rest[0] ?? '') ?? [];
      const paths = stage === null ? rest : rest.slice(1);
      const to = join(folder, paths.at(-1) as string);
      for (const path of paths.slice(0, -1)) {
        const from = stage === null ? join(ROOT, path) : path.replace('/app', stages.get(stage) ?? '');
        if (paths.at(-1)?.endsWith('/')) mkdirSync(to, { recursive: true });
        cpSync(from, paths.at(-1)?.endsWith('/') ? join(to, path) : to, { recursive: true });
      }
    } else if (word === 'RUN') {
      const { status, stderr } = spawnSync('sh', ['-c', rest.join(' ')], { cwd: folder, encoding: 'utf8' });
      expect(status, `${line}: ${stderr}`).toBe(0);
    } else if (word === 'ENV') environment = Object.fromEntries(rest.map((pair) => pair.split('=')));
    else if (word === 'CMD') commands.CMD = JSON.parse(rest.join(' '));
    else if (word === 'HEALTHCHECK') commands.HEALTHCHECK = JSON.parse(line.slice(line.indexOf('[')));
    else expect(['', '#', 'WORKDIR', 'USER', 'EXPOSE']).toContain(word);
  }
  chmodSync(folder, 0o555);
  const [port = 0] = await findPorts(1);
  const options = {
    cwd: folder,
    env: { PATH: process.env.PATH, ...environment, HOST: '127.0.0.1', PORT: String(port) },
    ...NOBODY,
  };
  const run = ([command = '', ...args]: string[] = []) => spawnSync(command, args, options).status;
  expect(run(commands.HEALTHCHECK)).toBe(1);
  const [command = '', ...args] = commands.CMD as string[];
  const server = spawn(command, args, { ...options, stdio: 'inherit' });
  atEnd(() => server.kill('SIGKILL'));
  await waitFor(`http://127.0.0.1:${port}/demands`);
  expect(run(commands.HEALTHCHECK)).toBe(0);
});

it('the composition has replicas that write nothing, all of them known to Varnish', () => {
  const { services, configs } = parse(read('compose.yaml'), { merge: true }) as {
    services: Record<string, { read_only?: boolean; cap_drop?: string[] }>;
    configs: { replicas: { content: string } };
  };
  const replicas = Object.keys(services).filter((name) => name.startsWith('replica'));
  expect(replicas).toHaveLength(3);
  for (const name of replicas) {
    expect(services[name]).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
    expect(configs.replicas.content).toContain(`.host = "${name}"; .port = "3000";`);
    expect(configs.replicas.content).toContain(`replicas.add_backend(${name});`);
  }
});
