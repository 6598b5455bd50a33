/** Bodies are held in memory whole while they are looked through: so many at once, and no more. */
import type { FastifyInstance } from 'fastify';
import { getClient } from './exchange.ts';
import { HttpProblem } from './problem.ts';
import type { Refusals } from './refusals.ts';

/** Bodies at once, each with what is made of it some twenty times as large as a document may be. */
const MAX_BODIES = 16;
/** Of one client, so that others find room. */
const MAX_OF_CLIENT = MAX_BODIES / 2;

/** Answers 503 to requests with a body, before it is read, where as many are at work as are taken. */
export function limitBodies(app: FastifyInstance, refusals: Refusals): void {
  const atWork = new Map<string, number>();
  let all = 0;
  app.addHook('onRequest', async (request, reply) => {
    if (request.method !== 'POST') return;
    const client = getClient(request.raw);
    const own = atWork.get(client) ?? 0;
    if (all >= MAX_BODIES || own >= MAX_OF_CLIENT) {
      refusals.count('bodies');
      throw new HttpProblem(
        503,
        `As many documents are being looked through as are taken at once (${MAX_OF_CLIENT} of one client); send this one again in a moment.`,
      );
    }
    all++;
    atWork.set(client, own + 1);
    reply.raw.once('close', () => {
      all--;
      const left = (atWork.get(client) ?? 1) - 1;
      if (left) atWork.set(client, left);
      else atWork.delete(client);
    });
  });
}
