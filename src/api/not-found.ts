/** What is answered where no route answers: which addresses there are, or which method is understood. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { collections } from '../schema/index.ts';
import type { Store } from '../store/store.ts';
import { findNearest } from '../text/closest.ts';
import { sendProblem } from './problem.ts';

const METHODS = 'GET, HEAD, OPTIONS';

/** Why nothing answers at an address below a release: its file is not here, or it never was. */
function explainRelease(
  id: string,
  store: Store,
  served: readonly string[],
): [status: number, detail: string] {
  const others = `Served here: ${served.map((one) => `/releases/${one}/…`).join(', ')}`;
  return store.has('releases', id)
    ? [
        410,
        `The file of release ${id} is not served here any more; what it held stands at /releases/${id}. ${others}`,
      ]
    : [404, `There is no release ${id}. ${others}`];
}

/** Answers what no route does, over the newest release and those beside it. */
export const makeNotFoundHandler =
  (stores: readonly [Store, ...Store[]]) =>
  (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      reply.header('allow', METHODS);
      return sendProblem(
        reply,
        405,
        `${request.method} is not understood here: the API is read-only (${METHODS}).`,
      );
    }
    const path = request.url.split('?')[0] ?? '';
    const [, , id = '', ...below] = path.split('/');
    const served = stores.map(({ release }) => release.id);
    if (path.startsWith('/releases/') && below.length && !served.includes(id))
      return sendProblem(reply, ...explainRelease(id, stores[0], served));
    const first = path.startsWith('/releases/') && below.length ? below[0] : path.split('/')[1];
    const near = findNearest(
      first ?? '',
      collections.map(({ name }) => name),
    );
    const hint = near.length
      ? `Near: ${near.map((name) => `/${name}`).join(', ')}.`
      : 'The collections are listed at /.';
    return sendProblem(reply, 404, `There is nothing at ${path}. ${hint}`);
  };
