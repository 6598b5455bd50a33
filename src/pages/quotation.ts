/** Quotations held against a transcript: what was found there, in words. */

import { toWords } from '../schema/present.ts';
import { EXTENTS, VERDICTS } from '../schema/quotation.ts';
import { type Html, html, type Part } from './html.ts';
import type { Rec, Reference } from './page.ts';
import { type Passage, writeLink, writeLinks, writePassage } from './value.ts';
import { getMeanings, writeWord } from './words.ts';

type Verdict = (typeof VERDICTS)[number];

/** What became of words of one text in another. */
export interface Change {
  change: string;
  from: string | null;
  to: string | null;
}

/** A quotation, as pages show it. */
export interface Quotation extends Rec {
  source: Reference;
  extent: string;
  statements: Reference[];
  words: string;
  transcript: Reference;
  verdict: Verdict;
  passages: Passage[];
  differs: string | null;
  note: string | null;
  checked: string;
  changes: Change[];
}

/** How many quotations of a document stand how in the transcript. */
export interface Counts {
  extent: string;
  verdict: Verdict;
  count: number;
}

/** Beside its word each verdict has a sign, so that none is told by colour alone. */
const SIGNS: Record<Verdict, string> = {
  exact: '=',
  near: '≈',
  paraphrase: '~',
  not_found: '?',
  contradicted: '≠',
};

/** A verdict with its sign and what it means. */
export const writeVerdict = (verdict: Verdict): Html =>
  html`<span class="verdict ${verdict}"><span class="sign" aria-hidden="true">${SIGNS[verdict]}</span> ${writeWord('quotations', 'verdict', verdict)}</span>`;

/** Words of a text, with those marked that another one does not have in their place. */
export const writeChanges = (changes: readonly Change[], side: 'from' | 'to'): Part =>
  changes
    .filter(({ [side]: text }) => text)
    .map(({ change, [side]: text }, index) => [
      index > 0 && ' ',
      change === 'kept' ? text : html`<mark>${text}</mark>`,
    ]);

/** A quotation beside what the transcript has. */
export function writeQuotation(quotation: Quotation, withStatements = false): Part {
  const { source, words, verdict, passages, differs, note, checked, changes, extent, statements } = quotation;
  const isThere = verdict !== 'contradicted' && verdict !== 'not_found';
  return html`<li><div class="pair"><div><p class="told-by">${writeLink(source)} quotes${extent === 'whole' && ', in whole'}</p>
<p class="said"><a href="${quotation.url}"><q>${changes.length ? writeChanges(changes, 'to') : words}</q></a></p></div>
<div><p class="told-by">The transcript has${!isThere && ', instead or nearest to it'}</p>${passages.length ? passages.map((passage) => html`<p class="said">${writePassage({ ...passage, source: undefined })}</p>`) : html`<p class="none">nothing like it</p>`}</div></div>
<p>${writeVerdict(verdict)}: <span class="aside">${getMeanings('quotations', 'verdict')?.[verdict]}. Found by ${getMeanings('quotations', 'checked')?.[checked]}.</span></p>
${differs && html`<p>${differs}</p>`}${note && html`<p class="aside">${note}</p>`}
${withStatements && statements.length > 0 && html`<p class="aside">Statement: ${writeLinks(statements, '; ')}</p>`}</li>`;
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
export function writeShares(sources: readonly { source: Reference; counts: readonly Counts[] }[]): Part {
  const some = sources.filter(({ counts }) => counts.length > 0);
  if (!some.length) return null;
  const sums = EXTENTS.map((extent) =>
    Math.max(
      ...some.map(({ counts }) =>
        counts.filter((one) => one.extent === extent).reduce((sum, one) => sum + one.count, 0),
      ),
    ),
  );
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Shares of quotations"><table class="compared shares-table">
<caption>Of all that each quotes, what the transcript has word for word (=) or but for some words (≈). Fragments that are kept and whole quotations are counted apart.</caption>
<thead><tr><th scope="col">Document</th>${EXTENTS.map((extent) => html`<th scope="col">${extent === 'whole' ? 'whole quotations' : 'fragments'}</th>`)}</tr></thead>
<tbody>${some.map(
    ({ source, counts }) =>
      html`<tr><th scope="row">${writeLink(source)}</th>${EXTENTS.map(
        (extent, index) =>
          html`<td>${drawCounts(
            counts.filter((one) => one.extent === extent),
            sums[index] ?? 1,
          )}</td>`,
      )}</tr>`,
  )}</tbody></table></div>`;
}
