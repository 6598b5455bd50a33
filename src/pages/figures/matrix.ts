/** Parties by topics, each cell with its demands. */
import { type Html, html, type Part } from '../html.ts';
import { writeKindLegend, writeMark } from '../kinds.ts';
import { changeQuery, type List, type Rec, type Reference } from '../page.ts';
import { count } from '../words.ts';
import { defineFigure, type Figure } from './figure.ts';

/** A demand, as lists and the matrix have it. */
export interface ListedDemand extends Rec {
  title: string;
  party: Reference;
  addressees: Reference[];
  topics: Reference[];
  kind: string;
  condition: string | null;
  responses: { response: string; by: Reference; to_all_of_party: boolean }[];
  response_count: number;
  last_affirmed: string | null;
  source_count: number;
  origin_count: number;
  origins_not_stated: number;
}

/** The same list without what says which page of it is shown, and how: what a matrix is drawn of. */
export const askMatrix = (url: string): string =>
  changeQuery(url, {
    limit: '1000',
    select: 'id,url,title,party,addressees,topics,kind,source_count,response_count',
    sort: null,
    include: null,
    facet: null,
  });

/** A value of a filter, by which a row or a column narrows a list. */
interface Value {
  parameter: string;
  value: string;
  name: string;
}

/** What rows or columns are: values of each demand, and how many of the commonest are shown. */
interface Axis {
  valuesOf: (demand: ListedDemand) => Value[];
  most: number;
}

const toValues = (parameter: string, references: readonly Reference[]): Value[] =>
  references.map(({ id, name }) => ({ parameter, value: id, name }));

/** Who demands. */
const partyAxis: Axis = { valuesOf: ({ party }) => toValues('party', [party]), most: 6 };
/** About what. */
const topicAxis: Axis = { valuesOf: ({ topics }) => toValues('topic', topics), most: 24 };
/** Of whom; where the sources name nobody, of nobody by name. */
const addresseeAxis: Axis = {
  valuesOf: ({ addressees }) =>
    addressees.length
      ? toValues('addressee', addressees)
      : [{ parameter: 'addressee__isnull', value: 'true', name: 'nobody by name' }],
  most: 10,
};

const keyOf = ({ parameter, value }: Value): string => `${parameter}=${value}`;

/** What occurs most on an axis, first. */
function rankValues(demands: readonly ListedDemand[], { valuesOf, most }: Axis): Value[] {
  const groups = [...Map.groupBy(demands.flatMap(valuesOf), keyOf).values()];
  return groups
    .toSorted((a, b) => b.length - a.length)
    .slice(0, most)
    .flatMap(([one]) => one ?? []);
}

const narrow = (url: string, values: readonly Value[]): string =>
  changeQuery(url, Object.fromEntries(values.map(({ parameter, value }) => [parameter, value])));

const sizeOf = (sources: number) => (sources >= 5 ? 'large' : sources >= 2 ? 'plain' : 'small');

/**
 * A cell: how many demands it has, with the way to them, and a mark for each, which leads to it. The keyboard stops at the
 * number alone, since hundreds of marks would be no way through a page.
 */
const writeCell = (demands: readonly ListedDemand[], row: Value, column: Value, url: string): Html =>
  demands.length
    ? html`<td><div><a class="size" href="${narrow(url, [row, column])}" aria-label="${count(demands.length, 'demand')}: ${column.name}, ${row.name}">${demands.length}</a>${demands
        .toSorted((a, b) => b.source_count - a.source_count)
        .map(
          (one) =>
            html`<a tabindex="-1" href="${one.url}" title="${one.title}"${one.response_count > 0 && html` class="answered"`}>${writeMark(one.kind, sizeOf(one.source_count))}</a>`,
        )}</div></td>`
    : html`<td></td>`;

/**
 * A matrix of demands: a mark each, larger the more documents have it, underlined where it was answered by name.
 * @param url the list that cells narrow
 */
function writeMatrix(
  demands: readonly ListedDemand[],
  url: string,
  { rows, columns, corner = '' }: { rows: Axis; columns: Axis; corner?: string },
): Part {
  const across = rankValues(demands, columns);
  const down = rankValues(demands, rows);
  if (across.length < 2 || down.length < 2) return null;
  const cells = Map.groupBy(
    demands.flatMap((demand) =>
      rows
        .valuesOf(demand)
        .flatMap((row) =>
          columns.valuesOf(demand).map((column) => ({ key: `${keyOf(row)} ${keyOf(column)}`, demand })),
        ),
    ),
    ({ key }) => key,
  );
  const writeHead = (value: Value) => html`<a href="${narrow(url, [value])}">${value.name}</a>`;
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Matrix of demands"><table class="matrix">
<caption class="unseen">Demands, a mark each</caption>
<thead><tr><td class="corner">${corner}</td>${across.map((column) => html`<th scope="col">${writeHead(column)}</th>`)}</tr></thead>
<tbody>${down.map(
    (row) =>
      html`<tr><th scope="row">${writeHead(row)}</th>${across.map((column) =>
        writeCell(
          (cells.get(`${keyOf(row)} ${keyOf(column)}`) ?? []).map(({ demand }) => demand),
          row,
          column,
          url,
        ),
      )}</tr>`,
  )}</tbody></table></div>`;
}

/** What size and line beneath a mark mean. */
const writeLegend = (): Html =>
  writeKindLegend(
    html`<div><dt>${writeMark('requirement', 'small')} ${writeMark('requirement')} ${writeMark('requirement', 'large')} size</dt><dd>one document, two to four, five or more</dd></div><div><dt><span class="answered">${writeMark('requirement')}</span> line beneath</dt><dd>answered by name</dd></div>`,
  );

const makeFigure = (body: Part, title: string, note: string): Figure | null =>
  body
    ? {
        title,
        note,
        body: html`${body}${writeLegend()}`,
      }
    : null;

/** Parties by whom they demand of. */
export const drawWho = (demands: readonly ListedDemand[], url: string): Figure | null =>
  makeFigure(
    writeMatrix(demands, url, { rows: partyAxis, columns: addresseeAxis, corner: 'who ↓ of whom →' }),
    'Who demands of whom',
    'A mark is a demand, and leads to it; the number in a cell leads to the list of its demands. Parties with most demands are shown; a demand of several addressees stands in each of their columns.',
  );

/** Topics by who demands. */
export const drawTopics = (demands: readonly ListedDemand[], url: string): Figure | null =>
  makeFigure(
    writeMatrix(demands, url, { rows: topicAxis, columns: partyAxis }),
    'Demands by topic and party',
    'A mark is a demand, and leads to it; the number in a cell leads to the list of its demands. Topics and parties with most demands are shown; a demand of several topics stands in each of their rows.',
  );

const make = (name: string, about: string, draw: typeof drawWho) =>
  defineFigure<List, { all: List<ListedDemand> }>({
    name,
    about,
    route: '/demands',
    ask: (_, url) => ({ all: askMatrix(url) }),
    draw: ({ more, path, url }) => draw(more.all.data, path + url),
  });

/** Who demands of whom. */
export const whoFigure = make('who', 'Parties by whom they demand of', drawWho);
/** Demands by topic. */
export const topicsFigure = make('topics', 'Parties by the topics of their demands', drawTopics);
