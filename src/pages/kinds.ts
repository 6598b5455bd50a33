/** How binding demands are, as marks: each kind has a form of its own, filled where the party insists. */
import { DEMAND_KINDS } from '../schema/position.ts';
import { type Html, html, type Part } from './html.ts';
import { getMeanings, writeWord } from './words.ts';

/** A kind of demand. */
export type Kind = (typeof DEMAND_KINDS)[number];

/** Each mark in a square of 12. */
const SHAPES: Record<Kind, Html> = {
  precondition: html`<path d="M1.5 1.5h9v9h-9z"/>`,
  required_term: html`<path d="M6 .6 11.4 6 6 11.4.6 6z"/>`,
  red_line: html`<path d="M6 1 11.5 10.8H.5z"/>`,
  requirement: html`<circle cx="6" cy="6" r="5"/>`,
  expectation: html`<circle class="open" cx="6" cy="6" r="4.4"/>`,
  call: html`<path class="open" d="M6 2 10.7 10.2H1.3z"/>`,
  proposal: html`<path class="open" d="M6 1.5 10.5 6 6 10.5 1.5 6z"/>`,
  wish: html`<path class="open" d="M2 2h8v8H2z" stroke-dasharray="2 1.2"/>`,
};

/** The forms of all marks, which `writeMark` and drawings refer to: once in a page. */
export const writeShapes = (): Html =>
  html`<svg class="unseen" width="0" height="0" aria-hidden="true"><defs>${Object.entries(SHAPES).map(
    ([kind, shape]) => html`<symbol id="kind-${kind}" viewBox="0 0 12 12">${shape}</symbol>`,
  )}</defs></svg>`;

/** A kind’s mark, for the eye alone. */
export const writeMark = (kind: string, size: 'small' | 'plain' | 'large' = 'plain'): Html =>
  html`<svg class="mark ${size}" viewBox="0 0 12 12" aria-hidden="true"><use href="#kind-${kind}"/></svg>`;

/** A kind with its mark. */
export const writeKind = (kind: string): Html =>
  html`<span class="kind">${writeMark(kind)} ${writeWord('demands', 'kind', kind)}</span>`;

/** What the marks mean. */
export const writeKindLegend = (more?: Part): Html =>
  html`<dl class="legend" aria-label="What the marks mean">${DEMAND_KINDS.map(
    (kind) =>
      html`<div><dt>${writeMark(kind)} ${kind.replaceAll('_', ' ')}</dt><dd>${getMeanings('demands', 'kind')?.[kind]}</dd></div>`,
  )}${more}</dl>`;

/** How many documents are behind something, and whose reporting they rest on, each with its unit. */
export const writeCorroboration = (record: {
  source_count: number;
  origin_count: number;
  origins_not_stated: number;
}): Html => {
  const { source_count: sources, origin_count: origins, origins_not_stated: silent } = record;
  const named = origins ? `, ${origins} ${origins === 1 ? 'origin' : 'origins'} named` : '';
  const open = silent ? `, ${silent} of no stated origin` : '';
  return html`${sources} ${sources === 1 ? 'document' : 'documents'}${named}${open}`;
};
