import type { FastifyRequest } from 'fastify';
import type { Store } from '../store/store.ts';
import type { AnswerContext } from './answer.ts';
import type { Background } from './background.ts';
import type { BoundedLookup } from './bounds.ts';
import type { Refusals } from './refusals.ts';

/** What every route is given. */
export interface Context extends AnswerContext {
  store: Store;
  /** What is asked of the store while a query string is read. */
  lookup: BoundedLookup;
  background: Background;
  /** What is refused, counted. */
  refusals: Refusals;
  /** Scheme, host and path as configured, empty where they are not: what the documentation’s links begin with. */
  publicUrl: string;
  /** Releases that are served beside the newest, where this is the newest: each at `/releases/{id}/…`. */
  earlier: readonly string[];
  /** Scheme, host and path that links begin with: of a release under its own path, that path too. */
  getBase: (request: FastifyRequest) => string;
  /** As `getBase`, without the path of a release. */
  getRoot: (request: FastifyRequest) => string;
}

/** An example that is one click away. */
export const writeExampleLink = ({ publicUrl }: Context, path: string) =>
  `For example [\`${path}\`](${publicUrl}${path}).`;
