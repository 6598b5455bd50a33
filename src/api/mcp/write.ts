/** Answers as texts that are short enough for a model to read. */
import { askList, describeAnswer, type Query } from './ask.ts';
import { compact, dropMembers, type JsonObject, type LeftOut } from './compact.ts';
import type { ToolContext } from './tool.ts';

/** Characters of an answer, at most: some 6,000 tokens. */
export const MAX_CHARACTERS = 20_000;
/** Characters up to which a list has the lists inside its records. */
const MAX_WHOLE = 8_000;
/** Most members of a list that are tried, one after the other, until the answer is short enough. */
const MEMBERS = [1_000, 30, 12, 6, 3, 1];
/** The answer as text, its lists cut until it is short enough. */
export function write(value: object): string {
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
export async function writeList(
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
