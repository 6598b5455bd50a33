/** `get`: one record. */
import * as z from 'zod';
import { resources } from '../../schema/index.ts';
import { ask, describeAnswer, writePath } from './ask.ts';
import type { JsonObject } from './compact.ts';
import { defineTool, recordCollection } from './tool.ts';
import { write } from './write.ts';

/** A record in full. */
export const get = defineTool({
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
