/** `/search`: what was found in all collections. */
import { resources } from '../schema/index.ts';
import { toWords } from '../schema/present.ts';
import { Html, html, type Part } from './html.ts';
import { writeDocument, writeFrame } from './layout.ts';
import { writePaging } from './list.ts';
import { definePage, type List, readQuery } from './page.ts';
import { capitalize, count } from './words.ts';

interface Hit {
  collection: string;
  id: string;
  name: string;
  url: string;
  /** Escaped by the API, which marks what was found. */
  match: string;
  also: Record<string, number>;
}

/** What to search for, and in what. */
function writeForm(path: string, url: string): Html {
  const query = readQuery(url);
  const chosen = query.get('collection') ?? '';
  return html`<form class="filters" action="${path}/search" aria-label="Search everything">
<label>Words <input type="search" name="q" required value="${query.get('q') ?? ''}"></label>
<label>In <select name="collection"><option value="">everything</option>${resources.map(
    ({ name }) =>
      html`<option value="${name}"${name === chosen && html` selected`}>${capitalize(toWords(name))}</option>`,
  )}</select></label>
<span class="actions"><button type="submit">Search</button></span>
<p class="aside wide">“Quotation marks” keep words together, <code>oresh*</code> is how a word begins, <code>putin OR kremlin</code> either, <code>lavrov -interview</code> one without the other.</p>
</form>`;
}

/** What nothing is found for, and what is near. */
const writeMissing = (path: string, { not_found }: List['meta']): Part =>
  not_found?.map(
    ({ word, suggestion }) =>
      html`<p>“${word}” is in no record.${suggestion && html` Search for <a href="${path}/search?q=${encodeURIComponent(suggestion)}">${suggestion}</a>?`}</p>`,
  );

/** Everything that is found, the best match first. */
export const searchPage = definePage<List<Hit>>({
  route: '/search',
  form: {
    needs: ['q'],
    render: (path, url) =>
      writeFrame(path, {
        title: 'Search',
        main: html`<main id="main"><h1>Search</h1>${writeForm(path, url)}</main>`,
      }),
  },
  render(view) {
    const { answer, url, path } = view;
    const q = readQuery(url).get('q') ?? '';
    return writeDocument(view, {
      title: `Search: ${q}`,
      search: q,
      main: html`<h1>Search</h1>
${writeForm(path, url)}
<p class="total">${count(answer.meta.total, 'record')}.</p>
${writeMissing(path, answer.meta)}
<ol class="entries">${answer.data.map(
        ({ name, url: to, match, collection, also }) =>
          html`<li><a class="title" href="${to}">${name}</a> <span class="tag">${toWords(collection)}</span><p class="match">${new Html(match)}</p>${
            Object.keys(also).length > 0 &&
            html`<p class="aside">Also in ${Object.entries(also)
              .map(([what, number]) => `${number} of its ${toWords(what)}`)
              .join(', ')}</p>`
          }</li>`,
      )}</ol>
${writePaging(answer, url)}`,
    });
  },
});
