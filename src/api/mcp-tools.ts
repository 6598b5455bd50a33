/** What language models can ask by `/mcp`: tools that ask the API, and cut its answers down to what a model can read. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { writeQueryString } from '../query/query.ts';
import { collections, resources } from '../schema/index.ts';
import { getParameters } from '../schema/parameters.ts';
import { checkAnchor, explainMissing, MAX_PLACES } from '../text/anchor.ts';
import { DocumentText } from '../text/document.ts';
import { prefixUrls } from './answer.ts';
import { askFor, isJson } from './ask.ts';
import { compact, dropMembers, type Json, type JsonObject, type LeftOut } from './compact.ts';
import { type Context, writePin } from './context.ts';
import { memoize } from './memoize.ts';
import { HttpProblem, type ProblemError } from './problem.ts';

/** What a tool answers from: the application, and the client as it reaches it. */
export interface ToolContext {
  app: FastifyInstance;
  context: Context;
  /** What links begin with. */
  base: string;
  /** The client’s request, on whose account the questions are. */
  request: FastifyRequest;
}

/** A tool as it is described to models. */
export interface Tool {
  name: string;
  title: string;
  description: string;
  input: z.ZodObject;
  /** @throws {HttpProblem} whose message tells the model what to ask instead */
  answer: (toolContext: ToolContext, args: never) => Promise<string>;
}

/** A record of an answer. */
type Rec = JsonObject & { id: string; url: string };

interface ListAnswer {
  data: Rec[];
  meta: { total: number; next_cursor: string | null } & JsonObject;
  links: { self: string };
  facets?: JsonObject;
}

/** Characters of an answer, at most: some 6,000 tokens. */
const MAX_CHARACTERS = 20_000;
/** Characters up to which a list has the lists inside its records. */
const MAX_WHOLE = 8_000;
/** Most members of a list that are tried, one after the other, until the answer is short enough. */
const MEMBERS = [1_000, 30, 12, 6, 3, 1];
/** Records a page. */
const [USUAL, MOST] = [10, 50];
/** Entries of a course of events. */
const MOST_ENTRIES = 40;
/** Words that are named where one was wrong. */
const MOST_ALLOWED = 60;

function writeProblem({ detail, errors = [] }: { detail: string; errors?: ProblemError[] }): string {
  const allowed = errors.flatMap(({ parameter, allowed = [] }) =>
    allowed.length ? [`${parameter}: one of ${allowed.slice(0, MOST_ALLOWED).join(', ')}`] : [],
  );
  return [detail, ...allowed].join('\n');
}

type Query = Record<string, string | number | boolean | readonly (string | number)[] | undefined>;

function writeUrl(path: string, query: Query): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== '') params.set(name, String(value));
  return params.size ? `${path}?${writeQueryString(params)}` : path;
}

/**
 * Asks the API as a client would, so that the same is checked, and the same is answered; URLs come absolute.
 * @throws {HttpProblem} that says what the problem document does
 */
async function ask<T>(
  { app, context, base, request }: ToolContext,
  path: string,
  query: Query = {},
  text?: string,
): Promise<T> {
  const { host, origin } = new URL(base);
  const { statusCode, body, headers } = await askFor(app, request, {
    method: text === undefined ? 'GET' : 'POST',
    url: writeUrl(context.pin + path, query),
    headers: { host, ...(text === undefined ? {} : { 'content-type': 'text/plain; charset=utf-8' }) },
    ...(text === undefined ? {} : { payload: text }),
  });
  if (!isJson(headers['content-type'])) throw new HttpProblem(404, `There is nothing at ${path}`);
  if (statusCode !== 200) throw new HttpProblem(statusCode, writeProblem(JSON.parse(body)));
  return JSON.parse(prefixUrls(body, origin));
}

const askList = (toolContext: ToolContext, collection: string, query: Query) =>
  ask<ListAnswer>(toolContext, `/${collection}`, query);

/** An id is part of a path: whatever it is, it stays in its place. */
const writePath = (collection: string, id: string) => `/${collection}/${encodeURIComponent(id)}`;

/** What answers have in common: which release said so, and how an id becomes an address that says the same for good. */
const describeAnswer = ({ base, context: { release, pin } }: ToolContext) => ({
  release: release.id,
  permalinks: `${base}${pin ? '' : writePin(release.id)}/{collection}/{id}`,
});

/** The answer as text, its lists cut until it is short enough. */
function write(value: object): string {
  let text = '';
  for (const most of MEMBERS) {
    const leftOut: LeftOut = {};
    const cut = compact(value, most, leftOut) as JsonObject;
    const left = Object.keys(leftOut).length ? { left_out: leftOut } : {};
    text = JSON.stringify({ ...cut, ...left });
    if (text.length <= MAX_CHARACTERS) break;
  }
  return text;
}

