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
  /** Releases by their ids that are served at `/releases/{id}/…`; of one under its own path that one alone, so that it answers the same for good. */
  served: ReadonlyMap<string, Store>;
  /** Path that the release is reached under for good, such as `/releases/2026-11-26-fc12d672`; empty where it is asked as the newest. */
  pin: string;
  /** Scheme, host and path that links begin with: of a release under its own path, that path too. */
  getBase: (request: FastifyRequest) => string;
  /** As `getBase`, without the path of a release. */
  getRoot: (request: FastifyRequest) => string;
}

/** The path that a release is reached under for good. */
export const writePin = (release: string) => `/releases/${release}`;

/** An example that is one click away. */
export const writeExampleLink = ({ publicUrl, pin }: Context, path: string) =>
  `For example [\`${path}\`](${publicUrl}${pin}${path}).`;
