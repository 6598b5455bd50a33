/** `/quotations`: what documents give as somebody’s own words, each beside what the transcript has. */
import { quotationResource } from '../schema/quotations.ts';
import { writeFigure } from './figures/figure.ts';
import { askShares, drawShares, type Quoting, sharesFigure } from './figures/shares.ts';
import { writeFilters } from './filters.ts';
import { html } from './html.ts';
import { writeDocument } from './layout.ts';
import { askFacets, orderFacets, writeEntries, writePaging, writeTotal } from './list.ts';
import { definePage, getLabel, type List, readQuery } from './page.ts';
import { type Quotation, writeQuotation } from './quotation.ts';

const FACETS = ['verdict', 'source', 'extent', 'checked'];

/** Quotations beside the transcript. */
export const quotationsPage = definePage<List<Quotation>, { counted: List; documents: List<Quoting> }>({
  route: '/quotations',
  ask: (_, url) => ({
    counted: askFacets(url, FACETS),
    documents: askShares('/sources'),
  }),
  render(view) {
    const { answer, more, url } = view;
    return writeDocument(view, {
      title: 'Quotations against the transcript',
      about: quotationResource.about,
      isTable: true,
      main: html`<h1>Quotations against the transcript</h1>
<p class="lead">${quotationResource.about}</p>
${!readQuery(url).size && writeFigure(drawShares(more.documents.data), sharesFigure, view, '/sources')}
${writeFilters(quotationResource, url, orderFacets(more.counted, FACETS), { isSearched: true })}
${writeTotal(quotationResource, answer)}
${writeEntries(
  answer.data.map((one) =>
    one.passages ? writeQuotation(one, true) : html`<li><a href="${one.url}">${getLabel(one)}</a></li>`,
  ),
  'quotations',
)}
${writePaging(answer, url)}`,
    });
  },
});
