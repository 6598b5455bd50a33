import { mismatch } from '../evidence/anchored.ts';
import { countWords, type DocumentText } from '../evidence/document.ts';
import type { Citation, Rec } from '../model/resource.ts';
import type { LoadedDataset } from './dataset.ts';

/** Most code points of a passage, words of a fragment or of fragments running on, share of an article quoted. */
export const LIMITS = { passage: 600, words: 12, share: 0.25 } as const;

/** Ranges of all fragments of a document, merged where they touch or only white space lies between. */
function quoted(document: DocumentText, citations: readonly Citation[]): { start: number; end: number }[] {
  const ranges = citations
    .flatMap(({ start, end, exact }) =>
      document.find(exact, start, end).map((at) => ({ start: at, end: at + [...exact].length })),
    )
    .sort((a, b) => a.start - b.start);
  const merged: { start: number; end: number }[] = [];
  for (const range of ranges) {
    const last = merged.at(-1);
    if (last && document.slice(last.end, Math.max(last.end, range.start)).trim() === '')
      last.end = Math.max(last.end, range.end);
    else merged.push({ ...range });
  }
  return merged;
}

function verifySource(source: Rec, document: DocumentText, citations: readonly Citation[]): string[] {
  const article = source.article as { start: number; end: number };
  const wrong: string[] = [];
  if (document.sha256 !== source.sha256)
    wrong.push(`SHA-256 is ${document.sha256}, the record has ${source.sha256}`);
  if (document.length !== source.length)
    wrong.push(`length is ${document.length} code points, the record has ${source.length}`);
  for (const citation of citations) {
    const why = mismatch(document, citation);
    if (why) wrong.push(`${citation.id}: ${why}`);
  }
  const ranges = quoted(document, citations);
  for (const { start, end } of ranges) {
    const words = countWords(document.slice(start, end));
    if (words > LIMITS.words)
      wrong.push(`fragments run on for ${words} words at ${start}–${end}, more than ${LIMITS.words}`);
  }
  const share = ranges.reduce((sum, { start, end }) => sum + end - start, 0) / (article.end - article.start);
  if (share > LIMITS.share)
    wrong.push(
      `fragments cover ${(share * 100).toFixed(1)}% of the article, more than ${LIMITS.share * 100}%`,
    );
  return wrong.map((why) => `${source.id}: ${why}`);
}

/**
 * Holds every source and citation against the documents: checksum, length, each passage and fragment to the
 * character, and how much is quoted in all.
 * @returns a line for each mismatch, and what was checked
 */
export function verify(dataset: LoadedDataset, documentOf: (source: Rec) => DocumentText | null) {
  const wrong: string[] = [];
  const checked = { sources: 0, citations: 0 };
  const all = dataset.all('citations') as Citation[];
  for (const source of dataset.all('sources')) {
    const document = documentOf(source);
    if (!document) {
      wrong.push(`${source.id}: no document ${source.file}`);
      continue;
    }
    const citations = all.filter((citation) => citation.source === source.id);
    wrong.push(...verifySource(source, document, citations));
    checked.sources++;
    checked.citations += citations.length;
  }
  return { wrong, checked };
}
