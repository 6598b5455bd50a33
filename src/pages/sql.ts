/** `/sql`: the release’s file asked in SQL, in the reader’s browser; it has no answer of the API, and needs none. */
import { type Html, html, type Part } from './html.ts';
import { POLICY, writeFrame } from './layout.ts';
import { writeUrl } from './page.ts';
import { QUESTIONS } from './questions.ts';
import { count, writeSize } from './words.ts';

/** The thread that asks may be begun from here, and from nowhere else (Content-Security-Policy). */
export const SQL_POLICY = `${POLICY}; worker-src 'self'`;

/** In that thread SQLite is compiled, which is no script that is made of text; it fetches nothing but that. */
export const SQL_WORKER_POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; base-uri 'none'";

/** Characters of a query that may stand in an address. */
export const MAX_QUERY = 4_000;

/** A table or view of the file, with what its columns mean. */
export interface Described {
  name: string;
  kind: string;
  one_row_is: string;
  columns: { column_name: string; definition: string; refers_to: string | null }[];
}

/** A file to be downloaded. */
interface File {
  name: string;
  bytes: number;
}

/** What the page is made of. */
export interface SqlView {
  /** The path that the release is reached under. */
  path: string;
  /** The same with scheme and host, for commands. */
  base: string;
  release: string;
  /** The query that the address has. */
  query: string;
  /** The database as it is opened, and as it is fetched, which may be smaller; null where they have not been made. */
  files: { database: File; fetched: File } | null;
  tables: readonly Described[];
}

/** How the same is asked without this page. */
function writeCommands({ base }: SqlView, { name }: File, query: string): Html {
  return html`<pre><code>curl -O ${base}/downloads/${name}
sqlite3 -box ${name} &lt;&lt;'END'
${query.trim().replace(/;+$/, '')};
END</code></pre>`;
}

const writeQuestions = (path: string): Html =>
  html`<ol class="members asked">${QUESTIONS.map(
    ({ ask, about, sql }) =>
      html`<li><a href="${writeUrl(`${path}/sql`, { q: sql })}">${ask}</a> <span class="aside">${about}</span></li>`,
  )}</ol>`;

/** Tables and views with their columns; views first, since those have names in place of ids. */
const writeTables = (tables: readonly Described[]): Html =>
  html`<section class="schema" aria-labelledby="schema"><h2 id="schema">What is in the file</h2>
<p class="aside">${count(tables.length, 'table and view', 'tables and views')}, as <code>table_guide</code> and <code>column_guide</code> in it have them.</p>
<div class="schema-list">${tables
    .toSorted((a, b) => Number(b.kind === 'view') - Number(a.kind === 'view'))
    .map(
      ({ name, kind, one_row_is, columns }) =>
        html`<details><summary>${name}${kind === 'view' && ' (view)'}</summary><p class="aside">One row: ${one_row_is}</p><dl class="meanings">${columns.map(
          ({ column_name, definition, refers_to }) =>
            html`<div><dt><code>${column_name}</code></dt><dd>${definition}${refers_to && html` <span class="aside">→ ${refers_to}</span>`}</dd></div>`,
        )}</dl></details>`,
    )}</div></section>`;

function writeForm({ path, query }: SqlView, { database, fetched }: NonNullable<SqlView['files']>): Html {
  const smaller = fetched.bytes < database.bytes && `, ${writeSize(database.bytes)} when unpacked`;
  return html`<form class="sql" action="${path}/sql" data-file="${path}/downloads/${fetched.name}" data-bytes="${fetched.bytes}">
<label for="query">Query, in the words of SQLite</label>
<textarea id="query" name="q" rows="12" spellcheck="false" autocapitalize="off" autocomplete="off" aria-describedby="before">
${query || QUESTIONS[0]?.sql}</textarea>
<p class="actions"><button type="submit" class="run scripted">Run <kbd>Ctrl+Enter</kbd></button><button type="button" class="stop" hidden>Stop</button><a class="link" href="${writeUrl(`${path}/sql`, { q: query || QUESTIONS[0]?.sql })}">Address of this query</a><span class="too-long" hidden>This query is too long for an address: keep its text.</span></p>
<p class="aside" id="before">The first query fetches the whole release once: ${writeSize(fetched.bytes)}${smaller}; SQLite itself is some 0.4 MB more. It is kept while this page is open; whatever is asked of it is asked on your machine.</p>
<p class="fetching" hidden><label>Fetching <progress max="${fetched.bytes}" value="0"></progress></label></p>
<p class="said" role="status"></p>
</form>
<section class="result" aria-label="Result" hidden></section>`;
}

const writeMissing = (path: string): Html =>
  html`<p class="lead">The file has not been made here yet, so that there is nothing to ask. It is listed at <a href="${path}/downloads">/downloads</a> as soon as it is there.</p>`;

function writeWithout(view: SqlView): Part {
  const { files, query } = view;
  return (
    files &&
    html`<noscript><h2>Without scripts</h2>
<p>This page runs queries by a script, and scripts do not run here. The <code>sqlite3</code> command answers the same: ${query ? 'for the query above' : 'for the first question'},</p>
${writeCommands(view, files.database, query || (QUESTIONS[0]?.sql ?? ''))}
<p>and for ${query ? 'each question' : 'the others'}, with these in its place:</p>
${QUESTIONS.slice(query ? 0 : 1).map(({ ask, sql }) => html`<h3>${ask}</h3><pre><code>${sql};</code></pre>`)}</noscript>`
  );
}

/** The whole document. */
export function writeSqlPage(view: SqlView): Html {
  const { path, release, files, tables } = view;
  return writeFrame(path, {
    title: 'Ask the data in SQL',
    about: 'The whole release as one SQLite file, asked in SQL in the browser.',
    here: '/sql',
    main: html`<main id="main"><h1>Ask the data in SQL</h1>
<p class="lead">The whole release is one SQLite file, and a browser can ask it anything, with no server in between.</p>
<section aria-labelledby="questions"><h2 id="questions">Six questions worth asking</h2>
${writeQuestions(path)}</section>
<div class="sql-desk">${files ? writeForm(view, files) : writeMissing(path)}
${writeTables(tables)}</div>
${writeWithout(view)}
<p class="aside">Release ${release}. <a href="${path}/downloads">The file, and others of the whole release</a></p>
${files && html`<script src="${path}/sql/page.js" defer></script>`}</main>`,
  });
}
