import { mix, Random, type Weighted, zipf } from './random.ts';

/** What full-text search is measured with: a word in about a third of all statements, and one in at most eight. */
export const words = { common: 'border', rare: 'quizzlethorn' } as const;

/** Share of the commonest noun among all nouns: a statement has some seven, so that a third of them have this one. */
const COMMONEST = 0.052;

const NOUNS = [
  words.common,
  ...(
    'ceasefire convoy harbour tariff garrison pipeline envoy strait corridor quota inspection mandate treaty ' +
    'blockade province frontier delegation withdrawal shipment reserve licence patrol assembly council ballot ' +
    'prisoner exchange amnesty embargo subsidy loan currency fishery reservoir railway bridge airfield satellite ' +
    'launcher battery brigade reservist recruit exercise manoeuvre buffer enclave observer commission tribunal ' +
    'verdict charter clause annex guarantee pledge ultimatum deadline summit dispatch archive census passport'
  ).split(' '),
];
const ADJECTIVES = (
  'coastal joint secret lasting partial northern southern eastern mutual binding neutral armed unarmed public ' +
  'final early late open closed foreign domestic direct gradual permanent temporary heavy light unilateral ' +
  'strategic conventional humanitarian legal illegal fair sudden distant common hollow firm'
).split(' ');
const VERBS = (
  'delay reopen extend limit defend question abandon suspend restore protect reduce reject accept guard share ' +
  'renew weaken threaten honour ignore cancel monitor obstruct finance explain replace divide widen respect hinder'
).split(' ');

const ONSETS = 'b br d dr g gr h k kr l m p pl r s sk st t tr v z'.split(' ');
const VOWELS = 'a e i o u yo ei'.split(' ');
const CODAS = ['', '', '', 'l', 'm', 'n', 'r', 's', 'v'];

/** A syllable or two that belong to no language. */
export function syllables(random: Random, count: number): string {
  let made = '';
  for (let i = 0; i < count; i++) made += random.pick(ONSETS) + random.pick(VOWELS) + random.pick(CODAS);
  return made;
}

export interface Lexicon {
  words: readonly string[];
  weights: Weighted;
}

/** Known words first, then invented ones, the further down the rarer. */
function lexicon(
  random: Random,
  known: readonly string[],
  endings: readonly string[],
  size: number,
): Lexicon {
  const found = new Set(known);
  while (found.size < size) found.add(syllables(random, random.chance(0.6) ? 1 : 2) + random.pick(endings));
  return { words: [...found], weights: zipf(size, COMMONEST) };
}

export interface Vocabulary {
  nouns: Lexicon;
  adjectives: Lexicon;
  verbs: Lexicon;
  /** The nouns in Cyrillic letters, in the same order. */
  cyrillic: readonly string[];
}

/** Words for so many statements: the more text, the more words, but ever fewer new ones (Heaps' law). */
export function vocabularyFor(statements: number, seed: number): Vocabulary {
  const random = new Random(mix(seed, 1));
  const size = Math.min(20_000, 200 + Math.round(40 * statements ** 0.45));
  const nouns = lexicon(random, NOUNS, ['ment', 'ade', 'ance', 'ory', 'ith', 'ock', 'um', 'ard'], size);
  return {
    nouns,
    adjectives: lexicon(random, ADJECTIVES, ['al', 'ic', 'ous', 'ent', 'ive'], Math.ceil(size / 4)),
    verbs: lexicon(random, VERBS, ['ate', 'en', 'ise'], Math.ceil(size / 8)),
    cyrillic: nouns.words.map(cyrillicOf),
  };
}

const LETTERS: readonly (readonly [RegExp, string])[] = [
  ...Object.entries({ shch: 'щ', sh: 'ш', ch: 'ч', zh: 'ж', kh: 'х', ts: 'ц', yo: 'ё', ya: 'я', yu: 'ю' }),
  ...[...'abvgdezijklmnoprstufhcqwxy'].map(
    (letter, at) => [letter, [...'абвгдезийклмнопрстуфхцкввы'][at] ?? ''] as const,
  ),
].map(([latin, letter]) => [new RegExp(latin, 'g'), letter]);

/** A word as Cyrillic letters render it; good enough to be folded and searched. */
export const cyrillicOf = (word: string): string =>
  LETTERS.reduce((text, [latin, letter]) => text.replace(latin, letter), word.toLowerCase());
