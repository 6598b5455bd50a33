/** Finds what reports quote directly in a transcript: to the word, or but for a word or two. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument, YAMLSeq } from 'yaml';
import type { LoadedDataset } from '../dataset/dataset.ts';
import { readText } from '../dataset/files.ts';
import { makeQuotationId, type Quotation } from '../schema/quotation.ts';
import type { Rec } from '../schema/resource.ts';
import { sourceResource } from '../schema/sources.ts';
import { LIMITS } from '../text/anchor.ts';
import type { Anchorable } from './anchor.ts';
import { canonicalize } from './format.ts';

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’-][\p{L}\p{M}\p{N}]+)*/gu;

interface Token {
  /** As it is compared: case and the form of apostrophes do not count. */
  word: string;
  /** Where it stands, in code points. */
  start: number;
  end: number;
}

/** The words of a text that begins at a code point of a document. */
function tokenize(text: string, from = 0): Token[] {
  return [...text.matchAll(WORD)].map((match) => {
    const start = from + [...text.slice(0, match.index)].length;
    return { word: match[0].toLowerCase().replaceAll('’', "'"), start, end: start + [...match[0]].length };
  });
}

/** How many words have to be put in, left out or replaced to make one list of the other. */
function countEdits(a: readonly Token[], b: readonly Token[]): number {
  let row = b.map((_, index) => index + 1);
  for (const [i, { word }] of a.entries()) {
    let [left, above] = [i + 1, i];
    row = row.map((over, j) => {
      const cost = Math.min(left + 1, over + 1, above + (word === b[j]?.word ? 0 : 1));
      above = over;
      left = cost;
      return cost;
    });
  }
  return row.at(-1) ?? a.length;
}

/** A place in a transcript. */
interface Match {
  start: number;
  end: number;
  exact: string;
  words: number;
}

/** Most words that may differ where what is quoted is called near; fewer words are for a reader. */
const getTolerance = (length: number): number => (length < 4 ? 0 : length < 8 ? 1 : 2);

/** The places that are nearest to what is quoted, as far as it may differ; those to the word come first. */
function findMatches({ document, article }: Anchorable, quoted: string): { off: number; places: Match[] } {
  const wanted = tokenize(quoted);
  let best = { off: getTolerance(wanted.length) + 1, places: [] as Match[] };
  for (const { start, end } of document.findSentences(article.start, article.end)) {
    const tokens = tokenize(document.slice(start, end), start);
    let nearest: { off: number; place: Match } | null = null;
    for (const [index, first] of tokens.entries())
      for (let length = Math.max(1, wanted.length - 1); length <= wanted.length + 1; length++) {
        const window = tokens.slice(index, index + length);
        const last = window.at(-1);
        if (!last || window.length < length) continue;
        const off = countEdits(wanted, window);
        if (off >= (nearest?.off ?? best.off + 1)) continue;
        nearest = {
          off,
          place: { start, end, exact: document.slice(first.start, last.end), words: window.length },
        };
      }
    if (!nearest || nearest.off > best.off) continue;
    if (nearest.off < best.off) best = { off: nearest.off, places: [] };
    best.places.push(nearest.place);
  }
  return best.off > getTolerance(wanted.length) ? { off: best.off, places: [] } : best;
}

/** Whether a place can be cited as it is. */
const isCitable = ({ document }: Anchorable, { start, end, exact, words }: Match): boolean =>
  words <= LIMITS.words && end - start <= LIMITS.passage && document.find(exact, start, end).length === 1;

/** Why what is quoted is left to a reader. */
function explainUnread(isAlone: boolean, { length }: readonly Match[]): string {
  if (isAlone) return 'a single word';
  if (length > 1) return `in ${length} sentences`;
  return length ? 'in too long a passage' : 'not found';
}

interface Wording {
  part: string;
  speech: string;
  start: number;
  end: number;
  exact: string;
}

/** What reports quote directly of what was said on the occasions that a transcript is of. */
function* listQuoted(
  dataset: LoadedDataset,
  transcript: string,
): Iterable<{ statement: Rec; source: string; wording: Wording }> {
  const statements = dataset.all('statements') as (Rec & {
    reports: { source: string; wording: Wording[] }[];
  })[];
  const occasions = new Set(
    statements
      .filter(({ reports }) => reports.some(({ source }) => source === transcript))
      .map(({ occasion }) => occasion)
      .filter((occasion) => occasion !== null),
  );
  for (const statement of statements.filter(({ occasion }) => occasion && occasions.has(occasion)))
    for (const { source, wording } of statement.reports)
      if (dataset.get('sources', source)?.document_kind === 'report')
        for (const one of wording) if (one.speech === 'direct') yield { statement, source, wording: one };
}

/** What a run has found. */
export interface Found {
  exact: number;
  near: number;
  /** What is for a reader, a line each. */
  unread: string[];
}

/**
 * Holds every direct quotation that has no verdict yet against a transcript, and writes those that are found in it, to the
 * word or nearly, into the files of their sources. What is not found, or in several places, is left to a reader.
 */
export function holdQuotations(
  folder: string,
  dataset: LoadedDataset,
  transcript: string,
  document: Anchorable,
): Found {
  const found: Found = { exact: 0, near: 0, unread: [] };
  const fresh = new Map<string, Quotation[]>();
  const known = new Set(dataset.all('quotations').map(({ id }) => id));
  for (const { statement, source, wording } of listQuoted(dataset, transcript)) {
    const { part, start, end, exact } = wording;
    const draft = {
      extent: 'fragment',
      statements: [statement.id],
      part,
      quoted: [{ start, end, exact }],
      transcript,
    } as unknown as Quotation;
    if (known.has(makeQuotationId({ id: source }, draft))) continue;
    // One word may stand anywhere, and mean something else there.
    const isAlone = tokenize(exact).length < 2;
    const { off, places } = isAlone ? { off: 0, places: [] } : findMatches(document, exact);
    const [place] = places;
    if (!place || places.length > 1 || !isCitable(document, place)) {
      const why = explainUnread(isAlone, places);
      found.unread.push(`${source}: ${statement.id}, ${part}: “${exact}”: ${why}`);
      continue;
    }
    const verdict = off === 0 ? 'exact' : 'near';
    found[verdict]++;
    const cited = { source: transcript, start: place.start, end: place.end, exact: place.exact };
    fresh.set(source, [
      ...(fresh.get(source) ?? []),
      { ...draft, verdict, passages: [cited], differs: null, note: null, checked: 'command' },
    ]);
  }
  for (const [source, quotations] of fresh) writeQuotations(folder, source, quotations);
  return found;
}

/** Adds quotations to the file of a source, in its canonical form. */
function writeQuotations(folder: string, source: string, quotations: readonly Quotation[]): void {
  const file = `sources/${source}.yaml`;
  const yaml = parseDocument(readText(folder, file));
  if (!yaml.has('quotations')) yaml.set('quotations', new YAMLSeq());
  for (const { differs: _, note: __, ...quotation } of quotations)
    yaml.addIn(['quotations'], yaml.createNode(quotation as Record<string, unknown>));
  writeFileSync(join(folder, file), canonicalize(String(yaml), sourceResource.record));
}
