import Database from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { nearest } from './model/closest.ts';
import type { Examples } from './model/examples.ts';

export interface Release {
  id: string;
  date: string;
  title: string;
  description: string;
  version: string;
}

/** A release's database, opened read-only, and what it says of itself. */
export interface Store {
  sqlite: Database.Database;
  db: BetterSQLite3Database;
  release: Release;
  counts: Record<string, number>;
  examples: Examples;
  has(collection: string, id: string): boolean;
  /** Ids of a collection that are near to one that does not exist, nearest first. */
  near(collection: string, id: string): string[];
  close(): void;
}

/** How many ids are looked at for a suggestion. */
const NEAR_SCAN = 20_000;

/**
 * Opens a database that the build has written.
 * @throws {Error} where there is none, or it is not of this kind
 */
export function openStore(file: string): Store {
  try {
    return open(new Database(file, { readonly: true, fileMustExist: true }));
  } catch (error) {
    throw new Error(`${file} cannot be used: ${(error as Error).message}; run npm run data:build`, {
      cause: error,
    });
  }
}

function open(sqlite: Database.Database): Store {
  sqlite.pragma('query_only = ON');
  const meta = sqlite.prepare('SELECT value FROM meta WHERE key = ?').pluck();
  const read = (key: string) => JSON.parse(String(meta.get(key)));
  const exists = sqlite.prepare('SELECT 1 FROM records WHERE collection = ? AND id = ?').pluck();
  const ids = sqlite.prepare('SELECT id FROM records WHERE collection = ? LIMIT ?').pluck();
  return {
    sqlite,
    db: drizzle(sqlite),
    release: read('release'),
    counts: read('counts'),
    examples: read('examples'),
    has: (collection, id) => exists.get(collection, id) !== undefined,
    near: (collection, id) => nearest(id, ids.all(collection, NEAR_SCAN) as string[]),
    close: () => sqlite.close(),
  };
}
