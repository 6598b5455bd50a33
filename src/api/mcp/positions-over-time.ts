/** `positions_over_time`: demands and offers in the order of time. */
import * as z from 'zod';
import { HttpProblem } from '../problem.ts';
import { ask, askList, describeAnswer, type Query, type Rec, writePath } from './ask.ts';
import { compact, type Json, type JsonObject } from './compact.ts';
import { cursor, day, defineTool, MOST, type ToolContext } from './tool.ts';
import { MAX_CHARACTERS, writeList } from './write.ts';

/** Entries of a course of events. */
const MOST_ENTRIES = 40;
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

/** How demands and offers came about, changed and ended. */
export const positionsOverTime = defineTool({
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
