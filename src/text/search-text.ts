import { references } from '../schema/fields.ts';
import { fullSchema } from '../schema/present.ts';
import type { Dataset, Rec, Resource } from '../schema/resource.ts';
import { elementOf, marked, pointsTo, shapeOf, typeOf } from '../schema/walk.ts';

/**
 * Folds what the tokenizer of SQLite's full-text index does not: to it ё is a letter of its own. Queries are
 * folded, and text that holds it is indexed a second time, folded, so that what is shown stays as written.
 */
export const fold = (text: string): string => text.replaceAll('ё', 'е').replaceAll('Ё', 'Е');

/** The words and "phrases" of a search as a user types it, folded, each once. */
export function phrasesOf(q: string): string[] {
  const found = fold(q)
    .replace(/\p{Cc}/gu, ' ')
    .matchAll(/"([^"]*)"?|[^\s"]+/g);
  const phrases = [...found].map(([whole, phrase]) => (phrase ?? whole).trim());
  return [...new Set(phrases)].filter((phrase) => /[\p{L}\p{N}]/u.test(phrase));
}

function spellingsOf(record: Rec | undefined): string[] {
  return ((record?.spellings ?? []) as { exact: string }[]).map(({ exact }) => exact);
}

/** Fields whose text is no text to be searched: hashes, file names, machine words. */
const MUTE = new Set(['id', 'field', 'sha256', 'file', 'revised', 'not_stated', 'part', 'position']);

/** What a record is found by: its own text, and the names and spellings of what it refers to; and the folded forms. */
export function searchText(
  resource: Resource,
  full: Rec,
  dataset: Dataset,
): { body: string; folded: string } {
  const words = new Set<string>();
  function gather(schema: Parameters<typeof marked>[1], value: unknown): void {
    if (value === null || value === undefined) return;
    const mark = marked(references, schema);
    if (mark) {
      const to = pointsTo(mark, String(value));
      // A source's label is ours, and would match everything that it reports.
      if (to.collection === 'sources') return;
      const record = dataset.get(to.collection, to.id);
      for (const name of [record?.name ?? record?.title, ...spellingsOf(record)])
        if (name) words.add(String(name));
      return;
    }
    const element = elementOf(schema);
    if (element) for (const item of value as unknown[]) gather(element, item);
    const shape = shapeOf(schema);
    if (shape)
      for (const [key, field] of Object.entries(shape))
        if (!MUTE.has(key)) gather(field, (value as Record<string, unknown>)[key]);
    if (!element && !shape && typeOf(schema) === 'string') words.add(String(value));
  }
  gather(fullSchema(resource), full);
  const all = [...words];
  return {
    body: all.join(' · '),
    folded: all
      .map(fold)
      .filter((word) => !words.has(word))
      .join(' · '),
  };
}
