/** `/demands/{id}`: the life of a demand, from when it was first put until nobody puts it any more. */
import { demandResource } from '../schema/demands.ts';
import { toWords } from '../schema/present.ts';
import { formatSpan, toTime, writeDate } from './dates.ts';
import { writeFigure } from './figures/figure.ts';
import {
  askLife,
  drawLife,
  type Entry,
  getEnd,
  type Life,
  type Living,
  lifeFigure,
  listEntries,
  type Position,
  type Response,
} from './figures/life.ts';
import { isSilence } from './figures/time-scale.ts';
import { type Html, html, type Part } from './html.ts';
import { writeCorroboration, writeKind, writeKindLegend, writeShapes } from './kinds.ts';
import { writeLater } from './later.ts';
import { writeDocument } from './layout.ts';
import { definePage, getLabel, type Reference, type Single } from './page.ts';
import { type Citation, writeBelonging, writeEvidence, writeKicker } from './record.ts';
import { writeFields, writeLink, writeLinks } from './value.ts';
import { getMeanings, writeWord } from './words.ts';

interface Demand extends Living {
  summary: string;
  addressees: Reference[];
  topics: Reference[];
  regions: Reference[];
  kind: string;
  relations: { relation: string; demand: Reference; reason: string }[];
  last_affirmed: string | null;
  source_count: number;
  origin_count: number;
  origins_not_stated: number;
  citations?: Citation[];
}

const DAY = 86_400_000;

/** The time in which nobody put or answered it, the longer the wider. */
function writeSilence(from: string, to: string, words = 'Nothing for'): Part {
  if (!isSilence(from, to)) return null;
  const days = (toTime(to) - toTime(from)) / DAY;
  const size = days > 1000 ? 'years' : days > 300 ? 'year' : 'short';
  return html`<li class="silence ${size}"><span>${words} ${formatSpan(from, to)}</span></li>`;
}

const tell = (label: string, value: string | null): Part =>
  value && html`<p><span class="label">${label}</span> ${value}</p>`;

/** What the reading of a change rests on, in short. */
const writeBasis = (basis: string | null): Part =>
  basis &&
  html` <span class="aside" title="${getMeanings('positions', 'change_basis')?.[basis] ?? ''}">${basis === 'curator' ? 'as curators read it' : 'a passage says so'}</span>`;

function writePosition(position: Position, documents: Life['documents']): Part {
  const { change, kind, voiced_by, reported_by, act, occasion, citations } = position;
  return html`<h3><a href="${position.url}">${change ? writeWord('positions', 'change', change) : toWords(act)}</a> ${writeKind(kind)}${writeBasis(change && position.change_basis)}</h3>
<p class="who">${voiced_by.length > 0 && [writeLinks(voiced_by), ' ']}${change && [writeWord('positions', 'act', act), ' ']}${reported_by.length > 0 && ['told by ', writeLinks(reported_by), ' ']}${occasion && ['· ', writeLink(occasion)]}</p>
${writeLater(position, documents)}${tell('Tied to', position.condition)}${tell('Reaches', position.scope)}${tell('By', position.deadline)}${tell('Else', position.consequence)}${tell('In return', position.in_return)}
${writePassages(citations)}`;
}

/** Fragments that a position shows; its own page has all. */
const MOST_FRAGMENTS = 3;

/** The passages it rests on, document by document: a few fragments, each leading to its passage. */
function writePassages(citations: readonly Citation[]): Part {
  const distinct = [...new Map(citations.map((one) => [one.exact, one])).values()];
  const bySource = Map.groupBy(distinct, ({ source }) => source?.url ?? '');
  return [...bySource.values()].map((some) => {
    const [{ source } = {}] = some;
    return html`<p class="passage">${some
      .slice(0, MOST_FRAGMENTS)
      .map(({ exact, url }, index) => [
        index > 0 && ' · ',
        html`<q><a href="${url}">${exact}</a></q>`,
      ])} ${source && html`<span class="where">${writeLink(source)}</span>`}</p>`;
  });
}

function writeResponse({ response, by, statement, commitment, to_all_of_party: toAll }: Response): Part {
  return html`<h3><span class="answer-word">${writeWord('demands', 'responses.response', response)}</span> ${writeLink(by)}${toAll && html` <span class="aside">an answer to all that the party demands</span>`}</h3>
<p>${[commitment, statement].filter((one) => one !== null).map((one) => html`${writeLink(one)}<br>`)}</p>`;
}

