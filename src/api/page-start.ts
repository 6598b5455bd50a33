import { readCursor } from '../query/cursor.ts';
import type { Context } from './context.ts';
import { HttpProblem } from './problem.ts';

/**
 * What a cursor says is the last that the page before has shown.
 * @throws {HttpProblem} 400 or 410 where it is none, or another query's or release's
 */
export function readPageStart({ store }: Context, cursor: string | null, fingerprint: string): string | null {
  if (cursor === null) return null;
  const result = readCursor(cursor, store.release.id, fingerprint);
  if ('after' in result) return result.after;
  const makeCursorProblem = (status: number, detail: string) =>
    new HttpProblem(status, `cursor: ${detail}`, [{ parameter: 'cursor', detail }]);
  if (result.wrong === 'release')
    throw makeCursorProblem(410, 'belongs to a release that is no longer served; begin again without it');
  throw makeCursorProblem(
    400,
    result.wrong === 'query'
      ? 'belongs to another query; begin again without it'
      : 'is not a cursor; take next_cursor of the page before',
  );
}
