import type { Random } from './random.ts';
import type { Lexicon, Vocabulary } from './words.ts';

/** Makes sentences that read like the curated ones and mean nothing, about as long as those are. */
export class Phrases {
  private readonly vocabulary: Vocabulary;

  constructor(vocabulary: Vocabulary) {
    this.vocabulary = vocabulary;
  }

  private word({ words, weights }: Lexicon, random: Random): string {
    return words[weights.draw(random)] as string;
  }

  noun(random: Random): string {
    return this.word(this.vocabulary.nouns, random);
  }

  adjective(random: Random): string {
    return this.word(this.vocabulary.adjectives, random);
  }

  verb(random: Random): string {
    return this.word(this.vocabulary.verbs, random);
  }

  /** A clause of some 40 letters. */
  clause(random: Random): string {
    const [noun, other] = [this.noun(random), this.noun(random)];
    switch (random.below(6)) {
      case 0:
        return `the ${this.adjective(random)} ${noun} ${this.verb(random)}s the ${other}`;
      case 1:
        return `no ${noun} of the ${other} is ${this.adjective(random)}`;
      case 2:
        return `the ${noun} must not ${this.verb(random)} the ${this.adjective(random)} ${other}`;
      case 3:
        return `this ${this.adjective(random)} ${noun} ${this.verb(random)}s each ${other}`;
      case 4:
        return `the ${noun} and the ${other} remain ${this.adjective(random)}`;
      default:
        return `no ${noun} ${this.verb(random)}s the ${this.adjective(random)} ${other}`;
    }
  }

  /** A sentence of some 85 letters, without its beginning and its full stop. */
  sentence(random: Random): string {
    return `${this.clause(random)}, ${random.chance(0.5) ? 'and' : 'but'} ${this.clause(random)}`;
  }

  /** A few words as a document might have them. */
  fragment(random: Random): string {
    const noun = this.noun(random);
    switch (random.below(8)) {
      case 0:
        return noun;
      case 1:
      case 2:
        return `${this.adjective(random)} ${noun}`;
      case 3:
        return `the ${noun} of the ${this.noun(random)}`;
      case 4:
        return `must not ${this.verb(random)} the ${noun}`;
      case 5:
        return `this ${this.adjective(random)} ${noun}`;
      case 6:
        return `${this.verb(random)}s every ${noun}`;
      default:
        return `not one ${noun} more, nor any ${this.adjective(random)} ${this.noun(random)}`;
    }
  }

  /** The same in Cyrillic letters. */
  cyrillicFragment(random: Random): string {
    const { cyrillic, nouns } = this.vocabulary;
    const word = () => cyrillic[nouns.weights.draw(random)] as string;
    return random.chance(0.5) ? `${word()} ${word()}` : `${word()} и ${word()}`;
  }
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
