import { citations, memberKeys } from '../../schema/fields.ts';
import { type Citation, isWritten } from '../../schema/resource.ts';
import { getElement, getMark, getShape } from '../../schema/walk.ts';
import { LIMITS } from '../../text/anchor.ts';
import { findClosest } from '../../text/closest.ts';
import { countWords } from '../../text/document.ts';
import { makeProblem, type Rule } from './rule.ts';

/** Every record has evidence; passages lie in the article and are short, fragments shorter. */
export const checkEvidence: Rule = function* (dataset) {
  for (const resource of dataset.resources) {
    // Vocabulary and corrections are ours, and not read from a document.
    if (resource.makeRecords || (isWritten(resource) && !('citations' in resource.record.shape))) continue;
    for (const record of dataset.all(resource.name)) {
      const embedded = resource.name === 'statements' ? (record.reports as unknown[]).length : 0;
      if (!embedded && dataset.findCitations(resource.name, record.id).length === 0)
        yield makeProblem(dataset, record, [], 'no evidence', 'cite the passage that supports it');
    }
  }
  for (const citation of dataset.all('citations') as Citation[]) {
    const article = dataset.get('sources', citation.source)?.article as
      | { start: number; end: number }
      | undefined;
    const at = (path: string, message: string, fix: string) =>
      makeProblem(dataset, citation, [path], message, fix);
    if (citation.source === '') yield at('exact', 'evidence that names no source', 'write source');
    if (citation.end <= citation.start)
      yield at('end', 'ends before it starts', 'give the range of the passage');
    if (citation.end - citation.start > LIMITS.passage)
      yield at(
        'end',
        `a passage of ${citation.end - citation.start} code points`,
        `at most ${LIMITS.passage}`,
      );
    if (article && (citation.start < article.start || citation.end > article.end))
      yield at('start', 'lies outside the article', `the article is ${article.start}–${article.end}`);
    if (countWords(citation.exact) > LIMITS.words)
      yield at('exact', `a fragment of ${countWords(citation.exact)} words`, `at most ${LIMITS.words}`);
    if ([...citation.exact].length > citation.end - citation.start)
      yield at('exact', 'longer than its passage', 'mend the range');
  }
};

/** An article lies within its document. */
export const checkArticles: Rule = function* (dataset) {
  for (const source of dataset.all('sources')) {
    const { start, end } = source.article as { start: number; end: number };
    if (end <= start || end > Number(source.length))
      yield makeProblem(
        dataset,
        source,
        ['article'],
        `the article is ${start}–${end} of ${source.length}`,
        'give a range within the document',
      );
  }
};

/** A record's own citations name a field it has, and a member that is in it. */
export const checkCitedFields: Rule = function* (dataset) {
  for (const resource of dataset.resources) {
    // Elsewhere evidence stands beside what it supports.
    if (resource.record.shape.citations !== citations) continue;
    const shape = resource.record.shape;
    const derived = Object.keys(resource.derived ?? {});
    for (const record of dataset.all(resource.name))
      for (const [index, { field, value }] of (
        (record.citations ?? []) as { field: string; value: string | null }[]
      ).entries()) {
        const schema = shape[field];
        const path = ['citations', index, 'field'] as const;
        if (!schema && derived.includes(field)) {
          yield makeProblem(
            dataset,
            record,
            path,
            `${field} follows from others`,
            'cite the passage where it is written',
          );
          continue;
        }
        if (!schema) {
          yield makeProblem(
            dataset,
            record,
            path,
            `no field ${field}`,
            `write ${findClosest(field, Object.keys(shape)) ?? Object.keys(shape).join(', ')}`,
          );
          continue;
        }
        const element = getElement(schema);
        if (!element && value !== null)
          yield makeProblem(
            dataset,
            record,
            ['citations', index, 'value'],
            `${field} is no list`,
            'leave value out',
          );
        if (!element || value === null) continue;
        const key = getMark(memberKeys, element)?.key;
        const members = ((record[field] ?? []) as unknown[]).map((member) =>
          String(key && getShape(element) ? (member as Record<string, unknown>)[key] : member),
        );
        if (!members.includes(value))
          yield makeProblem(
            dataset,
            record,
            ['citations', index, 'value'],
            `${field} has no member ${value}`,
            `write ${findClosest(value, members) ?? (members.join(', ') || 'a member first')}`,
          );
      }
  }
};

/** Fragments of all records together stay below a quarter of each article; those inside others count once. */
export const checkQuotedShare: Rule = function* (dataset) {
  const bySource = new Map<string, Map<string, Set<string>>>();
  for (const { source, start, exact } of dataset.all('citations') as Citation[]) {
    const passages = bySource.get(source) ?? new Map<string, Set<string>>();
    bySource.set(source, passages);
    const fragments = passages.get(String(start)) ?? new Set<string>();
    passages.set(String(start), fragments.add(exact));
  }
  for (const source of dataset.all('sources')) {
    let quoted = 0;
    for (const fragments of bySource.get(source.id)?.values() ?? [])
      for (const fragment of fragments)
        if (![...fragments].some((other) => other !== fragment && other.includes(fragment)))
          quoted += [...fragment].length;
    const article = source.article as { start: number; end: number };
    const share = quoted / (article.end - article.start);
    if (share > LIMITS.share)
      yield makeProblem(
        dataset,
        source,
        [],
        `fragments make up ${(share * 100).toFixed(1)}% of the article`,
        `at most ${LIMITS.share * 100}%: shorten them, or use the same ones`,
      );
  }
};
