/** `list`: records by filters. */
import * as z from 'zod';
import { resources } from '../../schema/index.ts';
import { getParameters } from '../../schema/parameters.ts';
import { memoize } from '../memoize.ts';
import { collection, cursor, defineTool, limit, oneOrMore } from './tool.ts';
import { writeList } from './write.ts';

/** Filters that nearly all have. */
const COMMON = [
  'id',
  'revised',
  'reading',
  'not_stated',
  'source',
  'origin',
  'source_count',
  'origin_count',
  'report_count',
  'origins_not_stated',
];

/** Which filters a collection has, in a line: those of few words with these. */
function describeFilters(): string {
  return resources
    .map((resource) => {
      const filters = getParameters(resource)
        .filter(({ operator, field }) => operator === 'eq' && !COMMON.includes(field))
        .map(({ name, type }) =>
          type.name === 'word' && ['kind', 'verdict', 'act', 'change'].includes(name)
            ? `${name}=${type.allowed.join('|')}`
            : name,
        );
      return `- ${resource.name}: ${resource.about} Filters: ${filters.join(', ')}. Sorts: ${['id', ...Object.keys(resource.sorts)].join(', ')}.`;
    })
    .join('\n');
}

/** Records by filters; made when it is first asked for, since it describes every filter. */
export const makeListTool = memoize(() =>
  defineTool({
    name: 'list',
    title: 'List records by filters',
    description: `Records of one collection that meet all filters, in pages. Several values of a filter, in an array, mean any of them. Values are ids (\`party: "ukraine"\`), words of a closed list, dates or numbers. Operators stand in the name after two underscores: topic__not, source_count__gte, date__gte, date__lte, date__overlaps, condition__isnull. A topic or region takes in what lies below it. Most have id, source, source_count and revised beside those below. What is unknown is refused, with what is known. With \`facet\`, values of filters are counted: \`limit: 1\` and a facet answers “how many of each”. Long answers leave lists inside records out: \`get\` has them.\n\nCollections:\n${describeFilters()}\nLists inside records are collections as well, such as demand_responses (filter demand), commitment_answers, region_statuses (region, asserted_by, by, status), position_renderings: one row a member.`,
    input: z.strictObject({
      collection,
      filters: z
        .record(z.string(), oneOrMore)
        .default({})
        .describe('Such as {"party": "russia", "kind": ["precondition", "red_line"], "date__gte": "2022"}'),
      q: z.string().optional().describe('Full text, beside the filters; not for lists inside records'),
      sort: z.string().optional().describe('Such as date, or -date for the latest first'),
      select: z.array(z.string()).optional().describe('Only these fields, such as ["id", "title", "date"]'),
      facet: z
        .array(z.string())
        .optional()
        .describe('Filters whose values are to be counted, such as ["party"]'),
      citations: z
        .boolean()
        .default(false)
        .describe('Whether records bring their citations: passages that support them'),
      limit,
      cursor,
    }),
    answer: async (toolContext, { collection, filters, q, sort, select, facet, citations, limit, cursor }) =>
      writeList(toolContext, collection, {
        q,
        sort,
        select,
        facet,
        include: citations ? 'citations' : undefined,
        ...filters,
        limit,
        cursor,
      }),
  }),
);
