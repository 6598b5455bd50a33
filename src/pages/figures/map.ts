/** A map of regions as the standards and gazetteers named in the data have them; it draws no border of its own. */
import { type GeoPermissibleObjects, geoConicConformal, geoPath } from 'd3-geo';
import { toWords } from '../../schema/present.ts';
import { html } from '../html.ts';
import { changeQuery, type List, type Rec, type Reference } from '../page.ts';
import { defineFigure, drawBoth, type Figure, type Picture, type Room } from './figure.ts';
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

/** What is said of whose a territory is: a status, and the party that it names. */
interface Claim {
  status: string;
  by: Reference;
}

/** A place to be drawn. */
interface Place {
  id: string;
  name: string;
  url: string;
  kind: string;
  geometry: Geometry;
  /** Whose the sources say that it is, or should be: one hatching each. */
  claims: Claim[];
  /** Documents that have it: what most have is named first. */
  size: number;
}

const AIR = 24;
/** Lines of hatching: a direction for each claim, in the order in which they occur. */
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

/** What is hatched: that a territory is a party’s, or ought to be; what is claimed alone by broken lines. */
const HATCHED = ['annexed_by', 'claimed_by'];

const keyOf = ({ status, by }: Claim): string => `${status} ${by.url}`;

/** The same claims once, in the order in which hatchings are given to them. */
const listClaims = (claims: readonly Claim[]): Claim[] =>
  [...new Map(claims.map((one) => [keyOf(one), one])).values()]
    .toSorted((a, b) => HATCHED.indexOf(a.status) - HATCHED.indexOf(b.status))
    .slice(0, HATCHES.length);

function listPlaces(features: readonly Feature[], regions: readonly Region[]): Place[] {
  const byId = new Map(regions.map((region) => [region.id, region]));
  return features.flatMap(({ id, geometry }): Place[] => {
    const region = byId.get(id);
    if (!region || !geometry) return [];
    const { name, url, kind, status, source_count: size } = region;
    const claims = status.flatMap(({ status: word, by }) =>
      by && HATCHED.includes(word) ? [{ status: word, by }] : [],
    );
    return [{ id, name, url, kind, geometry: rewind(geometry), claims: listClaims(claims), size }];
  });
}

/** Height of a row of the key. */
const KEY = 24;
/** Size of a letter of a label, in the narrow drawing that of larger print, and the air around one. */
const LETTER = 6.6;
const WIDE_LETTER = 7.4;
const LINE = 13;

const shorten = (name: string): string => name.replace(/ (oblast|region)$/i, '');

/** What is said of a territory in few words: “annexed and claimed by Russia”, “claimed by Russia and by Ukraine”. */
function tellClaims(claims: readonly Claim[]): string {
  const byParty = Map.groupBy(claims, ({ by }) => by.name);
  const statuses = new Set(claims.map(({ status }) => status));
  const [first] = claims;
  if (statuses.size === 1) return `${toWords(first?.status ?? '')} ${[...byParty.keys()].join(' and by ')}`;
  return [...byParty]
    .map(
      ([name, some]) =>
        `${some.map(({ status }) => toWords(status).replace(/ by$/, '')).join(' and ')} by ${name}`,
    )
    .join(', ');
}

/** Regions, what is smaller than a country: outlines of oblasts, points of cities. */
export function drawMap(regions: readonly Region[], features: readonly Feature[]): Figure | null {
  const places = listPlaces(features, regions);
  if (places.filter(({ kind }) => kind !== 'country').length < 2) return null;
  const from = [...new Set(features.flatMap(({ properties }) => properties.geometry_from ?? []))];
  return {
    title: 'Regions, and whose they are said to be',
    note: `Who asserts each stands with its region. No border between states is drawn; outlines are those of ISO 3166-2, which is the view of the standard. ${places.length} of ${features.length} regions have a place that could be looked up; countries are not drawn, and names only where there is room. ${[...from, land.from].join('. ')}.`,
    ...drawBoth((room) => drawPlaces(places, room)),
  };
}

