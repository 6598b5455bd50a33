/** A collection’s list, whatever is in it. */
import { listFacets } from '../schema/parameters.ts';
import { toWords } from '../schema/present.ts';
import type { Resource } from '../schema/resource.ts';
import { writeFilters } from './filters.ts';
import { type Html, html, type Part } from './html.ts';
import { writeDocument } from './layout.ts';
import { changeQuery, definePage, getLabel, type List, type Page, type Rec, readQuery } from './page.ts';
import { writeValue } from './value.ts';
import { capitalize, count, formatNumber, getMeanings } from './words.ts';

/** Facets that are offered as filters: more would be a form that nobody fills in. */
const MOST_FILTERS = 5;
/** Records from which on each does not say again what its words mean: that would be most of the page. */
const MANY = 100;
/** Fields that an entry of a list tells besides its name. */
const MOST_TOLD = 5;

/** What says how a list is shown rather than what is in it. */
export const SHAPING = ['limit', 'cursor', 'select', 'include', 'facet', 'sort', 'bom', 'provenance'];

/** The same list without its records, counted by some facets: what a form of filters is made of. */
export function askFacets(url: string, facets: readonly string[]): string {
  const shaping = Object.fromEntries(SHAPING.map((name) => [name, null]));
  return changeQuery(url, { ...shaping, limit: '0', facet: facets.join(',') || null });
}

/** Facets in an order of our own; the API has them in that of their names. */
export const orderFacets = ({ facets }: List<unknown>, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, facets?.[name] ?? []]));

/** What a list is narrowed by where nobody has chosen better. */
const chooseFacets = (resource: Resource): string[] =>
  listFacets(resource)
    .filter(({ part, name }) => part === null && name !== 'not_stated' && name !== 'reading')
    .map(({ name }) => name)
    .slice(0, MOST_FILTERS);

/** Entries of which a list is made one after another: what is out of sight is laid out when it comes near, as a whole. */
const STRETCH = 50;

/** Entries as a list, or where there are many as several: a thousand that come near one by one take longer to be shown. */
export const writeEntries = (entries: readonly Part[], name = ''): Part =>
  Array.from(
    { length: Math.ceil(entries.length / STRETCH) },
    (_, index) =>
      html`<ol class="entries${name && ` ${name}`}">${entries.slice(index * STRETCH, (index + 1) * STRETCH)}</ol>`,
  );

/** What is the same as another when it is told: a record is, a word or a date of another field is not. */
const tellTwice = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'url' in value ? value.url : Symbol();

/** The few things that tell records of a list apart: words, dates, and records that they belong to. */
function tellRecord(collection: string, record: Rec, isMany: boolean): Part {
  const told = Object.entries(record).filter(
    ([name, value]) =>
      value !== null &&
      !/^(id|url|name|title|key|position|revised|selector)$|_(earliest|latest|basis|how)$/.test(name) &&
      (getMeanings(collection, name) !== undefined ||
        `${name}_earliest` in record ||
        (typeof value === 'object' && 'url' in value)),
  );
  // An agency that is an outlet’s origin too is told once.
  const distinct = [...new Map(told.map((one) => [tellTwice(one[1]), one])).values()];
  return distinct
    .slice(0, MOST_TOLD)
    .map(([name, value]) =>
      isMany && typeof value === 'string' && getMeanings(collection, name)
        ? html`<li>${toWords(value)}</li>`
        : html`<li>${writeValue(collection, name, value)}</li>`,
    );
}

/** Several records of a collection; where its name is none of several, such as that of reliability, by what one is. */
const writePlural = ({ name, singular }: Resource): string =>
  toWords(name === singular.replace(/_row$/, '') ? `${singular}s` : name);

/** Orders of a list in words: of time the latest first, of names as they are read, of counts the most first. */
const ORDERS: Record<string, [up: string | null, down: string | null]> = {
  id: ['by id', null],
  date: ['earliest first', 'latest first'],
  published: ['published first', 'published last'],
  first_stated: ['first stated first', 'last stated first'],
  last_affirmed: [null, 'last put first'],
  title: ['by title', null],
  name: ['by name', null],
  position: ['in the order of the text', null],
  source_count: [null, 'most documents first'],
  origin_count: [null, 'most origins first'],
};

