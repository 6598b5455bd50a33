/** `/statements/{id}`: one utterance, its reports side by side, and its quotations against the transcript. */
import { statementResource } from '../schema/statements.ts';
import { writeDate } from './dates.ts';
import { writeFigure } from './figures/figure.ts';
import { drawShares, sharesFigure } from './figures/shares.ts';
import {
  askDocuments,
  type Document,
  drawWording,
  listDocuments,
  type Report,
  type Told,
  wordingFigure,
} from './figures/wording.ts';
import { type Html, html, type Part } from './html.ts';
import { writeCorroboration } from './kinds.ts';
import { askIssued, type Issued, writeLater } from './later.ts';
import { writeDocument } from './layout.ts';
import { definePage, getLabel, type List, type Reference, type Single, writeUrl } from './page.ts';
import { drawStrip, type Range } from './passage-strip.ts';
import { type Quotation, writeQuotation } from './quotation.ts';
import { type Citation, writeBelonging, writeEvidence, writeKicker } from './record.ts';
import { writeFields, writeLink, writeLinks } from './value.ts';
import { writeWord } from './words.ts';

interface Statement extends Told {
  paraphrase: string;
  speaker: Reference;
  voice: string;
  kind: string;
  addressees: Reference[];
  about: Reference[];
  holder: Reference | null;
  condition: string | null;
  topics: Reference[];
  occasion: Reference | null;
  date: string | null;
  date_basis: string | null;
  responds_to: { to: Reference; response: string }[];
  relations: { relation: string; statement: Reference }[];
  demands: Reference[];
  commitments: Reference[];
  origins: Reference[];
  source_count: number;
  origin_count: number;
  origins_not_stated: number;
  citations?: (Citation & Range)[];
}

interface More {
  documents: List<Document>;
  issued: List<Issued>;
  quotations: List<Quotation>;
  divergences: List;
}

/** Through whom a report came, from the document back to who spoke. */
const writeChain = ({ source, via, origin }: Report, speaker: Reference): Html =>
  html`<ol class="chain" aria-label="From the document back to the speaker"><li>${writeLink(source)}</li>${origin && html`<li>${writeLink(origin)}</li>`}${via
    .filter(({ who }) => who?.url !== speaker.url && who?.url !== origin?.url)
    .map(
      ({ who, as }) => html`<li>${who ? writeLink(who) : (as ?? 'somebody without a name')}</li>`,
    )}${speaker.url !== source.url && html`<li>${writeLink(speaker)}</li>`}</ol>`;

/** Each report: through whom it came, how it attributes, and where in the document it stands. */
function writeReports({ reports, speaker, citations = [] }: Statement, sources: readonly Document[]): Html {
  const byId = new Map(sources.map((source) => [source.id, source]));
  const places = new Map(citations.map((one) => [one.id, one]));
  return html`<ol class="entries reports">${reports.map((report) => {
    const document = byId.get(report.source.id);
    const passages = report.wording.flatMap(({ citation }) => places.get(citation.id) ?? []);
    return html`<li><div>${writeChain(report, speaker)}<ul class="told">${document && html`<li>${writeWord('sources', 'document_kind', document.document_kind)}</li>`}<li>${writeWord('reports', 'speech', report.speech)} speech</li>${report.verb && html`<li>“${report.verb}”</li>`}${report.origin ? html`<li>rests on ${report.origin.name}</li>` : document?.document_kind === 'report' && html`<li>whose reporting it rests on is not stated</li>`}<li><a href="${report.url}">this report in full</a></li></ul></div>${document && passages.length > 0 && drawStrip(document, passages)}</li>`;
  })}</ol>`;
}

/** That all rests on one named origin, which is what a reader has to be told first. */
function writeAlone({
  origins,
  origin_count: named,
  origins_not_stated: silent,
  source_count: documents,
}: Statement): Part {
  const [only] = origins;
  if (named !== 1 || silent || !only) return null;
  return html`<p class="alone">${documents === 1 ? 'One document reports it, and it rests' : `${documents} documents report it, and all rest`} on ${writeLink(only)} alone.</p>`;
}

const tell = (label: string, part: Part): Part => part && html`<div><dt>${label}</dt><dd>${part}</dd></div>`;

