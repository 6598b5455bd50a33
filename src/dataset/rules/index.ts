/** Every check across records, one idea a file. */
import { checkCommitments } from './commitments.ts';
import { checkDates } from './dates.ts';
import { checkDemands } from './demands.ts';
import { checkDivergences } from './divergences.ts';
import { checkDuplicates, checkRepetitions } from './duplicates.ts';
import { checkArticles, checkCitedFields, checkEvidence, checkQuotedShare } from './evidence.ts';
import { checkExpectations } from './expectations.ts';
import { checkIds } from './ids.ts';
import { checkDoubts, checkNotStated } from './openness.ts';
import { checkPositions } from './positions.ts';
import { checkQuotations } from './quotations.ts';
import { checkReferences } from './references.ts';
import { checkRetirements } from './retirements.ts';
import type { Rule } from './rule.ts';
import { checkTopics } from './topics.ts';
import { checkTrees } from './trees.ts';
import { checkVoices } from './voices.ts';

/** All of them; problems are sorted by file and line when they are printed, so that the order here does not show. */
export const rules: readonly Rule[] = [
  checkIds,
  checkReferences,
  checkRetirements,
  checkDuplicates,
  checkRepetitions,
  checkTrees,
  checkTopics,
  checkDates,
  checkDemands,
  checkPositions,
  checkCommitments,
  checkDivergences,
  checkQuotations,
  checkVoices,
  checkNotStated,
  checkDoubts,
  checkArticles,
  checkEvidence,
  checkCitedFields,
  checkQuotedShare,
  checkExpectations,
];
