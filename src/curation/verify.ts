import type { LoadedDataset } from '../dataset/dataset.ts';
import type { Citation, Rec } from '../schema/resource.ts';
import { explainMismatch, LIMITS } from '../text/anchor.ts';
import { findDifferences } from '../text/differences.ts';
import { countWords, type DocumentText } from '../text/document.ts';
import { findCopied } from './copied.ts';
import { UnreadableDocument } from './documents.ts';

const WORD = /[\p{L}\p{N}]/u;

type Range = { start: number; end: number };

/** Ranges in order, those that belong together made one. */
function mergeRanges(ranges: readonly Range[], together: (last: Range, next: Range) => boolean): Range[] {
  const found: Range[] = [];
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = found.at(-1);
    if (last && together(last, range)) last.end = Math.max(last.end, range.end);
    else found.push({ ...range });
  }
  return found;
}

/** Ranges of all fragments of a document, overlapping ones made one. */
function findQuoted(document: DocumentText, citations: readonly Citation[]): Range[] {
  const ranges = citations.flatMap(({ start, end, exact }) =>
    document.find(exact, start, end).map((at) => ({ start: at, end: at + [...exact].length })),
  );
  return mergeRanges(ranges, (last, next) => next.start <= last.end);
}

/** Fragments run on where no word stands between them. */
const joinRunning = (document: DocumentText, ranges: readonly Range[]): Range[] =>
  mergeRanges(ranges, (last, next) => !WORD.test(document.slice(last.end, next.start)));

/** How much of an article its fragments cover, from 0 to 1. */
const computeShare = (ranges: readonly Range[], article: Range): number =>
  ranges.reduce((sum, { start, end }) => sum + end - start, 0) / (article.end - article.start);

/** In what alone a document differs from the one that was recorded, where that can be told. */
function explainDifferences({ sha256, length }: Rec, document: DocumentText): string {
  const differences = findDifferences(document, { sha256: String(sha256), length: Number(length) });
  return differences.length ? `; it differs in nothing but ${differences.join(', ')}` : '';
}

function verifySource(source: Rec, document: DocumentText, citations: readonly Citation[]) {
  const article = source.article as { start: number; end: number };
  const wrong: string[] = [];
  if (document.sha256 !== source.sha256)
    wrong.push(
      `SHA-256 is ${document.sha256}, the record has ${source.sha256}${explainDifferences(source, document)}`,
    );
  if (document.length !== source.length)
    wrong.push(`length is ${document.length} code points, the record has ${source.length}`);
  for (const citation of citations) {
    const why = explainMismatch(document, citation);
    if (why) wrong.push(`${citation.id}: ${why}`);
  }
  const ranges = findQuoted(document, citations);
  for (const { start, end } of joinRunning(document, ranges)) {
    const words = countWords(document.slice(start, end));
    if (words > LIMITS.words)
      wrong.push(`fragments run on for ${words} words at ${start}–${end}, more than ${LIMITS.words}`);
  }
  const share = computeShare(ranges, article);
  if (share > LIMITS.share)
    wrong.push(
      `fragments cover ${(share * 100).toFixed(1)}% of the article, more than ${LIMITS.share * 100}%`,
    );
  return { wrong: wrong.map((why) => `${source.id}: ${why}`), share };
}

/**
 * Holds every source and citation against the documents: checksum, length, each passage and fragment to the
 * character, how much is quoted in all, and that the words of records are our own.
 * @returns a line for each mismatch, what was checked, and the share of each article that is quoted (0 to 1)
 */
export function verify(dataset: LoadedDataset, readDocument: (source: Rec) => DocumentText | null) {
  const wrong: string[] = [];
  const checked = { sources: 0, citations: 0 };
  const shares: Record<string, number> = {};
  const documents = new Map<string, DocumentText>();
  const all = dataset.all('citations') as Citation[];
  for (const source of dataset.all('sources')) {
    let document: DocumentText | null;
    try {
      document = readDocument(source);
    } catch (error) {
      if (!(error instanceof UnreadableDocument)) throw error;
      wrong.push(`${source.id}: ${error.message}`);
      continue;
    }
    if (!document) {
      wrong.push(`${source.id}: no document ${source.file}`);
      continue;
    }
    const citations = all.filter((citation) => citation.source === source.id);
    const result = verifySource(source, document, citations);
    wrong.push(...result.wrong);
    shares[source.id] = result.share;
    documents.set(source.id, document);
    checked.sources++;
    checked.citations += citations.length;
  }
  wrong.push(...findCopied(dataset, documents));
  return { wrong, checked, shares };
}
