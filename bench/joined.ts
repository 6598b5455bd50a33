/**
 * A server as one would write it by hand: node:http and better-sqlite3 on the tables that Demarche serves from, but
 * none of its own (`serve_*`). One prepared statement selects a page of statements under filters, one more for each
 * list of theirs joins the rows of that page; objects are put together and written with JSON.stringify at each
 * request. Totals are counted once for each question, as Demarche does. Arguments: port, database.
 */
import { createServer } from 'node:http';
import Database from 'better-sqlite3';

type Row = Record<string, unknown>;
type Lists = Record<string, Row[]>;

const LIMIT = 50;
const [port, file] = process.argv.slice(2) as [string, string];
const database = new Database(file, { readonly: true, fileMustExist: true });
database.pragma('mmap_size = 2147418112');
database.exec('BEGIN'); // for good: the file does not change, and locks cost time

const about = (collection: string) =>
  `s.id IN (SELECT statement_id FROM statement_about WHERE about_collection = '${collection}' AND about_id = ?)`;

/** Each filter as a condition with one parameter. */
const FILTERS: Record<string, string> = {
  kind: 's.kind = ?',
  voice: 's.voice = ?',
  party: about('parties'),
  person: about('people'),
  weapon: about('weapons'),
  origin: 's.id IN (SELECT statement_id FROM statement_origins WHERE party_id = ?)',
  source_count__gte: 's.source_count >= ?',
  report_count__gte: 's.report_count >= ?',
};

const refer = (collection: unknown, id: unknown, name: unknown): Row | null =>
  id === null ? null : { id, name, url: `/${collection}/${id}` };
const referAny = (collection: unknown, id: unknown, name: unknown): Row | null =>
  id === null ? null : { collection, ...refer(collection, id, name) };

const page = (where: string) => `
  SELECT s.*, speaker.label AS speaker, holder.label AS holder, event.title AS occasion FROM statements s
    JOIN records speaker ON speaker.collection = s.speaker_collection AND speaker.id = s.speaker_id
    LEFT JOIN records holder ON holder.collection = s.holder_collection AND holder.id = s.holder_id
    LEFT JOIN events event ON event.id = s.occasion_id
  ${where} ORDER BY s.id LIMIT ${LIMIT}`;

const ofPage = (owner: string) => `${owner} IN (SELECT value FROM json_each(?))`;
const toRecords = (prefix: string, join = 'JOIN') =>
  `${join} records r ON r.collection = l.${prefix}_collection AND r.id = l.${prefix}_id`;
const anyList = (table: string, prefix: string) =>
  `SELECT l.statement_id AS owner, r.collection, r.id, r.label FROM ${table} l ${toRecords(prefix)}
    WHERE ${ofPage('l.statement_id')} ORDER BY l.position`;
const list = (table: string, value: string, target: string, label: string, order: string) =>
  `SELECT l.statement_id AS owner, '${target}' AS collection, t.id, t.${label} AS label FROM ${table} l
    JOIN ${target} t ON t.id = l.${value} WHERE ${ofPage('l.statement_id')} ORDER BY ${order}`;
const shared = (table: string) =>
  `SELECT l.*, record_id AS owner FROM ${table} l
    WHERE record_collection = 'statements' AND ${ofPage('record_id')} ORDER BY ordinal`;
const ofReports = `FROM reports p JOIN`;

const named = ({ collection, id, label }: Row) => refer(collection, id, label);
const namedAny = ({ collection, id, label }: Row) => referAny(collection, id, label);

/** The lists of a statement: how they are selected, and what is made of a row. */
const LISTS: Record<string, [sql: string, make: (row: Row) => Row | null]> = {
  addressees: [anyList('statement_addressees', 'addressee'), namedAny],
  about: [anyList('statement_about', 'about'), namedAny],
  topics: [list('statement_topics', 'topic_id', 'topics', 'name', 'l.position'), named],
  quotations: [list('quotation_statements', 'quotation_id', 'quotations', 'name', 'l.quotation_id'), named],
  commitments: [
    list('commitment_statements', 'commitment_id', 'commitments', 'title', 'l.commitment_id'),
    named,
  ],
  positions: [list('position_statements', 'position_id', 'positions', 'name', 'l.position_id'), named],
  demands: [list('demand_statements', 'demand_id', 'demands', 'title', 'l.demand_id'), named],
  sources: [list('statement_sources', 'source_id', 'sources', 'title', 'l.position'), named],
  origins: [list('statement_origins', 'party_id', 'parties', 'name', 'l.position'), named],
  responds_to: [
    `SELECT l.statement_id AS owner, r.collection, r.id, r.label, l.response FROM statement_responses l
      ${toRecords('to')} WHERE ${ofPage('l.statement_id')} ORDER BY l.ordinal`,
    (row) => ({ to: namedAny(row), response: row.response }),
  ],
  relations: [
    `SELECT l.from_statement_id AS owner, l.relation, 'statements' AS collection, t.id, t.title AS label
      FROM statement_relations l JOIN statements t ON t.id = l.statement_id
      WHERE ${ofPage('l.from_statement_id')} ORDER BY l.ordinal`,
    (row) => ({ relation: row.relation, statement: named(row) }),
  ],
  not_stated: [shared('not_stated'), ({ field, reason }) => ({ field, reason })],
  doubts: [shared('doubts'), ({ field, why }) => ({ field, why })],
};

