/** What is written after `q=`: words, "phrases", `beginnings*`, `-words` left out, and OR between two. */
import { fold, normalizeWidth, removeApostrophes, splitWords } from '../text/fold.ts';
import { readSingle, refuse } from './read.ts';

/** Each is looked up in all that it occurs in. */
const MAX_TERMS = 20;

/** Fewer letters begin too many words. */
const MIN_BEGINNING = 3;

/** A word, or words that follow each other. */
export interface Term {
  /** As it was written. */
  text: string;
  /** Folded, one at least. */
  words: string[];
  /** The same where apostrophes are left away: Donets’k is Donetsk to others. */
  joined?: string[];
  /** Whether the last word is only the beginning of one. */
  beginning: boolean;
}

/** A search: any term of each group, and none of those left out. */
export interface Terms {
  groups: Term[][];
  excluded: Term[];
}

/** A phrase in quotation marks of one kind or another, or whatever stands between blanks; with a minus before it. */
const PIECES =
  /(?<minus>-?)(?:"(?<a>[^"]*)"|[“„](?<b>[^“”„]*)[“”]|«(?<c>[^«»]*)»)(?<star>\*?)|[^\s"“„«]+|"/gu;

/** A word before a colon that touches what follows: another search engine's way to search one field. */
const FIELD = /^[-({]*(?<field>\p{L}[\p{L}_]*)[}]?:(?=["“„«]?[\p{L}\p{N}])/u;

/** A word that is left out; what the parenthesis before it would mean is refused. */
const LEFT_OUT = /^\(*-[\p{L}\p{N}]/u;

function readTerm(text: string, inside: string): Term | null {
  const words = splitWords(fold(inside));
  if (!words.length) return null;
  const core = inside.replace(/^[^\p{L}\p{N}*]+|[^\p{L}\p{M}\p{N}*]+$/gu, '');
  const [, stem = core, star] = /^(.*?)(\*+)$/su.exec(core) ?? [];
  if (stem.includes('*')) return refuse(`“${text}”: * stands at the end of a word only`);
  if (star && [...(words.at(-1) ?? '')].length < MIN_BEGINNING)
    return refuse(`“${text}”: give at least ${MIN_BEGINNING} letters before *`);
  const joined = splitWords(removeApostrophes(fold(inside)));
  return {
    text,
    words,
    ...(joined.length < words.length ? { joined } : {}),
    beginning: star !== undefined,
  };
}

/** What other search engines understand, and what to write instead. */
const FOREIGN: readonly [RegExp, string][] = [
  [/^-$/, 'a minus touches the word that it leaves out: -word; a dash between words is left away'],
  [/^-{2,}./, 'one minus leaves a word out: -word'],
  [/^[‐‑–−][\p{L}\p{N}]/u, 'a word is left out by a plain minus, -word; a dash between words is left away'],
  [/^!+[\p{L}\p{N}]/u, '! leaves nothing out: write -word'],
  [/\|/, '| is not understood: write OR between two words'],
  [/&&/, '&& is not understood: words that follow each other must all be there; leave it away'],
  [/^~\d*$|[\p{L}\p{N}]~\d*$/u, '~ finds nothing alike: write the beginning of the word and *'],
  [/[\p{L}\p{N}]\^\d/u, '^ weighs nothing: leave it away'],
  [/\p{L}\?+\p{L}/u, '? stands for no letter: write the beginning of the word and *'],
];

/** Refuses a piece that would be taken for punctuation, and means something elsewhere. */
function refuseForeign(piece: string): void {
  const [, said] = FOREIGN.find(([sign]) => sign.test(piece)) ?? [];
  if (said) refuse(`“${piece}”: ${said}`);
}

/**
 * Reads a search. Punctuation means nothing; what means something elsewhere and would be misunderstood is refused.
 * @throws {Refusal} that says what to write instead
 */
export function readTerms(q: string): Terms {
  const text = normalizeWidth(q).replace(/\p{Cc}/gu, ' ');
  const terms: Terms = { groups: [], excluded: [] };
  /** The operator that waits for a term. */
  let waiting: 'OR' | 'NOT' | null = null;
  /** Where the term before stands, unless it is one to leave out. */
  let group: Term[] | null = null;
  const refuseOrphan = (operator: string) =>
    refuse(`${operator} stands between two words, or before one: a OR b, a NOT b`);
  for (const match of text.matchAll(PIECES)) {
    const [piece] = match;
    const { minus, a, b, c, star } = match.groups ?? {};
    const phrase = a ?? b ?? c;
    if (piece === '"') return refuse('a quotation mark is not closed: write "the words" between two');
    const field = FIELD.exec(text.slice(match.index))?.groups?.field;
    if (phrase === undefined && field)
      return refuse(
        `“${field}:” searches no field: filter by a parameter, or write "${field}" without the colon`,
      );
    if (phrase === undefined) refuseForeign(piece);
    if (/^NEAR[(/]/.test(piece) || (piece === 'NEAR' && group && /\w/.test(text.slice(match.index + 4))))
      return refuse('NEAR is not understood: write words that follow each other in "quotes"');
    if (piece === 'AND') continue;
    if (piece === 'OR' || piece === 'NOT') {
      if (waiting || (piece === 'OR' && !group)) return refuseOrphan(piece);
      waiting = piece;
      continue;
    }
    const left = phrase === undefined ? LEFT_OUT.test(piece) : minus === '-';
    const term = readTerm(piece.replace(/^-/, ''), phrase === undefined ? piece : `${phrase}${star}`);
    if (!term) continue;
    if (waiting === 'OR' && group && !left) group.push(term);
    else if (waiting === 'OR') return refuseOrphan('OR');
    else if (left || waiting === 'NOT') {
      terms.excluded.push(term);
      group = null;
    } else {
      group = [term];
      terms.groups.push(group);
    }
    waiting = null;
  }
  if (waiting) return refuseOrphan(waiting);
  const operators = terms.excluded.length > 0 || terms.groups.some(({ length }) => length > 1);
  if (operators && /[()]/.test(text.replace(/"[^"]*"/g, '')))
    return refuse('parentheses do not group: OR joins the two words beside it, and -word leaves out one');
  return removeRepetition(terms);
}

function removeRepetition({ groups, excluded }: Terms): Terms {
  const removeDuplicates = <T>(values: T[], key: (value: T) => unknown): T[] => [
    ...new Map(values.map((value) => [JSON.stringify(key(value)), value])).values(),
  ];
  const makeKey = ({ words, joined, beginning }: Term) => [words, joined, beginning];
  return {
    groups: removeDuplicates(groups, (group) => group.map(makeKey)),
    excluded: removeDuplicates(excluded, makeKey),
  };
}

/** Reads the parameter: its value as it is written, once it is known to be a search. */
export function readSearch(raw: unknown): string {
  const value = readSingle(raw).trim();
  const { groups, excluded } = readTerms(value);
  if ([...groups.flat(), ...excluded].length > MAX_TERMS)
    return refuse(`more than ${MAX_TERMS} different words or "phrases"`);
  if (groups.length) return value;
  return refuse(
    excluded.length
      ? 'only words to leave out: give one to be found as well'
      : 'nothing to search for: give a word or a "phrase"',
  );
}
