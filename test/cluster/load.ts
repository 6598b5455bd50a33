/** Clients that ask without a pause, and look closely at what they get. */
import { Agent, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** What clients got. */
export interface Counts {
  /** Answers that were as they should be. */
  well: number;
  /** Clients that were told to begin anew, their page's release being gone: 410. */
  gone: number;
  /** Answers that were none: another status, no connection. */
  failed: string[];
  /** Answers that broke off, so that the client was told. */
  cut: string[];
  /** Answers that lacked something, though the client was told nothing. */
  truncated: string[];
  /** Pages of one list that were of two releases. */
  mixed: string[];
}

interface Reply {
  status: number;
  release: string | undefined;
  body: string;
}

/** How many of each kind there are. */
export interface Clients {
  readers?: number;
  pagers?: number;
  exporters?: number;
}

/** What is exported: many small records. */
export const EXPORTED = 'citations';
/** Pause of a client between two answers, in milliseconds: what is counted are answers, not how many there may be. */
const PAUSE = 10;

/** An answer that broke off. */
class Cut extends Error {}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

function ask(url: string, isAgain = false): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = get(url, { agent: isAgain ? false : agent }, (response) => {
      const { location } = response.headers;
      // As fetch does: a page of a release that is served no more at this address is at that release's own.
      if (location) {
        response.resume();
        return ask(new URL(location, url).href).then(resolve, reject);
      }
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', () => reject(new Cut(`after ${Buffer.concat(chunks).length} bytes`)));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          release: response.headers['demarche-release'] as string | undefined,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    sent.on('error', (error) => {
      // A connection that was kept may be closed while it is used anew: clients ask again over another (RFC 9112 §9.3.1).
      if (sent.reusedSocket && !isAgain) ask(url, true).then(resolve, reject);
      else reject(error);
    });
  });
}

interface Page {
  data: { id: string }[];
  meta: { release: string; total: number };
  links: { next: string | null };
}

/** Clients of three kinds, until they are told to stop. */
export class Load {
  readonly counts: Counts = { well: 0, gone: 0, failed: [], cut: [], truncated: [], mixed: [] };
  private stopping = false;
  private asked = 0;
  private readonly clients: Promise<void>[];
  private readonly origin: string;
  /** How many lines an export has, by release. */
  private readonly lines: ReadonlyMap<string, number>;

  constructor(
    origin: string,
    lines: ReadonlyMap<string, number>,
    { readers = 0, pagers = 0, exporters = 0 }: Clients,
  ) {
    this.origin = origin;
    this.lines = lines;
    const begin = (count: number, act: () => Promise<void>) =>
      Array.from({ length: count }, () => this.repeat(act));
    this.clients = [
      ...begin(readers, () => this.read()),
      ...begin(pagers, () => this.readPages()),
      ...begin(exporters, () => this.readExport()),
    ];
  }

  /** What clients got until now, when what they are at is finished. */
  async stop(): Promise<Counts> {
    this.stopping = true;
    await Promise.all(this.clients);
    return this.counts;
  }

  private async repeat(act: () => Promise<void>): Promise<void> {
    while (!this.stopping) {
      await act();
      await sleep(PAUSE);
    }
  }

  /** A question that no cache has the answer to. */
  private makeNew = (path: string) =>
    `${this.origin}${path}${path.includes('?') ? '&' : '?'}utm_id=${++this.asked}`;

  /** The answer, where it is one; others are counted. */
  private async get(url: string): Promise<Reply | null> {
    try {
      const reply = await ask(url);
      if (reply.status === 200) {
        this.counts.well++;
        return reply;
      }
      if (reply.status === 410) this.counts.gone++;
      else this.counts.failed.push(`${reply.status} ${url} ${reply.body.slice(0, 200)}`);
    } catch (error) {
      if (error instanceof Cut) this.counts.cut.push(`${error.message}: ${url}`);
      else this.counts.failed.push(`${(error as Error).message} ${url}`);
    }
    return null;
  }

  /** Half of the questions are asked anew each time, half again and again. */
  private async read(): Promise<void> {
    const path = ['/demands', '/statements?limit=3', '/parties?sort=-id', '/'][this.asked % 4] as string;
    const url = this.asked % 8 < 4 ? this.makeNew(path) : this.origin + path;
    this.asked++;
    const reply = await this.get(url);
    if (!reply) return;
    const { meta } = JSON.parse(reply.body) as Page;
    if (meta.release !== reply.release) this.counts.mixed.push(url);
  }

  /** All pages of a list, as a client reads them: by `links.next`, to the end. */
  private async readPages(): Promise<void> {
    const releases = new Set<string>();
    const ids = new Set<string>();
    let total = 0;
    for (let url: string | null = this.makeNew('/statements?limit=20&select=id'); url; ) {
      const reply = await this.get(url);
      if (!reply) return;
      const page = JSON.parse(reply.body) as Page;
      releases.add(page.meta.release);
      for (const { id } of page.data) ids.add(id);
      total = page.meta.total;
      url = page.links.next;
    }
    if (releases.size > 1) this.counts.mixed.push([...releases].join(' and '));
    else if (ids.size !== total) this.counts.truncated.push(`${ids.size} of ${total} records in pages`);
  }

  private async readExport(): Promise<void> {
    const reply = await this.get(this.makeNew(`/${EXPORTED}.ndjson`));
    if (!reply) return;
    const expected = this.lines.get(reply.release ?? '');
    const lines = reply.body.split('\n').length - 1;
    if (lines !== expected || !reply.body.endsWith('}\n'))
      this.counts.truncated.push(`${lines} of ${expected} lines`);
  }
}
