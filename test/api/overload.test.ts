/** Whom a server refuses while more is asked than it has time for. */
import { describe, expect, it } from 'vitest';
import { Overload } from '../../src/api/overload.ts';

/** Works without a pause, as answering does. */
function work(milliseconds: number): void {
  for (const until = performance.now() + milliseconds; performance.now() < until; );
}

/** The next turn of the event loop, begun without a pause. */
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

/** Has clients ask one after the other, for longer than a burst lasts; whether each request was admitted. */
const ask = (overload: Overload, count: number, ...clients: string[]): boolean[] =>
  Array.from({ length: count }, (_, n) => {
    const admitted = overload.admit(clients[n % clients.length] as string);
    if (admitted) work(250 / count);
    return admitted;
  });

describe('what is asked without a pause', () => {
  it('is answered as long as it is a few requests, however long they take', () => {
    expect(ask(new Overload(), 24, 'one')).not.toContain(false);
  });

  it('is refused to whoever has had its time, and not to who asks for the first time', () => {
    const overload = new Overload();
    ask(overload, 60, 'one');
    expect(overload.admit('one')).toBe(false);
    expect(overload.admit('other')).toBe(true);
  });

  it('is refused to most of very many clients, too', () => {
    const overload = new Overload();
    ask(overload, 60, 'one');
    const people = Array.from({ length: 60 }, (_, n) => `person ${n}`);
    expect(ask(overload, 60, ...people).filter((admitted) => admitted).length).toBeLessThan(10);
  });

  it('begins anew in each turn, in which all that asked before share the time', async () => {
    const overload = new Overload();
    ask(overload, 60, 'one', 'other');
    await nextTurn();
    expect(overload.admit('one')).toBe(true);
    work(5); // more than half of the time of a turn, and less than all of it
    expect(overload.admit('other')).toBe(true);
    expect(overload.admit('one')).toBe(false);
  });
});
