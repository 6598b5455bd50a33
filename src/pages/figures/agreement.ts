/** The demands that most documents have, with how each document puts them: agreed where one column is filled. */
import { DEMAND_KINDS } from '../../schema/position.ts';
import { toWords } from '../../schema/present.ts';
import { html } from '../html.ts';
import { writeMark } from '../kinds.ts';
import { changeQuery, type List, type Rec, type Reference } from '../page.ts';
import { defineFigure, type Figure } from './figure.ts';

/** A demand, as far as documents are counted. */
export interface Reported extends Rec {
  title: string;
  party: Reference;
  kinds: { kind: string; source_count: number }[];
  source_count: number;
}

/** How a list is asked for that is drawn. */
export const AGREEMENT = {
  sort: '-source_count',
  limit: '10',
  select: 'id,url,title,party,kinds,source_count',
  include: null,
  facet: null,
};

/** A row for each demand, a column for each kind. */
export const drawAgreement = (demands: readonly Reported[]): Figure | null =>
  demands.length === 0
    ? null
    : {
        title: 'How documents put the demands that most of them report',
        note: 'The numbers say how many documents put a demand as how binding: in one column all agree; in several they do not, or the party put it otherwise on another day.',
        body: html`<div class="scroll" tabindex="0" role="group" aria-label="How documents put the same demand"><table class="spread">
<thead><tr><td></td><th scope="col">documents</th>${DEMAND_KINDS.map((kind) => html`<th scope="col">${writeMark(kind)}<br>${toWords(kind)}</th>`)}</tr></thead>
<tbody>${demands.map(
          ({ url, title, party, kinds, source_count }) =>
            html`<tr><th scope="row"><a href="${url}">${title}</a> <span class="tag">${party.name}</span></th><td class="number">${source_count}</td>${DEMAND_KINDS.map(
              (kind) => {
                const number = kinds.find((one) => one.kind === kind)?.source_count;
                return html`<td class="number">${number}</td>`;
              },
            )}</tr>`,
        )}</tbody></table></div>`,
      };

/** Demands by how documents put them. */
export const agreementFigure = defineFigure<List, { reported: List<Reported> }>({
  name: 'agreement',
  about: 'How documents put the demands that most of them report',
  route: '/demands',
  ask: (_, url) => ({ reported: changeQuery(url, AGREEMENT) }),
  draw: ({ more }) => drawAgreement(more.reported.data),
});
