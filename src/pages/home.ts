/** `/`: what there is, and three pictures of it. */
import { scaleLinear, scaleUtc } from 'd3-scale';
import { getResource } from '../schema/index.ts';
import { DEMAND_KINDS } from '../schema/position.ts';
import { toWords } from '../schema/present.ts';
import { formatDate, toTime } from './dates.ts';
import { type Html, html, type Part } from './html.ts';
import { writeKindLegend, writeMark, writeShapes } from './kinds.ts';
import { writeDocument } from './layout.ts';
import {
  addresseeAxis,
  type ListedDemand,
  MATRIX_FIELDS,
  partyAxis,
  writeMatrix,
  writeMatrixLegend,
} from './matrix.ts';
import { definePage, getLabel, type List, type Rec, type Reference } from './page.ts';
import { capitalize, count, formatNumber } from './words.ts';

interface Root {
  name: string;
  description: string;
  release: { id: string; date: string };
  collections: { name: string; about: string; count: number; url: string }[];
}

interface Reported extends Rec {
  title: string;
  party: Reference;
  kinds: { kind: string; source_count: number }[];
  source_count: number;
}

interface Put {
  date_earliest: string | null;
  party: Reference;
  change: string | null;
}

interface More {
  demands: List<ListedDemand>;
  reported: List<Reported>;
  positions: List<Put>;
  divergences: List;
  quotations: List;
  alone: List;
  aloneDemands: List;
  offers: List;
  sources: List;
  events: List<Rec & { source_count: number }>;
  occasions: List;
}

const WIDTH = 960;
const ROW = 64;
const NAME = 170;
/** Rows of the picture of time: the parties that put most. */
const MOST_ROWS = 4;
/** The share of positions that lie before the picture begins, told in words. */
const EARLY = 0.06;

/** What became of demands, as the picture of time marks it: firmer above, weaker beneath. */
const FIRMER = ['hardened', 'widened'];
const WEAKER = ['softened', 'narrowed', 'withdrawn'];

