/** The file as people open it: with the tools that they have, which are older than the library that writes it. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Opened, opened } from './support.ts';

type Row = Record<string, unknown>;

/** Reads one statement a line from what it is given, and prints the rows of each as a line of JSON. */
const PYTHON = `
import json, sqlite3, sys
db = sqlite3.connect('file:' + sys.argv[1] + '?mode=ro', uri=True)
db.row_factory = sqlite3.Row
for statement in sys.stdin:
    print(json.dumps([dict(row) for row in db.execute(statement)]))
`;

/** Printed after the rows of each statement. */
const END = '--that was it--';

interface Reader {
  name: string;
  /** The rows of each statement. */
  read: (file: string, statements: readonly string[]) => Row[][];
  installed: boolean;
}

const isThere = (command: string, ...args: string[]) => spawnSync(command, args).status === 0;

function output(command: string, args: string[], input: string): string {
  const { status, stdout, stderr } = spawnSync(command, args, {
    input,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

/** Those of the tools that people open it with that are here. */
const READERS = (
  [
    {
      name: 'sqlite3',
      installed: isThere('sqlite3', '--version'),
      read: (file, statements) =>
        output(
          'sqlite3',
          ['-readonly', '-bail', '-json', file],
          statements.map((statement) => `${statement};\n.print ${END}\n`).join(''),
        )
          .split(`${END}\n`)
          .slice(0, -1)
          // It prints nothing where there are no rows.
          .map((text) => (text === '' ? [] : (JSON.parse(text) as Row[]))),
    },
    {
      name: 'python3',
      installed: isThere('python3', '-c', 'import sqlite3'),
      read: (file, statements) =>
        output('python3', ['-c', PYTHON, file], statements.join('\n'))
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line) as Row[]),
    },
  ] satisfies Reader[]
).filter(({ installed }) => installed);

let fixture: Opened;
beforeAll(() => {
  fixture = opened();
});

/** Tables and views that are the dataset, rather than what serves it. */
const shown = (kind: string) =>
  fixture
    .query(
      `SELECT name FROM sqlite_master WHERE type = ? AND name NOT LIKE 'serve\\_%' ESCAPE '\\'
        AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name`,
      kind,
    )
    .map(({ name }) => String(name));

describe.each(READERS)('with $name', ({ read }) => {
  const ask = (...statements: string[]): Row[][] => read(fixture.file, statements);

  test('it is sound, and every reference leads somewhere', () => {
    const [integrity, references] = ask('PRAGMA integrity_check', 'PRAGMA foreign_key_check');
    expect(integrity).toEqual([{ integrity_check: 'ok' }]);
    expect(references).toEqual([]);
  });

  test('every table is read, to the rows that the library reads', () => {
    const tables = shown('table');
    expect(tables).toEqual(expect.arrayContaining(['demands', 'demand_voices', 'citations', 'not_stated']));
    const found = ask(...tables.map((table) => `SELECT * FROM "${table}" ORDER BY rowid`));
    for (const [at, table] of tables.entries())
      expect(found[at], table).toEqual(fixture.query(`SELECT * FROM "${table}" ORDER BY rowid`));
    expect(found.flat().length).toBeGreaterThan(300);
  });

  test('every view is read', () => {
    const views = shown('view');
    expect(views).toContain('demand_overview');
    const found = ask(...views.map((view) => `SELECT * FROM "${view}"`));
    // A view need not say in which order its rows come.
    const sorted = (rows: Row[] = []) => rows.map((row) => JSON.stringify(row)).sort();
    for (const [at, view] of views.entries()) {
      expect(found[at]?.length, view).toBeGreaterThan(0);
      expect(sorted(found[at]), view).toEqual(sorted(fixture.query(`SELECT * FROM "${view}"`)));
    }
  });

  test('a question is one line of SQL, in the words of the API', () => {
    const [demands, voices, days, overview] = ask(
      "SELECT title, kind FROM demands WHERE party_id = 'arland' ORDER BY id",
      "SELECT who_id, act FROM demand_voices WHERE demand_id = 'return-harbour'",
      "SELECT id, date_earliest, date_latest, date_basis FROM statements WHERE date_earliest >= '2031-05-01' ORDER BY id",
      "SELECT party, addressees, voiced_by, source_count FROM demand_overview WHERE id = 'return-harbour'",
    );
    expect(demands).toEqual([
      { title: 'End of fishing limits', kind: 'call' },
      { title: 'Return of the harbour of Port Vell', kind: 'precondition' },
    ]);
    expect(voices).toEqual([{ who_id: 'mila-orlov', act: 'made' }]);
    expect(days).toEqual([
      {
        id: 'fairy-tale',
        date_earliest: '2031-05-01',
        date_latest: '2031-05-31',
        date_basis: 'stated',
      },
      ...['lift-limits', 'return-harbour'].map((id) => ({
        id,
        date_earliest: '2031-05-02',
        date_latest: '2031-05-02',
        date_basis: 'inferred',
      })),
    ]);
    expect(overview).toEqual([
      { party: 'Arland', addressees: 'Bordavia', voiced_by: 'Mila Orlov (made)', source_count: 2 },
    ]);
  });
});

test('the file says what it is, before anything in it is read', () => {
  const header = readFileSync(fixture.file).subarray(0, 100);
  expect(header.subarray(0, 16).toString('latin1')).toBe('SQLite format 3\0');
  expect(header.subarray(68, 72).toString('latin1')).toBe('DEMA');
  // No journal beside it is needed: it is written whole, and opened where nothing may be written.
  expect([...header.subarray(18, 20)]).toEqual([1, 1]);
});

test('at least one of the tools that people open it with is here', () => {
  expect(READERS).not.toEqual([]);
});
