import { apart, references } from '../schema/fields.ts';
import { getFullSchema } from '../schema/present.ts';
import { type Dataset, definitions, type Rec, type Resource } from '../schema/resource.ts';
import { getElement, getMark, getShape, getType, parseReference } from '../schema/walk.ts';
import { joinApostrophes } from '../text/fold.ts';

/** How sources print the name of a record. */
export function listSpellings(record: Rec | undefined): string[] {
  return ((record?.spellings ?? []) as { exact: string }[]).map(({ exact }) => exact);
}

/** Fields whose text is no text to be searched: hashes, file names, machine words. */
const MUTE = new Set([
  'id',
  'field',
  'sha256',
  'hash',
  'file',
  'revised',
  'not_stated',
  'part',
  'position',
  'key',
]);

/** Titles of the events that each person takes part in, by id: who interviewed whom is said there. */
export function collectEventTitles(dataset: Dataset): ReadonlyMap<string, readonly string[]> {
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
export function gatherSearchText(resource: Resource, full: Rec, dataset: Dataset): string {
  const words = new Set<string>();
  function gather(schema: Parameters<typeof getMark>[1], value: unknown): void {
    if (value === null || value === undefined) return;
    const mark = getMark(references, schema);
    if (mark) {
      const to = parseReference(mark, String(value));
      // A source's label is ours, and would match everything that it reports.
      if (to.collection === 'sources') return;
      const record = dataset.get(to.collection, to.id);
      for (const name of [record?.name ?? record?.title, ...listSpellings(record)])
        if (name) words.add(String(name));
      return;
    }
    const element = getElement(schema);
    if (element) for (const item of value as unknown[]) gather(element, item);
    const shape = getShape(schema);
    if (shape)
      for (const [key, field] of Object.entries(shape))
        if (!MUTE.has(key) && !getMark(apart, field)) gather(field, (value as Record<string, unknown>)[key]);
    if (!element && !shape && getType(schema) === 'string') words.add(String(value));
  }
  gather(getFullSchema(resource), full);
  const joined = new Set([...words].flatMap(joinApostrophes));
  return [...words, ...joined].join(' · ');
}

/** The record that one belongs to, directly or through another, as `collection/id`; null where it stands for itself. */
export function findOwner(resource: Resource, record: Rec, dataset: Dataset): string | null {
  const mark = resource.ownerField && getMark(references, getFullSchema(resource).shape[resource.ownerField]);
  if (!mark) return null;
  const { collection, id } = parseReference(mark, String(record[String(resource.ownerField)]));
  const above = definitions.get(collection);
  const owner = dataset.get(collection, id);
  return (above && owner && findOwner(above, owner, dataset)) ?? `${collection}/${id}`;
}
