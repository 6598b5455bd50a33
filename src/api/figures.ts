/** Figures by themselves: `/figures/{name}` before the address of what they are drawn from, as a page to frame or as SVG. */
import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import * as z from 'zod';
import { type FigureSource, makeFileStyle, writeEmbed, writeSvgFile } from '../pages/figures/figure.ts';
import { figures } from '../pages/figures/index.ts';
import { EMBED_POLICY, HTML_TYPE } from '../pages/layout.ts';
import { SHAPING } from '../pages/list.ts';
import { readAccept } from './accept.ts';
import { makeFileHeaders, send } from './answer.ts';
import { ask, askAll } from './ask.ts';
import { type Context, writeExampleLink, writePin } from './context.ts';
import { JSON_TYPE } from './media-type.ts';
import { makeMeta } from './meta.ts';
import { refuseUnlessJson } from './negotiate.ts';
import { HttpProblem, HttpRedirect } from './problem.ts';
import { describeErrors, RecordMeta } from './responses.ts';
import { getIgnored } from './tracking.ts';

const SVG_TYPE = 'image/svg+xml; charset=utf-8';
const SVG = /^([^?]*)\.svg(?=\?|$)/;

/** The answer that a figure is drawn from, path and query, of the address of the figure. */
const readSource = (app: FastifyInstance, { url }: FastifyRequest, name: string): string =>
  url.slice(app.prefix.length + `/figures/${name}`.length).replace(SVG, '$1');

/** Whether a client would rather have the file than the page. */
const prefersSvg = (request: FastifyRequest): boolean =>
  new Negotiator({ headers: { accept: readAccept(request) ?? '*/*' } } as never).mediaType([
    'text/html',
    'image/svg+xml',
  ]) === 'image/svg+xml';

function addFigureRoute(app: FastifyInstance, context: Context, source: FigureSource, style: string): void {
  const { name, route } = source;
  // The one style of a file, and nothing else, may be applied in it.
  const svgPolicy = `default-src 'none'; style-src 'sha256-${hash('sha256', style, 'base64')}'`;
  // Of a list its suffix is a route of its own, of a record a part of the id that is asked for.
  const routes = route.endsWith(':id') ? [route] : [route, `${route}.svg`];
  for (const one of routes)
    app.get(
      `/figures/${name}${one}`,
      { schema: { hide: true, querystring: z.record(z.string(), z.unknown()) } },
      async (request, reply) => {
        const url = readSource(app, request, name);
        const isFile = SVG.test(request.url) || prefersSvg(request);
        const base = context.getBase(request);
        const { pathname, searchParams } = new URL(url, 'http://x');
        // A figure is of all that meets the filters.
        const shaping = SHAPING.find((name) => searchParams.has(name));
        if (shaping)
          throw new HttpProblem(400, `A figure is of all that meets the filters: leave ${shaping} out.`);
        if (pathname.includes('.'))
          throw new HttpProblem(404, 'A figure is a page, or with .svg after its address a file.');
        const { answer, etag } = await ask(app, request, url).catch((error) => {
          if (!(error instanceof HttpRedirect)) throw error;
          const moved = error.location.replace(base, `${base}/figures/${name}`);
          throw new HttpRedirect(
            error.status,
            isFile ? moved.replace(/(?=\?|$)/, '.svg') : moved,
            error.message,
          );
        });
        reply.header('content-security-policy', isFile ? svgPolicy : EMBED_POLICY);
        return send(request, reply, context, {
          mediaType: isFile ? SVG_TYPE : HTML_TYPE,
          key: `${etag} ${name} ${url}`,
          compute: async () => {
            const more = await askAll(app, request, source.ask?.(answer, url));
            const view = { path: context.path, url, answer, more };
            const figure = source.draw(view);
            if (!figure) throw new HttpProblem(404, 'There is too little to draw: ask for more records.');
            const { id } = context.release;
            const origin = { release: id, base: context.pin ? base : base + writePin(id) };
            if (!isFile) return { body: writeEmbed(figure, view, origin).text };
            const { picture } = figure;
            if (!picture) throw new HttpProblem(404, 'This figure is a table: there is no SVG of it.');
            return {
              body: writeSvgFile({ ...figure, picture }, url, origin, style),
              headers: makeFileHeaders(`${origin.base}${url}`, context.release, name, 'svg'),
            };
          },
        });
      },
    );
}

const Figures = z
  .strictObject({
    data: z
      .array(
        z
          .strictObject({
            name: z.string().describe('Its name, as in its address'),
            about: z.string().describe('What it shows'),
            drawn_from: z
              .string()
              .describe(
                'The address that it is drawn from, which stands behind its name: `/demands`, `/demands/{id}`',
              ),
            url: z
              .string()
              .nullable()
              .describe('Where one is, relative to the root; null where there is nothing to draw it from'),
          })
          .meta({ id: 'FigureEntry', description: 'A figure that has an address of its own' }),
      )
      .describe('All figures'),
    meta: z
      .strictObject({ count: z.int().describe('Figures'), ...RecordMeta.shape })
      .describe('About the answer'),
    links: z.strictObject({ self: z.string().describe('This answer') }).describe('Absolute URLs'),
  })
  .meta({ id: 'Figures', description: 'Figures that have an address of their own' });

/** `/figures`: which there are. */
function addFigureList(app: FastifyInstance, context: Context): void {
  const { store } = context;
  const data = figures.map(({ name, about, route }) => {
    const [, collection = '', id] = route.split('/');
    const example = id === undefined ? '' : store.examples[collection]?.id;
    const url =
      example === undefined || example === null ? null : `/figures/${name}${route.replace(':id', example)}`;
    return { name, about, drawn_from: route.replace(':id', '{id}'), url };
  });
  app.get('/figures', {
    schema: {
      operationId: 'listFigures',
      tags: ['about'],
      summary: 'List the figures that can be framed or saved',
      description: `Figures by themselves: \`/figures/{name}\` before the address of what they are drawn from, with its filters; with \`.svg\` after the path drawings are files. ${writeExampleLink(context, '/figures')}`,
      querystring: z.strictObject({}),
      response: {
        200: { description: 'The figures', content: { 'application/json': { schema: Figures } } },
        ...describeErrors(400, 406),
      },
    },
    handler: async (request, reply) => {
      refuseUnlessJson(request);
      const self = `${context.getBase(request)}/figures`;
      const answer: z.output<typeof Figures> = {
        data,
        meta: { count: data.length, ...makeMeta(store.release, getIgnored(request)) },
        links: { self },
      };
      return send(request, reply, context, {
        mediaType: JSON_TYPE,
        key: self,
        compute: () => ({ body: JSON.stringify(answer) }),
      });
    },
  });
}

/** Adds the list of figures, and the address of each. */
export async function addFigureRoutes(app: FastifyInstance, context: Context): Promise<void> {
  const read = (name: string) => readFile(new URL(`../pages/${name}`, import.meta.url), 'utf8');
  const style = makeFileStyle(await read('pages.css'), await read('figures.css'));
  addFigureList(app, context);
  for (const source of figures) addFigureRoute(app, context, source, style);
}
