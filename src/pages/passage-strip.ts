/** A document as a bar of its length, with where passages stand in it: its text is not shown. */
import { type Html, html } from './html.ts';
import type { Reference } from './page.ts';
import { formatNumber } from './words.ts';

/** A document, as far as it is drawn; lengths are in Unicode code points. */
export interface Measured extends Reference {
  title?: string;
  length: number;
  /** The range that is the article. */
  article: { start: number; end: number };
}

/** A passage in a document, in code points. */
export interface Range {
  start: number;
  end: number;
}

const WIDTH = 320;
/** Width below which a mark would not be seen. */
const NARROW = 2;

/** How far into a document a passage begins, in words. */
const tellPlace = ({ start }: Range, { length }: Measured): string =>
  `${Math.round((100 * start) / length)} %`;

/** A thin bar: the article within its file, and passages in it. */
export function drawStrip(source: Measured, passages: readonly Range[]): Html {
  const at = (place: number) => Math.round((10 * WIDTH * place) / source.length) / 10;
  const distinct = [...new Map(passages.map((one) => [one.start, one])).values()];
  const places = distinct.map((one) => tellPlace(one, source)).join(', ');
  return html`<svg class="strip" viewBox="0 0 ${WIDTH} 12" role="img" aria-label="Of ${formatNumber(source.length)} characters, it stands at ${places}"><path class="whole" d="M0 6H${WIDTH}"/><path class="article" d="M${at(source.article.start)} 6H${at(source.article.end)}"/>${distinct.map(
    (one) =>
      html`<path class="place" d="M${at(one.start)} 0h${Math.max(NARROW, at(one.end) - at(one.start))}v12H${at(one.start)}z"/>`,
  )}</svg>`;
}
