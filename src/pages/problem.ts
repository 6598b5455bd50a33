/** Errors as people read them. */
import { collections } from '../schema/index.ts';
import { toWords } from '../schema/present.ts';
import { type Html, html, type Part } from './html.ts';
import { writeFrame } from './layout.ts';
import { changeQuery, readQuery } from './page.ts';
import { labelField } from './words.ts';

/** A problem document (RFC 9457), as the API answers with it. */
interface Problem {
  title: string;
  status: number;
  detail: string;
  request_id?: string;
  errors?: { parameter: string; detail: string; allowed?: string[]; suggestion?: string }[];
}

type Wrong = NonNullable<Problem['errors']>[number];

/** The same question with what was probably meant in place of what is wrong. */
function correct(url: string, { parameter, detail, suggestion = '' }: Wrong): string {
  const query = readQuery(url);
  const value = query.get(parameter) ?? '';
  // Either a name was not known, or a value is meant that stands under another name, or one value of several is wrong.
  if (/^there is no parameter/.test(detail) || /^[a-z_]+=/.test(suggestion)) {
    const [name = '', meant = value] = suggestion.split('=');
    return changeQuery(url, { [parameter]: null, [name]: meant });
  }
  const [, wrong] = /“([^”]+)”/.exec(detail) ?? [];
  const values = value.split(',').map((one) => (one.trim() === wrong ? suggestion : one));
  return changeQuery(url, { [parameter]: values.includes(suggestion) ? values.join(',') : suggestion });
}

/** What was probably meant, as a link: another record, or the same question with the nearest right value. */
function writeSuggestion(url: string, path: string, wrong: Wrong): Html {
  const [asked = ''] = url.split('?');
  const { parameter, suggestion = '' } = wrong;
  if (suggestion.startsWith('/')) return html`<a href="${path}${suggestion}">${suggestion}</a>`;
  if (readQuery(url).has(parameter)) return html`<a href="${path}${correct(url, wrong)}">${suggestion}</a>`;
  return parameter === 'id'
    ? html`<a href="${path}${asked.slice(0, asked.lastIndexOf('/'))}/${suggestion}">${suggestion}</a>`
    : html`${suggestion}`;
}

/** Values that are offered to choose from: more is a list that nobody reads. */
const MOST_OFFERED = 40;

/** A form of what was asked: what is wrong to be mended where it stands, the rest as it was. */
function writeAgain(url: string, path: string, errors: readonly Wrong[]): Part {
  const query = readQuery(url);
  const wrong = errors.filter(
    ({ parameter, detail }) => query.has(parameter) && !/^there is no parameter/.test(detail),
  );
  if (!wrong.length) return null;
  const names = errors.map(({ parameter }) => parameter);
  return html`<form class="filters" action="${path}${url.split('?')[0]}" aria-label="Ask again">
${wrong.map(({ parameter, allowed = [], suggestion }) => {
  const value = query.get(parameter) ?? '';
  const isChoice = allowed.length > 0 && allowed.length < MOST_OFFERED;
  return html`<label>${labelField(parameter.replace('__', ' '))} ${isChoice ? html`<select name="${parameter}"><option value="">any</option>${allowed.map((one) => html`<option${one === suggestion && html` selected`}>${one}</option>`)}</select>` : html`<input name="${parameter}" value="${value}">`}</label>`;
})}
${[...query].filter(([name]) => !names.includes(name) && name !== 'cursor').map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<span class="actions"><button type="submit">Ask again</button></span></form>`;
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
        (error) =>
          html`<li><code>${error.parameter}</code> ${error.detail}.${error.suggestion && html` Was ${writeSuggestion(url, path, error)} meant?`}${error.allowed?.length && error.allowed.length < MOST_OFFERED && html`<br><span class="aside">Possible: ${error.allowed.map((one, index) => [index > 0 && ', ', error.parameter === 'id' ? writeSuggestion(url, path, { ...error, suggestion: one }) : one])}</span>`}</li>`,
      )}</ul>`
    : html`<p class="lead">${detail}</p>`
}
${status === 400 && writeAgain(url, path, errors ?? [])}
<p>${writeUp(url, path, isMissing)}<a href="${path}/">Start</a></p>${request_id && html`<p class="aside">Request <code>${request_id}</code></p>`}</main>`,
  });
}
