/** Which media type a client accepts: its `Accept` header against what is offered. */
import type { FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import type { Format } from '../formats/format.ts';
import { formats } from '../formats/index.ts';
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

/** The format that a suffix names, or without one the format that the client accepts; null is JSON. */
export function chooseFormat(request: FastifyRequest, suffix: string | null): Format | null {
  if (suffix !== null) return formats.find((format) => format.suffix === suffix) ?? null;
  const chosen = chooseType(request, [
    'application/json',
    ...formats.map(({ mediaType }) => removeParameters(mediaType)),
  ]);
  return formats.find(({ mediaType }) => removeParameters(mediaType) === chosen) ?? null;
}
