/** `/sql`: a page alone, by which the release’s file is asked in a browser, and what it loads. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { HTML_TYPE } from '../pages/layout.ts';
import { MAX_QUERY, SQL_POLICY, SQL_WORKER_POLICY, type SqlView, writeSqlPage } from '../pages/sql.ts';
import { columnGuide, tableGuide } from '../schema/guide.ts';
import { findDatabase } from '../store/downloads.ts';
import type { Store } from '../store/store.ts';
import { acceptsHtml } from './accept.ts';
import { send } from './answer.ts';
import type { Context } from './context.ts';
import { makeEtag } from './etag.ts';
import { memoize } from './memoize.ts';
import { HttpProblem } from './problem.ts';

const SCRIPT = 'text/javascript; charset=utf-8';

/** What the page loads, and what the thread loads that it begins. */
const FILES: readonly [name: string, file: string, mediaType: string][] = [
  ['page.js', '../pages/sql.js', SCRIPT],
  ['worker.js', '../pages/sql-worker.js', SCRIPT],
  ['sql-wasm-browser.js', 'sql.js/dist/sql-wasm-browser.js', SCRIPT],
  ['sql-wasm-browser.wasm', 'sql.js/dist/sql-wasm-browser.wasm', 'application/wasm'],
];

/** Read once, for however many releases. */
const readFiles = memoize(() =>
  Promise.all(
    FILES.map(async ([name, file, mediaType]) => {
      const body = await readFile(fileURLToPath(import.meta.resolve(file)));
      return { name, mediaType, body, key: makeEtag([body.toString('latin1')]) };
    }),
  ),
);

/** Tables and views, as the file itself explains them. */
function describeTables({ db }: Store): SqlView['tables'] {
  const columns = Map.groupBy(db.select().from(columnGuide).all(), ({ table_name }) => table_name);
  return db
    .select()
    .from(tableGuide)
    .orderBy(tableGuide.name)
    .all()
    .map((table) => ({ ...table, columns: columns.get(table.name) ?? [] }));
}

/** Adds the page and what it loads. */
export async function addSqlRoutes(app: FastifyInstance, context: Context): Promise<void> {
  const { store, path, release, getBase } = context;
  const tables = memoize(() => describeTables(store));
  const q = z.string().max(MAX_QUERY).optional();
  app.get('/sql', { schema: { hide: true, querystring: z.strictObject({ q }) } }, (request, reply) => {
    if (!acceptsHtml(request))
      throw new HttpProblem(
        406,
        'There is a page here and nothing else (text/html). The file that it asks is listed at /downloads, and every list of the API can be asked as data.',
      );
    const { q: query = '' } = request.query as { q?: string };
    const base = getBase(request);
    const files = findDatabase(store);
    reply.header('content-security-policy', SQL_POLICY);
    return send(request, reply, context, {
      mediaType: HTML_TYPE,
      key: ['sql', base, query, files?.fetched.name, files?.fetched.bytes].join('\n'),
      mayChange: true,
      compute: () => ({
        body: writeSqlPage({ path, base, release: release.id, query, files, tables: tables() }).text,
      }),
    });
  });
  for (const { name, mediaType, body, key } of await readFiles())
    app.get(`/sql/${name}`, { schema: { hide: true, querystring: z.strictObject({}) } }, (request, reply) => {
      // A thread has the policy that its script comes with.
      if (name === 'worker.js') reply.header('content-security-policy', SQL_WORKER_POLICY);
      return send(request, reply, context, { mediaType, key, compute: () => ({ body }) });
    });
}
