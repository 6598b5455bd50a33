/** `/regions`: on a map, and as a table of what is asserted of whose they are. */
import { regionResource } from '../schema/regions.ts';
import { writeDate } from './dates.ts';
import { writeFigure } from './figures/figure.ts';
import { askMap, drawMap, type MapParts, mapFigure, type Region } from './figures/map.ts';
import { writeFilters } from './filters.ts';
import { html, type Part } from './html.ts';
import { writeDocument } from './layout.ts';
import { askFacets, chooseOrder, orderFacets, writePaging, writeTotal } from './list.ts';
import { definePage, getLabel, type List } from './page.ts';
import { writeLink } from './value.ts';
import { writeWord } from './words.ts';

const FACETS = ['kind', 'within'];
/** Every assertion of whose a territory is, with who makes it: those who assert the same in one row. */
function writeAssertions(regions: readonly Region[]): Part {
  const rows = regions.flatMap((region) => {
    const same = [...Map.groupBy(region.status, ({ status, by }) => `${status} ${by?.url}`).values()];
    return same.map((some, index): Part => {
      const [first] = some;
      const says = [...Map.groupBy(some, (one) => `${one.asserted_by?.url} ${one.date}`).values()].map(
        ([one, ...others]) => {
          const voices = [...new Set([one, ...others].flatMap((other) => other?.voice ?? []))];
          return html`<li>${one?.asserted_by && writeLink(one.asserted_by)}${one?.date && [': ', writeDate(one.date)]} <span class="aside">${voices.map((voice, at) => [at > 0 && ', ', writeWord('regions', 'status.voice', voice)])}</span></li>`;
        },
      );
      return html`<tr>${index === 0 && html`<th scope="rowgroup" rowspan="${same.length}"><a href="${region.url}">${getLabel(region)}</a></th>`}<td>${first && writeWord('regions', 'status.status', first.status)} ${first?.by && writeLink(first.by)}</td><td><ul class="members">${says}</ul></td></tr>`;
    });
  });
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Assertions of status"><table class="compared"><thead><tr><th scope="col">Region</th><th scope="col">is said to be</th><th scope="col">by whom: from when, and in whose voice</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

/** Regions. */
export const regionsPage = definePage<List<Region>, MapParts & { counted: List }>({
  route: '/regions',
  order: chooseOrder(regionResource),
  ask: (_, url) => ({ counted: askFacets(url, FACETS), ...askMap('/regions') }),
  render(view) {
    const { answer, more, url } = view;
    return writeDocument(view, {
      title: 'Regions',
      about: regionResource.about,
      isTable: true,
      main: html`<h1>Regions</h1>
<p class="lead">${regionResource.about}</p>
${writeFigure(drawMap(more.all.data, more.outlines.features), mapFigure, view, '/regions')}
<section aria-labelledby="status"><h2 id="status">Whose they are said to be</h2>${writeAssertions(more.all.data)}</section>
<section aria-labelledby="all"><h2 id="all">All regions</h2>
${writeFilters(regionResource, url, orderFacets(more.counted, FACETS), { isSearched: true })}
${writeTotal(regionResource, answer)}
<ol class="entries">${answer.data.map((region) => html`<li><a class="title" href="${region.url}">${getLabel(region)}</a><ul class="told">${region.kind && html`<li>${writeWord('regions', 'kind', region.kind)}</li>`}${region.parent && html`<li>in ${writeLink(region.parent)}</li>`}${region.iso_3166 && html`<li>${region.iso_3166}</li>`}</ul></li>`)}</ol>
${writePaging(answer, url)}</section>`,
    });
  },
});
