/** `/commitments`: what was offered, granted and refused, which demands that answers, and what became of it. */
import { commitmentResource } from '../schema/commitments.ts';
import { writeDate } from './dates.ts';
import { writeFilters } from './filters.ts';
import { html, type Part } from './html.ts';
import { writeDocument } from './layout.ts';
import { askFacets, orderFacets, writePaging, writeTotal } from './list.ts';
import { definePage, getLabel, type List, type Rec, type Reference, readQuery, writeUrl } from './page.ts';
import { writeLink, writeLinks } from './value.ts';
import { writeWord } from './words.ts';

interface Commitment extends Rec {
  title: string;
  party: Reference;
  towards: Reference[];
  kind: string;
  binding: string;
  condition: string | null;
  deadline: string | null;
  date: string | null;
  occasion: Reference | null;
  answers: { demand: Reference; how: string }[];
  kept: { kept: string; says?: Reference; by?: Reference }[];
}

const FACETS = ['party', 'towards', 'kind', 'binding', 'topic', 'answer', 'kept', 'occasion'];
const ORDERS: readonly [sort: string, label: string][] = [
  ['', 'by id'],
  ['date', 'earliest first'],
  ['-date', 'latest first'],
  ['-source_count', 'most documents first'],
];

/** Which demands it answers, and how far somebody says that it was kept. */
const writeOutcome = ({ answers, kept }: Commitment): Part => [
  answers.map(
    ({ demand, how }) =>
      html`<li class="answer-word">${writeWord('commitments', 'answers.how', how)}: ${writeLink(demand)}</li>`,
  ),
  kept.map(
    ({ kept: how }) => html`<li class="answer-word">${writeWord('commitments', 'kept.kept', how)}</li>`,
  ),
];

const writeCommitment = (one: Commitment, path: string): Part =>
  html`<li><a class="title" href="${one.url}">${getLabel(one)}</a>${
    one.kind &&
    html`<ul class="told"><li>${writeWord('commitments', 'kind', one.kind)}</li><li>${writeLinks([one.party])}${one.towards.length > 0 && [' → ', writeLinks(one.towards)]}</li>${one.date && html`<li>${writeDate(one.date)}</li>`}<li>${writeWord('commitments', 'binding', one.binding)}</li>${one.occasion && html`<li>${writeLink(one.occasion)} (<a href="${path}/events/${one.occasion.id}/accounts">all said there</a>)</li>`}${writeOutcome(one)}</ul>${one.condition && html`<p class="aside">Tied to: ${one.condition}</p>`}${one.deadline && html`<p class="aside">By: ${one.deadline}</p>`}`
  }</li>`;

const countTold = ({ facets }: List, name: string): number =>
  facets?.[name]?.find(({ value }) => value === null)?.count ?? 0;

/** What is known of what became of all that the list has. */
function writeFate(answer: List<Commitment>, counted: List, url: string, path: string): Part {
  const { total } = answer.meta;
  const date = readQuery(url).get('date') ?? '';
  const isDay = /^\d{4}-\d\d-\d\d$/.test(date);
  const answering = total - countTold(counted, 'answer');
  const kept = total - countTold(counted, 'kept');
  const until = isDay && `${Number(date.slice(0, 4)) + 1}${date.slice(4)}`;
  return html`<p class="total">${answering} answer a demand by name. Of ${kept} of them somebody says how far it was kept. What documents say became of talks is among <a href="${path}/divergences?kind=description">what they tell differently</a>.${
    until &&
    html` <a href="${writeUrl(`${path}/demands/changes`, { from: date, to: until, party: readQuery(url).get('party') })}">What became of demands in the year after</a>.`
  }</p>`;
}

/** Offers, grants, undertakings and refusals. */
export const commitmentsPage = definePage<List<Commitment>, { counted: List }>({
  route: '/commitments',
  ask: (_, url) => ({ counted: askFacets(url, FACETS) }),
  render(view) {
    const { answer, more, path, url } = view;
    const query = readQuery(url);
    const sort = query.get('sort') ?? '';
    return writeDocument(view, {
      title: 'Offers and refusals',
      about: commitmentResource.about,
      isTable: true,
      main: html`<h1>Offers and refusals</h1>
<p class="lead">${commitmentResource.about}</p>
${writeFilters(commitmentResource, url, orderFacets(more.counted, FACETS), {
  isSearched: true,
  names: ['date', 'sort'],
  fields: html`<label>Date <input name="date" value="${query.get('date') ?? ''}" placeholder="2022-03-29 or 2022-03" size="18"></label>
<label>Order <select name="sort">${ORDERS.map(([word, label]) => html`<option value="${word}"${word === sort && html` selected`}>${label}</option>`)}</select></label>`,
})}
${writeTotal(commitmentResource, answer)}
${answer.meta.total > 0 && writeFate(answer, more.counted, url, path)}
<ol class="entries">${answer.data.map((one) => writeCommitment(one, path))}</ol>
${writePaging(answer, url)}`,
    });
  },
});