/** The life as a list: what was said when, and how long nothing was; what is not dated stands after it. */
function writeLife(entries: readonly Entry[], end: string, documents: Life['documents']): Html {
  const write = ({ date, day, position, response }: Entry) =>
    html`<li class="${position ? 'put' : 'answered'}${!day && ' undated'}"${position?.valid_from && html` data-from="${position.valid_from}" data-to="${position.valid_to ?? ''}"`}><p class="when">${date ? writeDate(date) : html`<span class="none">no date stated</span>`}${position?.date_basis === 'inferred' && html`<br><span class="aside" title="${position.date_how ?? ''}">${writeWord('positions', 'date_basis', 'inferred')}</span>`}</p><div>${position ? writePosition(position, documents) : response && writeResponse(response)}</div></li>`;
  const dated = entries.filter(({ day }) => day !== null);
  const rows = dated.map((entry, index): Part => {
    const before = dated[index - 1]?.until;
    return [before && entry.day && writeSilence(before, entry.day), write(entry)];
  });
  const last = dated.at(-1)?.until;
  const silence = last && end > last && writeSilence(last, end, 'Silence, as far as the documents go:');
  return html`<ol class="life">${rows}${silence}${entries.filter(({ day }) => day === null).map(write)}</ol>`;
}

/** How it stood on a day: a list’s parameter, with which a script moves along the line. */
const writeDayForm = (path: string, id: string, first: string, end: string): Html =>
  html`<form class="filters day" action="${path}/demands" data-day data-first="${first}">
<input type="hidden" name="id" value="${id}">
<label>As it stood on <input type="date" name="as_of" required value="${end}" min="${first}"></label>
<input type="range" class="scripted" aria-label="Day" min="0" value="0" max="${Math.round((toTime(end) - toTime(first)) / DAY)}">
<span class="actions"><button type="submit">Show</button> <output aria-live="polite"></output></span>
</form>`;

/** A demand: what is asked, its life on a time line, what answered it, and what it rests on. */
export const demandPage = definePage<Single<Demand>, Life>({
  route: '/demands/:id',
  ask: askLife,
  render(view) {
    const { answer, more, path } = view;
    const { data, links } = answer;
    const entries = listEntries(data, more);
    const end = getEnd(more);
    const first = entries.find(({ day, position }) => day && position)?.day;
    return writeDocument(view, {
      title: getLabel(data),
      about: data.summary,
      isTable: true,
      main: html`${writeShapes()}${writeKicker(demandResource, path)}
<h1>${getLabel(data)}</h1>
<p class="lead">${data.summary}</p>
<dl class="fields facts">
<div><dt>Who, of whom</dt><dd>${writeLink(data.party)} → ${data.addressees.length ? writeLinks(data.addressees) : html`<span class="none">of nobody by name</span>`}</dd></div>
<div><dt>Now</dt><dd>${writeKind(data.kind)}${data.last_affirmed && html`, last put by the party ${writeDate(data.last_affirmed)}`}</dd></div>
<div><dt>Rests on</dt><dd>${writeCorroboration(data)}</dd></div>
<div><dt>Topics</dt><dd>${writeLinks(data.topics)}${data.regions.length > 0 && [' · ', writeLinks(data.regions)]}</dd></div>
</dl>
<section aria-labelledby="life"><h2 id="life">Its life</h2>
${writeFigure(drawLife(data, more), lifeFigure, view, `/demands/${data.id}`)}
${first && end > first && writeDayForm(path, data.id, first, end)}
${writeLife(entries, end, more.documents)}
<h3>What the marks mean</h3>
${writeKindLegend(html`<div><dt><span class="plus">+</span> beneath the line</dt><dd>an answer: a statement or a commitment</dd></div><div><dt>dotted line</dt><dd>silence: two months or more in which nobody is known to have put or answered it, which is no withdrawal</dd></div>`)}
</section>
${
  data.relations.length > 0 &&
  html`<section aria-labelledby="near"><h2 id="near">Near it</h2><ul class="members">${data.relations.map(
    ({ relation, demand, reason }) =>
      html`<li>${writeWord('demands', 'relations.relation', relation)} ${writeLink(demand)}: ${reason}</li>`,
  )}</ul></section>`
}
<details><summary>All fields</summary>${writeFields('demands', data, ['summary', 'positions', 'relations', 'responses', 'party', 'addressees', 'topics', 'regions'])}</details>
<details><summary>Passages behind the record (${data.citations?.length ?? 0})</summary>${writeEvidence(data.citations ?? [])}</details>
${writeBelonging(links)}`,
    });
  },
});
