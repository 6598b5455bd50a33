/** Questions that the service asks itself: what pages and figures are made of is what any client would be told. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { getClient } from './exchange.ts';
import { HttpProblem, HttpRedirect } from './problem.ts';

/** Whether a media type is of JSON, problem documents and GeoJSON among them. */
export const isJson = (type: unknown): boolean => /^application\/(?:[a-z.]+\+)?json\b/.test(String(type));

/**
 * The API’s answer to a path and query, in this process, for whoever asks with a request.
 * @throws {HttpProblem} where it is refused
 */
export async function ask(
  app: FastifyInstance,
  { host, raw }: FastifyRequest,
  url: string,
): Promise<{ answer: unknown; etag: string }> {
  const response = await app.inject({
    url: app.prefix + url,
    headers: { host, accept: 'application/json' },
    // Limits count whoever asked for the page.
    remoteAddress: getClient(raw),
  });
  const { location, 'content-type': type } = response.headers;
  if (!isJson(type)) throw new HttpProblem(404, `There is no JSON at ${url.split('?')[0]}`);
  const answer = response.json();
  if (location) throw new HttpRedirect(response.statusCode as 307 | 308, String(location), answer.detail);
  if (response.statusCode !== 200) throw new HttpProblem(response.statusCode, answer.detail, answer.errors);
  return { answer, etag: String(response.headers.etag) };
}

/** The answers to several questions, by their names; at once. */
export async function askAll(
  app: FastifyInstance,
  request: FastifyRequest,
  questions: Record<string, string> = {},
): Promise<Record<string, unknown>> {
  const answers = await Promise.all(
    Object.entries(questions).map(async ([name, url]): Promise<[string, unknown]> => {
      const { answer } = await ask(app, request, url);
      return [name, answer];
    }),
  );
  return Object.fromEntries(answers);
}
