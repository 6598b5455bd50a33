/** A map of regions as the standards and gazetteers named in the data have them; it draws no border of its own. */
import { type GeoPermissibleObjects, geoConicConformal, geoPath } from 'd3-geo';
import { html } from '../html.ts';
import { changeQuery, type List, type Rec, type Reference } from '../page.ts';
import { defineFigure, type Figure } from './figure.ts';
import land from './land.json' with { type: 'json' };

type Position = number[];
/** A geometry of GeoJSON (RFC 7946). */
type Geometry =
  | { type: 'Point'; coordinates: Position }
  | { type: 'Polygon'; coordinates: Position[][] }
  | { type: 'MultiPolygon'; coordinates: Position[][][] }
  | { type: 'GeometryCollection'; geometries: Geometry[] };

/** A region, with what is asserted of it. */
export interface Region extends Rec {
  kind: string;
  parent: Reference | null;
  iso_3166: string | null;
  status: {
    status: string;
    by: Reference | null;
    date: string | null;
    asserted_by: Reference | null;
    voice: string | null;
  }[];
  source_count: number;
}

/** A region of a GeoJSON file. */
export interface Feature {
  id: string;
  geometry: Geometry | null;
  properties: { geometry_from: string | null };
}

/** What a map is made of. */
export interface MapParts {
  all: List<Region>;
  outlines: { features: Feature[] };
}

/** What is asked to draw the regions of a list. */
export const askMap = (url: string): { [Name in keyof MapParts]: string } => ({
  all: changeQuery(url, { limit: '1000', select: null, include: null, facet: null, sort: null }),
  outlines: changeQuery(url, { select: 'id,name', include: null, facet: null, sort: null }).replace(
    '/regions',
    '/regions.geojson',
  ),
});

/** A place to be drawn. */
interface Place {
  id: string;
  name: string;
  url: string;
  kind: string;
  geometry: Geometry;
  /** To whom the sources say that it belongs, or should: one hatching each. */
  claimants: Reference[];
}

const WIDTH = 720;
const HEIGHT = 640;
const AIR = 24;
/** Lines of hatching, by the order of claimants. */
const HATCHES = ['M-2 2L2 -2M0 8L8 0M6 10L10 6', 'M-2 6L2 10M0 0L8 8M6 -2L10 2', 'M0 4H8', 'M4 0V8'];

/** Outlines wound as d3-geo wants them, which is the other way round than RFC 7946 has it. */
function rewind(geometry: Geometry): Geometry {
  if (geometry.type === 'Polygon')
    return { ...geometry, coordinates: geometry.coordinates.map((ring) => ring.toReversed()) };
  if (geometry.type === 'MultiPolygon')
    return {
      ...geometry,
      coordinates: geometry.coordinates.map((polygon) => polygon.map((ring) => ring.toReversed())),
    };
  if (geometry.type === 'GeometryCollection')
    return { ...geometry, geometries: geometry.geometries.map(rewind) };
  return geometry;
}

/** The ground: land without any border. */
const LAND = rewind(land as Geometry);

/** Whom hatchings stand for, in the order of their lines. */
const listClaimants = (places: readonly Place[]): Reference[] =>
  [...new Map(places.flatMap(({ claimants }) => claimants).map((one) => [one.url, one])).values()].slice(
    0,
    HATCHES.length,
  );

/** What is hatched: that a territory is a party’s, or ought to be. */
const HATCHED = ['annexed_by', 'claimed_by'];

function listPlaces(features: readonly Feature[], regions: readonly Region[]): Place[] {
  const byId = new Map(regions.map((region) => [region.id, region]));
  return features.flatMap(({ id, geometry }): Place[] => {
    const region = byId.get(id);
    if (!region || !geometry) return [];
    const { name, url, kind, status } = region;
    const by = status.filter((one) => HATCHED.includes(one.status)).flatMap((one) => one.by ?? []);
    const claimants = [...new Map(by.map((one) => [one.url, one])).values()];
    return [{ id, name, url, kind, geometry: rewind(geometry), claimants }];
  });
}

