/** Asks servers: one question at a time to see how long it takes, or as many as they can answer. */
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** An answer. */
export interface Reply {
  status: number;
  /** Names and values in turn, as they were sent. */
  headers: string[];
  body: Buffer;
}

/** Connections over which a server is asked for as much as it can answer. */
export const CONNECTIONS = 16;
const MS = 1000;
const agent = new Agent({ keepAlive: true });

/** One request, over a connection that is kept. */
export function ask(port: number, path: string, headers: Record<string, string> = {}): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, headers, agent }, (response) => {
      const { statusCode: status = 0, rawHeaders: headers } = response;
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => resolve({ status, headers, body: Buffer.concat(chunks) }));
    });
    sent.on('error', reject).end();
  });
}

/** The body of an answer; whatever is no success is thrown. */
async function askWell(port: number, path: string): Promise<Buffer> {
  const { status, body } = await ask(port, path);
  if (status !== 200) throw new Error(`${status} at ${path}: ${body.toString().slice(0, 300)}`);
  return body;
}

/** The JSON of an answer. */
export const askJson = async <T>(port: number, path: string): Promise<T> =>
  JSON.parse((await askWell(port, path)).toString()) as T;

/** Milliseconds to the last byte of an answer. */
export async function time(port: number, path: string): Promise<number> {
  const began = performance.now();
  await askWell(port, path);
  return performance.now() - began;
}

/** Milliseconds of each answer to requests that are sent at a fixed rate, whether or not earlier ones are answered. */
export async function pace(port: number, paths: readonly string[], rate: number, seconds: number) {
  const began = performance.now();
  const going: Promise<number>[] = [];
  for (let n = 0; n < rate * seconds; n++) {
    await sleep(Math.max(0, began + (n * MS) / rate - performance.now()));
    going.push(time(port, paths[n % paths.length] as string));
  }
  return Promise.all(going);
}

/** Reads answers to one connection's requests; what follows the head is counted and thrown away. */
class Reader {
  private head = Buffer.alloc(0);
  private left = 0;
  private readonly status: number;
  private readonly answered: () => void;

  constructor(status: number, answered: () => void) {
    this.status = status;
    this.answered = answered;
  }

  read(piece: Buffer): void {
    if (this.left > 0) {
      this.left -= piece.length;
      if (this.left === 0) this.answered();
      return;
    }
    const bytes = this.head.length ? Buffer.concat([this.head, piece]) : piece;
    const end = bytes.indexOf('\r\n\r\n');
    this.head = end < 0 ? Buffer.from(bytes) : Buffer.alloc(0);
    if (end < 0) return;
    const head = bytes.toString('latin1', 0, end);
    if (!head.startsWith(`HTTP/1.1 ${this.status}`)) throw new Error(`no ${this.status}: ${head}`);
    const [, length = '0'] = /content-length: (\d+)/i.exec(head) ?? [];
    this.left = end + 4 + (this.status === 304 ? 0 : Number(length)) - bytes.length;
    if (this.left === 0) this.answered();
  }
}

/** What a flood is made of. */
export interface Flood {
  server: { port: number; processor(): number };
  /** Asked in turn. */
  paths: readonly string[];
  headers?: Record<string, string>;
  seconds: number;
  /** What every answer has to be. */
  status?: number;
}

/** Most of a core that this process has needed to ask: near 1, it would have measured itself. */
export const busiest = { share: 0 };

/**
 * Requests that a server answers in a second of processor time that it takes, asked over several connections, each
 * without a pause: so many as it would with a core to itself, whatever else runs on the machine.
 */
export function flood({ server, paths, headers = {}, seconds, status = 200 }: Flood): Promise<number> {
  const { port } = server;
  const lines = Object.entries({ host: `127.0.0.1:${port}`, ...headers }).map((pair) => pair.join(': '));
  const requests = paths.map((path) => `GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
  const [began, cpu, taken] = [performance.now(), process.cpuUsage(), server.processor()];
  const elapsed = () => (performance.now() - began) / MS;
  let [count, ended] = [0, 0];
  const rate = (): number => {
    const { user, system } = process.cpuUsage(cpu);
    busiest.share = Math.max(busiest.share, (user + system) / 1e6 / elapsed());
    const time = Math.max(server.processor() - taken, 0.01);
    return count / (Number.isNaN(time) ? elapsed() : time);
  };
  return new Promise((resolve, reject) => {
    for (let first = 0; first < CONNECTIONS; first++) {
      let at = Math.floor((first * requests.length) / CONNECTIONS);
      const next = () => socket.write(requests[at++ % requests.length] as string);
      const reader = new Reader(status, () => {
        count++;
        if (elapsed() < seconds) return next();
        // Nothing is given up half-way: what is left of it would fall into the next measurement.
        socket.destroy();
        if (++ended === CONNECTIONS) resolve(rate());
      });
      const buffer = Buffer.alloc(1 << 18);
      const callback = (bytes: number) => {
        reader.read(buffer.subarray(0, bytes));
        return true;
      };
      const socket = connect({ port, host: '127.0.0.1', noDelay: true, onread: { buffer, callback } }, next);
      socket.on('error', reject);
    }
  });
}
