/** Full text over all collections. */
import { and, asc, eq, type SQL, sql } from 'drizzle-orm';
import { resources } from '../schema/index.ts';
import type { Resource } from '../schema/resource.ts';
import {
  CLOSE,
  collectionOf,
  firstRow,
  OPEN,
  scoreOf,
  serveSearch,
  snippet,
  withinRows,
} from '../store/search.ts';
import type { Store } from '../store/store.ts';
import { phrasesOf } from '../text/search-text.ts';

/** A record that was found. */
export interface Hit {
  collection: string;
  id: string;
  name: string;
  url: string;
  /** Where it matches, as HTML: the words found in `<mark>`, everything else escaped. */
  match: string;
}

/** What a search found. */
export interface Found {
  total: number;
  /** How many matches were ranked. */
  ranked: number;
  hits: Hit[];
}

/** Most matches that are ranked, in the order of collections and ids: a count, so that answers stay the same. */
export const MAX_RANKED = 10_000;

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const markHtml = (text: string) =>
  text
    .replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character)
    .replaceAll(OPEN, '<mark>')
    .replaceAll(CLOSE, '</mark>');

/** A search as a query of SQLite's FTS5: words are AND-ed, "phrases" kept together, no other character means anything. */
export const matchExpression = (q: string): string =>
  phrasesOf(q)
    .map((phrase) => `"${phrase}"`)
    .join(' AND ');

/** Matches of the rows of a range of collections. */
const matches = (): SQL =>
  sql`${serveSearch.serve_search} match ${sql.placeholder('match')} and ${withinRows('first', 'last')}`;

interface Scored {
  row: number;
  score: number;
}

/** The first matches with their scores, at most `limit`. */
const selectScored = (store: Store, match: string, range: Range, limit: number): Scored[] =>
  store
    .prepared<Scored>('scored', (db) =>
      db
        .select({ row: serveSearch.rowid, score: scoreOf(resources) })
        .from(serveSearch)
        .where(matches())
        .orderBy(asc(serveSearch.rowid))
        .limit(sql.placeholder('limit')),
    )
    .all({ match, ...range, limit });

const countMatches = (store: Store, match: string, range: Range): number =>
  store
    .prepared<{ count: number }>('matches', (db) =>
      db.select({ count: sql<number>`count(*)` }).from(serveSearch).where(matches()),
    )
    .get({ match, ...range })?.count ?? 0;

interface Range {
  first: number;
  last: number;
}

/** Records of all collections (or some) that hold the words, best first. */
export function search(store: Store, q: string, collections: readonly string[], limit: number): Found {
  const match = matchExpression(q);
  const chosen = resources.filter(({ name }) => collections.includes(name));
  const range = (from: number, to: number): Range => ({ first: firstRow(from), last: firstRow(to) - 1 });
  const ranges = chosen.length
    ? chosen.map((resource) => resources.indexOf(resource)).map((place) => range(place, place + 1))
    : [range(0, resources.length)];
  const scored: Scored[] = [];
  for (const one of ranges) scored.push(...selectScored(store, match, one, MAX_RANKED - scored.length));
  const total =
    scored.length < MAX_RANKED
      ? scored.length
      : ranges.reduce((sum, one) => sum + countMatches(store, match, one), 0);
  const best = scored.toSorted((a, b) => a.score - b.score || a.row - b.row).slice(0, limit);
  const shown = store.prepared<{ id: string; label: string; snippet: string }>('hit', (db) =>
    db
      .select({ id: serveSearch.id, label: serveSearch.label, snippet })
      .from(serveSearch)
      .where(
        and(
          eq(serveSearch.serve_search, sql.placeholder('match')),
          sql`${serveSearch.rowid} = cast(${sql.placeholder('row')} as integer)`,
        ),
      ),
  );
  const hits = best.map(({ row }): Hit => {
    const { name } = resources[collectionOf(row)] as Resource;
    const hit = shown.get({ match, row });
    if (!hit) throw new Error(`no row ${row} in the full-text index`);
    return {
      collection: name,
      id: hit.id,
      name: hit.label,
      url: `/${name}/${hit.id}`,
      match: markHtml(hit.snippet),
    };
  });
  return { total, ranked: scored.length, hits };
}