/** A list as text: whole where it is short, else without lists inside records, else with fewer records. */
async function writeList(
  toolContext: ToolContext,
  collection: string,
  query: Query & { limit: number },
): Promise<string> {
  const { data, meta, links, facets } = await askList(toolContext, collection, query);
  const { total, next_cursor, also_overlapping, not_found } = meta;
  const describe = (records: JsonObject[]) =>
    JSON.stringify({
      total,
      count: records.length,
      ...(also_overlapping ? { also_overlapping } : {}),
      ...(not_found ? { not_found } : {}),
      records,
      ...(facets ? { facets } : {}),
      ...(next_cursor ? { next_cursor } : {}),
      url: links.self,
      ...describeAnswer(toolContext),
    });
  const leftOut: LeftOut = {};
  const whole = data.map((record) => compact(record, 1_000, leftOut) as JsonObject);
  const text = describe(whole);
  if (text.length <= MAX_WHOLE) return text;
  const short = data.map(
    (record) => compact(query.select ? record : dropMembers(record), 12, leftOut) as JsonObject,
  );
  const shorter = describe(short);
  if (shorter.length <= MAX_CHARACTERS || query.limit <= 1) return shorter;
  return writeList(toolContext, collection, { ...query, limit: Math.ceil(query.limit / 2) });
}

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

const collection = z.enum(collections.map(({ name }) => name) as [string, ...string[]]);
const recordCollection = z.enum(resources.map(({ name }) => name) as [string, ...string[]]);
const cursor = z
  .string()
  .optional()
  .describe('`next_cursor` of the answer before, for the next page of the same question');
const limit = z.int().min(1).max(MOST).default(USUAL).describe('Records a page');
const oneOrMore = z.union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number()]))]);
const day = z.string().describe('A date: 2022, 2022-03 or 2022-03-29');

/** A tool whose arguments are those of its input. */
const defineTool = <T extends z.ZodObject>(
  tool: Omit<Tool, 'input' | 'answer'> & {
    input: T;
    answer: (toolContext: ToolContext, args: z.output<T>) => Promise<string>;
  },
): Tool => tool as never;

