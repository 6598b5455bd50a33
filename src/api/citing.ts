/** How an answer of this service is cited: what it is called, where it stands for good, and how to prove it later. */
import { createHash } from 'node:crypto';
import { text } from 'node:stream/consumers';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { splitSuffix } from '../formats/index.ts';
import { capitalize } from '../pages/words.ts';
import { resourceNamed } from '../schema/index.ts';
import { toWords } from '../schema/present.ts';
import type { Store } from '../store/store.ts';
import { escapeTex } from '../text/escape.ts';
import { isJson } from './ask.ts';
import { writePin } from './context.ts';
import { getClient } from './exchange.ts';
import { HttpProblem } from './problem.ts';

/** An address of this service, taken apart. */
export interface Address {
  /** The release that it names; null where it is of whichever is newest. */
  release: string | null;
  /** Path and query without the release, such as `/demands?party=russia`. */
  path: string;
}

/** What is proved by lines rather than by its envelope, and says only how it is written. */
const OF_THE_ENVELOPE = ['facet', 'bom', 'provenance'];

const refuseAddress = (detail: string) => {
  throw new HttpProblem(400, `url: ${detail}`, [{ parameter: 'url', detail }]);
};

/**
 * Reads an address of this service: a whole URL, or one relative to the root.
 * @param base what URLs of this service begin with
 * @throws {HttpProblem} 400 where it is none
 */
export function readAddress(url: string, base: string): Address {
  const root = new URL(base);
  const path = root.pathname.replace(/\/$/, '');
  const parsed = URL.canParse(url, root.origin) ? new URL(url, root.origin) : null;
  if (!parsed || !/^(?:https?:\/\/|\/)/.test(url) || parsed.host !== root.host)
    return refuseAddress(`is no address of this service; such begin with ${base}/`) as never;
  const isBelow = path && parsed.pathname.startsWith(`${path}/`);
  if (path && !isBelow && !url.startsWith('/'))
    refuseAddress(`is no address of this service; such begin with ${base}/`);
  const whole = isBelow ? parsed.pathname.slice(path.length) : parsed.pathname;
  const own = whole.replace(/\/+$/, '') || '/';
  const [, release = null, rest = own] = /^\/releases\/([^/]+)(\/.*)$/.exec(own) ?? [];
  return { release, path: `${rest}${parsed.search}` };
}

/** What is asked of the address: a collection, and a record of it; null of all else. */
function splitPath(path: string) {
  const { pathname, searchParams } = new URL(path, 'http://x');
  const [, first = '', ...others] = pathname.split('/');
  const [name = '', suffix] = first.split('.');
  const resource = resourceNamed.get(name);
  return { resource, suffix, others, pathname, params: searchParams };
}

/** The path that answers with what is asked for line by line; null where there are no lines to be had. */
function writeLinesPath(path: string): string | null {
  const { resource, others, params } = splitPath(path);
  const [id, more] = others;
  if (!resource || more !== undefined || (resource.name === 'demands' && id === 'changes')) return null;
  for (const name of OF_THE_ENVELOPE) params.delete(name);
  const record = id === undefined ? '' : `/${splitSuffix(id).id}`;
  return `/${resource.name}${record}.ndjson${params.size ? `?${params}` : ''}`;
}

/** What an answer is called: a record by its label, and what is asked of it; all else by what was asked. */
function writeTitle(store: Store, path: string): string {
  const { resource, others, pathname, params } = splitPath(path);
  const [last, more] = others;
  const id = last && splitSuffix(last).id;
  const asked = [...params].map(([name, value]) => `${name}=${value}`).join(', ');
  const added = asked ? ` (${asked})` : '';
  const label = resource && id ? store.readLabels(resource.name, [id]).get(id) : undefined;
  if (!resource || !label) {
    const place = resource ? [resource.name, ...others] : pathname.slice(1).split('/');
    return (capitalize(toWords(place.join(', '))) || 'Contents') + added;
  }
  const record = `${label} (${toWords(resource.singular)} ${id})`;
  return more === undefined ? record : `${record}: ${more}${added}`;
}

/** The proof of an answer: a SHA-256, of how many lines, and where these are. */
export interface Proof {
  sha256: string;
  records: number;
  /** Path that answers with the lines; null where they are the members of `data` of the answer itself, as JSON. */
  lines: string | null;
}

