/** Tables as a strict reader finds them, and what their cells have to say. */
import { parse } from 'csv-parse/sync';
import { expect } from 'vitest';
import type { Api, Rec } from './support.ts';

/** A table as a strict reader finds it. */
export interface Table {
  header: string[];
  rows: Record<string, string>[];
}

/** Reads CSV or TSV back, strictly: CRLF after every line, as many cells in each, no column twice. */
export function readTable(text: string, delimiter = ','): Table {
  expect(text.endsWith('\r\n')).toBe(true);
  const lines: string[][] = parse(text, {
    delimiter,
    record_delimiter: '\r\n',
    relax_quotes: false,
    trim: false,
  });
  const [header = [], ...others] = lines;
  expect(new Set(header).size).toBe(header.length);
  return {
    header,
    rows: others.map((cells) => Object.fromEntries(header.map((name, at) => [name, cells[at] ?? '']))),
  };
}

/** Whether a value is a reference, and not a whole record. */
export const isReference = (value: unknown): value is Rec & { collection?: string } =>
  typeof value === 'object' &&
  value !== null &&
  ['id', 'name', 'url'].every((key) => key in value) &&
  Object.keys(value).every((key) => ['collection', 'id', 'name', 'url'].includes(key));

/**
 * What a cell of a table has to say, read from the record's JSON and the name of the column alone.
 * @param base what URLs begin with there
 */
export function cellOf(record: object, column: string, base: string): string {
  const fields = Object.entries(record).sort(([a], [b]) => b.length - a.length);
  const [, own] = fields.find(([field]) => field === column) ?? [];
  if (own !== undefined) {
    if (column === 'url') return `${base}${own}`;
    if (column === 'not_stated')
      return (own as { field: string; reason: string }[])
        .map(({ field, reason }) => `${field}=${reason}`)
        .join('|');
    if (column === 'citations')
      return (own as { citation: { id: string } }[]).map(({ citation }) => citation.id).join('|');
    return (Array.isArray(own) ? own : [own]).map((value) => (value === null ? '' : `${value}`)).join('|');
  }
  const [field, inner] = fields.find(([name]) => column.startsWith(`${name}_`)) ?? [];
  if (field === undefined) throw new Error(`No field for the column ${column}`);
  if (inner === null) return '';
  const rest = column.slice(field.length + 1);
  if (!Array.isArray(inner)) return cellOf(inner as object, rest, base);
  if (rest !== 'id') throw new Error(`A list in the column ${column}`);
  return (inner as (Rec & { collection?: string })[])
    .map(({ collection, id }) => (collection ? `${collection}/${id}` : id))
    .join('|');
}

/** What links begin with where nothing is configured and no host is given. */
export const BASE = 'http://localhost:80';

/** The table that an answer is, which has to be 200. */
export async function askTable(api: Api, url: string): Promise<Table> {
  const response = await api.get(url);
  expect(response.statusCode, response.body).toBe(200);
  return readTable(response.body.replace(/^\uFEFF/, ''), url.includes('.tsv') ? '\t' : ',');
}

/** The records of NDJSON. */
export const readLines = (body: string): Rec[] => {
  expect(body === '' || body.endsWith('\n')).toBe(true);
  return body
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Rec);
};

/** A record as it is in formats whose lines are read far from here. */
export const absolute = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value), (key, inner) => (key === 'url' ? `${BASE}${inner}` : inner));
