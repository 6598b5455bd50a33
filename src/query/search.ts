/** Full text: which records hold the words, best first, and which words none holds. */
import { and, asc, eq, type SQL, sql } from 'drizzle-orm';
import { resources } from '../schema/index.ts';
import type { Resource } from '../schema/resource.ts';
import {
  CLOSE,
  getCollectionIndex,
  getFirstRow,
  matchCollection,
  OPEN,
  score,
  serveNames,
  serveSearch,
  serveWords,
  snippet,
} from '../store/search.ts';
import type { Store } from '../store/store.ts';
import { findNearest } from '../text/closest.ts';
import { escapeMarkup } from '../text/escape.ts';
import { readTerms, type Term, type Terms } from './terms.ts';

/** A record that was found. */
export interface Hit {
  collection: string;
  id: string;
  name: string;
  url: string;
  /** Where it matches, as HTML: the words found in `<mark>`, everything else escaped. */
  match: string;
  /** How many records match that belong to it, by collection. */
  also: Record<string, number>;
}

/** A word that was not found, as it was written, and the nearest that would be. */
export interface MissingWord {
  word: string;
  suggestion: string | null;
}

/** What a search found. */
export interface SearchResult {
  total: number;
  /** How many matches were ranked. */
  ranked: number;
  hits: Hit[];
  /** The row of the last hit, where more follow. */
  next: number | null;
  /** Where nothing was found. */
  notFound?: MissingWord[];
}

/** Most matches that are ranked, in the order of collections and ids: a count, so that answers stay the same. */
export const MAX_RANKED = 10_000;

/** Events whose participants are found with them. */
const MAX_EVENTS = 100;

/** Words that are held against one that was not found. */
const CANDIDATES = 10;
/** How many letters longer or shorter they may be. */
const LENGTHS_APART = 3;

const writeMarkedHtml = (text: string) =>
  escapeMarkup(text).replaceAll(OPEN, '<mark>').replaceAll(CLOSE, '</mark>');

/** The words of the index that begin alike: its own words are stems, which are no beginnings of words. */
const selectWordsBeginning = (store: Store, beginning: string): string[] =>
  store
    .prepare<{ folded: string }>('words beginning', (db) =>
      db
        .select({ folded: serveWords.folded })
        .from(serveWords)
        .where(
          sql`${serveWords.folded} between ${sql.placeholder('beginning')} and ${sql.placeholder('beginning')} || char(0x10ffff)`,
        ),
    )
    .all({ beginning })
    .map(({ folded }) => folded);

/** Words that follow each other as FTS5 is asked for them. */
function writePhrases(store: Store, words: readonly string[], beginning: boolean): string[] {
  const last = words.at(-1) as string;
  const ends = beginning ? new Set([last, ...selectWordsBeginning(store, last)]) : [last];
  return [...ends].map((end) => `"${[...words.slice(0, -1), end].join(' ')}"`);
}

/** A term as FTS5 is asked for it. */
const writeTerm = (store: Store, { words, joined, beginning }: Term): string =>
  [words, ...(joined ? [joined] : [])].flatMap((one) => writePhrases(store, one, beginning)).join(' OR ');

const writeTerms = (store: Store, terms: readonly Term[]) =>
  `(${terms.map((term) => writeTerm(store, term)).join(' OR ')})`;

/** Where words are looked for: the column that is left out says which record one belongs to. */
const ALL = '{label events body}';

/** A search as a query of SQLite's FTS5; `columns` are where the words have to stand. */
function writeExpression(store: Store, { groups, excluded }: Terms, columns = ALL): string {
  const found = `${columns} : (${groups.map((group) => writeTerms(store, group)).join(' AND ')})`;
  return excluded.length ? `((${found}) NOT ${ALL} : ${writeTerms(store, excluded)})` : `(${found})`;
}

/** A search within collections as a query of SQLite's FTS5. */
export const toMatchExpression = (store: Store, q: string): string => writeExpression(store, readTerms(q));

/** Matches in collections, which are told by their indexes in `resources`. */
const matchInCollections = (): SQL =>
  sql`${serveSearch.serve_search} match ${sql.placeholder('match')}
    and ${matchCollection} in (select value from json_each(${sql.placeholder('collections')}))`;

interface ScoredRow {
  row: number;
  score: number;
  label: string;
}

/** The first matches with what they are ranked by. */
const selectScored = (store: Store, match: string, collections: string): ScoredRow[] =>
  store
    .prepare<ScoredRow>('scored', (db) =>
      db
        .select({ row: serveSearch.rowid, score, label: serveSearch.label })
        .from(serveSearch)
        .where(matchInCollections())
        .orderBy(asc(serveSearch.rowid))
        .limit(MAX_RANKED),
    )
    .all({ match, collections });

