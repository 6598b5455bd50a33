/** What a client accepts, as its `Accept` header says (RFC 9110 §12.5.1). */
import type { FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import type { Format } from '../formats/format.ts';
import { SUFFIXES } from '../formats/index.ts';
import { OPERATION_PATHS } from './exchange.ts';
import { removeParameters } from './media-type.ts';

/** A parameter of a media type that asks for what is not offered: all is UTF-8, and tables have a header row. */
const UNMET = /;\s*(?:charset\s*=\s*(?!\s*"?utf-?8\b)|header\s*=\s*"?absent)/i;

/** Ranges of an `Accept` that are read: no client has as many, and each is held against all that is offered. */
const MAX_RANGES = 100;

/** What a client accepts, but for what asks for what is not offered, and without parameters of media types. */
export const readAccept = (request: FastifyRequest): string | undefined =>
  request.headers.accept
    ?.toLowerCase()
    .match(/(?:"[^"]*"|[^,"])+/g)
    ?.slice(0, MAX_RANGES)
    .filter((range) => !UNMET.test(range))
    .map((range) => range.replaceAll(/;\s*(?!q=)[^;,"]+(?:"[^"]*")?/gi, ''))
    .join(',');

const HTML = 'text/html';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The formats that the route answers in by `Accept`, beside JSON and a page. */
    formats?: readonly Format[];
  }
}

/**
 * Whether a client would rather have a page than data, of what there is: a browser. One that accepts all alike is none,
 * and a suffix says what is meant.
 */
export function prefersHtml(request: FastifyRequest): boolean {
  const accept = readAccept(request);
  if (!accept?.includes(HTML)) return false;
  const [path = ''] = request.url.split('?');
  if (SUFFIXES.some((suffix) => path.endsWith(`.${suffix}`))) return false;
  const formats = request.routeOptions.config?.formats ?? [];
  const offered = ['application/json', HTML, ...formats.map(({ mediaType }) => removeParameters(mediaType))];
  return new Negotiator({ headers: { accept } } as never).mediaType(offered) === HTML;
}

/** Whether a client would take a page, though it may prefer something else. */
export function acceptsHtml(request: FastifyRequest): boolean {
  const accept = readAccept(request);
  return accept === undefined || new Negotiator({ headers: { accept } } as never).mediaType([HTML]) === HTML;
}

/** Answers that are neither a list nor a record, and have no format but JSON: its suffix is taken off before they are asked for. */
const JSON_ALONE = /\/(?:accounts|changes|check|cite|downloads|search|wording)$/;

/** Letters, digits and marks that are percent-encoded, though they need not be. */
const NEEDLESS = /%(?:2[DE]|3\d|4[1-9A-F]|5[\dAF]|6[1-9A-F]|7[\dAE])/gi;

/** The address in its one spelling: what needs no percent-encoding in its path has none (RFC 3986 §6.2.2.2). */
const unifyUrl = (url: string): string =>
  url.includes('%') ? url.replace(/^[^?]*/, (path) => path.replaceAll(NEEDLESS, decodeURIComponent)) : url;

/**
 * Takes the suffixes `.html` and, where it is no format among others, `.json` for what they mean: the same URL, asked for
 * so. Whatever else looks at the path finds it in one spelling.
 */
export function readSuffix(request: { url?: string; headers: { accept?: string } }): string {
  const url = unifyUrl(request.url ?? '/');
  const [, path = '', suffix = '', query = ''] = /^([^?]*)\.(html|json)(\?.*)?$/s.exec(url) ?? [];
  // What has another suffix is a file, or nothing; figures of the process are no pages.
  const isPage = suffix === 'html' && !/\.[^/]*$/.test(path) && !OPERATION_PATHS.has(path);
  if (!isPage && !(suffix === 'json' && JSON_ALONE.test(path))) return url;
  request.headers.accept = isPage ? HTML : 'application/json';
  return path + query;
}

/** The suffix that was taken off the address of a request, with its dot; empty where none was. */
export function getTakenSuffix({ originalUrl, url }: FastifyRequest): string {
  const [written, asked] = [unifyUrl(originalUrl), url].map((one) => one.split('?', 1)[0] ?? '');
  return written?.slice(asked?.length) ?? '';
}
