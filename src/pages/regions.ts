/** `/regions`: on a map, and as a table of what is asserted of whose they are. */
import { regionResource } from '../schema/regions.ts';
import { writeDate } from './dates.ts';
import { writeFilters } from './filters.ts';
import { html, type Part } from './html.ts';
import { writeDocument } from './layout.ts';
import { askFacets, orderFacets, writePaging, writeTotal } from './list.ts';
import { drawMap, type Geometry, listClaimants, type Place, writeHatch } from './map.ts';
import { definePage, getLabel, type List, type Rec, type Reference } from './page.ts';
import { writeLink } from './value.ts';
import { writeWord } from './words.ts';

interface Region extends Rec {
  kind: string;
  parent: Reference | null;
  iso_3166: string | null;
  status: {
    status: string;
    by: Reference | null;
    date: string | null;
    asserted_by: Reference | null;
  }[];
  source_count: number;
}

interface Feature {
  id: string;
  geometry: Geometry | null;
  properties: { geometry_from: string | null };
}

const FACETS = ['kind', 'within'];
/** What is hatched: that a territory is a party’s, or ought to be. */
const HATCHED = ['annexed_by', 'claimed_by'];

function listPlaces(features: readonly Feature[], regions: readonly Region[]): Place[] {
  const byId = new Map(regions.map((region) => [region.id, region]));
  return features.flatMap(({ id, geometry }): Place[] => {
    const region = byId.get(id);
    if (!region || !geometry) return [];
    const { name, url, kind, status } = region;
    const by = status.filter((one) => HATCHED.includes(one.status)).flatMap((one) => one.by ?? []);
    return [
      { id, name, url, kind, geometry, claimants: [...new Map(by.map((one) => [one.url, one])).values()] },
    ];
  });
}

/** Every assertion of whose a territory is, with who makes it. */
const writeAssertions = (regions: readonly Region[]): Part =>
  html`<div class="scroll" tabindex="0" role="group" aria-label="Assertions of status"><table class="compared"><thead><tr><th scope="col">Region</th><th scope="col">is said to be</th><th scope="col">when</th><th scope="col">by whom it is said</th></tr></thead><tbody>${regions.flatMap(
    (region) =>
      region.status.map(
        ({ status, by, date, asserted_by: who }) =>
          html`<tr><th scope="row"><a href="${region.url}">${getLabel(region)}</a></th><td>${writeWord('regions', 'status.status', status)} ${by && writeLink(by)}</td><td>${date && writeDate(date)}</td><td>${who && writeLink(who)}</td></tr>`,
      ),
  )}</tbody></table></div>`;

/** Regions. */
export const regionsPage = definePage<
  List<Region>,
  { counted: List; all: List<Region>; outlines: { features: Feature[] } }
>({
  route: '/regions',
  ask: (_, url) => ({
    counted: askFacets(url, FACETS),
    all: '/regions?limit=1000',
    outlines: '/regions.geojson?select=id,name',
  }),
  render(view) {
    const { answer, more, url } = view;
    const { features } = more.outlines;
    const places = listPlaces(features, more.all.data);
    const from = [...new Set(features.flatMap(({ properties }) => properties.geometry_from ?? []))];
    return writeDocument(view, {
      title: 'Regions',
      about: regionResource.about,
      isTable: true,
      main: html`<h1>Regions</h1>
<p class="lead">${regionResource.about}</p>
<figure>${drawMap(places)}<figcaption>${listClaimants(places).map((party, index) => html`<span class="key">${writeHatch(index)} said to be annexed or claimed by ${writeLink(party)}.</span> `)}Who says so stands in the table beneath. No border between states is drawn; outlines are those of ISO 3166-2, which is the view of the standard. ${places.length} of ${features.length} regions have a place that could be looked up; countries are not drawn. ${from.map((one) => html`${one}. `)}</figcaption></figure>
<section aria-labelledby="status"><h2 id="status">Whose they are said to be</h2>${writeAssertions(more.all.data)}</section>
<section aria-labelledby="all"><h2 id="all">All regions</h2>
${writeFilters(regionResource, url, orderFacets(more.counted, FACETS), { isSearched: true })}
${writeTotal(regionResource, answer)}
<ol class="entries">${answer.data.map((region) => html`<li><a class="title" href="${region.url}">${getLabel(region)}</a><ul class="told">${region.kind && html`<li>${writeWord('regions', 'kind', region.kind)}</li>`}${region.parent && html`<li>in ${writeLink(region.parent)}</li>`}${region.iso_3166 && html`<li>${region.iso_3166}</li>`}</ul></li>`)}</ol>
${writePaging(answer, url)}</section>`,
    });
  },
});
