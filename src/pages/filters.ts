/** Filters as a plain form: each field is a parameter of the API, so that the form’s address is the question. */
import { getParameters } from '../schema/parameters.ts';
import { toWords } from '../schema/present.ts';
import type { Resource } from '../schema/resource.ts';
import { type Html, html, type Part } from './html.ts';
import { type Counted, readQuery } from './page.ts';
import { labelField } from './words.ts';

/** Values that a list to choose from may have: more are found by search. */
const MOST_OPTIONS = 200;

/** A facet’s values to choose one from; what is chosen stays so, whether or not it is among them. */
function writeSelect(resource: Resource, name: string, values: readonly Counted[], chosen: string): Part {
  const { type } = getParameters(resource).find((parameter) => parameter.name === name) ?? {};
  const offered = values.filter(({ value }) => value !== null);
  const isThere = offered.some(({ value }) => String(value) === chosen);
  if (!chosen && (offered.length < 2 || offered.length > MOST_OPTIONS)) return null;
  const sorted =
    type?.name === 'word'
      ? offered.toSorted(
          (a, b) => type.allowed.indexOf(String(a.value)) - type.allowed.indexOf(String(b.value)),
        )
      : offered;
  const label = (value: Counted) => (type?.name === 'word' ? toWords(value.label) : value.label);
  return html`<label>${labelField(name)}
<select name="${name}"><option value="">any</option>
${chosen && !isThere && html`<option value="${chosen}" selected>${type?.name === 'word' ? toWords(chosen) : chosen}</option>`}
${sorted.map(
  (value) =>
    html`<option value="${String(value.value)}"${String(value.value) === chosen && html` selected`}>${label(value)} (${value.count})</option>`,
)}</select></label>`;
}

/** What a form offers besides choices among values. */
interface More {
  isSearched?: boolean;
  /** Further fields, and the parameters that they stand for. */
  fields?: Part;
  names?: readonly string[];
}

/** A form of the facets that were counted; parameters that it has no field for are kept as they are. */
export function writeFilters(
  resource: Resource,
  url: string,
  facets: Record<string, readonly Counted[]>,
  { isSearched, fields, names = [] }: More = {},
): Html {
  const query = readQuery(url);
  const shown = [...Object.keys(facets), ...names, ...(isSearched ? ['q'] : []), 'cursor'];
  const kept = [...query].filter(([name]) => !shown.includes(name));
  return html`<form class="filters" aria-label="Filters">
${isSearched && html`<label>Words <input type="search" name="q" value="${query.get('q') ?? ''}"></label>`}
${Object.entries(facets).map(([name, values]) => writeSelect(resource, name, values, query.get(name) ?? ''))}
${fields}
${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<span class="actions"><button type="submit">Show</button>${query.size > 0 && html` <a href="?">Show all</a>`}</span>
</form>`;
}
