/** Every check across records, one idea a file. */
import { commitments } from './commitments.ts';
import { dates } from './dates.ts';
import { demands } from './demands.ts';
import { divergences } from './divergences.ts';
import { duplicates, repetitions } from './duplicates.ts';
import { articles, citedFields, evidence, quotedShare } from './evidence.ts';
import { expectations } from './expectations.ts';
import { openness } from './openness.ts';
import { positions } from './positions.ts';
import { quotations } from './quotations.ts';
import { references } from './references.ts';
import type { Rule } from './rule.ts';
import { topics } from './topics.ts';
import { trees } from './trees.ts';
import { voices } from './voices.ts';

/** All of them; problems are sorted by file and line when they are printed, so that the order here does not show. */
export const rules: readonly Rule[] = [
  references,
  duplicates,
  repetitions,
  trees,
  topics,
  dates,
  demands,
  positions,
  commitments,
  divergences,
  quotations,
  voices,
  openness,
  articles,
  evidence,
  citedFields,
  quotedShare,
  expectations,
];
