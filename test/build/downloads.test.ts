/** The downloads, each opened with a reader that is not its writer's. */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { Ajv } from 'ajv';
import Database from 'better-sqlite3';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { build } from '../../src/dataset/build.ts';
import { makeDownloads } from '../../src/downloads/make.ts';
import type { DownloadList } from '../../src/store/downloads.ts';
import { RICH } from '../api/rich.ts';
import { type Api, EVERY, openApi } from '../api/support.ts';
import { atEnd, emptyFolder } from '../ending.ts';
import { built, Copy, FIXTURE, ROOT, run, sha256 } from './support.ts';

type Row = Record<string, unknown>;

let api: Api;
let list: DownloadList;
let folder: string;
/** The database that is served. */
let served: Database.Database;
/** The one that is downloaded. */
let downloaded: Database.Database;
beforeAll(async () => {
  api = await openApi({ files: RICH });
  list = makeDownloads(api.file);
  folder = `${api.file}.downloads`;
  served = new Database(api.file, { readonly: true });
  downloaded = new Database(fileOf('.sqlite'), { readonly: true });
  atEnd(() => {
    served.close();
    downloaded.close();
  });
});

const fileOf = (ending: string) => join(folder, `demarche-${api.store.release.id}${ending}`);

const namesOf = (database: Database.Database, type: string) =>
  database
    .prepare("SELECT name FROM sqlite_schema WHERE type = ? AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
    .pluck()
    .all(type)
    .map(String)
    .sort();

const tables = () => namesOf(served, 'table').filter((name) => !name.startsWith('serve_'));

const keyOf = (table: string) =>
  (served.pragma(`table_info("${table}")`) as { name: string; pk: number }[])
    .filter(({ pk }) => pk > 0)
    .sort((a, b) => a.pk - b.pk)
    .map(({ name }) => name);

/** The rows of a table in the order of its key, as the served database has them. */
const rowsOf = (table: string): Row[] =>
  served
    .prepare(
      `SELECT * FROM "${table}" ORDER BY ${keyOf(table)
        .map((name) => `"${name}"`)
        .join()}`,
    )
    .all() as Row[];

/** Columns that are true or false: their check says so, but for that of the guide itself. */
const booleansOf = (table: string): string[] => {
  const sql = String(served.prepare('SELECT sql FROM sqlite_schema WHERE name = ?').pluck().get(table));
  const checked = [...sql.matchAll(/"(\w+)" in \(0, 1\)/g)].map(([, name]) => String(name));
  return table === 'column_guide' ? ['may_be_null'] : checked;
};

describe('the list', () => {
  test('has every file of the folder, with its size and its hash', () => {
    expect(list.release).toBe(api.store.release.id);
    expect(readdirSync(folder).toSorted()).toEqual(
      [...list.files.map(({ name }) => name), 'downloads.json'].toSorted(),
    );
    for (const { name, bytes, sha256: hash } of list.files) {
      expect(readFileSync(join(folder, name)).length, name).toBe(bytes);
      expect(sha256(join(folder, name)), name).toBe(hash);
    }
    expect(JSON.parse(readFileSync(join(folder, 'downloads.json'), 'utf8'))).toEqual(list);
  });

  test('names the release in every file, and tells what it holds', () => {
    for (const { name, about } of list.files) {
      expect(name).toMatch(new RegExp(`^demarche-${list.release}[-.]`));
      expect(about).toMatch(/^[A-Z].{20,}/);
    }
    expect(list.files.map(({ media_type }) => media_type)).toEqual([
      'application/vnd.sqlite3',
      'application/gzip',
      'application/zip',
      'application/gzip',
      ...tables().map(() => 'application/vnd.apache.parquet'),
    ]);
  });
});

describe('the SQLite database', () => {
  test('is sound, and every reference leads somewhere', () => {
    expect(downloaded.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(downloaded.pragma('foreign_key_check')).toEqual([]);
    // What was taken out of it leaves no room.
    expect(downloaded.pragma('freelist_count', { simple: true })).toBe(0);
  });

  test('has every table of the dataset with all its rows, and none of the server’s', () => {
    expect(namesOf(downloaded, 'table')).toEqual(tables());
    expect(
      downloaded.prepare("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'sqlite_stat%'").pluck().get(),
    ).toBe(0);
    for (const table of tables()) {
      const query = `SELECT * FROM "${table}" ORDER BY rowid`;
      expect(downloaded.prepare(query).all(), table).toEqual(served.prepare(query).all());
    }
  });

  test('is there compressed too, the same', () => {
    expect(gunzipSync(readFileSync(fileOf('.sqlite.gz'))).equals(readFileSync(fileOf('.sqlite')))).toBe(true);
  });

  test('answers with every view', () => {
    const views = namesOf(downloaded, 'view');
    expect(views).toEqual(namesOf(served, 'view'));
    for (const view of views) {
      const query = `SELECT * FROM "${view}"`;
      const rows = downloaded
        .prepare(query)
        .all()
        .map((row) => JSON.stringify(row));
      expect(rows.length, view).toBeGreaterThan(0);
      expect(rows.sort(), view).toEqual(
        served
          .prepare(query)
          .all()
          .map((row) => JSON.stringify(row))
          .sort(),
      );
    }
  });

  test('says which release it is, and what each table is', () => {
    expect(downloaded.prepare('SELECT id FROM release').pluck().all()).toEqual([list.release]);
    expect(
      downloaded.prepare("SELECT name FROM table_guide WHERE kind = 'table' ORDER BY name").pluck().all(),
    ).toEqual(tables());
  });
});

interface Field {
  name: string;
  type: string;
  description: string;
  constraints?: { required?: boolean; enum?: string[] };
}

interface PackageResource {
  name: string;
  path: string;
  dialect: { delimiter: string; lineTerminator: string; quoteChar: string };
  bytes: number;
  hash: string;
  schema: {
    fields: Field[];
    primaryKey: string[];
    foreignKeys?: { fields: string[]; reference: { resource: string; fields: string[] } }[];
  };
}

describe('the CSV package', () => {
  const entries = new Map<string, Buffer>();
  const times = new Set<string>();
  let described: { resources: PackageResource[]; [key: string]: unknown };
  beforeAll(async () => {
    const zip = await fromBufferPromise(readFileSync(fileOf('-csv.zip')));
    for await (const entry of zip.eachEntry()) {
      const chunks: Buffer[] = [];
      for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk);
      entries.set(entry.fileName, Buffer.concat(chunks));
      times.add(entry.getLastModDate().toDateString());
    }
    described = JSON.parse(String(entries.get('datapackage.json')));
  });

  const read = ({ path, dialect }: PackageResource): string[][] =>
    parse(String(entries.get(path)), {
      delimiter: dialect.delimiter,
      record_delimiter: dialect.lineTerminator,
      quote: dialect.quoteChar,
    });

  test('holds a CSV a table, its description, what to read and the licence, all of the day of the release', () => {
    expect([...entries.keys()].toSorted()).toEqual(
      [...tables().map((name) => `${name}.csv`), 'LICENSE.md', 'README.md', 'datapackage.json'].toSorted(),
    );
    expect([...times]).toEqual([new Date(2031, 5, 2).toDateString()]);
    expect(String(entries.get('LICENSE.md'))).toBe(readFileSync(join(ROOT, 'LICENSE-DATA.md'), 'utf8'));
    expect(String(entries.get('README.md'))).toContain(list.release);
  });

  test('is a valid Tabular Data Package, version 1', () => {
    const profile = JSON.parse(
      readFileSync(join(ROOT, 'test/fixtures/profiles/tabular-data-package.json'), 'utf8'),
    );
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(profile);
    validate(described);
    expect(validate.errors ?? []).toEqual([]);
    expect(
      validate({ ...described, resources: [{ ...described.resources[0], schema: { fields: 1 } }] }),
    ).toBe(false);
    expect(described).toMatchObject({
      profile: 'tabular-data-package',
      version: list.release,
      created: '2031-06-02T00:00:00Z',
      licenses: [{ name: 'CC-BY-4.0', path: 'https://creativecommons.org/licenses/by/4.0/' }],
    });
    expect((described.sources as object[]).length).toBe(api.store.counts.sources);
  });

  test('has the rows of the tables, value by value, null as an empty cell', () => {
    expect(described.resources.map(({ name }) => name)).toEqual(tables());
    let cells = 0;
    for (const resource of described.resources) {
      const { name, schema } = resource;
      const booleans = booleansOf(name);
      const [header, ...lines] = read(resource);
      expect(header, name).toEqual(schema.fields.map((field) => field.name));
      const write = (value: unknown, column: string) => {
        if (value === null) return '';
        return booleans.includes(column) ? String(value === 1) : String(value);
      };
      expect(lines, name).toEqual(
        rowsOf(name).map((row) => Object.entries(row).map(([column, value]) => write(value, column))),
      );
      cells += lines.length * schema.fields.length;
    }
    expect(cells).toBeGreaterThan(5_000);
  });

  test('tells size and hash of each CSV, and what each column means', () => {
    for (const { path, bytes, hash, schema } of described.resources) {
      const content = entries.get(path) as Buffer;
      expect(bytes, path).toBe(content.length);
      expect(hash, path).toBe(`sha256:${createHash('sha256').update(content).digest('hex')}`);
      for (const { name, type, description } of schema.fields) {
        expect(description, `${path} ${name}`).toMatch(/./);
        if (/_(earliest|latest)$|^(revised|valid_from|valid_to)$/.test(name))
          expect(type, `${path} ${name}`).toBe('date');
      }
    }
  });

  const FORMS: Record<string, RegExp> = {
    string: /^/,
    integer: /^-?\d+$/,
    number: /^-?\d+(\.\d+)?$/,
    boolean: /^(true|false)$/,
    date: /^\d{4}-\d{2}-\d{2}$/,
  };

  test('every cell has the type, and meets the constraints, of its field', () => {
    const seen = new Set<string>();
    let constrained = 0;
    for (const resource of described.resources) {
      const [, ...lines] = read(resource);
      for (const [at, { name, type, constraints }] of resource.schema.fields.entries())
        for (const cell of lines.map((line) => line[at] ?? '')) {
          const where = `${resource.name}.${name}: ${cell}`;
          if (cell === '') {
            expect(constraints?.required, where).toBeUndefined();
            continue;
          }
          expect(cell, where).toMatch(FORMS[type] as RegExp);
          seen.add(type);
          if (!constraints?.enum) continue;
          expect(constraints.enum, where).toContain(cell);
          constrained++;
        }
    }
    expect([...seen].toSorted()).toEqual(Object.keys(FORMS).toSorted());
    expect(constrained).toBeGreaterThan(100);
  });

  test('keys are those of the database, each is there once, and each reference leads to one', () => {
    const keys = new Map<string, Set<string>>();
    const pick = (resource: PackageResource, names: string[]) => {
      const at = names.map((name) => resource.schema.fields.findIndex((field) => field.name === name));
      return read(resource)
        .slice(1)
        .map((line) => at.map((index) => line[index] ?? ''));
    };
    for (const resource of described.resources) {
      const { name, schema } = resource;
      expect(schema.primaryKey, name).toEqual(keyOf(name));
      const values = pick(resource, schema.primaryKey).map((value) => JSON.stringify(value));
      expect(new Set(values).size, name).toBe(values.length);
      keys.set(`${name} ${schema.primaryKey}`, new Set(values));
    }
    let self = 0;
    for (const resource of described.resources) {
      const { name, schema } = resource;
      const inDatabase = served.pragma(`foreign_key_list("${name}")`) as { id: number; from: string }[];
      const foreign = schema.foreignKeys ?? [];
      expect(foreign.flatMap(({ fields }) => fields).toSorted(), name).toEqual(
        inDatabase.map(({ from }) => from).toSorted(),
      );
      for (const { fields, reference } of foreign) {
        if (reference.resource === '') self++;
        const targets = keys.get(`${reference.resource || name} ${reference.fields}`);
        expect(targets, `${name}.${fields}`).toBeDefined();
        for (const value of pick(resource, fields))
          if (!value.includes('')) expect(targets?.has(JSON.stringify(value)), `${name} ${value}`).toBe(true);
      }
    }
    expect(self).toBeGreaterThan(0);
  });
});

describe('Parquet', () => {
  const TYPES: Record<string, string> = { TEXT: 'VARCHAR', INTEGER: 'BIGINT', REAL: 'DOUBLE' };

  test('DuckDB reads the rows of every table, typed, null as null', async () => {
    const connection = await (await DuckDBInstance.create()).connect();
    atEnd(() => connection.closeSync());
    const seen = new Set<string>();
    for (const table of tables()) {
      const file = fileOf(`-${table}.parquet`);
      const reader = await connection.runAndReadAll(`SELECT * FROM read_parquet('${file}')`);
      const names = reader.columnNames();
      const types = Object.fromEntries(names.map((name, at) => [name, String(reader.columnType(at))]));
      const booleans = booleansOf(table);
      const rows = rowsOf(table);
      const columns = served.pragma(`table_info("${table}")`) as { name: string; type: string }[];
      expect(names, table).toEqual(columns.map(({ name }) => name));
      for (const { name, type } of columns) {
        seen.add(String(types[name]));
        if (types[name] === 'DATE') expect(type).toBe('TEXT');
        else if (booleans.includes(name)) expect(types[name], `${table}.${name}`).toBe('BOOLEAN');
        else expect(types[name], `${table}.${name}`).toBe(TYPES[type.toUpperCase()]);
      }
      const write = (value: unknown, name: string) =>
        value !== null && booleans.includes(name)
          ? String(value === 1)
          : value === null
            ? null
            : String(value);
      expect(
        reader
          .getRowObjectsJson()
          .map((row) => names.map((name) => (row[name] === null ? null : String(row[name])))),
        table,
      ).toEqual(rows.map((row) => names.map((name) => write(row[name], name))));
    }
    expect([...seen].toSorted()).toEqual(['BIGINT', 'BOOLEAN', 'DATE', 'DOUBLE', 'VARCHAR']);
    const nulls = await connection.runAndReadAll(
      `SELECT count(*) AS n FROM read_parquet('${fileOf('-events.parquet')}') WHERE date IS NULL`,
    );
    expect(Number(nulls.getRowObjects()[0]?.n)).toBe(
      served.prepare('SELECT count(*) FROM events WHERE date IS NULL').pluck().get(),
    );
  });
});

describe('NDJSON', () => {
  test('has every record of every collection, as the API answers it', async () => {
    const text = gunzipSync(readFileSync(fileOf('.ndjson.gz'))).toString();
    expect(text.endsWith('}\n')).toBe(true);
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { collection: string; record: Row });
    const found = Map.groupBy(lines, ({ collection }) => collection);
    for (const name of EVERY)
      expect(
        (found.get(name) ?? []).map(({ record }) => record),
        name,
      ).toEqual(await api.all(name));
    expect([...found.keys()].filter((name) => !EVERY.includes(name as never))).toEqual([]);
  });
});

