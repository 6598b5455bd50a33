import { slugify } from '../../src/schema/citation.ts';
import { capital } from './phrases.ts';
import type { Random } from './random.ts';
import { cyrillicOf, syllables } from './words.ts';

/** Ends of names that no real land or place has. */
const LANDS = ['orra', 'avand', 'undria', 'ethia', 'ovaar', 'ilund', 'ambra', 'eskor'];
const PLACES = [
  'drekt',
  'vosk',
  'mirn',
  'zelt',
  'quen',
  'bryth',
  'olme',
  'urvel',
  'adosh',
  'enzik',
  'ippra',
  'otha',
];
const ACCENTS: Record<string, string> = { a: 'á', e: 'é', i: 'í', o: 'ö', u: 'ü', s: 'š', z: 'ž', n: 'ñ' };

export interface Name {
  id: string;
  name: string;
  /** As documents print it: in other letters, with accents or without. */
  spellings: readonly string[];
}

const bare = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '');

/** One accent, so that the name without it is another spelling of the same. */
function accented(plain: string): string {
  const at = [...plain].findIndex((letter, index) => index > 0 && letter in ACCENTS);
  return at < 0 ? plain : plain.slice(0, at) + ACCENTS[plain[at] as string] + plain.slice(at + 1);
}

const inCyrillic = (plain: string): string =>
  cyrillicOf(plain).replace(/(?:^|[ -])\p{L}/gu, (letter) => letter.toUpperCase());

/** Invented names, each given once, with the spellings that make search fold accents and ё. */
export class Names {
  private readonly given = new Set<string>();
  private readonly random: Random;

  constructor(random: Random) {
    this.random = random;
  }

  /**
   * A name as it is and as it is spelled; null where another record has it. What is a word of no language may stand
   * in Cyrillic letters too, so that search has ё to fold.
   */
  take(text: string, foreign = false): Name | null {
    const plain = bare(text);
    const id = slugify(plain);
    if (this.given.has(id)) return null;
    this.given.add(id);
    const name = text === plain && this.random.chance(0.25) ? accented(plain) : text;
    const spellings = [name];
    if (name !== plain && this.random.chance(0.5)) spellings.push(plain);
    if (foreign && this.random.chance(0.5)) {
      const cyrillic = inCyrillic(plain);
      spellings.push(this.random.chance(0.6) ? cyrillic.replace('е', 'ё') : cyrillic);
    }
    return { id, name, spellings: [...new Set(spellings)] };
  }

  private untilNew(foreign: boolean, make: () => string): Name {
    const name = this.take(make(), foreign);
    return name ?? this.untilNew(foreign, make);
  }

  private word(length: number): string {
    return capital(syllables(this.random, length));
  }

  land(): Name {
    return this.untilNew(true, () => this.word(1) + this.random.pick(LANDS));
  }

  person(): Name {
    return this.untilNew(
      true,
      () => `${this.word(2)} ${this.word(1 + this.random.below(2))}${this.random.pick(LANDS)}`,
    );
  }

  /** A made-up word with something before or behind it: “Drelvosk Province”, “Gulf of Stolme”. */
  place(before: string, behind: string): Name {
    return this.untilNew(!before && !behind, () => {
      const word = this.word(1) + this.random.pick(PLACES);
      return `${before}${word}${behind}`;
    });
  }
}
