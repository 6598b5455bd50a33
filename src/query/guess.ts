/** What was probably meant, by how others write the same: never what would mean the opposite. */
import { distance } from 'fastest-levenshtein';
import { parseEdtf } from '../schema/edtf.ts';
import { findClosest } from '../text/closest.ts';

/** What others call each operator; `eq` is the plain parameter, `stated` is `isnull=false`. */
const OPERATOR_SYNONYMS: Record<string, string> = Object.fromEntries(
  Object.entries({
    eq: 'eq in is any exact equal equals on within during id ids',
    gte: 'gte ge gteq gt_eq min minimum from since start starting at_least greater_or_equal',
    gt: 'gt more over above after later greater greater_than more_than',
    lte: 'lte le lteq lt_eq max maximum to till until upto up_to end ending through at_most less_or_equal',
    lt: 'lt less under before earlier less_than',
    not: 'not ne neq no non nin not_in notin not_eq noteq is_not isnot not_equal exclude excluding except without',
    isnull: 'isnull null is_null none missing empty is_empty isempty blank absent not_exists unknown',
    stated:
      'stated exists exist has present known notnull not_null isnotnull is_not_null isnotempty is_not_empty not_empty',
    overlaps: 'overlaps overlap overlapping intersects touches',
  }).flatMap(([operator, names]) => names.split(' ').map((name) => [name, operator])),
);

/** Signs that others put between a name and a value. */
const SIGNS: Record<string, string> = {
  '!': 'not',
  '-': 'not',
  '!=': 'not',
  '<>': 'not',
  '≠': 'not',
  '=': 'eq',
  '==': 'eq',
  '>': 'gt',
  '>=': 'gte',
  '≥': 'gte',
  '<': 'lt',
  '<=': 'lte',
  '≤': 'lte',
};

/** What is said of names that have no parameter here. */
const HINTS: Record<string, string> = Object.fromEntries(
  Object.entries({
    'a format is asked for by a suffix, such as /demands.csv, or by the header Accept':
      'format fmt f output accept type',
    'nothing is left out of an answer by name: select names the fields that are wanted':
      'exclude omit hide except without exclude_fields',
  }).flatMap(([hint, names]) => names.split(' ').map((name) => [name, hint])),
);

/** What others call parameters. */
const NAME_SYNONYMS: Record<string, string> = Object.fromEntries(
  Object.entries({
    cursor: 'page offset skip start_at starting_after page_token next next_cursor',
    limit: 'per_page page_size pagesize size count rows top first take max_results',
    select: 'fields columns only',
    sort: 'order order_by orderby sort_by sortby ordering',
    include: 'expand embed',
    q: 'search query text keyword keywords name title label',
    facet: 'group_by groupby facets aggregate',
    region: 'country countries place places location locations',
    party: 'actor actors',
  }).flatMap(([parameter, names]) => names.split(' ').map((name) => [name, parameter])),
);

/** How others ask for dates without saying which. */
const DATE_SYNONYMS: Record<string, string> = {
  from: 'gte',
  since: 'gte',
  start: 'gte',
  start_date: 'gte',
  after: 'gt',
  to: 'lte',
  until: 'lte',
  till: 'lte',
  end: 'lte',
  end_date: 'lte',
  before: 'lt',
  year: 'eq',
  date: 'eq',
};

const lookUp = <T>(table: Record<string, T>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

/** A guess at a parameter. */
export interface Guess {
  suggestion?: string | undefined;
  /** What may stand there instead. */
  allowed: string[];
  /** What else there is to say. */
  hint?: string | undefined;
}

/** A filter's parameter by its operator. */
const writeParameter = (field: string, operator: string) =>
  operator === 'eq' ? field : `${field}__${operator}`;

const dropRepeatedLetters = (word: string) => word.replace(/(.)\1+/g, '$1');

/** An operator by what others call it, letters repeated or left out of two: more is a guess, for `gte` is near `lte`. */
const readOperator = (word: string): string | undefined =>
  lookUp(OPERATOR_SYNONYMS, word) ??
  ['gte', 'gt', 'lte', 'lt', 'not', 'isnull', 'overlaps'].find(
    (known) => dropRepeatedLetters(known) === dropRepeatedLetters(word),
  );

/** The parameter without operator that a name means; none where it only begins as one does, as `date_basis` with `date`. */
function readName(name: string, fields: readonly string[]): string | undefined {
  if (fields.includes(name)) return name;
  const synonym = lookUp(NAME_SYNONYMS, name);
  if (synonym !== undefined) return fields.includes(synonym) ? synonym : undefined;
  const found = findClosest(name, fields);
  return found !== undefined && distance(found, name) <= 2 && !name.startsWith(`${found}_`)
    ? found
    : undefined;
}

/** A name in the way that names are written here: `filter[kind][ne]`, `kind.ne` and `$top` are others' ways. */
const normalizeName = (written: string): string =>
  written
    .trim()
    .toLowerCase()
    .replace(/^\$/, '')
    .replace(/^filters?[[.]([^\]]+)\]?/, '$1')
    .replace(/[[.:]\$?([a-z_]*)\]?$/, (_, operator: string) => (operator ? `__${operator}` : ''))
    .replaceAll('-', '_');

