/** Asks the file of a release in SQL, in a thread of its own: the page stays free, and a query that takes long can be stopped. */

const form = document.querySelector('.sql');
const field = form.querySelector('textarea');
const link = form.querySelector('.link');
const tooLong = form.querySelector('.too-long');
const run = form.querySelector('.run');
const stop = form.querySelector('.stop');
const fetching = form.querySelector('.fetching');
const said = form.querySelector('.said');
const result = document.querySelector('.result');

const WORKER = new URL('worker.js', document.currentScript.src);
/** Characters of a query beyond which it is in no address, and of an address beyond which proxies refuse it. */
const MAX_QUERY = 4000;
const MAX_ADDRESS = 7000;
const FIRST = field.value;

/** The file, once it was fetched: a query that is stopped does not lose it. */
let file = null;
/** The thread that has opened it. */
let worker = null;
/** What stops what is under way. */
let stopping = null;

const tell = (text, isWrong = false) => {
  said.textContent = text;
  said.classList.toggle('wrong', isWrong);
};

const make = (name, text, properties = {}) =>
  Object.assign(document.createElement(name), { textContent: text, ...properties });

const writeNumber = (value) => value.toLocaleString('en-GB');

/** The address of the query as it is written; null where it is too long for one. */
function getAddress() {
  const query = field.value.trim();
  const address = `?${new URLSearchParams({ q: query })}`;
  return query.length > MAX_QUERY || address.length > MAX_ADDRESS ? null : address;
}

function setLink() {
  const address = getAddress();
  link.hidden = address === null;
  tooLong.hidden = address !== null;
  if (address) link.href = address;
}

/** Has the address of the page be that of the query; of one that is too long it is that of none, rather than of another. */
function remember() {
  const address = getAddress() ?? '';
  if (address !== location.search)
    history.pushState({ query: field.value }, '', address || location.pathname);
}

async function fetchFile(signal) {
  const { file: url } = form.dataset;
  const progress = fetching.querySelector('progress');
  fetching.hidden = false;
  tell('Fetching the file…');
  const answer = await fetch(url, { signal, headers: { accept: 'application/json, */*' } });
  if (!answer.ok) throw new Error((await answer.json()).detail);
  progress.value = 0;
  const counted = answer.body.pipeThrough(
    new TransformStream({
      transform(piece, controller) {
        progress.value += piece.length;
        controller.enqueue(piece);
      },
    }),
  );
  const whole = url.endsWith('.gz') ? counted.pipeThrough(new DecompressionStream('gzip')) : counted;
  return new Response(whole).blob();
}

let turn = Promise.resolve();

/** What the thread answers to a question: one after the other, since an answer does not say to which. */
function ask(question, signal) {
  turn = turn.catch(() => {}).then(() => askNow(question, signal));
  return turn;
}

const askNow = (question, signal) =>
  new Promise((resolve, reject) => {
    if (!worker) {
      worker = new Worker(WORKER);
      worker.postMessage({ file });
    }
    const end = () => {
      worker?.terminate();
      worker = null;
    };
    signal?.addEventListener('abort', () => {
      end();
      reject(signal.reason);
    });
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => {
      end();
      reject(new Error(event.message || 'The thread that asks could not be begun.'));
    };
    worker.postMessage(question);
  });

function writeCell(value) {
  if (value === null) return make('td', 'NULL', { className: 'none' });
  const isNumber = typeof value === 'number' || typeof value === 'bigint';
  return make('td', String(value), { className: isNumber ? 'number' : '' });
}

/** Saves all rows as CSV. */
async function save() {
  const { csv } = await ask({ csv: true });
  const saved = make('a', '', { href: URL.createObjectURL(csv), download: 'demarche-query.csv' });
  saved.click();
  setTimeout(() => URL.revokeObjectURL(saved.href), 60_000);
}

function show({ columns, rows, total, kept, milliseconds }) {
  const all = total === 1 ? '1 row' : `${writeNumber(total)} rows`;
  const shown = rows.length < total ? `; the first ${writeNumber(rows.length)} are shown` : '';
  tell(
    columns.length
      ? `${all} in ${milliseconds} ms${shown}.`
      : `Done in ${milliseconds} ms; it gives no rows.`,
  );
  result.hidden = columns.length === 0;
  if (!columns.length) return;
  const head = document.createElement('tr');
  const isNumber = (value) => typeof value === 'number' || typeof value === 'bigint';
  head.append(
    ...columns.map((name, index) =>
      make('th', name, {
        scope: 'col',
        className: rows.some((row) => isNumber(row[index])) ? 'number' : '',
      }),
    ),
  );
  const lines = rows.map((row) => {
    const line = document.createElement('tr');
    line.append(...row.map(writeCell));
    return line;
  });
  const table = make('table', '', { className: 'rows' });
  table.createCaption().textContent = `${all}${shown}`;
  table.createTHead().append(head);
  table.createTBody().append(...lines);
  const scroll = make('div', '', { className: 'scroll', tabIndex: 0, role: 'region', ariaLabel: 'Rows' });
  scroll.append(table);
  const button = make(
    'button',
    kept < total
      ? `CSV of the first ${writeNumber(kept)}`
      : `CSV of ${total === 1 ? 'it' : `all ${writeNumber(total)}`}`,
    { type: 'button' },
  );
  button.addEventListener('click', save);
  const actions = make('p', '', { className: 'actions' });
  actions.append(button);
  result.append(scroll, actions);
}

/** Runs the query as it is written. */
async function runQuery() {
  if (stopping) return;
  stopping = new AbortController();
  const { signal } = stopping;
  result.hidden = true;
  result.replaceChildren();
  run.disabled = true;
  stop.hidden = false;
  remember();
  try {
    file ??= await fetchFile(signal);
    fetching.hidden = true;
    tell('Running…');
    const answer = await ask({ sql: field.value }, signal);
    if (answer.error) tell(answer.error, true);
    else show(answer);
  } catch (error) {
    tell(signal.aborted ? 'Stopped.' : `The query could not be run: ${error.message}`, !signal.aborted);
  } finally {
    stopping = null;
    fetching.hidden = true;
    run.disabled = false;
    stop.hidden = true;
  }
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  runQuery();
});
stop.addEventListener('click', () => {
  stopping?.abort();
  run.focus();
});
field.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  runQuery();
});
field.addEventListener('input', setLink);

/** A question is put into the field rather than opened as a page, which would fetch the file again. */
for (const question of document.querySelectorAll('.asked a'))
  question.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    field.value = new URL(question.href).searchParams.get('q');
    setLink();
    remember();
    field.focus();
    tell('It has not been run yet.');
  });

addEventListener('popstate', ({ state }) => {
  field.value = state?.query ?? new URLSearchParams(location.search).get('q') ?? FIRST;
  setLink();
  // What stands beneath answered another query.
  result.hidden = true;
  tell('It has not been run yet.');
});
