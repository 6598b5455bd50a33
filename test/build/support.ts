import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
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
import { selectJson } from '../../src/query/list.ts';
import { getResource } from '../../src/schema/index.ts';
import { openStore } from '../../src/store/store.ts';
import { atEnd, emptyFolder } from '../ending.ts';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const FIXTURE = join(ROOT, 'test/fixtures/data');
export const DOCUMENTS = join(ROOT, 'test/fixtures/documents');
export const CLI = join(ROOT, 'src/curation/cli.ts');

/** A copy of the fixture, to be changed at one point. */
export class Copy {
  readonly data: string;
  readonly documents: string;

  constructor() {
    const folder = emptyFolder();
    this.data = join(folder, 'data');
    this.documents = join(folder, 'documents');
    cpSync(FIXTURE, this.data, { recursive: true });
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

export interface Built {
  file: string;
  release: string;
  records: number;
  query: (sql: string, ...values: unknown[]) => Record<string, unknown>[];
  /** The public JSON of all records of a collection. */
  all: (collection: string) => Record<string, unknown>[];
  /** The public JSON of a record. */
  record: (collection: string, id: string) => Record<string, unknown>;
}

/** Builds a dataset and reads the file. */
export function built(data: string): Built {
  const file = join(emptyFolder(), 'demarche.sqlite');
  const result = build(data, file);
  const db = new Database(file, { readonly: true });
  atEnd(() => db.close());
  const query: Built['query'] = (sql, ...values) =>
    db.prepare(sql).all(...values) as Record<string, unknown>[];
  const store = openStore(file);
  atEnd(() => store.close());
  return {
    file,
    ...result,
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

/** Starts the command line; `DATABASE_PATH` of the surrounding shell is kept out. */
export function start(args: readonly string[]) {
  const { DATABASE_PATH: _, ...env } = process.env;
  return spawn(process.execPath, [CLI, ...args], {
    cwd: emptyFolder(),
    env: { ...env, NODE_COMPILE_CACHE: join(tmpdir(), 'demarche-compile-cache') },
  });
}

/** Runs the command line to its end. */
export function run(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve, reject) => {
    const child = start(args);
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    child.on('error', reject).on('close', (code) => resolve({ code, out, err }));
  });
}
