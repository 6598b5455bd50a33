/**
 * Tries what one client could do to the others, on a running server: `npm run test:overload`, some three minutes, and not among the
 * quick tests. Prints what was found beside its bound; ends with 1 where a bound is broken. Names of scenarios choose some.
 */
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '../../bench/measure.ts';
import { type AnswersByStatus, arrive, saturate } from './arrivals.ts';
import {
  ATTACKER,
  ask,
  openSockets,
  pace,
  type Reply,
  type Server,
  startServer,
  waitUntilClosed,
} from './server.ts';

/** What was found, and whether it is as it has to be. */
interface Finding {
  what: string;
  found: string;
  well: boolean;
}

interface Scenario {
  environment: Record<string, string>;
  /** Files that the server may open. */
  openFiles?: number;
  run(server: Server): Promise<Finding[]>;
}

const MB = 1e6;
const inMB = (bytes: number) => `${Math.round(bytes / MB)} MB`;
const inMs = (milliseconds: number) => `${milliseconds.toFixed(1)} ms`;
const p99 = (replies: readonly Reply[]) =>
  percentile(
    replies.map(({ milliseconds }) => milliseconds),
    0.99,
  );
const answered = (replies: readonly Reply[]) => replies.filter(({ status }) => status === 200);

/** Questions that no cache answers. */
const QUESTIONS = ['demand', 'claim', 'threat', 'denial', 'offer', 'warning'].flatMap((kind) =>
  [41, 44, 47, 50].map((limit) => `/statements?kind=${kind}&limit=${limit}`),
);

/** Where many people ask from. */
const PEOPLE = Array.from({ length: 200 }, (_, index) => `127.0.1.${index + 1}`);
/** Connections that they ask over, and as many of them as keep a server busy. */
const MANY = 1_000;
const SATURATING = 16;
/** How long four times the load lasts: `SECONDS=300` for as long as a bad day. */
const SECONDS = Number(process.env.SECONDS ?? 20);
const get200 = (answers: AnswersByStatus) => answers.get(200)?.milliseconds ?? [];
const count200 = (answers: AnswersByStatus) => get200(answers).length;

/** What a server answers where it is asked over several connections without a pause, a second. */
async function measureCapacity({ port }: Server, seconds: number): Promise<number> {
  const until = performance.now() + seconds * 1_000;
  let count = 0;
  const askOn = async () => {
    while (performance.now() < until) {
      const { status } = await ask(port, QUESTIONS[count % QUESTIONS.length] as string);
      if (status === 200) count++;
    }
  };
  await Promise.all(Array.from({ length: 12 }, askOn));
  return count / seconds;
}

/** Asks now and then, while something else goes on. */
async function askBeside({ port }: Server, seconds: number): Promise<Reply[]> {
  return pace(port, ['/parties?limit=3', '/topics?limit=3'], 20, seconds);
}

/** Seconds after which connections that are to be closed have to be. */
const PATIENCE = 30;
const NO_CACHE = { CACHE_MAX_BYTES: '0' };
/** Most memory that a server takes whatever is done to it, in bytes. */
const MOST_MEMORY = 900 * MB;