/** How often each party put demands, month by month, with where they grew firmer or weaker. */
function drawTime(positions: readonly Put[]): Part {
  const dated = positions
    .flatMap(({ date_earliest: day, party, change }) =>
      day ? [{ month: day.slice(0, 7), party, change }] : [],
    )
    .toSorted((a, b) => (a.month < b.month ? -1 : 1));
  const first = dated[Math.floor(dated.length * EARLY)]?.month;
  const last = dated.at(-1)?.month;
  if (!first || !last || first === last) return null;
  const shown = dated.filter(({ month }) => month >= first);
  const parties = [...Map.groupBy(shown, ({ party }) => party.id).values()]
    .toSorted((a, b) => b.length - a.length)
    .slice(0, MOST_ROWS);
  const x = scaleUtc([toTime(`${first}-01`), toTime(`${last}-28`)], [NAME, WIDTH - 20]);
  const most = Math.max(
    ...parties.flatMap((some) =>
      [...Map.groupBy(some, ({ month }) => month).values()].map(({ length }) => length),
    ),
  );
  const tall = scaleLinear([0, most], [0, ROW - 22]);
  const bottom = parties.length * ROW;
  const at = (month: string) => Math.round(x(toTime(`${month}-15`)) ?? 0);
  const early = dated.length - shown.length;
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Demands over time"><svg class="time" viewBox="0 0 ${WIDTH} ${bottom + 26}" role="img" aria-label="Demands put month by month, from ${formatDate(first)} to ${formatDate(last)}, by ${parties.map(([one]) => one?.party.name).join(', ')}; most in one month: ${most}.">
${x.ticks(7).map((tick) => html`<g class="tick"><path d="M${Math.round(x(tick) ?? 0)} 0V${bottom + 4}"/><text x="${Math.round(x(tick) ?? 0)}" y="${bottom + 20}" text-anchor="middle">${x.tickFormat(7)(tick)}</text></g>`)}
${parties.map((some, row) => {
  const base = (row + 1) * ROW - 8;
  return html`<text class="name" x="0" y="${base}">${some[0]?.party.name}</text><path class="base" d="M${NAME} ${base}H${WIDTH - 20}"/>${[
    ...Map.groupBy(some, ({ month }) => month),
  ].map(([month, put]) => {
    const height = Math.max(2, Math.round(tall(put.length)));
    const [up, down] = [FIRMER, WEAKER].map((words) =>
      put.some(({ change }) => change && words.includes(change)),
    );
    return html`<path class="bar" d="M${at(month) - 4} ${base}v${-height}h8v${height}z"><title>${formatDate(month)}: ${put.length}</title></path>${up && html`<path class="turn" d="M${at(month) - 5} ${base - height - 4}l5 -8 5 8z"/>`}${down && html`<path class="turn" d="M${at(month) - 5} ${base + 2}l5 8 5 -8z"/>`}`;
  })}`;
})}
</svg></div><figcaption>Bars: how often a party put demands in a month, at most ${most}. ▲ some were made firmer (${FIRMER.map(toWords).join(', ')}), ▼ weaker (${WEAKER.map(toWords).join(', ')}). ${early > 0 && `${count(early, 'position')} before ${formatDate(first)} ${early === 1 ? 'is' : 'are'} left out.`}</figcaption>`;
}

/** The demands that most documents have, with how each document puts them: agreed where one column is filled. */
const drawAgreement = (demands: readonly Reported[]): Part =>
  html`<div class="scroll" tabindex="0" role="group" aria-label="How documents put the same demand"><table class="spread">
<thead><tr><td></td><th scope="col">documents</th>${DEMAND_KINDS.map((kind) => html`<th scope="col">${writeMark(kind)}<br>${toWords(kind)}</th>`)}</tr></thead>
<tbody>${demands.map(
    ({ url, title, party, kinds, source_count }) =>
      html`<tr><th scope="row"><a href="${url}">${title}</a> <span class="tag">${party.name}</span></th><td class="number">${source_count}</td>${DEMAND_KINDS.map(
        (kind) => {
          const number = kinds.find((one) => one.kind === kind)?.source_count;
          return html`<td class="number">${number}</td>`;
        },
      )}</tr>`,
  )}</tbody></table></div>`;

/** Counted values as links, the commonest first. */
const writeCounts = (list: List, facet: string, most: number, asWords: boolean): Part =>
  html`<ul class="counts">${list.facets?.[facet]
    ?.filter(({ value, url }) => value !== null && url)
    .slice(0, most)
    .map(
      ({ label, count: number, url }) =>
        html`<li><a href="${url}">${asWords ? toWords(label) : label}</a> <span class="number">${formatNumber(number)}</span></li>`,
    )}</ul>`;

/** Occasions that several documents tell of, as links to their accounts. */
function writeOccasions({ events, occasions }: More): Part {
  const said = new Set(occasions.facets?.occasion?.map(({ value }) => value));
  const several = events.data.filter(({ id }) => said.has(id)).slice(0, 6);
  return (
    several.length > 0 &&
    html`<p>Occasions that several documents tell of, with what all of them have and what only one has:</p>
<ul class="counts">${several.map(
      (event) =>
        html`<li><a href="${event.url}/accounts">${getLabel(event)}</a> <span class="number">${count(event.source_count, 'document')}</span></li>`,
    )}</ul>`
  );
}

/** The months with most, as links. */
const writeMonths = ({ facets }: List): Part =>
  html`<ul class="counts">${facets?.date_month
    ?.filter(({ value, url }) => value !== null && url)
    .slice(0, 6)
    .map(
      ({ value, url, count: number }) =>
        html`<li><a href="${url}">${formatDate(String(value))}</a> <span class="number">${formatNumber(number)}</span></li>`,
    )}</ul>`;

const isNested = (name: string): boolean => getResource(name).nested ?? false;

const writeCollections = (collections: Root['collections']): Html =>
  html`<dl class="fields">${collections.map(
    ({ name, about, count: number, url }) =>
      html`<div><dt><a href="${url}">${capitalize(toWords(name))}</a> ${formatNumber(number)}</dt><dd>${about}</dd></div>`,
  )}</dl>`;

/** What there is, and the ways into it. */
export const homePage = definePage<Root, More>({
  route: '/',
  ask: () => ({
    demands: `/demands?limit=1000&select=${MATRIX_FIELDS}`,
    reported: '/demands?sort=-source_count&limit=10&select=id,url,title,party,kinds,source_count',
    positions: '/positions?limit=1000&select=date_earliest,party,change',
    divergences: '/divergences?limit=0&facet=kind',
    quotations: '/quotations?limit=0&facet=verdict',
    alone: '/statements?origin_count=1&origins_not_stated=0&limit=0&facet=origin',
    aloneDemands: '/demands?origin_count=1&origins_not_stated=0&limit=0',
    offers: '/commitments?limit=0&facet=kind,occasion,date_month',
    sources: '/sources?limit=0',
    events: '/events?sort=-source_count&source_count__gte=2&limit=100&select=id,url,title,source_count',
    occasions: '/statements?limit=0&facet=occasion',
  }),
  render(view) {
    const { answer, more, path } = view;
    const [top] = more.reported.data;
    return writeDocument(view, {
      title: answer.name,
      about: answer.description,
      main: html`${writeShapes()}
<h1>Who demands what of whom</h1>
<p class="lead">A démarche is how one government formally tells another what it wants; this is a reference of such demands. ${answer.description}</p>
<form class="search wide" role="search" action="${path}/search" data-suggest="${path}/search" aria-label="Search the data set">
<label for="words" class="unseen">Search the data set</label><input type="search" id="words" name="q" required autocomplete="off" placeholder="A party, a person, a place, a word"><button type="submit">Search</button></form>
<p class="aside">Not in it: what none of its ${count(more.sources.meta.total, 'document')} says, what happened without anybody putting it into words, and any judgement on who is right.</p>

<section aria-labelledby="who"><h2 id="who">Who demands of whom</h2>
<p>${count(more.demands.meta.total, 'demand')}, each a mark. <a href="${path}/demands">All demands, by topic</a></p>
<figure>${writeMatrix(more.demands.data, `${path}/demands`, { rows: partyAxis, columns: addresseeAxis, corner: 'who ↓ of whom →' })}
<figcaption><details><summary>What the marks mean</summary>${writeKindLegend(writeMatrixLegend())}</details></figcaption></figure></section>

<section aria-labelledby="time"><h2 id="time">How the demands moved</h2>
<figure>${drawTime(more.positions.data)}</figure>
<form class="filters" action="${path}/demands/changes" aria-label="What changed between two days"><label>After <input type="date" name="from" required></label><label>until <input type="date" name="to" required></label><span class="actions"><button type="submit">What changed</button></span></form></section>

<section aria-labelledby="agree"><h2 id="agree">What the documents agree on, and what not</h2>
${top && html`<p>The demand that most documents report is <a href="${top.url}">${getLabel(top)}</a>, in ${top.source_count}. The numbers say how many documents put a demand as how binding: in one column all agree; in several they do not, or the party put it otherwise on another day.</p>`}
<figure>${drawAgreement(more.reported.data)}</figure>
<p>${count(more.divergences.meta.total, 'point')} on which documents differ are recorded, by what they differ in:</p>
${writeCounts(more.divergences, 'kind', 8, true)}
<p><a href="${path}/quotations">${count(more.quotations.meta.total, 'quotation')}</a> are held against a transcript of what was said, which has them so:</p>
${writeCounts(more.quotations, 'verdict', 5, true)}
<p><a href="${path}/statements?origin_count=1&origins_not_stated=0">${count(more.alone.meta.total, 'statement')}</a> and <a href="${path}/demands?origin_count=1&origins_not_stated=0">${count(more.aloneDemands.meta.total, 'demand')}</a> rest on one agency or outlet alone, as far as the documents name it; the statements by whose reporting:</p>
${writeCounts(more.alone, 'origin', 8, false)}
${writeOccasions(more)}</section>

<section aria-labelledby="offers"><h2 id="offers">What was offered, granted and refused</h2>
${writeCounts(more.offers, 'kind', 4, true)}
<form class="filters" action="${path}/commitments" aria-label="Offers of one day"><label>On the day <input type="date" name="date" required></label><span class="actions"><button type="submit">Show</button></span></form>
<p>Most in one month:</p>
${writeMonths(more.offers)}
<p>Most on one occasion:</p>
${writeCounts(more.offers, 'occasion', 6, false)}</section>

<section aria-labelledby="collections"><h2 id="collections">All collections</h2>
${writeCollections(answer.collections.filter(({ name }) => !isNested(name)))}
<details><summary>Lists inside records, as tables of their own</summary>${writeCollections(answer.collections.filter(({ name }) => isNested(name)))}</details></section>
<p class="aside">Release ${answer.release.id}, ${formatDate(answer.release.date)}.</p>`,
    });
  },
});
