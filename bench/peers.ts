/** Servers that others made to answer such questions, installed into a temporary folder when asked for. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import Database from 'better-sqlite3';
import { ask, askJson } from './load.ts';
import { atLeast, type Contender, interleave, type Result, type Row, ratios } from './measure.ts';
import { valuesOf } from './questions.ts';
import { type Bench, requests, using } from './scenarios.ts';
import { here, type Server, serve, serveDemarche, versionOf } from './servers.ts';

const COLUMNS = [
  ...['id', 'title', 'paraphrase', 'voice', 'kind', 'target', 'condition', 'date'],
  ...['report_count', 'source_count', 'origin_count', 'origins_not_stated', 'revised'],
];
const LIMIT = 50;

type Files = Record<'json' | 'sqlite', string>;

interface Peer {
  name: string;
  version: string;
  /** What its dependencies are replaced by, where they would have to be compiled. */
  overrides?: Record<string, string>;
  how: string;
  start(folder: string, files: Files, port: string): string[];
  path(kind: string): string;
  rows(answer: unknown): unknown;
}

const LOOPBACK = ['--import', here('loopback.mjs')];
const camelled = (name: string) => name.replace(/_\w/g, (part) => part.slice(1).toUpperCase());
const binary = () => ({ 'better-sqlite3': versionOf('better-sqlite3') });

/** Run in the folder that it is installed in. */
const PLATFORMATIC = `
  import { create } from '@platformatic/db';
  const [port, file] = process.argv.slice(1);
  const application = await create(process.cwd(), {
    $schema: 'https://schemas.platformatic.dev/@platformatic/db/3.67.0.json',
    server: { hostname: '127.0.0.1', port: Number(port), logger: { level: 'fatal' } },
    db: { connectionString: 'sqlite://' + file, graphql: false, openapi: true },
    watch: false,
  });
  await application.init?.();
  await application.start({ listen: true });`;

const PEERS: readonly Peer[] = [
  {
    name: 'json-server',
    version: '0.17.4',
    how: 'filters rows in memory',
    start: (folder, { json }, port) => [
      join(folder, 'node_modules/json-server/lib/cli/bin.js'),
      ...['--quiet', '--host', '127.0.0.1', '--port', port, json],
    ],
    path: (kind) => `/statements?kind=${kind}&_limit=${LIMIT}`,
    rows: (answer) => answer,
  },
  {
    name: '@platformatic/db',
    version: '3.67.0',
    overrides: binary(),
    how: 'selects rows of SQLite, and counts them for a header',
    start: (_, { sqlite }, port) => ['--input-type=module', '--eval', PLATFORMATIC, '--', port, sqlite],
    path: (kind) => `/statements/?where.kind.eq=${kind}&limit=${LIMIT}&orderby.id=asc&totalCount=true`,
    rows: (answer) =>
      (answer as Record<string, unknown>[]).map((row) =>
        Object.fromEntries(COLUMNS.map((name) => [name, row[camelled(name)]])),
      ),
  },
  {
    name: 'soul-cli',
    version: '0.8.2',
    overrides: { ...binary(), bcrypt: 'npm:bcryptjs@3.0.2' },
    how: 'selects rows of SQLite, and counts them',
    start: (folder, { sqlite }, port) => [
      join(folder, 'node_modules/soul-cli/src/server.js'),
      ...['-d', sqlite, '-p', port],
    ],
    path: (kind) => `/api/tables/statements/rows?_filters=kind:${kind}&_limit=${LIMIT}&_ordering=id`,
    rows: (answer) => (answer as { data: unknown }).data,
  },
];