const countMatches = (store: Store, match: string, collections: string): number =>
  store
    .prepare<{ count: number }>('matches', (db) =>
      db.select({ count: sql<number>`count(*)` }).from(serveSearch).where(matchInCollections()),
    )
    .get({ match, collections })?.count ?? 0;

const isMatched = (store: Store, match: string, collections: string): boolean =>
  store
    .prepare('matched', (db) =>
      db.select({ row: serveSearch.rowid }).from(serveSearch).where(matchInCollections()).limit(1),
    )
    .get({ match, collections }) !== undefined;

/** Rows whose whole label, or a spelling of it, is what is searched for. */
function selectByLabel(store: Store, { groups, excluded }: Terms, collections: readonly number[]): number[] {
  const terms = groups.flat();
  if (excluded.length || terms.length > groups.length || terms.some(({ beginning }) => beginning)) return [];
  return store
    .prepare<{ row: number }>('named', (db) =>
      db
        .select({ row: serveNames.row })
        .from(serveNames)
        .where(eq(serveNames.name, sql.placeholder('name')))
        .orderBy(asc(serveNames.row)),
    )
    .all({ name: terms.flatMap(({ words }) => words).join(' ') })
    .map(({ row }) => row)
    .filter((row) => collections.includes(getCollectionIndex(row)));
}

const EVENTS = resources.findIndex(({ name }) => name === 'events');

/** Rows that match in the titles of the events that they take part in: in one of these. */
const selectParticipants = (
  store: Store,
  match: string,
  collections: string,
  titles: readonly string[],
): number[] =>
  store
    .prepare<{ row: number }>('participants', (db) =>
      db
        .select({ row: serveSearch.rowid })
        .from(serveSearch)
        .where(
          and(
            matchInCollections(),
            sql`exists (select 1 from json_each(${sql.placeholder('titles')}) where instr(${serveSearch.events}, value))`,
          ),
        )
        .orderBy(asc(serveSearch.rowid))
        .limit(MAX_RANKED),
    )
    .all({ match, collections, titles: JSON.stringify(titles) })
    .map(({ row }) => row);

/**
 * Rows that match, best first: those that have just these words for a label; those that have them in the label, the
 * fewest others beside them; those that take part in an event that has; the rest as FTS5 ranks them. What the build
 * has made of other records comes last.
 */
function rank(store: Store, terms: Terms, among: readonly number[]): number[] {
  const collections = JSON.stringify(among);
  const compareScores = (a: ScoredRow, b: ScoredRow) => a.score - b.score || a.row - b.row;
  const labelled = selectScored(store, writeExpression(store, terms, 'label'), collections).sort(
    (a, b) => a.label.length - b.label.length || compareScores(a, b),
  );
  const titles = labelled.filter(({ row }) => getCollectionIndex(row) === EVENTS).slice(0, MAX_EVENTS);
  const rows = new Set([
    ...selectByLabel(store, terms, among),
    ...labelled.map(({ row }) => row),
    ...selectParticipants(
      store,
      writeExpression(store, terms, 'events'),
      collections,
      titles.map(({ label }) => label),
    ),
    ...selectScored(store, writeExpression(store, terms), collections)
      .sort(compareScores)
      .map(({ row }) => row),
  ]);
  const isMade = (row: number) => Number(resources[getCollectionIndex(row)]?.makeRecords !== undefined);
  return [...rows].sort((a, b) => isMade(a) - isMade(b)).slice(0, MAX_RANKED);
}

/** How many records match that belong to each of some, by collection. */
function countOwned(
  store: Store,
  match: string,
  owners: readonly string[],
): Map<string, Record<string, number>> {
  const counts = new Map<string, Record<string, number>>(owners.map((owner) => [owner, {}]));
  if (!owners.length) return counts;
  const prepared = store.prepare<{ owner: string; collection: number; count: number }>('owned', (db) =>
    db
      .select({
        owner: sql<string>`${serveSearch.owner}`,
        collection: matchCollection,
        count: sql<number>`count(*)`,
      })
      .from(serveSearch)
      .where(
        and(
          eq(serveSearch.serve_search, sql.placeholder('match')),
          // Full text takes an id as a phrase, which stands in longer ids too.
          sql`${serveSearch.owner} in (select value from json_each(${sql.placeholder('owners')}))`,
        ),
      )
      .groupBy(serveSearch.owner, matchCollection)
      .orderBy(matchCollection),
  );
  const among = owners.map((owner) => `"${owner}"`).join(' OR ');
  for (const row of prepared.all({
    match: `${match} AND owner : (${among})`,
    owners: JSON.stringify(owners),
  })) {
    const { name } = resources[row.collection] as Resource;
    (counts.get(row.owner) as Record<string, number>)[name] = row.count;
  }
  return counts;
}

/** The id of the record in a row of its collection's table. */
const selectId = (store: Store, { name, table }: Resource, row: number): string | undefined =>
  store
    .prepare<{ id: string }>(`id at ${name}`, (db) =>
      db
        .select({ id: sql<string>`id` })
        .from(table)
        .where(sql`rowid = cast(${sql.placeholder('row')} as integer)`),
    )
    .get({ row })?.id;

