/**
 * What one would write by hand: Node's own HTTP server, better-sqlite3, and one prepared statement a query shape that
 * selects a page and joins out all that belongs to it; objects are assembled and stringified at each request.
 * Arguments: port, database (see relational.ts), number up to which it counts or `all`, and `whole` for the record as
 * we serve it or `references` for its columns and references only. Answers /statements with some filters.
 */
import { createServer } from 'node:http';
import Database from 'better-sqlite3';
import { CHILDREN, type Child, COLUMNS, FILTERS, LINKS, type Link } from './relational.ts';

type Value = string | number | null;
type Values = readonly Value[];
type Json = Record<string, unknown>;
/** A record that is being assembled, and lists in it. */
type Assembled = Json & { reports: (Json & { via: Json[]; wording: Json[]; not_stated: Json[] })[] };

/** Something joined to a page: the columns of its rows, and what is done with one. */
interface Part {
  select: string[];
  from: string;
  add(record: Assembled, values: Values): void;
}

interface Query {
  page: Database.Statement;
  total: Database.Statement;
}

const LIMIT = 50;
const [port, file, countedTo, extent] = process.argv.slice(2) as [string, string, string, string];
const database = new Database(file, { readonly: true, fileMustExist: true });
const counted = countedTo === 'all' ? '' : `LIMIT ${Number(countedTo)}`;
const prepared = new Map<string, Query>();

const plain = (collection: Value, id: Value, name: Value): Json => ({
  id,
  name,
  url: `/${collection}/${id}`,
});
const any = (collection: Value, id: Value, name: Value): Json => ({
  collection,
  ...plain(collection, id, name),
});
const listOf = (record: Json, name: string): Json[] => record[name] as Json[];

function linkPart({ field, one, any: several }: Link): Part {
  const made = several ? any : plain;
  return {
    select: ['l.collection', 'l.value', 'r.name'],
    from: `${field} AS l ON l.record = p.n CROSS JOIN records AS r ON r.collection = l.collection AND r.id = l.value`,
    add: (record, [collection = null, id = null, name = null]) => {
      const reference = made(collection, id, name);
      if (one) record[field] = reference;
      else listOf(record, field).push(reference);
    },
  };
}

/** What becomes of a row of each child table: its own columns first, then the joined names. */
const ADDS: Record<string, (record: Assembled, values: Value[]) => void> = {
  responds_to: (record, [collection = null, id = null, response, name = null]) => {
    listOf(record, 'responds_to').push({ to: any(collection, id, name), response });
  },
  relations: (record, [relation, id = null, name = null]) => {
    listOf(record, 'relations').push({ relation, statement: plain('statements', id, name) });
  },
  not_stated: (record, [field, reason]) => {
    listOf(record, 'not_stated').push({ field, reason });
  },
  reports: (
    record,
    [id, name, verb, speech, source = null, origin = null, sourceName = null, originName = null],
  ) => {
    record.reports.push({
      id,
      url: `/reports/${id}`,
      name,
      statement: { id: record.id, name: record.title, url: record.url },
      source: plain('sources', source, sourceName),
      verb,
      speech,
      via: [],
      origin: origin === null ? null : plain('parties', origin, originName),
      wording: [],
      speaker: record.speaker,
      not_stated: [],
    });
  },
  via: (record, [report, collection = null, id = null, as, name = null]) => {
    const who = id === null ? null : any(collection, id, name);
    record.reports[report as number]?.via.push({ who, as });
  },
  wording: (record, [report, part, speech, exact, citation]) => {
    const cited = { id: citation, url: `/citations/${citation}` };
    record.reports[report as number]?.wording.push({ part, speech, exact, citation: cited });
  },
  report_not_stated: (record, [report, field, reason]) => {
    record.reports[report as number]?.not_stated.push({ field, reason });
  },
};

function childPart({ table, columns, named }: Child): Part {
  const joins = named.map(
    ([collection, id], index) =>
      `LEFT JOIN records AS r${index} ON r${index}.collection = ${collection} AND r${index}.id = l.${id}`,
  );
  return {
    select: [...columns.map((name) => `l.${name}`), ...named.map((_, index) => `r${index}.name`)],
    from: [`${table} AS l ON l.record = p.n`, ...joins].join(' '),
    add: ADDS[table] as Part['add'],
  };
}

const PARTS = [...LINKS.map(linkPart), ...(extent === 'whole' ? CHILDREN.map(childPart) : [])];

/** The page's rows, then the rows of every part of it. */
function joined(where: string): string {
  const columns = ['id', ...COLUMNS];
  const selected = ['s.n', ...columns.map((name) => `s.${name}`)].join(', ');
  const page = `SELECT ${selected} FROM statements AS s ${where} ORDER BY s.n LIMIT ${LIMIT}`;
  const parts = PARTS.map(({ select, from }, index) => {
    const nothing = Array(columns.length - select.length).fill('NULL');
    return `SELECT ${[index, 'p.n', ...select, ...nothing].join(', ')} FROM page AS p CROSS JOIN ${from}`;
  });
  const main = `SELECT -1, n, ${columns.join(', ')} FROM page`;
  return `WITH page AS MATERIALIZED (${page}) ${[main, ...parts].join(' UNION ALL ')}`;
}

function prepare(names: readonly string[]): Query {
  const shape = names.join();
  const before = prepared.get(shape);
  if (before) return before;
  const where = names.length ? `WHERE ${names.map((name) => FILTERS[name]).join(' AND ')}` : '';
  const found = `SELECT 1 FROM statements AS s ${where} ${counted}`;
  const query = {
    page: database.prepare(joined(where)).raw(),
    total: database.prepare(`SELECT count(*) FROM (${found})`).pluck(),
  };
  prepared.set(shape, query);
  return query;
}

const LISTS = ['responds_to', 'relations', 'not_stated', 'reports'];

/** A record without what is joined to it. */
function recordOf([id = null, ...values]: Values): Assembled {
  const record = { id, url: `/statements/${id}` } as Json as Assembled;
  for (const [index, name] of COLUMNS.entries()) record[name] = values[index];
  for (const { field, one } of LINKS) record[field] = one ? null : [];
  if (extent === 'whole') for (const name of LISTS) record[name] = [];
  return record;
}

/** Objects out of the rows of a joined statement. */
function assembled(rows: readonly Value[][]): Json[] {
  const records = new Map<Value, Assembled>();
  for (const [part, n, ...values] of rows) {
    const known = PARTS[part as number];
    if (known) known.add(records.get(n as Value) as Assembled, values);
    else records.set(n as Value, recordOf(values));
  }
  return [...records.values()];
}

function list(search: string): string {
  const params = [...new URLSearchParams(search)];
  const { page, total } = prepare(params.map(([name]) => name));
  const values = params.map(([name, value]) => (name.endsWith('__gte') ? Number(value) : value));
  const data = assembled(page.all(...values) as Value[][]);
  return JSON.stringify({ data, meta: { total: total.get(...values), count: data.length, limit: LIMIT } });
}

createServer((request, response) => {
  const [path, search = ''] = (request.url ?? '').split('?');
  const body = Buffer.from(path === '/statements' ? list(search) : '{}');
  response.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': body.length,
  });
  response.end(body);
}).listen(Number(port), '127.0.0.1');
