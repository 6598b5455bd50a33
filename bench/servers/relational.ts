/**
 * The database of the hand-written server: plain relational tables with the indexes that its questions need, filled
 * from our own export. Ours is laid out for its own questions and has no index from a record to what it refers to.
 */
import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { startCold } from './ours.ts';

/** Fields of a statement that are columns here. */
export const COLUMNS = [
  'title',
  'paraphrase',
  'voice',
  'kind',
  'target',
  'condition',
  'date',
  'report_count',
  'source_count',
  'origin_count',
  'origins_not_stated',
  'revised',
] as const;

/** A field that refers to records: a table of its own. */
export interface Link {
  field: string;
  /** One record or null, not a list. */
  one?: true;
  /** Into several collections: the reference says which. */
  any?: true;
}

export const LINKS: readonly Link[] = [
  { field: 'speaker', one: true, any: true },
  { field: 'addressees', any: true },
  { field: 'about', any: true },
  { field: 'holder', one: true, any: true },
  { field: 'topics' },
  { field: 'occasion', one: true },
  { field: 'demands' },
  { field: 'sources' },
  { field: 'origins' },
];

export interface Reference {
  id: string;
  name: string;
  url: string;
}
type Member = Record<string, unknown>;
type Statement = Member & {
  id: string;
  reports: (Member & Record<'via' | 'wording' | 'not_stated', Member[]>)[];
};

const collectionOf = ({ url }: Reference): string => url.split('/')[1] ?? '';
/** Where a reference points to; nulls where there is none. */
const target = (reference: unknown): [string | null, string | null] =>
  reference ? [collectionOf(reference as Reference), (reference as Reference).id] : [null, null];
const idOf = (reference: unknown): string | null => target(reference)[1];

/** What a statement has several of, beside plain references: a table each. */
export interface Child {
  table: string;
  columns: readonly string[];
  /** Collection (in quotation marks, or the column that has it) and id of what is joined for its name. */
  named: readonly (readonly [collection: string, id: string])[];
  rows(statement: Statement): unknown[][];
}

const ofReports = (
  statement: Statement,
  list: 'via' | 'wording' | 'not_stated',
  row: (one: Member) => unknown[],
) => statement.reports.flatMap((report, index) => report[list].map((one) => [index, ...row(one)]));

export const CHILDREN: readonly Child[] = [
  {
    table: 'responds_to',
    columns: ['collection', 'value', 'response'],
    named: [['l.collection', 'value']],
    rows: ({ responds_to }) => (responds_to as Member[]).map(({ to, response }) => [...target(to), response]),
  },
  {
    table: 'relations',
    columns: ['relation', 'value'],
    named: [["'statements'", 'value']],
    rows: ({ relations }) =>
      (relations as Member[]).map(({ relation, statement }) => [relation, idOf(statement)]),
  },
  {
    table: 'not_stated',
    columns: ['field', 'reason'],
    named: [],
    rows: ({ not_stated }) => (not_stated as Member[]).map(({ field, reason }) => [field, reason]),
  },
  {
    table: 'reports',
    columns: ['id', 'name', 'verb', 'speech', 'source', 'origin'],
    named: [
      ["'sources'", 'source'],
      ["'parties'", 'origin'],
    ],
    rows: ({ reports }) =>
      reports.map(({ id, name, verb, speech, source, origin }) => [
        id,
        name,
        verb,
        speech,
        idOf(source),
        idOf(origin),
      ]),
  },
  {
    table: 'via',
    columns: ['report', 'collection', 'value', 'called'],
    named: [['l.collection', 'value']],
    rows: (statement) => ofReports(statement, 'via', ({ who, as }) => [...target(who), as]),
  },
  {
    table: 'wording',
    columns: ['report', 'part', 'speech', 'exact', 'citation'],
    named: [],
    rows: (statement) =>
      ofReports(statement, 'wording', ({ part, speech, exact, citation }) => [
        part,
        speech,
        exact,
        idOf(citation),
      ]),
  },
  {
    table: 'report_not_stated',
    columns: ['report', 'field', 'reason'],
    named: [],
    rows: (statement) => ofReports(statement, 'not_stated', ({ field, reason }) => [field, reason]),
  },
];

const among = (table: string) => `s.n IN (SELECT record FROM ${table} WHERE value = ?)`;
const about = (collection: string) =>
  `s.n IN (SELECT record FROM about WHERE value = ? AND collection = '${collection}')`;

/** How each filter is written as a condition with one parameter. */
export const FILTERS: Readonly<Record<string, string>> = {
  kind: 's.kind = ?',
  voice: 's.voice = ?',
  report_count__gte: 's.report_count >= ?',
  source_count__gte: 's.source_count >= ?',
  origin_count__gte: 's.origin_count >= ?',
  origins_not_stated__gte: 's.origins_not_stated >= ?',
  speaker: among('speaker'),
  source: among('sources'),
  occasion: among('occasion'),
  origin: among('origins'),
  party: about('parties'),
  person: about('people'),
  weapon: about('weapons'),
};

