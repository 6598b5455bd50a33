/** `/events/{id}/accounts`: what each document has of one occasion, and what only one has. */
import { getResource } from '../schema/index.ts';
import { toWords } from '../schema/present.ts';
import { html, type Part } from './html.ts';
import { writeDocument } from './layout.ts';
import { definePage, type Reference } from './page.ts';
import { writeLink, writeReferences } from './value.ts';
import { count, writeWord } from './words.ts';

interface Item extends Reference {
  collection: string;
  sources: Reference[];
  lacking: Reference[];
}

interface Answer {
  data: {
    event: Reference;
    accounts: { source: Reference; document_kind: string; has: number; only: Reference[] }[];
    items: Item[];
    shared: number;
    divergences: Reference[];
  };
  links: Record<string, string>;
}

/** What is said, with a column for each account: a filled mark where it has it. */
function writeTable(items: readonly Item[], accounts: readonly { source: Reference }[]): Part {
  return html`<div class="scroll" tabindex="0" role="group" aria-label="What each account has"><table class="accounts">
<thead><tr><td></td>${accounts.map(({ source }, index) => html`<th scope="col"><abbr title="${source.name}">${String.fromCharCode(65 + index)}</abbr></th>`)}</tr></thead>
<tbody>${items.map(
    (item) =>
      html`<tr><th scope="row">${writeLink(item)} <span class="tag">${toWords(getResource(item.collection).singular)}</span></th>${accounts.map(
        ({ source }) =>
          item.sources.some(({ id }) => id === source.id)
            ? html`<td><span class="has" aria-hidden="true">●</span><span class="unseen">has it</span></td>`
            : html`<td><span class="unseen">does not have it</span></td>`,
      )}</tr>`,
  )}</tbody></table></div>`;
}

/** Items from which on a table is folded away. */
const MANY = 40;

const fold = (label: string, items: number, content: Part): Part =>
  items > MANY ? html`<details><summary>${label}</summary>${content}</details>` : content;

/** Accounts of one occasion, side by side. */
export const accountsPage = definePage<Answer>({
  route: '/events/:id/accounts',
  render(view) {
    const { event, accounts, items, divergences } = view.answer.data;
    const shared = items.filter(({ lacking }) => !lacking.length);
    const some = items
      .filter(({ lacking, sources }) => lacking.length > 0 && sources.length > 1)
      .toSorted((a, b) => b.sources.length - a.sources.length);
    const isOne = accounts.length < 2;
    return writeDocument(view, {
      title: `Accounts: ${event.name}`,
      about: `What ${count(accounts.length, 'document')} have of one occasion, and what only one has.`,
      main: html`<p class="kicker">Accounts of an event</p><h1>${event.name}</h1>
<p class="lead">${accounts.length ? count(accounts.length, 'document') : 'No document'} ${isOne ? 'has' : 'have'} ${accounts.length ? 'something' : 'anything'} of what was said there${items.length > 0 && `: ${count(items.length, 'point')} in all`}${!isOne && `, of which ${shared.length || 'none'} ${shared.length < 2 ? 'is' : 'are'} in every one`}. That a document lacks something is what it prints, not what was said. <a href="${event.url}">The event</a></p>
<ol class="keys">${accounts.map(({ source, document_kind, has, only }, index) => html`<li><b>${String.fromCharCode(65 + index)}</b> ${writeLink(source)} <span class="aside">${writeWord('sources', 'document_kind', document_kind)}; has ${has}, ${only.length} of them alone</span></li>`)}</ol>
${!isOne && shared.length > 0 && html`<section aria-labelledby="shared"><h2 id="shared">In every account <span class="count">${shared.length}</span></h2>${writeReferences(shared)}</section>`}
${!isOne && some.length > 0 && html`<section aria-labelledby="some"><h2 id="some">In some accounts <span class="count">${some.length}</span></h2>${fold('Show all', some.length, writeTable(some, accounts))}</section>`}
${
  accounts.length > 0 &&
  html`<section aria-labelledby="only"><h2 id="only">${isOne ? 'What it has' : 'In one account alone'}</h2>
${accounts.map(({ source, only }, index) => only.length > 0 && html`<details${(isOne || only.length <= MANY / 2) && html` open`}><summary>${String.fromCharCode(65 + index)}: ${source.name} (${only.length})</summary>${writeReferences(only)}</details>`)}</section>`
}
${divergences.length > 0 && html`<section aria-labelledby="differ"><h2 id="differ">Where they are known to differ</h2>${writeReferences(divergences)}</section>`}`,
    });
  },
});
