import type { Store } from '../db.ts';
import { isWritten } from '../model/resource.ts';
import { resources } from '../resources/index.ts';
import { matchExpression } from './conditions.ts';

export interface Hit {
  collection: string;
  id: string;
  name: string;
  url: string;
  match: string;
}

/** Marks that no text holds, put around matches by SQLite and turned into HTML when all else is escaped. */
const [OPEN, CLOSE] = ['\u0001', '\u0002'];
const SNIPPET_WORDS = 24;
/** A match in the label counts more than one in the body; what belongs to another record less than that record. */
const WEIGHTS = '0, 0, 8, 1, 1';
const DEPENDENT = resources.filter((resource) => !isWritten(resource)).map(({ name }) => `'${name}'`);
const RANK = `bm25(search, ${WEIGHTS}) * CASE WHEN collection IN (${DEPENDENT.join(', ')}) THEN 0.3 ELSE 1 END`;
const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const markHtml = (snippet: string) =>
  snippet
    .replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character)
    .replaceAll(OPEN, '<mark>')
    .replaceAll(CLOSE, '</mark>');

/** Records of all collections (or some) that hold the words, best first. */
export function search(
  store: Store,
  q: string,
  collections: readonly string[],
  limit: number,
): { total: number; hits: Hit[] } {
  const words = matchExpression(q);
  const within = collections.map((name) => `"${name}"`).join(' OR ');
  const match = within ? `collection : (${within}) AND ${words}` : words;
  const total = store.sqlite
    .prepare('SELECT count(*) FROM search WHERE search MATCH ?')
    .pluck()
    .get(match) as number;
  const rows = store.sqlite
    .prepare(
      `SELECT collection, id, label, snippet(search, -1, '${OPEN}', '${CLOSE}', '…', ${SNIPPET_WORDS}) AS snippet
       FROM search WHERE search MATCH ? ORDER BY ${RANK}, rowid LIMIT ?`,
    )
    .all(match, limit) as { collection: string; id: string; label: string; snippet: string }[];
  return {
    total,
    hits: rows.map(({ collection, id, label, snippet }) => ({
      collection,
      id,
      name: label,
      url: `/${collection}/${id}`,
      match: markHtml(snippet),
    })),
  };
}
