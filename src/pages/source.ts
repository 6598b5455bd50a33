/** `/sources/{id}`: a document as far as it is evidence: where passages of it are cited, and what it alone has. */

import { sourceResource } from '../schema/sources.ts';
import { writeDate } from './dates.ts';
import { writeFigure } from './figures/figure.ts';
import { askPassages, drawPassages, type Passages, passagesFigure } from './figures/passages.ts';
import { drawShares, sharesFigure } from './figures/shares.ts';
import { type Html, html, type Part } from './html.ts';
import { writeDocument } from './layout.ts';
import { definePage, getLabel, type List, type Rec, type Reference, type Single, writeUrl } from './page.ts';
import type { Measured } from './passage-strip.ts';
import type { Counts } from './quotation.ts';
import { type Citation, writeBelonging, writeEvidence, writeKicker } from './record.ts';
import { writeFields, writeLink, writeNotStated } from './value.ts';
import { count, formatNumber, writeWord } from './words.ts';

interface Source extends Measured, Rec {
  title: string;
  name: string;
  url: string;
  id: string;
  collection?: string;
  document_kind: string;
  headline: string | null;
  outlet: Reference | null;
  agency: Reference | null;
  origin: Reference | null;
  published: string | null;
  issued: string | null;
  official_url: string | null;
  copy_kind: string | null;
  quality: string | null;
  sha256: string;
  quotation_counts: Counts[];
  not_stated: { field: string; reason: string }[];
  citations?: Citation[];
}

interface More extends Passages {
  statements: List<{ sources: Reference[] }>;
  missed: List;
  alone: List;
  aloneDemands: List;
}

const numberOf = ({ facets }: List, id: string): number =>
  facets?.reported?.find(({ value }) => value === id)?.count ?? 0;