const scenarios: Record<string, Scenario> = {
  'four times the load': {
    environment: NO_CACHE,
    async run(server) {
      const people = { port: server.port, from: PEOPLE, paths: QUESTIONS, connections: MANY };
      const few = { ...people, connections: SATURATING };
      await saturate(few, 6); // until the code is compiled
      const capacity = count200(await saturate(few, 5)) / 5;
      const half = await arrive(people, capacity / 2, 10);
      const much = await arrive(people, capacity * 4, SECONDS);
      const ended = performance.now();
      let back = Number.POSITIVE_INFINITY;
      while (performance.now() - ended < 10_000 && back > 10_000) {
        const began = performance.now();
        const again = await arrive(people, capacity / 2, 1);
        if (again.size === 1) back = began - ended;
      }
      const memory = server.memory();
      const goodput = count200(much) / SECONDS;
      const [bound, found] = [half, much].map((answers) => percentile(get200(answers), 0.99)) as [
        number,
        number,
      ];
      const refused = [...much].filter(([status]) => status !== 200);
      const count = refused.reduce((sum, [, { milliseconds }]) => sum + milliseconds.length, 0);
      const told = much.get(503)?.told ?? 0;
      const refusedAtHalf = [...half].flatMap(([status, { milliseconds }]) =>
        status === 200 ? [] : milliseconds,
      );
      return [
        { what: 'capacity', found: `${capacity.toFixed(0)} answers a second`, well: true },
        {
          what: 'at half of it: refused, at most one of 200',
          found: `${refusedAtHalf.length} of ${count200(half) + refusedAtHalf.length}, p99 ${inMs(bound)}`,
          well: refusedAtHalf.length <= count200(half) / 200,
        },
        {
          what: `at four times, for ${SECONDS} s: answered`,
          found: `${goodput.toFixed(0)} a second, ${Math.round((goodput / capacity) * 100)} % of it`,
          well: goodput >= 0.8 * capacity,
        },
        {
          what: 'their p99, at most three times that at half',
          found: `${inMs(found)}, ${(found / bound).toFixed(1)} times`,
          well: found <= 3 * bound,
        },
        { what: 'the rest told when to ask again', found: `${told} of ${count}`, well: told === count },
        { what: 'back after', found: inMs(back), well: back <= 5_000 },
        { what: 'most memory', found: inMB(memory.most), well: memory.most < MOST_MEMORY },
      ];
    },
  },
  'one asks four times what there is, another now and then': {
    environment: NO_CACHE,
    async run(server) {
      const capacity = await measureCapacity(server, 3);
      const flood = pace(server.port, QUESTIONS, capacity * 4, 8, ATTACKER);
      const beside = await askBeside(server, 7);
      await flood;
      return [
        {
          what: 'the other is answered',
          found: `${answered(beside).length} of ${beside.length}, p99 ${inMs(p99(answered(beside)))}`,
          well: answered(beside).length >= 0.98 * beside.length,
        },
      ];
    },
  },
  'wrong references, 300 kB a second': {
    environment: NO_CACHE,
    async run(server) {
      const names = [
        'speaker',
        'topic',
        'region',
        'about',
        'source',
        'occasion',
        'weapon',
        'addressee',
        'target',
      ];
      const query = names
        .map((name) => `${name}=${Array.from({ length: 40 }, (_, n) => `wrong-reference-${n}`).join(',')}`)
        .join('&');
      const path = `/statements?${query}`;
      const alone = await askBeside(server, 3);
      const flood = pace(server.port, [path], 300_000 / path.length, 6, ATTACKER);
      const beside = await askBeside(server, 5);
      const wrong = await flood;
      const median = percentile(
        beside.map(({ milliseconds }) => milliseconds),
        0.5,
      );
      return [
        { what: 'alone', found: `p99 ${inMs(p99(alone))}`, well: true },
        { what: 'another’s median', found: inMs(median), well: median < 50 },
        {
          what: 'longest refusal',
          found: `${Math.max(...wrong.map(({ body }) => body.length))} characters`,
          well: wrong.every(({ body }) => body.length < 20_000),
        },
      ];
    },
  },
  '200 documents at once': {
    environment: {},
    async run(server) {
      const { body } = await ask(server.port, '/sources?limit=1&select=id');
      const { data } = JSON.parse(body) as { data: { id: string }[] };
      const text = Buffer.from('Words of a document. '.repeat(45_000));
      const path = `/sources/${data[0]?.id}/verify`;
      const many = Promise.all(Array.from({ length: 200 }, () => ask(server.port, path, ATTACKER, text)));
      const beside = await askBeside(server, 3);
      const replies = await many;
      const refused = replies.filter(({ status }) => status !== 200);
      return [
        { what: 'looked through', found: `${200 - refused.length} of 200`, well: refused.length < 200 },
        {
          what: 'others answered meanwhile',
          found: `${answered(beside).length} of ${beside.length}`,
          well: answered(beside).length === beside.length,
        },
        { what: 'most memory', found: inMB(server.memory().most), well: server.memory().most < MOST_MEMORY },
        {
          what: 'afterwards',
          found: String((await ask(server.port, path, ATTACKER, text)).status),
          well: (await ask(server.port, path, ATTACKER, text)).status === 200,
        },
      ];
    },
  },
  'bodies that do not come': {
    environment: { REQUEST_TIMEOUT: '3' },
    async run(server) {
      const { body } = await ask(server.port, '/sources?limit=1&select=id');
      const { data } = JSON.parse(body) as { data: { id: string }[] };
      const head = `POST /sources/${data[0]?.id}/verify HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\nx`;
      const sockets = await openSockets(server.port, 300, head, true);
      const other = await ask(server.port, '/parties?limit=1');
      const { left, after } = await waitUntilClosed(server, PATIENCE);
      for (const socket of sockets) socket.destroy();
      return [
        { what: 'others are answered', found: `${other.status}`, well: other.status === 200 },
        { what: `of 300 left after ${after.toFixed(1)} s`, found: String(left), well: left === 0 },
      ];
    },
  },
  'heads that do not come': {
    environment: { REQUEST_TIMEOUT: '3' },
    async run(server) {
      const sockets = [
        ...(await openSockets(server.port, 150, '', true)),
        ...(await openSockets(server.port, 150, 'GET /parties HTTP/1.1\r\nHost: local', true)),
      ];
      const { left, after } = await waitUntilClosed(server, PATIENCE);
      for (const socket of sockets) socket.destroy();
      return [{ what: `of 300 left after ${after.toFixed(1)} s`, found: String(left), well: left === 0 }];
    },
  },
  'readers that never read': {
    environment: { WRITE_TIMEOUT: '4', ...NO_CACHE },
    async run(server) {
      const question = 'GET /statements?limit=1000 HTTP/1.1\r\nHost: localhost\r\n\r\n';
      const sockets = await openSockets(server.port, 200, question.repeat(4), false);
      const beside = await askBeside(server, 5);
      const { left, after } = await waitUntilClosed(server, PATIENCE);
      const { most } = server.memory();
      for (const socket of sockets) socket.destroy();
      return [
        {
          what: 'others answered meanwhile',
          found: `${answered(beside).length} of ${beside.length}, p99 ${inMs(p99(beside))}`,
          well: answered(beside).length >= 0.95 * beside.length,
        },
        { what: `of 200 left after ${after.toFixed(1)} s`, found: String(left), well: left === 0 },
        { what: 'most memory', found: inMB(most), well: most < MOST_MEMORY },
      ];
    },
  },
  'nonsense, where 300 files may be open': {
    environment: {},
    openFiles: 300,
    async run(server) {
      const sockets = await openSockets(server.port, 280, 'nonsense\r\n\r\n', false);
      const other = await ask(server.port, '/parties?limit=1');
      const { left, after } = await waitUntilClosed(server, PATIENCE);
      for (const socket of sockets) socket.destroy();
      return [
        { what: 'another is answered', found: String(other.status), well: other.status === 200 },
        { what: `of 280 left after ${after.toFixed(1)} s`, found: String(left), well: left === 0 },
      ];
    },
  },
};

const file = process.env.DATABASE_PATH ?? 'build/demarche.sqlite';
if (!existsSync(file)) throw new Error(`There is no database at ${file}: run npm run data:build`);
const chosen = process.argv.slice(2);
let broken = 0;
for (const [name, { environment, openFiles, run }] of Object.entries(scenarios)) {
  if (chosen.length && !chosen.some((part) => name.includes(part))) continue;
  const server = await startServer(file, { RATE_LIMIT: '0', ...environment }, openFiles);
  await sleep(1_500); // what it makes after it listens is made
  console.log(`\n${name}`);
  try {
    for (const { what, found, well } of await run(server)) {
      console.log(`  ${well ? 'kept  ' : 'BROKEN'} ${what}: ${found}`);
      if (!well) broken++;
    }
  } finally {
    await server.end();
  }
}
process.exitCode = broken ? 1 : 0;