interface NameParts {
  name: string;
  /** As it is called here; null where it is none. */
  operator: string | null;
}

/** The name of a filter and an operator, in whichever order and by whatever they are joined. */
function splitName(written: string, fields: readonly string[]): NameParts | undefined {
  const [, before = '', sign, after] = /^(.+?)\s*(<>|[<>]=?|[!≥≤≠])\s*(.*)$/su.exec(written) ?? [];
  // The `=` of `source_count>=3` stands before the value already.
  if (sign)
    return {
      name: normalizeName(before),
      operator: lookUp(SIGNS, after ? sign : `${sign}=`) ?? lookUp(SIGNS, sign) ?? null,
    };
  if (/^[-!~]/.test(written)) return { name: normalizeName(written.slice(1)), operator: 'not' };
  const plain = normalizeName(written);
  const [name = '', operator] = plain.split(/__(.*)/s);
  if (operator !== undefined && readName(name, fields))
    return { name, operator: readOperator(operator) ?? null };
  const words = plain.split(/_+/);
  for (let at = 1; at < words.length; at++) {
    const [first, last] = [words.slice(0, at).join('_'), words.slice(at).join('_')];
    for (const [field, word] of [
      [first, last],
      [last, first],
    ] as const) {
      const meant = lookUp(OPERATOR_SYNONYMS, word);
      if (meant && (fields.includes(field) || fields.includes(lookUp(NAME_SYNONYMS, field) ?? '')))
        return { name: field, operator: meant };
    }
  }
  return operator === undefined ? undefined : { name, operator: readOperator(operator) ?? null };
}

/** The filters of dates: what is asked of `date` is asked of the only other one where there is none. */
function findDateFilters(known: readonly string[]): string[] {
  const dates = known.flatMap((name) =>
    name.endsWith('__overlaps') ? [name.replace('__overlaps', '')] : [],
  );
  return dates.includes('date')
    ? ['date']
    : dates.length > 1
      ? dates.filter((name) => name !== 'revised')
      : dates;
}

/** What is asked for by whether something is stated; a value that denies it turns it round. */
const writeIsNull = (field: string, value: string): string =>
  `${field}__isnull=${/^(false|0|no|f|n|off)$/i.test(value.trim())}`;

/**
 * What was probably meant by a parameter that is not known.
 * @param value what it was given, since `exists=false` means the opposite of `exists=true`
 */
export function guessParameter(written: string, value: string, known: readonly string[]): Guess {
  const fields = known.filter((name) => !name.includes('__'));
  const listOperators = (field: string) =>
    known.filter((name) => name === field || name.startsWith(`${field}__`));
  const plain = normalizeName(written);
  const listAllowed = (field: string | undefined) => {
    const operators = field === undefined ? [] : listOperators(field);
    return operators.length > 1 ? operators : fields;
  };
  if (known.includes(plain)) return { suggestion: plain, allowed: listAllowed(plain.split('__')[0]) };
  const hint = lookUp(HINTS, plain);
  if (hint) return { allowed: fields, hint };
  const asked = lookUp(DATE_SYNONYMS, plain);
  // `after` is a cursor where no date is given.
  if (asked && (plain !== 'after' || /^\d{4}/.test(value))) {
    const dates = findDateFilters(known);
    const [only, ...others] = dates;
    if (only && !others.length)
      return { suggestion: writeParameter(only, asked), allowed: listOperators(only) };
    return only
      ? {
          allowed: dates.map((field) => writeParameter(field, asked)),
          hint: `dates here are ${dates.join(', ')}`,
        }
      : { allowed: fields };
  }
  if (plain === 'after') return { suggestion: 'cursor', allowed: fields };
  const parts = splitName(written, fields);
  const field = readName(parts?.name ?? plain, fields);
  const allowed = listAllowed(field);
  if (!field || parts?.operator === null) return { allowed };
  if (parts?.operator === 'stated')
    return {
      allowed,
      ...(known.includes(`${field}__isnull`) ? { suggestion: writeIsNull(field, value) } : {}),
    };
  const suggestion = writeParameter(field, parts?.operator ?? 'eq');
  return { allowed, ...(known.includes(suggestion) ? { suggestion } : {}) };
}

