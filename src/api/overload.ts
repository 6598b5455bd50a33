/** Refusing in time what there is no time for: a queue that stays long only makes everybody wait. */

/** Milliseconds after which a queue that has not been short in between is no burst. */
const BURST = 100;
/** As many requests that have arrived since the last turn of the event loop are no queue: so many come in a pause for garbage. */
const SHORT = 40;
/** Milliseconds of work that a turn begins while there is a queue, shared by those who ask; with less there is no queue. */
const BUDGET = 14;
/** As many times that is begun for clients who come later in a turn than others have used their share. */
const LATECOMERS = 1.5;
/** As many clients have a request of a turn answered however long others took: one of theirs may have met a pause for garbage. */
const FEW = 4;
/**
 * Where refusing takes long, because those who were refused ask again at once, work takes so many times as long, up to a
 * longest turn in milliseconds.
 */
const WORK_TO_REFUSALS = 2;
const MAX_BUDGET = 2.5 * BUDGET;

/**
 * Tells when more is asked than can be answered, by the turns of the event loop, in each of which all that has arrived
 * is taken up (the idea is that of CoDel, RFC 8289 §3: the shortest queue of an interval counts, not the longest). While
 * there is a queue, only so much is begun in each turn, and clients share that: who asks more than others is refused
 * before them.
 */
export class Overload {
  private inTurn = false;
  /** Requests of this turn. */
  private requests = 0;
  private refuses = false;
  /** When the queue was last seen to be short. */
  private lastShort = performance.now();
  /** Milliseconds that the event loop has waited for something to do. */
  private idle = 0;
  private lastCall = 0;
  /** Whose request was admitted last; null where it was refused. */
  private asking: string | null = null;
  /** Milliseconds that each client's requests have taken in this turn. */
  private readonly taken = new Map<string, number>();
  /** Milliseconds that all requests and refusals have taken in this turn. */
  private working = 0;
  private refusing = 0;
  /** Milliseconds that are left in this turn for all together. */
  private left = 0;
  /** Clients of the last turn, and milliseconds of work that this one may begin for them. */
  private clients = 1;
  private budget = BUDGET;

  /** Charges what has passed since the last request to whoever asked it. */
  private charge(now: number): void {
    const passed = now - this.lastCall;
    if (this.asking === null) {
      this.refusing += passed;
      return;
    }
    this.working += passed;
    this.left -= passed;
    this.taken.set(this.asking, (this.taken.get(this.asking) ?? 0) + passed);
  }

  private noteShort(now: number): void {
    this.lastShort = now;
    this.refuses = false;
  }

  private beginTurn(now: number): void {
    this.inTurn = true;
    this.left = LATECOMERS * this.budget;
    setImmediate(this.endTurn);
    const { idle } = performance.eventLoopUtilization();
    if (idle > this.idle) this.noteShort(now);
    this.idle = idle;
  }

  private readonly endTurn = () => {
    const now = performance.now();
    this.charge(now);
    // What keeps a queue from being long has to see it shorter than what begins to.
    const isShort = this.requests <= (this.refuses ? SHORT / 2 : SHORT);
    if (isShort || this.working < BUDGET) this.noteShort(now);
    this.requests = 0;
    this.clients = Math.max(1, this.taken.size);
    this.budget = Math.min(MAX_BUDGET, Math.max(BUDGET, WORK_TO_REFUSALS * this.refusing));
    this.taken.clear();
    this.working = 0;
    this.refusing = 0;
    this.inTurn = false;
  };

  /** Whether a client's request is to be answered; asked when it arrives. */
  admit(client: string): boolean {
    const now = performance.now();
    if (this.inTurn) this.charge(now);
    else this.beginTurn(now);
    this.lastCall = now;
    this.requests++;
    if (!this.refuses && this.requests > SHORT && now - this.lastShort > BURST) {
      this.refuses = true;
      this.left = LATECOMERS * this.budget;
    }
    const taken = this.taken.get(client) ?? 0;
    const isTime = this.left > 0 || (taken === 0 && this.taken.size < FEW);
    const admitted = !this.refuses || (isTime && taken < this.budget / this.clients);
    if (admitted) this.taken.set(client, taken);
    this.asking = admitted ? client : null;
    return admitted;
  }
}
