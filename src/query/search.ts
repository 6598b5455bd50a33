import { resourceNamed, resources } from '../schema/index.ts';
import { isWritten, type Resource } from '../schema/resource.ts';
import { RecordSet } from '../store/record-set.ts';
import type { Store } from '../store/store.ts';
import { searched, searchRow } from '../store/stored.ts';
import { phrasesOf } from '../text/search-text.ts';

export interface Hit {
  collection: string;
  id: string;
  name: string;
  url: string;
  match: string;
}

export interface Found {
  total: number;
  /** How many matches were ranked. */
  ranked: number;
  hits: Hit[];
}

/** Most matches that are ranked, in the order of collections and ids: a count, so that answers stay the same. */
export const MAX_RANKED = 10_000;

/** Marks that no text holds, put around matches by SQLite and turned into HTML when all else is escaped. */
const [OPEN, CLOSE] = ['\u0001', '\u0002'];
const SNIPPET_WORDS = 24;
/** A match in the label counts more than one in the body; what belongs to another record less than that record. */
const WEIGHTS = '8, 1, 1';
const DEPENDENT = resources.flatMap((resource, collection) => (isWritten(resource) ? [] : [collection]));
const SCORE = `bm25(search, ${WEIGHTS}) * CASE WHEN rowid / ${searchRow(1, 0)} IN (${DEPENDENT.join(', ')}) THEN 0.3 ELSE 1 END`;
/** FTS5 passes over a bound that is no integer, and JavaScript's numbers are bound as floating-point ones. */
const WITHIN = 'rowid BETWEEN CAST(? AS INTEGER) AND CAST(? AS INTEGER)';
const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const markHtml = (snippet: string) =>
  snippet
    .replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character)
    .replaceAll(OPEN, '<mark>')
    .replaceAll(CLOSE, '</mark>');

/** A search as a query of SQLite's FTS5: words are AND-ed, "phrases" kept together, no other character means anything. */
const matchExpression = (q: string): string =>
  phrasesOf(q)
    .map((phrase) => `"${phrase}"`)
    .join(' AND ');

/** The rows of the index that a collection's records have: the first, and the one after the last. */
function rowsOf(store: Store, name: string): [first: number, end: number] {
  const collection = resources.indexOf(resourceNamed.get(name) as Resource);
  return [searchRow(collection, 0), searchRow(collection, store.count(name))];
}

/** The records of a collection that hold the words. */
export function matching(store: Store, collection: string, q: string): RecordSet {
  const [first, last] = rowsOf(store, collection);
  const numbers = store.sqlite
    .prepare(`SELECT rowid - ? FROM search WHERE search MATCH ? AND ${WITHIN} ORDER BY rowid`)
    .pluck()
    .all(first, matchExpression(q), first, last) as number[];
  const universe = store.count(collection);
  return RecordSet.from(Uint32Array.from(numbers), universe);
}

interface Scored {
  row: number;
  score: number;
}

/** The first matches with their scores, at most `limit`. */
function scored(store: Store, match: string, [first, last]: [number, number], limit: number): Scored[] {
  return store.sqlite
    .prepare(
      `SELECT rowid AS row, ${SCORE} AS score FROM search
       WHERE search MATCH ? AND ${WITHIN} ORDER BY rowid LIMIT ?`,
    )
    .all(match, first, last, limit) as Scored[];
}

function counted(store: Store, match: string, [first, last]: [number, number]): number {
  return store.sqlite
    .prepare(`SELECT count(*) FROM search WHERE search MATCH ? AND ${WITHIN}`)
    .pluck()
    .get(match, first, last) as number;
}

/** Records of all collections (or some) that hold the words, best first. */
export function search(store: Store, q: string, collections: readonly string[], limit: number): Found {
  const match = matchExpression(q);
  const chosen = resources.map(({ name }) => name).filter((name) => collections.includes(name));
  const ranges: [number, number][] = chosen.length
    ? chosen.map((name) => rowsOf(store, name))
    : [[0, searchRow(resources.length, 0)]];
  const found: Scored[] = [];
  for (const range of ranges) found.push(...scored(store, match, range, MAX_RANKED - found.length));
  const ranked = found.length;
  const total =
    ranked < MAX_RANKED ? ranked : ranges.reduce((sum, range) => sum + counted(store, match, range), 0);
  found.sort((a, b) => a.score - b.score || a.row - b.row);
  const snippet = store.sqlite.prepare(
    `SELECT label, snippet(search, -1, '${OPEN}', '${CLOSE}', '…', ${SNIPPET_WORDS}) AS snippet
       FROM search WHERE search MATCH ? AND rowid = CAST(? AS INTEGER)`,
  );
  const hits = found.slice(0, limit).map(({ row }): Hit => {
    const { collection, n } = searched(row);
    const { name } = resources[collection] as Resource;
    const { id } = store.record(name, n);
    const shown = snippet.get(match, row) as { label: string; snippet: string };
    return { collection: name, id, name: shown.label, url: `/${name}/${id}`, match: markHtml(shown.snippet) };
  });
  return { total, ranked, hits };
}
