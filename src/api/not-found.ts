/** What is answered where no route answers: which addresses there are, or which method is understood. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { splitSuffix } from '../formats/index.ts';
import { figures } from '../pages/figures/index.ts';
import { collections, resourceNamed } from '../schema/index.ts';
import { findNearest } from '../text/closest.ts';
import { explainAbsence } from './absence.ts';
import type { Context } from './context.ts';
import { LINKS } from './links.ts';
import { HttpProblem, handleError, sendProblem, shorten } from './problem.ts';

const METHODS = 'GET, HEAD, OPTIONS';

/** What an address may begin with, besides a release. */
const FIRST = [
  ...new Set([
    ...collections.map(({ name }) => name),
    ...LINKS.map(({ path }) => path.split(/[/?]/)[1] ?? ''),
    'sql',
  ]),
];

/** Why nothing answers at an address below a release: its file is not here, or it never was. */
function explainRelease(id: string, { store, served }: Context): HttpProblem {
  const here = [...served.keys()];
  const others = `Served here: ${here.map((one) => `/releases/${one}/…`).join(', ')}`;
  if (store.has('releases', id))
    return new HttpProblem(
      410,
      `The file of release ${id} is not served here any more; what it held stands at /releases/${id}. ${others}`,
    );
  const near = findNearest(id, here);
  const errors = near.length
    ? [{ parameter: 'release', detail: 'no such release', allowed: near, suggestion: near[0] as string }]
    : undefined;
  return new HttpProblem(404, `There is no release ${shorten(id)}. ${others}`, errors);
}

/** Why there is no figure at an address: it has another name, or is drawn from something else. */
function explainFigure(path: string, [name = '', ...of]: readonly string[]): HttpProblem {
  const known = figures.find((figure) => figure.name === name);
  if (known) {
    const address = `/figures/${name}${known.route.replace(':id', '{id}')}`;
    return new HttpProblem(
      404,
      of.length && of[0] !== ''
        ? `There is nothing at ${path}: this figure is drawn at ${address}.`
        : `There is nothing at ${path}: behind the name of a figure stands what it is drawn from, ${address}.`,
    );
  }
  const names = figures.map((figure) => figure.name);
  const near = findNearest(name, names);
  const detail = `There is no figure “${shorten(name)}”; ${near.length ? `near: ${near.join(', ')}; ` : ''}all are listed at /figures`;
  const [suggestion] = near;
  return new HttpProblem(404, detail, [
    { parameter: 'name', detail: 'no such figure', allowed: names, ...(suggestion ? { suggestion } : {}) },
  ]);
}

/** Why nothing answers at an address of a release. */
function explainPath(request: FastifyRequest, context: Context): Error {
  const [whole = ''] = request.url.split('?', 1);
  const [first = '', ...below] = whole.slice(context.pin.length + 1).split('/');
  const path = shorten(whole);
  if (first === 'figures' && below.length) return explainFigure(path, below);
  const resource = resourceNamed.get(first);
  const [written = ''] = below;
  if (resource && below.length > 1) {
    const { id } = splitSuffix(decodeURIComponent(written));
    if (!context.store.has(first, id)) return explainAbsence(context, request, resource);
    const detail = `There is nothing at ${path}. What belongs to ${first}/${id} is listed in the links of /${first}/${id}.`;
    return new HttpProblem(404, detail);
  }
  if (FIRST.includes(first) && below.length)
    return new HttpProblem(404, `There is nothing at ${path}, below /${first}.`);
  const near = findNearest(first, FIRST);
  const hint = near.length
    ? `Near: ${near.map((name) => `/${name}`).join(', ')}.`
    : 'The collections are listed at /.';
  return new HttpProblem(404, `There is nothing at ${path}. ${hint}`);
}

/** Answers what no route does, over the newest release and those beside it. */
export const makeNotFoundHandler =
  (newest: Context, pinned: readonly Context[]) =>
  (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      reply.header('allow', METHODS);
      return sendProblem(
        reply,
        405,
        `${request.method} is not understood here: the API is read-only (${METHODS}).`,
      );
    }
    const [path = ''] = request.url.split('?', 1);
    const [, , id = '', ...below] = path.split('/');
    const isBelow = path.startsWith('/releases/') && below.length > 0;
    const context = isBelow ? pinned.find(({ release }) => release.id === id) : newest;
    const error = context ? explainPath(request, context) : explainRelease(id, newest);
    return handleError(error as HttpProblem, request, reply);
  };
