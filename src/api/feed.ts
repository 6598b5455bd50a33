/** Feeds (Atom, RFC 4287): corrections, so that whoever cites a record hears of them, and releases. */
import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { selectJson } from '../query/json.ts';
import { selectPage } from '../query/page.ts';
import { listReleases } from '../query/releases.ts';
import { correctionResource } from '../schema/corrections.ts';
import { releaseResource } from '../schema/releases.ts';
import type { Store } from '../store/store.ts';
import { escapeMarkup } from '../text/escape.ts';
import { send } from './answer.ts';
import type { Context } from './context.ts';
import { describeErrors, describeText } from './responses.ts';

const MEDIA_TYPE = 'application/atom+xml; charset=utf-8';

/** Entries of a feed, the newest. */
const ENTRIES = 100;

interface Entry {
  /** Path of what it tells of. */
  path: string;
  title: string;
  /** A day. */
  date: string;
  summary: string;
}

interface Feed {
  path: string;
  operationId: string;
  tag: string;
  /** What it is about, after the name of the dataset. */
  title: string;
  summary: string;
  /** Path of the list that it is made from. */
  list: string;
  findEntries: (store: Store) => Entry[];
}

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

function findCorrections(store: Store): Entry[] {
  const newest = { name: 'date', descending: true };
  const ids = selectPage(store, correctionResource, { conditions: [], q: null }, newest, ENTRIES, null);
  const corrections = selectJson(store, correctionResource, ids).map(
    (json) => JSON.parse(json) as Correction,
  );
  return corrections.map(({ id, title, now, date, noticed_by, records, removed }) => {
    const changed = records.map((record) => `${record.collection}/${record.id}`);
    const summary = [
      `Now: ${now}.`,
      ...(changed.length ? [`Records: ${changed.join(', ')}.`] : []),
      ...(removed ? [`Removed: ${removed}.`] : []),
      `Noticed by: ${noticed_by}.`,
    ].join(' ');
    return { path: `/corrections/${id}`, title, date, summary };
  });
}

const findReleases = (store: Store): Entry[] =>
  listReleases(store)
    .slice(0, ENTRIES)
    .map(({ id, title, date, before_id, added, changed, removed }) => ({
      path: `/releases/${id}`,
      title,
      date: date ?? '',
      summary: before_id
        ? `Release ${id}: ${added} added, ${changed} changed, ${removed} removed.`
        : `Release ${id}, the first one.`,
    }));

const feeds: readonly Feed[] = [
  {
    path: '/corrections.atom',
    operationId: 'getCorrectionsFeed',
    tag: correctionResource.name,
    title: 'corrections',
    summary: 'Follow corrections in a feed reader',
    list: '/corrections?sort=-date',
    findEntries: findCorrections,
  },
  {
    path: '/changes.atom',
    operationId: 'getReleasesFeed',
    tag: releaseResource.name,
    title: 'releases',
    summary: 'Follow releases in a feed reader',
    list: '/releases?sort=-date',
    findEntries: findReleases,
  },
];

/** A day as the time of day that Atom asks for (RFC 3339): its beginning. */
const toTime = (day: string) => `${day}T00:00:00Z`;

function writeEntry(base: string, { path, title, date, summary }: Entry): string {
  const url = escapeMarkup(`${base}${path}`);
  return `  <entry>
    <id>${url}</id>
    <title>${escapeMarkup(title)}</title>
    <updated>${toTime(date)}</updated>
    <link href="${url}"/>
    <summary>${escapeMarkup(summary)}</summary>
  </entry>
`;
}

function writeFeed({ release }: Store, base: string, { path, title, list }: Feed, entries: readonly Entry[]) {
  const self = escapeMarkup(`${base}${path}`);
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>${self}</id>
  <title>${escapeMarkup(`${release.title}: ${title}`)}</title>
  <updated>${toTime(entries[0]?.date ?? release.date)}</updated>
  <author><name>${escapeMarkup(release.title)}</name></author>
  <link rel="self" href="${self}"/>
  <link rel="alternate" href="${escapeMarkup(`${base}${list}`)}"/>
${entries.map((entry) => writeEntry(base, entry)).join('')}</feed>
`;
}

/** Adds the feeds. */
export function addFeedRoutes(app: FastifyInstance, context: Context) {
  for (const feed of feeds)
    app.get(feed.path, {
      schema: {
        operationId: feed.operationId,
        tags: [feed.tag],
        summary: feed.summary,
        description: `The newest ${ENTRIES} ${feed.title} as an Atom feed.`,
        querystring: z.strictObject({}),
        response: { 200: describeText(MEDIA_TYPE, 'The feed'), ...describeErrors(400) },
      },
      handler: async (request, reply) => {
        const base = context.getBase(request);
        return send(request, reply, context, {
          mediaType: MEDIA_TYPE,
          key: `${base}${feed.path}`,
          compute: async () => ({
            body: writeFeed(context.store, base, feed, feed.findEntries(context.store)),
          }),
        });
      },
    });
}
