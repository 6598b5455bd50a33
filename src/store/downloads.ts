/** The downloads of a release: a folder of files beside its database, and a list of them in it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file to be downloaded. */
export interface Download {
  /** Its name in the folder, and at `/downloads/{name}`. */
  name: string;
  about: string;
  media_type: string;
  bytes: number;
  /** SHA-256 of its bytes, in hexadecimal digits. */
  sha256: string;
}

/** What a folder of downloads holds. */
export interface DownloadList {
  /** Id of the release that the files hold. */
  release: string;
  /** Hash of the input of the database that they were made from. */
  input_hash: string;
  files: Download[];
}

/** What the names of a release's downloads begin with. */
export const makeDownloadPrefix = (release: string): string => `demarche-${release}`;

/** The folder of the downloads of a database. */
export const getDownloadsFolder = (database: string): string => `${database}.downloads`;

/** The list in a folder of downloads: written last, so that all it names is there. */
export const getDownloadsList = (database: string): string =>
  join(getDownloadsFolder(database), 'downloads.json');

/** What the folder of a database holds; null where there are no downloads. */
export function readDownloads(database: string): DownloadList | null {
  try {
    return JSON.parse(readFileSync(getDownloadsList(database), 'utf8')) as DownloadList;
  } catch {
    return null;
  }
}

/** The database among the downloads of a release: as it is opened, and as it is fetched, which is smaller; null where it is not there. */
export function findDatabase({ path, release }: { path: string; release: { id: string } }): {
  database: Download;
  fetched: Download;
} | null {
  const list = readDownloads(path);
  if (list?.release !== release.id) return null;
  const database = list.files.find(({ name }) => name.endsWith('.sqlite'));
  if (!database) return null;
  return { database, fetched: list.files.find(({ name }) => name === `${database.name}.gz`) ?? database };
}
