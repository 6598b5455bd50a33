/** Which media type a client accepts: its `Accept` header against what is offered. */
import type { FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import { canWrite, type Format } from '../formats/format.ts';
import { formats } from '../formats/index.ts';
import { toWords } from '../schema/present.ts';
import type { Resource } from '../schema/resource.ts';
import { readAccept } from './accept.ts';
import { removeParameters } from './media-type.ts';
import { HttpProblem } from './problem.ts';

/**
 * The media type that the client accepts best of those offered, the first where it does not say.
 * @throws {HttpProblem} 406 where it accepts none
 */
function chooseType(request: FastifyRequest, offered: readonly string[]): string | undefined {
  const accept = readAccept(request);
  if (accept === undefined) return offered[0];
  const chosen = new Negotiator({ headers: { accept } } as never).mediaType([...offered]);
  if (chosen) return chosen;
  const detail = `Nothing that is offered here is acceptable; offered: ${offered.join(', ')}`;
  throw new HttpProblem(406, detail);
}

/** Refuses a client that does not accept the only media type there is. */
export const refuseUnlessJson = (request: FastifyRequest): void => {
  chooseType(request, ['application/json']);
};

/** The formats that a collection and its records are offered in, beside JSON. */
export const listFormats = (resource: Resource): Format[] =>
  formats.filter((format) => canWrite(format, resource));

/**
 * The format that a suffix names, or without one the format that the client accepts; null is JSON.
 * @throws {HttpProblem} 404 where the collection has none of that suffix, 406 where it has none that is accepted
 */
export function chooseFormat(
  request: FastifyRequest,
  suffix: string | null,
  resource: Resource,
): Format | null {
  const offered = listFormats(resource);
  if (suffix !== null) {
    const named = offered.find((format) => format.suffix === suffix);
    if (named || suffix === 'json') return named ?? null;
    const suffixes = ['json', ...offered.map((format) => format.suffix)];
    throw new HttpProblem(
      404,
      `There is no ${suffix} of ${toWords(resource.name)}; there is: ${suffixes.join(', ')}`,
    );
  }
  const chosen = chooseType(request, [
    'application/json',
    ...offered.map(({ mediaType }) => removeParameters(mediaType)),
  ]);
  return offered.find(({ mediaType }) => removeParameters(mediaType) === chosen) ?? null;
}
