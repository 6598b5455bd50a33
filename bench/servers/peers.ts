/** Servers that others made for the same purpose: installed on demand, over the same records. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { install } from '../install.ts';
import { ask } from '../load/client.ts';
import { ROOT, WORK } from '../places.ts';
import { startCold } from './ours.ts';
import { launch, type Server } from './server.ts';

export interface Peer {
  /** With its version. */
  name: string;
  note: string;
  /** @param source one of our databases, whose statements it serves */
  start(source: string): Promise<Server>;
  /** The first statements of a kind. */
  path(kind: string): string;
  ids(answer: unknown): string[];
}

type Rows = { id: string }[];

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const LOOPBACK = ['--import', here('loopback.mjs')];
const idsOf = (rows: Rows): string[] => rows.map(({ id }) => id);
const nested = 'the same JSON, from memory';
const flat = 'rows of SQLite, each with its JSON as text';

/** The project's own better-sqlite3 brings its binary along: no peer compiles one. */
function ourSqlite(): Record<string, string> {
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  return { 'better-sqlite3': dependencies['better-sqlite3'] ?? '*' };
}

/** Every statement as we serve it, in the order of ids. */
async function statements(source: string): Promise<(Record<string, unknown> & { id: string })[]> {
  const server = await startCold(source);
  try {
    const { body } = await ask(server.port, '/statements.ndjson');
    return body
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  } finally {
    await server.end();
  }
}

async function jsonFile(source: string): Promise<string> {
  const file = join(WORK, 'peers.json');
  if (!existsSync(file)) writeFileSync(file, JSON.stringify({ statements: await statements(source) }));
  return file;
}

/** What a generic server can serve of a statement out of SQLite: its columns, with the rest as text. */
async function sqliteFile(source: string): Promise<string> {
  const file = join(WORK, 'peers.sqlite');
  if (existsSync(file)) return file;
  const rows = await statements(source);
  const database = new Database(file);
  try {
    database.exec(
      'CREATE TABLE statements (id TEXT PRIMARY KEY NOT NULL, title TEXT NOT NULL, kind TEXT NOT NULL, json TEXT NOT NULL)',
    );
    database.exec('CREATE INDEX statements_kind ON statements (kind, id)');
    const insert = database.prepare('INSERT INTO statements VALUES (?, ?, ?, ?)');
    database.transaction(() => {
      for (const one of rows) insert.run(one.id, one.title, one.kind, JSON.stringify(one));
    })();
  } finally {
    database.close();
  }
  return file;
}

interface JsonServer {
  version: string;
  /** Its program. */
  bin: string;
  quiet: string[];
  /** What limits a list. */
  limit: string;
}

function jsonServer({ version, bin, quiet, limit }: JsonServer): Peer {
  return {
    name: `json-server ${version}`,
    note: nested,
    start: async (source) => {
      const folder = await install(`json-server-${version}`, { 'json-server': version });
      const file = await jsonFile(source);
      // Where its newest version looks for files to serve.
      mkdirSync(join(WORK, 'public'), { recursive: true });
      const script = join(folder, 'node_modules/json-server', bin);
      return launch((port) => ({
        command: process.execPath,
        args: [...LOOPBACK, script, '--host', '127.0.0.1', '--port', String(port), ...quiet, file],
        cwd: WORK,
      }));
    },
    path: (kind) => `/statements?kind=${kind}&${limit}`,
    ids: (answer) => idsOf((Array.isArray(answer) ? answer : (answer as { data: Rows }).data) as Rows),
  };
}

const soul = (count: number): Peer => ({
  name: 'soul-cli 0.8.2',
  note: flat,
  start: async (source) => {
    const overrides = { ...ourSqlite(), bcrypt: 'npm:bcryptjs@3.0.2' };
    const folder = await install('soul-cli', { 'soul-cli': '0.8.2' }, overrides);
    const file = await sqliteFile(source);
    const script = join(folder, 'node_modules/soul-cli/src/server.js');
    return launch((port) => ({
      command: process.execPath,
      args: [...LOOPBACK, script, '-d', file, '-p', String(port)],
      cwd: WORK,
    }));
  },
  path: (kind) => `/api/tables/statements/rows?_filters=kind:${kind}&_limit=${count}&_ordering=id`,
  ids: (answer) => idsOf((answer as { data: Rows }).data),
});

const platformatic = (count: number): Peer => ({
  name: '@platformatic/db 3.67.0',
  note: flat,
  start: async (source) => {
    const folder = await install('platformatic', { '@platformatic/db': '3.67.0' }, ourSqlite());
    const file = await sqliteFile(source);
    return launch((port) => ({
      command: process.execPath,
      args: [...LOOPBACK, here('platformatic.mjs'), folder, String(port), file],
      cwd: WORK,
    }));
  },
  path: (kind) => `/statements/?where.kind.eq=${kind}&limit=${count}`,
  ids: (answer) => idsOf(answer as Rows),
});

/** Every peer, asked for so many records. */
export const peers = (count: number): Peer[] => [
  jsonServer({
    version: '0.17.4',
    bin: 'lib/cli/bin.js',
    quiet: ['--quiet'],
    limit: `_limit=${count}`,
  }),
  jsonServer({
    version: '1.0.0-beta.15',
    bin: 'lib/bin.js',
    quiet: [],
    limit: `_page=1&_per_page=${count}`,
  }),
  soul(count),
  platformatic(count),
];
