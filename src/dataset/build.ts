/** From a folder of YAML to the file that is served. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { folders } from '../schema/index.ts';
import type { Built } from '../store/fill.ts';
import { publish } from '../store/publish.ts';
import { check } from './check.ts';
import { makeDeriver } from './derive.ts';
import { findObstacle, isLeftBehind, listFiles } from './files.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What a database and its downloads are made from, besides the data: whoever changes it gets others. */
const BUILT_FROM = [
  'migrations',
  'src/schema',
  'src/dataset',
  'src/store',
  'src/text',
  'src/formats',
  'src/downloads',
  'LICENSE-DATA.md',
  'package.json',
  'package-lock.json',
];

/** The version of the service. */
export const version = (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string })
  .version;

function listFilesBelow(path: string): string[] {
  const entries = readdirSync(path, { withFileTypes: true, recursive: true });
  return entries
    .filter((e) => e.isFile() && !isLeftBehind(e.name))
    .map((e) => join(e.parentPath, e.name))
    .sort();
}

/** SHA-256 of all that goes into a build: data, migrations, the code that reads them, the locked libraries. */
export function hashInput(folder: string): string {
  const hash = createHash('sha256');
  const add = (name: string, file: string) =>
    hash.update(`${name}\0`).update(readFileSync(file)).update('\0');
  const { files, problems } = listFiles(folder, folders);
  // What will be refused has a part in the hash, so that no older database passes for the data's.
  for (const { file, message } of problems) hash.update(`${file}\0${message}\0`);
  for (const file of files) {
    const path = join(folder, file);
    const why = findObstacle(path);
    if (why === null) add(file, path);
    else hash.update(`${file}\0${why}\0`);
  }
  for (const part of BUILT_FROM) {
    const path = join(ROOT, part);
    if (/\.(json|md)$/.test(part)) add(part, path);
    else for (const file of listFilesBelow(path)) add(relative(ROOT, file), file);
  }
  return hash.digest('hex');
}

/**
 * Checks `folder` and writes its database at `file`.
 * @throws {DataError} with every problem found; nothing is written then
 */
export function build(folder: string, file: string): Built {
  const { dataset, release, outlines } = check(folder);
  return publish(
    { dataset, derive: makeDeriver(dataset), release, outlines, version, inputHash: hashInput(folder) },
    file,
  );
}
