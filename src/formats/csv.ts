import { stringify } from 'csv-stringify/sync';
import { type CellType, chooseColumns, type FlatColumn } from '../schema/flat.ts';
import type { StreamFormat } from './format.ts';

const BOM = '\uFEFF';

/** What a spreadsheet would take for a formula (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;

/** Cells that hold what somebody wrote. */
const WRITTEN = new Set<CellType>(['text', 'words']);

/** A cell's text: null is empty, and true is true, not 1. */
export const formatValue = (value: unknown): string =>
  value === null || value === undefined ? '' : String(value);

/** Lines of cells: comma or tab between them, CRLF after each, quoted where they hold either, a quote or a line break. */
const makeLinesWriter = (delimiter: string) => (rows: readonly (readonly string[])[]) =>
  stringify(rows as string[][], { delimiter, record_delimiter: 'windows', quoted_match: /[\r\n]/ });

/** Rows of cells as CSV (RFC 4180): commas, CRLF after each, quoted where it has to be. */
export const writeCsv = makeLinesWriter(',');

function makeFormat(suffix: string, mediaType: string, delimiter: string, about: string): StreamFormat {
  const writeLines = makeLinesWriter(delimiter);
  const write = (cells: readonly string[]) => writeLines([cells]);
  return {
    suffix,
    mediaType,
    about,
    holds: 'cells',
    makeWriter(resource, { select, bom, provenance, base, release, query }) {
      const columns = chooseColumns(resource, select);
      const more = provenance ? [release.id, query] : [];
      const writeCell = (record: Record<string, unknown>, { type, value }: FlatColumn): string => {
        const text = formatValue(value(record));
        if (type === 'url') return `${base}${text}`;
        return bom && WRITTEN.has(type) && FORMULA.test(text) ? `'${text}` : text;
      };
      const headers = [...columns.map(({ header }) => header), ...(provenance ? ['release', 'query'] : [])];
      return {
        head: (bom ? BOM : '') + write(headers),
        writeRow(json) {
          const record = JSON.parse(json) as Record<string, unknown>;
          return write([...columns.map((column) => writeCell(record, column)), ...more]);
        },
      };
    },
  };
}

const ABOUT =
  'one row a record, references as id and name, several ids in a cell joined by |, dates with their first and last day; lists of objects are tables of their own';

/** CSV by RFC 4180: comma, CRLF, quotes doubled, one header row; text as it is, but for spreadsheets (`bom`). */
export const csv = makeFormat('csv', 'text/csv; charset=utf-8; header=present', ',', ABOUT);

/** The same with tabs (IANA text/tab-separated-values, quoted as CSV is where a cell holds a tab). */
export const tsv = makeFormat('tsv', 'text/tab-separated-values; charset=utf-8', '\t', `${ABOUT}; with tabs`);

/** A problem as a table, for clients that save whatever they are answered. */
export const writeProblemTable = (
  suffix: string,
  errors: readonly { error: string; detail: string; suggestion: string }[],
): string => {
  const rows = errors.map(({ error, detail, suggestion }) => [error, detail, suggestion]);
  return makeLinesWriter(suffix === 'tsv' ? '\t' : ',')([['error', 'detail', 'suggestion'], ...rows]);
};