/** Labels where they fit, those of what most documents have first: a name that would lie on another is left out. */
function placeLabels(places: readonly (Place & { at: [number, number] })[], { width, isNarrow }: Room) {
  const letter = isNarrow ? WIDE_LETTER : LETTER;
  const taken: { left: number; right: number; y: number }[] = [];
  return places
    .filter(({ at: [x] }) => Number.isFinite(x))
    .toSorted((a, b) => b.claims.length - a.claims.length || b.size - a.size)
    .flatMap(({ name, geometry, at: [x, y] }) => {
      const word = shorten(name);
      const wide = word.length * letter;
      // Of a point beside it on either side, of an area in its middle.
      const lefts = geometry.type === 'Point' ? [x + 7, x - 7 - wide] : [x - wide / 2];
      const free = lefts
        .map((left) => Math.round(Math.min(width - wide - 2, Math.max(2, left))))
        .find(
          (left) =>
            !taken.some(
              (one) => Math.abs(one.y - y) < LINE && one.left < left + wide + 3 && left < one.right + 3,
            ),
        );
      if (free === undefined) return [];
      taken.push({ left: free, right: free + wide, y });
      return html`<text class="label" x="${free}" y="${Math.round(y) + 4}">${word}</text>`;
    });
}

/** The map in so much room. */
function drawPlaces(places: readonly Place[], { width, isNarrow }: Room): Picture {
  const small = places.filter(({ kind }) => kind !== 'country');
  const tall = Math.round(width * (isNarrow ? 1 : 0.85));
  const area = { type: 'GeometryCollection', geometries: small.map(({ geometry }) => geometry) };
  const air = isNarrow ? AIR / 2 : AIR;
  const projection = geoConicConformal()
    .parallels([46, 54])
    .rotate([-34, 0])
    .fitExtent(
      [
        [air, air],
        [width - air, tall - air],
      ],
      area as GeoPermissibleObjects,
    )
    .clipExtent([
      [0, 0],
      [width, tall],
    ]);
  const path = geoPath(projection).digits(1).pointRadius(3);
  const draw = ({ geometry }: Place) => path(geometry as GeoPermissibleObjects) ?? '';
  const shapes = small.filter(({ geometry }) => geometry.type !== 'Point');
  const points = small.filter(({ geometry }) => geometry.type === 'Point');
  const claims = listClaims(shapes.flatMap((place) => place.claims));
  // Both drawings of a page have the same claims, and so the same hatchings under one name.
  const indexOf = (one: Claim) => claims.findIndex((other) => keyOf(other) === keyOf(one));
  const hatch = (one: Claim) => `hatch-${indexOf(one)}`;
  const listHatched = (place: Place) => place.claims.filter((one) => indexOf(one) >= 0);
  const located = small.map((place) => ({
    ...place,
    at: path.centroid(place.geometry as GeoPermissibleObjects),
  }));
  const tell = (place: Place) =>
    place.claims.length ? `${place.name}: said to be ${tellClaims(place.claims)}` : place.name;
  // What is hatched more than once has a key of its own: lines over lines are read as neither.
  const together = [
    ...new Map(
      shapes
        .map(listHatched)
        .filter(({ length }) => length > 1)
        .map((some) => [some.map(keyOf).join(), some]),
    ).values(),
  ];
  const keys = [...claims.map((one) => [one]), ...together];
  return {
    kind: 'map',
    width,
    height: tall + (keys.length + (keys.length ? 1.5 : 0)) * KEY,
    label: `Map of ${small.length} regions`,
    isLinked: true,
    defs: claims.map(
      (one, index) =>
        html`<pattern id="${hatch(one)}" patternUnits="userSpaceOnUse" width="8" height="8"><path class="line ${one.status}" d="${HATCHES[index] ?? ''}"/></pattern>`,
    ),
    content: html`<path class="land" d="${path(LAND as GeoPermissibleObjects) ?? ''}"/>
${shapes.map(
  (place) =>
    html`<a href="${place.url}" aria-label="${tell(place)}"><title>${tell(place)}</title><path class="shape" d="${draw(place)}"/>${listHatched(place).map((one) => html`<path fill="url(#${hatch(one)})" d="${draw(place)}"/>`)}</a>`,
)}
${points.map((place) => html`<a href="${place.url}" aria-label="${tell(place)}"><title>${tell(place)}</title><path class="point" d="${draw(place)}"/></a>`)}
<g aria-hidden="true">${placeLabels(located, { width, isNarrow })}</g>
${keys.length > 0 && html`<text class="soft" x="${air}" y="${tall + KEY}">Said to be</text>`}${keys.map(
  (some, index) => {
    const y = tall + (index + 1.5) * KEY;
    const swatch = `M${air} ${y}h28v14h-28z`;
    return html`<path class="shape" d="${swatch}"/>${some.map((one) => html`<path fill="url(#${hatch(one)})" d="${swatch}"/>`)}<text x="${air + 36}" y="${y + 12}">${tellClaims(some)}</text>`;
  },
)}`,
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