/** Which order a reader expects: of what is dated the latest first, else by what it is called. */
const EXPECTED = ['-last_affirmed', '-date', 'position', 'name', 'title'];

/** The orders that a list’s page offers, each with its words. */
const listOrders = ({ sorts }: Resource): [sort: string, label: string][] =>
  ['id', ...Object.keys(sorts)].flatMap((name) => {
    const [up, down] = ORDERS[name] ?? [toWords(name), `${toWords(name)}, descending`];
    return [
      ...(down ? [[`-${name}`, down] as [string, string]] : []),
      ...(up ? [[name, up] as [string, string]] : []),
    ];
  });

/** The order that a list’s page is in where nobody chose one; of a list as it stood on a day by title, since others are of today. */
export const chooseOrder =
  (resource: Resource) =>
  (query: URLSearchParams): string | null => {
    const { sorts } = resource;
    const names = EXPECTED.filter((sort) => sort.replace('-', '') in sorts);
    return (query.has('as_of') ? names.find((sort) => !sort.startsWith('-')) : names[0]) ?? null;
  };

/** By id and by name: nobody chooses between these. */
const FEWEST_ORDERS = 2;

/** A field to choose the order by; none where there is little to choose. */
export function writeOrder(resource: Resource, url: string): Part {
  const query = readQuery(url);
  const expected = chooseOrder(resource)(query) ?? 'id';
  const chosen = query.get('sort') ?? expected;
  const orders = listOrders(resource);
  if (orders.length <= FEWEST_ORDERS) return null;
  const isOffered = orders.some(([sort]) => sort === chosen);
  // What is so where nothing is asked for need not be asked for.
  return html`<label>Order <select name="sort">${!isOffered && html`<option selected>${chosen}</option>`}${orders.map(([sort, label]) => html`<option value="${sort === expected ? '' : sort}"${sort === chosen && html` selected`}>${label}</option>`)}</select></label>`;
}

/** How many there are, and what nearly is among them. */
export function writeTotal(resource: Resource, { meta }: List<unknown>): Html {
  const { total, also_overlapping, not_found } = meta;
  return html`<p class="total">${count(total, toWords(resource.singular), writePlural(resource))}${
    also_overlapping ? `; ${formatNumber(also_overlapping)} more may lie in that time, in part` : ''
  }.${not_found?.map(
    ({ word, suggestion }) => html` “${word}” is nowhere${suggestion && html`; “${suggestion}” is`}.`,
  )}</p>`;
}

/** The way to the first page and to the next, in the order that the list is in. */
export function writePaging({ links }: Pick<List<unknown>, 'links'>, url: string): Part {
  const isFirst = !readQuery(url).has('cursor');
  if (!links.next && isFirst) return null;
  const next = links.next && readQuery(links.next);
  return html`<nav class="paging" aria-label="Pages">${!isFirst && html`<a href="?${readQuery(changeQuery(url, {})).toString()}">First page</a>`} ${next && html`<a rel="next" href="?${next.toString()}">Next page</a>`}</nav>`;
}

/** `/{collection}`: its records with the few things that tell them apart, and what they can be narrowed by. */
export const makeListPage = (resource: Resource): Page =>
  definePage<List, { counted: List }>({
    route: `/${resource.name}`,
    order: chooseOrder(resource),
    ask: (_, url) => ({ counted: askFacets(url, chooseFacets(resource)) }),
    render(view) {
      const { answer, more, url } = view;
      const title = capitalize(toWords(resource.name));
      const filters = writeFilters(resource, url, orderFacets(more.counted, chooseFacets(resource)), {
        isSearched: !resource.nested,
        names: ['sort'],
        fields: writeOrder(resource, url),
      });
      return writeDocument(view, {
        title,
        about: resource.about,
        isTable: true,
        main: html`<h1>${title}</h1>
<p class="lead">${resource.about}</p>
${filters}
${writeTotal(resource, answer)}
${writeEntries(
  answer.data.map(
    (record) =>
      html`<li><a class="title" href="${record.url}">${getLabel(record) || record.id}</a><ul class="told">${tellRecord(resource.name, record, answer.data.length > MANY)}</ul></li>`,
  ),
)}
${writePaging(answer, url)}`,
      });
    },
  });
