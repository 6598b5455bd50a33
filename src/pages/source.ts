/** `/sources/{id}`: a document as far as it is evidence: where passages of it are cited, and what it alone has. */

import { toWords } from '../schema/present.ts';
import { sourceResource } from '../schema/sources.ts';
import { writeDate } from './dates.ts';
import { type Html, html, type Part } from './html.ts';
import { writeDocument } from './layout.ts';
import { definePage, getLabel, type List, type Rec, type Reference, type Single, writeUrl } from './page.ts';
import { type Counts, writeShares } from './quotation.ts';
import { type Citation, writeBelonging, writeEvidence, writeKicker } from './record.ts';
import type { Measured, Range } from './strip.ts';
import { writeFields, writeLink, writeNotStated } from './value.ts';
import { capitalize, count, formatNumber, writeWord } from './words.ts';

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

interface Cited extends Range {
  id: string;
  position: string;
  record: { collection: string };
}

interface More {
  /** Its passages from the first on, and from the last back: one list would end at a thousand. */
  first: List<Cited>;
  last: List<Cited>;
  statements: List<{ sources: Reference[] }>;
  missed: List;
  alone: List;
  aloneDemands: List;
}

const WIDTH = 960;
const LANE = 26;
const NAME = 170;
/** Lanes by what passages are evidence for; all other collections share the last. */
const MOST_LANES = 6;

const listPassages = ({ first, last }: More): Cited[] =>
  [...new Map([...first.data, ...last.data].map((one) => [one.id, one])).values()].sort((a, b) =>
    a.position < b.position || (a.position === b.position && a.id < b.id) ? -1 : 1,
  );

/** Every citation on the length of the document, in lanes by what it is evidence for, in the order of the text. */
function drawPassages({ length, article }: Source, passages: readonly Cited[]): Part {
  if (!passages.length) return null;
  const groups = [...Map.groupBy(passages, ({ record }) => record.collection)].toSorted(
    (a, b) => b[1].length - a[1].length,
  );
  const named = groups.length > MOST_LANES ? groups.slice(0, MOST_LANES - 1) : groups;
  const lanes = named.map(([collection, some]) => ({
    name: capitalize(toWords(collection)),
    size: some.length,
  }));
  const rest = passages.length - lanes.reduce((sum, { size }) => sum + size, 0);
  if (rest) lanes.push({ name: 'Other records', size: rest });
  const laneOf = (collection: string) => {
    const lane = named.findIndex(([name]) => name === collection);
    return lane < 0 ? lanes.length - 1 : lane;
  };
  const at = (place: number) => Math.round(10 * (NAME + ((WIDTH - NAME) * place) / length)) / 10;
  const bottom = lanes.length * LANE;
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Citations in the document"><svg class="passages" viewBox="0 0 ${WIDTH} ${bottom + 24}" role="img" aria-label="${count(passages.length, 'citation')} on a document of ${formatNumber(length)} characters: ${lanes.map(({ name, size }) => `${name} ${size}`).join(', ')}">
<path class="article" d="M${at(article.start)} 0H${at(article.end)}V${bottom}H${at(article.start)}z"/>
${lanes.map(({ name, size }, lane) => html`<text x="0" y="${lane * LANE + 17}">${name} <tspan class="soft">${size}</tspan></text><path class="base" d="M${NAME} ${lane * LANE + LANE}H${WIDTH}"/>`)}
<g class="marks">${passages.map(({ start, end, record }) => {
    const wide = Math.max(1.5, Math.round(10 * (at(end) - at(start))) / 10);
    return html`<path d="M${at(start)} ${laneOf(record.collection) * LANE + 5}h${wide}v${LANE - 8}h-${wide}z"/>`;
  })}</g>
${[0, 0.25, 0.5, 0.75, 1].map((part) => html`<text class="soft" x="${at(part * length)}" y="${bottom + 18}" text-anchor="${part === 0 ? 'start' : part === 1 ? 'end' : 'middle'}">${formatNumber(Math.round(part * length))}</text>`)}
</svg></div>`;
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
<form class="filters drop" data-verify="${path}/sources/${id}/verify" hidden><label>Your copy, as plain text (drop it here) <input type="file" accept="text/plain,.txt" required></label></form>
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
  ask: ({ data: { id } }) => {
    const passages = { source: id, select: 'id,start,end,record,position', limit: 1000 };
    const alone = { source: id, source_count: 1, select: 'id,url,title', limit: 20 };
    return {
      first: writeUrl('/citations', { ...passages, sort: 'position' }),
      last: writeUrl('/citations', { ...passages, sort: '-position' }),
      statements: `/statements?source=${id}&select=sources&limit=1000`,
      missed: `/coverage?not_reported=${id}&limit=0&facet=reported`,
      alone: writeUrl('/statements', alone),
      aloneDemands: writeUrl('/demands', alone),
    };
  },
  render(view) {
    const { answer, more, path } = view;
    const { data, links } = answer;
    const passages = listPassages(more);
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
<figure>${drawPassages(data, passages)}<figcaption>From its first character to its last; shaded is the article itself. Each mark is a passage that a record rests on. <a href="${path}/citations?source=${data.id}&sort=position">All of them, in the order of the text</a>${passages.length < total && `; ${formatNumber(total - passages.length)} in the middle are not drawn`}</figcaption></figure></section>
${writeCheck(path, data)}
${
  data.quotation_counts.length > 0 &&
  html`<section aria-labelledby="quoted"><h2 id="quoted">What it quotes, against the transcript</h2>
${writeShares([{ source: { id: data.id, name: data.title, url: data.url }, counts: data.quotation_counts }])}
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
