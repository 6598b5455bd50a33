/** The downloads of a release, made from its database alone. */
import { hash } from 'node:crypto';
import {
  closeSync,
  constants,
  copyFileSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Gzip } from 'fflate';
import { sources } from '../schema/sources.ts';
import {
  type Download,
  type DownloadList,
  getDownloadsFolder,
  getDownloadsList,
  makeDownloadPrefix,
  readDownloads,
} from '../store/downloads.ts';
import { flush, removeLeftovers } from '../store/publish.ts';
import { openStore, type Store } from '../store/store.ts';
import { stripDatabase } from '../store/strip.ts';
import { writeRecords } from './ndjson.ts';
import { writePackage } from './package.ts';
import { writeParquet } from './parquet.ts';
import { listTables, readRows } from './tables.ts';

const LICENSE = fileURLToPath(new URL('../../LICENSE-DATA.md', import.meta.url));

/** Bytes that are compressed at once. */
const PIECE = 2 ** 20;

/** A file as it is named and told of; its size and its hash are taken when it is written. */
type Described = Omit<Download, 'bytes' | 'sha256'>;

/** Writes a file in pieces. */
function writeInPieces(file: string, make: (write: (bytes: Uint8Array) => void) => void): void {
  const descriptor = openSync(file, 'w');
  try {
    make((bytes) => writeSync(descriptor, bytes));
  } finally {
    closeSync(descriptor);
  }
}

/** Writes bytes compressed, a piece at a time, with no time in the head: the same bytes give the same. */
function writeCompressed(bytes: Uint8Array, write: (bytes: Uint8Array) => void): void {
  const gzip = new Gzip({ mtime: 0 }, write);
  for (let at = 0; at < bytes.length; at += PIECE) gzip.push(bytes.subarray(at, at + PIECE));
  gzip.push(new Uint8Array(), true);
}

/** Writes all files but the database into a folder, as they are listed. */
function writeFiles(store: Store, folder: string, prefix: string): Described[] {
  const tables = listTables();
  const documents = store.db.select().from(sources).orderBy(sources.id).all();
  const csv: Described = {
    name: `${prefix}-csv.zip`,
    about:
      'A CSV of each table, with a description for programs (datapackage.json, Frictionless Data Package 1)',
    media_type: 'application/zip',
  };
  const records: Described = {
    name: `${prefix}.ndjson.gz`,
    about: 'All records of all collections as the API answers them, one a line with its collection',
    media_type: 'application/gzip',
  };
  writeInPieces(join(folder, csv.name), (write) =>
    writePackage(store, tables, documents, readFileSync(LICENSE, 'utf8'), write),
  );
  writeInPieces(join(folder, records.name), (write) => writeRecords(store, write));
  const parquet = tables.map((table): Described => {
    const name = `${prefix}-${table.name}.parquet`;
    writeFileSync(join(folder, name), writeParquet(table, readRows(store, table)));
    return {
      name,
      about: `Table ${table.name} as Parquet. One row: ${table.about}`,
      media_type: 'application/vnd.apache.parquet',
    };
  });
  return [csv, records, ...parquet];
}

/** Writes all files into a folder, out of a copy of the database, so that none is of another release. */
function writeAll(database: string, folder: string): Omit<DownloadList, 'files'> & { files: Described[] } {
  const copy = join(folder, 'copy.sqlite');
  copyFileSync(database, copy, constants.COPYFILE_FICLONE);
  const store = openStore(copy, { mapped: false });
  const { id } = store.release;
  const { inputHash } = store;
  const prefix = makeDownloadPrefix(id);
  let others: Described[];
  try {
    others = writeFiles(store, folder, prefix);
  } finally {
    store.close();
  }
  stripDatabase(copy);
  const sqlite: Described = {
    name: `${prefix}.sqlite`,
    about:
      'All tables and views as a SQLite database; table_guide and column_guide in it say what each means',
    media_type: 'application/vnd.sqlite3',
  };
  renameSync(copy, join(folder, sqlite.name));
  const compressed: Described = {
    name: `${sqlite.name}.gz`,
    about: 'The same SQLite database, compressed',
    media_type: 'application/gzip',
  };
  writeInPieces(join(folder, compressed.name), (write) =>
    writeCompressed(readFileSync(join(folder, sqlite.name)), write),
  );
  return { release: id, input_hash: inputHash, files: [sqlite, compressed, ...others] };
}

function measure(folder: string, described: Described): Download {
  const bytes = readFileSync(join(folder, described.name));
  return { ...described, bytes: bytes.length, sha256: hash('sha256', bytes, 'hex') };
}

/**
 * Makes the downloads of a database, in the folder beside it. They are written elsewhere and put there by renames, the
 * list of them last, and only then those of an older list are removed: what is listed is there, and whole. Their names
 * hold the release. The same database gives the same bytes.
 * @throws {Error} where the database cannot be used, or the folder not be written to
 */
export function makeDownloads(database: string): DownloadList {
  const folder = getDownloadsFolder(database);
  const before = readDownloads(database);
  removeLeftovers(database);
  const fresh = `${folder}.${process.pid}.tmp`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh);
  try {
    const described = writeAll(database, fresh);
    const files = described.files.map((file) => measure(fresh, file));
    const list: DownloadList = { ...described, files };
    mkdirSync(folder, { recursive: true });
    for (const { name } of files) {
      flush(join(fresh, name));
      renameSync(join(fresh, name), join(folder, name));
    }
    const written = join(fresh, 'list.json');
    writeFileSync(written, `${JSON.stringify(list, null, 2)}\n`);
    flush(written);
    renameSync(written, getDownloadsList(database));
    flush(folder);
    const listed = new Set(files.map(({ name }) => name));
    for (const { name } of before?.files ?? [])
      if (!listed.has(name)) rmSync(join(folder, name), { force: true });
    return list;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}
