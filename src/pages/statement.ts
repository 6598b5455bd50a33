/** `/statements/{id}`: one utterance, its reports side by side, and its quotations against the transcript. */
import { statementResource } from '../schema/statements.ts';
import { compareWords } from '../text/wording.ts';
import { writeDate } from './dates.ts';
import { type Html, html, type Part } from './html.ts';
import { writeCorroboration } from './kinds.ts';
import { writeDocument } from './layout.ts';
import { definePage, getLabel, type List, type Rec, type Reference, type Single, writeUrl } from './page.ts';
import { type Counts, type Quotation, writeChanges, writeQuotation, writeShares } from './quotation.ts';
import { type Citation, writeBelonging, writeEvidence, writeKicker } from './record.ts';
import { drawStrip, type Measured, type Range } from './strip.ts';
import { writeFields, writeLink, writeLinks } from './value.ts';
import { writeWord } from './words.ts';

/** A fragment of a report, and the part of the utterance that it renders. */
interface Fragment {
  part: string;
  speech: 'direct' | 'indirect';
  exact: string;
  citation: { id: string; url: string };
}

interface Report extends Rec {
  source: Reference;
  verb: string | null;
  speech: string;
  via: { who: Reference | null; as: string | null }[];
  origin: Reference | null;
  wording: Fragment[];
}

interface Statement extends Rec {
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
  reports: Report[];
  demands: Reference[];
  commitments: Reference[];
  origins: Reference[];
  source_count: number;
  origin_count: number;
  origins_not_stated: number;
  citations?: (Citation & Range)[];
}

interface Source extends Measured {
  document_kind: string;
  quotation_counts: Counts[];
}

interface More {
  sources: List<Source>;
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
function writeReports({ reports, speaker, citations = [] }: Statement, sources: readonly Source[]): Html {
  const byId = new Map(sources.map((source) => [source.id, source]));
  const places = new Map(citations.map((one) => [one.id, one]));
  return html`<ol class="entries reports">${reports.map((report) => {
    const document = byId.get(report.source.id);
    const passages = report.wording.flatMap(({ citation }) => places.get(citation.id) ?? []);
    return html`<li><div>${writeChain(report, speaker)}<ul class="told">${document && html`<li>${writeWord('sources', 'document_kind', document.document_kind)}</li>`}<li>${writeWord('reports', 'speech', report.speech)} speech</li>${report.verb && html`<li>“${report.verb}”</li>`}${report.origin ? html`<li>rests on ${report.origin.name}</li>` : document?.document_kind === 'report' && html`<li>whose reporting it rests on is not stated</li>`}<li><a href="${report.url}">report</a></li></ul></div>${document && passages.length > 0 && drawStrip(document, passages)}</li>`;
  })}</ol>`;
}

/** A fragment as it is printed: quoted as its document quotes, else in the document’s own words. */
const writeFragment = ({ speech, exact, citation }: Fragment, against: Fragment | undefined): Html => {
  const changes = against ? compareWords(against.exact, exact) : [];
  const isOther = changes.length > 0 && !changes.some(({ change }) => change === 'kept');
  const words = against && !isOther ? writeChanges(changes, 'to') : exact;
  return speech === 'direct'
    ? html`<a href="${citation.url}"><q>${words}</q></a> <span class="tag">direct</span>`
    : html`<a class="indirect" href="${citation.url}">${words}</a> <span class="tag">indirect${isOther && ', in other words'}</span>`;
};

/** The reports side by side, part by part, with the words marked that the first named does not have. */
function writeWording({ reports }: Statement, sources: readonly Source[]): Part {
  const transcripts = new Set(
    sources.filter(({ document_kind: kind }) => /transcript|primary/.test(kind)).map(({ id }) => id),
  );
  // Against the words as they were spoken or signed where a document has them, else against whoever quotes.
  const rank = (report: Report, fragment: Fragment) =>
    (transcripts.has(report.source.id) ? 0 : 2) + (fragment.speech === 'direct' ? 0 : 1);
  const parts = Map.groupBy(
    reports.flatMap((report) => report.wording.map((fragment) => ({ report, fragment }))),
    ({ fragment }) => fragment.part,
  );
  const written = [...parts].map(([part, unsorted]): Part => {
    const some = unsorted.toSorted((a, b) => rank(a.report, a.fragment) - rank(b.report, b.fragment));
    const has = new Set(some.map(({ report }) => report.source.id));
    const [first] = some;
    const silent = reports.filter(({ source }) => !has.has(source.id)).map(({ source }) => source);
    return html`<tbody><tr><th class="part" scope="rowgroup" colspan="2">${part.replaceAll('-', ' ')}</th></tr>${some.map(
      ({ report, fragment }, index) =>
        html`<tr><th scope="row">${writeLink(report.source)}</th><td>${writeFragment(fragment, index ? first?.fragment : undefined)}</td></tr>`,
    )}${silent.length > 0 && html`<tr class="silent"><td colspan="2">Nothing kept of this part: ${writeLinks(silent)}</td></tr>`}</tbody>`;
  });
  return html`<table class="compared wording">${written}</table>`;
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
  ask: ({ data: { id, reports } }) => ({
    sources: writeUrl('/sources', {
      id: [...new Set(reports.map(({ source }) => source.id))].join(','),
      select: 'id,url,title,document_kind,length,article,quotation_counts',
      limit: 1000,
    }),
    quotations: `/quotations?statement=${id}&limit=200`,
    divergences: `/divergences?about=statements/${id}&select=id,url,title&limit=200`,
  }),
  render(view) {
    const { answer, more, path } = view;
    const { data, links } = answer;
    const { quotations, divergences } = more;
    const sources = more.sources.data;
    const shares = sources.map((source) => ({
      source: { ...source, name: getLabel(source) },
      counts: source.quotation_counts,
    }));
    return writeDocument(view, {
      title: getLabel(data),
      about: data.paraphrase,
      isTable: true,
      main: html`${writeKicker(statementResource, path)}
<h1>${getLabel(data)}</h1>
<p class="lead">${data.paraphrase}</p>
${writeAlone(data)}
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
<section aria-labelledby="wording"><h2 id="wording">Its words, side by side</h2>
<p class="aside">In quotation marks what a document gives as the speaker’s words, in italics what it says in its own. Marked is what the first of each part does not have.</p>
${writeWording(data, sources)}</section>
${
  quotations.data.length > 0 &&
  html`<section aria-labelledby="transcript"><h2 id="transcript">Against the transcript</h2>
<p class="aside">${quotations.data[0] && writeLink(quotations.data[0].transcript)}. That something is not found there says that it is not in this transcript, and nothing more.</p>
<ol class="entries quotations">${quotations.data.map((one) => writeQuotation(one))}</ol>
${writeShares(shares)}</section>`
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
