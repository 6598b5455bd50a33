/** How much is done for one question. SQLite cannot be stopped: it is looked at before each thing that is asked of it. */

/** Milliseconds that a question may take before nothing more is begun for it. */
export const MAX_MILLISECONDS = 10_000;

/** Thrown where nothing more is done for a question: it takes too long, or whoever asked has gone. */
export class Stopped extends Error {
  readonly reason: 'late' | 'gone';
  constructor(reason: 'late' | 'gone') {
    super(reason);
    this.reason = reason;
  }
}

/** What may be done for a question, from now on. */
export class Effort {
  private readonly until: number;
  private readonly gone: Int32Array | undefined;

  /**
   * @param milliseconds how long it may take
   * @param gone in memory that threads share: other than 0 once whoever asked has gone
   */
  constructor(milliseconds: number, gone?: Int32Array) {
    this.until = performance.now() + milliseconds;
    this.gone = gone;
  }

  /** @throws {Stopped} where nothing more is to be done */
  check(): void {
    if (this.gone && Atomics.load(this.gone, 0) !== 0) throw new Stopped('gone');
    if (performance.now() > this.until) throw new Stopped('late');
  }
}
