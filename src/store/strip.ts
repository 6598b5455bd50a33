/** A database without what only the server needs. */
import Database from 'better-sqlite3';
import { checkIntegrity, checkReferences, compact, dropServing } from './sqlite.ts';

/**
 * Takes out of a copy of a database what only the server needs, and holds the rest against its own rules.
 * @throws {Error} where the copy is damaged, or a reference in it leads nowhere
 */
export function stripDatabase(copy: string): void {
  const sqlite = new Database(copy);
  try {
    dropServing(sqlite);
    compact(sqlite);
    checkIntegrity(sqlite);
    checkReferences(sqlite);
  } finally {
    sqlite.close();
  }
}
