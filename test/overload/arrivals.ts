/**
 * Requests that come as those of many people do: at random moments (a Poisson process), whether or not earlier ones are
 * answered. Bytes over plain sockets, since a client that makes an object of each answer would be what is measured.
 */
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Answers of one status. */
export interface Answers {
  /** Milliseconds from when each was due to its last byte. */
  milliseconds: number[];
  /** How many said when to ask again. */
  told: number;
}

/** Answers by status; 0 is a connection that broke. */
export type AnswersByStatus = Map<number, Answers>;

/** A connection, and what it waits for. */
interface Connection {
  socket: Socket;
  /** When the request that it carries was due; null where it carries none. */
  due: number | null;
  status: number;
  told: boolean;
  /** Bytes of the answer that are still to come. */
  left: number;
}

/** What is read into, for all: nothing is kept of it. */
const buffer = Buffer.alloc(1 << 18);
/** Seconds for which answers are waited for at the end. */
const LAST_ANSWERS = 5;

/** Who asks: where, from which addresses of this machine in turn, what in turn, and over how many connections. */
export interface People {
  port: number;
  from: readonly string[];
  paths: readonly string[];
  connections: number;
}

/** Connections to one server, each of which carries one request at a time. */
class Connections {
  private readonly idle: Connection[] = [];
  private readonly all: Connection[] = [];
  private readonly waiting: number[] = [];
  private readonly requests: readonly string[];
  private sent = 0;
  private answers: AnswersByStatus = new Map();
  /** Whether each answer is followed by the next request at once. */
  private asksOn = false;

  constructor(paths: readonly string[]) {
    this.requests = paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
  }

  connect(port: number, from: string): Promise<void> {
    const connection = { due: null, status: 0, told: false, left: 0 } as Omit<Connection, 'socket'>;
    return new Promise((resolve) => {
      const callback = (bytes: number) => {
        this.read(whole, bytes);
        return true;
      };
      const to = { port, host: '127.0.0.1', localAddress: from, noDelay: true };
      const socket = connect({ ...to, onread: { buffer, callback } }, () => {
        this.idle.push(whole);
        resolve();
      });
      const whole: Connection = Object.assign(connection, { socket });
      this.all.push(whole);
      socket.on('error', () => {});
      socket.on('close', () => {
        if (whole.due !== null) this.count(0, false, performance.now() - whole.due);
        resolve();
      });
    });
  }

  private read(connection: Connection, bytes: number): void {
    if (connection.left === 0) {
      const head = buffer.toString('latin1', 0, Math.min(bytes, 4_096));
      const end = head.indexOf('\r\n\r\n') + 4;
      connection.status = Number(head.slice(9, 12));
      connection.told = /\r\nretry-after:/i.test(head.slice(0, end));
      connection.left = end + Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
    }
    connection.left -= bytes;
    if (connection.left > 0 || connection.due === null) return;
    this.count(connection.status, connection.told, performance.now() - connection.due);
    connection.due = null;
    const due = this.waiting.shift();
    if (due !== undefined) this.send(connection, due);
    else if (this.asksOn) this.send(connection, performance.now());
    else this.idle.push(connection);
  }

  private count(status: number, told: boolean, milliseconds: number): void {
    const answers = this.answers.get(status) ?? { milliseconds: [], told: 0 };
    answers.milliseconds.push(milliseconds);
    if (told) answers.told++;
    this.answers.set(status, answers);
  }

  private send(connection: Connection, due: number): void {
    connection.due = due;
    connection.socket.write(this.requests[this.sent++ % this.requests.length] as string);
  }

  private async takeAnswers(): Promise<AnswersByStatus> {
    const until = performance.now() + LAST_ANSWERS * 1_000;
    while (this.idle.length < this.all.filter(({ socket }) => !socket.destroyed).length) {
      if (performance.now() > until) throw new Error('answers did not come');
      await sleep(10);
    }
    const { answers } = this;
    this.answers = new Map();
    return answers;
  }

  /** Asks at a rate, in requests a second; one that finds no connection free waits for it, and that is part of its time. */
  async arrive(rate: number, seconds: number): Promise<AnswersByStatus> {
    const began = performance.now();
    const end = began + seconds * 1_000;
    for (let due = began; due < end; ) {
      await sleep(Math.max(0, due - performance.now()));
      for (const now = performance.now(); due <= now; due += (-Math.log(1 - Math.random()) * 1_000) / rate) {
        const connection = this.idle.shift();
        if (connection) this.send(connection, due);
        else this.waiting.push(due);
      }
    }
    return this.takeAnswers();
  }

  /** Asks over all connections without a pause. */
  async saturate(seconds: number): Promise<AnswersByStatus> {
    this.asksOn = true;
    for (const connection of this.idle.splice(0)) this.send(connection, performance.now());
    await sleep(seconds * 1_000);
    this.asksOn = false;
    return this.takeAnswers();
  }

  close(): void {
    for (const { socket } of this.all) socket.destroy();
  }
}

/** Connections are opened for each time, since a server closes those that say nothing. */
async function askOver(
  { port, from, paths, connections }: People,
  ask: (open: Connections) => Promise<AnswersByStatus>,
): Promise<AnswersByStatus> {
  const open = new Connections(paths);
  for (let n = 0; n < connections; n++) await open.connect(port, from[n % from.length] as string);
  try {
    return await ask(open);
  } finally {
    open.close();
  }
}

/** Has people ask at a rate, in requests a second. */
export const arrive = (people: People, rate: number, seconds: number) =>
  askOver(people, (open) => open.arrive(rate, seconds));

/** Has people ask without a pause. */
export const saturate = (people: People, seconds: number) =>
  askOver(people, (open) => open.saturate(seconds));
