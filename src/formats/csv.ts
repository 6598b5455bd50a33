import { stringify } from 'csv-stringify/sync';
import type * as z from 'zod';
import { embeddings, evidences, memberKeys, references } from '../schema/fields.ts';
import { fullSchema } from '../schema/present.ts';
import type { Resource } from '../schema/resource.ts';
import { elementOf, marked, shapeOf } from '../schema/walk.ts';
import type { Format } from './format.ts';

interface Column {
  /** The record's field it comes from: what `select` names. */
  field: string;
  header: string;
  cell: (record: Record<string, unknown>) => unknown;
}

type Schema = z.core.$ZodType;
type Get = (record: Record<string, unknown>) => unknown;
const BOM = '\uFEFF';
const UNSHOWN = new Set(['id', 'citations', 'revised', 'not_stated']);

const part =
  (get: Get, key: string): Get =>
  (record) => {
    const value = get(record);
    if (Array.isArray(value)) return value.map((member) => member?.[key] ?? null);
    return (value as Record<string, unknown> | null)?.[key] ?? null;
  };

/** References become an id and a name column; lists of objects are given by what names their members. */
function columnsAt(schema: Schema, header: string, get: Get): Omit<Column, 'field'>[] {
  if (marked(embeddings, schema)) return [];
  if (marked(references, schema))
    return [
      { header: `${header}_id`, cell: part(get, 'id') },
      { header: `${header}_name`, cell: part(get, 'name') },
    ];
  const element = elementOf(schema);
  if (element) {
    const key = marked(memberKeys, element)?.key;
    const named = key && shapeOf(element)?.[key];
    if (named) return columnsAt(named, header, part(get, key));
    return shapeOf(element) ? [] : columnsAt(element, header, get);
  }
  const shape = shapeOf(schema);
  if (!shape) return [{ header, cell: get }];
  if (marked(evidences, schema) || Object.values(shape).some((field) => shapeOf(field) || elementOf(field)))
    return [];
  return Object.entries(shape).flatMap(([key, field]) =>
    columnsAt(field, `${header}_${key}`, part(get, key)),
  );
}

const known = new WeakMap<Resource, readonly Column[]>();

/** The columns of a collection's table, in the order of its record; found out once, since exports ask with each batch. */
function columnsOf(resource: Resource): readonly Column[] {
  const columns = known.get(resource) ?? makeColumns(resource);
  known.set(resource, columns);
  return columns;
}

function makeColumns(resource: Resource): Column[] {
  const shape = fullSchema(resource).shape as Record<string, Schema>;
  const plain = (field: string): Column => ({ field, header: field, cell: (record) => record[field] });
  const own = Object.entries(shape)
    .filter(([field]) => !UNSHOWN.has(field))
    .flatMap(([field, schema]) =>
      columnsAt(schema, field, (record) => record[field]).map((column) => ({ field, ...column })),
    );
  const label = typeof resource.label === 'string' ? [] : [plain('name')];
  const reasons: Column = {
    field: 'not_stated',
    header: 'not_stated',
    cell: part((record) => record.not_stated, 'field'),
  };
  const revised = 'revised' in shape ? [plain('revised')] : [];
  return [plain('id'), plain('url'), ...label, ...own, reasons, ...revised];
}

/** Several values in one cell are joined; null is an empty cell, and true is true, not 1. */
function text(value: unknown): string {
  if (Array.isArray(value)) return value.map(text).join('|');
  return value === null || value === undefined ? '' : String(value);
}

/** CSV by RFC 4180: comma, CRLF, quotes doubled, one header row. Text is written as it is, no formula escaped. */
export const csv: Format = {
  suffix: 'csv',
  mediaType: 'text/csv; charset=utf-8; header=present',
  about: 'one row a record, references as id and name, several values joined by |',
  nested: false,
  writer(resource, { select, bom }) {
    const all = columnsOf(resource);
    const chosen = all.filter(({ field }) => select === null || select.includes(field));
    // Fields that are nested objects alone have no columns: the ids are left, to join by.
    const columns = chosen.length ? chosen : all.slice(0, 1);
    const line = (cells: string[]) => stringify([cells], { record_delimiter: 'windows' });
    return {
      head: (bom ? BOM : '') + line(columns.map(({ header }) => header)),
      row(json) {
        const record = JSON.parse(json) as Record<string, unknown>;
        return line(columns.map(({ cell }) => text(cell(record))));
      },
    };
  },
};
