/** A map of regions as the standards and gazetteers named in the data have them; it draws no border of its own. */
import { type GeoPermissibleObjects, geoConicConformal, geoPath } from 'd3-geo';
import { type Html, html, type Part } from './html.ts';
import type { Reference } from './page.ts';

type Position = number[];
/** A geometry of GeoJSON (RFC 7946). */
export type Geometry =
  | { type: 'Point'; coordinates: Position }
  | { type: 'Polygon'; coordinates: Position[][] }
  | { type: 'MultiPolygon'; coordinates: Position[][][] }
  | { type: 'GeometryCollection'; geometries: Geometry[] };

/** A place to be drawn. */
export interface Place {
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

/** Whom hatchings stand for, in the order of their lines. */
export const listClaimants = (places: readonly Place[]): Reference[] =>
  [...new Map(places.flatMap(({ claimants }) => claimants).map((one) => [one.url, one])).values()].slice(
    0,
    HATCHES.length,
  );

/** The lines of a claimant’s hatching, for a legend. */
export const writeHatch = (index: number): Html =>
  html`<svg class="hatch" viewBox="0 0 24 14" aria-hidden="true"><path fill="url(#hatch-${index})" d="M0 0h24v14H0z"/></svg>`;

/** Regions on an empty ground, what is smaller than a country: outlines of oblasts, points of cities. */
export function drawMap(all: readonly Place[]): Part {
  const places = all.map((place) => ({ ...place, geometry: rewind(place.geometry) }));
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
    );
  const path = geoPath(projection).digits(1).pointRadius(3);
  const draw = ({ geometry }: Place) => path(geometry as GeoPermissibleObjects) ?? '';
  const claimants = listClaimants(all);
  const shapes = small.filter(({ geometry }) => geometry.type !== 'Point');
  const points = small.filter(({ geometry }) => geometry.type === 'Point');
  const label = (place: Place, [x, y]: [number, number], isPoint: boolean) =>
    Number.isFinite(x) &&
    html`<text x="${Math.round(x) + (isPoint ? 7 : 0)}" y="${Math.round(y) + 4}"${!isPoint && html` text-anchor="middle"`}>${place.name.replace(/ (oblast|region)$/i, '')}</text>`;
  return html`<svg class="map" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="group" aria-label="Map of ${small.length} regions">
<defs>${HATCHES.map((lines, index) => html`<pattern id="hatch-${index}" patternUnits="userSpaceOnUse" width="8" height="8"><path class="line" d="${lines}"/></pattern>`)}</defs>
${shapes.map(
  (place) =>
    html`<a href="${place.url}" aria-label="${place.name}"><path class="shape" d="${draw(place)}"/>${place.claimants.map(
      (one) => {
        const index = claimants.findIndex(({ url }) => url === one.url);
        return index >= 0 && html`<path fill="url(#hatch-${index})" d="${draw(place)}"/>`;
      },
    )}${label(place, path.centroid(place.geometry as GeoPermissibleObjects), false)}</a>`,
)}
${points.map((place) => html`<a href="${place.url}" aria-label="${place.name}"><path class="point" d="${draw(place)}"/>${label(place, path.centroid(place.geometry as GeoPermissibleObjects), true)}</a>`)}
</svg>`;
}