const REPORTS = `SELECT p.statement_id AS owner, p.id, p.name, p.verb, p.speech, p.source_id, s.title AS source,
    p.origin_id, o.name AS origin FROM reports p JOIN sources s ON s.id = p.source_id
    LEFT JOIN parties o ON o.id = p.origin_id WHERE ${ofPage('p.statement_id')} ORDER BY p.ordinal`;

const OF_REPORTS: typeof LISTS = {
  via: [
    `SELECT p.id AS owner, r.collection, r.id, r.label, l."as" ${ofReports} report_via l ON l.report_id = p.id
      ${toRecords('who', 'LEFT JOIN')} WHERE ${ofPage('p.statement_id')} ORDER BY l.ordinal`,
    (row) => ({ who: namedAny(row), as: row.as }),
  ],
  wording: [
    `SELECT p.id AS owner, l.part, l.speech, l.exact, l.citation_id ${ofReports} report_wordings l ON l.report_id = p.id
      WHERE ${ofPage('p.statement_id')} ORDER BY l.ordinal`,
    ({ owner, citation_id: id, ...words }) => ({ ...words, citation: { id, url: `/citations/${id}` } }),
  ],
  not_stated: [
    `SELECT p.id AS owner, l.field, l.reason ${ofReports} not_stated l
      ON l.record_collection = 'reports' AND l.record_id = p.id WHERE ${ofPage('p.statement_id')} ORDER BY l.ordinal`,
    ({ field, reason }) => ({ field, reason }),
  ],
};

const prepareAll = (lists: typeof LISTS) =>
  Object.entries(lists).map(
    ([field, [sql, make]]) =>
      [field, database.prepare<[string], Row & { owner: string }>(sql), make] as const,
  );
const lists = prepareAll(LISTS);
const listsOfReports = prepareAll(OF_REPORTS);
const reports = database.prepare<[string], Row & { owner: string }>(REPORTS);
const pages = new Map<string, Database.Statement<unknown[], Row>>();
const totals = new Map<string, number>();

/** Rows of each list, put into the records that they belong to. */
function fill(records: ReadonlyMap<string, Lists>, prepared: typeof lists, ids: string): void {
  for (const [field, statement, make] of prepared) {
    for (const record of records.values()) record[field] = [];
    for (const row of statement.all(ids)) records.get(row.owner)?.[field]?.push(make(row) as Row);
  }
}

function answer(search: string): string {
  const params = [...new URLSearchParams(search)];
  const values = params.map(([, value]) => value);
  const conditions = params.map(([name]) => FILTERS[name]).join(' AND ');
  const where = conditions && `WHERE ${conditions}`;
  const select = pages.get(where) ?? database.prepare<unknown[], Row>(page(where));
  pages.set(where, select);
  if (!totals.has(search)) {
    const count = database.prepare(`SELECT count(*) FROM statements s ${where}`).pluck();
    totals.set(search, Number(count.get(...values)));
  }
  const data = select.all(...values).map((row): Row => {
    const { speaker_collection, speaker_id, holder_collection, holder_id, occasion_id, ...own } = row;
    return {
      ...own,
      url: `/statements/${row.id}`,
      speaker: referAny(speaker_collection, speaker_id, row.speaker),
      holder: referAny(holder_collection, holder_id, row.holder),
      occasion: refer('events', occasion_id, row.occasion),
      reports: [],
    };
  });
  const records = new Map(data.map((record) => [String(record.id), record as Lists]));
  const ids = JSON.stringify([...records.keys()]);
  fill(records, lists, ids);
  const found = new Map<string, Lists>();
  for (const { owner, source_id, origin_id, ...report } of reports.all(ids)) {
    const statement = records.get(owner) as Row;
    const made = {
      ...report,
      url: `/reports/${report.id}`,
      statement: refer('statements', owner, statement.title),
      source: refer('sources', source_id, report.source),
      origin: refer('parties', origin_id, report.origin),
      speaker: statement.speaker,
    };
    (statement.reports as Row[]).push(made);
    found.set(String(report.id), made as unknown as Lists);
  }
  fill(found, listsOfReports, ids);
  return JSON.stringify({ data, meta: { total: totals.get(search), count: data.length, limit: LIMIT } });
}

createServer((request, response) => {
  const [path, search = ''] = (request.url ?? '').split('?');
  const body = Buffer.from(path === '/statements' ? answer(search) : '{}');
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  response.end(body);
}).listen(Number(port), '127.0.0.1');
