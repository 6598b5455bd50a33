import * as z from 'zod';
import { prose } from '../schema/fields.ts';

const position = z
  .tuple([z.number(), z.number()])
  .refine(
    ([lon, lat]) => Math.abs(lon) <= 180 && Math.abs(lat) <= 90,
    'degrees east, and degrees north (WGS 84)',
  );
type Position = z.output<typeof position>;

/** Twice the area that a ring runs around, above 0 where it runs counterclockwise. */
const measureTurn = (ring: readonly Position[]): number =>
  ring.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = ring[at + 1] ?? [x, y];
    return sum + (x * nextY - nextX * y);
  }, 0);

const ring = z
  .array(position)
  .min(4)
  .refine((points) => String(points[0]) === String(points.at(-1)), 'a ring that ends where it begins');
const polygon = z
  .array(ring)
  .min(1)
  .refine(
    (rings) => rings.every((points, at) => measureTurn(points) > 0 === (at === 0)),
    'an outline counterclockwise, and its holes clockwise (RFC 7946 §3.1.6)',
  );

/** What `outlines.geojson` holds: outlines by their ISO 3166 code, and where they are from. */
export const OutlinesFile = z.strictObject({
  type: z.literal('FeatureCollection'),
  source: prose.describe('Where the outlines are from'),
  method: prose.describe('How they were chosen and simplified'),
  features: z
    .array(
      z.strictObject({
        type: z.literal('Feature'),
        properties: z.strictObject({ iso_3166: z.string().describe('ISO 3166-1 or 3166-2 code') }),
        geometry: z.discriminatedUnion('type', [
          z.strictObject({ type: z.literal('Polygon'), coordinates: polygon }),
          z.strictObject({ type: z.literal('MultiPolygon'), coordinates: z.array(polygon).min(1) }),
        ]),
      }),
    )
    .refine(
      (features) => new Set(features.map(({ properties }) => properties.iso_3166)).size === features.length,
      'each code once',
    ),
});
