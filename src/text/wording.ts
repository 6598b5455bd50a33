import { diffArrays } from 'diff';
import type { Dataset, Rec } from '../schema/resource.ts';

export const CHANGES = ['kept', 'left_out', 'put_in', 'replaced'] as const;

interface Change {
  change: (typeof CHANGES)[number];
  from: string | null;
  to: string | null;
}

interface Fragment {
  part: string;
  speech: 'direct' | 'indirect';
  exact: string;
}

interface Row {
  report: string;
  source: string;
  has_fragment: boolean;
  speech: Fragment['speech'] | null;
  exact: string | null;
}

interface Report {
  source: string;
  wording: Fragment[];
}

/** A word as it is compared: case, quotation marks and the punctuation around it make no difference. */
const makePlain = (word: string) =>
  word
    .normalize('NFC')
    .replace(/[‘’]/g, "'")
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
    .toLowerCase();

const plainWords = new Map<string, string>();

/** As `makePlain`, remembered: every word of a fragment is compared with every other. */
function plain(word: string): string {
  const known = plainWords.get(word) ?? makePlain(word);
  plainWords.set(word, known);
  return known;
}

const wordsOf = (text: string) => text.split(/\s+/).filter(Boolean);

/** The differences between two fragments, word by word; what stands for something else counts as replaced. */
export function compareWords(from: string, to: string): Change[] {
  const [before, after] = [wordsOf(from), wordsOf(to)];
  const changes: Change[] = [];
  let [read, written] = [0, 0];
  // What is kept may be spelled differently on both sides: each side shows its own words.
  for (const { count, added, removed } of diffArrays(before, after, {
    comparator: (a, b) => plain(a) === plain(b),
  })) {
    const old = added ? null : before.slice(read, read + count).join(' ');
    const fresh = removed ? null : after.slice(written, written + count).join(' ');
    if (!added) read += count;
    if (!removed) written += count;
    const last = changes.at(-1);
    if (added && last?.change === 'left_out')
      changes.splice(-1, 1, { change: 'replaced', from: last.from, to: fresh });
    else changes.push({ change: added ? 'put_in' : removed ? 'left_out' : 'kept', from: old, to: fresh });
  }
  return changes;
}

/** Whether two fragments cannot both be the same words: neither is a piece of the other. */
export function differ(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => ` ${wordsOf(text).map(plain).filter(Boolean).join(' ')} `) as [
    string,
    string,
  ];
  return !a.includes(b) && !b.includes(a);
}

/** Fragments of one part in one report, in the order of the text. */
const partOf = (report: Report, part: string) => report.wording.filter((fragment) => fragment.part === part);

/**
 * The reports of a statement side by side, part by part, with the differences of each pair of fragments; a
 * report without a fragment of a part does not quote it.
 */
export function wordingOf(statement: Rec) {
  const reports = statement.reports as unknown as Report[];
  const parts = [...new Set(reports.flatMap(({ wording }) => wording.map(({ part }) => part)))];
  const compared = parts.map((part) => {
    const rows = reports.map((report) => ({ report, found: partOf(report, part) }));
    const fragments = rows.flatMap(({ report: { source }, found }): Row[] => {
      const common = { report: `${statement.id}.${source}`, source };
      if (!found.length) return [{ ...common, has_fragment: false, speech: null, exact: null }];
      return found.map(({ speech, exact }) => ({ ...common, has_fragment: true, speech, exact }));
    });
    const quoting = fragments.filter((fragment) => fragment.exact !== null);
    const comparisons = quoting.flatMap((one, index) =>
      quoting.slice(index + 1).map((other) => ({
        from: one.source,
        to: other.source,
        both_direct: one.speech === 'direct' && other.speech === 'direct',
        differ: differ(one.exact ?? '', other.exact ?? ''),
        changes: compareWords(one.exact ?? '', other.exact ?? ''),
      })),
    );
    return { part, fragments, comparisons: comparisons.filter(({ from, to }) => from !== to) };
  });
  const disagree = compared.some(({ comparisons }) => comparisons.some((c) => c.both_direct && c.differ));
  return { statement: statement.id, parts: compared, direct_quotations_differ: disagree };
}

/** One wording a statement. */
export function* wordingsIn(dataset: Dataset): Iterable<Rec> {
  for (const statement of dataset.all('statements')) yield { id: statement.id, ...wordingOf(statement) };
}
