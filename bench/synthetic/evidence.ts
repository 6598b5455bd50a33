import { slugify } from '../../src/schema/citation.ts';
import { SLUG } from '../../src/schema/fields.ts';
import { citationsOf } from '../../src/schema/present.ts';
import type { Citation, Rec, Resource } from '../../src/schema/resource.ts';
import type { Evidence, Passage } from './passages.ts';

type Fragment = Passage & { exact: string };
type Visit = (source: string, at: Fragment, field: string, value: string | null) => void;

/** Where records of a dossier hold evidence besides their own citations, and what it supports there. */
const INSIDE: Record<string, (record: Rec, visit: Visit) => void> = {
  reports: (report, visit) => {
    for (const fragment of report.wording as (Fragment & { part: string })[])
      visit(String(report.source), fragment, 'wording', fragment.part);
  },
  events: (event, visit) => {
    for (const { edtf, citations } of event.dates as { edtf: string; citations: Evidence[] }[])
      for (const one of citations) visit(one.source, one, 'dates', edtf);
  },
  demands: (demand, visit) => fromSources(demand, 'as_reported', visit),
  divergences: (divergence, visit) => fromSources(divergence, 'positions', visit),
};

function fromSources(record: Rec, field: string, visit: Visit) {
  for (const { source, citations } of record[field] as { source: string; citations: Fragment[] }[])
    for (const one of citations) visit(source, one, field, source);
}

type Own = Evidence & { field: string; value: string | null };

const slug = (text: string): string => (SLUG.test(text) ? text : slugify(text));

/**
 * The citations that a dossier's record makes, in the order of their ids. What `citationsOf` makes of any record
 * by its schema, for those of dossiers alone and many times as fast: there are millions.
 */
export function citationsIn(collection: string, record: Rec): Citation[] {
  const found: Citation[] = [];
  const owner = `${collection}/${record.id}`;
  const visit: Visit = (source, { start, end, exact }, field, value) => {
    const member = value ? `.${slug(value) || 'value'}` : '';
    const id = `${collection}.${record.id}.${source}.${start}.${slug(field)}${member}`;
    found.push({ id, record: owner, source, start, end, exact, field, value });
  };
  for (const one of (record.citations ?? []) as Own[]) visit(one.source, one, one.field, one.value);
  INSIDE[collection]?.(record, visit);
  return found.length > 1 ? inOrder(found) : found;
}

export const inOrder = (citations: Citation[]): Citation[] =>
  citations.sort((a, b) => (a.id < b.id ? -1 : 1));

/** The same of a shared record, of which there are few. */
export const citationsBySchema = (resource: Resource, record: Rec): Citation[] =>
  citationsOf(resource, record).map(({ id, record: owner, evidence }) => ({
    id,
    record: owner,
    ...evidence,
  }));
