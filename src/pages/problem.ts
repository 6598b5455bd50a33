/** Errors as people read them. */
import { collections } from '../schema/index.ts';
import { toWords } from '../schema/present.ts';
import { type Html, html, type Part } from './html.ts';
import { writeFrame } from './layout.ts';
import { changeQuery } from './page.ts';

/** A problem document (RFC 9457), as the API answers with it. */
interface Problem {
  title: string;
  status: number;
  detail: string;
  request_id?: string;
  errors?: { parameter: string; detail: string; allowed?: string[]; suggestion?: string }[];
}

/** What was probably meant, as a link: another record, or the same question with the nearest right value. */
function writeSuggestion(url: string, path: string, parameter: string, suggestion: string): Html {
  const [asked = ''] = url.split('?');
  if (suggestion.startsWith('/')) return html`<a href="${path}${suggestion}">${suggestion}</a>`;
  if (parameter === 'id')
    return html`<a href="${path}${asked.slice(0, asked.lastIndexOf('/'))}/${suggestion}">${suggestion}</a>`;
  const query = new URL(url, 'http://localhost').searchParams;
  const value = query.get(parameter);
  // An unknown parameter is meant to be another one, a wrong value another value.
  return value !== null && /^[a-z_]+(__[a-z]+)?$/.test(suggestion) && query.has(parameter)
    ? html`<a href="${path}${changeQuery(url, { [parameter]: suggestion })}">${suggestion}</a>`
    : html`${suggestion}`;
}

/** The way from a URL to the root, which leads there under whatever path the service is reached. */
const writeRoot = (url: string): string =>
  '../'.repeat((url.split('?')[0]?.match(/\//g)?.length ?? 1) - 1).replace(/\/$/, '') || '.';

/** Where to go on: the same address without its question, or where nothing is, to what is above it. */
function writeUp(url: string, path: string, isMissing: boolean): Part {
  const [asked = '', query] = url.split('?');
  if (query && !isMissing) return html`<a href="${path}${asked}">The same page without its question</a> · `;
  const above = asked.slice(0, asked.lastIndexOf('/'));
  const list = collections.find(
    ({ name }) => above === `/${name}` || /^\/releases\/[^/]+\/(.*)$/.exec(above)?.[1] === name,
  );
  return list ? html`<a href="${path}${above}">All ${toWords(list.name)}</a> · ` : null;
}

/** An error as a page. */
export function writeProblemPage(url: string, { title, status, detail, errors, request_id }: Problem): Html {
  const path = writeRoot(url);
  const isMissing = status === 404;
  const heading = isMissing ? 'Nothing is here' : status < 500 ? 'This cannot be answered' : title;
  return writeFrame(path, {
    title: heading,
    main: html`<main id="main"><p class="kicker">${status} ${title}</p>
<h1>${heading}</h1>
${
  errors?.length
    ? html`<ul class="problems">${errors.map(
        ({ parameter, detail: wrong, suggestion, allowed }) =>
          html`<li><code>${parameter}</code> ${wrong}.${suggestion && html` Was ${writeSuggestion(url, path, parameter, suggestion)} meant?`}${allowed?.length && allowed.length < 40 && html`<br><span class="aside">Possible: ${allowed.map((one, index) => [index > 0 && ', ', parameter === 'id' ? writeSuggestion(url, path, parameter, one) : one])}</span>`}</li>`,
      )}</ul>`
    : html`<p class="lead">${detail}</p>`
}
<p>${writeUp(url, path, isMissing)}<a href="${path}/">Start</a></p>${request_id && html`<p class="aside">Request <code>${request_id}</code></p>`}</main>`,
  });
}
