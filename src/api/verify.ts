import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { selectJson } from '../query/json.ts';
import { selectPage } from '../query/page.ts';
import { citationResource } from '../schema/citations.ts';
import { words } from '../schema/fields.ts';
import { sourceResource } from '../schema/sources.ts';
import type { Store } from '../store/store.ts';
import { checkAnchor, MAX_PLACES } from '../text/anchor.ts';
import { type Difference, findDifferences } from '../text/differences.ts';
import { DocumentText } from '../text/document.ts';
import { explainAbsence } from './absence.ts';
import { pause, prefixUrls } from './answer.ts';
import { limitBodies } from './bodies.ts';
import type { Context } from './context.ts';
import { getGone } from './exchange.ts';
import { JSON_TYPE } from './media-type.ts';
import { makeGoneProblem, sendProblem } from './problem.ts';
import {
  ENCODINGS,
  MAX_DOCUMENT_BYTES,
  makeEmptyProblem,
  makeMediaTypeProblem,
  readDocument,
} from './request-body.ts';
import { describeErrors, RecordMeta } from './responses.ts';

const Checked = z
  .strictObject({
    id: z.string().describe('Id of the citation'),
    url: z.string().describe('Its URL, relative to the root'),
    exact: z.string().describe('Its fragment'),
    start: z.int().describe('Start of its passage, in code points'),
    end: z.int().describe('End of its passage, exclusive'),
    status: z
      .enum(['anchored', 'moved', 'not_found'])
      .describe('anchored: once in its passage; moved: found exactly, but elsewhere; not_found: nowhere'),
    found_at: z
      .array(z.int())
      .describe(
        `Where the fragment begins in the text that was sent, in code points: the first ${MAX_PLACES} places`,
      ),
    looks_like: z
      .strictObject({
        start: z.int().describe('Where it begins, in code points'),
        end: z.int().describe('Where it ends, exclusive'),
        differs: z
          .string()
          .describe('The first characters that differ, such as U+00A0 where the fragment has a space'),
      })
      .nullable()
      .describe(
        'Of a fragment that is not found: where what looks the same stands in other characters; null where nothing does',
      ),
  })
  .meta({ id: 'CheckedCitation', description: 'A citation held against a text' });

interface Citation {
  id: string;
  url: string;
  exact: string;
  start: number;
  end: number;
}

const difference = words<Difference>('TextDifference', 'In what alone two texts differ', {
  byte_order_mark: 'one begins with a byte order mark',
  line_ends: 'their lines end in other characters',
  final_line_end: 'the last line of one has no end',
  normalization: 'letters with marks are written in other Unicode forms',
});

const Answer = z
  .strictObject({
    data: z
      .strictObject({
        same_text: z.boolean().describe('Whether the text is the one that the citations are anchored in'),
        differs_in: z
          .array(difference)
          .describe('In what alone it differs from that one; empty where it is the same, or differs in more'),
        sha256: z.string().describe('SHA-256 of the text that was sent, unpacked and in UTF-8'),
        expected_sha256: z.string().describe('SHA-256 of the text that the citations are anchored in'),
        length: z.int().describe('Length of the text that was sent, in code points'),
        anchored: z.int().describe('Citations found once in their passage'),
        moved: z.int().describe('Citations found elsewhere'),
        not_found: z.int().describe('Citations not found'),
        citations: z.array(Checked).describe('Each citation of the source'),
      })
      .describe('The result'),
    meta: RecordMeta,
  })
  .meta({ id: 'Verification', description: 'The evidence of a source held against a text' });

/** Every citation of a source, in the order of the document. */
function selectCitations(store: Store, source: string, path: string): Citation[] {
  const question = { conditions: [{ name: 'source', values: [source] }], q: null };
  const order = { name: 'position', descending: false };
  const all = store.count(citationResource.name);
  const ids = selectPage(store, citationResource, question, order, all, null);
  return selectJson(store, citationResource, ids).map(
    (json) => JSON.parse(prefixUrls(json, path)) as Citation,
  );
}

