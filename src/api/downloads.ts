/** `/downloads`: the whole release as files, which the build has made beside the database. */
import { send as sendFile } from '@fastify/send';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import {
  type Download,
  type DownloadList,
  getDownloadsFolder,
  makeDownloadPrefix,
  readDownloads,
} from '../store/downloads.ts';
import type { Store } from '../store/store.ts';
import { findNearest } from '../text/closest.ts';
import { CACHE_CONTROL, send } from './answer.ts';
import { type Context, writeExampleLink } from './context.ts';
import { isFresh, isTagged, makeEtag } from './etag.ts';
import { JSON_TYPE } from './media-type.ts';
import { makeMeta } from './meta.ts';
import { refuseUnlessJson } from './negotiate.ts';
import { HttpProblem } from './problem.ts';
import { describeErrors, RecordMeta } from './responses.ts';
import { getIgnored } from './tracking.ts';

const DownloadFile = z
  .strictObject({
    name: z.string().describe('Name of the file; the release stands in it'),
    url: z.string().describe('Where it is, relative to the root'),
    about: z.string().describe('What it holds'),
    media_type: z.string().describe('Its media type'),
    bytes: z.int().min(0).describe('Its size in bytes'),
    sha256: z.string().describe('SHA-256 of its bytes, in hexadecimal digits; its `ETag` too'),
    release: z.string().describe('The release that it holds'),
  })
  .meta({ id: 'DownloadFile', description: 'A file that holds a release, or a table of it' });

const Downloads = z
  .strictObject({
    data: z.array(DownloadFile).describe('All files'),
    meta: RecordMeta,
  })
  .meta({ id: 'Downloads', description: 'The release as files' });

const Content = z
  .string()
  .meta({ id: 'DownloadContent', description: 'The bytes of the file', format: 'binary' });

const MEDIA_TYPES = [
  'application/vnd.sqlite3',
  'application/zip',
  'application/gzip',
  'application/vnd.apache.parquet',
];

const describeContent = (description: string) => ({
  description,
  content: Object.fromEntries(MEDIA_TYPES.map((mediaType) => [mediaType, { schema: Content }])),
});

/**
 * The downloads of the release that is served, as they are by now: they may be made, or replaced, while it is.
 * @throws {HttpProblem} 404 where there are none
 */
function getDownloads({ path, release }: Store): DownloadList {
  const found = readDownloads(path);
  if (found?.release === release.id) return found;
  throw new HttpProblem(
    404,
    found
      ? `The downloads here are those of release ${found.release}, and release ${release.id} is served; where the new ones are not being made, npm run data:build makes them, and a server that is started again serves both.`
      : `There are no downloads of release ${release.id} yet; where they are not being made, npm run data:build makes them. All else is answered.`,
  );
}

const findDownload = ({ files }: DownloadList, name: string): Download => {
  const found = files.find((file) => file.name === name);
  if (found) return found;
  const near = findNearest(
    name,
    files.map((file) => file.name),
  );
  const [suggestion] = near;
  throw new HttpProblem(
    404,
    `There is no download “${name}”; ${suggestion ? `near: ${near.join(', ')}` : 'they are listed at /downloads'}`,
    [{ parameter: 'name', detail: 'no such download', ...(suggestion ? { allowed: near, suggestion } : {}) }],
  );
};

/** One range of bytes, from a first one, or as many as are last; members of a list may be empty (RFC 9110 §5.6.1, §14.1.2). */
const RANGE = /^bytes=[\s,]*(?:(\d+)\s*-\s*(\d*)|-(\d+))[\s,]*$/i;

/**
 * The range that is asked for, where it counts: of the bytes that the client has begun with (RFC 9110 §13.1.5, §14.2). The
 * library takes a longer end of the file than there is for none; that is all of it. Several ranges are answered whole.
 */
function readRange({ method, headers }: FastifyRequest, etag: string, bytes: number): { range?: string } {
  const { range = '', 'if-range': same } = headers;
  if (method !== 'GET' || !/^bytes=/i.test(range) || (same !== undefined && same !== etag)) return {};
  const [, from, to = '', last] = RANGE.exec(range) ?? [];
  if (last !== undefined) return { range: `bytes=-${Math.min(Number(last), bytes)}` };
  return { range: from === undefined ? range.toLowerCase() : `bytes=${from}-${to}` };
}

