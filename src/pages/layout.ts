/** What all pages have around what they show. */
import { type Html, html, type Part } from './html.ts';
import { toLocal, type View } from './page.ts';

/** The media type of pages. */
export const HTML_TYPE = 'text/html; charset=utf-8';

/** Nothing comes from elsewhere, and nothing stands in a page that runs or styles itself (Content-Security-Policy). */
export const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'";

/** A figure by itself may be framed by whoever likes to show it, a file on somebody’s disk among them, which `*` leaves out. */
export const EMBED_POLICY = POLICY.replace("; frame-ancestors 'self'", '');

/** What a page loads, besides its pictures, which it draws itself: beside the root of the API. */
export const ASSETS = { style: 'pages.css', script: 'pages.js' } as const;

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='3' fill='%230b5a60'/%3E%3Cpath d='M5 3.5h3a4.5 4.5 0 0 1 0 9H5z' fill='none' stroke='white' stroke-width='2'/%3E%3C/svg%3E";

/** Where the header leads to. */
const SECTIONS: readonly [path: string, label: string][] = [
  ['/demands', 'Demands'],
  ['/commitments', 'Offers'],
  ['/demands/changes', 'Changes'],
  ['/events', 'Events'],
  ['/regions', 'Regions'],
  ['/statements', 'Statements'],
  ['/quotations', 'Quotations'],
  ['/sources', 'Sources'],
];

/** What a document is made of. */
export interface Document {
  title: string;
  /** One sentence for search engines and previews. */
  about?: string;
  main: Part;
  /** Whether the same can be had as a table. */
  isTable?: boolean;
  /** What was searched for, to stand in the header’s field. */
  search?: string;
}

/** A URL of the API with a suffix before its query. */
export const addSuffix = (url: string, suffix: string): string => url.replace(/(?=\?|$)/, `.${suffix}`);

/** Links of an answer that a page shows beneath it. */
interface Links {
  self?: string;
  cite?: string;
}

/** How the same is asked of the API: its URL, to be copied, and where its documentation stands. */
function writeQuestion({ self = '', cite }: Links, operation: string, path: string, isTable = false): Html {
  const csv = addSuffix(self, 'csv');
  return html`<section class="question" aria-labelledby="question">
    <h2 id="question">This page as data</h2>
    <p><code class="url">${self}</code></p>
    <p class="actions">
      <button type="button" class="scripted" data-copy="curl '${self}'">Copy for curl</button>
      ${
        isTable &&
        html`<button type="button" class="scripted" data-copy="${csv}">Copy address of CSV</button>
      <a href="${csv}">CSV</a>`
      }
      <a href="${addSuffix(self, 'json')}">JSON</a>
      ${cite && html`<a href="${toLocal(cite)}">Cite it</a>`}
      <a href="${path}/docs/#/${operation}">Try it in the documentation</a>
    </p>
  </section>`;
}

/** A page that shows an answer: with the question that it answers beneath it. */
export function writeDocument(
  view: Omit<View, 'more'>,
  { title, about, main, isTable, search }: Document,
): Html {
  const { path, url, answer, operation } = view;
  const { links } = answer as { links?: Links };
  const here = url.split('?')[0];
  const question = links?.self ? writeQuestion(links, operation, path, isTable) : null;
  return writeFrame(path, {
    title,
    about,
    here,
    search,
    main: html`<main id="main">${main}${question}</main>`,
  });
}

const writeHead = (path: string, { title, about }: Pick<Document, 'title' | 'about'>): Html =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title === 'Demarche' ? title : `${title} · Demarche`}</title>
${about && html`<meta name="description" content="${about}">`}
<meta name="color-scheme" content="light dark">
<link rel="icon" href="${ICON}">
<link rel="stylesheet" href="${path}/${ASSETS.style}">`;

/** A document to be framed by others: what is in it leads out of the frame. */
export const writeEmbedded = (path: string, { title, main }: Pick<Document, 'title' | 'main'>): Html =>
  html`${writeHead(path, { title })}
<base target="_blank">
</head>
<body class="embed"><main>${main}</main></body>
</html>
`;

/** The frame of every page, those of errors included. */
export function writeFrame(
  path: string,
  { title, about, here, search, main }: Omit<Document, 'isTable'> & { here?: string },
): Html {
  return html`${writeHead(path, { title, about })}
<link rel="alternate" type="application/atom+xml" title="Releases" href="${path}/changes.atom">
<link rel="alternate" type="application/atom+xml" title="Corrections" href="${path}/corrections.atom">
<link rel="alternate" type="application/ld+json" title="The data set, for catalogues" href="${path}/dcat.jsonld">
<script src="${path}/${ASSETS.script}" defer></script>
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header class="masthead">
  <a class="name" href="${path}/">Demarche</a>
  <nav aria-label="Sections"><ul>${SECTIONS.map(
    ([to, label]) =>
      html`<li><a href="${path}${to}"${to === here && html` aria-current="page"`}>${label}</a></li>`,
  )}</ul></nav>
  <form class="search" role="search" action="${path}/search" data-suggest="${path}/search">
    <label for="q" class="unseen">Search</label>
    <input type="search" id="q" name="q" required placeholder="Search" autocomplete="off" value="${search ?? ''}">
    <button type="submit">Search</button>
  </form>
</header>
${main}
<footer class="colophon">
  <p>A record says that something was said, not that it is true. What no document says is left empty.</p>
  <p><a href="${path}/#collections">All collections</a> · <a href="${path}/figures">Figures</a> · <a href="${path}/sql">SQL</a> · <a href="${path}/docs/">API</a> · <a href="${path}/corrections">Corrections</a> · Data under <a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>, quoted fragments excluded</p>
</footer>
</body>
</html>
`;
}
