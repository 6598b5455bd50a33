import type { DocumentText } from './document.ts';

/** A passage and the fragment found in it. */
export interface Anchor {
  start: number;
  end: number;
  exact: string;
}

/** Places that are named where a fragment stands elsewhere: more would say no more. */
export const MAX_PLACES = 100;

/** How a citation stands to a text: found where it says, found elsewhere, or not found; nothing is matched by likeness. */
export function anchored(
  document: DocumentText,
  { start, end, exact }: Anchor,
): { status: 'anchored' | 'moved' | 'not_found'; found_at: number[] } {
  const within = end <= document.length ? document.find(exact, start, end) : [];
  if (within.length === 1) return { status: 'anchored', found_at: within };
  const elsewhere = document.find(exact, 0, document.length, MAX_PLACES);
  return { status: elsewhere.length ? 'moved' : 'not_found', found_at: elsewhere };
}

/** What is wrong with a citation against the document, or null. */
export function mismatch(document: DocumentText, citation: Anchor): string | null {
  const { start, end, exact } = citation;
  if (end > document.length)
    return `the passage ${start}–${end} ends after the document (${document.length})`;
  const passage = document.slice(start, end);
  if (passage.includes('\n')) return `the passage ${start}–${end} runs over a paragraph`;
  const found = document.find(exact, start, end).length;
  if (found === 1) return null;
  if (found > 1) return `“${exact}” stands ${found} times in ${start}–${end}`;
  const elsewhere = document.find(exact, 0, document.length, MAX_PLACES);
  return `“${exact}” is not in ${start}–${end}${elsewhere.length ? `; found at ${elsewhere.join(', ')}` : ''}`;
}
