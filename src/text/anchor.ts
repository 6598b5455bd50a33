/** A citation held against the text of its document. */
import type { DocumentText, LookAlike } from './document.ts';

/** A passage and the fragment found in it. */
export interface Anchor {
  start: number;
  end: number;
  exact: string;
}

/**
 * How much may be quoted: code points of a passage, words of a fragment (or of fragments that follow one another in the
 * document), share of an article. Held by `dataset/rules/evidence.ts`, and against the documents by `curation/verify.ts`.
 */
export const LIMITS = { passage: 600, words: 12, share: 0.25 } as const;

/** Places that are named where a fragment stands elsewhere: more would say no more. */
export const MAX_PLACES = 100;

/** How a citation stands to a text: found where it says, found elsewhere, or not found; nothing is matched by likeness. */
export function checkAnchor(
  document: DocumentText,
  { start, end, exact }: Anchor,
): { status: 'anchored' | 'moved' | 'not_found'; found_at: number[]; looks_like: LookAlike | null } {
  const within = end <= document.length ? document.find(exact, start, end) : [];
  if (within.length === 1) return { status: 'anchored', found_at: within, looks_like: null };
  const elsewhere = document.find(exact, 0, document.length, MAX_PLACES);
  if (elsewhere.length) return { status: 'moved', found_at: elsewhere, looks_like: null };
  return { status: 'not_found', found_at: [], looks_like: document.findAlike(exact, start, end) };
}

/** Where a fragment that is not found stands in other characters, to go on a sentence with; empty where it does not. */
export function explainMissing(
  document: DocumentText,
  { exact, start, end }: { exact: string; start?: number; end?: number },
): string {
  const alike = document.findAlike(exact, start, end);
  if (!alike) return '';
  const inside = start !== undefined && end !== undefined && start <= alike.start && alike.end <= end;
  return `; it is ${inside ? 'there' : `at ${alike.start}`} with ${alike.differs}`;
}

/** What is wrong with a citation against the document, or null. */
export function explainMismatch(document: DocumentText, citation: Anchor): string | null {
  const { start, end, exact } = citation;
  if (end > document.length)
    return `the passage ${start}–${end} ends after the document (${document.length})`;
  const passage = document.slice(start, end);
  if (passage.includes('\n')) return `the passage ${start}–${end} runs over a paragraph`;
  const found = document.find(exact, start, end).length;
  if (found === 1) return null;
  if (found > 1) return `“${exact}” stands ${found} times in ${start}–${end}`;
  const elsewhere = document.find(exact, 0, document.length, MAX_PLACES);
  const why = elsewhere.length ? `; found at ${elsewhere.join(', ')}` : explainMissing(document, citation);
  return `“${exact}” is not in ${start}–${end}${why}`;
}