describe('making them', () => {
  test('gives the same bytes for the same data, at another place, time and time zone', () => {
    const zone = process.env.TZ;
    atEnd(() => {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    });
    process.env.TZ = zone === 'Pacific/Auckland' ? 'UTC' : 'Pacific/Auckland';
    const elsewhere = join(emptyFolder(), 'another.sqlite');
    copyFileSync(api.file, elsewhere);
    expect(makeDownloads(elsewhere)).toEqual(list);
    for (const { name } of list.files)
      expect(sha256(join(`${elsewhere}.downloads`, name)), name).toBe(sha256(join(folder, name)));
  });

  test('replaces those of the release before, and leaves what it has not made; where it fails, all', () => {
    const { file } = built(FIXTURE);
    const before = makeDownloads(file);
    writeFileSync(join(`${file}.downloads`, 'notes.txt'), 'mine');
    build(new Copy().replace('topics/arms.yaml', 'their use', 'their uses').data, file);
    const after = makeDownloads(file);
    expect(after.release).not.toBe(before.release);
    const names = [...after.files.map(({ name }) => name), 'downloads.json', 'notes.txt'].toSorted();
    expect(readdirSync(`${file}.downloads`).toSorted()).toEqual(names);

    copyFileSync(join(ROOT, 'package.json'), file);
    expect(() => makeDownloads(file)).toThrow('cannot be used');
    expect(readdirSync(`${file}.downloads`).toSorted()).toEqual(names);
    for (const { name, sha256: hash } of after.files)
      expect(sha256(join(`${file}.downloads`, name))).toBe(hash);
    expect(readdirSync(dirname(file)).toSorted()).toEqual(['demarche.sqlite', 'demarche.sqlite.downloads']);
  });
});

test('build makes them too, --if-stale only where they are others, --no-downloads not at all', async () => {
  const file = join(emptyFolder(), 'demarche.sqlite');
  const call = ['build', '--if-stale', '--data', FIXTURE, '--out', file];
  const first = await run(...call, '--no-downloads');
  expect([first.code, first.out]).toEqual([
    0,
    expect.stringMatching(/^.*: release [\w-]+, \d+ records.*\n$/),
  ]);
  expect(existsSync(`${file}.downloads`)).toBe(false);
  const second = await run(...call);
  expect(second).toEqual({
    code: 0,
    out: expect.stringMatching(/^.*\.sqlite\.downloads: \d+ downloads in \d+\.\d s\n$/),
    err: '',
  });
  expect(await run(...call)).toEqual({ code: 0, out: '', err: '' });
});