/** Installs a peer by itself, so that this project does not depend on it. */
function install(parent: string, { name, version, overrides = {} }: Peer): string {
  const folder = join(parent, name.replace(/\W/g, '-'));
  mkdirSync(folder, { recursive: true });
  const manifest = { private: true, dependencies: { [name]: version }, overrides };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync('npm', ['install', ...quiet], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  return folder;
}

/** The columns of all statements, as the files that peers serve. */
function writeFiles(folder: string, file: string) {
  const [json, sqlite] = [join(folder, 'peers.json'), join(folder, 'peers.sqlite')];
  const source = new Database(file, { readonly: true });
  const rows = source.prepare(`SELECT ${COLUMNS.join(', ')} FROM statements ORDER BY id`).all() as object[];
  source.close();
  writeFileSync(json, JSON.stringify({ statements: rows }));
  const target = new Database(sqlite);
  const columns = COLUMNS.map((name) => `${name} ${/count|origins/.test(name) ? 'INTEGER' : 'TEXT'}`);
  target.exec(`CREATE TABLE statements (${columns.join(', ').replace('id TEXT', 'id TEXT PRIMARY KEY')});
    CREATE INDEX statements_by_kind ON statements (kind, id)`);
  const insert = target.prepare(
    `INSERT INTO statements VALUES (${COLUMNS.map((name) => `@${name}`).join(', ')})`,
  );
  target.transaction(() => {
    for (const row of rows) insert.run(row);
  })();
  target.close();
  return { json, sqlite };
}

/** What went wrong, without the command and the notices around it. */
const reason = (error: unknown): string =>
  String((error as { stderr?: Buffer }).stderr ?? (error as Error).message)
    .replace(/\s+/g, ' ')
    .slice(0, 300);

/** A peer that answers the same rows. */
async function startPeer(peer: Peer, folder: string, files: Files, kind: string, same: unknown) {
  const cwd = install(folder, peer);
  const server = await serve((port) => ({ args: [...LOOPBACK, ...peer.start(cwd, files, `${port}`)], cwd }));
  const { status, body } = await ask(server.port, peer.path(kind));
  if (status === 200 && isDeepStrictEqual(peer.rows(JSON.parse(body.toString())), same)) return server;
  await server.end();
  throw new Error(`it answers other rows: ${status} ${body}`);
}

/** Demarche against servers of others, on the same rows and the same question. */
export async function comparePeers({ rounds, seconds, folder, log, databases }: Bench): Promise<Result[]> {
  const [{ file, statements }] = databases;
  const kind = valuesOf(file).get('kind.common') as string;
  const files = writeFiles(folder, file);
  const path = `/statements?kind=${kind}&select=${COLUMNS.join(',')}&limit=${LIMIT}`;
  const notes: string[] = [];
  const peers: Contender[] = [];
  return using([() => serveDemarche(file, {}), () => serveDemarche(file)], async (hot, cold) => {
    const { data } = await askJson<{ data: unknown[] }>(cold.port, path);
    const started: Server[] = [];
    for (const peer of PEERS) {
      const name = `${peer.name} ${peer.version}`;
      log(name);
      try {
        const server = await startPeer(peer, folder, files, kind, data);
        started.push(server);
        peers.push(requests(name, { server, paths: [peer.path(kind)], seconds }));
        notes.push(`${name}: ${peer.how}; \`${peer.path(kind)}\`.`);
      } catch (error) {
        notes.push(`${name} could not be measured: ${reason(error)}`);
      }
    }
    const rows = await interleave(rounds, [
      requests('Demarche, cache off', { server: cold, paths: [path], seconds }),
      requests('Demarche', { server: hot, paths: [path], seconds }),
      ...peers,
    ]).finally(() => Promise.all(started.map((server) => server.end())));
    const [, on, ...others] = rows as [Row, Row, ...Row[]];
    return [
      {
        title: `Servers of others, ${statements.toLocaleString('en')} statements`,
        about: `The first ${LIMIT} statements of kind “${kind}” by id, ${COLUMNS.length} plain columns each: every server has answered the same rows before. Demarche as it is run keeps finished answers; the others have no cache. It was asked \`${path}\`, and takes the columns out of its stored JSON; the others have a file of their own with these columns alone, in SQLite with an index on kind and id. Nothing is joined by any of them.`,
        rows,
        targets: others.map((other) => atLeast(`${on.name} ÷ ${other.name}`, 3, ratios(on, other))),
        notes,
      },
    ];
  });
}
