/** The tables as CSV in a zip, described by a data package (https://specs.frictionlessdata.io, version 1). */
import { hash } from 'node:crypto';
import { Zip, ZipDeflate } from 'fflate';
import { formatValue, writeCsv } from '../formats/csv.ts';
import type { Release, Store } from '../store/store.ts';
import { type Column, type ForeignKey, readRows, type Table, type Value } from './tables.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A table as CSV: a header row, and null as nothing. */
const writeTable = ({ columns }: Table, rows: readonly (readonly Value[])[]): string =>
  writeCsv([columns.map(({ name }) => name), ...rows.map((row) => row.map(formatValue))]);

const describeColumn = ({ name, type, about, nullable, words }: Column) => {
  const constraints = { ...(nullable ? {} : { required: true }), ...(words ? { enum: words } : {}) };
  return {
    name,
    type,
    description: about,
    ...(Object.keys(constraints).length ? { constraints } : {}),
  };
};

const describeForeignKey = (own: string, { columns, table, targets }: ForeignKey) => ({
  fields: columns,
  reference: { resource: table === own ? '' : table, fields: targets },
});

/** The CSV of RFC 4180, said though it is the default: some readers guess where nothing is said, and guess wrong. */
const DIALECT = { delimiter: ',', lineTerminator: '\r\n', quoteChar: '"', doubleQuote: true, header: true };

const describeTable = ({ name, about, columns, primaryKey, foreignKeys }: Table, bytes: Uint8Array) => ({
  profile: 'tabular-data-resource',
  name,
  path: `${name}.csv`,
  description: about,
  format: 'csv',
  mediatype: 'text/csv',
  encoding: 'utf-8',
  dialect: DIALECT,
  bytes: bytes.length,
  hash: `sha256:${hash('sha256', bytes, 'hex')}`,
  schema: {
    fields: columns.map(describeColumn),
    missingValues: [''],
    primaryKey,
    ...(foreignKeys.length ? { foreignKeys: foreignKeys.map((key) => describeForeignKey(name, key)) } : {}),
  },
});

/** A document that the records were read from, as the package names it. */
export interface SourceDocument {
  title: string;
  official_url: string | null;
}

const describePackage = (release: Release, sources: readonly SourceDocument[], resources: object[]) => ({
  profile: 'tabular-data-package',
  name: 'demarche',
  title: release.title,
  description: release.description,
  version: release.id,
  created: `${release.date}T00:00:00Z`,
  licenses: [
    {
      name: 'CC-BY-4.0',
      title: 'Creative Commons Attribution 4.0, quoted fragments excluded',
      path: release.license,
    },
  ],
  contributors: [{ title: 'Demarche contributors', role: 'author' }],
  sources: sources.map(({ title, official_url }) => ({
    title,
    ...(official_url ? { path: official_url } : {}),
  })),
  resources,
});

const writeReadme = ({ id, date, title, description }: Release) => `# ${title}, release ${id} (${date})

${description}

One CSV a table: UTF-8, commas, a header row, lines that end in CRLF. An empty cell is null. Ids are keys: a column
\`party_id\` holds an id of \`parties.csv\`; \`{name}_collection\` and \`{name}_id\` together point to \`records.csv\`. Lists are
tables of their own, in the order of \`position\` or \`ordinal\`.

\`table_guide.csv\` says what a row of each table is, \`column_guide.csv\` what each column means. \`datapackage.json\` says the
same for programs: types, keys, words that are allowed, SHA-256 of each file (Frictionless Data Package, version 1).

Each value rests on a passage of a document: \`citations.csv\` names it. Where a value is missing, \`not_stated.csv\` says why.

The licence is in LICENSE.md.
`;

/**
 * Writes the zip in pieces, a table at a time. All times in it are the release’s date: the same data gives the same
 * bytes, in whichever time zone, since what a zip holds is the local time.
 */
export function writePackage(
  store: Store,
  tables: readonly Table[],
  sources: readonly SourceDocument[],
  license: string,
  write: (bytes: Uint8Array) => void,
): void {
  const { release } = store;
  const [year = 0, month = 0, day = 0] = release.date.split('-').map(Number);
  const noon = new Date(year, month - 1, day, 12);
  const zip = new Zip((error, bytes) => {
    if (error) throw error;
    write(bytes);
  });
  const add = (name: string, bytes: Uint8Array) => {
    const entry = new ZipDeflate(name);
    entry.mtime = noon;
    zip.add(entry);
    entry.push(bytes, true);
  };
  add('LICENSE.md', encode(license));
  add('README.md', encode(writeReadme(release)));
  const resources = tables.map((table) => {
    const bytes = encode(writeTable(table, readRows(store, table)));
    add(`${table.name}.csv`, bytes);
    return describeTable(table, bytes);
  });
  add(
    'datapackage.json',
    encode(`${JSON.stringify(describePackage(release, sources, resources), null, 2)}\n`),
  );
  zip.end();
}
