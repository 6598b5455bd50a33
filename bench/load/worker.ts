/** A process that asks, apart from the one that conducts, so that nothing else runs in its event loop. */
import { setTimeout as wait } from 'node:timers/promises';
import { Connection } from './client.ts';
import { scan } from './scan.ts';
import type {
  Background,
  Drain,
  Drained,
  Each,
  InTurn,
  Latencies,
  Numbered,
  Paced,
  ResultOf,
  Task,
} from './tasks.ts';

const MS = 1000;
/** Most connections of a paced load. */
const MOST_CONNECTIONS = 64;
let stopped = false;

/** Time of one answer, to its last byte; throws where it is no success. */
async function timed(connection: Connection, path: string): Promise<number> {
  const begin = performance.now();
  const { status } = await connection.get(path);
  if (status !== 200) throw new Error(`${status} at ${path}`);
  return performance.now() - begin;
}

async function each({ port, paths, asks, budget }: Each): Promise<Latencies> {
  const connection = new Connection(port);
  const found: Latencies = [];
  for (const path of paths) {
    const times: number[] = [];
    const begin = performance.now();
    while (times.length < asks && (!times.length || performance.now() - begin < budget))
      times.push(await timed(connection, path));
    found.push(times);
  }
  connection.close();
  return found;
}

async function inTurn({ port, paths, seconds }: InTurn): Promise<Latencies> {
  const connection = new Connection(port);
  const found: Latencies = paths.map(() => []);
  const end = performance.now() + seconds * MS;
  for (let index = 0; performance.now() < end; index = (index + 1) % paths.length)
    found[index]?.push(await timed(connection, paths[index] as string));
  connection.close();
  return found;
}

/** Connections of which each serves one request at a time; one more is opened where all are busy. */
class Pool {
  private readonly port: number;
  private readonly all: Connection[] = [];
  private readonly free: Connection[] = [];
  private readonly busy = new Set<Promise<number>>();

  constructor(port: number) {
    this.port = port;
  }

  /** Waits only where there are too many connections already; tells whether it did. */
  async ready(): Promise<boolean> {
    const full = () => !this.free.length && this.all.length >= MOST_CONNECTIONS;
    const waits = full();
    while (full()) await Promise.race(this.busy);
    return waits;
  }

  /** Time of one answer. */
  ask(path: string): Promise<number> {
    const connection = this.free.pop() ?? this.opened();
    const going = timed(connection, path).finally(() => {
      this.free.push(connection);
      this.busy.delete(going);
    });
    this.busy.add(going);
    return going;
  }

  close(): void {
    for (const connection of this.all) connection.close();
  }

  private opened(): Connection {
    const connection = new Connection(this.port);
    this.all.push(connection);
    return connection;
  }
}

/**
 * Sends requests when they are due, whatever became of those before, so that a server which stops does not hide it by
 * being asked less. What has to wait for a connection is timed from when it was due; what this process alone sends
 * late, from when it was sent.
 */
async function paced({ port, streams, rate, seconds }: Paced): Promise<Latencies> {
  const pool = new Pool(port);
  const asked: Promise<number>[][] = streams.map(() => []);
  const begin = performance.now();
  let behind = false;
  for (let index = 0; index < rate * seconds; index++) {
    const due = begin + (index * MS) / rate;
    const early = due - performance.now();
    if (early > 0) {
      await wait(early);
      behind = false;
    }
    behind = (await pool.ready()) || behind;
    const waited = behind ? performance.now() - due : 0;
    const paths = streams[index % streams.length] as string[];
    const path = paths[Math.floor(index / streams.length) % paths.length] as string;
    const answer = pool.ask(path).then((time) => time + waited);
    // Told at the end, with all others.
    answer.catch(() => {});
    asked[index % streams.length]?.push(answer);
  }
  const found = await Promise.all(asked.map((answers) => Promise.all(answers)));
  pool.close();
  return found;
}

async function background({ port, paths, clients }: Background) {
  stopped = false;
  let answers = 0;
  const connections = Array.from({ length: clients }, () => new Connection(port));
  const client = async (connection: Connection, offset: number) => {
    try {
      for (let index = offset; !stopped; index++, answers++)
        await timed(connection, paths[index % paths.length] as string);
    } catch (error) {
      if (!stopped) throw error;
    } finally {
      stopped = true;
    }
  };
  const poll = setInterval(() => {
    if (stopped) for (const connection of connections) connection.abort();
  }, 10);
  await Promise.all(connections.map(client));
  clearInterval(poll);
  return { answers };
}

async function numbered({ port, before, from, to }: Numbered): Promise<null> {
  const connection = new Connection(port);
  for (let number = from; number < to; number++) await timed(connection, `${before}${number}`);
  connection.close();
  return null;
}

async function drain({ port, path }: Drain): Promise<Drained> {
  const connection = new Connection(port);
  const begin = performance.now();
  const { status, bytes } = await connection.get(path);
  if (status !== 200) throw new Error(`${status} at ${path}`);
  connection.close();
  return { bytes, milliseconds: performance.now() - begin };
}

function carryOut(task: Task): Promise<ResultOf[keyof ResultOf]> | ResultOf[keyof ResultOf] {
  switch (task.task) {
    case 'each':
      return each(task);
    case 'in-turn':
      return inTurn(task);
    case 'paced':
      return paced(task);
    case 'background':
      return background(task);
    case 'numbered':
      return numbered(task);
    case 'drain':
      return drain(task);
    case 'scan':
      return scan(task.file);
    case 'stop':
      stopped = true;
      return null;
  }
}

process.on('message', async ({ id, task }: { id: number; task: Task }) => {
  try {
    process.send?.({ id, result: await carryOut(task) });
  } catch (error) {
    process.send?.({ id, error: (error as Error).message });
  }
});
process.on('disconnect', () => process.exit());
