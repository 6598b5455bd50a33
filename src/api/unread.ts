/** Answers that wait in memory for clients to take them. */
import type { ServerResponse } from 'node:http';

/** Bytes that may wait for one client. */
const MAX_OF_CLIENT = 67_108_864;
/** Bytes that may wait for all of them; beyond it, whoever has more than others gets no more. */
const MAX_OF_ALL = 268_435_456;
/** How old what is known may be, in milliseconds. */
const LOOK_EVERY = 250;

/** Keeps track of what clients have not taken of their answers, and tells who is to be answered no more. */
export class UnreadAnswers {
  private readonly open = new Map<ServerResponse, string>();
  private full: ReadonlySet<string> = new Set();
  private looked = 0;

  follow(client: string, response: ServerResponse): void {
    this.open.set(response, client);
    response.once('close', () => this.open.delete(response));
  }

  private look(): void {
    const bytes = new Map<string, number>();
    let all = 0;
    for (const [response, client] of this.open) {
      all += response.writableLength;
      bytes.set(client, (bytes.get(client) ?? 0) + response.writableLength);
    }
    const most = all > MAX_OF_ALL ? Math.min(MAX_OF_CLIENT, all / bytes.size) : MAX_OF_CLIENT;
    this.full = new Set([...bytes].flatMap(([client, waiting]) => (waiting > most ? [client] : [])));
  }

  /** Whether a client has left so much unread that it gets no more. */
  isFull(client: string): boolean {
    const now = performance.now();
    if (now - this.looked > LOOK_EVERY) {
      this.looked = now;
      this.look();
    }
    return this.full.has(client);
  }
}
