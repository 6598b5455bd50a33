/** `/cite`: how an answer is cited, to be copied. */
import { html } from './html.ts';
import { writeDocument } from './layout.ts';
import { definePage, toLocal } from './page.ts';

interface Answer {
  data: { title: string; url: string; check_url: string; text: string; bibtex: string };
  links: { self: string };
}

/** A citation of an answer. */
export const citePage = definePage<Answer>({
  route: '/cite',
  render(view) {
    const { title, url, check_url: check, text, bibtex } = view.answer.data;
    // It is asked for by its parameter alone, and is no list: nothing stands beneath it.
    return writeDocument(
      { ...view, answer: {} },
      {
        title: `Cite: ${title}`,
        main: html`<p class="kicker">Citation</p><h1>${title}</h1>
<p class="lead">${text}</p>
<p class="actions"><button type="button" class="scripted" data-copy="${text}">Copy as text</button> <button type="button" class="scripted" data-copy="${bibtex}">Copy as BibTeX</button></p>
<pre class="scroll" tabindex="0" role="group" aria-label="BibTeX"><code>${bibtex}</code></pre>
<p>It leads to <a href="${toLocal(url)}">the same answer in this release</a>, which stays as it is. <a href="${toLocal(check)}">Whether it still is what was cited</a> is checked at <code class="url">${check}</code>: the SHA-256 is that of its lines, which <code>.ndjson</code> has, not of its JSON.</p>`,
      },
    );
  },
});