/** Documents that have statements in common with it: what both have, what it has alone of the two, what the other. */
function writeCoverage({ id }: Source, { statements, missed }: More, path: string): Part {
  const all = statements.data.length;
  const others = [
    ...Map.groupBy(
      statements.data.flatMap(({ sources }) => sources).filter((other) => other.id !== id),
      (other) => other.id,
    ).values(),
  ].toSorted((a, b) => b.length - a.length);
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Coverage against other documents"><table class="compared coverage">
<thead><tr><th scope="col">Other document</th><th scope="col">only this one has</th><th scope="col">both have</th><th scope="col">only the other has</th></tr></thead>
<tbody>${others.map((shared) => {
    const [other] = shared;
    if (!other) return null;
    const both = shared.length;
    const only = numberOf(missed, other.id);
    const most = Math.max(all, both + only);
    const wide = (number: number) => Math.round((1000 * number) / most) / 10;
    return html`<tr><th scope="row">${writeLink(other)}</th>
<td class="number"><a href="${path}/coverage?reported=${id}&not_reported=${other.id}">${all - both}</a><svg class="bar left" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><path d="M100 0H${100 - wide(all - both)}v8h${wide(all - both)}z"/></svg></td>
<td class="number">${both}<svg class="bar both" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><path d="M${50 - wide(both) / 2} 0h${wide(both)}v8h-${wide(both)}z"/></svg></td>
<td class="number"><a href="${path}/coverage?reported=${other.id}&not_reported=${id}">${only}</a><svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><path d="M0 0h${wide(only)}v8H0z"/></svg></td></tr>`;
  })}</tbody></table></div>`;
}

/** Where readers hold their own copy against every citation: a script sends it, since a form cannot send it bare. */
const writeCheck = (path: string, { id, file, sha256 }: Source): Html =>
  html`<section aria-labelledby="check"><h2 id="check">Check it against your own copy</h2>
<p>The text is not handed round here. Whoever has a copy can have every citation looked up in it: that it stands there, to the character. The copy is sent to this service and to nobody else; it is neither kept nor logged.</p>
<form class="filters drop scripted" data-verify="${path}/sources/${id}/verify"><label>Your copy, as plain text (drop it here) <input type="file" accept="text/plain,.txt" required></label></form>
<div class="checked" aria-live="polite"></div>
<noscript><p class="aside">In this page that needs JavaScript. Without it: <code>curl --data-binary @FILE -H 'content-type: text/plain; charset=utf-8' …/sources/${id}/verify</code></p></noscript>
<p class="aside">The citations are anchored in <code>${String(file)}</code>, SHA-256 <code>${sha256}</code>.</p></section>`;

/** A field of a document, or why it is empty. */
const tell = (source: Source, field: string, label: string, part: Part): Part => {
  const reason = source.not_stated.find((one) => one.field === field)?.reason;
  if (!part && reason === 'not_applicable') return null;
  return html`<div><dt>${label}</dt><dd>${part || writeNotStated(reason)}</dd></div>`;
};

/** A document. */
export const sourcePage = definePage<Single<Source>, More>({
  route: '/sources/:id',
  ask: (answer) => {
    const { id } = answer.data;
    const alone = { source: id, source_count: 1, select: 'id,url,title', limit: 20 };
    return {
      ...askPassages(answer),
      statements: `/statements?source=${id}&select=sources&limit=1000`,
      missed: `/coverage?not_reported=${id}&limit=0&facet=reported`,
      alone: writeUrl('/statements', alone),
      aloneDemands: writeUrl('/demands', alone),
    };
  },
  render(view) {
    const { answer, more, path } = view;
    const { data, links } = answer;
    const total = more.first.meta.total;
    return writeDocument(view, {
      title: data.title,
      about: `What ${data.title} is evidence for: ${count(total, 'citation')}.`,
      isTable: true,
      main: html`${writeKicker(sourceResource, path)}
<h1>${data.title}</h1>
<dl class="fields facts">
<div><dt>Kind</dt><dd>${writeWord('sources', 'document_kind', data.document_kind)}</dd></div>
${tell(data, 'headline', 'Headline', data.headline && html`“${data.headline}”`)}
${tell(data, 'outlet', 'Outlet', data.outlet && writeLink(data.outlet))}
${tell(data, 'agency', 'Agency', data.agency && writeLink(data.agency))}
${tell(data, 'origin', 'Rests on', data.origin && writeLink(data.origin))}
${tell(data, 'published', 'Published', data.published && writeDate(data.published))}
${tell(data, 'issued', 'Issued', data.issued && writeDate(data.issued))}
${tell(data, 'official_url', 'Official address', data.official_url && html`<a class="url" href="${data.official_url}" rel="external">${data.official_url}</a>`)}
${tell(data, 'copy_kind', 'The copy', data.copy_kind && writeWord('sources', 'copy_kind', data.copy_kind))}
${tell(data, 'quality', 'Quality', data.quality)}
</dl>
<section aria-labelledby="cited"><h2 id="cited">What is cited of it <span class="count">${formatNumber(total)}</span></h2>
${writeFigure(drawPassages(data, more), passagesFigure, view, `/sources/${data.id}`)}
<p><a href="${path}/citations?source=${data.id}&sort=position">All of them, in the order of the text</a></p></section>
${writeCheck(path, data)}
${
  data.quotation_counts.length > 0 &&
  html`<section aria-labelledby="quoted"><h2 id="quoted">What it quotes, against the transcript</h2>
${writeFigure(drawShares([data]), sharesFigure, view, `/sources?id=${data.id}`)}
<p><a href="${path}/quotations?source=${data.id}">Each quotation beside the transcript</a></p></section>`
}
${
  more.alone.meta.total > 0 &&
  html`<section aria-labelledby="alone"><h2 id="alone">What it alone reports</h2>
<p>${count(more.alone.meta.total, 'statement')} and ${count(more.aloneDemands.meta.total, 'demand')} stand in no other document here.</p>
<ul class="members">${more.aloneDemands.data.map((one) => html`<li><span class="tag">demand</span> <a href="${one.url}">${getLabel(one)}</a></li>`)}${more.alone.data.map((one) => html`<li><span class="tag">statement</span> <a href="${one.url}">${getLabel(one)}</a></li>`)}</ul>
<p class="paging"><a href="${path}/statements?source=${data.id}&source_count=1">All such statements</a> <a href="${path}/demands?source=${data.id}&source_count=1">All such demands</a></p></section>`
}
${
  more.statements.data.some(({ sources }) => sources.length > 1) &&
  html`<section aria-labelledby="others"><h2 id="others">Against the other documents</h2>
<p class="aside">Statements; compared are documents that have some in common with it.</p>
${writeCoverage(data, more, path)}</section>`
}
<details><summary>All fields</summary>${writeFields('sources', data, ['quotations', 'quotation_counts'])}</details>
<details><summary>Passages behind the record (${data.citations?.length ?? 0})</summary>${writeEvidence(data.citations ?? [])}</details>
${writeBelonging(links)}`,
    });
  },
});
