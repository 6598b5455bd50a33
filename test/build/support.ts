import { createHash } from 'node:crypto';
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import type { Options } from '../../src/curation/commands/command.ts';
import { readDocument } from '../../src/curation/documents.ts';
import { verify } from '../../src/curation/verify.ts';
import { build } from '../../src/dataset/build.ts';
import { check, examine } from '../../src/dataset/check.ts';
import { printProblems } from '../../src/dataset/print.ts';
import { DataError } from '../../src/dataset/problems.ts';
import { selectJson } from '../../src/query/json.ts';
import { getResource } from '../../src/schema/index.ts';
import { openStore } from '../../src/store/store.ts';
import { runIn } from '../command.ts';
import { FIXTURE, findDatabase } from '../database.ts';
import { atEnd, emptyFolder } from '../ending.ts';
import { copyFixture } from '../fixture.ts';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export { FIXTURE };
export const DOCUMENTS = join(ROOT, 'test/fixtures/documents');

/** A copy of the fixture, to be changed at one point. */
export class Copy {
  readonly data: string;
  readonly documents: string;

  constructor() {
    const folder = emptyFolder();
    this.data = join(folder, 'data');
    this.documents = join(folder, 'documents');
    copyFixture(this.data);
    cpSync(DOCUMENTS, this.documents, { recursive: true });
  }

  read(file: string): string {
    return readFileSync(join(this.data, file), 'utf8');
  }

  write(file: string, content: string): this {
    mkdirSync(dirname(join(this.data, file)), { recursive: true });
    writeFileSync(join(this.data, file), content);
    return this;
  }

  append(file: string, ...lines: string[]): this {
    return this.write(file, `${this.read(file)}${lines.join('\n')}\n`);
  }

  /** Replaces what must stand there exactly once. */
  replace(file: string, from: string, to: string): this {
    return this.write(file, replaceOnce(this.read(file), from, to, file));
  }

  remove(file: string): this {
    rmSync(join(this.data, file));
    return this;
  }

  /** Changes a source's document, and its checksum and length with it. */
  document(source: string, from: string, to: string): this {
    const file = join(this.documents, `${source}.txt`);
    const text = replaceOnce(readFileSync(file, 'utf8'), from, to, file);
    writeFileSync(file, text);
    const record = `sources/${source}.yaml`;
    return this.write(
      record,
      this.read(record)
        .replace(/^sha256: .*$/m, `sha256: ${sha256(file)}`)
        .replace(/^length: .*$/m, `length: ${[...text].length}`),
    );
  }
}

function replaceOnce(text: string, from: string, to: string, where: string): string {
  const parts = text.split(from);
  if (parts.length !== 2) throw new Error(`“${from}” stands ${parts.length - 1} times in ${where}`);
  return parts.join(to);
}

/** Options of a command that is called without its command line. */
export const optionsOf = ({ data, documents }: Copy): Options => ({
  data,
  documents,
  'if-stale': false,
  check: false,
});

/** The lines of the documents that a copy's evidence does not hold against. */
export function mismatches({ data, documents }: Copy): string[] {
  return verify(examine(data).dataset, (source) => readDocument(documents, String(source.file))).wrong;
}

/** What is printed of a dataset that is refused, a line for each problem; none where it is accepted. */
export function refusal(data: string): string[] {
  try {
    check(data);
    return [];
  } catch (error) {
    if (error instanceof DataError) return printProblems(data, error.problems).split('\n');
    throw error;
  }
}

/** A database that can be read. */
export interface Opened {
  file: string;
  query: (sql: string, ...values: unknown[]) => Record<string, unknown>[];
  /** The public JSON of all records of a collection. */
  all: (collection: string) => Record<string, unknown>[];
  /** The public JSON of a record. */
  record: (collection: string, id: string) => Record<string, unknown>;
}

export interface Built extends Opened {
  release: string;
  records: number;
}

/** Builds a dataset and reads the file. */
export function built(data: string): Built {
  const file = join(emptyFolder(), 'demarche.sqlite');
  return { ...build(data, file), ...opened(file) };
}

/** The fixture's database in a folder of its own, where it may be replaced. */
export function copyDatabase(): string {
  const file = join(emptyFolder(), 'demarche.sqlite');
  copyFileSync(findDatabase(), file);
  return file;
}

/** Reads a database; the fixture's where none is named. */
export function opened(file = findDatabase()): Opened {
  const db = new Database(file, { readonly: true });
  atEnd(() => db.close());
  const query: Opened['query'] = (sql, ...values) =>
    db.prepare(sql).all(...values) as Record<string, unknown>[];
  const store = openStore(file);
  atEnd(() => store.close());
  return {
    file,
    query,
    all(collection) {
      const ids = query(`SELECT id FROM "${collection}" ORDER BY id`).map(({ id }) => String(id));
      return selectJson(store, getResource(collection), ids).map((json) => JSON.parse(json));
    },
    record(collection, id) {
      const json = store.readJson(getResource(collection), id);
      if (json === undefined) throw new Error(`no record ${collection}/${id}`);
      return JSON.parse(json);
    },
  };
}

export const sha256 = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

/** Runs a command line to its end, in a folder where nothing is. */
export const run = (...args: string[]) => runIn(emptyFolder(), args);

/** A reference to a party, as it is served. */
export const party = (id: string, name: string) => ({ id, name, url: `/parties/${id}` });

/** A reference that may be into several collections. */
export const any = (collection: string, id: string, name: string) => ({
  collection,
  id,
  name,
  url: `/${collection}/${id}`,
});

/** A reference to a source of the fixture. */
export const source = (id: string) => ({
  id,
  name: { harbour: 'Harbour report', envoy: 'Envoy report', third: 'Third report' }[id],
  url: `/sources/${id}`,
});
