/** `/corrections.atom`: corrections as a feed (Atom, RFC 4287), so that whoever cites a record hears of them. */
import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { selectJson, selectPage } from '../query/list.ts';
import { correctionResource } from '../schema/corrections.ts';
import { escapeMarkup } from '../text/escape.ts';
import { send } from './answer.ts';
import type { Context } from './context.ts';
import { describeErrors, describeText } from './responses.ts';

const MEDIA_TYPE = 'application/atom+xml; charset=utf-8';

/** Corrections in the feed, the newest. */
const ENTRIES = 100;

/** A correction as far as the feed has it. */
interface Correction {
  id: string;
  title: string;
  now: string;
  date: string;
  noticed_by: string;
  records: { collection: string; id: string }[];
  removed: string | null;
}

/** A day as the time of day that Atom asks for (RFC 3339): its beginning. */
const toTime = (day: string) => `${day}T00:00:00Z`;

function writeEntry(
  base: string,
  { id, title, now, date, noticed_by, records, removed }: Correction,
): string {
  const url = `${base}/corrections/${id}`;
  const changed = records.map((record) => `${record.collection}/${record.id}`);
  const lines = [
    `Now: ${now}.`,
    ...(changed.length ? [`Records: ${changed.join(', ')}.`] : []),
    ...(removed ? [`Removed: ${removed}.`] : []),
    `Noticed by: ${noticed_by}.`,
  ];
  return `  <entry>
    <id>${escapeMarkup(url)}</id>
    <title>${escapeMarkup(title)}</title>
    <updated>${toTime(date)}</updated>
    <link href="${escapeMarkup(url)}"/>
    <summary>${escapeMarkup(lines.join(' '))}</summary>
  </entry>
`;
}

function writeFeed(context: Context, base: string): string {
  const { store } = context;
  const newest = { name: 'date', descending: true };
  const ids = selectPage(store, correctionResource, { conditions: [], q: null }, newest, ENTRIES, null);
  const entries = selectJson(store, correctionResource, ids).map((json) => JSON.parse(json) as Correction);
  const self = `${base}/corrections.atom`;
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>${escapeMarkup(self)}</id>
  <title>${escapeMarkup(`${store.release.title}: corrections`)}</title>
  <updated>${toTime(entries[0]?.date ?? store.release.date)}</updated>
  <author><name>${escapeMarkup(store.release.title)}</name></author>
  <link rel="self" href="${escapeMarkup(self)}"/>
  <link rel="alternate" href="${escapeMarkup(`${base}/corrections?sort=-date`)}"/>
${entries.map((entry) => writeEntry(base, entry)).join('')}</feed>
`;
}

/** Adds the feed of corrections. */
export function addFeedRoute(app: FastifyInstance, context: Context) {
  app.get('/corrections.atom', {
    schema: {
      operationId: 'getCorrectionsFeed',
      tags: [correctionResource.name],
      summary: 'Follow corrections in a feed reader',
      description: `The newest ${ENTRIES} corrections as an Atom feed.`,
      querystring: z.strictObject({}),
      response: { 200: describeText(MEDIA_TYPE, 'The feed'), ...describeErrors(400) },
    },
    handler: async (request, reply) => {
      const base = context.getBase(request);
      return send(request, reply, context, {
        mediaType: MEDIA_TYPE,
        key: `${base}/corrections.atom`,
        compute: async () => ({ body: writeFeed(context, base) }),
      });
    },
  });
}
