/** Reading one parameter's text: a value comes out, or a refusal that says what would be right. */

import { makeInterval, parseEdtf, SEASON } from '../schema/edtf.ts';
import { MAX_VALUES, type Parameter } from '../schema/parameters.ts';
import { findClosest } from '../text/closest.ts';
import { guessDate, guessOrder, guessValue, isNegated } from './guess.ts';

/** Longer values are refused: no id, date or sensible search is that long. */
const MAX_VALUE = 500;

/** Values that are listed where another was given. */
const MAX_ALLOWED = 100;

/** What is asked of the data while a query is read: only whether records exist, and what is near. */
export interface Lookup {
  has(collection: string, id: string): boolean;
  /** How many records have a value of a filter. */
  countValue(collection: string, filter: string, value: string): number | undefined;
  /** The values of a filter. */
  listValues(collection: string, filter: string): string[];
  findNear(collection: string, id: string): string[];
  /** Whether what may have been meant may still be looked for, in so many collections. */
  mayLook(times: number): boolean;
}

/** What is wrong with a value, and what would be right. */
export interface Complaint {
  detail: string;
  allowed?: readonly string[] | undefined;
  suggestion?: string | undefined;
}

/** A value that cannot be read; what would be right is its complaint. */
export class Refusal extends Error {
  readonly complaint: Complaint;
  constructor(complaint: Complaint) {
    super(complaint.detail);
    this.complaint = complaint;
  }
}

/**
 * Refuses a value.
 * @throws {Refusal} always
 */
export const refuse = (detail: string, more: Omit<Complaint, 'detail'> = {}): never => {
  throw new Refusal({ detail, ...more });
};

/**
 * A word out of a closed list.
 * @throws {Refusal} with the nearest word where it is none
 */
export function readWord(value: string, allowed: readonly string[], what: string): string {
  if (allowed.includes(value)) return value;
  if (isNegated(value))
    return refuse(`${what} “${value}” is not known; what is wanted is named, not what is not`, { allowed });
  return refuse(`${what} “${value}” is not known`, { allowed, suggestion: findClosest(value, allowed) });
}

/** An order: one of these fields, descending with a minus. */
export function readOrder(value: string, fields: readonly string[]): string {
  const allowed = fields.flatMap((name) => [name, `-${name}`]);
  if (allowed.includes(value)) return value;
  const several = /[,;]/.test(value) ? '; one order is taken, ties are by id' : '';
  return refuse(`order “${value}” is not known${several}`, {
    allowed,
    suggestion: guessOrder(value, fields),
  });
}

function readReference(
  value: string,
  type: Parameter['type'] & { name: 'reference' },
  lookup: Lookup,
): string {
  const slash = type.any ? value.indexOf('/') : -1;
  const collections =
    slash < 0 ? type.collections : [readWord(value.slice(0, slash), type.collections, 'collection')];
  const id = value.slice(slash + 1);
  // Where only one collection is possible its name adds nothing, and the spellings mean the same.
  if (collections.some((collection) => lookup.has(collection, id)))
    return type.collections.length === 1 ? id : value;
  if (!lookup.mayLook(collections.length)) return refuse(`no record “${value}”`);
  const near = new Map(
    (isNegated(id) ? [] : collections).flatMap((collection) => {
      const [nearest] = lookup.findNear(collection, id);
      return nearest ? [[nearest, collection] as const] : [];
    }),
  );
  const nearest = findClosest(id, [...near.keys()]) ?? [...near.keys()][0];
  if (nearest)
    return refuse(`no record “${value}”`, {
      suggestion: slash < 0 ? nearest : `${near.get(nearest)}/${nearest}`,
    });
  return refuse(`no record “${value}”; ids are listed at ${collections.map((c) => `/${c}`).join(', ')}`);
}

function readNumber(value: string): number {
  return /^\d{1,9}$/.test(value) ? Number(value) : refuse(`“${value}” is not a whole number`);
}

/** @throws {Refusal} unless it is `true` or `false` */
export const readBoolean = (value: string): boolean => readWord(value, ['true', 'false'], 'value') === 'true';

/** What EDTF has (ISO 8601-2) and is not read here, with what to write. */
const UNREAD: readonly [RegExp, string][] = [
  [/[?~%]/, 'how sure a date is cannot be asked for; write it without ?, ~ and %'],
  [/^[[{]|[\]}]$/, 'several dates are written with commas alone: 2022,2024'],
  [/^Y-?\d|^[+-]\d|\d[ES]\d/i, 'years are written with four digits, from 0000 to 9999'],
  [
    /^(?=.*X)[\dX]+(?:-[\dX]{2})*$/i,
    'X stands for the last digits, of a year for two at most: 202X, 20XX, 2024-XX, 2024-11-XX; write an interval such as 2000/2999 or 2024-10/2024-12',
  ],
  [/^$/, 'an end that is open is written with two dots: 2024/.. or ../2024'],
  [/T\d/, 'there is no time of day; write the day, such as 2024-11-21'],
];

/** Divisions of a year by their codes: how many months each has, and the code of the first. */
const DIVISIONS = [
  { first: 33, last: 36, months: 3, name: 'quarter' },
  { first: 37, last: 39, months: 4, name: 'third' },
  { first: 40, last: 41, months: 6, name: 'half' },
];