const INDEXED = ['kind', 'voice', 'report_count', 'source_count', 'origin_count'];
const NUMBERS = /^(record|position|report|.*_count|origins_not_stated)$/;
const BATCH = 10_000;

/** Columns with the types that comparisons need to use their indexes. */
const typed = (names: readonly string[]): string =>
  names.map((name) => `${name} ${NUMBERS.test(name) ? 'INTEGER' : 'TEXT'}`).join(', ');

const schema = () => [
  `CREATE TABLE statements (n INTEGER PRIMARY KEY, id TEXT UNIQUE, ${typed(COLUMNS)})`,
  'CREATE TABLE records (collection TEXT, id TEXT, name TEXT, PRIMARY KEY (collection, id)) WITHOUT ROWID',
  ...[...LINKS.map(({ field }) => ({ table: field, columns: ['collection', 'value'] })), ...CHILDREN].map(
    ({ table, columns }) =>
      `CREATE TABLE ${table} (${typed(['record', 'position', ...columns])}, PRIMARY KEY (record, position)) WITHOUT ROWID`,
  ),
];

const indexes = () => [
  ...INDEXED.map((name) => `CREATE INDEX statements_${name} ON statements (${name})`),
  ...LINKS.map(({ field }) => `CREATE INDEX ${field}_value ON ${field} (value, collection, record)`),
  'ANALYZE',
];

/** The records of an export, one by one. */
async function* exported(port: number, path: string): AsyncGenerator<Statement> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, agent: false }, resolve).on('error', reject).end();
  });
  if (response.statusCode !== 200) throw new Error(`${response.statusCode} at ${path}`);
  for await (const line of createInterface({ input: response })) yield JSON.parse(line) as Statement;
}

/** Every reference in a record, however deep. */
function references(value: unknown): Reference[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'url' in value && 'name' in value ? [value as Reference] : [];
  return [...own, ...Object.values(value).flatMap(references)];
}

function writer(database: Database.Database) {
  const insert = (table: string, width: number) =>
    database.prepare(`INSERT OR IGNORE INTO ${table} VALUES (${Array(width).fill('?').join(', ')})`);
  const statements = insert('statements', COLUMNS.length + 2);
  const records = insert('records', 3);
  const links = LINKS.map(({ field }) => insert(field, 4));
  const children = CHILDREN.map(({ table, columns }) => insert(table, columns.length + 2));
  return (one: Statement, n: number) => {
    statements.run(n, one.id, ...COLUMNS.map((name) => one[name] ?? null));
    records.run('statements', one.id, one.title);
    for (const reference of references({ ...one, url: undefined }))
      records.run(collectionOf(reference), reference.id, reference.name);
    for (const [at, { field }] of LINKS.entries())
      for (const [position, reference] of [one[field] ?? []].flat().entries())
        links[at]?.run(n, position, ...target(reference));
    for (const [at, { rows }] of CHILDREN.entries())
      for (const [position, row] of rows(one).entries()) children[at]?.run(n, position, ...row);
  };
}

async function fill(database: Database.Database, port: number): Promise<void> {
  const write = writer(database);
  const writeAll = database.transaction((batch: Statement[], from: number) => {
    for (const [index, one] of batch.entries()) write(one, from + index);
  });
  let batch: Statement[] = [];
  let written = 0;
  const flush = () => {
    writeAll(batch, written);
    written += batch.length;
    batch = [];
  };
  for await (const statement of exported(port, '/statements.ndjson')) {
    batch.push(statement);
    if (batch.length === BATCH) flush();
  }
  flush();
}

async function build(source: string, file: string): Promise<void> {
  const partial = `${file}.partial`;
  rmSync(partial, { force: true });
  const server = await startCold(source);
  const database = new Database(partial);
  try {
    database.pragma('journal_mode = OFF');
    database.pragma('synchronous = OFF');
    for (const sql of schema()) database.exec(sql);
    await fill(database, server.port);
    for (const sql of indexes()) database.exec(sql);
  } finally {
    database.close();
    await server.end();
  }
  renameSync(partial, file);
}

/** The relational twin of one of our databases, made where it is missing, or older than that or than this file. */
export async function relational(source: string, log: (line: string) => void): Promise<string> {
  const file = source.replace(/\.sqlite$/, '.relational.sqlite');
  const newest = Math.max(...[source, fileURLToPath(import.meta.url)].map((path) => statSync(path).mtimeMs));
  if (existsSync(file) && statSync(file).mtimeMs >= newest) return file;
  log('filling the relational database of the hand-written server');
  await build(source, file);
  return file;
}
