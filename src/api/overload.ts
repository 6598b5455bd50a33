/** Refusing in time what there is no time for: a queue that does not get shorter only makes everybody wait. */

/** Milliseconds without a pause, and requests in them, after which a queue is no burst any more. */
const BURST = { milliseconds: 200, requests: 50 } as const;
/** Milliseconds of work that are begun between two looks for what has arrived, while there is too much. */
const BUDGET = 20;

/**
 * Tells when more is asked than can be answered, by whether the event loop has had a pause (the idea is that of CoDel,
 * RFC 8289: the shortest queue of some time counts, not the longest). While it has none, only so much is begun in each of
 * its turns, and clients share that: who asks more than others is refused before them.
 */
export class Overload {
  private inTurn = false;
  private slept = 0;
  private lastPause = performance.now();
  /** Requests since then. */
  private requests = 0;
  private lastCall = 0;
  private asking: string | null = null;
  /** Milliseconds that each client's requests have taken in this turn. */
  private readonly taken = new Map<string, number>();
  private clients = 1;

  private readonly endTurn = () => {
    this.inTurn = false;
    this.clients = Math.max(1, this.taken.size);
    this.taken.clear();
    this.asking = null;
  };

  private beginTurn(now: number): void {
    this.inTurn = true;
    setImmediate(this.endTurn);
    const { idle } = performance.eventLoopUtilization();
    if (idle > this.slept) {
      this.lastPause = now;
      this.requests = 0;
    }
    this.slept = idle;
  }

  /** Whether a client's request is to be answered; asked when it arrives. */
  admit(client: string): boolean {
    const now = performance.now();
    if (!this.inTurn) this.beginTurn(now);
    else if (this.asking !== null)
      this.taken.set(this.asking, (this.taken.get(this.asking) ?? 0) + now - this.lastCall);
    this.lastCall = now;
    const taken = this.taken.get(client) ?? 0;
    const queued = ++this.requests > BURST.requests && now - this.lastPause > BURST.milliseconds;
    if (queued && taken >= BUDGET / this.clients) {
      this.asking = null;
      return false;
    }
    this.taken.set(client, taken);
    this.asking = client;
    return true;
  }
}
