/** A bare HTTP/1.1 client over one kept connection: cheap enough that what it times is the server. */
import { connect, type Socket } from 'node:net';

export interface Reply {
  status: number;
  /** Names as sent, and values, in turn. */
  rawHeaders: string[];
  /** What was kept of the body, decoded from chunks. */
  body: Buffer;
  /** Length of the whole body. */
  bytes: number;
}

const HEAD_END = '\r\n\r\n';
const LINE_END = '\r\n';

export const headerOf = ({ rawHeaders }: Pick<Reply, 'rawHeaders'>, name: string): string | undefined => {
  const index = rawHeaders.findIndex((header, at) => at % 2 === 0 && header.toLowerCase() === name);
  return index < 0 ? undefined : rawHeaders[index + 1];
};

/** Reads one reply from the pieces in which it arrives. */
class Reading {
  readonly reply: Reply = { status: 0, rawHeaders: [], body: Buffer.alloc(0), bytes: 0 };
  private readonly kept: Buffer[] = [];
  private readonly keep: boolean;
  private pending: Buffer = Buffer.alloc(0);
  /** Bytes that the body, or the chunk at hand, still lacks; null while that is not known. */
  private left: number | null = null;
  private chunked = false;
  private headRead = false;

  constructor(keep: boolean) {
    this.keep = keep;
  }

  /** Takes in a piece; true where the reply is complete. */
  feed(piece: Buffer): boolean {
    let rest = this.pending.length ? Buffer.concat([this.pending, piece]) : piece;
    this.pending = Buffer.alloc(0);
    if (!this.headRead) {
      const end = rest.indexOf(HEAD_END);
      if (end < 0) return this.wait(rest);
      this.readHead(rest.toString('latin1', 0, end));
      rest = rest.subarray(end + HEAD_END.length);
    }
    return this.chunked ? this.readChunks(rest) : this.readPlain(rest);
  }

  finish(): Reply {
    this.reply.body = Buffer.concat(this.kept);
    return this.reply;
  }

  private wait(rest: Buffer): false {
    this.pending = rest;
    return false;
  }

  private readHead(head: string): void {
    const [statusLine = '', ...lines] = head.split(LINE_END);
    this.reply.status = Number(statusLine.split(' ')[1]);
    for (const line of lines) {
      const colon = line.indexOf(':');
      this.reply.rawHeaders.push(line.slice(0, colon), line.slice(colon + 1).trim());
    }
    this.headRead = true;
    this.chunked = headerOf(this.reply, 'transfer-encoding') === 'chunked';
    const none = this.reply.status === 304 || this.reply.status === 204;
    if (!this.chunked) this.left = none ? 0 : Number(headerOf(this.reply, 'content-length') ?? 0);
  }

  /** Takes what belongs to the body, or to the chunk at hand, and returns what follows it. */
  private take(piece: Buffer): Buffer {
    const taken = piece.subarray(0, this.left ?? 0);
    this.left = (this.left ?? 0) - taken.length;
    this.reply.bytes += taken.length;
    if (this.keep && taken.length) this.kept.push(taken);
    return piece.subarray(taken.length);
  }

  private readPlain(piece: Buffer): boolean {
    this.take(piece);
    return this.left === 0;
  }

  private readChunks(piece: Buffer): boolean {
    let rest = piece;
    for (;;) {
      if (this.left) rest = this.take(rest);
      if (this.left) return false;
      // Before every size but the first stands the end of the chunk before it.
      const from = this.left === 0 ? LINE_END.length : 0;
      const end = rest.indexOf(LINE_END, from);
      if (end < 0) return this.wait(rest);
      const size = Number.parseInt(rest.toString('latin1', from, end), 16);
      if (size === 0) return rest.length >= end + HEAD_END.length || this.wait(rest);
      this.left = size;
      rest = rest.subarray(end + LINE_END.length);
    }
  }
}

/** One connection, one request at a time; it is opened anew where the server has closed it. */
export class Connection {
  private readonly port: number;
  private readonly keep: boolean;
  private socket: Socket | null = null;

  /** @param keep whether bodies are kept; otherwise they are counted and thrown away */
  constructor(port: number, keep = false) {
    this.port = port;
    this.keep = keep;
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Reply> {
    const lines = Object.entries({ Host: `127.0.0.1:${this.port}`, ...headers }).map((pair) =>
      pair.join(': '),
    );
    return this.send(`GET ${path} HTTP/1.1\r\n${lines.join(LINE_END)}${HEAD_END}`);
  }

  close(): void {
    this.socket?.destroy();
    this.socket = null;
  }

  /** Gives up the request that is under way. */
  abort(): void {
    this.socket?.destroy();
  }

  private opened(): Socket {
    if (this.socket && !this.socket.destroyed) return this.socket;
    this.socket = connect({ port: this.port, host: '127.0.0.1', noDelay: true });
    return this.socket;
  }

  private send(request: string): Promise<Reply> {
    const socket = this.opened();
    const reading = new Reading(this.keep);
    return new Promise((resolve, reject) => {
      const settle = (error?: Error) => {
        socket.removeAllListeners();
        socket.on('error', () => {});
        if (!error) return resolve(reading.finish());
        this.close();
        reject(error);
      };
      socket.on('data', (piece) => {
        if (reading.feed(piece)) settle();
      });
      socket.on('error', settle);
      socket.on('close', () => settle(new Error('the server closed the connection')));
      socket.write(request);
    });
  }
}

/** One request over a connection of its own, its body kept. */
export async function ask(port: number, path: string, headers: Record<string, string> = {}): Promise<Reply> {
  const connection = new Connection(port, true);
  try {
    return await connection.get(path, headers);
  } finally {
    connection.close();
  }
}
