/** What a client accepts, as its `Accept` header says (RFC 9110 §12.5.1). */
import type { FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import { formats, SUFFIXES } from '../formats/index.ts';
import { OPERATION_PATHS } from './exchange.ts';
import { removeParameters } from './media-type.ts';

/** A parameter of a media type that asks for what is not offered: all is UTF-8, and tables have a header row. */
const UNMET = /;\s*(?:charset\s*=\s*(?!\s*"?utf-?8\b)|header\s*=\s*"?absent)/i;

/** What a client accepts, but for what asks for what is not offered, and without parameters of media types. */
export const readAccept = (request: FastifyRequest): string | undefined =>
  request.headers.accept
    ?.toLowerCase()
    .match(/(?:"[^"]*"|[^,"])+/g)
    ?.filter((range) => !UNMET.test(range))
    .map((range) => range.replaceAll(/;\s*(?!q=)[^;,"]+(?:"[^"]*")?/gi, ''))
    .join(',');

const HTML = 'text/html';
const OFFERED = ['application/json', HTML, ...formats.map(({ mediaType }) => removeParameters(mediaType))];

/** Whether a client would rather have a page than data: a browser. One that accepts all alike is none, and a suffix says what is meant. */
export function prefersHtml(request: FastifyRequest): boolean {
  const accept = readAccept(request);
  if (!accept?.includes(HTML)) return false;
  const [path = ''] = request.url.split('?');
  if (SUFFIXES.some((suffix) => path.endsWith(`.${suffix}`))) return false;
  return new Negotiator({ headers: { accept } } as never).mediaType(OFFERED) === HTML;
}

/** Whether a client would take a page, though it may prefer something else. */
export function acceptsHtml(request: FastifyRequest): boolean {
  const accept = readAccept(request);
  return accept === undefined || new Negotiator({ headers: { accept } } as never).mediaType([HTML]) === HTML;
}

/** Answers that are neither a list nor a record, and have no format but JSON: its suffix is taken off before they are asked for. */
const JSON_ALONE = /\/(?:accounts|changes|check|cite|downloads|search|wording)$/;

/** Takes the suffixes `.html` and, where it is no format among others, `.json` for what they mean: the same URL, asked for so. */
export function readSuffix(request: { url?: string; headers: { accept?: string } }): string {
  const url = request.url ?? '/';
  const [, path = '', suffix = '', query = ''] = /^([^?]*)\.(html|json)(\?.*)?$/s.exec(url) ?? [];
  // What has another suffix is a file, or nothing; figures of the process are no pages.
  const isPage = suffix === 'html' && !/\.[^/]*$/.test(path) && !OPERATION_PATHS.has(path);
  if (!isPage && !(suffix === 'json' && JSON_ALONE.test(path))) return url;
  request.headers.accept = isPage ? HTML : 'application/json';
  return path + query;
}
