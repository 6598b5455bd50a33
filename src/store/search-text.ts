import { references } from '../schema/fields.ts';
import { fullSchema } from '../schema/present.ts';
import type { Dataset, Rec, Resource } from '../schema/resource.ts';
import { elementOf, marked, pointsTo, shapeOf, typeOf } from '../schema/walk.ts';
import { wordsWithoutApostrophes } from '../text/fold.ts';

function spellingsOf(record: Rec | undefined): string[] {
  return ((record?.spellings ?? []) as { exact: string }[]).map(({ exact }) => exact);
}

/** Fields whose text is no text to be searched: hashes, file names, machine words. */
const MUTE = new Set(['id', 'field', 'sha256', 'file', 'revised', 'not_stated', 'part', 'position', 'key']);

/** Titles of the events that each person takes part in, by id: who interviewed whom is said there. */
export function eventTitles(dataset: Dataset): ReadonlyMap<string, readonly string[]> {
  const titles = new Map<string, string[]>();
  for (const { title, participants } of dataset.all('events'))
    for (const { who } of (participants ?? []) as { who: string }[]) {
      const [collection, id = ''] = who.split('/');
      if (collection !== 'people') continue;
      const known = titles.get(id) ?? [];
      titles.set(id, known);
      known.push(String(title));
    }
  return titles;
}

/**
 * What a record is found by: its own text, and the names and spellings of what it refers to; words with an apostrophe
 * inside once more without it.
 */
export function searchText(resource: Resource, full: Rec, dataset: Dataset): string {
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
  const joined = new Set([...words].flatMap(wordsWithoutApostrophes));
  return [...words, ...joined].join(' · ');
}

/** The record that one belongs to, directly or through another, as `collection/id`; null where it stands for itself. */
export function ownerOf(resource: Resource, record: Rec, dataset: Dataset): string | null {
  const mark = resource.owner && marked(references, fullSchema(resource).shape[resource.owner]);
  if (!mark) return null;
  const { collection, id } = pointsTo(mark, String(record[String(resource.owner)]));
  const above = dataset.resources.find(({ name }) => name === collection);
  const owner = dataset.get(collection, id);
  return (above && owner && ownerOf(above, owner, dataset)) ?? `${collection}/${id}`;
}
