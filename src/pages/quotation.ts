/** Quotations held against a transcript: what was found there, in words. */
import type { VERDICTS } from '../schema/quotation.ts';
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
