/** Where regions and events are, as GeoJSON geometries. */
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { Dataset, Rec } from '../schema/resource.ts';
import { serveGeometry } from './serve.ts';

/** Outlines by their ISO 3166 code (GeoJSON, RFC 7946 §3.1.6 and §3.1.7), and where all of them are from. */
export interface Outlines {
  origin: string;
  geometries: ReadonlyMap<string, object>;
}

interface Place {
  geometry: object;
  origin: string;
}

/** A region's outline, by its code, else the point that was looked up for it; null where there is neither. */
function locateRegion({ iso_3166, coordinates }: Rec, { origin, geometries }: Outlines): Place | null {
  const outline = geometries.get(String(iso_3166));
  if (outline) return { geometry: outline, origin };
  const { lat, lon, from } = (coordinates ?? {}) as { lat?: number; lon?: number; from?: string };
  return lat === undefined || lon === undefined || from === undefined
    ? null
    : { geometry: { type: 'Point', coordinates: [lon, lat] }, origin: from };
}

/** Several places as one, each origin named once; null where there are none. */
function joinPlaces(places: readonly Place[]): Place | null {
  const [first, ...others] = places;
  if (!first || !others.length) return first ?? null;
  return {
    geometry: { type: 'GeometryCollection', geometries: places.map(({ geometry }) => geometry) },
    origin: [...new Set(places.map(({ origin }) => origin))].join('; '),
  };
}

/** Writes where each region and event is, as far as that is known; gives all that is written. */
export function insertGeometry(db: BetterSQLite3Database, dataset: Dataset, outlines: Outlines): string[] {
  const places = new Map<string, Place>();
  const written: string[] = [];
  const insert = (collection: string, { id }: Rec, place: Place | null) => {
    if (!place) return;
    const row = { collection, id, geometry: JSON.stringify(place.geometry), origin: place.origin };
    db.insert(serveGeometry).values(row).run();
    written.push(JSON.stringify(row));
  };
  for (const region of dataset.all('regions')) {
    const place = locateRegion(region, outlines);
    if (place) places.set(region.id, place);
    insert('regions', region, place);
  }
  for (const event of dataset.all('events')) {
    const ids = (event.regions ?? []) as string[];
    insert('events', event, joinPlaces(ids.flatMap((id) => places.get(id) ?? [])));
  }
  return written;
}
