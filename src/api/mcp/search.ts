/** `search`: where everything begins. */
import * as z from 'zod';
import { ask, type ListAnswer } from './ask.ts';
import { cursor, defineTool, limit, recordCollection } from './tool.ts';

/** Full text over all records. */
export const search = defineTool({
  name: 'search',
  title: 'Search everything',
  description:
    'Full-text search over all records: demands, statements, people, events, documents and so on, best match first. Use it to find the ids that the other tools take. All words have to be there; "a phrase" in quotes, `a OR b`, `-without`, `begin*`. If nothing is found, `not_found` names the word that no record has.',
  input: z.strictObject({
    q: z.string().describe('What to search for, in English, such as: neutral status'),
    collections: z.array(recordCollection).optional().describe('Only these collections'),
    limit,
    cursor,
  }),
  answer: async (toolContext, { q, collections, limit, cursor }) => {
    const { data, meta, links } = await ask<ListAnswer>(toolContext, '/search', {
      q,
      collection: collections,
      limit,
      cursor,
    });
    const { total, next_cursor, not_found } = meta;
    return JSON.stringify({
      total,
      hits: data.map(({ match, also, ...hit }) => ({
        ...hit,
        match: readMarkup(String(match)),
        ...(Object.keys(also as object).length ? { also } : {}),
      })),
      ...(not_found ? { not_found } : {}),
      ...(next_cursor ? { next_cursor } : {}),
      url: links.self,
      release: toolContext.context.release.id,
    });
  },
});

const ENTITIES: Record<string, string> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};

/** The text that HTML stands for, what is marked between asterisks. */
const readMarkup = (html: string): string =>
  html
    .replaceAll(/<\/?mark>/g, '**')
    .replaceAll(/&(?:lt|gt|quot|amp|#39);/g, (entity) => ENTITIES[entity] ?? entity);
