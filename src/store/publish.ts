/** A release's file: written beside the old one and put in its place by a rename, so that there is always a whole one. */
import {
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { checkFile, readApplicationId, seal } from './file.ts';
import { type Built, fillDatabase, type Input, type ReportProgress } from './fill.ts';
import { serveFacts } from './serve.ts';
import { APPLICATION_ID, checkReferences, compact } from './sqlite.ts';

/** A file that is not ours to write over. */
export class ForeignFile extends Error {}

const isFile = (path: string) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

/**
 * The file that a build replaces: where a link leads, so that the link stays; an empty file holds nothing to be lost.
 * @throws {ForeignFile} where something is there that is no database of this kind
 */
function findReplaceable(file: string, id: number): string {
  if (!lstatSync(file, { throwIfNoEntry: false })) return file;
  if (isFile(file) && (statSync(file).size === 0 || readApplicationId(file) === id))
    return realpathSync(file);
  throw new ForeignFile(
    `${file} is there and is not a dataset of ours; nothing is written over it: name another file, or remove it`,
  );
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // another user's
  }
}

/** Removes what builds of a file that were killed have left beside it. */
export function removeLeftovers(file: string): void {
  for (const name of readdirSync(dirname(file))) {
    const [, pid] = /\.(\d+)\.tmp/.exec(name) ?? [];
    if (name.startsWith(`${basename(file)}.`) && pid && !isRunning(Number(pid)))
      rmSync(join(dirname(file), name), { recursive: true, force: true });
  }
}

/** Waits until a file, or the names in a folder, are on the disk. */
export function flush(path: string): void {
  const descriptor = openSync(path, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}

/**
 * Writes the database of a dataset at `file`: a new file beside the old one, renamed into place, so that a failed
 * or killed build leaves the old one as it was. The same input gives the same bytes.
 * @throws {Error} where a record refers to none that is there
 * @throws {ForeignFile} where something else is there
 */
export function publish(input: Input, path: string, progress: ReportProgress = () => undefined): Built {
  const file = findReplaceable(path, APPLICATION_ID[input.bench ? 'bench' : 'dataset']);
  mkdirSync(dirname(file), { recursive: true });
  removeLeftovers(file);
  const fresh = `${file}.${process.pid}.tmp`;
  rmSync(fresh, { force: true });
  const sqlite = new Database(fresh);
  try {
    const built = fillDatabase(sqlite, input, progress);
    checkReferences(sqlite);
    progress('references checked');
    compact(sqlite);
    progress('compacted');
    sqlite.close();
    seal(fresh);
    flush(fresh);
    renameSync(fresh, file);
    flush(dirname(file));
    return built;
  } finally {
    sqlite.close();
    rmSync(fresh, { force: true });
  }
}

/** The input hash that a database file was built from; null where there is no such file, or it is something else, or damaged. */
export function readInputHash(file: string): string | null {
  if (!isFile(file)) return null; // and no pipe, which would wait
  try {
    checkFile(file);
    const sqlite = new Database(file, { readonly: true });
    const row = drizzle(sqlite)
      .select({ value: serveFacts.value })
      .from(serveFacts)
      .where(sql`key = 'input_hash'`)
      .get();
    sqlite.close();
    return row ? (JSON.parse(row.value) as string) : null;
  } catch {
    return null; // not a database of ours
  }
}
