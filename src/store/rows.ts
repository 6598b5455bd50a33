import type Database from 'better-sqlite3';

export type Insert = (row: Record<string, unknown>) => void;

/** A prepared insert into a table, columns in the order of `keys`; what a row lacks is null. */
export function inserter(db: Database.Database, table: string, keys: readonly string[]): Insert {
  const columns = keys.map((key) => `"${key}"`).join(', ');
  const statement = db.prepare(
    `INSERT INTO "${table}" (${columns}) VALUES (${keys.map(() => '?').join(', ')})`,
  );
  return (row) => {
    statement.run(keys.map((key) => (typeof row[key] === 'boolean' ? Number(row[key]) : (row[key] ?? null))));
  };
}
