/** How tools ask the API, as its clients do. */
import { writeQueryString } from '../../query/query.ts';
import { prefixUrls } from '../answer.ts';
import { askFor, isJson } from '../ask.ts';
import { writePin } from '../context.ts';
import { HttpProblem, type ProblemError } from '../problem.ts';
import type { JsonObject } from './compact.ts';
import type { ToolContext } from './tool.ts';

/** A record of an answer. */
export type Rec = JsonObject & { id: string; url: string };

/** A list as the API answers it. */
export interface ListAnswer {
  data: Rec[];
  meta: { total: number; next_cursor: string | null } & JsonObject;
  links: { self: string };
  facets?: JsonObject;
}

/** Words that are named where one was wrong. */
const MOST_ALLOWED = 60;

function writeProblem({ detail, errors = [] }: { detail: string; errors?: ProblemError[] }): string {
  const allowed = errors.flatMap(({ parameter, allowed = [] }) =>
    allowed.length ? [`${parameter}: one of ${allowed.slice(0, MOST_ALLOWED).join(', ')}`] : [],
  );
  return [detail, ...allowed].join('\n');
}

/** Parameters of a question; what is undefined is not asked. */
export type Query = Record<string, string | number | boolean | readonly (string | number)[] | undefined>;

function writeUrl(path: string, query: Query): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== '') params.set(name, String(value));
  return params.size ? `${path}?${writeQueryString(params)}` : path;
}

/**
 * Asks the API as a client would, so that the same is checked, and the same is answered; URLs come absolute.
 * @throws {HttpProblem} that says what the problem document does
 */
export async function ask<T>(
  { app, context, base, request }: ToolContext,
  path: string,
  query: Query = {},
  text?: string,
): Promise<T> {
  const { host, origin } = new URL(base);
  const { statusCode, body, headers } = await askFor(app, request, {
    method: text === undefined ? 'GET' : 'POST',
    url: writeUrl(context.pin + path, query),
    headers: { host, ...(text === undefined ? {} : { 'content-type': 'text/plain; charset=utf-8' }) },
    ...(text === undefined ? {} : { payload: text }),
  });
  if (!isJson(headers['content-type'])) throw new HttpProblem(404, `There is nothing at ${path}`);
  if (statusCode !== 200) throw new HttpProblem(statusCode, writeProblem(JSON.parse(body)));
  return JSON.parse(prefixUrls(body, origin));
}

/** As `ask`, of a collection's list. */
export const askList = (toolContext: ToolContext, collection: string, query: Query) =>
  ask<ListAnswer>(toolContext, `/${collection}`, query);

/** An id is part of a path: whatever it is, it stays in its place. */
export const writePath = (collection: string, id: string) => `/${collection}/${encodeURIComponent(id)}`;

/** What answers have in common: which release said so, and how an id becomes an address that says the same for good. */
export const describeAnswer = ({ base, context: { release, pin } }: ToolContext) => ({
  release: release.id,
  permalinks: `${base}${pin ? '' : writePin(release.id)}/{collection}/{id}`,
});
