/** The databases that are measured on: made where they are missing. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import type { Options } from './options.ts';
import { BUILD, ROOT } from './places.ts';
import { run } from './processes.ts';

export interface Measured {
  /** Statements in it. */
  size: number;
  file: string;
  synthetic: boolean;
}

function statementsIn(file: string): number {
  const database = new Database(file, { readonly: true, fileMustExist: true });
  try {
    return Number(database.prepare('SELECT count(*) FROM statements').pluck().get());
  } finally {
    database.close();
  }
}

async function made(size: number, log: (line: string) => void): Promise<Measured> {
  const file = join(BUILD, `${size}.sqlite`);
  if (!existsSync(file)) {
    log(`making ${size} synthetic statements`);
    const args = [join(ROOT, 'bench/generate.ts'), '--statements', String(size), '--out', file];
    await run(process.execPath, args, { place: 'load', cwd: ROOT });
  }
  return { size, file, synthetic: true };
}

/** The databases that the options name, smallest first. */
export async function databasesFor(options: Options, log: (line: string) => void): Promise<Measured[]> {
  if (options.database) {
    const file = resolve(options.database);
    return [{ size: statementsIn(file), file, synthetic: false }];
  }
  const databases: Measured[] = [];
  for (const size of options.sizes) databases.push(await made(size, log));
  return databases;
}