async function answerFile(
  request: FastifyRequest,
  reply: FastifyReply,
  { store }: Context,
): Promise<FastifyReply> {
  const download = findDownload(getDownloads(store), (request.params as { name: string }).name);
  const { name, media_type, bytes, sha256 } = download;
  const etag = `"${sha256}"`;
  const { 'if-match': required } = request.headers;
  if (required && !isTagged(required, etag))
    throw new HttpProblem(412, `The file is another than that of If-Match; its tag is ${etag}.`);
  const ignored = getIgnored(request);
  reply
    .header('etag', etag)
    .header('cache-control', CACHE_CONTROL)
    .header('accept-ranges', 'bytes')
    .header('demarche-release', store.release.id);
  if (ignored.length) reply.header('demarche-ignored', ignored.join(', '));
  if (isFresh(request.headers, etag)) return reply.code(304).send();
  // Conditions were met above by the tag, which the library does not know: it is told of the range alone.
  const asked = { method: request.method, headers: readRange(request, etag, bytes) };
  const sent = await sendFile(asked as never, name, {
    root: getDownloadsFolder(store.path),
    cacheControl: false,
    contentType: false,
    etag: false,
    lastModified: false,
  });
  if (sent.statusCode === 416) {
    reply.header('content-range', `bytes */${bytes}`);
    throw new HttpProblem(416, `The file has ${bytes} bytes, and none of those asked for.`);
  }
  if (sent.type !== 'file') throw new HttpProblem(404, `${name} is no longer there; see /downloads.`);
  return reply
    .code(sent.statusCode)
    .headers(sent.headers)
    .header('content-type', media_type)
    .header('content-disposition', `attachment; filename="${name}"`)
    .send(sent.stream);
}

/** Adds the list of downloads, and the files. */
export function addDownloadRoutes(app: FastifyInstance, context: Context) {
  const { store } = context;
  const querystring = z.strictObject({});
  const example = `${makeDownloadPrefix(store.release.id)}-topics.parquet`;
  app.get('/downloads', {
    schema: {
      operationId: 'listDownloads',
      tags: ['about'],
      summary: 'List the files that hold the whole release',
      description: `The release as a SQLite database, as CSV in a data package, as NDJSON, and each table as Parquet. ${writeExampleLink(context, '/downloads')}`,
      querystring,
      response: {
        200: { description: 'The files', content: { 'application/json': { schema: Downloads } } },
        ...describeErrors(400, 406),
        404: { ...describeErrors(404)[404], description: 'The files of this release have not been made' },
      },
    },
    handler: async (request, reply) => {
      refuseUnlessJson(request);
      const { release, files } = getDownloads(store);
      const data = files.map(({ name, ...file }) => ({ name, url: `/downloads/${name}`, ...file, release }));
      const list: z.output<typeof Downloads> = { data, meta: makeMeta(store.release, getIgnored(request)) };
      const text = JSON.stringify(list);
      return send(request, reply, context, {
        mediaType: JSON_TYPE,
        key: makeEtag(['downloads', text]),
        mayChange: true,
        compute: () => ({ body: text }),
      });
    },
  });
  app.get('/downloads/:name', {
    schema: {
      operationId: 'getDownload',
      tags: ['about'],
      summary: 'Download a file that holds the release',
      description: `A file of \`/downloads\`. \`Range\` asks for a part of it, \`If-Range\` with its \`ETag\` for the rest of what was begun. ${writeExampleLink(context, `/downloads/${example}`)}`,
      params: z.strictObject({
        name: z.string().meta({ description: 'Name of the file, as listed', example }),
      }),
      querystring,
      response: {
        200: describeContent('The file'),
        206: describeContent('The part of it that `Range` asks for'),
        ...describeErrors(400, 404, 412, 416),
      },
    },
    handler: (request, reply) => answerFile(request, reply, context),
  });
}
