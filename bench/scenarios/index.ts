/** All scenarios, in the order in which they run and are reported. */
import { blocking } from './blocking.ts';
import { bound } from './bound.ts';
import { cold } from './cold.ts';
import { combinations } from './combinations.ts';
import { exports } from './exports.ts';
import { facets } from './facets.ts';
import { hot } from './hot.ts';
import { pages } from './pages.ts';
import { peers } from './peers.ts';
import { record } from './record.ts';
import type { Scenario } from './scenario.ts';
import { search } from './search.ts';
import { starting } from './starting.ts';

export const scenarios: readonly Scenario[] = [
  hot,
  cold,
  record,
  pages,
  combinations,
  search,
  facets,
  exports,
  starting,
  blocking,
  bound,
  peers,
];
