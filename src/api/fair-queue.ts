/** A queue that serves clients in turn: who asks a hundred times waits behind the first of everybody else. */

interface Waiting {
  /** Whether it is part of something that has begun, and never refused. */
  always: boolean;
  begin: () => void;
  refuse: () => void;
}

/** Places for work that runs at the same time, and who waits for one. */
export class FairQueue {
  private readonly places: number;
  private readonly most: number;
  private running = 0;
  /** How many wait. */
  size = 0;
  /** Who waits, first come first, by client; clients stand in the order of their turns. */
  private readonly queues = new Map<string, Waiting[]>();

  /**
   * @param places how much runs at once
   * @param most how many wait, besides those that are never refused
   */
  constructor(places: number, most: number) {
    this.places = places;
    this.most = most;
  }

  /**
   * Waits for a place, which whoever got it gives back by `leave`. Where too many wait, the client that has most of them
   * waiting is refused its last.
   * @param refusal what is thrown where that is this one
   * @param always whether it is part of something that has begun
   */
  async enter(client: string, signal: AbortSignal, refusal: () => Error, always = false): Promise<void> {
    signal.throwIfAborted();
    if (this.running < this.places) {
      this.running++;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const waiting: Waiting = {
        always,
        begin: () => {
          signal.removeEventListener('abort', giveUp);
          resolve();
        },
        refuse: () => {
          signal.removeEventListener('abort', giveUp);
          reject(refusal());
        },
      };
      const giveUp = () => {
        if (this.remove(client, waiting)) reject(signal.reason);
      };
      signal.addEventListener('abort', giveUp, { once: true });
      this.add(client, waiting);
      if (!always && this.size > this.most) this.refuseLongest();
    });
  }

  /** Gives a place to whoever is next. */
  leave(): void {
    const [first] = this.queues;
    if (!first) {
      this.running--;
      return;
    }
    const [client, queue] = first;
    const next = queue.shift() as Waiting;
    this.size--;
    this.queues.delete(client);
    if (queue.length) this.queues.set(client, queue);
    next.begin();
  }

  private add(client: string, waiting: Waiting): void {
    const queue = this.queues.get(client) ?? [];
    queue.push(waiting);
    this.queues.set(client, queue);
    this.size++;
  }

  private remove(client: string, waiting: Waiting): boolean {
    const queue = this.queues.get(client) ?? [];
    const at = queue.indexOf(waiting);
    if (at < 0) return false;
    queue.splice(at, 1);
    if (!queue.length) this.queues.delete(client);
    this.size--;
    return true;
  }

  /** Refuses all that wait, whatever they are part of. */
  refuseAll(): void {
    const all = [...this.queues.values()].flat();
    this.queues.clear();
    this.size = 0;
    for (const waiting of all) waiting.refuse();
  }

  private refuseLongest(): void {
    const refusable = [...this.queues].map(
      ([client, queue]) => [client, queue.filter(({ always }) => !always)] as const,
    );
    const [client, queue] = refusable.reduce((most, one) => (one[1].length > most[1].length ? one : most));
    const last = queue.at(-1);
    if (last && this.remove(client, last)) last.refuse();
  }
}
