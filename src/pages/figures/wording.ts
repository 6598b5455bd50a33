/** Reports of one utterance side by side, with the words marked in which they differ. */
import { compareWords } from '../../text/wording.ts';
import { type Html, html, type Part } from '../html.ts';
import { getLabel, type List, type Rec, type Reference, type Single, writeUrl } from '../page.ts';
import type { Measured } from '../passage-strip.ts';
import { type Counts, writeChanges } from '../quotation.ts';
import { writeLink, writeLinks } from '../value.ts';
import { defineFigure, type Figure } from './figure.ts';

/** A fragment of a report, and the part of the utterance that it renders. */
interface Fragment {
  part: string;
  speech: 'direct' | 'indirect';
  exact: string;
  citation: { id: string; url: string };
}

/** A report of a statement, with what it keeps of its words. */
export interface Report extends Rec {
  source: Reference;
  verb: string | null;
  speech: string;
  via: { who: Reference | null; as: string | null }[];
  origin: Reference | null;
  wording: Fragment[];
}

/** A statement, as far as it is reported. */
export interface Told extends Rec {
  reports: Report[];
}

/** A document that reports it. */
export interface Document extends Measured {
  document_kind: string;
  quotation_counts: Counts[];
}

/** The documents that report a statement: a value of the parameter `id`. */
export const listDocuments = ({ reports }: Told): string =>
  [...new Set(reports.map(({ source }) => source.id))].join(',');

/** The question for these documents. */
export const askDocuments = ({ data }: Single<Told>): string =>
  writeUrl('/sources', {
    id: listDocuments(data),
    select: 'id,url,title,document_kind,length,article,quotation_counts',
    limit: 1000,
  });

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
function writeWording({ reports }: Told, sources: readonly Document[]): Part {
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

/** The reports of a statement, part by part. */
export const drawWording = (statement: Told, documents: readonly Document[]): Figure => ({
  title: getLabel(statement),
  note: `In quotation marks what a document gives as the speaker’s words, in italics what it says in its own.${statement.reports.length > 1 ? ' Marked is what the first of each part does not have.' : ''}`,
  body: writeWording(statement, documents),
});

/** Its words, side by side. */
export const wordingFigure = defineFigure<Single<Told>, { documents: List<Document> }>({
  name: 'wording',
  about: 'The reports of a statement side by side',
  route: '/statements/:id',
  ask: (answer) => ({ documents: askDocuments(answer) }),
  draw: ({ answer, more }) => drawWording(answer.data, more.documents.data),
});
