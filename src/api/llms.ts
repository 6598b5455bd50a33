/** `/llms.txt`: what a language model has to know to ask well (https://llmstxt.org). */
import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { SUFFIXES } from '../formats/index.ts';
import { writeExampleQuery } from '../query/parameter.ts';
import { resources } from '../schema/index.ts';
import { OPERATORS } from '../schema/parameters.ts';
import { send } from './answer.ts';
import type { Context } from './context.ts';
import { LINKS, MCP_PATH } from './links.ts';
import { NOTES } from './notes.ts';

const MEDIA_TYPE = 'text/plain; charset=utf-8';

const writeLink = (name: string, url: string, about: string) => `- [${name}](${url}): ${about}`;

/** Questions in words, with where they are answered in the data that is served. */
function listQuestions({ store }: Context): [question: string, path: string][] {
  const { demands, positions, statements, commitments, wordings, events } = store.examples;
  const ask = (question: string, path: string, value: unknown): [string, string][] =>
    value === null || value === undefined ? [] : [[question, path + encodeURIComponent(String(value))]];
  const occasion = statements?.filters.occasion?.value ?? events?.id;
  return [
    ...ask(
      'What one party demands, most reported first',
      '/demands?sort=-source_count&party=',
      demands?.filters.party?.value,
    ),
    ...ask('What stood on a day', '/demands?as_of=', positions?.filters.as_of?.value),
    ...ask(
      'How one demand was put over time',
      '/positions?sort=date&demand=',
      positions?.filters.demand?.value,
    ),
    ...ask(
      'What a party offers or undertakes',
      '/commitments?sort=date&party=',
      commitments?.filters.party?.value,
    ),
    ...ask('A demand with its citations', '/demands/', demands?.id),
    ...ask('The evidence for a demand, passage by passage', '/citations?record=demands/', demands?.id),
    ...(wordings?.id
      ? [['How sources word one statement', `/statements/${wordings.id}/wording`] as [string, string]]
      : []),
    ...(occasion
      ? [['What each document has of one occasion', `/events/${occasion}/accounts`] as [string, string]]
      : []),
    ['How many demands each party makes', '/demands?facet=party&limit=0'],
    ['Who asserts what of the status of a region', '/region_statuses?limit=10'],
  ];
}

function writeText(context: Context, base: string): string {
  const { store } = context;
  const { title, description, id, date } = store.release;
  const lists = resources.map((resource) => {
    const query = writeExampleQuery(resource, store.examples[resource.name]);
    const count = store.counts[resource.name] ?? 0;
    return writeLink(
      resource.name,
      `${base}/${resource.name}?${query}`,
      `${count} records. ${resource.about}`,
    );
  });
  return `# ${title}

> ${description}

Release ${id} of ${date}. Read-only, no key; JSON by default. Data: CC BY 4.0 (${store.release.license}), quoted fragments excluded.

## What to know before asking

${NOTES.map((note) => `- ${note}`).join('\n')}

## How to ask

- A list is at \`${base}/{collection}\`, a record with its citations at \`${base}/{collection}/{id}\`. Ids are readable and stable.
- Filters are parameters named after fields: \`party=russia&kind=precondition,red_line\`. A topic or a region takes in what lies below it.
- Operators follow two underscores: ${Object.entries(OPERATORS)
    .map(([operator, about]) => `\`${operator}\` (${about})`)
    .join(', ')}.
- \`q=\` searches text; \`sort\`, \`select=id,title\`, \`include=citations\`, \`facet=kind\`, \`limit\` and \`cursor\` shape the answer; \`links.next\` is the next page.
- Whole lists by suffix: ${SUFFIXES.map((suffix) => `.${suffix}`).join(', ')}.
- By the Model Context Protocol (streamable HTTP, no session) tools answer at \`${base}${MCP_PATH}\`: they answer in fewer characters.

## Questions

${listQuestions(context)
  .map(([question, path]) => writeLink(question, base + path, path))
  .join('\n')}

## Collections

${lists.join('\n')}

## More

${LINKS.filter(({ name }) => name !== 'llms' && name !== 'mcp')
  .map(({ name, path, about }) => writeLink(name, base + path, about))
  .join('\n')}
`;
}

/** `/llms.txt`. */
export function addLlmsRoute(app: FastifyInstance, context: Context): void {
  app.get(
    '/llms.txt',
    { schema: { hide: true, querystring: z.strictObject({}) } as never },
    (request, reply) => {
      const base = context.getBase(request);
      return send(request, reply, context, {
        mediaType: MEDIA_TYPE,
        key: `${base}/llms.txt`,
        compute: () => ({ body: Buffer.from(writeText(context, base)) }),
      });
    },
  );
}
