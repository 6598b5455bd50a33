/** Questions that the service asks itself: what pages and figures are made of is what any client would be told. */
import type { FastifyInstance, FastifyRequest, InjectOptions, LightMyRequestResponse } from 'fastify';
import { getClient, getGone } from './exchange.ts';
import { HttpProblem, HttpRedirect, makeGoneProblem } from './problem.ts';

/** Whether a media type is of JSON, problem documents and GeoJSON among them. */
export const isJson = (type: unknown): boolean => /^application\/(?:[a-z.]+\+)?json\b/.test(String(type));

/**
 * Asks in this process, for whoever asks with a request: limits count that client, and where it goes the question is taken
 * back.
 * @throws {HttpProblem} where the client has gone
 */
export async function askFor(
  app: FastifyInstance,
  { host, raw }: FastifyRequest,
  question: InjectOptions,
): Promise<LightMyRequestResponse> {
  const signal = getGone(raw);
  try {
    return await app.inject({
      ...question,
      headers: { host, ...question.headers },
      remoteAddress: getClient(raw),
      signal,
    });
  } catch (error) {
    throw signal.aborted ? makeGoneProblem() : error;
  }
}

/**
 * The API’s answer to a path and query, in this process, for whoever asks with a request.
 * @throws {HttpProblem} where it is refused
 */
export async function ask(
  app: FastifyInstance,
  request: FastifyRequest,
  url: string,
): Promise<{ answer: unknown; etag: string }> {
  const response = await askFor(app, request, {
    url: app.prefix + url,
    headers: { accept: 'application/json' },
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
