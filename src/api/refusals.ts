/** What is refused or cut off, counted: told by `/metrics`, and by a line of the log while there is any. */

/** Why something was refused or cut off. */
export const REASONS = {
  protocol: 'no HTTP, or more of it than is taken',
  slow_request: 'a request that did not arrive in time',
  slow_reader: 'an answer that was not taken in time',
  connections: 'more connections than are taken, in all or of one client',
  host: 'a host that is not served here',
  overload: 'more requests than can be answered',
  unread: 'a client that has not taken the answers it has asked for',
  rate: 'more requests of one client than are allowed a minute',
  heavy: 'more heavy questions than may wait',
  bodies: 'more bodies at once than are taken',
  closing: 'requests that came while the server closed',
} as const;

/** A reason by its name. */
export type Reason = keyof typeof REASONS;

/** Counts of refusals since the start. */
export class Refusals {
  readonly counts = new Map<Reason, number>();
  private told = new Map<Reason, number>();

  count(reason: Reason): void {
    this.counts.set(reason, (this.counts.get(reason) ?? 0) + 1);
  }

  /** What was refused since this was last asked; null where nothing was. */
  takeNew(): Partial<Record<Reason, number>> | null {
    const fresh = [...this.counts].flatMap(([reason, count]) => {
      const more = count - (this.told.get(reason) ?? 0);
      return more ? [[reason, more] as const] : [];
    });
    this.told = new Map(this.counts);
    return fresh.length ? Object.fromEntries(fresh) : null;
  }
}
