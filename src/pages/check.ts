/** `/cite/check`: whether what was cited is still what is answered. */
import { html } from './html.ts';
import { writeDocument } from './layout.ts';
import { definePage, toLocal } from './page.ts';

interface Answer {
  data: { matches: boolean; given: string; found: string; release: string; pinned: boolean; url: string };
  links: { self: string };
}

/** What was found of a citation. */
export const checkPage = definePage<Answer>({
  route: '/cite/check',
  render(view) {
    const { matches, given, found, release, pinned, url } = view.answer.data;
    const title = matches ? 'It is still what was cited' : 'It is not what was cited';
    return writeDocument(view, {
      title,
      main: html`<p class="kicker">Check of a citation</p><h1>${title}</h1>
<p class="lead"><a href="${toLocal(url)}">The address that was cited</a> answers ${matches ? 'the same, to the byte' : 'something else now'}.${!pinned && ' It was cited without a release, and is answered from the one that is served now.'}</p>
<dl class="fields facts">
<div><dt>Release</dt><dd>${release}</dd></div>
<div><dt>SHA-256 as cited</dt><dd><code>${given}</code></dd></div>
<div><dt>SHA-256 as found</dt><dd><code>${found}</code></dd></div>
</dl>`,
    });
  },
});
