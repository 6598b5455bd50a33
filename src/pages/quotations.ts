/** `/quotations`: what documents give as somebody’s own words, each beside what the transcript has. */
import { quotationResource } from '../schema/quotations.ts';
import { writeFilters } from './filters.ts';
import { html } from './html.ts';
import { writeDocument } from './layout.ts';
import { askFacets, orderFacets, writePaging, writeTotal } from './list.ts';
import { definePage, getLabel, type List, readQuery } from './page.ts';
import { type Counts, type Quotation, writeQuotation, writeShares } from './quotation.ts';
import type { Measured } from './strip.ts';

const FACETS = ['verdict', 'source', 'extent', 'checked'];

/** Quotations beside the transcript. */
export const quotationsPage = definePage<
  List<Quotation>,
  { counted: List; sources: List<Measured & { quotation_counts: Counts[] }> }
>({
  route: '/quotations',
  ask: (_, url) => ({
    counted: askFacets(url, FACETS),
    sources: '/sources?select=id,url,title,quotation_counts&limit=1000',
  }),
  render(view) {
    const { answer, more, url } = view;
    return writeDocument(view, {
      title: 'Quotations against the transcript',
      about: quotationResource.about,
      isTable: true,
      main: html`<h1>Quotations against the transcript</h1>
<p class="lead">${quotationResource.about}</p>
${!readQuery(url).size && writeShares(more.sources.data.map((source) => ({ source: { ...source, name: getLabel(source) }, counts: source.quotation_counts })))}
${writeFilters(quotationResource, url, orderFacets(more.counted, FACETS), { isSearched: true })}
${writeTotal(quotationResource, answer)}
<ol class="entries quotations">${answer.data.map((one) => (one.passages ? writeQuotation(one, true) : html`<li><a href="${one.url}">${getLabel(one)}</a></li>`))}</ol>
${writePaging(answer, url)}`,
    });
  },
});