const MANY = 2 ** 20;

/**
 * Asks for an answer of a release, and hashes it line by line.
 * @throws {HttpProblem} what the service itself says where it cannot answer
 */
export async function prove(
  app: FastifyInstance,
  { host, raw }: FastifyRequest,
  { release, path }: Address & { release: string },
): Promise<Proof> {
  const pin = writePin(release);
  const lines = writeLinesPath(path);
  const headers = { host, accept: lines ? '*/*' : 'application/json' };
  const response = await app.inject({
    url: `${pin}${lines ?? path}`,
    headers,
    payloadAsStream: true,
    // Limits count whoever asked for the citation.
    remoteAddress: getClient(raw),
  });
  const hash = createHash('sha256');
  const { location, 'content-type': type } = response.headers;
  if (location && isJson(type)) refuseAddress(`is answered at ${location}: cite that`);
  if (!lines && !isJson(type)) refuseAddress('answers with no records that could be cited');
  if (response.statusCode !== 200) {
    const { detail, errors } = JSON.parse(await text(response.stream()));
    throw new HttpProblem(response.statusCode >= 500 ? 503 : response.statusCode, detail, errors);
  }
  if (lines) {
    let records = 0;
    for await (const chunk of response.stream() as AsyncIterable<Buffer>) {
      hash.update(chunk);
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) records++;
    }
    return { sha256: hash.digest('hex'), records, lines: `${pin}${lines}` };
  }
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response.stream() as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > 64 * MANY)
      throw new HttpProblem(400, 'url: answers with too much to be cited; ask for less');
  }
  const { data } = JSON.parse(Buffer.concat(chunks).toString()) as { data?: unknown };
  if (data === undefined) return refuseAddress('answers with no records that could be cited') as never;
  const members = Array.isArray(data) ? data : [data];
  for (const member of members) hash.update(`${JSON.stringify(member)}\n`);
  return { sha256: hash.digest('hex'), records: members.length, lines: null };
}

/** The official address of the document that a source is; null of whatever is none, or has none. */
function findOfficialAddress(store: Store, path: string): string | null {
  const { resource, others } = splitPath(path);
  const [id, more] = others;
  if (resource?.name !== 'sources' || id === undefined || more !== undefined) return null;
  const json = store.readJson(resource, splitSuffix(id).id);
  return json ? (JSON.parse(json) as { official_url: string | null }).official_url : null;
}

/** A citation in the forms that it is used in. */
export interface Citation {
  title: string;
  text: string;
  bibtex: string;
  csl: Record<string, unknown>;
}

/** The day in words, as English has it. */
const writeDay = (day: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day));

/** What a citation is made of. */
export interface Cited {
  release: string;
  /** The day of the release. */
  date: string;
  /** Absolute, and good for as long as the release is served. */
  url: string;
  proof: Proof;
}

/** Writes the citation of an answer. */
export function writeCitation(store: Store, path: string, { release, date, url, proof }: Cited): Citation {
  const title = writeTitle(store, path);
  const dataset = store.release.title;
  const { sha256, records } = proof;
  const lines = `${records} record${records === 1 ? '' : 's'}, SHA-256 ${sha256}`;
  // A document is cited where its issuer has it, and the record of it beside that.
  const official = findOfficialAddress(store, path);
  const address = official ?? url;
  const note = official ? `record: ${url}, ${lines}` : lines;
  const [year = '', month = '', day = ''] = date.split('-');
  const key = `demarche-${release}-${sha256.slice(0, 8)}`;
  const fields: [string, string][] = [
    ['title', `{${escapeTex(`${dataset}: ${title}`)}}`],
    ['date', date],
    ['year', year],
    ['version', release],
    ['url', address],
    ['note', escapeTex(note)],
  ];
  return {
    title,
    text: `${dataset}: ${title}. Release ${release}, ${writeDay(date)}. ${address} (${note}).`,
    bibtex: `@misc{${key},\n${fields.map(([name, value]) => `  ${name} = {${value}},\n`).join('')}}\n`,
    csl: {
      id: key,
      type: 'dataset',
      title: `${dataset}: ${title}`,
      issued: { 'date-parts': [[Number(year), Number(month), Number(day)]] },
      version: release,
      URL: address,
      note,
    },
  };
}
