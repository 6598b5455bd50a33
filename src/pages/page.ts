/** What a page is: a function of what the API answers, and of nothing else. */
import type { Html } from './html.ts';

/** A record referred to, as the API has it; its `url` may be linked as it stands. */
export interface Reference {
  id: string;
  name: string;
  url: string;
  collection?: string;
}

/** A record as the API answers with it. */
export type Rec = Record<string, unknown> & Reference & { title?: string };

/** Why a field is empty. */
export interface NotStated {
  field: string;
  reason: string;
}

/** A value of a facet. */
export interface Counted {
  value: string | boolean | null;
  label: string;
  count: number;
  url: string | null;
}

/** A list as the API answers with it. */
export interface List<R = Rec> {
  data: R[];
  meta: {
    total: number;
    count: number;
    limit: number;
    release: string;
    also_overlapping?: number;
    not_found?: { word: string; suggestion: string | null }[];
  };
  links: { self: string; next: string | null };
  facets?: Record<string, Counted[]>;
}

/** A record’s answer. */
export interface Single<R = Rec> {
  data: R;
  meta: { release: string };
  links: Record<string, string>;
}

/** What a page is made of. */
export interface View<Answer = unknown, More = Record<string, unknown>> {
  /** The path that the API is reached under, such as `/demarche`, before every link of the page’s own. */
  path: string;
  /** Path and query that were asked for, relative to the root. */
  url: string;
  /** The API’s answer to that. */
  answer: Answer;
  /** Its answers to what `ask` asks besides. */
  more: More;
  /** What the documentation calls the operation, as its fragment does: `demands/listDemands`. */
  operation: string;
}

/** A page, at the URL of the answer that it shows. */
export interface Page<Answer = unknown, More = Record<string, unknown>> {
  /** The route of the API: `/demands/:id`. */
  route: string;
  /** Of a list the order that it is asked in where nobody chose one: the API’s own is that of ids. */
  order?: (query: URLSearchParams) => string | null;
  /** Of an answer that needs parameters: those, and the page where one of them is missing. */
  form?: { needs: readonly string[]; render: (path: string, url: string) => Html };
  /** What else it asks of the API, path and query by name. */
  ask?: (answer: Answer, url: string) => { [Name in keyof More]: string };
  /** Whether the answer may be another while the same release is served: then the page is not kept. */
  mayChange?: boolean;
  /** The whole document, by `writeDocument`. */
  render: (view: View<Answer, More>) => Html;
}

/** Checks a page’s types against each other, and forgets them: the API’s answers are what they are. */
export const definePage = <Answer, More = Record<never, never>>(page: Page<Answer, More>): Page =>
  page as unknown as Page;

/**
 * The question that a page asks for whoever asked for it: with an order, where the page has one. A cursor goes on in the
 * order of the page before.
 */
export function completeQuestion({ order }: Pick<Page, 'order'>, url: string): string {
  const query = readQuery(url);
  const sort = query.has('sort') || query.has('cursor') ? null : (order?.(query) ?? null);
  return sort ? `${url}${query.size ? '&' : '?'}sort=${sort}` : url;
}

/** The query of a URL. */
export const readQuery = (url: string): URLSearchParams => new URLSearchParams(url.split('?')[1] ?? '');

/** A path with a query, in which empty parameters are left out. */
export function writeUrl(path: string, query: Record<string, string | number | null | undefined>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== null && value !== undefined && value !== '') params.set(name, String(value));
  return params.size ? `${path}?${String(params).replaceAll('%2C', ',').replaceAll('%2F', '/')}` : path;
}

/** The URL of a page that shows the same list with one parameter changed, from its first record on. */
export function changeQuery(url: string, changes: Record<string, string | null>): string {
  const query = Object.fromEntries(readQuery(url));
  return writeUrl(url.split('?')[0] ?? '', { ...query, cursor: null, ...changes });
}

/** A record’s name or title. */
export const getLabel = ({ title, name }: { title?: string; name?: string }): string => title ?? name ?? '';

/** A link of an answer, which is absolute, on the host that the page is asked of. */
export function toLocal(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}
