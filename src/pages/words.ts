/** What fields and their words are called, and what they mean: as the schema has it. */
import { meanings } from '../schema/fields.ts';
import { getResource } from '../schema/index.ts';
import { getFullSchema, toWords } from '../schema/present.ts';
import { getElement, getField, getMark, getShape, unwrap } from '../schema/walk.ts';
import { type Html, html } from './html.ts';

/** The first letter large. */
export const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A number as it is printed: 10,020. */
export const formatNumber = (value: number): string => value.toLocaleString('en-GB');

/** How large a file is: 340 kB, 9.1 MB. */
export const writeSize = (bytes: number): string =>
  bytes < 1e6 ? `${formatNumber(Math.ceil(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

/** A count with what is counted: `1 demand`, `2 demands`. */
export const count = (value: number, one: string, many = `${one}s`): string =>
  `${formatNumber(value)} ${value === 1 ? one : many}`;

/** The schema of the field at a dotted path, or undefined where the collection has none. */
function findField(collection: string, path: string) {
  try {
    return getField(getFullSchema(getResource(collection)), path);
  } catch {
    return undefined;
  }
}

/** The words that a field may hold, with what each means; undefined where it is no field of words. */
export function getMeanings(collection: string, path: string): Readonly<Record<string, string>> | undefined {
  const schema = findField(collection, path);
  return schema && getMark(meanings, schema)?.words;
}

/** What a field means. */
export function defineField(collection: string, path: string): string | undefined {
  const dot = path.lastIndexOf('.');
  const full = getFullSchema(getResource(collection));
  const owner = dot < 0 ? full : findField(collection, path.slice(0, dot));
  const field = owner && (getShape(getElement(owner) ?? owner)?.[path.slice(dot + 1)] as never);
  if (!field) return undefined;
  return (
    (field as { description?: string }).description ?? (unwrap(field) as { description?: string }).description
  );
}

/** A field’s name as a label: `source_count` is “Source count”. */
export const labelField = (field: string): string => capitalize(toWords(field));

/** Characters that a label may have: more is a definition, to be read by whoever points at it. */
const LONGEST_LABEL = 48;

/** Fields whose definition begins with one case of several, or with a condition: a beginning alone would mislead. */
const NAMED: ReadonlySet<string> = new Set([
  'commitments.kind',
  'weapons.kind',
  'quotations.part',
  'quotations.range',
  'attributes.party',
  'topics.scope_note',
  'reports.speech',
  'release_changes.field',
]);

/** What a field is called for whoever does not know its name: its definition, up to the first comma, where that is short. */
export function labelByMeaning(collection: string, path: string): string {
  const name = path.slice(path.lastIndexOf('.') + 1);
  if (NAMED.has(`${collection}.${path}`)) return labelField(name);
  const [said = ''] = defineField(collection, path)?.split(/[,;:(]/) ?? [];
  const label = said.trim();
  return label && label.length <= LONGEST_LABEL ? label : labelField(name);
}

/** A word of a field, with its meaning for whoever points at it. */
export function writeWord(collection: string, path: string, word: string): Html {
  const meaning = getMeanings(collection, path)?.[word];
  return html`<span class="word"${meaning && html` title="${meaning}"`}>${toWords(word)}</span>`;
}

/** What each of some words means, as a list. */
export const writeMeanings = (collection: string, path: string, only?: readonly string[]): Html =>
  html`<dl class="meanings">${Object.entries(getMeanings(collection, path) ?? {})
    .filter(([word]) => !only || only.includes(word))
    .map(([word, meaning]) => html`<div><dt>${toWords(word)}</dt><dd>${meaning}</dd></div>`)}</dl>`;
