import { hash } from 'node:crypto';
import type { DocumentText } from './document.ts';

/** In what two copies of one text may differ without a word being another. */
export type Difference = 'byte_order_mark' | 'line_ends' | 'final_line_end' | 'normalization';

const BOM = '\uFEFF';
const LINE_ENDS = ['\n', '\r\n', '\r'];

const countMatches = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;
/** Code points of a text, without a list of them all. */
const countCodePoints = (text: string) => text.length - countMatches(text, /[\ud800-\udbff][\udc00-\udfff]/g);

/** The text in each way that it may have been written, where that has so many code points. */
function* listVariants(text: string, length: number): Generator<{ text: string; differs: Difference[] }> {
  const given = text.replace(/^\uFEFF/, '');
  const body = given.replace(/\r\n?/g, '\n');
  let ended = body.length;
  while (body[ended - 1] === '\n') ended--;
  const lines = body.slice(0, ended);
  const final = body.slice(lines.length);
  for (const composed of new Set([lines, lines.normalize('NFC'), lines.normalize('NFD')])) {
    const [points, breaks] = [countCodePoints(composed), countMatches(composed, /\n/g)];
    for (const last of new Set([final, '', '\n']))
      for (const end of LINE_ENDS)
        for (const mark of ['', BOM]) {
          const ends = breaks + last.length;
          if (mark.length + points + last.length + ends * (end.length - 1) !== length) continue;
          const differs: Difference[] = [];
          if (mark !== text.slice(0, text.length - given.length)) differs.push('byte_order_mark');
          if (body.replaceAll('\n', end) !== given) differs.push('line_ends');
          if (last !== final) differs.push('final_line_end');
          if (composed !== lines) differs.push('normalization');
          yield { text: mark + (composed + last).replaceAll('\n', end), differs };
        }
  }
}

/**
 * In what alone a text differs from the one of this SHA-256 and length in code points; empty where it is the same
 * text, or differs in more than that.
 */
export function findDifferences(
  document: DocumentText,
  expected: { sha256: string; length: number },
): Difference[] {
  if (document.sha256 === expected.sha256) return [];
  let fewest: Difference[] = [];
  for (const { text, differs } of listVariants(document.text, expected.length))
    if ((!fewest.length || differs.length < fewest.length) && hash('sha256', text, 'hex') === expected.sha256)
      fewest = differs;
  return fewest;
}