/**
 * `POST /sources/{id}/verify`: holds the citations of a source against the reader's own copy of the document, so
 * that they can be checked without the text being handed round. Nothing of it is kept or logged.
 */
export async function addVerifyRoute(app: FastifyInstance, context: Context) {
  const { store, path, refusals } = context;
  await app.register(async (scope) => {
    limitBodies(scope, refusals);
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      'text/plain',
      { parseAs: 'buffer', bodyLimit: MAX_DOCUMENT_BYTES },
      (_, body, done) => done(null, body),
    );
    scope.addContentTypeParser('*', (request, payload, done) => {
      payload.resume();
      done(makeMediaTypeProblem(request.headers['content-type']));
    });
    scope.route({
      method: ['GET', 'PUT', 'PATCH', 'DELETE'],
      url: '/sources/:id/verify',
      schema: { hide: true },
      onRequest: async (_, reply) =>
        sendProblem(reply.header('allow', 'POST, OPTIONS'), 405, 'Send your copy of the document with POST.'),
      handler: async () => undefined,
    });
    scope.post('/sources/:id/verify', {
      bodyLimit: MAX_DOCUMENT_BYTES,
      schema: {
        operationId: 'verifySource',
        tags: ['sources'],
        summary: 'Check the evidence against your own copy of a document',
        description: `Send the document as text/plain, byte for byte: \`curl --data-binary @FILE -H 'content-type: text/plain; charset=utf-8' …/sources/ID/verify\` (curl’s \`-d @FILE\` would take the line ends out). UTF-8 unless the charset says otherwise; it may be packed (content-encoding ${ENCODINGS.join(', ')}); at most ${MAX_DOCUMENT_BYTES} bytes, unpacked too. The answer tells whether it is the same text, or in what alone it differs, and for each citation whether its fragment stands where it should. Nothing of the text is stored or logged.`,
        consumes: ['text/plain'],
        params: z.strictObject({
          id: z.string().meta({ description: 'Id of the source', example: store.examples.sources?.id }),
        }),
        querystring: z.strictObject({}),
        body: z.any().meta({
          type: 'string',
          description: 'The text of the document',
          example: 'The text of the document',
        }),
        response: {
          200: { description: 'The result', content: { 'application/json': { schema: Answer } } },
          ...describeErrors(308, 400, 404, 410, 413, 415, 503),
        },
      },
      handler: async (request, reply) => {
        const { id: source } = request.params as { id: string };
        const json = store.readJson(sourceResource, source);
        if (json === undefined) throw explainAbsence(context, request, sourceResource);
        if (!Buffer.isBuffer(request.body) || request.body.length === 0) throw makeEmptyProblem();
        const expected = JSON.parse(json) as { sha256: string; length: number };
        const text = new DocumentText(await readDocument(request.body, request.headers));
        const gone = getGone(request.raw);
        const checked: (ReturnType<typeof checkAnchor> & Citation)[] = [];
        for (const { id, url, exact, start, end } of selectCitations(store, source, path)) {
          checked.push({ id, url, exact, start, end, ...checkAnchor(text, { start, end, exact }) });
          await pause(); // a large text is looked through for each citation
          if (gone.aborted) throw makeGoneProblem();
        }
        const countStatus = (status: string) =>
          checked.filter((citation) => citation.status === status).length;
        return reply
          .header('cache-control', 'no-store')
          .type(JSON_TYPE)
          .send(
            JSON.stringify({
              data: {
                same_text: text.sha256 === expected.sha256,
                differs_in: findDifferences(text, expected),
                sha256: text.sha256,
                expected_sha256: expected.sha256,
                length: text.length,
                anchored: countStatus('anchored'),
                moved: countStatus('moved'),
                not_found: countStatus('not_found'),
                citations: checked,
              },
              meta: { release: store.release.id },
            }),
          );
      },
    });
  });
}
