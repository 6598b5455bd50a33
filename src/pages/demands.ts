/** `/demands`: who demands what of whom, as a matrix and as a list, today or as it stood on a day. */
import { demandResource } from '../schema/demands.ts';
import { formatDate, writeDate } from './dates.ts';
import { writeFigure } from './figures/figure.ts';
import { askMatrix, drawTopics, type ListedDemand, topicsFigure } from './figures/matrix.ts';
import { writeFilters } from './filters.ts';
import { html, type Part } from './html.ts';
import { writeCorroboration, writeKind, writeShapes } from './kinds.ts';
import { writeDocument } from './layout.ts';
import {
  askFacets,
  chooseOrder,
  orderFacets,
  writeEntries,
  writeOrder,
  writePaging,
  writeTotal,
} from './list.ts';
import { definePage, getLabel, type List, readQuery } from './page.ts';
import { writeLinks } from './value.ts';
import { writeWord } from './words.ts';

const FACETS = ['party', 'addressee', 'topic', 'region', 'kind', 'change', 'response'];

/** Demands from which on a matrix tells more than the list. */
const MANY = 12;

/** What answered a demand by name: each word with how often. */
function writeAnswers({ responses }: ListedDemand): Part {
  const named = responses.filter(({ to_all_of_party: toAll }) => !toAll);
  const byWord = Map.groupBy(named, ({ response }) => response);
  return [...byWord].map(
    ([word, some]) =>
      html`<li class="answer-word">${writeWord('demands', 'responses.response', word)}: ${writeLinks([...new Map(some.map(({ by }) => [by.url, by])).values()])}</li>`,
  );
}

/** A demand in a list: what, who of whom, how binding, how well supported, what answered it. */
export const writeDemand = (demand: ListedDemand): Part =>
  html`<li><a class="title" href="${demand.url}">${getLabel(demand)}</a>${
    demand.kind &&
    html`<ul class="told"><li>${writeKind(demand.kind)}</li><li>${writeLinks([demand.party])}${demand.addressees.length > 0 && [' → ', writeLinks(demand.addressees)]}</li><li>${writeCorroboration(demand)}</li>${demand.last_affirmed && html`<li>last put ${writeDate(demand.last_affirmed)}</li>`}${writeAnswers(demand)}</ul>`
  }</li>`;

/** The list of demands: parties by topics as a matrix, filters, and the demands themselves. */
export const demandsPage = definePage<List<ListedDemand>, { counted: List; all: List<ListedDemand> }>({
  route: '/demands',
  order: chooseOrder(demandResource),
  ask: (_, url) => ({ counted: askFacets(url, FACETS), all: askMatrix(url) }),
  render(view) {
    const { answer, more, url } = view;
    const query = readQuery(url);
    const day = query.get('as_of') ?? '';
    const filters = writeFilters(demandResource, url, orderFacets(more.counted, FACETS), {
      isSearched: true,
      names: ['as_of', 'sort'],
      fields: html`<label>As it stood on <input type="date" name="as_of" value="${day}"></label>
${writeOrder(demandResource, url)}`,
    });
    return writeDocument(view, {
      title: 'Demands',
      about: demandResource.about,
      isTable: true,
      main: html`${writeShapes()}<h1>Demands</h1>
<p class="lead">${day ? `What stood on ${formatDate(day)}, each demand as its party had last put it.` : demandResource.about}</p>
${filters}
${writeTotal(demandResource, answer)}
${more.all.data.length > MANY && writeFigure(drawTopics(more.all.data, view.path + url), topicsFigure, view, url)}
${writeEntries(answer.data.map(writeDemand))}
${writePaging(answer, url)}`,
    });
  },
});