const KEY = 24;

/** Regions, what is smaller than a country: outlines of oblasts, points of cities. */
export function drawMap(regions: readonly Region[], features: readonly Feature[]): Figure | null {
  const places = listPlaces(features, regions);
  const small = places.filter(({ kind }) => kind !== 'country');
  if (small.length < 2) return null;
  const area = { type: 'GeometryCollection', geometries: small.map(({ geometry }) => geometry) };
  const projection = geoConicConformal()
    .parallels([46, 54])
    .rotate([-34, 0])
    .fitExtent(
      [
        [AIR, AIR],
        [WIDTH - AIR, HEIGHT - AIR],
      ],
      area as GeoPermissibleObjects,
    )
    .clipExtent([
      [0, 0],
      [WIDTH, HEIGHT],
    ]);
  const path = geoPath(projection).digits(1).pointRadius(3);
  const draw = ({ geometry }: Place) => path(geometry as GeoPermissibleObjects) ?? '';
  const claimants = listClaimants(places);
  const shapes = small.filter(({ geometry }) => geometry.type !== 'Point');
  const points = small.filter(({ geometry }) => geometry.type === 'Point');
  const label = (place: Place, [x, y]: [number, number]) => {
    const isPoint = place.geometry.type === 'Point';
    return (
      Number.isFinite(x) &&
      html`<text class="label" x="${Math.round(x) + (isPoint ? 7 : 0)}" y="${Math.round(y) + 4}"${!isPoint && html` text-anchor="middle"`}>${place.name.replace(/ (oblast|region)$/i, '')}</text>`
    );
  };
  const from = [...new Set(features.flatMap(({ properties }) => properties.geometry_from ?? []))];
  return {
    title: 'Regions, and whose they are said to be',
    note: `Who asserts each stands with its region. No border between states is drawn; outlines are those of ISO 3166-2, which is the view of the standard. ${places.length} of ${features.length} regions have a place that could be looked up; countries are not drawn. ${[...from, land.from].join('. ')}.`,
    picture: {
      kind: 'map',
      width: WIDTH,
      height: HEIGHT + (claimants.length + 0.5) * KEY,
      label: `Map of ${small.length} regions`,
      isLinked: true,
      content: html`<path class="land" d="${path(LAND as GeoPermissibleObjects) ?? ''}"/><defs>${HATCHES.map((lines, index) => html`<pattern id="hatch-${index}" patternUnits="userSpaceOnUse" width="8" height="8"><path class="line" d="${lines}"/></pattern>`)}</defs>
${shapes.map(
  (place) =>
    html`<a href="${place.url}" aria-label="${place.name}"><path class="shape" d="${draw(place)}"/>${place.claimants.map(
      (one) => {
        const index = claimants.findIndex(({ url }) => url === one.url);
        return index >= 0 && html`<path fill="url(#hatch-${index})" d="${draw(place)}"/>`;
      },
    )}</a>`,
)}
${points.map((place) => html`<a href="${place.url}" aria-label="${place.name}"><path class="point" d="${draw(place)}"/></a>`)}
<g aria-hidden="true">${small.map((place) => label(place, path.centroid(place.geometry as GeoPermissibleObjects)))}</g>
${claimants.map(({ name }, index) => {
  const y = HEIGHT + (index + 0.5) * KEY;
  return html`<path class="base" fill="url(#hatch-${index})" d="M${AIR} ${y}h28v14h-28z"/><text x="${AIR + 36}" y="${y + 12}">said to be annexed or claimed by ${name}</text>`;
})}`,
    },
  };
}

/** Regions on a map. */
export const mapFigure = defineFigure<List, MapParts>({
  name: 'map',
  about: 'Whose regions are said to be, and by whom',
  route: '/regions',
  ask: (_, url) => askMap(url),
  draw: ({ more }) => drawMap(more.all.data, more.outlines.features),
});
