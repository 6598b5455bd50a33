/** Who is answered no more, since answers wait for it in memory. */
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { UnreadAnswers } from '../../src/api/unread.ts';

const BYTES = Buffer.alloc(70_000_000);

/** An answer of so many bytes that nobody takes. */
function answer(bytes: number): ServerResponse {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  response.write(BYTES.subarray(0, bytes));
  return response;
}

it('a client that leaves much unread is full, another is not, and none is once its answers are gone', () => {
  const left = answer(70_000_000);
  const unread = new UnreadAnswers();
  unread.follow('much', left);
  unread.follow('little', answer(1_000));
  expect([unread.isFull('much'), unread.isFull('little')]).toEqual([true, false]);
  const later = new UnreadAnswers();
  later.follow('much', left);
  left.emit('close');
  expect(later.isFull('much')).toBe(false);
});

it('where all leave much unread, those are full who leave more than others', () => {
  const ask = (clients: readonly string[]) => {
    const unread = new UnreadAnswers();
    for (const client of clients) unread.follow(client, answer(client === 'most' ? 65_000_000 : 60_000_000));
    return clients.filter((client) => unread.isFull(client));
  };
  expect(ask(['most', 'a', 'b', 'c'])).toEqual([]);
  expect(ask(['a', 'b', 'most', 'c', 'd'])).toEqual(['most']);
});
