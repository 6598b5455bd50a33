/**
 * Markup that is escaped by construction: whatever is put between `html` and its closing backtick is text, unless it is
 * markup made by the same tag. A library that does this by type, and brings nothing else along, was not found.
 */
import { escapeMarkup } from '../text/escape.ts';

/** Markup that may stand in a page as it is. */
export class Html {
  readonly text: string;
  /** @param text markup that is safe: made by `html`, or escaped by whoever answers with it */
  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in markup: lists are written one after another, null, undefined and false not at all. */
export type Part = Html | string | number | null | undefined | false | readonly Part[];

function write(part: Part): string {
  if (part instanceof Html) return part.text;
  if (typeof part === 'string' || typeof part === 'number') return escapeMarkup(String(part));
  return part ? part.map(write).join('') : '';
}

/** Markup with parts in it; attributes have to stand between double quotes. */
export const html = (strings: TemplateStringsArray, ...parts: Part[]): Html =>
  new Html(strings.map((string, index) => string + write(parts[index])).join(''));
