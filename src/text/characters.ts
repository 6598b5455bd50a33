/** Which characters a text of a record may hold, and how one is named that may not be seen. */

/** A code point as it is told to a reader: by its number, and itself where it can be seen. */
export function describeCharacter(point: string): string {
  if (point === ' ') return 'a space';
  const number = `U+${(point.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  return /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(point) ? `${number} (${point})` : number;
}

/** Where a unit stands, counted in characters from 1. */
const describePlace = (text: string, unit: number) => `character ${[...text.slice(0, unit)].length + 1}`;

/**
 * Not in words of our own: control and format characters (which no one sees: zero-width, bidirectional, soft hyphens),
 * ends of lines, halves of surrogate pairs, what is no character or means nothing to others, and what is left of one.
 */
const NOT_OURS =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}\uFFFD]/gu;

/** In no line of a document: control characters of ASCII but the tab, and halves of surrogate pairs. */
const IN_NO_LINE = /[\p{Cc}--[\t\u{80}-\u{9f}]]|\p{Cs}/gv;

function describeFirst(text: string, pattern: RegExp): string | null {
  const [first, ...more] = text.matchAll(pattern);
  if (!first) return null;
  return `holds ${describeCharacter(first[0])} at ${describePlace(text, first.index)}${more.length ? `, and ${more.length} more such` : ''}`;
}

/** White space around a text. */
export function describeSpaceAround(text: string): string | null {
  const [start] = /^\p{White_Space}/u.exec(text) ?? [];
  if (start !== undefined) return `begins with white space (${describeCharacter(start)})`;
  const [end] = /\p{White_Space}$/u.exec(text) ?? [];
  return end === undefined ? null : `ends with white space (${describeCharacter(end)})`;
}

/** What is wrong with the characters of a text in our own words; null where nothing is. */
export function checkProse(text: string): string | null {
  const control = describeFirst(text, NOT_OURS) ?? describeSpaceAround(text);
  if (control) return control;
  const double = /\p{White_Space}{2,}/u.exec(text);
  if (double)
    return `holds white space twice in a row at ${describePlace(text, double.index)} (${[...double[0]].map(describeCharacter).join(', ')})`;
  const composed = text.normalize('NFC');
  if (composed === text) return null;
  const at = [...text].findIndex((point, index) => point !== [...composed][index]);
  return `is not in Unicode normal form C from character ${at + 1} on (${[...text]
    .slice(at, at + 2)
    .map(describeCharacter)
    .join(' ')})`;
}

/** What is wrong with the characters of a text that stands in a document; null where nothing is. */
export const checkLine = (text: string): string | null => describeFirst(text, IN_NO_LINE);
