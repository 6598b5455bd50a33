import { chooseColumns, chooseLists, type FlatColumn, type FlatList } from '../schema/flat.ts';
import { type StreamFormat, writeAbsolute } from './format.ts';

type Rec = Record<string, unknown>;

const writeColumns = (columns: readonly FlatColumn[], record: Rec): Rec =>
  Object.fromEntries(columns.map(({ header, value }) => [header, value(record) ?? null]));

/** A record's lists of objects, their members with columns for their fields, too. */
const writeLists = (lists: readonly FlatList[], record: Rec): Rec =>
  Object.fromEntries(
    lists.map(({ field, columns, lists: inner, members }) => [
      field,
      members(record).map((member) => ({ ...writeColumns(columns, member), ...writeLists(inner, member) })),
    ]),
  );

/**
 * GeoJSON (RFC 7946): a feature a record, in degrees of WGS 84, outlines counterclockwise (§3.1.6). What is asserted of a
 * territory stands among the properties, with who asserts it; the geometry asserts nothing.
 */
export const geojson: StreamFormat = {
  suffix: 'geojson',
  mediaType: 'application/geo+json',
  about:
    'a FeatureCollection (RFC 7946): points and simplified outlines, with the columns of CSV as properties and lists of objects as arrays of such; geometry is null where none is known',
  holds: 'lists',
  collections: ['regions', 'events'],
  located: true,
  makeWriter(resource, { select, base, release, query }) {
    const columns = chooseColumns(resource, select);
    const lists = chooseLists(resource, select);
    const about = { name: resource.name, release: release.id, license: release.license, query };
    return {
      head: `${JSON.stringify({ type: 'FeatureCollection', ...about }).slice(0, -1)},"features":[\n`,
      writeRow(json) {
        const record = JSON.parse(writeAbsolute(json, base)) as Rec;
        const { geometry, geometry_from } = record;
        const properties = { ...writeColumns(columns, record), ...writeLists(lists, record), geometry_from };
        return JSON.stringify({ type: 'Feature', id: record.id, geometry, properties });
      },
      separator: ',\n',
      foot: '\n]}\n',
    };
  },
};
