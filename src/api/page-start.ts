import type { FastifyRequest } from 'fastify';
import { readCursor } from '../query/cursor.ts';
import { type Context, writePin } from './context.ts';
import { HttpProblem, HttpRedirect } from './problem.ts';

/**
 * What a cursor says is the last that the page before has shown.
 * @throws {HttpRedirect} 307 to the release that its page before was of, where that is served still
 * @throws {HttpProblem} 400 or 410 where it is none, another query's, or of a release that is served no more
 */
export function readPageStart(
  { store, getBase, served }: Context,
  request: FastifyRequest,
  cursor: string | null,
  makeFingerprint: () => string,
): string | null {
  if (cursor === null) return null;
  const result = readCursor(cursor, store.release.id, makeFingerprint());
  if ('after' in result) return result.after;
  const makeCursorProblem = (status: number, detail: string) =>
    new HttpProblem(status, `cursor: ${detail}`, [{ parameter: 'cursor', detail }]);
  if (result.wrong === 'release' && served.has(result.release))
    throw new HttpRedirect(
      307,
      getBase(request) + writePin(result.release) + request.url,
      'The page before was of an earlier release, which is served still: its pages are there.',
    );
  if (result.wrong === 'release')
    throw makeCursorProblem(410, 'belongs to a release that is no longer served; begin again without it');
  throw makeCursorProblem(
    400,
    result.wrong === 'query'
      ? 'belongs to another query; begin again without it'
      : 'is not a cursor; take next_cursor of the page before',
  );
}
