/** Databases of the datasets that tests ask. */
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { inject } from 'vitest';
import { build } from '../src/dataset/build.ts';
import { makeDownloads } from '../src/downloads/make.ts';
import { getDownloadsFolder, getDownloadsList, makeDownloadPrefix } from '../src/store/downloads.ts';
import { openStore } from '../src/store/store.ts';
import { stripDatabase } from '../src/store/strip.ts';
import { emptyFolder } from './ending.ts';
import { copyFixture } from './fixture.ts';

/** The tiny invented dataset. */
export const FIXTURE = fileURLToPath(new URL('fixtures/data', import.meta.url));
/** The dataset that is served. */
export const REAL = fileURLToPath(new URL('../data', import.meta.url));

/** Files to be written over a folder's, by their path in it. */
export type Files = Record<string, string>;

/** A mutant may be in what builds: its tests have to build for themselves. */
const KEEP = process.env.STRYKER_MUTATOR_WORKER === undefined;

function write(data: string, files: Files, file: string) {
  if (!Object.keys(files).length) return build(data, file);
  const copy = join(emptyFolder(), 'data');
  if (data === FIXTURE) copyFixture(copy);
  else cpSync(data, copy, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(copy, name)), { recursive: true });
    writeFileSync(join(copy, name), content);
  }
  return build(copy, file);
}

/** What a dataset's files are kept under. */
const nameOf = (data: string, files: Files) =>
  createHash('sha256')
    .update(JSON.stringify([data, files]))
    .digest('hex');

/** Puts something where all find it; where another process was first, it has the same bytes. */
function keep(put: () => void): void {
  try {
    put();
  } catch (error) {
    if (!['EEXIST', 'ENOTEMPTY'].includes(String((error as NodeJS.ErrnoException).code))) throw error;
  }
}

/** The database of a dataset, to be read only: the first test that asks for it builds it, all others find it. */
export function findDatabase(data = FIXTURE, files: Files = {}): string {
  const kept = join(inject('folder'), `${nameOf(data, files)}.sqlite`);
  if (KEEP && existsSync(kept)) return kept;
  const file = join(emptyFolder(), 'test.sqlite');
  write(data, files, file);
  if (!KEEP) return file;
  keep(() => linkSync(file, kept));
  return kept;
}

function makeWithDownloads(data?: string, files?: Files): string {
  const file = join(emptyFolder(), 'test.sqlite');
  copyFileSync(findDatabase(data, files), file);
  makeDownloads(file);
  return file;
}

/** A database with its downloads, to be read only as well. */
export function findWithDownloads(data?: string, files?: Files): string {
  if (!KEEP) return makeWithDownloads(data, files);
  const kept = join(inject('folder'), `${nameOf(data ?? FIXTURE, files ?? {})}.downloads`);
  if (!existsSync(kept)) keep(() => renameSync(dirname(makeWithDownloads(data, files)), kept));
  return join(kept, 'test.sqlite');
}

/**
 * A database of the test file's own with itself alone among its downloads, as readers open it and as they fetch it: to
 * make all of them takes as long as to build it.
 */
export function makeWithDatabase(data?: string, files?: Files): string {
  const file = join(emptyFolder(), 'test.sqlite');
  copyFileSync(findDatabase(data, files), file);
  const store = openStore(file);
  const { release, inputHash } = store;
  store.close();
  const name = `${makeDownloadPrefix(release.id)}.sqlite`;
  const folder = getDownloadsFolder(file);
  mkdirSync(folder);
  copyFileSync(file, join(folder, name));
  stripDatabase(join(folder, name));
  const packed = gzipSync(readFileSync(join(folder, name)), { level: 1 });
  writeFileSync(join(folder, `${name}.gz`), packed);
  const listed = [name, `${name}.gz`].map((one) => {
    const bytes = readFileSync(join(folder, one));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const media_type = one === name ? 'application/vnd.sqlite3' : 'application/gzip';
    return { name: one, about: 'The database', media_type, bytes: bytes.length, sha256 };
  });
  writeFileSync(
    getDownloadsList(file),
    JSON.stringify({ release: release.id, input_hash: inputHash, files: listed }),
  );
  return file;
}

/** A database with its downloads, of the test file's own: a copy, since to make them takes longer than to build it. */
export function copyWithDownloads(data?: string, files?: Files): string {
  const file = join(emptyFolder(), 'test.sqlite');
  const kept = findWithDownloads(data, files);
  copyFileSync(kept, file);
  cpSync(getDownloadsFolder(kept), getDownloadsFolder(file), { recursive: true });
  return file;
}
