/** How an answer of this service is cited: what it is called, where it stands for good, and how to prove it later. */
import { createHash } from 'node:crypto';
import { text } from 'node:stream/consumers';
import type { FastifyInstance, FastifyRequest, LightMyRequestResponse } from 'fastify';
import { splitSuffix } from '../formats/index.ts';
import { capitalize } from '../pages/words.ts';
import { resourceNamed } from '../schema/index.ts';
import { toWords } from '../schema/present.ts';
import type { Store } from '../store/store.ts';
import { escapeTex } from '../text/escape.ts';
import { askFor, isJson } from './ask.ts';
import { writePin } from './context.ts';
import { getGone } from './exchange.ts';
import { HttpProblem, makeGoneProblem } from './problem.ts';

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

/** Most records whose lines are hashed for a citation: more are a matter of minutes, and of a file. */
const MAX_RECORDS = 50_000;

const TOO_MANY = `has more than ${MAX_RECORDS} records: ask for less, or cite a file of the release, each with its SHA-256 at /downloads`;

/**
 * Refuses a list that is too long to be cited, before its lines are asked for.
 * @throws {HttpProblem} 400
 */
async function refuseVeryLong(
  app: FastifyInstance,
  request: FastifyRequest,
  pin: string,
  path: string,
): Promise<void> {
  const { resource, others, params } = splitPath(path);
  if (!resource || others.length) return;
  const asked = Number(params.get('limit') ?? Number.POSITIVE_INFINITY);
  for (const name of [...OF_THE_ENVELOPE, 'select', 'include', 'cursor']) params.delete(name);
  params.set('limit', '0');
  const headers = { accept: 'application/json' };
  const answer = await askFor(app, request, { url: `${pin}/${resource.name}?${params}`, headers });
  const { meta } = answer.json() as { meta?: { total: number } };
  if (meta && Math.min(meta.total, asked) > MAX_RECORDS) refuseAddress(TOO_MANY);
}

/** How answers are asked for, whatever they are; problems as documents, where tables would be answered with tables. */
const ANY = 'application/json, application/problem+json, */*;q=0.9';

/**
 * Refuses an address that is not answered itself, whatever lines it would have.
 * @throws {HttpProblem} what the service says of it
 */
async function refuseUnanswered(app: FastifyInstance, request: FastifyRequest, url: string): Promise<void> {
  const asked = { url, headers: { accept: ANY } };
  const { statusCode, headers } = await askFor(app, request, { ...asked, method: 'HEAD' });
  if (headers.location) refuseAddress(`is answered at ${headers.location}: cite that`);
  if (statusCode === 200) return;
  const { detail, errors } = (await askFor(app, request, asked)).json();
  throw new HttpProblem(statusCode >= 500 ? 503 : statusCode, detail, errors);
}

/** The bytes of an answer, as long as whoever asked waits for it. */
async function* readAll(answer: LightMyRequestResponse, { raw }: FastifyRequest): AsyncGenerator<Buffer> {
  const gone = getGone(raw);
  try {
    for await (const chunk of answer.stream() as AsyncIterable<Buffer>) {
      if (gone.aborted) throw makeGoneProblem();
      yield chunk;
    }
  } catch (error) {
    throw gone.aborted ? makeGoneProblem() : error;
  }
}

/**
 * Asks for an answer of a release, and hashes it line by line.
 * @throws {HttpProblem} what the service itself says where it cannot answer
 */
export async function prove(
  app: FastifyInstance,
  request: FastifyRequest,
  { release, path }: Address & { release: string },
): Promise<Proof> {
  if (/^\/cite\b/.test(path)) refuseAddress('is of a citation itself: cite what that cites');
  const pin = writePin(release);
  const lines = writeLinesPath(path);
  if (lines) {
    await refuseUnanswered(app, request, pin + path);
    await refuseVeryLong(app, request, pin, path);
  }
  const response = await askFor(app, request, {
    url: `${pin}${lines ?? path}`,
    headers: { accept: lines ? '*/*' : 'application/json' },
    payloadAsStream: true,
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
    for await (const chunk of readAll(response, request)) {
      hash.update(chunk);
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) records++;
    }
    return { sha256: hash.digest('hex'), records, lines: `${pin}${lines}` };
  }
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of readAll(response, request)) {
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