/** An utterance. */
export const statementPage = definePage<Single<Statement>, More>({
  route: '/statements/:id',
  ask: (answer) => ({
    documents: askDocuments(answer),
    issued: askIssued([answer.data]),
    quotations: `/quotations?statement=${answer.data.id}&limit=200`,
    divergences: `/divergences?about=statements/${answer.data.id}&select=id,url,title&limit=200`,
  }),
  render(view) {
    const { answer, more, path } = view;
    const { data, links } = answer;
    const { quotations, divergences } = more;
    const sources = more.documents.data;
    return writeDocument(view, {
      title: getLabel(data),
      about: data.paraphrase,
      isTable: true,
      main: html`${writeKicker(statementResource, path)}
<h1>${getLabel(data)}</h1>
<p class="lead">${data.paraphrase}</p>
${writeAlone(data)}
${writeLater(data, more.issued)}
<dl class="fields facts">
<div><dt>Who says it</dt><dd>${writeLink(data.speaker)} <span class="aside">(${writeWord('statements', 'voice', data.voice)})</span>${data.addressees.length > 0 && [' → ', writeLinks(data.addressees)]}</dd></div>
${tell('Whose view', data.holder && writeLink(data.holder))}
<div><dt>What it does</dt><dd>${writeWord('statements', 'kind', data.kind)}</dd></div>
${tell('On condition', data.condition)}
<div><dt>When</dt><dd>${data.date ? writeDate(data.date) : html`<span class="none">not dated</span>`}${data.date_basis && html` <span class="aside">(${writeWord('statements', 'date_basis', data.date_basis)})</span>`}${data.occasion && [': ', writeLink(data.occasion)]}</dd></div>
<div><dt>Rests on</dt><dd>${writeCorroboration(data)}</dd></div>
<div><dt>About</dt><dd>${writeLinks([...data.topics, ...data.about])}</dd></div>
</dl>
<section aria-labelledby="reports"><h2 id="reports">Who reports it <span class="count">${data.reports.length}</span></h2>
<p class="aside">Document ← agency ← speaker. The bar is the document in its length, the mark in it where the passage stands.</p>
${writeReports(data, sources)}</section>
<section aria-labelledby="wording"><h2 id="wording">${data.reports.length > 1 ? 'Its words, side by side' : 'Its words'}</h2>
${writeFigure(drawWording(data, sources), wordingFigure, view, `/statements/${data.id}`)}</section>
${
  quotations.data.length > 0 &&
  html`<section aria-labelledby="transcript"><h2 id="transcript">Against the transcript</h2>
<p class="aside">${quotations.data[0] && writeLink(quotations.data[0].transcript)}. That something is not found there says that it is not in this transcript, and nothing more.</p>
<ol class="entries quotations">${quotations.data.map((one) => writeQuotation(one))}</ol>
${writeFigure(drawShares(sources), sharesFigure, view, writeUrl('/sources', { id: listDocuments(data) }))}</section>`
}
${
  (data.demands.length > 0 ||
    data.responds_to.length > 0 ||
    data.commitments.length > 0 ||
    data.relations.length > 0 ||
    divergences.data.length > 0) &&
  html`<section aria-labelledby="near"><h2 id="near">What hangs on it</h2><dl class="fields facts">
${tell('Demands', data.demands.length > 0 && writeLinks(data.demands, '; '))}
${tell('Commitments', data.commitments.length > 0 && writeLinks(data.commitments, '; '))}
${data.responds_to.map(({ to, response }) => tell('Answers', [writeWord('statements', 'responds_to.response', response), ': ', writeLink(to)]))}
${data.relations.map(({ relation, statement }) => tell('Other statements', [writeWord('statements', 'relations.relation', relation), ': ', writeLink(statement)]))}
${divergences.data.map((one) => tell('Documents differ', html`<a href="${one.url}">${getLabel(one)}</a>`))}
</dl></section>`
}
<details><summary>All fields</summary>${writeFields('statements', data, ['paraphrase', 'reports', 'addressees', 'about', 'topics', 'speaker'])}</details>
<details><summary>Passages behind the record (${data.citations?.length ?? 0})</summary>${writeEvidence(data.citations ?? [])}</details>
${writeBelonging(links)}`,
    });
  },
});
