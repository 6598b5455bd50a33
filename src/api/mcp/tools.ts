/** What language models can ask by `/mcp`: tools that ask the API, and cut its answers down to what a model can read. */
import { compareWordings } from './compare-wordings.ts';
import { get } from './get.ts';
import { makeListTool } from './list.ts';
import { positionsOverTime } from './positions-over-time.ts';
import { search } from './search.ts';
import type { Tool } from './tool.ts';
import { verify } from './verify.ts';

/** The tools, in the order in which they are mostly used. */
export const makeTools = (): readonly Tool[] => [
  search,
  makeListTool(),
  get,
  positionsOverTime,
  compareWordings,
  verify,
];
