/** Finds where a record's own words are a document's: what is quoted is a fragment, and stands in `exact`. */
import type { LoadedDataset } from '../dataset/dataset.ts';
import { isWritten, type Rec } from '../schema/resource.ts';
import { LIMITS } from '../text/anchor.ts';
import type { DocumentText } from '../text/document.ts';
import { fold, splitWords } from '../text/fold.ts';

/** One word more than a fragment may have. */
const RUN = LIMITS.words + 1;

const listRuns = (words: readonly string[]): string[] =>
  words.slice(0, Math.max(0, words.length - RUN + 1)).map((_, at) => words.slice(at, at + RUN).join(' '));

/** What is the document’s or its issuer’s: fragments, and addresses that hold its title. */
const THEIRS = ['exact', 'official_url'];

/** The texts of a record with the paths where they stand, without what is not ours. */
function* listTexts(value: unknown, path: readonly string[] = []): Iterable<[path: string, text: string]> {
  if (typeof value === 'string') yield [path.join('.'), value];
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value))
    if (!THEIRS.includes(key)) yield* listTexts(inner, [...path, key]);
}

/**
 * Holds all texts of all records against the documents.
 * @param documents by the ids of their sources
 * @returns a line for each text that has more words running of a document than a fragment may have
 */
export function findCopied(dataset: LoadedDataset, documents: ReadonlyMap<string, DocumentText>): string[] {
  const sources = new Map<string, string>();
  for (const [id, { text }] of documents)
    for (const run of listRuns(splitWords(fold(text)))) if (!sources.has(run)) sources.set(run, id);
  const records = dataset.resources
    .filter(isWritten)
    .flatMap(({ name }) => (dataset.all(name) as Rec[]).map((record) => [name, record] as const));
  return records.flatMap(([name, record]) =>
    [...listTexts(record)].flatMap(([path, text]) => {
      const run = listRuns(splitWords(fold(text))).find((words) => sources.has(words));
      return run === undefined
        ? []
        : [
            `${sources.get(run)}: ${name}/${record.id}: ${path}: more than ${LIMITS.words} words running are the document’s: “${run} …”`,
          ];
    }),
  );
}