/** An operator that is written before a value, and the value: `-call`, `not:call`, `>=3`. */
const WRITTEN_BEFORE = /^(?:(<>|[!=<>]=?|[≠≥≤-])|([a-z_]{2,10})[:.(]|(not) )\s*(.+?)\)?$/isu;

/** Whether a value is written so that it means what is not so. */
export const isNegated = (value: string): boolean => {
  const [, sign, word, not] = WRITTEN_BEFORE.exec(value.trim()) ?? [];
  return (sign ? lookUp(SIGNS, sign) : readOperator((word ?? not ?? '').toLowerCase())) === 'not';
};

/** What a value that has an operator before it asks for, as a parameter and its value; undefined where there is no such operator. */
export function guessValue(field: string, value: string, known: readonly string[]): string | undefined {
  const [, sign, word, not, rest = ''] = WRITTEN_BEFORE.exec(value.trim()) ?? [];
  const operator = sign ? lookUp(SIGNS, sign) : readOperator((word ?? not ?? '').toLowerCase());
  if (!operator) return undefined;
  const parameter = writeParameter(field, operator);
  return known.includes(parameter) ? `${parameter}=${rest}` : undefined;
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** A month by its name, or what its name is cut to, in English. */
const readMonth = (word: string): number => MONTHS.indexOf(word.slice(0, 3).toLowerCase()) + 1;

/** How others write a day or a month, with which part is which; a day and a month in figures are told apart below. */
const WRITTEN_DATES: readonly [RegExp, (parts: string[]) => (string | number | undefined)[]][] = [
  [
    /^(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]{3,9})\.?,? (\d{4})$/i,
    ([day, month = '', year]) => [year, readMonth(month), day],
  ],
  [
    /^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/i,
    ([month = '', day, year]) => [year, readMonth(month), day],
  ],
  [/^([a-z]{3,9})\.?,? (\d{4})$/i, ([month = '', year]) => [year, readMonth(month)]],
  [/^(\d{4}) ([a-z]{3,9})\.?(?: (\d{1,2}))?$/i, ([year, month = '', day]) => [year, readMonth(month), day]],
  [/^(\d{4})[-./ ](\d{1,2})(?:[-./ ](\d{1,2}))?$/, (parts) => parts],
  [/^(\d{4})(\d{2})(\d{2})$/, (parts) => parts],
  [/^(\d{1,2})[./](\d{4})$/, ([month, year]) => [year, month]],
  [
    /^(\d{1,2})([-./ ])(\d{1,2})\2(\d{4})$/,
    ([first, sign, second, year]) => {
      // With dots the day stands first; else only where the other can be no month.
      if (sign === '.' || Number(first) > 12) return [year, second, first];
      return Number(second) > 12 ? [year, first, second] : [];
    },
  ],
];

/** A date as people write it, as EDTF: `29 March 2022`, `March 2022`, `29.03.2022`, `2022/3/29`; none where it may be two. */
export function guessDate(written: string): string | undefined {
  const plain = written.trim().replaceAll(/[\s+]+/g, ' ');
  for (const [form, order] of WRITTEN_DATES) {
    const [, ...parts] = form.exec(plain) ?? [];
    if (!parts.length) continue;
    const [year, ...rest] = order(parts).filter((part) => part !== undefined);
    const date = [year, ...rest.map((part) => String(part).padStart(2, '0'))].join('-');
    return year && parseEdtf(date) ? date : undefined;
  }
  return undefined;
}

/** An order as others write it: `+title`, `title:desc`, `title-`, `desc(title)`; none where there are two. */
export function guessOrder(written: string, fields: readonly string[]): string | undefined {
  const plain = written.trim();
  const name = plain
    .replace(/^(?:asc|desc)(?:ending)?\((.*)\)$/i, '$1')
    .replace(/[\s:._|]+(?:asc|desc)(?:ending)?$/i, '')
    .replace(/^[-+!]|[-+]$/g, '');
  if (/[,;]/.test(name)) return undefined;
  const descending = /^[-!]|-$|^desc(?:ending)?\(|[\s:._|]desc(?:ending)?$/i.test(plain);
  const field = findClosest(name, fields);
  return field && `${descending ? '-' : ''}${field}`;
}
