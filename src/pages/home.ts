/** `/`: what there is, and three pictures of it. */
import { getResource } from '../schema/index.ts';
import { toWords } from '../schema/present.ts';
import { formatDate } from './dates.ts';
import { AGREEMENT, agreementFigure, drawAgreement, type Reported } from './figures/agreement.ts';
import { writeFigure } from './figures/figure.ts';
import { askMatrix, drawWho, type ListedDemand, whoFigure } from './figures/matrix.ts';
import { drawTime, type Put, timeFigure } from './figures/time.ts';
import { type Html, html, type Part } from './html.ts';
import { writeShapes } from './kinds.ts';
import { writeDocument } from './layout.ts';
import { definePage, getLabel, type List, type Rec, writeUrl } from './page.ts';
import { capitalize, count, formatNumber } from './words.ts';

interface Root {
  name: string;
  description: string;
  release: { id: string; date: string };
  collections: { name: string; about: string; count: number; url: string }[];
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
    html`<p>Occasions that several documents name, with what all have that tell what was said there, and what only one has:</p>
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
    demands: askMatrix('/demands'),
    reported: writeUrl('/demands', AGREEMENT),
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
${writeFigure(drawWho(more.demands.data, `${path}/demands`), whoFigure, view, '/demands')}</section>

<section aria-labelledby="time"><h2 id="time">How the demands moved</h2>
${writeFigure(drawTime(more.positions.data), timeFigure, view, '/positions')}
<form class="filters" action="${path}/demands/changes" aria-label="What changed between two days"><label>After <input type="date" name="from" required></label><label>Until <input type="date" name="to" required></label><span class="actions"><button type="submit">What changed</button></span></form></section>

<section aria-labelledby="agree"><h2 id="agree">What the documents agree on, and what not</h2>
${top && html`<p>The demand that most documents report is <a href="${top.url}">${getLabel(top)}</a>, in ${top.source_count} of ${more.sources.meta.total}${top.source_count < more.sources.meta.total && '; none is in all'}.</p>`}
${writeFigure(drawAgreement(more.reported.data), agreementFigure, view, '/demands')}
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
<p>Questions that run across them can be <a href="${path}/sql">asked in SQL</a>, here in the browser.</p>
${writeCollections(answer.collections.filter(({ name }) => !isNested(name)))}
<details><summary>Lists inside records, as tables of their own</summary>${writeCollections(answer.collections.filter(({ name }) => isNested(name)))}</details></section>
<p class="aside">Release ${answer.release.id}, ${formatDate(answer.release.date)}.</p>`,
    });
  },
});
