/** One spelling for all that a search takes to be the same: used for what is indexed and for what is asked. */

/** Letters that have no accent to be taken off. */
const LETTERS: Record<string, string> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ß: 'ss',
  œ: 'oe',
  æ: 'ae',
  þ: 'th',
  ё: 'е',
};

const LATIN = /\p{Script=Latin}/u;

/** Ends of names that are transliterated in several ways: Zelenskyy, Zelenskiy, Zelenskij, Zelenskyi, Zelenskii. */
const ENDS = /(?<=\p{L}{3})(?:yy|iy|ij|yi|ii)(?!\p{L})/gu;

/** Recognize and recognise, mobilization and mobilisation. */
const IZE = /(?<=\p{L}{3})iz(?=(?:e|es|ed|er|ers|ing|ation|ations)(?!\p{L}))/gu;

/** What is not seen: soft hyphens, joiners, marks of direction and of byte order. */
const UNSEEN = /[\u00AD\u200B-\u200F\u2060-\u2064\uFEFF]/g;
/** Letters and signs as wide as Chinese ones, and ligatures. */
const WIDE = /[\uFF01-\uFF5E\uFB00-\uFB06]+/g;

/** A text without what is not seen. */
export const stripUnseen = (text: string): string => text.replace(UNSEEN, '');

/** A text without what is not seen, its letters as wide as others. */
export const normalizeWidth = (text: string): string =>
  stripUnseen(text).replace(WIDE, (letters) => letters.normalize('NFKC'));

/**
 * A text in lower case without accents on Latin letters, and with one spelling for what is written in several. It has
 * as many words as before, so that matches of the folded text are marked in the text as it is written.
 */
export const fold = (text: string): string =>
  normalizeWidth(text)
    .normalize('NFD')
    .replace(/\p{M}+/gu, (marks, at: number, whole: string) => (LATIN.test(whole[at - 1] ?? '') ? '' : marks))
    .normalize('NFC')
    .toLowerCase()
    .replace(/[łøđðħıßœæþё]/g, (letter) => LETTERS[letter] ?? letter)
    .replaceAll('ʼ', '’')
    .replace(ENDS, 'y')
    .replace(IZE, 'is');

/** The words of a text as the index cuts it: at whatever is no letter and no digit, and at apostrophes. */
export const splitWords = (text: string): string[] =>
  text.replaceAll('ʼ', ' ').match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? [];

const INNER_APOSTROPHE = /(?<=\p{L})['’‘ʼ](?=\p{L})/gu;

/** A text without the apostrophes inside its words: Donets’k is Donetsk to others. */
export const removeApostrophes = (text: string): string => text.replace(INNER_APOSTROPHE, '');

/** The words of a text that have an apostrophe inside, without it. */
export const joinApostrophes = (text: string): string[] =>
  (text.match(/\p{L}+(?:['‘’ʼ]\p{L}+)+/gu) ?? []).map(removeApostrophes);
