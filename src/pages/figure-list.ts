/** `/figures`: every figure that has an address of its own. */
import { html } from './html.ts';
import { writeDocument } from './layout.ts';
import { definePage } from './page.ts';

interface Figures {
  data: { name: string; about: string; drawn_from: string; url: string | null }[];
  meta: { release: string };
}

/** What there is, each with an example. */
export const figureListPage = definePage<Figures>({
  route: '/figures',
  render: (view) =>
    writeDocument(view, {
      title: 'Figures',
      about: 'Figures of pages by themselves, to be framed elsewhere or taken as files.',
      main: html`<h1>Figures</h1>
<p class="lead">Each is drawn from an answer of this service, whose address stands beneath it after <code>/figures/</code> and its name, and can be framed in other pages. Drawings are files, too, with <code>.svg</code> after the address.</p>
<ul class="entries">${view.answer.data.map(
        ({ name, about, drawn_from, url }) =>
          html`<li>${url === null ? html`<span class="title">${about}</span>` : html`<a class="title" href="${url}">${about}</a>`}${url !== null && drawn_from.includes('{') && html` <span class="tag">of one, for example</span>`}<p class="aside"><code>/figures/${name}${drawn_from}</code></p></li>`,
      )}</ul>`,
    }),
});
