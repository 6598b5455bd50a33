import type * as z from 'zod';
import { embeddings, evidences, notStated } from '../../schema/fields.ts';
import { isWritten } from '../../schema/resource.ts';
import { forEachList, getElement, getMark } from '../../schema/walk.ts';
import type { Problem } from '../problems.ts';
import { makeProblem, type Rule } from './rule.ts';

type Schema = z.core.$ZodType;

/** Ids of embedded records and citations, made of what they hold, are unique. */
export const checkDuplicates: Rule = function* (dataset) {
  for (const resource of dataset.resources) {
    // What else is made of records has the ids of those.
    if (resource.makeRecords && resource.name !== 'citations') continue;
    let before = '';
    for (const record of dataset.all(resource.name)) {
      if (record.id === before)
        yield makeProblem(
          dataset,
          record,
          [],
          `a second ${resource.singular} with the id ${record.id}`,
          'merge the two, or tell apart what they say (a report a source, a part a fragment)',
        );
      before = record.id;
    }
  }
};

/** What tells a member of a list from the others; null where the ids of evidence or of records do. */
function identify(list: Schema, member: unknown): string | null {
  const element = getElement(list) as Schema;
  if (typeof member === 'string') return member;
  const { citations, field } = member as { citations?: unknown[]; field?: string };
  if (getMark(evidences, element) || getMark(embeddings, list) || citations?.length) return null;
  return element === notStated ? String(field) : JSON.stringify(member);
}

/** No list holds the same member twice. */
export const checkRepetitions: Rule = function* (dataset) {
  for (const resource of dataset.resources.filter(isWritten))
    for (const record of dataset.all(resource.name)) {
      const found: Problem[] = [];
      forEachList(resource.record, record, (list, schema, path) => {
        const known = new Set<string>();
        for (const [index, member] of list.entries()) {
          const identity = identify(schema, member);
          if (identity === null) continue;
          if (known.has(identity))
            found.push(
              makeProblem(
                dataset,
                record,
                [...path, index],
                `${identity} stands there twice`,
                'write it once',
              ),
            );
          known.add(identity);
        }
      });
      yield* found;
    }
};
