/** Pages for whoever asks with a browser, at the URLs of the answers that they show. */
import { readFile } from 'node:fs/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { pages } from '../pages/index.ts';
import { ASSETS, HTML_TYPE, POLICY } from '../pages/layout.ts';
import { completeQuestion, type Page } from '../pages/page.ts';
import { prefersHtml } from './accept.ts';
import { send } from './answer.ts';
import { ask, askAll } from './ask.ts';
import type { Context } from './context.ts';
import { makeEtag } from './etag.ts';

const MEDIA_TYPES: Record<keyof typeof ASSETS, string> = {
  style: 'text/css; charset=utf-8',
  script: 'text/javascript; charset=utf-8',
};

/** The same address without parameters that a form left empty, which ask nothing; null where there are none. */
function leaveOutEmpty(url: string): string | null {
  const [path = '', query = ''] = url.split('?');
  const pairs = query.split('&');
  const kept = pairs.filter((pair) => !pair.endsWith('='));
  if (kept.length === pairs.length || !query) return null;
  // Relative, since a proxy may have taken a prefix off.
  return `${path.slice(path.lastIndexOf('/') + 1) || '.'}${kept.length ? `?${kept.join('&')}` : ''}`;
}

/** Path and query of a request under a prefix that routes are registered with. */
const getLocalUrl = (app: FastifyInstance, { url }: FastifyRequest): string =>
  url.slice(app.prefix.length) || '/';

/** What the documentation calls the operation of a request. */
function getOperation({ routeOptions }: FastifyRequest): string {
  const { tags, operationId } = routeOptions.schema as { tags?: string[]; operationId?: string };
  return `${tags?.[0]}/${operationId}`;
}

async function sendPage(
  app: FastifyInstance,
  context: Context,
  page: Page,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const url = getLocalUrl(app, request);
  reply.header('content-security-policy', POLICY);
  const { form } = page;
  if (form?.needs.some((name) => !new URLSearchParams(url.split('?')[1]).has(name)))
    return send(request, reply, context, {
      mediaType: HTML_TYPE,
      key: url,
      compute: () => ({ body: form.render(context.path, url).text }),
    });
  const { answer, etag } = await ask(app, request, completeQuestion(page, url));
  return send(request, reply, context, {
    mediaType: HTML_TYPE,
    // The tag of the answer, and the address as it was written: links of the page keep to that.
    key: `${etag} ${url}`,
    ...(page.mayChange ? { mayChange: true } : {}),
    compute: async () => {
      const more = await askAll(app, request, page.ask?.(answer, url));
      const view = {
        path: context.path,
        url,
        answer,
        more,
        operation: getOperation(request),
      };
      return { body: page.render(view).text };
    },
  });
}

/** Answers browsers with pages, where there is one. Has to be added before the routes. */
export async function addPages(app: FastifyInstance, context: Context): Promise<void> {
  app.addHook('preValidation', async (request, reply) => {
    const page = pages.get(request.routeOptions.url?.slice(app.prefix.length) || '/');
    if (!page || !prefersHtml(request)) return;
    const shorter = leaveOutEmpty(request.originalUrl);
    if (shorter !== null) return reply.header('vary', 'Accept').redirect(shorter, 303);
    return sendPage(app, context, page, request, reply);
  });
  const read = (name: string) => readFile(new URL(`../pages/${name}`, import.meta.url));
  for (const [kind, name] of Object.entries(ASSETS) as [keyof typeof ASSETS, string][]) {
    // Drawings are styled apart, since files of them take that along.
    const parts = kind === 'style' ? [await read(name), await read('figures.css')] : [await read(name)];
    const body = Buffer.concat(parts);
    const key = makeEtag([body.toString('latin1')]);
    const hidden = { hide: true, querystring: z.strictObject({}) };
    app.get(`/${name}`, { schema: hidden }, (request, reply) =>
      send(request, reply, context, { mediaType: MEDIA_TYPES[kind], key, compute: () => ({ body }) }),
    );
  }
}
