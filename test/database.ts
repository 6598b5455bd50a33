/** Databases of the datasets that tests ask. */
import { createHash } from 'node:crypto';
import { copyFileSync, cpSync, existsSync, linkSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import { build } from '../src/dataset/build.ts';
import { makeDownloads } from '../src/downloads/make.ts';
import { emptyFolder } from './ending.ts';

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
  cpSync(data, copy, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(copy, name)), { recursive: true });
    writeFileSync(join(copy, name), content);
  }
  return build(copy, file);
}

/** The database of a dataset, to be read only: the first test that asks for it builds it, all others find it. */
export function findDatabase(data = FIXTURE, files: Files = {}): string {
  const name = createHash('sha256')
    .update(JSON.stringify([data, files]))
    .digest('hex');
  const kept = join(inject('folder'), `${name}.sqlite`);
  if (KEEP && existsSync(kept)) return kept;
  const file = join(emptyFolder(), 'test.sqlite');
  write(data, files, file);
  if (!KEEP) return file;
  try {
    linkSync(file, kept);
  } catch (error) {
    // Another process was first, with the same bytes.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return kept;
}

/** A database with its downloads, of the test file's own. */
export function makeWithDownloads(data?: string, files?: Files): string {
  const file = join(emptyFolder(), 'test.sqlite');
  copyFileSync(findDatabase(data, files), file);
  makeDownloads(file);
  return file;
}
