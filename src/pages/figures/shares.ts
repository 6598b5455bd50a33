/** Document by document, how its quotations stand in the transcript. */
import { toWords } from '../../schema/present.ts';
import { EXTENTS, VERDICTS } from '../../schema/quotation.ts';
import { html, type Part } from '../html.ts';
import { changeQuery, getLabel, type List } from '../page.ts';
import type { Counts } from '../quotation.ts';
import { defineFigure, type Figure } from './figure.ts';

/** A document, as far as its quotations are counted. */
export interface Quoting {
  id: string;
  url: string;
  title?: string;
  name?: string;
  quotation_counts: Counts[];
}

const WIDTH = 260;

/** Quotations of one extent as a bar of its verdicts, and in figures. */
function drawCounts(counts: readonly Counts[], most: number): Part {
  const total = counts.reduce((sum, one) => sum + one.count, 0);
  if (!total) return html`<span class="none">none</span>`;
  let left = 0;
  const sorted = VERDICTS.flatMap((verdict) => counts.filter((one) => one.verdict === verdict));
  const has = sorted
    .filter(({ verdict }) => verdict === 'exact' || verdict === 'near')
    .reduce((sum, one) => sum + one.count, 0);
  return html`<svg class="shares" viewBox="0 0 ${WIDTH} 14" aria-hidden="true">${sorted.map(
    ({ verdict, count: number }) => {
      const start = left;
      left += (WIDTH * number) / most;
      return html`<path class="${verdict}" d="M${start.toFixed(1)} 1H${(left - 1).toFixed(1)}v12H${start.toFixed(1)}z"/>`;
    },
  )}</svg><b>${has} of ${total}</b> <span class="aside">${sorted.map(({ verdict, count: number }) => `${number} ${toWords(verdict)}`).join(', ')}</span>`;
}

/** Document by document, how many of its quotations the transcript has, word for word or but for some words. */
export function drawShares(documents: readonly Quoting[]): Figure | null {
  const some = documents.filter(({ quotation_counts: counts }) => counts.length > 0);
  if (!some.length) return null;
  const sums = EXTENTS.map((extent) =>
    Math.max(
      ...some.map(({ quotation_counts: counts }) =>
        counts.filter((one) => one.extent === extent).reduce((sum, one) => sum + one.count, 0),
      ),
    ),
  );
  return {
    title: 'What documents quote, against the transcript',
    note: 'Of all that each quotes, what the transcript has word for word (=) or but for some words (≈). Fragments that are kept and whole quotations are counted apart. A bar has from the left what is exact, near (lighter), in other words (pale), not found (hollow) and contradicted (solid), as the words beneath it.',
    body: html`<div class="scroll" tabindex="0" role="group" aria-label="Shares of quotations"><table class="compared quoted">
<thead><tr><th scope="col">Document</th>${EXTENTS.map((extent) => html`<th scope="col">${extent === 'whole' ? 'whole quotations' : 'fragments'}</th>`)}</tr></thead>
<tbody>${some.map(
      (document) =>
        html`<tr><th scope="row"><a href="${document.url}">${getLabel(document)}</a></th>${EXTENTS.map(
          (extent, index) =>
            html`<td>${drawCounts(
              document.quotation_counts.filter((one) => one.extent === extent),
              sums[index] ?? 1,
            )}</td>`,
        )}</tr>`,
    )}</tbody></table></div>`,
  };
}

/** The question for documents with what they quote. */
export const askShares = (url: string): string =>
  changeQuery(url, {
    select: 'id,url,title,quotation_counts',
    limit: '1000',
    include: null,
    facet: null,
  });

/** Quotations of documents against the transcript. */
export const sharesFigure = defineFigure<List, { documents: List<Quoting> }>({
  name: 'shares',
  about: 'How much of what documents quote a transcript has',
  route: '/sources',
  ask: (_, url) => ({ documents: askShares(url) }),
  draw: ({ more }) => drawShares(more.documents.data),
});