/** A date's part that is EDTF and is not read, or undefined: what it is, and what to write. */
function explainUnread(part: string): string | undefined {
  const code = Number(part.slice(5, 7));
  const division = DIVISIONS.find(({ first, last }) => code >= first && code <= last);
  if (SEASON.test(part) && division) {
    const start = (code - division.first) * division.months;
    const month = (number: number) => `${part.slice(0, 5)}${String(number).padStart(2, '0')}`;
    return `a ${division.name} of a year; write its months, ${month(start + 1)}/${month(start + division.months)}`;
  }
  if (SEASON.test(part))
    return 'a season, and begins on different days in different places; write its months, such as 2024-03/2024-05';
  if (part === '..' || (parseEdtf(part) && !/[?~%]/.test(part))) return undefined;
  const [, said] = UNREAD.find(([form]) => form.test(part)) ?? [];
  return said && `EDTF that is not read here: ${said}`;
}

function readDate(value: string, operator: Parameter['operator']): string {
  for (const part of value.split('/')) {
    const unread = explainUnread(part);
    if (unread) return refuse(`“${value}” is ${unread}`);
  }
  if (!parseEdtf(value))
    return refuse(
      `“${value}” is not a date; write 2024, 2024-11, 2024-11-21, or an interval 2024-11/2024-12 (EDTF)`,
      { suggestion: guessDate(value) },
    );
  if ((operator === 'gt' || operator === 'lt') && makeInterval(operator, value) === null)
    return refuse(`nothing lies ${operator === 'gt' ? 'after' : 'before'} “${value}”`);
  return value;
}

/** Characters of a whole day. */
const WHOLE = 10;

/**
 * A whole day, as 2024-11-21.
 * @throws {Refusal} where it is none
 */
export function readDay(value: string): string {
  const span = /^\d{4}-\d{2}-\d{2}$/.test(value) ? parseEdtf(value) : null;
  if (span) return value;
  const meant = guessDate(value);
  return refuse(`“${value}” is not a day; write one such as 2024-11-21`, {
    // A month is no day.
    suggestion: meant?.length === WHOLE ? meant : undefined,
  });
}

/** Reads a value; where it is refused, and has an operator before it, with the parameter that says so. */
export function readOperand(
  value: string,
  parameter: Parameter,
  { name: collection, known }: { name: string; known: readonly string[] },
  lookup: Lookup,
): string | number | boolean {
  try {
    return readValue(value, parameter, collection, lookup);
  } catch (error) {
    const meant = error instanceof Refusal ? guessValue(parameter.field, value, known) : undefined;
    // With an operator in the name as well (`date__not=gte:2024`) it is not clear which of the two was meant.
    if (meant === undefined || parameter.operator !== 'eq') throw error;
    return refuse(`“${value}” is no value; an operator stands in the name: ${meant}`, { suggestion: meant });
  }
}

/**
 * One value of a filter, by the type of its field.
 * @throws {Refusal} where it is none, or no record can have it
 */
export function readValue(
  value: string,
  { operator, type, field }: Parameter,
  collection: string,
  lookup: Lookup,
): string | number | boolean {
  if (operator === 'isnull') return readBoolean(value);
  switch (type.name) {
    case 'reference':
      return readReference(value, type, lookup);
    case 'word':
      return readWord(value, type.allowed, 'value');
    case 'number':
      return readNumber(value);
    case 'boolean':
      return readBoolean(value);
    case 'date':
      return readDate(value, operator);
    case 'day':
      return readDay(value);
    case 'text':
      return readText(value, collection, field, lookup);
  }
}

/** A text that some record has: one that none has could only be answered with nothing. */
function readText(value: string, collection: string, filter: string, lookup: Lookup): string {
  if (lookup.countValue(collection, filter, value)) return value;
  if (!lookup.mayLook(1)) return refuse(`no record has “${value}” there`);
  const values = lookup.listValues(collection, filter);
  const folded = values.find((known) => known.toLowerCase() === value.toLowerCase());
  return refuse(`no record has “${value}” there`, {
    suggestion: folded ?? (isNegated(value) ? undefined : findClosest(value, values)),
    ...(values.length <= MAX_ALLOWED ? { allowed: values } : {}),
  });
}

/**
 * Refuses one date that is written with a comma, which would be read as two.
 * @throws {Refusal} with the date that is meant
 */
export function refuseWrittenDate(raw: unknown): void {
  const meant = typeof raw === 'string' && raw.includes(',') ? guessDate(raw) : undefined;
  if (meant) refuse(`“${raw}” is not a date; write one such as 2024-11-21 (EDTF)`, { suggestion: meant });
}

/** Repetition and commas mean the same; blanks around values do not count. */
export function splitValues(raw: unknown): string[] {
  const values = (Array.isArray(raw) ? raw : [raw])
    .flatMap((part) => String(part).split(','))
    .map((part) => part.trim());
  if (values.some((value) => value === '')) refuse('a value is empty');
  if (values.some((value) => value.length > MAX_VALUE))
    refuse(`a value is longer than ${MAX_VALUE} characters`);
  if (values.length > MAX_VALUES) refuse(`more than ${MAX_VALUES} values`);
  return [...new Set(values)];
}

/**
 * What is given once.
 * @throws {Refusal} where it is given more than once, or too long
 */
export function readSingle(raw: unknown, most = MAX_VALUE): string {
  if (Array.isArray(raw)) return refuse('given more than once');
  const value = String(raw);
  return value.length > most ? refuse(`longer than ${most} characters`) : value;
}

/** Operators that take one value alone. */
export const SINGLE_VALUE_OPERATORS = new Set(['gte', 'gt', 'lte', 'lt', 'isnull']);

/** Reads several words out of a closed list. */
export const readWords = (allowed: readonly string[], what: string) => (raw: unknown) =>
  splitValues(raw).map((value) => readWord(value, allowed, what));

/** Reads a number from 0 to `most`. */
export const readLimit =
  (most: number) =>
  (raw: unknown): number => {
    const value = readSingle(raw);
    return /^\d{1,4}$/.test(value) && Number(value) <= most
      ? Number(value)
      : refuse(`“${value}” is not a whole number from 0 to ${most}`);
  };