const search = defineTool({
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

const makeListTool = memoize(() =>
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

const get = defineTool({
  name: 'get',
  title: 'Get one record',
  description:
    'One record in full, with its citations: each names the field that it supports, its source, the passage and the fragment found there. `left_out` says how many members of lists were cut from a long record; `list` has them all: citations with the filter record ("demands/ID"), positions with demand, reports with statement.',
  input: z.strictObject({
    collection: recordCollection,
    id: z.string().describe('Its id, such as no-nato-membership'),
    citations: z.boolean().default(true).describe('Whether with its citations'),
  }),
  answer: async (toolContext, { collection, id, citations }) => {
    const cited = resources.find(({ name }) => name === collection)?.includes?.citations;
    const query = cited && !citations ? { citations: 'none' } : {};
    const { data } = await ask<{ data: JsonObject }>(toolContext, writePath(collection, id), query);
    return write({ ...data, ...describeAnswer(toolContext) });
  },
});

/** When something begins, to be ordered by; what has no date comes last. */
const getBeginning = ({ date_earliest }: JsonObject) => String(date_earliest ?? '9999');

/** What an entry tells of a position or a commitment. */
const TOLD = [
  'title',
  'demand',
  'party',
  'addressees',
  'towards',
  'date',
  'kind',
  'binding',
  'act',
  'change',
  'condition',
  'scope',
  'deadline',
  'consequence',
  'in_return',
  'agreement',
  'occasion',
  'voiced_by',
  'reported_by',
  'answers',
  'kept',
  'regions',
  'sources',
];
/** References that an entry has by their ids alone, which can be read. */
const BY_ID = [
  'party',
  'addressees',
  'towards',
  'regions',
  'occasion',
  'voiced_by',
  'reported_by',
  'sources',
];

const getIds = (value: Json | undefined): Json =>
  Array.isArray(value) ? value.map((one) => (one as Rec).id) : ((value as Rec | null)?.id ?? null);

/** A position or a commitment as an entry of a course of events: what is known of it, with a fragment that shows it. */
function makeEntry(collection: string, record: Rec): JsonObject {
  const citations = record.citations as { id: string; field: string; exact: string }[];
  const shown = citations.find(({ field }) => field === 'kind') ?? citations[0];
  const told = TOLD.filter((field) => field in record).map((field) => [
    field,
    BY_ID.includes(field) ? getIds(record[field]) : record[field],
  ]);
  const evidence = shown && { citation: shown.id, exact: shown.exact };
  return compact(
    { collection, id: record.id, ...Object.fromEntries(told), evidence },
    MOST,
    {},
  ) as JsonObject;
}

/** What a course of events consists of. */
const COURSES = ['commitments', 'positions'] as const;

/** Positions and commitments of one question in the order of time, as many as can be read, and where to go on. */
async function listCourse(
  toolContext: ToolContext,
  asked: readonly (typeof COURSES)[number][],
  query: Query,
): Promise<JsonObject> {
  const page = { ...query, sort: 'date', include: 'citations', limit: MOST_ENTRIES };
  const lists = await Promise.all(
    asked.map(async (course) => ({ course, ...(await askList(toolContext, course, page)) })),
  );
  const records = lists
    .flatMap(({ course, data }) =>
      data.map((record) => ({ at: getBeginning(record), entry: makeEntry(course, record) })),
    )
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const entries: JsonObject[] = [];
  let length = 0;
  for (const { entry } of records.slice(0, MOST_ENTRIES)) {
    length += JSON.stringify(entry).length;
    if (length > MAX_CHARACTERS && entries.length) break;
    entries.push(entry);
  }
  const total = lists.reduce((sum, { meta }) => sum + meta.total, 0);
  const next = records[entries.length]?.at;
  const isCut = entries.length < total;
  // What has no date comes last, and no day leads on to it.
  const isUndatedLeft = query.date__gte === undefined && query.date__lte === undefined;
  return {
    ...Object.fromEntries(lists.map(({ course, meta }) => [course, meta.total])),
    entries,
    ...(isCut
      ? {
          not_shown: total - entries.length,
          go_on:
            next && next !== '9999' && next !== records[0]?.at
              ? `Ask again with from: "${next}".${isUndatedLeft ? ' What has no date is left out then: list has it, with the filter date__isnull: true.' : ''}`
              : 'Ask for positions or commitments only, for one topic or party, or for less time.',
        }
      : {}),
  };
}

/** What is told of a demand on a day. */
const STANDING_FIELDS = [
  'id',
  'url',
  'title',
  'summary',
  'party',
  'addressees',
  'kind',
  'condition',
  'position',
  'first_stated',
];
/** What is told of a demand beside its positions. */
const DEMAND_FIELDS = [
  ...STANDING_FIELDS,
  'last_affirmed',
  'silent_since',
  'source_count',
  'origin_count',
  'responses',
  'relations',
];

const positionsOverTime = defineTool({
  name: 'positions_over_time',
  title: 'Follow demands and offers over time',
  description:
    'What parties demanded, offered, undertook and refused, in the order of time, each entry with its date, its sources and the fragments that show it. Of one `demand`: its whole life, from first stated to silence, with the commitments that answer it and the responses to it. Of a `party`, a `topic` or both, `from` and `to` a date: every position and commitment in that time; to find what became of an offer, ask for its topic from its date on. With `as_of`, instead: which demands stood on that day, and how they were put then. At least one argument has to be given.',
  input: z.strictObject({
    demand: z.string().optional().describe('Id of a demand, such as neutral-status-of-ukraine'),
    party: z.string().optional().describe('Id of the party that demands or commits itself, such as ukraine'),
    topic: z.string().optional().describe('Id of a topic, such as neutrality; those below it are taken in'),
    from: day.optional().describe('What begins on this date or later'),
    to: day.optional().describe('What ends on this date or earlier'),
    only: z
      .enum(COURSES)
      .optional()
      .describe('Only what is demanded, or only what is offered, undertaken or refused'),
    as_of: z.string().optional().describe('A day, such as 2022-03-04: what stood then'),
    cursor: cursor.describe('With as_of alone: next_cursor of the answer before'),
  }),
  answer: async (toolContext, { demand, party, topic, from, to, only, as_of, cursor }) => {
    if (!(demand ?? party ?? topic ?? from ?? to ?? as_of))
      throw new HttpProblem(400, 'Give a demand, a party, a topic, from, to or as_of.');
    if (as_of !== undefined) {
      if (from ?? to)
        throw new HttpProblem(400, 'as_of is one day; from and to ask for a time. Give either.');
      return writeList(toolContext, 'demands', {
        id: demand,
        party,
        topic,
        as_of,
        select: STANDING_FIELDS,
        sort: 'title',
        limit: MOST,
        cursor,
      });
    }
    const course = await listCourse(toolContext, only ? [only] : COURSES, {
      demand,
      party,
      topic,
      date__gte: from,
      date__lte: to,
    });
    if (demand === undefined) return JSON.stringify({ ...course, ...describeAnswer(toolContext) });
    const { data } = await ask<{ data: JsonObject }>(toolContext, writePath('demands', demand), {
      select: DEMAND_FIELDS,
    });
    return JSON.stringify({ demand: compact(data, 12, {}), ...course, ...describeAnswer(toolContext) });
  },
});

const compareWordings = defineTool({
  name: 'compare_wordings',
  title: 'Compare how sources word one statement',
  description:
    'The reports of one statement side by side: for each part of the utterance the fragment that each source has, and whether it is given as direct speech; and what was given in quotation marks, held against a transcript where there is one. Statements whose direct quotations differ are in list, collection wordings, filters {"direct_quotations_differ": true}; quotations that the transcript contradicts in collection quotations, filters {"verdict": "contradicted"}.',
  input: z.strictObject({
    statement: z.string().describe('Id of the statement, such as us-servicemen-take-part'),
  }),
  answer: async (toolContext, { statement }) => {
    const [wording, reports, quotations] = await Promise.all([
      ask<{ data: JsonObject }>(toolContext, `${writePath('statements', statement)}/wording`, {
        select: ['id', 'statement', 'direct_quotations_differ', 'parts'],
      }),
      askList(toolContext, 'reports', {
        statement,
        limit: MOST,
        select: ['id', 'source', 'speech', 'verb', 'via', 'origin', 'wording'],
      }),
      askList(toolContext, 'quotations', {
        statement,
        limit: MOST,
        select: ['id', 'source', 'part', 'words', 'verdict', 'differs', 'note', 'passages'],
      }),
    ]);
    const { statement: said = null, direct_quotations_differ = null, parts } = wording.data;
    return write({
      statement: said,
      url: `${toolContext.base}${writePath('statements', statement)}`,
      direct_quotations_differ,
      // How each differs from each other can be read from what they have.
      parts: (parts as { part: string; fragments: JsonObject[] }[]).map(({ part, fragments }) => ({
        part,
        fragments: fragments.map(({ source, speech = null, exact = null }) => ({
          source: (source as Rec).id,
          speech,
          exact,
        })),
      })),
      reports: reports.data,
      quotations: quotations.data,
      ...describeAnswer(toolContext),
    });
  },
});

interface Verification {
  data: {
    same_text: boolean;
    differs_in: string[];
    anchored: number;
    moved: number;
    not_found: number;
    citations: (JsonObject & { id: string; status: string })[];
  };
}

const verify = defineTool({
  name: 'verify',
  title: 'Check evidence against a text you have',
  description:
    'Holds evidence against the text of a document that you supply; nothing of it is kept. With `source`: every citation of that source, and whether the text is the one that was cited. With `citation`: that citation alone. With `fragment`: where these exact words stand in the text. Nothing is matched by likeness; where a fragment is there in other characters, such as other quotation marks, that is said. The documents are not served; sources say where they were published (`official_url`).',
  input: z.strictObject({
    text: z.string().min(1).describe('The text of the document, as it is, at most some 900 kB'),
    source: z.string().optional().describe('Id of the source whose document it is'),
    citation: z.string().optional().describe('Id of a citation'),
    fragment: z.string().min(1).optional().describe('Words to look for'),
  }),
  answer: async (toolContext, { text, source, citation, fragment }) => {
    if ([source, citation, fragment].filter((given) => given !== undefined).length !== 1)
      throw new HttpProblem(400, 'Give one of source, citation and fragment, and the text.');
    if (fragment !== undefined) {
      const document = new DocumentText(text);
      const found = document.find(fragment, 0, document.length, MAX_PLACES);
      const missing = explainMissing(document, { exact: fragment });
      return JSON.stringify({
        found: found.length,
        found_at: found,
        unit: 'Unicode code points',
        ...(found.length ? {} : { remark: `not in the text${missing}` }),
      });
    }
    if (citation !== undefined) {
      const { data } = await ask<{
        data: JsonObject & { source: Rec; start: number; end: number; exact: string };
      }>(toolContext, writePath('citations', citation));
      return write({
        citation: data,
        ...checkAnchor(new DocumentText(text), data),
        ...describeAnswer(toolContext),
      });
    }
    const { data } = await ask<Verification>(
      toolContext,
      `${writePath('sources', source as string)}/verify`,
      {},
      text,
    );
    const { citations, ...result } = data;
    return write({
      ...result,
      not_anchored: citations.filter(({ status }) => status !== 'anchored'),
      ...describeAnswer(toolContext),
    });
  },
});

/** The tools, in the order in which they are mostly used. */
export const makeTools = (): readonly Tool[] => [
  search,
  makeListTool(),
  get,
  positionsOverTime,
  compareWordings,
  verify,
];