function selectHits(store: Store, match: string, rows: readonly number[]): Hit[] {
  const prepared = store.prepare<{ label: string; snippet: string }>('hit', (db) =>
    db
      .select({ label: serveSearch.label, snippet })
      .from(serveSearch)
      .where(
        and(
          eq(serveSearch.serve_search, sql.placeholder('match')),
          sql`${serveSearch.rowid} = cast(${sql.placeholder('row')} as integer)`,
        ),
      ),
  );
  const hits = rows.map((row) => {
    const resource = resources[getCollectionIndex(row)] as Resource;
    const { name } = resource;
    const hit = prepared.get({ match, row });
    const id = selectId(store, resource, row - getFirstRow(getCollectionIndex(row)));
    if (!hit || !id) throw new Error(`no row ${row} in the full-text index`);
    return { path: `${name}/${id}`, collection: name, id, ...hit };
  });
  const owned = countOwned(
    store,
    match,
    hits.map(({ path }) => path),
  );
  return hits.map(({ collection, id, label, path, snippet }) => ({
    collection,
    id,
    name: label,
    url: `/${path}`,
    match: writeMarkedHtml(snippet),
    also: owned.get(path) ?? {},
  }));
}

/** The word that is found in collections and nearest to one that is not, as it is written. */
function findNearestWord(store: Store, word: string, collections: string): string | undefined {
  const length = sql`length(${serveWords.folded})`;
  const known = new Map(
    store
      .prepare<{ folded: string; word: string }>('words like', (db) =>
        db
          .select()
          .from(serveWords)
          .where(sql`${length} between ${sql.placeholder('shortest')} and ${sql.placeholder('longest')}`),
      )
      .all({ shortest: word.length - LENGTHS_APART, longest: word.length + LENGTHS_APART })
      .map(({ folded, word: written }) => [folded, written]),
  );
  const found = findNearest(word, known.keys(), CANDIDATES).find((candidate) =>
    isMatched(store, `${ALL} : "${candidate}"`, collections),
  );
  return found && known.get(found);
}

/** Operators, which are words where they are not written in capitals. */
const OPERATOR_WORDS = new Set(['or', 'and', 'not']);

/** The words and phrases of a search that no record of these collections has, each by itself; and what was no operator. */
export function findMissingWords(store: Store, q: string, collections: readonly Resource[]): MissingWord[] {
  const indexes = JSON.stringify(collections.map((resource) => resources.indexOf(resource)));
  const isFound = (term: Term) =>
    isMatched(store, writeExpression(store, { groups: [[term]], excluded: [] }), indexes);
  const terms = readTerms(q).groups.flat();
  return terms.flatMap((term, index): MissingWord[] => {
    // `or` between two words is searched for as a word, and leaves nothing where it is in none.
    const isOperator =
      OPERATOR_WORDS.has(term.text) && index < terms.length - 1 && (index > 0 || term.text === 'not');
    if (isOperator) return [{ word: term.text, suggestion: term.text.toUpperCase() }];
    if (isFound(term)) return [];
    const words = term.words.map((word) =>
      isFound({ text: word, words: [word], beginning: term.beginning })
        ? word
        : findNearestWord(store, word, indexes),
    );
    const changed = words.some((word, at) => word !== term.words[at]);
    return [{ word: term.text, suggestion: changed && !words.includes(undefined) ? words.join(' ') : null }];
  });
}

/** Collections whose records belong to no others: what a search looks through where nothing else is said. */
const independentCollections = resources.filter(({ ownerField }) => ownerField === undefined);

/** What is searched for, and where. */
export interface SearchQuestion {
  q: string;
  /** Names of collections; none: all whose records stand for themselves. */
  collections: readonly string[];
  limit: number;
  /** The row to go on after. */
  after: number | null;
}

/** Records that hold the words, best first. */
export function search(store: Store, { q, collections, limit, after }: SearchQuestion): SearchResult {
  const terms = readTerms(q);
  const match = writeExpression(store, terms);
  const chosen = collections.length
    ? resources.filter(({ name }) => collections.includes(name))
    : independentCollections;
  const indexes = chosen.map((resource) => resources.indexOf(resource));
  const rows = rank(store, terms, indexes);
  const total = rows.length < MAX_RANKED ? rows.length : countMatches(store, match, JSON.stringify(indexes));
  const first = after === null ? 0 : rows.indexOf(after) + 1;
  const shown = rows.slice(first, first + limit);
  return {
    total,
    ranked: rows.length,
    hits: selectHits(store, match, shown),
    next: first + limit < rows.length ? (shown.at(-1) ?? null) : null,
    ...(total ? {} : { notFound: findMissingWords(store, q, chosen) }),
  };
}
