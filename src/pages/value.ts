/** Values of any record, written by what its schema says of them. */
import { toWords } from '../schema/present.ts';
import { writeDate } from './dates.ts';
import { type Html, html, type Part } from './html.ts';
import { getLabel, type NotStated, type Rec, type Reference } from './page.ts';
import { defineField, formatNumber, getMeanings, labelByMeaning, labelField, writeWord } from './words.ts';

/** A date, as EDTF at this service’s level writes one. */
const DATE = /^(\.\.\/)?\d{3}[\dX](-\d\d){0,2}[?~%]?(\/(\d{3}[\dX](-\d\d){0,2}[?~%]?|\.\.)?)?$/;
const ADDRESS = /^https?:\/\//;

/** Fields that say where a record stands rather than what it says, or are shown elsewhere. */
const ASIDE = /^(id|url|name|title|key|not_stated|citations|ordinal|selector)$|_(earliest|latest)$/;

/** Whether a field is left out: of a citation its position too, by which it is sorted; of a divergence that is what a source has. */
const isAside = (collection: string, name: string): boolean =>
  ASIDE.test(name) || (collection === 'citations' && name === 'position');

/** A record as a link; where it is no record of ours, its name. */
export const writeLink = ({ name, url }: Reference): Html => html`<a href="${url}">${name}</a>`;

/** References one after another. */
export const writeLinks = (references: readonly Reference[], between = ', '): Part =>
  references.map((reference, index) => [index > 0 && between, writeLink(reference)]);

/** Records as a list of links, or nothing. */
export const writeReferences = (records: readonly { name?: string; title?: string; url: string }[]): Part =>
  records.length > 0 &&
  html`<ul class="members">${records.map((one) => html`<li><a href="${one.url}">${getLabel(one)}</a></li>`)}</ul>`;

/** Whether a value is a reference, which may be linked. */
const isReference = (value: unknown): value is Reference =>
  typeof value === 'object' && value !== null && 'url' in value && 'name' in value;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Why a field is empty. */
export const writeNotStated = (reason: string | undefined): Html =>
  html`<span class="none">${toWords(reason ?? 'none')}</span>`;

/** A value of the field at a dotted path. */
export function writeValue(collection: string, path: string, value: unknown, reason?: string): Part {
  if (value === null || value === undefined) return writeNotStated(reason);
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') {
    if (getMeanings(collection, path)) return writeWord(collection, path, value);
    if (DATE.test(value) && !/^\d{4}$/.test(value)) return writeDate(value);
    if (ADDRESS.test(value)) return html`<a class="url" href="${value}" rel="external">${value}</a>`;
    return value;
  }
  if (Array.isArray(value)) {
    if (!value.length) return writeNotStated(reason);
    if (value.every((item) => !isObject(item)) && value.every((item) => String(item).length < 40))
      return value.map((item, index) => [index > 0 && ', ', writeValue(collection, path, item)]);
    if (value.length <= 3 && value.every(isReference)) return writeLinks(value);
    return html`<ul class="members">${value.map((item) => html`<li>${writeValue(collection, path, item)}</li>`)}</ul>`;
  }
  // A record in full reads as a link; a passage as its fragment.
  if (isReference(value)) return writeLink(value);
  const members = value as Record<string, unknown>;
  if (typeof members.exact === 'string' && isReference({ name: '', ...(members.citation ?? {}) }))
    return writePassage(members as never);
  const shown = Object.entries(members).filter(
    ([name, item]) => !isEmpty(item) && !isAside(collection, name),
  );
  return html`<dl class="inline">${shown.map(([name, item]) => {
    const inner = `${path}.${name}`;
    return html`<div><dt>${labelByMeaning(collection, inner)}:</dt><dd>${writeValue(collection, inner, item)}</dd></div>`;
  })}</dl>`;
}

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || (Array.isArray(value) && value.length === 0);

/** A citation, as far as a page shows it. */
export interface Passage {
  exact: string;
  /** Not said where it is that of the record the passage belongs to. */
  source?: Reference;
  /** Of a citation in full its own, else that of the citation that it is. */
  url?: string;
  citation?: { url: string };
}

/** A fragment of a document, with where it stands. */
export const writePassage = ({ exact, source, url, citation }: Passage): Html =>
  html`<span class="passage"><q>${exact}</q> <span class="where">${source && [writeLink(source), ', ']}<a href="${url ?? citation?.url ?? ''}">passage</a></span></span>`;

/** The fields of a record, each with its definition for whoever points at it; those that are empty say why. */
export function writeFields(collection: string, record: Rec, leaveOut: readonly string[] = []): Html {
  const reasons = new Map(
    ((record.not_stated ?? []) as NotStated[]).map(({ field, reason }) => [field, reason]),
  );
  const fields = Object.entries(record).filter(
    ([name, value]) =>
      !isAside(collection, name) &&
      !leaveOut.includes(name) &&
      (!isEmpty(value) || (reasons.get(name) ?? 'not_applicable') !== 'not_applicable'),
  );
  return html`<dl class="fields">${fields.map(([name, value]) => {
    const about = defineField(collection, name);
    return html`<div><dt title="${about ?? labelField(name)}">${labelByMeaning(collection, name)}</dt><dd>${writeValue(collection, name, value, reasons.get(name))}</dd></div>`;
  })}</dl>`;
}
