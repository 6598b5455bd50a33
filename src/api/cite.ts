/** `/cite`: how an answer is cited, and `/cite/check`: whether it is still what was cited. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { requiredParameter } from '../query/parameter.ts';
import { readSingle, refuse } from '../query/read.ts';
import { getReleaseDate } from '../schema/releases.ts';
import { send } from './answer.ts';
import { type Address, prove, readAddress, writeCitation } from './citing.ts';
import { type Context, writeExampleLink, writePin } from './context.ts';
import { JSON_TYPE } from './media-type.ts';
import { makeMeta } from './meta.ts';
import { refuseUnlessJson } from './negotiate.ts';
import { HttpProblem } from './problem.ts';
import { describeErrors, RecordMeta } from './responses.ts';
import { getIgnored } from './tracking.ts';

const ABOUT_SHA256 =
  'SHA-256 of its lines: of its NDJSON, byte by byte; of an answer without, of each member of `data` as compact JSON with a line feed behind it';

const Citation = z
  .strictObject({
    title: z.string().describe('What is cited'),
    release: z.string().describe('The release that it is of'),
    date: z.iso.date().describe('The day of the release'),
    url: z.string().describe('Where it stands for good, as long as that release is served'),
    ndjson_url: z.string().nullable().describe('Its lines, whose SHA-256 is told; null where there are none'),
    records: z.int().describe('How many records it has'),
    sha256: z.string().describe(ABOUT_SHA256),
    check_url: z.string().describe('Asks whether it is still so'),
    text: z.string().describe('The citation as text'),
    bibtex: z.string().describe('The citation as BibTeX'),
    csl: z.record(z.string(), z.unknown()).describe('The citation as an item of CSL-JSON'),
  })
  .meta({ id: 'DataCitation', description: 'How an answer is cited, and proved later' });

const Check = z
  .strictObject({
    matches: z.boolean().describe('Whether it is what was cited'),
    given: z.string().describe('The SHA-256 that was cited'),
    found: z.string().describe('The SHA-256 of what is answered now'),
    release: z.string().describe('The release that was asked'),
    pinned: z
      .boolean()
      .describe('Whether the address names its release; one that does not is answered by the newest'),
    url: z.string().describe('What was asked'),
  })
  .meta({ id: 'CitationCheck', description: 'Whether an answer is what was cited' });

const SHA256 = /^[0-9a-f]{64}$/i;
const readSha256 = (raw: unknown): string => {
  const value = readSingle(raw);
  return SHA256.test(value)
    ? value.toLowerCase()
    : refuse(`“${value}” is no SHA-256; that has 64 hexadecimal digits`);
};

const describeAnswer = (description: string, data: z.ZodType, id: string) => ({
  description,
  content: {
    'application/json': {
      schema: z
        .strictObject({
          data,
          meta: RecordMeta,
          links: z.strictObject({ self: z.string().describe('This answer') }).describe('Absolute URLs'),
        })
        .meta({ id, description }),
    },
  },
});

/** Characters of an address: a citation’s own has it, encoded, in a request’s head. */
const MAX_ADDRESS = 4_000;

const makeUrlParameter = (example: string) =>
  requiredParameter((raw) => readSingle(raw, MAX_ADDRESS), {
    type: 'string',
    description:
      'An address of this service: of a record, a list, a search or a comparison; whole, or from the first / on',
    example,
  });

/** The release that an address is of, with the address as it stands for good. */
function pinAddress({ store, getRoot }: Context, request: FastifyRequest, url: string) {
  const root = getRoot(request);
  const { release, path } = readAddress(url, root);
  const pinned: Address & { release: string } = { release: release ?? store.release.id, path };
  return { root, pinned, isPinned: release !== null, whole: root + writePin(pinned.release) + path };
}

/** Sends what is computed of an address, under the URL of this answer. */
function sendData(
  request: FastifyRequest,
  reply: FastifyReply,
  context: Context,
  self: string,
  compute: () => Promise<unknown>,
): Promise<FastifyReply> {
  const ignored = getIgnored(request);
  return send(request, reply, context, {
    mediaType: JSON_TYPE,
    key: self,
    compute: async () => ({
      body: Buffer.from(
        JSON.stringify({
          data: await compute(),
          meta: makeMeta(context.store.release, ignored),
          links: { self },
        }),
      ),
    }),
  });
}

function addCiteRoute(app: FastifyInstance, context: Context, example: string): void {
  app.get('/cite', {
    schema: {
      operationId: 'cite',
      tags: ['citing'],
      summary: 'Cite an answer',
      description: `A citation of any answer, as text, BibTeX and CSL-JSON: with its release, an address that answers the same for good, and a SHA-256 by which a colleague can prove that it does. ${writeExampleLink(context, `/cite?url=${encodeURIComponent(example)}`)}`,
      querystring: z.strictObject({ url: makeUrlParameter(example) }),
      response: {
        200: describeAnswer('The citation', Citation, 'DataCitationAnswer'),
        ...describeErrors(400, 404, 406, 410, 503),
      },
    },
    handler: async (request, reply) => {
      refuseUnlessJson(request);
      const { url } = request.query as { url: string };
      const base = context.getBase(request);
      const self = `${base}/cite?url=${encodeURIComponent(url)}`;
      return sendData(request, reply, context, self, async (): Promise<z.output<typeof Citation>> => {
        const { root, pinned, whole } = pinAddress(context, request, url);
        const proof = await prove(app, request, pinned);
        const { release } = pinned;
        const date = getReleaseDate(release);
        const store = context.served.get(release);
        if (!store) throw new HttpProblem(400, `url: is of another release than this; ask ${root}/cite`);
        const { title, ...forms } = writeCitation(store, pinned.path, { release, date, url: whole, proof });
        const { sha256, records, lines } = proof;
        return {
          title,
          release,
          date,
          url: whole,
          ndjson_url: lines && `${root}${lines}`,
          records,
          sha256,
          check_url: `${base}/cite/check?url=${encodeURIComponent(whole)}&sha256=${sha256}`,
          ...forms,
        };
      });
    },
  });
}

function addCheckRoute(app: FastifyInstance, context: Context, example: string): void {
  app.get('/cite/check', {
    schema: {
      operationId: 'checkCitation',
      tags: ['citing'],
      summary: 'Check a citation',
      description: 'Whether what an address answers is what was cited, by the SHA-256 in the citation.',
      querystring: z.strictObject({
        url: makeUrlParameter(example),
        sha256: requiredParameter(readSha256, {
          type: 'string',
          description: 'The SHA-256 that was cited',
          example: '0'.repeat(64),
        }),
      }),
      response: {
        200: describeAnswer('What was found', Check, 'CitationCheckAnswer'),
        ...describeErrors(400, 404, 406, 410, 503),
      },
    },
    handler: async (request, reply) => {
      refuseUnlessJson(request);
      const { url, sha256 } = request.query as { url: string; sha256: string };
      const self = `${context.getBase(request)}/cite/check?url=${encodeURIComponent(url)}&sha256=${sha256}`;
      return sendData(request, reply, context, self, async (): Promise<z.output<typeof Check>> => {
        const { pinned, isPinned, whole } = pinAddress(context, request, url);
        const { sha256: found } = await prove(app, request, pinned);
        const { release } = pinned;
        return { matches: found === sha256, given: sha256, found, release, pinned: isPinned, url: whole };
      });
    },
  });
}

/** Adds both routes. */
export function addCiteRoutes(app: FastifyInstance, context: Context) {
  const example = `/demands/${context.store.examples.demands?.id ?? ''}`;
  addCiteRoute(app, context, example);
  addCheckRoute(app, context, example);
}
