/** Who is answered no more, since answers wait for it in memory. */
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { UnreadAnswers } from '../../src/api/unread.ts';

/** An answer of so many bytes that nobody takes. */
function answer(bytes: number): ServerResponse {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  response.write(Buffer.alloc(bytes));
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
