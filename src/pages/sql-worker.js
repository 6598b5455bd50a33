/** The thread that asks: SQLite over a copy of the file in memory, by sql.js. */

importScripts('sql-wasm-browser.js');

/** Rows that the page is given. */
const SHOWN = 200;
/** Rows that are kept for CSV: more would take a browser’s memory. */
const KEPT = 100_000;

let opened = null;
let result = { columns: [], rows: [] };

async function open(file) {
  const [SQL, bytes] = await Promise.all([initSqlJs(), file.arrayBuffer()]);
  const database = new SQL.Database(new Uint8Array(bytes));
  // What is answered is always of the release.
  database.run('PRAGMA query_only = ON');
  return database;
}

/** Bytes as SQLite writes them. */
const writeValue = (value) =>
  value instanceof Uint8Array
    ? `X'${[...value].map((byte) => byte.toString(16).padStart(2, '0')).join('')}'`
    : value;

/** The rows of the last statement that has columns, counted to the end and kept as far as they may be. */
function runAll(database, sql) {
  const before = performance.now();
  result = { columns: [], rows: [] };
  let total = 0;
  for (const statement of database.iterateStatements(sql)) {
    let isFirst = true;
    while (statement.step()) {
      if (isFirst) {
        result = { columns: statement.getColumnNames(), rows: [] };
        total = 0;
        isFirst = false;
      }
      total += 1;
      if (result.rows.length < KEPT)
        result.rows.push(statement.get(null, { useBigInt: true }).map(writeValue));
    }
    if (isFirst && statement.getColumnNames().length) {
      result = { columns: statement.getColumnNames(), rows: [] };
      total = 0;
    }
  }
  return {
    columns: result.columns,
    rows: result.rows.slice(0, SHOWN),
    total,
    kept: result.rows.length,
    milliseconds: Math.round(performance.now() - before),
  };
}

/** A cell of CSV (RFC 4180): quoted where it has to be, NULL empty. */
function writeCell(value) {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function writeCsv() {
  const lines = [result.columns, ...result.rows].map((cells) => `${cells.map(writeCell).join(',')}\r\n`);
  return new Blob(lines, { type: 'text/csv;charset=utf-8' });
}

addEventListener('message', async ({ data: { file, sql, csv } }) => {
  if (file) {
    opened = open(file);
    return;
  }
  if (csv) return postMessage({ csv: writeCsv() });
  try {
    // Else later answers might not be of the release.
    if (/\bquery_only\b/i.test(sql)) throw new Error('The file is opened to be read: query_only stays on.');
    postMessage(runAll(await opened, sql));
  } catch (error) {
    postMessage({ error: error.message });
  }
});
